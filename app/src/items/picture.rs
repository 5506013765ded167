//! A product's picture: shown large, sent, replaced, taken away.

use domain::goods::picture::{BadPicture, MOST_BYTES, PictureSize, picture_href};
#[cfg(feature = "ssr")]
use domain::query::{item_href, with_params};
use domain::view::ItemRow;
use leptos::ev::Event;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use web_sys::HtmlInputElement;

use super::edits::Edits;
use crate::context::use_locale;
use crate::error::AppError;
use crate::form::use_param;
use crate::ui::{Alert, Button, ButtonKind, Field, FileDrop, Icon, IconName, Tone};

/// Where the form is sent to.
pub const PICTURES: &str = "/pictures";

/// What became of a product's picture, as the address says it that the form is led back to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PictureTold {
    /// It is there.
    Saved,
    /// It is gone.
    Removed,
    /// It was not taken.
    Refused(BadPicture),
    /// Nothing was done.
    Failed(AppError),
}

/// Its parameter, and the id of the part of the page that shows it.
const TOLD: &str = "picture";

impl PictureTold {
    /// The address of the product's page that says so.
    #[cfg(feature = "ssr")]
    pub fn address(&self, code: &str) -> String {
        let told = serde_json::to_string(self).unwrap_or_default();
        // The page is long: the browser shows where it is told.
        format!("{}#{TOLD}", with_params(&item_href(code), &[(TOLD, &told)]))
    }
}

/// A product's picture, with the form that changes it.
#[component]
pub fn Picture(
    /// The product.
    row: ItemRow,
    /// The picture's width and height, in pixels.
    size: Option<(u32, u32)>,
    /// Whether whoever looks may change it.
    may_correct: bool,
) -> impl IntoView {
    let l = use_locale();
    let told = serde_json::from_str(&use_param()(TOLD)).ok();
    let (done, refused) = match told {
        None => (None, None),
        Some(PictureTold::Saved) => (Some((Tone::Ok, l.picture_saved().to_owned())), None),
        Some(PictureTold::Removed) => (Some((Tone::Ok, l.picture_removed().to_owned())), None),
        Some(PictureTold::Refused(why)) => (None, Some(l.bad_picture(why))),
        Some(PictureTold::Failed(error)) => (Some((Tone::Bad, error.words(l))), None),
    };
    let picture = match &row.picture {
        Some(digest) => {
            let (width, height) = size.unzip();
            view! {
                <img
                    src=picture_href(digest, PictureSize::Large)
                    alt=l.picture_of(&row.name)
                    width=width
                    height=height
                    loading="lazy"
                />
            }
            .into_any()
        }
        None => {
            view! { <span class="no-picture"><Icon name=IconName::Image />{l.no_picture()}</span> }.into_any()
        }
    };
    view! {
        <section class="card card-pad" id=TOLD>
            <h2 class="section-title">{l.picture()}</h2>
            <div class="told" role="status">{done.map(|(tone, title)| view! { <Alert tone title /> })}</div>
            <div class="item-picture">
                {picture}
                {may_correct.then(|| view! { <PictureForm code=row.code was=row.picture refused /> })}
            </div>
        </section>
    }
}

#[component]
fn PictureForm(code: String, was: Option<String>, refused: Option<String>) -> impl IntoView {
    let l = use_locale();
    let refused = RwSignal::new(refused);
    let edits = expect_context::<Edits>();
    // Before it is sent for nothing, or cut off on its way.
    let chosen = move |event: Event| {
        let input = event_target::<HtmlInputElement>(&event);
        let file = input.files().and_then(|files| files.get(0));
        let is_too_large = file.as_ref().is_some_and(|file| file.size() > MOST_BYTES as f64);
        refused.set(is_too_large.then(|| l.bad_picture(BadPicture::TooLarge)));
        if is_too_large {
            input.set_value("");
        }
        edits.chose_file(file.is_some() && !is_too_large);
    };
    let has_one = was.is_some();
    view! {
        <form method="post" action=PICTURES enctype="multipart/form-data" class="picture-form">
            <input type="hidden" name="product" value=code />
            <input type="hidden" name="was" value=was.unwrap_or_default() />
            <Field
                id="picture-file"
                label=l.picture_file()
                hint=l.picture_hint(MOST_BYTES >> 20)
                error=Signal::derive(move || refused.get())
            >
                <FileDrop
                    name="file"
                    prompt=l.picture_prompt()
                    accept="image/jpeg,image/png,image/webp,image/gif"
                    on_choose=Callback::new(chosen)
                />
            </Field>
            <div class="form-actions">
                <Button submit=true>
                    {if has_one { l.replace_picture() } else { l.save_picture() }}
                </Button>
                {has_one
                    .then(|| {
                        view! {
                            <Button submit=true kind=ButtonKind::Quiet attr:name="remove" attr:value="1">
                                {l.remove_picture()}
                            </Button>
                        }
                    })}
            </div>
        </form>
    }
}

//! Pages of files that were looked over, before they are done and after.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::context::use_locale;
use crate::error::{AppError, Failure, loaded_or};
use crate::form::use_param;
use crate::layout::page_title;
use crate::ui::{Alert, Skeleton, Tone};

/// A file that was looked over, at its own address.
#[component]
pub fn LookedOver<T: Clone + Send + Sync + 'static>(
    /// The page's title.
    title: &'static str,
    /// What is read of it.
    file: Resource<Result<T, AppError>>,
    /// How it is shown.
    show: fn(T) -> AnyView,
) -> impl IntoView {
    let l = use_locale();
    view! {
        <Title text=page_title(title) />
        <Transition fallback=move || view! { <Skeleton label=l.loading() /> }>
            {move || Suspend::new(async move {
                loaded_or(file.await, show, |error| {
                    let not_found = (l.goods_file_gone().to_owned(), l.goods_file_gone_hint().to_owned());
                    view! { <Failure error not_found /> }
                })
            })}
        </Transition>
    }
}

/// That what was asked for was not done, where the address says so.
#[component]
pub fn NotDone() -> impl IntoView {
    let l = use_locale();
    let param = use_param();
    (!param("told").is_empty()).then(|| {
        let title = match param("reference").as_str() {
            "" => l.not_done().to_owned(),
            reference => format!("{} {}", l.not_done(), l.reference(reference)),
        };
        view! { <Alert tone=Tone::Bad title attr:role="alert" /> }
    })
}

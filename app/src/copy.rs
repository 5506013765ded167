//! Copying to the clipboard.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::context::use_locale;
use crate::ui::{Icon, IconName};

/// A button that copies a text. Browsers lend the clipboard to pages from a secure origin only: elsewhere there is none, and none before the scripts
/// are there.
#[component]
pub fn CopyButton(
    /// What it copies.
    #[prop(into)]
    text: Signal<String>,
    /// Its words.
    label: &'static str,
    /// What it is beside a button.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let l = use_locale();
    let copied = RwSignal::new(false);
    let may_copy = RwSignal::new(false);
    Effect::new(move |_| may_copy.set(window().is_secure_context()));
    Effect::new(move |_| {
        text.track();
        copied.set(false);
    });
    let copy = move |_| {
        let copying = window().navigator().clipboard().write_text(&text.get_untracked());
        spawn_local(async move {
            if wasm_bindgen_futures::JsFuture::from(copying).await.is_ok() {
                copied.set(true);
            }
        });
    };
    let class = format!("btn {class}");
    move || {
        may_copy.get().then(|| {
            view! {
                <button type="button" class=class.clone() on:click=copy>
                    <Icon name=IconName::Copy />
                    {move || if copied.get() { l.copied() } else { label }}
                </button>
                // Beside it: a region outside of a dialog is not heard in it.
                <span class="visually-hidden" role="status">{move || copied.get().then(|| l.copied())}</span>
            }
        })
    }
}

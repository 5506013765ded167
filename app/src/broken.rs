//! What is left to say when the browser's half has stopped.

use leptos::prelude::document;
use leptos::wasm_bindgen::JsCast as _;
use maud::html;

use crate::context::page_locale;
use crate::ui::{Tone, icon};

/// Says that the page has to be loaded anew, once. It stands outside of what Leptos renders, which no longer works.
///
/// After a panic, which is a bug, or when the code of the screen that the page came with could not be fetched.
pub fn tell() {
    // Behind a modal dialog nobody could reach it.
    let dialogs = document().query_selector_all("dialog:modal").ok();
    let dialog = dialogs.and_then(|dialogs| dialogs.item(dialogs.length().checked_sub(1)?));
    let Some(place) = dialog.or_else(|| document().body().map(Into::into)) else { return };
    let place: web_sys::Element = place.unchecked_into();
    if document().get_element_by_id("broken").is_some() {
        return;
    }
    let l = page_locale();
    let words = html! {
        div id="broken" class="toasts" role="alert" {
            div class=(Tone::Bad.class("toast")) {
                (icon(Tone::Bad.icon()))
                span { (l.page_broken()) }
                // An address the router leaves alone: the page's own.
                a class="btn toast-action" href="" rel="external" { (l.reload()) }
            }
        }
    };
    // Nobody is left to hear that this failed, too.
    let _ = place.insert_adjacent_html("beforeend", &words.into_string());
}

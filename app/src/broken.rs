//! What is left to say when the browser's half has stopped.

use leptos::prelude::document;
use maud::html;

use crate::context::page_locale;

/// Says that the page has to be loaded anew, once. It stands outside of what Leptos renders, which no longer works.
///
/// A panic is a bug, or part of the code that could not be fetched: the connection failed, or the server has got a new version meanwhile.
pub fn tell() {
    let Some(body) = document().body() else { return };
    if document().get_element_by_id("broken").is_some() {
        return;
    }
    let l = page_locale();
    let words = html! {
        div id="broken" class="toasts" role="alert" {
            div class="toast bad" {
                span { (l.page_broken()) }
                // An address the router leaves alone: the page's own.
                a class="btn toast-action" href="" rel="external" { (l.reload()) }
            }
        }
    };
    // Nobody is left to hear that this failed, too.
    let _ = body.insert_adjacent_html("beforeend", &words.into_string());
}

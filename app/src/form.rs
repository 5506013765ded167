//! What forms send, and what a page's address says of one that was refused.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use leptos_router::hooks::use_location;

/// The query string that a GET form would send; none when the browser can't tell, and then the form is left to it.
pub fn query_of(event: &SubmitEvent) -> Option<String> {
    let form: web_sys::HtmlFormElement = event_target::<web_sys::Element>(event).dyn_into().ok()?;
    let data = web_sys::FormData::new_with_form(&form).ok()?;
    let params = web_sys::UrlSearchParams::new_with_str_sequence_sequence(&data).ok()?;
    Some(String::from(params.to_string()))
}

/// Reads the address's parameters as they are when the page is made; empty for none. (The router's own map decodes them twice.)
pub fn use_param() -> impl Fn(&str) -> String + Copy + Send + Sync {
    let search = use_location().search;
    move |name| domain::query::param(&search.read_untracked(), name).unwrap_or_default()
}

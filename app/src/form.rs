//! What a form would send, read in the browser.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;

/// The query string that a GET form would send; none when the browser can't tell, and then the form is left to it.
pub fn query_of(event: &SubmitEvent) -> Option<String> {
    let form: web_sys::HtmlFormElement = event_target::<web_sys::Element>(event).dyn_into().ok()?;
    let data = web_sys::FormData::new_with_form(&form).ok()?;
    let params = web_sys::UrlSearchParams::new_with_str_sequence_sequence(&data).ok()?;
    Some(String::from(params.to_string()))
}

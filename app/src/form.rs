//! What forms send, and what a page's address says of one that was refused.

use domain::country::Country;
use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use leptos_router::hooks::use_location;
use text::Locale;

use crate::ui::Choice;

/// The query string that a GET form would send; none when the browser can't tell, and then the form is left to it.
pub fn query_of(event: &SubmitEvent) -> Option<String> {
    let form: web_sys::HtmlFormElement = event_target::<web_sys::Element>(event).dyn_into().ok()?;
    let data = web_sys::FormData::new_with_form(&form).ok()?;
    let params = web_sys::UrlSearchParams::new_with_str_sequence_sequence(&data).ok()?;
    Some(String::from(params.to_string()))
}

/// What stands in a form's field; empty where there is none.
pub fn value(form: NodeRef<html::Form>, name: &str) -> String {
    let data = form.get_untracked().and_then(|form| web_sys::FormData::new_with_form(&form).ok());
    data.and_then(|data| data.get(name).as_string()).unwrap_or_default()
}

/// Reads the address's parameters as they are when the page is made; empty for none. (The router's own map decodes them twice.)
pub fn use_param() -> impl Fn(&str) -> String + Copy + Send + Sync {
    let search = use_location().search;
    move |name| domain::query::param(&search.read_untracked(), name).unwrap_or_default()
}

/// All countries by their names.
pub fn countries(l: Locale) -> Vec<Choice> {
    let mut countries: Vec<_> =
        Country::all().map(|country| Choice::new(country.as_str(), l.country(country))).collect();
    countries.sort_by(|a, b| a.label.cmp(&b.label));
    countries
}

/// The words of an error, which elsewhere stand behind a file's name, alone.
pub fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

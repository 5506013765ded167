use leptos::prelude::*;

use super::Tone;

/// A bare number beside a word.
#[component]
pub fn Count(
    /// The number, formatted.
    #[prop(into)]
    value: String,
    /// Whether it must not be there: a queue of failures.
    #[prop(optional)]
    urgent: bool,
) -> impl IntoView {
    view! { <span class=if urgent { "count count-bad" } else { "count" }>{value}</span> }
}

/// A number or a short word in a small pill.
#[component]
pub fn Badge(
    /// What it means.
    #[prop(optional)]
    tone: Tone,
    /// The number, formatted, or the word.
    #[prop(into)]
    value: String,
) -> impl IntoView {
    view! { <span class=tone.class("badge")>{value}</span> }
}

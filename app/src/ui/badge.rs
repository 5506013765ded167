use leptos::prelude::*;

use super::Tone;

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

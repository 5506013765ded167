use leptos::prelude::*;
use maud::{Markup, html};

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

/// The same for the row of a list.
pub fn badge(tone: Tone, value: &str) -> Markup {
    html! { span class=(tone.class("badge")) { (value) } }
}

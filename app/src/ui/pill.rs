use leptos::prelude::*;
use maud::{Markup, html};

use super::Tone;

/// A status: its word, and the shape and colour of its tone.
#[component]
pub fn Pill(
    /// What the status means.
    tone: Tone,
    /// The status in words.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    view! { <span class=tone.class("pill")>{label}</span> }
}

/// The same for the row of a list.
pub fn pill(tone: Tone, label: &str) -> Markup {
    html! { span class=(tone.class("pill")) { (label) } }
}

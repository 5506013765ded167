use leptos::prelude::*;

use super::Tone;

/// What happened, the newest first; inside stand [`TimelineEntry`]s.
#[component]
pub fn Timeline(
    /// The entries.
    children: Children,
) -> impl IntoView {
    view! { <ol class="timeline">{children()}</ol> }
}

/// One thing that happened.
#[component]
pub fn TimelineEntry(
    /// What it means.
    #[prop(optional)]
    tone: Tone,
    /// When, in words.
    #[prop(into)]
    when: String,
    /// When, for machines (RFC 3339).
    #[prop(into)]
    datetime: String,
    /// Who or what did it; nothing is shown for nothing.
    #[prop(optional, into)]
    by: String,
    /// What.
    children: Children,
) -> impl IntoView {
    let by = (!by.is_empty()).then(|| format!(" · {by}"));
    view! {
        <li class=tone.class("timeline-entry")>
            {children()}
            <span class="timeline-meta">
                <time datetime=datetime>{when}</time>
                {by}
            </span>
        </li>
    }
}

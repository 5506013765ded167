use leptos::prelude::*;

use super::{Icon, Tone};

/// Something to know before going on, in its place in the page. Add `attr:role="alert"` where it comes after the page.
#[component]
pub fn Alert(
    /// What it means.
    tone: Tone,
    /// What is the matter.
    #[prop(into)]
    title: String,
    /// What to do about it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class=tone.class("alert")>
            <Icon name=tone.icon()/>
            <div class="alert-body">
                <p class="alert-title">{title}</p>
                {children.map(|children| children())}
            </div>
        </div>
    }
}

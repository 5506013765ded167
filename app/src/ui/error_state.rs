use leptos::prelude::*;

use super::{Icon, IconName};

/// Something that can't be shown: why, what to do, and what to tell whoever runs Waybill.
#[component]
pub fn ErrorState(
    /// What is the matter.
    #[prop(into)]
    title: String,
    /// What to do; nothing is shown for nothing.
    #[prop(optional, into)]
    body: String,
    /// What the log knows it by, in words.
    #[prop(optional_no_strip, into)]
    reference: Option<String>,
    /// A way on.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="state state-bad">
            <Icon name=IconName::Warning/>
            <h1 class="state-title">{title}</h1>
            {(!body.is_empty()).then(|| view! { <p>{body}</p> })}
            {reference.map(|reference| view! { <p class="state-reference">{reference}</p> })}
            {children.map(|children| view! { <div class="state-actions">{children()}</div> })}
        </div>
    }
}

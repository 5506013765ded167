use leptos::prelude::*;

use super::{Icon, IconName};

/// A list without rows: what that means, and what to do next.
#[component]
pub fn EmptyState(
    /// What there is none of.
    #[prop(into)]
    title: String,
    /// What to do next.
    #[prop(into)]
    body: String,
    /// A picture of what there is none of.
    #[prop(default = IconName::Box)]
    icon: IconName,
    /// The link or button that does it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="state">
            <Icon name=icon/>
            <h2 class="state-title">{title}</h2>
            <p>{body}</p>
            {children.map(|children| view! { <div class="state-actions">{children()}</div> })}
        </div>
    }
}

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

/// Stands where rows will be, so that nothing jumps when they come.
#[component]
pub fn Skeleton(
    /// What is on its way, for screen readers.
    #[prop(into)]
    label: String,
    /// How many rows are expected.
    #[prop(default = 10)]
    rows: usize,
) -> impl IntoView {
    let row = |_| view! { <div class="skeleton-row"></div> };
    view! {
        <div class="skeleton" role="status">
            <span class="visually-hidden">{label}</span>
            {(0..rows).map(row).collect_view()}
        </div>
    }
}

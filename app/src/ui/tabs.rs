use leptos::prelude::*;

use super::{Badge, Tone};

/// One tab: a link to the list under another status.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tab {
    /// The status.
    pub label: String,
    /// How many there are, formatted.
    pub count: Option<String>,
    /// What the number means.
    pub tone: Tone,
    /// Where it leads.
    pub href: String,
    /// Whether it is what is shown now.
    pub current: bool,
}

/// The statuses of a list, as links at its head.
#[component]
pub fn Tabs(
    /// What is chosen.
    #[prop(into)]
    label: String,
    /// The statuses.
    #[prop(into)]
    items: Signal<Vec<Tab>>,
) -> impl IntoView {
    let tab = |item: Tab| {
        view! {
            <a class="tab" href=item.href aria-current=item.current.then_some("page")>
                {item.label}
                {item.count.map(|value| view! { <Badge tone=item.tone value/> })}
            </a>
        }
    };
    view! {
        <nav class="tabs" aria-label=label>
            {move || items.get().into_iter().map(tab).collect_view()}
        </nav>
    }
}

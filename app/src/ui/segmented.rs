use leptos::prelude::*;

use super::{Count, Icon, IconName};

/// One link of a [`Segmented`] control.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Segment {
    /// Its name.
    pub label: String,
    /// A number behind the name, formatted.
    pub count: Option<String>,
    /// Where it leads.
    pub href: String,
    /// Whether it is what is shown now.
    pub current: bool,
    /// A picture that stands for the name, which then is only heard.
    pub icon: Option<IconName>,
}

/// Links of which one is current, for a choice of two to four: destination, language, theme.
#[component]
pub fn Segmented(
    /// What is chosen.
    #[prop(into)]
    label: String,
    /// The choices.
    #[prop(into)]
    items: Signal<Vec<Segment>>,
    /// The small size, for the foot of the navigation.
    #[prop(optional)]
    small: bool,
) -> impl IntoView {
    view! {
        <nav class=if small { "segmented segmented-small" } else { "segmented" } aria-label=label>
            {move || items.get().into_iter().map(segment).collect_view()}
        </nav>
    }
}

fn segment(item: Segment) -> impl IntoView {
    let named = match item.icon {
        Some(name) => view! {
            <Icon name/>
            <span class="visually-hidden">{item.label}</span>
        }
        .into_any(),
        None => item.label.into_any(),
    };
    view! {
        <a
            href=item.href
            aria-current=item.current.then_some("true")
        >
            {named}
            {item.count.map(|value| view! { <Count value/> })}
        </a>
    }
}

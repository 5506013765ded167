use leptos::prelude::*;

use super::{Count, Icon, IconName, Sheet};

/// Items of the navigation that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavGroup {
    /// What they have in common; the first group needs no name.
    pub heading: Option<String>,
    /// The items.
    pub items: Vec<NavItem>,
}

/// One item of the navigation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavItem {
    /// Its name.
    pub label: String,
    /// Its picture.
    pub icon: IconName,
    /// Where it leads.
    pub href: String,
    /// How much waits there, formatted.
    pub count: Option<String>,
    /// Whether that should not be.
    pub urgent: bool,
    /// Whether it is the page shown now.
    pub current: bool,
}

/// The navigation: at the side of a wide window, a bar with a menu in a narrow one. Stands first in `<div class="app">`, before
/// `<main class="page">`.
#[component]
pub fn Nav(
    /// Its name for screen readers.
    #[prop(into)]
    label: String,
    /// The product's name.
    #[prop(into)]
    brand: String,
    /// Where the product's name leads.
    #[prop(into)]
    brand_href: String,
    /// The words on the button that opens the menu of a narrow window.
    #[prop(into)]
    menu_label: String,
    /// The items.
    #[prop(into)]
    groups: Signal<Vec<NavGroup>>,
    /// What stands at its foot: `<div class="nav-switches">` with language and theme, `<div class="nav-user">`.
    children: Children,
) -> impl IntoView {
    let groups = move || groups.get().into_iter().enumerate().map(group).collect_view();
    view! {
        <header class="nav">
            <a class="nav-brand" href=brand_href>
                <Icon name=IconName::Waybill/>
                {brand}
            </a>
            <button type="button" class="btn quiet nav-toggle" popovertarget="nav-menu">
                <Icon name=IconName::Menu/>
                {menu_label}
            </button>
            <Sheet id="nav-menu" class="nav-menu">
                <nav aria-label=label>{groups}</nav>
                <div class="nav-footer">{children()}</div>
            </Sheet>
        </header>
    }
}

fn group((index, group): (usize, NavGroup)) -> impl IntoView {
    let id = format!("nav-group-{index}");
    let labelled_by = group.heading.is_some().then(|| id.clone());
    view! {
        {group.heading.map(|heading| view! { <p class="nav-heading" id=id>{heading}</p> })}
        <ul class="nav-list" aria-labelledby=labelled_by>
            {group.items.into_iter().map(item).collect_view()}
        </ul>
    }
}

fn item(item: NavItem) -> impl IntoView {
    view! {
        <li>
            <a class="nav-item" href=item.href aria-current=item.current.then_some("page")>
                <Icon name=item.icon/>
                {item.label}
                {item.count.map(|value| view! { <Count value urgent=item.urgent/> })}
            </a>
        </li>
    }
}

/// The first link of the page, seen when it has focus: past the navigation.
#[component]
pub fn SkipLink(
    /// The id of what it leads to.
    #[prop(into)]
    to: String,
    /// The words.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    // `rel=external`: the router would take it for a navigation and move no focus.
    view! { <a class="skip-link" href=format!("#{to}") rel="external">{label}</a> }
}

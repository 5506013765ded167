use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;

use super::{ButtonKind, Icon, IconName};

/// A button and the menu it opens (APG: menu button). Inside stand [`MenuLink`]s and [`MenuButton`]s. It is a popover of the
/// browser: without scripts it opens as well, and its items are reached by Tab.
#[component]
pub fn Menu(
    /// The id of the menu, unique in the page.
    #[prop(into)]
    id: String,
    /// The name of the button and of the menu.
    #[prop(into)]
    label: String,
    /// The picture on the button; the name is then only heard.
    #[prop(optional, into)]
    icon: Option<IconName>,
    /// The button's weight.
    #[prop(optional)]
    kind: ButtonKind,
    /// The items.
    children: Children,
) -> impl IntoView {
    let button = NodeRef::<html::Button>::new();
    let menu = NodeRef::<html::Div>::new();
    let is_open = move || menu.get_untracked().is_some_and(|menu| menu.matches(":popover-open") == Ok(true));
    let close = move || {
        if let Some(menu) = menu.get_untracked() {
            let _ = menu.hide_popover();
        }
    };
    // Opened by a key the focus goes into it, opened by the pointer too: the arrows then work at once.
    let opened = move |_| {
        let inside = document().active_element().zip(menu.get_untracked());
        let has_focus = inside.is_some_and(|(active, menu)| menu.contains(Some(&active)));
        if is_open() && !has_focus {
            focus(&items(menu), Some(0));
        }
    };
    let button_key = move |event: KeyboardEvent| {
        let end = match event.key().as_str() {
            "ArrowDown" => Some(0),
            "ArrowUp" => Some(usize::MAX),
            _ => None,
        };
        if let (Some(end), Some(button)) = (end, button.get_untracked()) {
            event.prevent_default();
            if !is_open() {
                // Pressed, not shown from here: only then does the browser know beside what to put it.
                button.click();
            }
            focus(&items(menu), Some(end));
        }
    };
    let menu_key = move |event: KeyboardEvent| {
        let items = items(menu);
        let active = document().active_element();
        let at = items.iter().position(|item| active.as_ref() == Some(item.as_ref()));
        let to = match event.key().as_str() {
            "ArrowDown" => Some(at.map_or(0, |at| (at + 1) % items.len().max(1))),
            "ArrowUp" => Some(at.map_or(usize::MAX, |at| at.checked_sub(1).unwrap_or(usize::MAX))),
            "Home" => Some(0),
            "End" => Some(usize::MAX),
            "Tab" => return close(),
            key if key.chars().count() == 1 && key != " " && !event.ctrl_key() && !event.meta_key() => {
                starting_with(&items, key, at)
            }
            _ => return,
        };
        event.prevent_default();
        focus(&items, to);
    };
    let chosen = move |event: MouseEvent| {
        let item = event_target::<web_sys::Element>(&event).closest("[role=menuitem]");
        if matches!(item, Ok(Some(item)) if item.get_attribute("aria-disabled").is_none()) {
            close();
        }
    };
    let named = match icon {
        Some(name) => view! {
            <Icon name/>
            <span class="visually-hidden">{label.clone()}</span>
        }
        .into_any(),
        None => view! {
            {label.clone()}
            <Icon name=IconName::ChevronDown/>
        }
        .into_any(),
    };
    let class = if icon.is_some() { format!("{} icon-only", kind.class()) } else { kind.class().to_owned() };
    view! {
        <button
            type="button"
            class=class
            aria-haspopup="menu"
            popovertarget=id.clone()
            node_ref=button
            on:keydown=button_key
        >
            {named}
        </button>
        <div
            class="popover-panel menu"
            id=id
            popover="auto"
            role="menu"
            aria-label=label
            node_ref=menu
            on:toggle=opened
            on:keydown=menu_key
            on:click=chosen
        >
            {children()}
        </div>
    }
}

fn items(menu: NodeRef<html::Div>) -> Vec<web_sys::HtmlElement> {
    let found = menu.get_untracked().and_then(|menu| menu.query_selector_all("[role=menuitem]").ok());
    let found = found.iter().flat_map(|list| (0..list.length()).filter_map(|index| list.get(index)));
    found.filter_map(|item| item.dyn_into().ok()).collect()
}

/// Moves the focus to an item; beyond the last one is the last one.
fn focus(items: &[web_sys::HtmlElement], to: Option<usize>) {
    if let Some(item) = to.and_then(|to| items.get(to.min(items.len().saturating_sub(1)))) {
        let _ = item.focus();
    }
}

/// The next item whose name begins with this letter.
fn starting_with(items: &[web_sys::HtmlElement], letter: &str, at: Option<usize>) -> Option<usize> {
    let from = at.map_or(0, |at| at + 1);
    let letter = letter.to_lowercase();
    let begins = |index: &usize| {
        let name = items[*index].text_content().unwrap_or_default();
        name.trim_start().to_lowercase().starts_with(&letter)
    };
    (from..items.len()).chain(0..from.min(items.len())).find(begins)
}

/// An item of a [`Menu`] that leads somewhere.
#[component]
pub fn MenuLink(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// A picture before the words.
    #[prop(optional, into)]
    icon: Option<IconName>,
    /// The words.
    children: Children,
) -> impl IntoView {
    view! {
        <a class="menu-item" role="menuitem" href=href>
            {icon.map(|name| view! { <Icon name/> })}
            <span>{children()}</span>
        </a>
    }
}

/// An item of a [`Menu`] that does something; takes `on:click`, or sends the form around it. One that can't be used says why.
#[component]
pub fn MenuButton(
    /// A picture before the words.
    #[prop(optional, into)]
    icon: Option<IconName>,
    /// Whether it sends its form.
    #[prop(optional)]
    submit: bool,
    /// Whether it destroys something.
    #[prop(optional)]
    danger: bool,
    /// Why it can't be used now.
    #[prop(optional, into)]
    reason: Option<String>,
    /// What it does when it can be used.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
    /// The words.
    children: Children,
) -> impl IntoView {
    let blocked = reason.is_some();
    let press = move |_| {
        if let (false, Some(on_press)) = (blocked, on_press) {
            on_press.run(());
        }
    };
    view! {
        <button
            type=if submit && !blocked { "submit" } else { "button" }
            class=if danger { "menu-item menu-item-danger" } else { "menu-item" }
            role="menuitem"
            aria-disabled=blocked.then_some("true")
            on:click=press
        >
            {icon.map(|name| view! { <Icon name/> })}
            <span>
                {children()}
                {reason.map(|reason| view! { <span class="menu-item-reason">{reason}</span> })}
            </span>
        </button>
    }
}

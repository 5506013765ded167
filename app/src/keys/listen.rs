//! The one listener.

use std::cell::RefCell;
use std::time::Duration;

use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use web_sys::{Element, HtmlElement, HtmlInputElement};

use super::focus::{active, elements};
use super::shortcut::{Action, Held, pressed};
use super::{Tools, focus_element, row};
use crate::context::page_shortcuts;
use crate::ui::composes;

/// What is on top, where keys go.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Top {
    Page,
    /// An order's details over the list it stands in.
    Order,
    /// A dialog or menu that keeps its keys to itself.
    Other,
}

/// Listens until the desk is left.
pub fn listen(tools: Tools) {
    let navigate = use_navigate();
    Effect::new(move |_| {
        let navigate = navigate.clone();
        let ticked = RefCell::new(None);
        let listening = window_event_listener(ev::keydown, move |event| {
            // A browser that fills a form in sends a keydown that is no key.
            let event: &web_sys::Event = &event;
            if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
                obey(event, tools, &navigate, &ticked);
            }
        });
        on_cleanup(move || listening.remove());
    });
}

fn obey(
    event: &KeyboardEvent,
    tools: Tools,
    navigate: &impl Fn(&str, NavigateOptions),
    ticked: &RefCell<Option<String>>,
) {
    if event.default_prevented() || composes(event) {
        return;
    }
    let Some(shortcut) = pressed(event) else { return };
    if shortcut.is_character() && !page_shortcuts() {
        return;
    }
    let active = active();
    let types = active.as_ref().is_some_and(takes_text);
    if types && shortcut.held != Held::Control && shortcut.action != Action::Leave {
        return;
    }
    // Held down, a key repeats: moving on does, nothing else.
    if event.repeat() && !matches!(shortcut.action, Action::Next | Action::Previous) {
        return;
    }
    let top = top();
    let done = match (shortcut.action, top) {
        (_, Top::Other) => false,
        (Action::Help, _) => open(tools.help),
        (Action::Palette, _) => open(tools.palette),
        (Action::Next, Top::Page) => row::step(1),
        (Action::Previous, Top::Page) => row::step(-1),
        (Action::Next, Top::Order) => show_neighbour(1, navigate),
        (Action::Previous, Top::Order) => show_neighbour(-1, navigate),
        (_, Top::Order) => false,
        (Action::Search, Top::Page) => search(),
        (Action::Tick, Top::Page) => row::tick(ticked),
        (Action::TickRange, Top::Page) => row::tick_range(ticked),
        (Action::Open, Top::Page) => active.is_some_and(|active| is_box(&active) && row::open()),
        (Action::Leave, Top::Page) => leave(active),
    };
    if done {
        event.prevent_default();
    }
}

fn open(dialog: RwSignal<bool>) -> bool {
    if dialog.get_untracked() {
        // It is open, or was closed just now and the event that tells so is still to come.
        set_timeout(move || dialog.set(true), Duration::ZERO);
    } else {
        dialog.set(true);
    }
    true
}

fn top() -> Top {
    let dialogs = elements("dialog[open]");
    match dialogs.as_slice() {
        [] if elements(":popover-open").is_empty() => Top::Page,
        [dialog] if dialog.id() == "order" => Top::Order,
        _ => Top::Other,
    }
}

/// Whether keys are typed into it, or choose in it by their letters.
fn takes_text(element: &Element) -> bool {
    let typed = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, \
                 [contenteditable]:not([contenteditable=false]), [role=listbox], [role=menu], [role=combobox]";
    matches!(element.closest(typed), Ok(Some(_)))
}

fn is_box(element: &Element) -> bool {
    matches!(element.matches("input[type=checkbox]"), Ok(true))
}

fn search() -> bool {
    let field =
        document().get_element_by_id("search").and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
    if let Some(field) = &field {
        focus_element(field);
        field.select();
    }
    field.is_some()
}

/// From the search field to the rows it has found; anywhere else the selection is cleared.
fn leave(active: Option<Element>) -> bool {
    if active.is_some_and(|active| active.id() == "search") {
        return row::step(1) || super::focus::focus_heading();
    }
    let clear = document()
        .get_element_by_id("clear-selection")
        .and_then(|clear| clear.dyn_into::<HtmlElement>().ok());
    if let Some(clear) = &clear {
        clear.click();
    }
    clear.is_some()
}

/// Shows the next or previous order of the list in place of this one: Back still leads to the list.
fn show_neighbour(by: isize, navigate: &impl Fn(&str, NavigateOptions)) -> bool {
    let Some(href) = row::neighbour_href(by) else { return false };
    navigate(&href, NavigateOptions { replace: true, scroll: false, ..Default::default() });
    true
}

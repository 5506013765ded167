//! Tooltips go away by Esc, until the pointer or the focus comes back to them (WCAG 2.2: 1.4.13).

use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use web_sys::{Element, Event, HtmlElement, Node};

use super::focus::elements;
use crate::ui::composes;

const DISMISSED: &str = "data-dismissed";

/// Listens on all pages, before the desk's shortcuts do.
pub fn listen_for_tooltips() {
    Effect::new(|_| {
        let pressed = window_event_listener(ev::keydown, |event| {
            let event: &Event = &event;
            let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
            let is_free = event.key() == "Escape" && !event.default_prevented() && !composes(event);
            // One Esc, one layer: a dialog or a selection behind a tooltip stays.
            if is_free && dismiss() {
                event.prevent_default();
            }
        });
        let pointed = window_event_listener(ev::pointerover, |event| {
            come(&event, event.related_target().as_ref().and_then(|left| left.dyn_ref()));
        });
        let focused = window_event_listener(ev::focusin, |event| {
            come(&event, event.related_target().as_ref().and_then(|left| left.dyn_ref()));
        });
        on_cleanup(move || {
            for handle in [pressed, pointed, focused] {
                handle.remove();
            }
        });
    });
}

/// Hides those that are shown; false when there is none.
fn dismiss() -> bool {
    let mut shown = elements(".tooltip-words");
    shown.retain(is_shown);
    for tooltip in shown.iter().filter_map(|words| words.parent_element()) {
        // Only the attribute's name could be refused.
        let _ = tooltip.set_attribute(DISMISSED, "");
    }
    !shown.is_empty()
}

fn is_shown(words: &Element) -> bool {
    words.dyn_ref::<HtmlElement>().is_some_and(|words| words.offset_width() > 0)
}

/// The pointer or the focus came to an element, from `left`: out of a tooltip that was dismissed it may show again.
fn come(event: &Event, left: Option<&Node>) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let Some(Ok(Some(tooltip))) = target.map(|target| target.closest(".tooltip[data-dismissed]")) else {
        return;
    };
    if !tooltip.contains(left) {
        let _ = tooltip.remove_attribute(DISMISSED);
    }
}

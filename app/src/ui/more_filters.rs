use leptos::ev::{FocusEvent, KeyboardEvent, MouseEvent};
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;

use super::{Badge, Tone};

/// Filters that most days do not need, behind a button of the [`FilterBar`](super::FilterBar).
#[component]
pub fn MoreFilters(
    /// The words on the button.
    #[prop(into)]
    label: String,
    /// How many of them are set, formatted; none if none is.
    #[prop(into)]
    active: Signal<Option<String>>,
    /// The filters and a submit button.
    children: Children,
) -> impl IntoView {
    let details = NodeRef::<html::Details>::new();
    let summary = NodeRef::<html::Summary>::new();
    let close = move || {
        if let Some(details) = details.get_untracked() {
            details.set_open(false);
        }
    };
    let escape = move |event: KeyboardEvent| {
        let open = details.get_untracked().is_some_and(|details| details.open());
        if open && event.key() == "Escape" {
            event.prevent_default();
            close();
            if let Some(summary) = summary.get_untracked() {
                let _ = summary.focus();
            }
        }
    };
    let left = move |event: FocusEvent| {
        let Some(details) = details.get_untracked() else { return };
        let to = event.related_target().and_then(|to| to.dyn_into::<web_sys::Node>().ok());
        let stays = details.contains(to.as_ref());
        // In the sheet it covers nothing, and closing it would move what is about to be tapped.
        let in_sheet = matches!(details.closest(":popover-open"), Ok(Some(_)));
        // A window that loses focus takes it away from everything.
        if !stays && !in_sheet && document().has_focus().unwrap_or(true) {
            details.set_open(false);
        }
    };
    let sent = move |event: MouseEvent| {
        if matches!(event_target::<web_sys::Element>(&event).closest("[type=submit]"), Ok(Some(_))) {
            close();
        }
    };
    view! {
        <details class="more-filters" node_ref=details on:keydown=escape on:focusout=left on:click=sent>
            <summary class="btn quiet" node_ref=summary>
                {label}
                {move || active.get().map(|value| view! { <Badge tone=Tone::Info value/> })}
            </summary>
            // Focusable, so that a click between its fields does not count as leaving it.
            <div class="more-filters-panel" tabindex="-1">
                {children()}
            </div>
        </details>
    }
}

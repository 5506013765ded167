use leptos::html;
use leptos::prelude::*;

use crate::ui::closed_beside;

/// A dialog without an address: made when it opens, gone when it is closed. Closing gives the focus back.
#[component]
pub fn Modal(
    /// The dialog's element, for whoever closes it from inside.
    dialog: NodeRef<html::Dialog>,
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Its class beside `dialog`.
    class: &'static str,
    /// Its name.
    label: &'static str,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    Effect::new(move || {
        if let Some(dialog) = dialog.get() {
            let _ = dialog.show_modal();
        }
    });
    let (press, click) = closed_beside(dialog);
    view! {
        <dialog
            class=format!("dialog {class}")
            aria-label=label
            node_ref=dialog
            on:close=move |_| open.set(false)
            on:pointerdown=press
            on:click=click
        >
            {children()}
        </dialog>
    }
}

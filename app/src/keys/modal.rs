use leptos::ev::PointerEvent;
use leptos::html;
use leptos::prelude::*;

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
    let press = move |event: PointerEvent| {
        // Its content covers it: a press on the dialog itself is one beside it.
        if event.target() == event.current_target()
            && let Some(dialog) = dialog.get_untracked()
        {
            dialog.close();
        }
    };
    view! {
        <dialog
            class=format!("dialog {class}")
            aria-label=label
            node_ref=dialog
            on:close=move |_| open.set(false)
            on:pointerdown=press
        >
            {children()}
        </dialog>
    }
}

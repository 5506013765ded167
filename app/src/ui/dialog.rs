use leptos::ev::{MouseEvent, PointerEvent};
use leptos::html;
use leptos::prelude::*;

use super::{Icon, IconName};

/// A dialog that has its own address. As the server sends it, it is open and looks modal; hydration makes it modal. Without
/// scripts it takes the place of its siblings and is a page of its own.
///
/// Esc, a click beside it and its close link all end in `on_close`, which navigates to `close_href`.
#[component]
pub fn Dialog(
    /// Its id, unique in the page.
    #[prop(into)]
    id: String,
    /// Its heading, which gets the focus.
    #[prop(into)]
    title: Signal<String>,
    /// Where closing leads.
    #[prop(into)]
    close_href: Signal<String>,
    /// The name of the close link.
    #[prop(into)]
    close_label: String,
    /// Told once when it has been closed.
    #[prop(into)]
    on_close: Callback<()>,
    /// The small size, for a question.
    #[prop(optional)]
    narrow: bool,
    /// What stands beside the heading: statuses.
    #[prop(optional, into)]
    badges: ViewFnOnce,
    /// What can be done: buttons, before the close link.
    #[prop(optional, into)]
    actions: ViewFnOnce,
    /// The body, which scrolls: padded by `<div class="dialog-pad">`, or [`Columns`](super::Columns).
    children: Children,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let heading = NodeRef::<html::H2>::new();
    Effect::new(move || {
        let (Some(dialog), Some(heading)) = (dialog.get(), heading.get()) else { return };
        let _ = dialog.remove_attribute("open");
        if dialog.show_modal().is_err() {
            // Not modal is better than not there.
            dialog.set_open(true);
        }
        let _ = heading.focus();
    });

    // The address may change while it is open (Back). Closing it then gives the focus back to where it came from; but the
    // event that follows must not navigate once more.
    // Where another dialog takes its place, Leptos makes that of the same element: it is not closed then, and a close that is told late is
    // not that of the new one.
    let shown = StoredValue::new(true);
    let own_id = id.clone();
    on_cleanup(move || {
        shown.set_value(false);
        if let Some(dialog) = dialog.try_get_untracked().flatten().filter(|dialog| dialog.id() == own_id) {
            dialog.close();
        }
    });
    let closed = move |_| {
        let is_open = dialog.try_get_untracked().flatten().is_some_and(|dialog| dialog.open());
        if shown.try_get_value() == Some(true) && !is_open {
            on_close.run(());
        }
    };

    let close = move || {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    let (press, click) = closed_beside(dialog);
    let follow = move |event: MouseEvent| {
        let elsewhere = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
        if !elsewhere && event.button() == 0 {
            event.prevent_default();
            close();
        }
    };

    let title_id = format!("{id}-title");
    let labelled_by = title_id.clone();
    view! {
        <dialog
            class=if narrow { "dialog dialog-narrow" } else { "dialog" }
            id=id
            open=cfg!(feature = "ssr")
            aria-labelledby=labelled_by
            node_ref=dialog
            on:close=closed
            on:pointerdown=press
            on:click=click
        >
            <header class="dialog-head">
                <div class="dialog-heading">
                    // What stands outside a modal dialog is not heard: when it shows something else, its heading says so.
                    <h2 class="dialog-title" id=title_id tabindex="-1" aria-live="polite" node_ref=heading>
                        {move || title.get()}
                    </h2>
                    {badges.run()}
                </div>
                <div class="dialog-actions">{actions.run()}</div>
                <a
                    class="btn quiet icon-only dialog-close"
                    href=move || close_href.get()
                    aria-label=close_label
                    on:click=follow
                >
                    <Icon name=IconName::Close/>
                </a>
            </header>
            <div class="dialog-body">{children()}</div>
        </dialog>
    }
}

/// What a dialog does on `pointerdown` and on `click` to be closed by a click beside it. What was pressed inside and let go
/// outside (selecting text) is no such click.
pub fn closed_beside(
    dialog: NodeRef<html::Dialog>,
) -> (impl Fn(PointerEvent) + 'static, impl Fn(MouseEvent) + 'static) {
    let pressed_beside = StoredValue::new(false);
    let press = move |event: PointerEvent| pressed_beside.set_value(is_beside(&event));
    let click = move |event: MouseEvent| {
        if pressed_beside.get_value()
            && is_beside(&event)
            && let Some(dialog) = dialog.get_untracked()
        {
            dialog.close();
        }
    };
    (press, click)
}

/// Whether an event hit the dialog itself, which its content covers: then it hit the backdrop. A question asked inside it has
/// a backdrop of its own.
fn is_beside(event: &web_sys::Event) -> bool {
    event.target() == event.current_target()
}

use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;

/// Words shown beside a control while it is hovered or has focus. Esc hides them until the pointer or the focus comes back
/// (WCAG 2.2: 1.4.13). The control names them by `aria-describedby`; they hold text only, for a tooltip can't hold controls.
#[component]
pub fn Tooltip(
    /// The id of the words, unique in the page.
    #[prop(into)]
    id: String,
    /// The words; nothing is shown for none.
    #[prop(into)]
    words: Signal<Option<String>>,
    /// What they are: `hint-content` for something to read, else a short remark.
    #[prop(optional)]
    class: &'static str,
    /// The control.
    children: Children,
) -> impl IntoView {
    let dismissed = RwSignal::new(false);
    let escape = move |event: KeyboardEvent| {
        if event.key() == "Escape" && !dismissed.get_untracked() && words.with_untracked(Option::is_some) {
            // One Esc, one layer: a dialog around it stays.
            event.prevent_default();
            dismissed.set(true);
        }
    };
    // While it is hovered the focus may be anywhere, and with it the key.
    // Not on the server: the handle stays on its thread, and a page's parts are dropped on another one there.
    let listening = (!cfg!(feature = "ssr")).then(|| StoredValue::new_local(None::<WindowListenerHandle>));
    let stop = move || {
        let handle = listening.and_then(|listening| listening.try_update_value(Option::take).flatten());
        if let Some(handle) = handle {
            handle.remove();
        }
    };
    let enter = move |_| {
        stop();
        dismissed.set(false);
        if let Some(listening) = listening {
            listening.set_value(Some(window_event_listener(ev::keydown, escape)));
        }
    };
    on_cleanup(stop);
    let content = move || {
        let id = id.clone();
        words.get().map(|words| {
            view! {
                <span class=format!("tooltip-words {class}") role="tooltip" id=id>
                    {words}
                </span>
            }
        })
    };
    view! {
        <span
            class="tooltip"
            data-dismissed=move || dismissed.get().then_some("")
            on:pointerenter=enter
            on:pointerleave=move |_| stop()
            on:focusin=move |_| dismissed.set(false)
            on:keydown=escape
        >
            {children()}
            {content}
        </span>
    }
}

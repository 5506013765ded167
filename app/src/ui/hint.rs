use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;

use super::{Icon, IconName};

/// Words behind a small picture: shown while it is hovered or has focus, so also after a tap. Esc hides them until the pointer
/// or the focus comes back.
#[component]
pub fn Hint(
    /// The id of the words, unique in the page.
    #[prop(into)]
    id: String,
    /// What the picture stands for.
    #[prop(into)]
    label: String,
    /// The picture.
    icon: IconName,
    /// The words: text only, for a tooltip can't hold controls.
    children: Children,
) -> impl IntoView {
    let dismissed = RwSignal::new(false);
    let escape = move |event: KeyboardEvent| {
        if event.key() == "Escape" && !dismissed.get_untracked() {
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
    let described_by = id.clone();
    view! {
        <span
            class="hint"
            data-dismissed=move || dismissed.get().then_some("")
            on:pointerenter=enter
            on:pointerleave=move |_| stop()
            on:focusin=move |_| dismissed.set(false)
            on:keydown=escape
        >
            <button type="button" class="hint-button" aria-label=label aria-describedby=described_by>
                <Icon name=icon/>
            </button>
            <span class="hint-content" role="tooltip" id=id>
                {children()}
            </span>
        </span>
    }
}

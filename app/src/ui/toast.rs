use std::time::Duration;

use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::*;

use super::{Icon, IconName, Tone};

/// How long words alone stay; not counted while the pointer or the focus is on them.
const STAY: Duration = Duration::from_secs(6);

/// How many are shown at once; the oldest make room, but none that offers something.
const AT_ONCE: usize = 3;

/// What has just happened.
#[derive(Clone, Debug)]
pub struct Toast {
    id: u32,
    tone: Tone,
    text: String,
    action: Option<(String, Callback<()>)>,
}

/// The toasts shown now, and the way to show one.
#[derive(Clone, Copy, Debug)]
pub struct Toasts {
    shown: RwSignal<Vec<Toast>>,
    // Never used twice: a toast with the id of one just gone would be taken for it.
    next_id: StoredValue<u32>,
}

impl Toasts {
    /// None yet.
    #[expect(clippy::new_without_default, reason = "it takes a place in the reactive owner's arena")]
    pub fn new() -> Self {
        Self { shown: RwSignal::new(Vec::new()), next_id: StoredValue::new(0) }
    }

    /// Tells what happened; goes by itself.
    pub fn tell(self, tone: Tone, text: impl Into<String>) {
        self.push(tone, text.into(), None);
    }

    /// Tells what happened and offers to undo it: the words on the button, and what it does. It stays until it is used or
    /// dismissed, for nobody should lose it by reading slowly (WCAG 2.2: 2.2.1).
    pub fn offer(self, tone: Tone, text: impl Into<String>, label: impl Into<String>, undo: Callback<()>) {
        self.push(tone, text.into(), Some((label.into(), undo)));
    }

    fn push(self, tone: Tone, text: String, action: Option<(String, Callback<()>)>) {
        let id = self.next_id.get_value();
        self.next_id.set_value(id.wrapping_add(1));
        self.shown.update(|toasts| {
            // What offers a way back stays, however many there are.
            while toasts.len() >= AT_ONCE
                && let Some(oldest) = toasts.iter().position(|toast| toast.action.is_none())
            {
                toasts.remove(oldest);
            }
            toasts.push(Toast { id, tone, text, action });
        });
    }

    fn dismiss(self, id: u32) {
        // The page may be gone by then.
        self.shown.try_update(|toasts| toasts.retain(|toast| toast.id != id));
    }
}

/// Where toasts appear; stands in the page from the start, so that screen readers hear what comes into it.
#[component]
pub fn ToastRegion(
    /// The toasts.
    toasts: Toasts,
    /// The name of the button that dismisses one.
    #[prop(into)]
    dismiss_label: String,
) -> impl IntoView {
    let toast = move |toast: Toast| {
        let id = toast.id;
        let stays = toast.action.is_some();
        let timer = StoredValue::new(None::<TimeoutHandle>);
        let wait = move || {
            if let Some(timer) = timer.try_update_value(Option::take).flatten() {
                timer.clear();
            }
        };
        let go_on = move || {
            wait();
            if !stays {
                timer.set_value(set_timeout_with_handle(move || toasts.dismiss(id), STAY).ok());
            }
        };
        Effect::new(go_on);
        on_cleanup(wait);
        let action = toast.action.map(|(label, act)| {
            let press = move |_| {
                toasts.dismiss(id);
                act.run(());
            };
            view! {
                <button type="button" class="btn quiet toast-action" on:click=press>
                    {label}
                </button>
            }
        });
        view! {
            <div
                class=toast.tone.class("toast")
                on:pointerenter=move |_| wait()
                on:pointerleave=move |_| go_on()
                on:focusin=move |_| wait()
                on:focusout=move |_| go_on()
            >
                <Icon name=toast.tone.icon()/>
                <span>{toast.text}</span>
                {action}
                <button
                    type="button"
                    class="btn quiet icon-only"
                    aria-label=dismiss_label.clone()
                    on:click=move |_| toasts.dismiss(id)
                >
                    <Icon name=IconName::Close/>
                </button>
            </div>
        }
    };
    let newest_first = move || toasts.shown.get().into_iter().rev();
    view! {
        <div class="toasts" role="status">
            <For each=newest_first key=|toast| toast.id children=toast/>
        </div>
    }
}

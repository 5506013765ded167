use leptos::prelude::*;

use super::{Icon, IconName, Tone};

/// What has just happened.
#[derive(Clone, Debug)]
pub struct Toast {
    /// Tells it from the others.
    pub id: u64,
    /// What it means.
    pub tone: Tone,
    /// The words.
    pub text: String,
    /// What can be done about it: the words on the button, and what it does.
    pub action: Option<(String, Callback<()>)>,
}

/// Where toasts appear; stands in the page from the start, so that screen readers hear what comes into it.
#[component]
pub fn ToastRegion(
    /// Those shown now.
    #[prop(into)]
    toasts: Signal<Vec<Toast>>,
    /// The name of the button that dismisses one.
    #[prop(into)]
    dismiss_label: String,
    /// Told which one is dismissed.
    #[prop(into)]
    on_dismiss: Callback<u64>,
) -> impl IntoView {
    let toast = move |toast: Toast| {
        let action = toast.action.map(|(label, act)| {
            view! {
                <button type="button" class="btn quiet" on:click=move |_| act.run(())>
                    {label}
                </button>
            }
        });
        view! {
            <div class=toast.tone.class("toast")>
                <Icon name=toast.tone.icon()/>
                <span>{toast.text}</span>
                {action}
                <button
                    type="button"
                    class="btn quiet icon-only"
                    aria-label=dismiss_label.clone()
                    on:click=move |_| on_dismiss.run(toast.id)
                >
                    <Icon name=IconName::Close/>
                </button>
            </div>
        }
    };
    view! {
        <div class="toasts" role="status">
            <For each=move || toasts.get() key=|toast| toast.id children=toast/>
        </div>
    }
}

use leptos::ev::MouseEvent;
use leptos::html;
use leptos::prelude::*;

use super::{ButtonKind, Icon, IconName};

/// A button that asks before it does something, and the question. It stands inside the `<form>` it sends, which holds nothing to
/// type into: Enter there would send it unasked. With the browser's invoker commands it asks without scripts, too. Esc and the
/// button that leaves everything as it is lead back to where it was asked.
#[component]
pub fn Confirm(
    /// The id of the question, unique in the page.
    #[prop(into)]
    id: String,
    /// The words on the button that asks.
    #[prop(into)]
    label: String,
    /// That button's weight.
    #[prop(optional)]
    kind: ButtonKind,
    /// A picture on that button.
    #[prop(optional, into)]
    icon: Option<IconName>,
    /// The question.
    #[prop(into)]
    title: String,
    /// The words on the button that does it: the verb of the question.
    #[prop(into)]
    confirm_label: String,
    /// The words on the button that does not.
    #[prop(into)]
    cancel_label: String,
    /// Whether it destroys something or can't be undone.
    #[prop(optional)]
    danger: bool,
    /// Told when it is confirmed; without it the form around it is sent.
    #[prop(optional, into)]
    on_confirm: Option<Callback<()>>,
    /// What follows from it, and whether it can be undone.
    children: Children,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    // The browser's own command would do the same; not every browser has it.
    let ask = move |event: MouseEvent| {
        if let Some(dialog) = dialog.get_untracked().filter(|dialog| !dialog.open()) {
            event.prevent_default();
            let _ = dialog.show_modal();
        }
    };
    let close = move || {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    let keep = move |event: MouseEvent| {
        event.prevent_default();
        close();
    };
    let confirm = move |event: MouseEvent| {
        if let Some(on_confirm) = on_confirm {
            event.prevent_default();
            close();
            on_confirm.run(());
        }
    };
    let title_id = format!("{id}-title");
    let body_id = format!("{id}-body");
    let (labelled_by, described_by, asked) = (title_id.clone(), body_id.clone(), id.clone());
    let verb = if danger { ButtonKind::Danger } else { ButtonKind::Primary };
    view! {
        <button
            type="button"
            class=kind.class()
            aria-haspopup="dialog"
            commandfor=id.clone()
            command="show-modal"
            on:click=ask
        >
            {icon.map(|name| view! { <Icon name/> })}
            {label}
        </button>
        <dialog
            class="dialog dialog-question"
            id=id.clone()
            role="alertdialog"
            aria-labelledby=labelled_by
            aria-describedby=described_by
            node_ref=dialog
        >
            <div class="dialog-pad">
                <h2 class="dialog-title" id=title_id>
                    {title}
                </h2>
                <div class="dialog-question-body" id=body_id>
                    {children()}
                </div>
            </div>
            <div class="dialog-foot">
                // First, so that it has the focus: Enter by habit destroys nothing.
                <button type="button" class="btn" commandfor=asked command="close" autofocus on:click=keep>
                    {cancel_label}
                </button>
                <button type="submit" class=verb.class() on:click=confirm>
                    {confirm_label}
                </button>
            </div>
        </dialog>
    }
}

use leptos::ev::MouseEvent;
use leptos::html;
use leptos::prelude::*;

use super::{ButtonKind, Icon, IconName};

/// Whoever wants to know that a question stands open (true), or does not any more, provides this.
#[derive(Clone, Copy)]
pub struct OnAsk(pub Callback<bool>);

/// A button that asks before it does something, and the question. It stands inside the `<form>` it sends; what there is to type stands in the
/// question, for Enter in a field outside of it would send the form unasked. With the browser's invoker commands it asks without scripts, too. Esc and the
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
    /// Asked when it is to be confirmed: whether what was typed will do. The question stays open if not.
    #[prop(optional, into)]
    check: Option<Callback<(), bool>>,
    /// Told when it is confirmed; without it the form around it is sent.
    #[prop(optional, into)]
    on_confirm: Option<Callback<()>>,
    /// What follows from it, and whether it can be undone.
    children: Children,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let told = use_context::<OnAsk>();
    // Asked by this button, by the browser's own command, or not at all any more.
    let stands = StoredValue::new(false);
    let tell = move |is_asked: bool| {
        if stands.try_get_value() == Some(!is_asked) {
            stands.set_value(is_asked);
            if let Some(OnAsk(told)) = told {
                told.run(is_asked);
            }
        }
    };
    on_cleanup(move || tell(false));
    // The browser's own command may have opened it before the scripts came.
    Effect::new(move |_| {
        if dialog.get().is_some_and(|dialog| dialog.open()) {
            tell(true);
        }
    });
    // The browser's own command would do the same; not every browser has it.
    let ask = move |event: MouseEvent| {
        if let Some(dialog) = dialog.get_untracked().filter(|dialog| !dialog.open()) {
            event.prevent_default();
            let _ = dialog.show_modal();
            tell(true);
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
            if check.is_none_or(|check| check.run(())) {
                close();
                on_confirm.run(());
            }
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
            on:toggle=move |_| tell(dialog.get_untracked().is_some_and(|dialog| dialog.open()))
            on:close=move |_| tell(false)
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

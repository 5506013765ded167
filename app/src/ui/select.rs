use leptos::ev::Event;
use leptos::html;
use leptos::prelude::*;

use super::field::FieldContext;
use super::{Icon, IconName};

/// One choice of a [`Select`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// What the form sends.
    pub value: String,
    /// What is read.
    pub label: String,
}

impl Choice {
    /// A choice of this value under this label.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

/// A choice out of a list. Inside a [`Field`](super::Field) it takes id and explanations from there.
/// Events (`on:change`) arrive at its wrapper.
#[component]
pub fn Select(
    /// Its name in the form.
    #[prop(into)]
    name: String,
    /// The choices.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// The value chosen; choosing does not change the signal, a change of the signal replaces what was chosen.
    #[prop(optional, into)]
    value: Signal<String>,
    /// Its id, where no field gives one.
    #[prop(optional, into)]
    id: Option<String>,
    /// Its name for screen readers, where no label stands beside it.
    #[prop(optional, into)]
    label: Option<String>,
    /// Whether choosing submits the form, once the scripts are there.
    #[prop(optional)]
    submits: bool,
) -> impl IntoView {
    let select = NodeRef::<html::Select>::new();
    // Not `prop:value`: at hydration that would undo what has been chosen since the page came.
    Effect::new(move |shown: Option<(String, Vec<Choice>)>| {
        let now = (value.get(), choices.get());
        if let (Some(select), true) = (select.get_untracked(), shown.is_some_and(|shown| shown != now)) {
            select.set_value(&now.0);
        }
        now
    });
    let options = move || {
        let chosen = value.get_untracked();
        let option = |choice: Choice| {
            let selected = choice.value == chosen;
            view! { <option value=choice.value selected=selected>{choice.label}</option> }
        };
        choices.get().into_iter().map(option).collect_view()
    };
    let changed = move |event: Event| {
        if submits && let Some(form) = event_target::<web_sys::HtmlSelectElement>(&event).form() {
            // A form that is not valid tells so itself.
            let _ = form.request_submit();
        }
    };
    let field = use_context::<FieldContext>();
    let id = id.or_else(|| field.as_ref().map(|field| field.id.clone()));
    let described_by = field.clone();
    view! {
        <span class="select">
            <select
                node_ref=select
                id=id
                name=name
                aria-label=label
                aria-describedby=move || described_by.as_ref().and_then(FieldContext::described_by)
                aria-invalid=move || field.as_ref().and_then(FieldContext::invalid)
                on:change=changed
            >
                {options}
            </select>
            <Icon name=IconName::ChevronDown/>
        </span>
    }
}

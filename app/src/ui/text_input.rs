use leptos::html;
use leptos::prelude::*;

use super::field::FieldContext;

/// A line of text. Inside a [`Field`](super::Field) it takes id and explanations from there. Takes further attributes.
#[component]
pub fn TextInput(
    /// Its name in the form.
    #[prop(into)]
    name: String,
    /// What stands in it; typing does not change the signal, a change of the signal replaces what was typed.
    #[prop(optional, into)]
    value: Signal<String>,
    /// Its type: `text`, `email`, `password`, `search`, `date`, `number`.
    #[prop(default = "text")]
    kind: &'static str,
    /// Its id, where no field gives one.
    #[prop(optional, into)]
    id: Option<String>,
    /// Its name for screen readers, where no label stands beside it.
    #[prop(optional, into)]
    label: Option<String>,
    /// An example of what to type.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// What the browser may fill in.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// Whether it has to be filled in.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    // Not `prop:value`: at hydration that would wipe out what has been typed since the page came.
    Effect::new(move |shown: Option<String>| {
        let value = value.get();
        if let (Some(input), true) = (input.get_untracked(), shown.is_some_and(|shown| shown != value)) {
            input.set_value(&value);
        }
        value
    });
    let field = use_context::<FieldContext>();
    let id = id.or_else(|| field.as_ref().map(|field| field.id.clone()));
    let described_by = field.clone();
    view! {
        <input
            class="input"
            node_ref=input
            type=kind
            id=id
            name=name
            value=move || value.get()
            placeholder=placeholder
            autocomplete=autocomplete
            required=required
            aria-label=label
            aria-describedby=move || described_by.as_ref().and_then(FieldContext::described_by)
            aria-invalid=move || field.as_ref().and_then(FieldContext::invalid)
        />
    }
}

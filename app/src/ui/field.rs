use leptos::context::Provider;
use leptos::prelude::*;

use super::{Icon, IconName};

/// What a [`Field`] tells the control inside it.
#[derive(Clone)]
pub(super) struct FieldContext {
    /// The control's id.
    pub id: String,
    has_hint: bool,
    error: MaybeProp<String>,
}

impl FieldContext {
    /// The ids of what explains the control.
    pub fn described_by(&self) -> Option<String> {
        let ids: Vec<_> = [(self.error.get().is_some(), "error"), (self.has_hint, "hint")]
            .into_iter()
            .filter(|(there, _)| *there)
            .map(|(_, part)| format!("{}-{part}", self.id))
            .collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    /// Whether what stands in the control was refused.
    pub fn invalid(&self) -> Option<&'static str> {
        self.error.get().map(|_| "true")
    }
}

/// A control of a form with its label, a hint and what is wrong with it, tied together for screen readers.
/// Inside stands one [`TextInput`](super::TextInput) or [`Select`](super::Select).
#[component]
pub fn Field(
    /// The control's id, unique in the page.
    #[prop(into)]
    id: String,
    /// What it asks for.
    #[prop(into)]
    label: String,
    /// How to answer.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Why the answer was refused.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// The control.
    children: Children,
) -> impl IntoView {
    let hint_id = format!("{id}-hint");
    let error_id = format!("{id}-error");
    let refused = move || {
        let id = error_id.clone();
        error.get().map(|error| {
            view! {
                <p class="field-error" id=id>
                    <Icon name=IconName::Warning/>
                    {error}
                </p>
            }
        })
    };
    let context = FieldContext { id: id.clone(), has_hint: hint.is_some(), error };
    view! {
        <div class="field">
            <label class="field-label" for=id>
                {label}
            </label>
            <Provider value=context>{children()}</Provider>
            {hint.map(|hint| view! { <p class="field-hint" id=hint_id>{hint}</p> })}
            {refused}
        </div>
    }
}

/// A control with its label inside the same box, for a row of filters.
#[component]
pub fn FilterField(
    /// What it asks for.
    #[prop(into)]
    label: String,
    /// The control.
    children: Children,
) -> impl IntoView {
    view! {
        <label class="filter-field">
            <span class="filter-field-label">{label}</span>
            {children()}
        </label>
    }
}

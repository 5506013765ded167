use leptos::prelude::*;

use super::{Choice, Icon, IconName, Select, TextInput};

/// The search of a list: where to look, then what for. Stands first in a [`FilterBar`](super::FilterBar).
#[component]
pub fn SearchBox(
    /// The id of the line of text, for the key that leads to it.
    #[prop(into)]
    id: String,
    /// Its name for screen readers.
    #[prop(into)]
    label: String,
    /// Its name in the form.
    #[prop(into)]
    name: String,
    /// What is searched for.
    #[prop(into)]
    value: Signal<String>,
    /// An example of what to type.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// The key that leads to it, as printed on the keyboard.
    #[prop(optional, into)]
    key: Option<String>,
    /// The name of the choice of places for screen readers.
    #[prop(into)]
    scope_label: String,
    /// The name of that choice in the form.
    #[prop(into)]
    scope_name: String,
    /// The places to look in.
    #[prop(into)]
    scopes: Signal<Vec<Choice>>,
    /// The place looked in.
    #[prop(into)]
    scope: Signal<String>,
) -> impl IntoView {
    view! {
        <div class="filter-field search-box">
            <Select name=scope_name label=scope_label choices=scopes value=scope/>
            <Icon name=IconName::Search/>
            <TextInput
                id=id
                name=name
                label=label
                value=value
                placeholder=placeholder.unwrap_or_default()
                autocomplete="off"
            />
            {key.map(|key| view! { <kbd aria-hidden="true">{key}</kbd> })}
        </div>
    }
}

use leptos::prelude::*;

/// A box to tick whose name is only heard; it fills its cell. In a table head: `<th class="check-cell"><Checkbox ../></th>`.
#[component]
pub fn Checkbox(
    /// What ticking it selects.
    #[prop(into)]
    label: String,
    /// Its name in the form.
    #[prop(optional, into)]
    name: Option<String>,
    /// What the form sends when it is ticked.
    #[prop(optional, into)]
    value: Option<String>,
    /// Whether it is ticked.
    #[prop(optional, into)]
    checked: Signal<bool>,
    /// Told when it is ticked or cleared.
    #[prop(optional, into)]
    on_change: Option<Callback<bool>>,
) -> impl IntoView {
    let changed = move |event| {
        if let Some(on_change) = on_change {
            on_change.run(event_target_checked(&event));
        }
    };
    view! {
        <label class="check">
            <input
                type="checkbox"
                name=name
                value=value
                checked=move || checked.get()
                prop:checked=move || checked.get()
                on:change=changed
            />
            <span class="visually-hidden">{label}</span>
        </label>
    }
}

/// The first cell of a row that can be selected.
#[component]
pub fn CheckboxCell(
    /// What ticking it selects: the row's number.
    #[prop(into)]
    label: String,
    /// Its name in the form.
    #[prop(into)]
    name: String,
    /// What the form sends when it is ticked.
    #[prop(into)]
    value: String,
    /// Whether it is ticked.
    #[prop(into)]
    checked: Signal<bool>,
    /// Told when it is ticked or cleared.
    #[prop(into)]
    on_change: Callback<bool>,
) -> impl IntoView {
    view! {
        <td class="check-cell" data-card="check">
            <Checkbox label name value checked on_change/>
        </td>
    }
}

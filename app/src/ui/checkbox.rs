use leptos::prelude::*;
use maud::{Markup, html};

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
    // An effect that was due when its rows were replaced may still run, after their signal has gone.
    let is_checked = move || checked.try_get().unwrap_or_default();
    view! {
        <label class="check">
            <input
                type="checkbox"
                name=name
                value=value
                checked=is_checked
                prop:checked=is_checked
                on:change=changed
            />
            <span class="visually-hidden">{label}</span>
        </label>
    }
}

/// The first cell of a row that can be selected. `label` says what ticking it selects; the form sends `value` under `name` then.
///
/// It has no signal of its own: whoever shows the rows hears `change` from all of them, and ticks them.
pub fn checkbox_cell(label: &str, name: &str, value: &str) -> Markup {
    html! {
        td.check-cell data-card="check" {
            label.check {
                input type="checkbox" name=(name) value=(value);
                span.visually-hidden { (label) }
            }
        }
    }
}

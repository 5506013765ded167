use leptos::prelude::*;

/// A bare number beside a word.
#[component]
pub fn Count(
    /// The number, formatted.
    #[prop(into)]
    value: String,
    /// Whether it must not be there: a queue of failures.
    #[prop(optional)]
    urgent: bool,
) -> impl IntoView {
    view! { <span class=if urgent { "count count-bad" } else { "count" }>{value}</span> }
}

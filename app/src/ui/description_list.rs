use leptos::prelude::*;

/// Names and values; inside stand [`Description`]s.
#[component]
pub fn DescriptionList(
    /// Whether the values are amounts, which stand in a column at the end.
    #[prop(optional)]
    amounts: bool,
    /// The descriptions.
    children: Children,
) -> impl IntoView {
    let class = if amounts { "description-list description-list-amounts" } else { "description-list" };
    view! { <dl class=class>{children()}</dl> }
}

/// A name and its value.
#[component]
pub fn Description(
    /// The name.
    #[prop(into)]
    term: String,
    /// Whether it is the sum of those before it.
    #[prop(optional)]
    total: bool,
    /// The value.
    children: Children,
) -> impl IntoView {
    view! {
        <div class=total.then_some("description-total")>
            <dt>{term}</dt>
            <dd>{children()}</dd>
        </div>
    }
}

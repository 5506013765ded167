use leptos::prelude::*;

/// What acts on the ticked rows; stands last in the page and stays in sight.
#[component]
pub fn SelectionBar(
    /// Its name for screen readers.
    #[prop(into)]
    label: String,
    /// How much is selected, and the way to select more.
    #[prop(into)]
    summary: ViewFnOnce,
    /// The actions.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="selection-bar" aria-label=label>
            <div class="selection-bar-summary">{summary.run()}</div>
            <div class="selection-bar-actions">{children()}</div>
        </section>
    }
}

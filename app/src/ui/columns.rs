use leptos::prelude::*;

/// A main column and what is known beside it; one under the other where both do not fit.
#[component]
pub fn Columns(
    /// What stands beside.
    #[prop(into)]
    side: ViewFnOnce,
    /// The main column: `<section class="section">` with a `<h3 class="section-title">` each.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="columns">
            <div class="columns-grid">
                <div class="columns-main">{children()}</div>
                <div class="columns-side">{side.run()}</div>
            </div>
        </div>
    }
}

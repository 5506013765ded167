use leptos::prelude::*;

/// Stands where rows will be, so that nothing jumps when they come.
#[component]
pub fn Skeleton(
    /// What is on its way, for screen readers.
    #[prop(into)]
    label: String,
    /// How many rows are expected.
    #[prop(default = 10)]
    rows: usize,
) -> impl IntoView {
    let row = |_| view! { <div class="skeleton-row"></div> };
    view! {
        <div class="skeleton" role="status">
            <span class="visually-hidden">{label}</span>
            {(0..rows).map(row).collect_view()}
        </div>
    }
}

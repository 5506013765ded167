use leptos::prelude::*;

/// A person's initials in a disc, beside their name: hidden from screen readers.
#[component]
pub fn Avatar(
    /// One or two letters.
    #[prop(into)]
    initials: String,
) -> impl IntoView {
    view! { <span class="avatar" aria-hidden="true">{initials}</span> }
}

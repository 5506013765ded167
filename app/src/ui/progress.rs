use leptos::prelude::*;

/// How far something has come. A bar alone says nothing, so words stand beside it; screen readers hear them as they change.
#[component]
pub fn Progress(
    /// Its id, unique in the page.
    #[prop(into)]
    id: String,
    /// What is being done.
    #[prop(into)]
    label: String,
    /// How much of how much is done; nothing while that can't be known.
    #[prop(into)]
    done: Signal<Option<(u32, u32)>>,
    /// The same in words, and what else is known: "32 of 120 · 2 failed".
    #[prop(into)]
    words: Signal<String>,
) -> impl IntoView {
    let label_id = format!("{id}-label");
    let labelled_by = label_id.clone();
    view! {
        <div class="progress">
            <span class="progress-label" id=label_id>
                {label}
            </span>
            <span class="progress-words" role="status">
                {move || words.get()}
            </span>
            <progress
                id=id
                aria-labelledby=labelled_by
                value=move || done.get().map(|(done, _)| done.to_string())
                max=move || done.get().map(|(_, all)| all.to_string())
            ></progress>
        </div>
    }
}

use leptos::prelude::*;

/// Words shown beside a control while it is hovered or has focus; `keys` hides them by Esc. The control names them by
/// `aria-describedby`; they hold text only, for a tooltip can't hold controls.
#[component]
pub fn Tooltip(
    /// The id of the words, unique in the page.
    #[prop(into)]
    id: String,
    /// The words; nothing is shown for none.
    #[prop(into)]
    words: Signal<Option<String>>,
    /// The control.
    children: Children,
) -> impl IntoView {
    let content = move || {
        let id = id.clone();
        words.get().map(|words| {
            view! {
                <span class="tooltip-words" role="tooltip" id=id>
                    {words}
                </span>
            }
        })
    };
    view! {
        <span class="tooltip">
            {children()}
            {content}
        </span>
    }
}

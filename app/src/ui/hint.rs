use leptos::prelude::*;

use super::{Icon, IconName, Tooltip};

/// Words behind a small picture: shown while it is hovered or has focus, so also after a tap.
#[component]
pub fn Hint(
    /// The id of the words, unique in the page.
    #[prop(into)]
    id: String,
    /// What the picture stands for.
    #[prop(into)]
    label: String,
    /// The picture.
    icon: IconName,
    /// The words.
    #[prop(into)]
    words: String,
) -> impl IntoView {
    let described_by = id.clone();
    view! {
        <Tooltip id words=Some(words) class="hint-content">
            <button type="button" class="hint-button" aria-label=label aria-describedby=described_by>
                <Icon name=icon/>
            </button>
        </Tooltip>
    }
}

use maud::{Markup, html};

use super::{IconName, icon};

/// Words behind a small picture in the row of a list: shown while it is hovered or has focus, so also after a tap.
///
/// `id` is that of the words, unique in the page; `label` says what the picture stands for.
pub fn hint(id: &str, label: &str, picture: IconName, words: &str) -> Markup {
    html! {
        span.tooltip {
            button.hint-button type="button" aria-label=(label) aria-describedby=(id) { (icon(picture)) }
            span.tooltip-words.hint-content role="tooltip" id=(id) { (words) }
        }
    }
}

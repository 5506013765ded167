use leptos::prelude::*;

use super::{Badge, ButtonKind, Icon, IconName, Sheet, Tone};

/// A button and what it opens beside itself: a few controls that most days do not need. It is the browser's own popover: Esc
/// or a click elsewhere closes it, what is sent or followed inside closes it, and it needs no scripts.
#[component]
pub fn Popover(
    /// The id of what is opened, unique in the page.
    #[prop(into)]
    id: String,
    /// The words on the button; they name what is opened, too.
    #[prop(into)]
    label: String,
    /// A picture before the words.
    #[prop(optional, into)]
    icon: Option<IconName>,
    /// The button's weight.
    #[prop(default = ButtonKind::Quiet)]
    kind: ButtonKind,
    /// A number behind the words: how many of its controls are set, formatted.
    #[prop(optional, into)]
    count: Signal<Option<String>>,
    /// The controls.
    children: Children,
) -> impl IntoView {
    view! {
        <span class="popover">
            <button type="button" class=kind.class() popovertarget=id.clone()>
                {icon.map(|name| view! { <Icon name/> })}
                {label.clone()}
                {move || count.get().map(|value| view! { <Badge tone=Tone::Info value/> })}
            </button>
            <Sheet id class="popover-panel" attr:role="group" attr:aria-label=label>
                {children()}
            </Sheet>
        </span>
    }
}

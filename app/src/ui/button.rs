use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::{Icon, IconName, Tooltip};

/// How much a button asks to be pressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// One of several.
    #[default]
    Default,
    /// What one came for; at most one in sight.
    Primary,
    /// Among other things, without a border.
    Quiet,
    /// Destroys something.
    Danger,
}

impl ButtonKind {
    /// The classes of a button or link of this kind.
    pub fn class(self) -> &'static str {
        match self {
            Self::Default => "btn",
            Self::Primary => "btn primary",
            Self::Quiet => "btn quiet",
            Self::Danger => "btn danger",
        }
    }
}

/// A button that can always be pressed; takes `on:click` and further attributes.
#[component]
pub fn Button(
    /// Its weight.
    #[prop(optional)]
    kind: ButtonKind,
    /// Whether it submits its form.
    #[prop(optional)]
    submit: bool,
    /// A picture before the words.
    #[prop(optional, into)]
    icon: Option<IconName>,
    /// The words.
    children: Children,
) -> impl IntoView {
    view! {
        <button type=if submit { "submit" } else { "button" } class=kind.class()>
            {icon.map(|name| view! { <Icon name/> })}
            {children()}
        </button>
    }
}

/// A link that looks like a button.
#[component]
pub fn LinkButton(
    /// Where it leads.
    #[prop(into)]
    href: Signal<String>,
    /// Its weight.
    #[prop(optional)]
    kind: ButtonKind,
    /// A picture before the words.
    #[prop(optional, into)]
    icon: Option<IconName>,
    /// The words.
    children: Children,
) -> impl IntoView {
    view! {
        <a href=move || href.get() class=kind.class()>
            {icon.map(|name| view! { <Icon name/> })}
            {children()}
        </a>
    }
}

/// A button that can't always be pressed, and then says why: on hover, on focus, and to screen readers.
#[component]
pub fn GuardedButton(
    /// Its id, unique in the page; the reason's id is derived from it.
    #[prop(into)]
    id: String,
    /// Why it can't be pressed now.
    #[prop(into)]
    reason: Signal<Option<String>>,
    /// Its weight.
    #[prop(optional)]
    kind: ButtonKind,
    /// Whether it submits its form.
    #[prop(optional)]
    submit: bool,
    /// What it does when it can be pressed.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
    /// The words.
    children: Children,
) -> impl IntoView {
    let blocked = Memo::new(move |_| reason.with(Option::is_some));
    let reason_id = format!("{id}-reason");
    let described_by = reason_id.clone();
    let press = move |event: MouseEvent| {
        if blocked.get_untracked() {
            event.prevent_default();
        } else if let Some(on_press) = on_press {
            on_press.run(());
        }
    };
    view! {
        <Tooltip id=reason_id words=reason>
            <button
                id=id
                // Without scripts nothing else would keep it from submitting.
                type=move || if submit && !blocked.get() { "submit" } else { "button" }
                class=kind.class()
                aria-disabled=move || blocked.get().then_some("true")
                aria-describedby=move || blocked.get().then(|| described_by.clone())
                on:click=press
            >
                {children()}
            </button>
        </Tooltip>
    }
}

/// Where a link leads, or why it leads nowhere now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// The address.
    To(String),
    /// The reason, in words.
    Closed(String),
}

/// A link that can't always be followed, and then says why like a [`GuardedButton`].
#[component]
pub fn GuardedLink(
    /// Its id, unique in the page; the reason's id is derived from it.
    #[prop(into)]
    id: String,
    /// Where it leads, or why not.
    #[prop(into)]
    way: Signal<Way>,
    /// Its weight.
    #[prop(optional)]
    kind: ButtonKind,
    /// The words.
    children: Children,
) -> impl IntoView {
    let href = move || match way.get() {
        Way::To(href) => Some(href),
        Way::Closed(_) => None,
    };
    let reason = Signal::derive(move || match way.get() {
        Way::To(_) => None,
        Way::Closed(reason) => Some(reason),
    });
    let blocked = move || reason.with(Option::is_some);
    let reason_id = format!("{id}-reason");
    let described_by = reason_id.clone();
    view! {
        <Tooltip id=reason_id words=reason>
            <a
                id=id
                href=href
                class=kind.class()
                // Without an address it would be neither a link nor reachable by keyboard.
                role=move || blocked().then_some("link")
                tabindex=move || blocked().then_some("0")
                aria-disabled=move || blocked().then_some("true")
                aria-describedby=move || blocked().then(|| described_by.clone())
            >
                {children()}
            </a>
        </Tooltip>
    }
}

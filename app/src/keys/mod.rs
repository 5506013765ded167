//! The keyboard, and what screen readers are told.
//!
//! One listener serves the whole desk. Pages do not register with it in code: they say by their HTML what there is, so that a page
//! whose scripts have not come yet has nothing to catch up with.
//!
//! - `#search` is the search field, `a.row-link` opens a row of a list, a box in the row selects it.
//! - The focus is the cursor: `j` and `k` give it to the next row's link, so that Enter, screen readers and the browser's own
//!   scrolling need nothing more.
//! - [`SHORTCUTS`] is read by the listener and by the list of shortcuts alike.

mod announce;
mod api;
mod focus;
mod help;
mod listen;
mod modal;
mod palette;
mod row;
mod shortcut;
mod tooltip;

pub use announce::{Announcer, LiveRegion, Results};
pub use api::*;
pub use focus::{active, elements, focus_element, keep_focus};
use help::ShortcutHelp;
use leptos::prelude::*;
use palette::Palette;
pub use row::{focus_row, stay};
pub use shortcut::SHORTCUTS;
use shortcut::has_command_key;
pub use tooltip::listen_for_tooltips;

use crate::context::use_locale;
use crate::ui::{Icon, IconName, NavGroup};

/// What the keyboard can open on any page.
#[derive(Clone, Copy)]
pub struct Tools {
    help: RwSignal<bool>,
    palette: RwSignal<bool>,
}

/// Makes the desk listen to the keyboard and keep the focus; call it once, where the desk is made.
pub fn provide_tools() -> Tools {
    let tools = Tools { help: RwSignal::new(false), palette: RwSignal::new(false) };
    provide_context(tools);
    provide_context(Announcer::default());
    listen::listen(tools);
    keep_focus();
    tools
}

/// The palette and the list of shortcuts, as buttons for whoever uses no shortcut.
#[component]
pub fn ToolButtons() -> impl IntoView {
    let l = use_locale();
    let tools = expect_context::<Tools>();
    // The server does not know the keyboard.
    let has_command = RwSignal::new(false);
    Effect::new(move |_| has_command.set(has_command_key()));
    view! {
        // Without scripts there is neither.
        <div class="nav-tools">
            <button type="button" class="btn quiet" aria-haspopup="dialog" on:click=move |_| tools.palette.set(true)>
                <Icon name=IconName::Search />
                {l.go_to()}
                <kbd aria-hidden="true">{move || if has_command.get() { "⌘K" } else { "Ctrl K" }}</kbd>
            </button>
            <button
                type="button"
                class="btn quiet icon-only"
                aria-haspopup="dialog"
                aria-label=l.shortcuts()
                title=l.shortcuts()
                on:click=move |_| tools.help.set(true)
            >
                <Icon name=IconName::Keyboard />
            </button>
        </div>
    }
}

/// The dialogs themselves; they stand outside the navigation, which a narrow window hides.
#[component]
pub fn ToolDialogs(
    /// The pages to go to.
    pages: Signal<Vec<NavGroup>>,
) -> impl IntoView {
    let tools = expect_context::<Tools>();
    view! {
        {move || tools.help.get().then(|| view! { <ShortcutHelp open=tools.help /> })}
        {move || tools.palette.get().then(|| view! { <Palette open=tools.palette pages /> })}
    }
}

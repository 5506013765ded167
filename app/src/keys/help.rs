use leptos::prelude::*;

use super::modal::Modal;
use super::shortcut::{SHORTCUTS, has_command_key};
use crate::context::{page_shortcuts, use_locale};
use crate::layout::use_here;
use crate::ui::{Icon, IconName};

/// The list of shortcuts, and the switch that turns those of a single character off.
#[component]
pub fn ShortcutHelp(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let l = use_locale();
    let here = use_here();
    let are_on = page_shortcuts();
    // It is made when it is opened: in the browser.
    let has_command = has_command_key();
    let rows = SHORTCUTS.iter().map(move |shortcut| {
        let caps =
            shortcut.caps(has_command).into_iter().map(|cap| view! { <kbd>{cap}</kbd> }).collect_view();
        view! {
            <div class="shortcut" class:shortcut-off=!are_on && shortcut.is_character()>
                <dt>{(shortcut.name)(l)}</dt>
                <dd>{caps}</dd>
            </div>
        }
    });
    let switch = |(value, label, is_chosen): (&'static str, &'static str, bool)| {
        view! { <button name="shortcuts" value=value aria-pressed=is_chosen.to_string()>{label}</button> }
    };
    view! {
        <Modal dialog=NodeRef::new() open class="dialog-narrow" label=l.shortcuts()>
            <header class="dialog-head">
                <h2 class="dialog-title">{l.shortcuts()}</h2>
                <form method="dialog" class="dialog-close">
                    <button class="btn quiet icon-only" aria-label=l.close()>
                        <Icon name=IconName::Close />
                    </button>
                </form>
            </header>
            <div class="dialog-body dialog-pad">
                <dl class="shortcuts">{rows.collect_view()}</dl>
                <form method="post" action="/preferences" class="shortcut-switch">
                    <input type="hidden" name="next" value=move || here.get() />
                    <p>
                        <b id="single-keys">{l.single_keys()}</b>
                        <span class="muted">{l.single_keys_hint()}</span>
                    </p>
                    <div class="segmented segmented-small" role="group" aria-labelledby="single-keys">
                        {[("on", l.on(), are_on), ("off", l.off(), !are_on)].map(switch).into_iter().collect_view()}
                    </div>
                </form>
            </div>
        </Modal>
    }
}

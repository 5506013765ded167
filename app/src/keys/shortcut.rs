//! The shortcuts, as a table.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use text::Locale;

/// What a shortcut does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// To the search field.
    Search,
    /// To the next row or order.
    Next,
    /// To the previous row or order.
    Previous,
    /// Selects the row.
    Tick,
    /// Selects up to the row.
    TickRange,
    /// Opens the row.
    Open,
    /// Closes or clears.
    Leave,
    /// The list of shortcuts.
    Help,
    /// The command palette.
    Palette,
}

/// What is held down beside the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// Nothing; a sign may need Shift on some keyboards.
    Nothing,
    /// Shift.
    Shift,
    /// Control, or Command where the keyboard has it.
    Control,
}

/// A key and what it does.
pub struct Shortcut {
    /// The key, as the browser names it.
    pub key: &'static str,
    /// What is held down beside it.
    pub held: Held,
    /// What it does.
    pub action: Action,
    /// What it does, in words.
    pub name: fn(Locale) -> &'static str,
}

/// All of them, in the order they are listed.
pub const SHORTCUTS: [Shortcut; 9] = [
    Shortcut { key: "/", held: Held::Nothing, action: Action::Search, name: Locale::shortcut_search },
    Shortcut { key: "j", held: Held::Nothing, action: Action::Next, name: Locale::shortcut_next },
    Shortcut { key: "k", held: Held::Nothing, action: Action::Previous, name: Locale::shortcut_previous },
    Shortcut { key: "x", held: Held::Nothing, action: Action::Tick, name: Locale::shortcut_tick },
    Shortcut { key: "x", held: Held::Shift, action: Action::TickRange, name: Locale::shortcut_tick_range },
    Shortcut { key: "Enter", held: Held::Nothing, action: Action::Open, name: Locale::shortcut_open },
    Shortcut { key: "Escape", held: Held::Nothing, action: Action::Leave, name: Locale::shortcut_leave },
    Shortcut { key: "?", held: Held::Nothing, action: Action::Help, name: Locale::shortcut_help },
    Shortcut { key: "k", held: Held::Control, action: Action::Palette, name: Locale::shortcut_palette },
];

impl Shortcut {
    /// Whether it is a single character, which speech input may press by accident (WCAG 2.1.4).
    pub fn is_character(&self) -> bool {
        self.key.len() == 1 && self.held != Held::Control
    }

    /// The keys as they are printed on the keyboard.
    pub fn caps(&self, has_command: bool) -> Vec<&'static str> {
        let key = match self.key {
            "Escape" => "Esc",
            "j" => "J",
            "k" => "K",
            "x" => "X",
            key => key,
        };
        match self.held {
            Held::Nothing => vec![key],
            Held::Shift => vec!["Shift", key],
            Held::Control if has_command => vec!["⌘", key],
            Held::Control => vec!["Ctrl", key],
        }
    }

    fn is_pressed(&self, key: &str, event: &KeyboardEvent) -> bool {
        if event.alt_key() || !self.key.eq_ignore_ascii_case(key) {
            return false;
        }
        let (control, command) = (event.ctrl_key(), event.meta_key());
        match self.held {
            // Caps Lock changes the letter, but not what is meant.
            Held::Nothing => {
                let is_sign = !key.chars().all(|c| c.is_ascii_alphanumeric());
                !control && !command && (is_sign || !event.shift_key())
            }
            Held::Shift => !control && !command && event.shift_key(),
            // There Control has uses of its own in text fields.
            Held::Control => {
                !event.shift_key()
                    && if has_command_key() { command && !control } else { control && !command }
            }
        }
    }
}

/// The shortcut that was pressed, if it was one.
pub fn pressed(event: &KeyboardEvent) -> Option<&'static Shortcut> {
    let key = event.key();
    SHORTCUTS.iter().find(|shortcut| shortcut.is_pressed(&key, event))
}

/// Whether the keyboard has a Command key, which does there what Control does elsewhere. Only the browser knows.
pub fn has_command_key() -> bool {
    window()
        .navigator()
        .platform()
        .is_ok_and(|platform| platform.starts_with("Mac") || platform.starts_with("iP"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ux_03_no_keys_mean_two_things_and_single_characters_are_known_as_such() {
        for (has_command, held) in [(false, "Ctrl"), (true, "⌘")] {
            let caps = |shortcut: &Shortcut| shortcut.caps(has_command);
            let mut keys: Vec<_> = SHORTCUTS.iter().map(caps).collect();
            keys.sort();
            keys.dedup();
            assert_eq!(keys.len(), SHORTCUTS.len());
            let others: Vec<_> =
                SHORTCUTS.iter().filter(|shortcut| !shortcut.is_character()).map(caps).collect();
            assert_eq!(others, [vec!["Enter"], vec!["Esc"], vec![held, "K"]]);
        }
    }
}

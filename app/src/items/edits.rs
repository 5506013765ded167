//! What was typed into the list and is not saved yet.

use std::collections::BTreeMap;

use domain::goods::{Cell, Corrected, RefusedCell};
use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use text::Locale;
use web_sys::{Event, HtmlInputElement, KeyboardEvent};

use super::told;
use crate::context::use_locale;
use crate::error::AppError;
use crate::form::use_param;
use crate::keys;
use crate::layout::Changes;
use crate::ui::{Tone, composes};

/// What was typed and not saved, by its cell: the name of its field, and the text.
pub type Typed = BTreeMap<String, (String, String)>;

/// What was typed is kept as long as the desk stands: whoever looks at an order meanwhile finds it when they come back.
#[derive(Clone, Copy)]
pub struct KeptEdits(RwSignal<Typed>);

impl KeptEdits {
    /// For the desk. A browser that is to load another page, or none, asks first.
    pub fn provide() {
        let typed = RwSignal::new(Typed::new());
        provide_context(Self(typed));
        Effect::new(move |_| {
            let leaving = window_event_listener(ev::beforeunload, move |event| {
                if typed.try_with_untracked(|typed| !typed.is_empty()).unwrap_or_default() {
                    event.prevent_default();
                }
            });
            on_cleanup(move || leaving.remove());
        });
    }
}

/// What is typed into the fields of a page.
#[derive(Clone, Copy)]
pub struct Edits {
    typed: RwSignal<Typed>,
    refused: RwSignal<Vec<RefusedCell>>,
    told: RwSignal<Option<(Tone, String)>>,
    /// Counts the times that the goods are to be read anew.
    read: RwSignal<u32>,
    /// Others have changed something that is not shown yet.
    is_due: RwSignal<bool>,
    /// A file is chosen and not sent yet: what is read anew would come with an empty field for one.
    has_file: RwSignal<bool>,
    /// Rows have come, whose fields do not show yet what was typed.
    rows: Trigger,
}

impl Edits {
    /// For the page that is made now; its parts find it in their context.
    pub fn provide() -> Self {
        let l = use_locale();
        let (refused, told) = told::read(l, use_param());
        let KeptEdits(typed) = expect_context();
        let edits = Self::with(typed, refused);
        edits.told.set(told);
        edits.show();
        edits.follow();
        provide_context(edits);
        edits
    }

    /// What was typed, and what of it was refused.
    pub(super) fn with(typed: RwSignal<Typed>, refused: Vec<RefusedCell>) -> Self {
        Self {
            typed,
            refused: RwSignal::new(refused),
            told: RwSignal::new(None),
            read: RwSignal::new(0),
            is_due: RwSignal::new(false),
            has_file: RwSignal::new(false),
            rows: Trigger::new(),
        }
    }

    /// How often the goods were to be read: a part of the key of what is read.
    pub fn reads(self) -> u32 {
        self.read.get()
    }

    /// What was refused of this cell.
    pub fn refused(self, cell: Cell) -> Option<RefusedCell> {
        self.refused.with_untracked(|refused| refused.iter().find(|one| one.cell == cell).cloned())
    }

    /// Whoever makes rows says so: their fields show then what was typed.
    pub fn rows_came(self) {
        self.rows.notify();
    }

    /// Something was typed.
    pub fn input(self, event: &Event) {
        let Some(input) = cell_of(event) else { return };
        let Some(cell) = input.get_attribute("data-cell") else { return };
        let is_as_it_was = input.get_attribute("data-was").as_deref() == Some(input.value().as_str());
        mark(&input, !is_as_it_was);
        if self.told.with_untracked(Option::is_some) {
            self.told.set(None);
        }
        self.typed.update(|typed| {
            if is_as_it_was {
                typed.remove(&cell);
            } else {
                typed.insert(cell, (field_of(&input), input.value()));
            }
        });
    }

    /// Up and down lead to the field above and below, as in a spreadsheet.
    pub fn key(self, event: &KeyboardEvent) {
        if composes(event) {
            return;
        }
        let by = match event.key().as_str() {
            "ArrowDown" => 1,
            "ArrowUp" => -1,
            _ => return,
        };
        let Some(input) = cell_of(event) else { return };
        let kind = if field_of(&input).starts_with("name") { "name" } else { "stock" };
        let fields = keys::elements(&format!("main tbody input[data-cell^={kind}-]"));
        let Some(at) = fields.iter().position(|field| *field == **input) else { return };
        if let Some(next) = at.checked_add_signed(by).and_then(|at| fields.get(at)) {
            event.prevent_default();
            keys::focus_element(next);
            if let Some(next) = next.dyn_ref::<HtmlInputElement>() {
                next.select();
            }
        }
    }

    /// Keeps the fields of the rows as they were typed.
    fn show(self) {
        Effect::new(move |_| {
            self.rows.track();
            for input in fields() {
                let Some(cell) = input.get_attribute("data-cell") else { continue };
                // What was refused was told with what it is now, and may go over that. Of anything else nobody has seen that it is another by
                // now.
                let is_told = self.refused.with_untracked(|refused| is_among(refused, &cell));
                let typed = self.typed.try_update_untracked(|typed| {
                    typed.get_mut(&cell).map(|(name, text)| {
                        if is_told {
                            *name = field_of(&input);
                        }
                        text.clone()
                    })
                });
                if let Some(text) = typed.flatten() {
                    input.set_value(&text);
                }
                // After a form without scripts the page came with what was typed.
                let is_as_it_was = input.get_attribute("data-was").as_deref() == Some(input.value().as_str());
                mark(&input, !is_as_it_was);
                if !is_as_it_was {
                    self.typed.update(|typed| {
                        typed.entry(cell).or_insert_with(|| (field_of(&input), input.value()));
                    });
                }
            }
        });
    }

    /// What others change shows once nobody is typing.
    fn follow(self) {
        let changes = expect_context::<Changes>();
        Effect::new(move |before: Option<u32>| {
            let count = changes.count();
            if before.is_some_and(|before| before != count) {
                self.is_due.set(true);
                self.catch_up();
            }
            count
        });
    }

    /// A file was chosen, or is not any more.
    pub fn chose_file(self, has_file: bool) {
        self.has_file.set(has_file);
        self.catch_up();
    }

    /// Shows what others have changed, unless somebody is typing.
    pub fn catch_up(self) {
        let is_typing = keys::active().is_some_and(|active| active.has_attribute("data-cell"));
        // The page may have been left by now.
        let is_due = self.is_due.try_get_untracked().unwrap_or_default();
        let has_file = self.has_file.try_get_untracked().unwrap_or_default();
        if is_due && !is_typing && !has_file && self.typed.with_untracked(BTreeMap::is_empty) {
            self.read_anew();
        }
    }

    fn read_anew(self) {
        self.is_due.try_set(false);
        self.read.try_update(|read| *read = read.wrapping_add(1));
    }

    /// Forgets what was typed.
    pub fn discard(self) {
        self.typed.update(BTreeMap::clear);
        self.refused.set(Vec::new());
        self.told.set(None);
        for input in fields() {
            input.set_value(&input.get_attribute("data-was").unwrap_or_default());
            mark(&input, false);
        }
        self.read_anew();
    }

    /// What was typed and is not saved.
    pub fn typed(self) -> Typed {
        self.typed.get_untracked()
    }

    /// How much that is.
    pub fn count(self) -> usize {
        self.typed.with(BTreeMap::len)
    }

    /// What is to be told of the last save.
    pub fn told(self) -> Option<(Tone, String)> {
        self.told.get()
    }

    /// Takes in what became of what was sent. What was typed since stays as it is; and the page may have been left.
    pub fn saved(self, l: Locale, sent: &Typed, done: Result<Corrected, AppError>) {
        match done {
            Ok(Corrected { changed, refused }) => {
                self.typed.update(|typed| {
                    typed.retain(|cell, now| sent.get(cell) != Some(now) || is_among(&refused, cell));
                });
                self.told.try_set(Some(told::words(l, changed, refused.len())));
                self.refused.try_set(refused);
                self.read_anew();
            }
            Err(error) => {
                self.told.try_set(Some((Tone::Bad, l.command_failed(&error.words(l)))));
            }
        }
    }
}

fn is_among(refused: &[RefusedCell], cell: &str) -> bool {
    refused.iter().any(|one| one.cell.to_string() == cell)
}

fn fields() -> Vec<HtmlInputElement> {
    let fields = keys::elements("main tbody input[data-cell]").into_iter();
    fields.filter_map(|field| field.dyn_into().ok()).collect()
}

/// The field that an event happened in.
fn cell_of(event: &Event) -> Option<HtmlInputElement> {
    let input: HtmlInputElement = event.target()?.dyn_into().ok()?;
    input.has_attribute("data-cell").then_some(input)
}

/// The field's own name, out of `cells[..]`.
fn field_of(input: &HtmlInputElement) -> String {
    input.name().trim_start_matches("cells[").trim_end_matches(']').to_owned()
}

fn mark(input: &HtmlInputElement, is_edited: bool) {
    // Nothing forbids either.
    let _ = match is_edited {
        true => input.set_attribute("data-edited", ""),
        false => input.remove_attribute("data-edited"),
    };
}

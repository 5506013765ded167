//! The ticked rows of a list of the desk (UX-03), and what stands in sight while there are any.

use domain::count::Count;
use domain::query::{DeskList, DeskQuery};
use domain::view::Selection;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use web_sys::{Event, HtmlInputElement};

use super::Worded;
use crate::context::use_locale;
use crate::copy::CopyButton;
use crate::keys::{self, Announcer};
use crate::layout::Changes;
use crate::ui::{Checkbox, SelectionBar};

/// The ticked rows. They stay ticked from page to page of one list; another tab or filter starts anew.
#[derive(Clone, Copy)]
pub struct Ticked<L: DeskList> {
    query: Memo<DeskQuery<L>>,
    /// So many rows the list has on all its pages.
    total: RwSignal<Count>,
    numbers: RwSignal<Vec<String>>,
    /// Not these alone, but every row that the list shows on all its pages.
    all: RwSignal<bool>,
    /// Rows have come, whose boxes are not ticked yet.
    rows: Trigger,
}

impl<L: Worded> Ticked<L> {
    /// Nothing is ticked yet.
    pub fn new(query: Memo<DeskQuery<L>>) -> Self {
        let (numbers, all) = (RwSignal::new(Vec::new()), RwSignal::new(false));
        let total = RwSignal::new(Count::default());
        let ticked = Self { query, total, numbers, all, rows: Trigger::new() };
        let list = Memo::new(move |_| query.get().with(|query| query.size = Default::default()));
        Effect::new(move |before: Option<DeskQuery<L>>| {
            let list = list.get();
            if before.is_some_and(|before| before != list) {
                ticked.clear();
            }
            list
        });
        ticked.say_changes();
        ticked.show();
        ticked
    }

    /// Whoever makes rows says so, and how many the list has: their boxes are ticked then.
    pub fn rows_came(self, total: Count) {
        self.total.set(total);
        self.rows.notify();
    }

    /// The boxes of the rows in sight.
    fn boxes() -> impl Iterator<Item = HtmlInputElement> {
        let boxes = keys::elements(&format!("main tbody input[name={}]", L::BOX)).into_iter();
        boxes.filter_map(|checkbox| checkbox.dyn_into().ok())
    }

    /// Keeps the boxes of the rows as the selection is.
    fn show(self) {
        let changes = expect_context::<Changes>();
        Effect::new(move |_| {
            self.rows.track();
            let all = self.all.get();
            let fresh = changes.take_fresh();
            self.numbers.with(|numbers| {
                for checkbox in Self::boxes() {
                    checkbox.set_checked(all || numbers.contains(&checkbox.value()));
                    let Ok(Some(row)) = checkbox.closest("tr") else { continue };
                    // What changed is told by its order's number, which a row of something else says beside its own.
                    let order = row.get_attribute("data-order").unwrap_or_else(|| checkbox.value());
                    if fresh.contains(&order) {
                        // The style lets it fade.
                        let _ = row.set_attribute("data-fresh", "");
                    }
                }
            });
        });
    }

    /// A row's box was ticked or cleared.
    pub fn ticked(self, event: &Event) {
        let checkbox: HtmlInputElement = event_target(event);
        self.set(&[checkbox.value()], checkbox.checked());
    }

    /// Whether all of these are.
    fn has_all(self, all: &[String]) -> bool {
        self.all.get() || self.numbers.with(|numbers| all.iter().all(|number| numbers.contains(number)))
    }

    /// Ticks these, or clears them.
    fn set(self, some: &[String], is_on: bool) {
        // All but some is what nobody could see: what is ticked in sight is left.
        if self.all.get_untracked() {
            self.numbers.set(Self::boxes().map(|checkbox| checkbox.value()).collect());
            self.all.set(false);
        }
        self.numbers.update(|numbers| {
            numbers.retain(|number| !some.contains(number));
            if is_on {
                numbers.extend_from_slice(some);
            }
        });
    }

    /// The numbers of the ticked ones.
    pub fn numbers(self) -> Vec<String> {
        self.numbers.get()
    }

    /// Whether all results are meant, not the ticked ones.
    pub fn all_results(self) -> bool {
        self.all.get()
    }

    /// How many are meant.
    pub fn count(self) -> Count {
        if self.all.get() { self.total.get() } else { Count::exact(self.numbers.with(Vec::len) as u64) }
    }

    /// What a command is given to; nothing where nothing is ticked.
    pub fn selection(self) -> Option<Selection<L>> {
        if self.all.get_untracked() {
            return Some(Selection::Listed(Box::new(self.query.get_untracked())));
        }
        let numbers = self.numbers.get_untracked();
        (!numbers.is_empty()).then_some(Selection::Numbers(numbers))
    }

    /// Nothing is ticked any more.
    pub fn clear(self) {
        self.all.set(false);
        if !self.numbers.with_untracked(Vec::is_empty) {
            self.numbers.set(Vec::new());
        }
    }

    fn say_changes(self) {
        let l = use_locale();
        let announcer = expect_context::<Announcer>();
        Effect::new(move |before: Option<usize>| {
            let count = self.numbers.with(Vec::len);
            if before.is_some_and(|before| before != count) {
                announcer.say(L::selected(l, count));
            }
            count
        });
    }
}

/// The box in the table's head: it ticks all rows of the page.
#[component]
pub fn TickPage<L: Worded>(
    /// The selection.
    ticked: Ticked<L>,
    /// The numbers of the page's rows.
    numbers: Vec<String>,
) -> impl IntoView {
    let l = use_locale();
    view! {
        <Checkbox
            label=L::select_page(l)
            checked=Signal::derive({
                let numbers = numbers.clone();
                move || ticked.has_all(&numbers)
            })
            on_change=Callback::new(move |is_on| ticked.set(&numbers, is_on))
        />
    }
}

/// What can be done with the ticked rows; not there while none is.
#[component]
pub fn TickedBar<L: Worded>(
    /// Which.
    ticked: Ticked<L>,
    /// The list's own commands.
    children: ChildrenFn,
) -> impl IntoView {
    let is_empty = Memo::new(move |_| ticked.numbers.with(Vec::is_empty));
    move || (!is_empty.get()).then(|| view! { <Bar ticked actions=children.clone() /> })
}

#[component]
fn Bar<L: Worded>(ticked: Ticked<L>, actions: ChildrenFn) -> impl IntoView {
    let l = use_locale();
    let Ticked { numbers, all, total, .. } = ticked;
    let announcer = expect_context::<Announcer>();
    let text = Signal::derive(move || numbers.with(|numbers| numbers.join("\n")));
    view! {
        <SelectionBar
            label=l.selection()
            summary=move || {
                let words = move || {
                    if all.get() {
                        l.all_n_selected(&total.get().to_string())
                    } else {
                        L::selected(l, numbers.with(Vec::len))
                    }
                };
                // There is more than what is ticked.
                let more = move || !all.get() && total.get().is_more_than(numbers.with(Vec::len) as u64);
                view! {
                    <b>{words}</b>
                    <Show when=more>
                        <button
                            type="button"
                            class="btn quiet"
                            id="select-all-results"
                            on:click=move |_| {
                                all.set(true);
                                announcer.say(l.all_n_selected(&total.get_untracked().to_string()));
                            }
                        >
                            {move || l.select_all_n(&total.get().to_string())}
                        </button>
                    </Show>
                }
            }
        >
            {actions()}
            <CopyButton text label=L::copy_numbers(l) class="copy-numbers" />
            <button type="button" class="btn quiet" id="clear-selection" on:click=move |_| ticked.clear()>
                {l.clear_selection()}
            </button>
        </SelectionBar>
    }
}

//! The ticked orders.

use domain::action::Action;
use domain::count::Count;
use domain::query::NewOrdersQuery;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use web_sys::{Event, HtmlInputElement};

use crate::context::use_locale;
use crate::copy::CopyButton;
use crate::keys::{self, Announcer};
use crate::layout::Changes;
use crate::ui::{Icon, IconName, SelectionBar};

/// The ticked orders. They stay ticked from page to page of one list; another tab or filter starts anew.
#[derive(Clone, Copy)]
pub struct Ticked {
    numbers: RwSignal<Vec<String>>,
    /// Not these alone, but every order that the list shows on all its pages.
    all: RwSignal<bool>,
    /// Rows have come, whose boxes are not ticked yet.
    rows: Trigger,
}

impl Ticked {
    /// Nothing is ticked yet.
    pub fn new(query: Memo<NewOrdersQuery>) -> Self {
        let selection =
            Self { numbers: RwSignal::new(Vec::new()), all: RwSignal::new(false), rows: Trigger::new() };
        let list = Memo::new(move |_| query.get().with(|query| query.size = Default::default()));
        Effect::new(move |before: Option<NewOrdersQuery>| {
            let list = list.get();
            if before.is_some_and(|before| before != list) {
                selection.clear();
            }
            list
        });
        selection.say_changes();
        selection.show();
        selection
    }

    /// Whoever makes rows says so: their boxes are ticked then.
    pub fn rows_came(self) {
        self.rows.notify();
    }

    /// Keeps the boxes of the rows as the selection is.
    fn show(self) {
        let changes = expect_context::<Changes>();
        Effect::new(move |_| {
            self.rows.track();
            let all = self.all.get();
            let fresh = changes.take_fresh();
            self.numbers.with(|numbers| {
                for checkbox in keys::elements("main tbody input[name=order]") {
                    let Ok(checkbox) = checkbox.dyn_into::<HtmlInputElement>() else { continue };
                    checkbox.set_checked(all || numbers.contains(&checkbox.value()));
                    if fresh.contains(&checkbox.value())
                        && let Ok(Some(row)) = checkbox.closest("tr")
                    {
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
    pub fn has_all(self, all: &[String]) -> bool {
        self.all.get() || self.numbers.with(|numbers| all.iter().all(|number| numbers.contains(number)))
    }

    /// Ticks these, or clears them.
    pub fn set(self, some: &[String], is_on: bool) {
        // All but some is what nobody could see: what is ticked in sight is left.
        if self.all.get_untracked() {
            let in_sight = keys::elements("main tbody input[name=order]").into_iter();
            let values =
                in_sight.filter_map(|checkbox| Some(checkbox.dyn_into::<HtmlInputElement>().ok()?.value()));
            self.numbers.set(values.collect());
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
        self.numbers.get_untracked()
    }

    /// Whether all results are meant, not the ticked ones.
    pub fn all_results(self) -> bool {
        self.all.get_untracked()
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
                announcer.say(l.orders_selected(count));
            }
            count
        });
    }
}

/// What can be done with the ticked orders; not there while none is.
#[component]
pub fn SelectedOrders(
    /// Which.
    selection: Ticked,
    /// Of this list.
    query: Memo<NewOrdersQuery>,
    /// With so many orders.
    #[prop(into)]
    total: Signal<Count>,
) -> impl IntoView {
    let numbers = selection.numbers;
    let is_empty = Memo::new(move |_| numbers.with(Vec::is_empty));
    move || (!is_empty.get()).then(|| view! { <Bar selection query total /> })
}

#[component]
fn Bar(selection: Ticked, query: Memo<NewOrdersQuery>, total: Signal<Count>) -> impl IntoView {
    let l = use_locale();
    let numbers = selection.numbers;
    let announcer = expect_context::<Announcer>();
    let text = Signal::derive(move || numbers.with(|numbers| numbers.join("\n")));
    view! {
        <SelectionBar
            label=l.selection()
            summary=move || {
                let words = move || {
                    if selection.all.get() {
                        l.all_n_selected(&total.get().to_string())
                    } else {
                        l.orders_selected(numbers.with(Vec::len))
                    }
                };
                // There is more than what is ticked.
                let more = move || {
                    !selection.all.get() && total.get().is_more_than(numbers.with(Vec::len) as u64)
                };
                view! {
                    <b>{words}</b>
                    <Show when=more>
                        <button
                            type="button"
                            class="btn quiet"
                            id="select-all-results"
                            on:click=move |_| {
                                selection.all.set(true);
                                announcer.say(l.all_n_selected(&total.get_untracked().to_string()));
                            }
                        >
                            {move || l.select_all_n(&total.get().to_string())}
                        </button>
                    </Show>
                }
            }
        >
            <a class="btn primary" id="bulk-release" href=move || query.get().bulk_href("release") data-noscroll="">
                <Icon name=IconName::Box />
                {l.release_preparing()}
            </a>
            <a class="btn" id="bulk-confirm" href=move || query.get().bulk_href("confirm") data-noscroll="">
                {l.action(Action::Confirm)}
            </a>
            <a class="btn" id="bulk-link" href=move || query.get().bulk_href("link") data-noscroll="">
                {l.link_items()}
            </a>
            <a class="btn" id="bulk-cancel" href=move || query.get().bulk_href("cancel") data-noscroll="">
                {l.action(Action::Cancel)}
            </a>
            <CopyButton text label=l.copy_numbers() class="copy-numbers" />
            <button type="button" class="btn quiet" id="clear-selection" on:click=move |_| selection.clear()>
                {l.clear_selection()}
            </button>
        </SelectionBar>
    }
}

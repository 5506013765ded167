//! What the pages of New orders and Shipping share: tabs with counts, the filter bar, the pager, and what is said where there is nothing.

use domain::TextEnum as _;
use domain::count::Count;
use domain::kind::Destination;
use domain::money::grouped;
use domain::query::{Cursor, DeskList, DeskQuery, PageSize};
use domain::view::{RoutingChoices, TabCounts};
use leptos::prelude::*;
use text::Locale;

use super::filters::{Backwards, Kept, OptionalMore, OrderDates, counted, default_is_empty, routing_count};
use super::{ListPager, use_filter_form};
use crate::context::use_locale;
use crate::keys::Results;
use crate::ui::{Choice, EmptyState, FilterBar, IconName, SearchBox, Segment, Segmented, Tab, Tabs, Tone};

/// A list of the desk in words.
pub trait Worded: DeskList {
    /// The tab whose rows want somebody.
    const BAD: Self::Tab;
    /// The name of the boxes of its rows.
    const BOX: &'static str;

    /// A tab's name.
    fn tab(l: Locale, tab: Self::Tab) -> &'static str;

    /// A field's name.
    fn field(l: Locale, field: Self::Field) -> &'static str;

    /// So many rows are ticked.
    fn selected(l: Locale, n: usize) -> String;

    /// The name of the box that ticks a page.
    fn select_page(l: Locale) -> &'static str;

    /// Copies the numbers of the ticked rows.
    fn copy_numbers(l: Locale) -> &'static str;
}

/// Domestic and International.
#[component]
pub fn Destinations<L: Worded>(
    /// The list's query.
    query: Memo<DeskQuery<L>>,
    /// The counts of its tabs.
    counts: Signal<TabCounts<L::Tab>>,
    /// What of them is shown: of all tabs, or of the one that is open.
    count: fn(&TabCounts<L::Tab>, L::Tab, Destination) -> Count,
) -> impl IntoView {
    let l = use_locale();
    let items = Signal::derive(move || {
        let query = query.get();
        let segment = |&destination: &Destination| Segment {
            label: l.destination_name(destination).to_owned(),
            count: Some(counts.with(|counts| count(counts, query.tab, destination)).to_string()),
            href: query.with(|query| query.destination = destination).href(),
            current: query.destination == destination,
            ..Segment::default()
        };
        Destination::ALL.iter().map(segment).collect::<Vec<_>>()
    });
    view! { <Segmented label=l.destination() items /> }
}

/// The tabs of statuses.
#[component]
pub fn StatusTabs<L: Worded>(
    /// The list's query.
    query: Memo<DeskQuery<L>>,
    /// Their counts.
    counts: Signal<TabCounts<L::Tab>>,
) -> impl IntoView {
    let l = use_locale();
    let items = Signal::derive(move || {
        let query = query.get();
        let tab = |&tab: &L::Tab| {
            let count = counts.with(|counts| counts.of(tab, query.destination));
            let is_bad = tab == L::BAD && !count.is_zero();
            Tab {
                label: L::tab(l, tab).to_owned(),
                count: Some(count.to_string()),
                tone: if is_bad { Tone::Bad } else { Tone::Neutral },
                href: query.with(|query| query.tab = tab).href(),
                current: query.tab == tab,
            }
        };
        L::Tab::VARIANTS.iter().map(tab).collect::<Vec<_>>()
    });
    view! { <Tabs label=l.status() items /> }
}

/// The filter bar: a plain GET form, which hydration turns into a navigation without a reload.
#[component]
pub fn Filters<L: Worded>(
    /// The list's query.
    query: Memo<DeskQuery<L>>,
    /// What Optional + offers.
    choices: Signal<RoutingChoices>,
    /// What can be searched for.
    hint: &'static str,
    /// The title of the dates where there is little room, and where there is room.
    dates: (&'static str, &'static str),
    /// The list's own filters.
    children: Children,
) -> impl IntoView {
    let l = use_locale();
    let submit = use_filter_form(move |typed| query.with_untracked(|query| query.submitted(typed)).href());
    let of = move |read: fn(&DeskQuery<L>) -> String| Signal::derive(move || query.with(read));
    let created = Signal::derive(move || query.with(|query| query.created));
    let scopes: Vec<_> = std::iter::once(Choice::new("", l.any_field()))
        .chain(L::Field::VARIANTS.iter().map(|field| Choice::new(field.to_string(), L::field(l, *field))))
        .collect();
    let folded = Signal::derive(move || counted(query.with(DeskQuery::set) + choices.with(routing_count)));
    view! {
        <form method="get" action=L::PATH on:submit=submit role="search">
            <Kept name="to" value=of(|query| default_is_empty(query.destination.as_str(), Destination::Domestic.as_str())) />
            <Kept name=L::TAB value=of(|query| default_is_empty(&query.tab.to_string(), &L::FIRST.to_string())) />
            <Kept name="rows" value=of(|query| default_is_empty(&query.size.to_string(), &PageSize::default().to_string())) />
            <FilterBar
                id="filters"
                toggle=l.filters()
                active=folded
                lead=move || {
                    view! {
                        <SearchBox
                            id="search"
                            label=l.search()
                            name="q"
                            value=of(|query| query.search.as_ref().map(|search| search.text.clone()).unwrap_or_default())
                            placeholder=hint
                            key="/"
                            scope_label=l.search_in()
                            scope_name="in"
                            scopes
                            scope=of(|query| {
                                query.search.as_ref().and_then(|search| search.field).map(|field| field.to_string()).unwrap_or_default()
                            })
                        />
                    }
                }
            >
                {children()}
                <OrderDates short=dates.0 full=dates.1 created />
                <button type="submit" class="btn">{l.search()}</button>
                <a class="btn quiet" href=move || query.with(|query| query.cleared().href())>{l.clear()}</a>
                <OptionalMore choices />
            </FilterBar>
            <Backwards created />
        </form>
    }
}

/// What is read of a list, but its rows themselves.
#[derive(Clone, Debug)]
pub struct Standing<Tab> {
    /// The counts of its tabs.
    pub counts: TabCounts<Tab>,
    /// What the search was recognised as, in words.
    pub recognised: Option<&'static str>,
    /// How many rows it shows.
    pub shown: usize,
    /// How many stand above them.
    pub above: u32,
    /// How many the list holds.
    pub total: Count,
    /// Where the previous page ends, when there is one.
    pub newer: Option<Cursor>,
    /// Where the next page starts, when there is one.
    pub older: Option<Cursor>,
}

/// What is found: how the search was understood, the rows and their pager, or what to do when there are none.
#[component]
pub fn Found<L: Worded>(
    /// The list's query.
    query: DeskQuery<L>,
    /// What was read of it.
    standing: Standing<L::Tab>,
    /// What else is to be said above the rows.
    #[prop(optional_no_strip)]
    note: Option<AnyView>,
    /// What there is none of and what to do about it, where there are no rows.
    none: (&'static str, &'static str),
    /// The picture of that.
    icon: IconName,
    /// So many rows, in words.
    counted: fn(Locale, Count) -> String,
    /// The rows.
    children: Children,
) -> impl IntoView {
    let l = use_locale();
    let recognised = standing.recognised.zip(query.search.as_ref()).map(|(field, search)| {
        view! { <p class="list-note">{l.found_by(field, &search.text)}</p> }
    });
    let rest = if standing.shown == 0 {
        let (title, body) = none;
        view! { <NoRows query counts=standing.counts title body icon /> }.into_any()
    } else {
        view! {
            {children()}
            <DeskPager query standing counted />
        }
        .into_any()
    };
    view! {
        {recognised}
        {note}
        {rest}
    }
}

/// The foot of the list. It tells the page aloud, too.
#[component]
fn DeskPager<L: DeskList>(
    /// The list's query.
    query: DeskQuery<L>,
    /// Where the page stands.
    standing: Standing<L::Tab>,
    /// So many rows, in words.
    counted: fn(Locale, Count) -> String,
) -> impl IntoView {
    let l = use_locale();
    let Standing { shown, above, total, newer, older, .. } = standing;
    let from = u64::from(above) + 1;
    let to = u64::from(above) + shown as u64;
    // Those of test orders are listed but not counted, and rows may have come since the page's link was made.
    let total = total.at_least(to);
    let (from, to) = (grouped(from), grouped(to));
    Results::came(l.rows_shown_aloud(&counted(l, total), &from, &to));
    let href = |cursor| query.at(cursor).href();
    view! {
        <ListPager
            summary=l.rows_shown(&from, &to, &total.to_string())
            path=L::PATH
            keep=query.with(|query| query.size = PageSize::default()).pairs()
            size=query.size
            newer=newer.map(href)
            older=older.map(href)
        />
    }
}

/// No rows. What is found in other tabs is offered.
#[component]
fn NoRows<L: Worded>(
    /// The list's query.
    query: DeskQuery<L>,
    /// The counts of its tabs.
    counts: TabCounts<L::Tab>,
    /// What there is none of.
    title: &'static str,
    /// What to do about it.
    body: &'static str,
    /// Its picture.
    icon: IconName,
) -> impl IntoView {
    let l = use_locale();
    Results::came(title.to_owned());
    let elsewhere = counts
        .each()
        .filter(|(tab, to, count)| !count.is_zero() && (*tab, *to) != (query.tab, query.destination))
        .map(|(tab, destination, count)| {
            let name = format!("{} · {}", l.destination_name(destination), L::tab(l, tab));
            let to = query.with(|query| (query.destination, query.tab) = (destination, tab)).href();
            view! { <a class="btn" href=to>{l.also_in_other_tab(&count.to_string(), &name)}</a> }
        })
        .collect_view();
    let clear = query.is_narrowed().then(|| {
        let to = query.cleared().href();
        view! { <a class="btn quiet" href=to>{l.clear()}</a> }
    });
    view! {
        <EmptyState title body icon>
            {elsewhere}
            {clear}
        </EmptyState>
    }
}

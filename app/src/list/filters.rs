//! The filters that lists of orders and of shipments share.

use domain::query::{ANY_TIME, Created, DAYS, Quick};
use domain::view::RoutingChoices;
use leptos::prelude::*;

use crate::context::use_locale;
use crate::ui::{Choice, DateRange, DateRangeNames, DateRangeWords, FilterField, Popover, Select};

/// A hidden field that keeps what the form does not show: nothing where it says the default.
#[component]
pub fn Kept(name: &'static str, #[prop(into)] value: Signal<String>) -> impl IntoView {
    view! { <input type="hidden" name=name value=move || value.get() prop:value=move || value.get() /> }
}

/// A value for [`Kept`].
pub fn default_is_empty(value: &str, default: &str) -> String {
    if value == default { String::new() } else { value.to_owned() }
}

/// When the order was placed: a quick range or two days.
#[component]
pub fn OrderDates(
    /// The title where there is little room.
    short: &'static str,
    /// The title.
    full: &'static str,
    /// What is filtered by.
    #[prop(into)]
    created: Signal<Option<Created>>,
) -> impl IntoView {
    let l = use_locale();
    let by_days = Memo::new(move |_| matches!(created.get(), Some(Created::Days { .. })));
    let ranges = Signal::derive(move || {
        let any_time = if by_days.get() { ANY_TIME } else { "" };
        std::iter::once(Choice::new(any_time, l.any_time()))
            .chain(Quick::ALL.iter().map(|quick| Choice::new(quick.as_str(), l.quick_range(*quick))))
            .chain(by_days.get().then(|| Choice::new(DAYS, l.chosen_days())))
            .collect::<Vec<_>>()
    });
    let day = move |is_from: bool| {
        Signal::derive(move || match created.get() {
            Some(Created::Days { from, to }) => {
                if is_from { from } else { to }.map(|day| day.to_string()).unwrap_or_default()
            }
            _ => String::new(),
        })
    };
    view! {
        <DateRange
            id="dates"
            words=DateRangeWords { short, full, days: l.dates(), from: l.from_day(), until: l.to_day(), apply: l.apply() }
            names=DateRangeNames { range: "range", from: "from", until: "until" }
            ranges
            range=Signal::derive(move || match created.get() {
                Some(Created::Quick(quick)) => quick.to_string(),
                Some(Created::Days { .. }) => DAYS.to_owned(),
                None => String::new(),
            })
            from=day(true)
            until=day(false)
        />
    }
}

/// Says so where the last day is before the first.
#[component]
pub fn Backwards(#[prop(into)] created: Signal<Option<Created>>) -> impl IntoView {
    let l = use_locale();
    let backwards =
        move || matches!(created.get(), Some(Created::Days { from: Some(from), to: Some(to) }) if from > to);
    move || {
        backwards()
            .then(|| view! { <p class="list-note list-note-bad" role="alert">{l.to_before_from()}</p> })
    }
}

/// Optional +: location, policy and option, each narrowing the next.
#[component]
pub fn OptionalMore(
    /// What it offers.
    choices: Signal<RoutingChoices>,
) -> impl IntoView {
    let l = use_locale();
    view! {
        <Popover id="routing" label=l.optional_more() count=Signal::derive(move || counted(choices.with(routing_count)))>
            <RoutingField
                label=l.shipping_location()
                name="location"
                any=l.any_location()
                choices=Signal::derive(move || choices.get().locations)
                value=Signal::derive(move || chosen(choices.get().chosen.location))
            />
            <RoutingField
                label=l.delivery_policy()
                name="policy"
                any=l.any_policy()
                choices=Signal::derive(move || choices.get().policies)
                value=Signal::derive(move || chosen(choices.get().chosen.policy))
            />
            <RoutingField
                label=l.shipping_option()
                name="option"
                any=l.any_option()
                choices=Signal::derive(move || choices.get().options)
                value=Signal::derive(move || chosen(choices.get().chosen.option))
            />
            <button type="submit" class="btn primary">{l.apply()}</button>
        </Popover>
    }
}

/// One of the three cascading choices. Choosing sends the form, so that what is below narrows at once.
#[component]
fn RoutingField(
    label: &'static str,
    name: &'static str,
    any: &'static str,
    choices: Signal<Vec<domain::view::Choice>>,
    value: Signal<String>,
) -> impl IntoView {
    let choices = Signal::derive(move || {
        std::iter::once(Choice::new("", any))
            .chain(choices.get().into_iter().map(|choice| Choice::new(choice.id.to_string(), choice.name)))
            .collect::<Vec<_>>()
    });
    view! {
        <FilterField label>
            <Select name choices value submits=true />
        </FilterField>
    }
}

/// The value of what was chosen; empty for nothing.
fn chosen(id: Option<impl ToString>) -> String {
    id.map(|id| id.to_string()).unwrap_or_default()
}

/// How many of the three are chosen.
pub fn routing_count(choices: &RoutingChoices) -> u32 {
    let routing = choices.chosen;
    u32::from(routing.location.is_some())
        + u32::from(routing.policy.is_some())
        + u32::from(routing.option.is_some())
}

/// How many filters are set, as it is shown; nothing for none.
pub fn counted(set: u32) -> Option<String> {
    (set > 0).then(|| set.to_string())
}

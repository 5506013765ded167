//! The filter bar: a plain GET form, which hydration turns into a navigation without a reload.

use domain::query::{ANY_TIME, Created, DAYS, NewOrdersQuery, Quick, SearchField};
use domain::view::RoutingChoices;
use leptos::prelude::*;

use crate::context::use_locale;
use crate::list::use_filter_form;
use crate::ui::{
    Choice, DateRange, DateRangeNames, DateRangeWords, FilterBar, FilterField, Popover, SearchBox, Select,
    TextInput,
};

/// Search, customer email, order creation date, Optional +.
#[component]
pub fn Filters(
    /// The list's query.
    query: Memo<NewOrdersQuery>,
    /// What Optional + offers.
    choices: Signal<RoutingChoices>,
) -> impl IntoView {
    let l = use_locale();
    let submit = use_filter_form(move |typed| query.with_untracked(|query| query.submitted(typed)).href());
    let of = move |read: fn(&NewOrdersQuery) -> String| Signal::derive(move || query.with(read));
    let hidden = move |name: &'static str, read: fn(&NewOrdersQuery) -> String| {
        let value = of(read);
        view! { <input type="hidden" name=name value=move || value.get() prop:value=move || value.get() /> }
    };
    let scopes: Vec<_> = std::iter::once(Choice::new("", l.any_field()))
        .chain(SearchField::ALL.iter().map(|field| Choice::new(field.as_str(), l.search_field(*field))))
        .collect();
    let by_days = Memo::new(move |_| matches!(query.get().created, Some(Created::Days { .. })));
    let ranges = Signal::derive(move || {
        let any_time = if by_days.get() { ANY_TIME } else { "" };
        std::iter::once(Choice::new(any_time, l.any_time()))
            .chain(Quick::ALL.iter().map(|quick| Choice::new(quick.as_str(), l.quick_range(*quick))))
            .chain(by_days.get().then(|| Choice::new(DAYS, l.chosen_days())))
            .collect::<Vec<_>>()
    });
    let folded = Signal::derive(move || {
        let query = query.get();
        counted(
            u32::from(query.email.is_some())
                + u32::from(query.created.is_some())
                + choices.with(routing_count),
        )
    });
    let backwards = move || matches!(query.get().created, Some(Created::Days { from: Some(from), to: Some(to) }) if from > to);
    view! {
        <form method="get" action="/orders/new" on:submit=submit role="search">
            {hidden("to", |query| default_is_empty(query.destination.as_str(), NewOrdersQuery::default().destination.as_str()))}
            {hidden("status", |query| default_is_empty(query.status.as_str(), NewOrdersQuery::default().status.as_str()))}
            {hidden("rows", |query| default_is_empty(&query.size.to_string(), "50"))}
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
                            placeholder=l.search_hint()
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
                <FilterField label=l.customer_email()>
                    <TextInput name="email" value=of(|query| query.email.clone().unwrap_or_default()) autocomplete="off" />
                </FilterField>
                <DateRange
                    id="dates"
                    words=DateRangeWords {
                        short: l.created(),
                        full: l.order_creation_date(),
                        days: l.dates(),
                        from: l.from_day(),
                        until: l.to_day(),
                        apply: l.apply(),
                    }
                    names=DateRangeNames { range: "range", from: "from", until: "until" }
                    ranges
                    range=of(|query| match query.created {
                        Some(Created::Quick(quick)) => quick.to_string(),
                        Some(Created::Days { .. }) => DAYS.to_owned(),
                        None => String::new(),
                    })
                    from=of(|query| day(query, true))
                    until=of(|query| day(query, false))
                />
                <button type="submit" class="btn">{l.search()}</button>
                <a class="btn quiet" href=move || cleared(&query.get())>{l.clear()}</a>
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
            </FilterBar>
            {move || backwards().then(|| view! { <p class="list-note list-note-bad" role="alert">{l.to_before_from()}</p> })}
        </form>
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

fn routing_count(choices: &RoutingChoices) -> u32 {
    let routing = choices.chosen;
    u32::from(routing.location.is_some())
        + u32::from(routing.policy.is_some())
        + u32::from(routing.option.is_some())
}

fn counted(set: u32) -> Option<String> {
    (set > 0).then(|| set.to_string())
}

fn day(query: &NewOrdersQuery, is_from: bool) -> String {
    match query.created {
        Some(Created::Days { from, to }) => {
            if is_from { from } else { to }.map(|day| day.to_string()).unwrap_or_default()
        }
        _ => String::new(),
    }
}

fn default_is_empty(value: &str, default: &str) -> String {
    if value == default { String::new() } else { value.to_owned() }
}

/// The same tab, status and page size without any filter.
fn cleared(query: &NewOrdersQuery) -> String {
    NewOrdersQuery {
        destination: query.destination,
        status: query.status,
        size: query.size,
        ..Default::default()
    }
    .href()
}

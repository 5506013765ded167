//! What narrows a list.

use leptos::prelude::*;
use text::Locale;

use super::Example;
use crate::ui::*;

fn search(l: Locale, id: &'static str, value: &'static str) -> impl IntoView {
    let scopes = vec![Choice::new("", l.any_field()), Choice::new("order", l.order_no())];
    view! {
        <SearchBox
            id
            label=l.search()
            name="q"
            value=value.to_owned()
            placeholder=l.search_hint()
            key="/"
            scope_label=l.search_in()
            scope_name="in"
            scopes
            scope=String::new()
        />
    }
}

fn dates(l: Locale, id: &'static str, is_set: bool) -> impl IntoView {
    let mut ranges: Vec<_> = std::iter::once(Choice::new("", l.any_time()))
        .chain(
            domain::query::Quick::ALL.iter().map(|quick| Choice::new(quick.as_str(), l.quick_range(*quick))),
        )
        .collect();
    if is_set {
        ranges.push(Choice::new("days", l.chosen_days()));
    }
    let words = DateRangeWords {
        short: l.created(),
        full: l.order_creation_date(),
        days: l.dates(),
        from: l.from_day(),
        until: l.to_day(),
        apply: l.apply(),
    };
    let set = |value: &str| if is_set { value.to_owned() } else { String::new() };
    view! {
        <DateRange
            id
            words
            names=DateRangeNames { range: "range", from: "from", until: "until" }
            ranges
            range=set("days")
            from=set("2026-11-01")
            until=set("2026-11-22")
        />
    }
}

pub fn filter_bar(l: Locale) -> Vec<Example> {
    let bar = move |id: &'static str, part: &'static str, days: &'static str, is_set: bool| {
        view! {
            <form role="search" aria-label=part>
                <FilterBar
                    id=id
                    toggle=l.filters()
                    active=is_set.then(|| "2".to_owned())
                    lead=move || search(l, part, if is_set { "26-1122" } else { "" })
                >
                    <FilterField label=l.customer_email()>
                        <TextInput name="email" />
                    </FilterField>
                    {dates(l, days, is_set)}
                    <button type="submit" class="btn">{l.search()}</button>
                    <a class="btn quiet" href="/kit/filter_bar">{l.clear()}</a>
                </FilterBar>
            </form>
        }
    };
    vec![
        Example::new(l.kit_usual(), bar("bar-usual", "bar-usual-search", "bar-usual-days", false)),
        Example::new(l.kit_set(), bar("bar-set", "bar-set-search", "bar-set-days", true)),
    ]
}

pub fn search_box(l: Locale) -> Vec<Example> {
    vec![
        Example::new(l.kit_usual(), search(l, "search-usual", "")),
        Example::new(l.kit_long(), search(l, "search-long", l.kit_long_name())),
    ]
}

pub fn date_range(l: Locale) -> Vec<Example> {
    vec![
        Example::new(
            l.kit_usual(),
            view! { <form class="gallery-row">{dates(l, "days-usual", false)}</form> },
        ),
        Example::new(l.kit_set(), view! { <form class="gallery-row">{dates(l, "days-set", true)}</form> }),
    ]
}

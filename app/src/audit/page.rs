//! The page.

use domain::query::AuditQuery;
use domain::view::{AuditLog, AuditRow};
use leptos::prelude::*;
use leptos_meta::Title;
use maud::{Markup, html};
use text::Locale;

use super::list_audit;
use crate::context::use_locale;
use crate::error::{LeftOut, loaded};
use crate::keys::Results;
use crate::layout::page_title;
use crate::list::{ListPager, last_read, use_filter_form, use_query};
use crate::ui::{Choice, EmptyState, FilterField, IconName, PageHead, Select, Skeleton, Table, TextInput};

/// `/audit`.
#[component]
pub fn AuditPage() -> impl IntoView {
    let l = use_locale();
    let (query, problems) = use_query(AuditQuery::parse);
    let log = Resource::new_blocking(move || query.get().to_query(), list_audit);
    Results::provide();
    view! {
        <Title text=page_title(l.audit_log()) />
        <PageHead title=l.audit_log() />
        <Transition fallback=move || view! { <Skeleton label=l.loading() /> }>
            <section class="card" aria-label=l.audit_log()>
                <Filters
                    query
                    people=last_read(log, |log| log.people.clone())
                    actions=last_read(log, |log| log.actions.clone())
                />
                <LeftOut problems />
                {move || Suspend::new(async move {
                    loaded(log.await, move |log| view! { <Log log query=query.get_untracked() /> })
                })}
            </section>
        </Transition>
    }
}

/// The form. It stays while the list is made anew, and with it what is typed and the focus.
#[component]
fn Filters(
    query: Memo<AuditQuery>,
    people: Signal<Vec<(String, String)>>,
    actions: Signal<Vec<(String, String)>>,
) -> impl IntoView {
    let l = use_locale();
    let submit = use_filter_form(|typed| AuditQuery::parse(typed).query.href());
    let choices = |any: &'static str, named: Signal<Vec<(String, String)>>| {
        Signal::derive(move || {
            let named = named.get().into_iter().map(|(value, label)| Choice { value, label });
            std::iter::once(Choice::new("", any)).chain(named).collect::<Vec<_>>()
        })
    };
    let of = move |read: fn(&AuditQuery) -> String| Signal::derive(move || query.with(read));
    let size = of(|query| query.size.to_string());
    // Whoever may not see the log is told that alone: nothing of it has been read.
    let is_closed = move || people.with(Vec::is_empty);
    view! {
        <form method="get" action="/audit" on:submit=submit role="search" hidden=is_closed>
            <input type="hidden" name="rows" value=move || size.get() prop:value=move || size.get() />
            <div class="filter-bar">
                <FilterField label=l.audit_person()>
                    <Select
                        name="person"
                        choices=choices(l.anybody(), people)
                        value=of(|query| query.person.map(|person| person.to_string()).unwrap_or_default())
                    />
                </FilterField>
                <FilterField label=l.audit_action()>
                    <Select
                        name="action"
                        choices=choices(l.any_action(), actions)
                        value=of(|query| query.kind.map(|kind| kind.to_string()).unwrap_or_default())
                    />
                </FilterField>
                <FilterField label=l.from_day()>
                    <TextInput name="from" kind="date" value=of(|query| query.day_fields().0) />
                </FilterField>
                <FilterField label=l.to_day()>
                    <TextInput name="until" kind="date" value=of(|query| query.day_fields().1) />
                </FilterField>
                <button type="submit" class="btn">{l.search()}</button>
                <a class="btn quiet" href="/audit">{l.clear()}</a>
            </div>
        </form>
    }
}

#[component]
fn Log(log: AuditLog, query: AuditQuery) -> impl IntoView {
    let l = use_locale();
    if log.rows.is_empty() {
        Results::came(l.no_audit().to_owned());
        return view! { <EmptyState title=l.no_audit() body=l.no_audit_hint() icon=IconName::Clock /> }
            .into_any();
    }
    let grouped = domain::money::grouped;
    let (first, last) = (u64::from(log.above) + 1, u64::from(log.above) + log.rows.len() as u64);
    let (first, last) = (grouped(first), grouped(last));
    Results::came(l.entries_shown_aloud(&first, &last));
    let href = |cursor| query.at(cursor).href();
    let keep: Vec<_> = query.filters().into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    view! {
        <Rows rows=log.rows />
        <ListPager
            summary=l.rows_shown_of_many(&first, &last)
            path="/audit"
            keep
            size=query.size
            newer=log.newer.map(href)
            older=log.older.map(href)
        />
    }
    .into_any()
}

#[component]
fn Rows(rows: Vec<AuditRow>) -> impl IntoView {
    let l = use_locale();
    let rows = html! { @for entry in &rows { (row(l, entry)) } };
    view! {
        <Table caption=l.audit_log()>
            <thead>
                <tr>
                    <th scope="col" aria-sort="descending">{l.column_when()}</th>
                    <th scope="col">{l.column_what()}</th>
                    <th scope="col" class="fluid">{l.column_who()}</th>
                    <th scope="col" class="fluid">{l.column_detail()}</th>
                    <th scope="col">{l.column_address()}</th>
                </tr>
            </thead>
            <tbody inner_html=rows.into_string()></tbody>
        </Table>
    }
}

fn row(l: Locale, row: &AuditRow) -> Markup {
    html! {
        tr {
            td data-card="sub-end" { time datetime=(row.at.iso) { (row.at.text) } }
            td data-card="title" { (row.what) }
            td.fluid data-card="sub" {
                @match &row.who {
                    Some(who) => span.truncate { (who) },
                    None => span.truncate.muted { (l.nobody_signed_in()) },
                }
            }
            td.fluid data-card="sub2" { span.truncate { (row.detail) } }
            td.muted data-card="end" { (row.address.as_deref().unwrap_or_default()) }
        }
    }
}

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
use crate::layout::page_title;
use crate::list::{ListPager, use_filter_form, use_query};
use crate::ui::{Choice, EmptyState, FilterField, IconName, PageHead, Select, Skeleton, Table, TextInput};

/// `/audit`.
#[component]
pub fn AuditPage() -> impl IntoView {
    let l = use_locale();
    let (query, problems) = use_query(AuditQuery::parse);
    let log = Resource::new_blocking(move || query.get().to_query(), list_audit);
    view! {
        <Title text=page_title(l.audit_log()) />
        <PageHead title=l.audit_log() />
        <LeftOut problems />
        <Transition fallback=move || view! { <Skeleton label=l.loading() /> }>
            {move || Suspend::new(async move {
                loaded(log.await, move |log| view! { <Log log query=query.get_untracked() /> })
            })}
        </Transition>
    }
}

#[component]
fn Log(log: AuditLog, query: AuditQuery) -> impl IntoView {
    let l = use_locale();
    let submit = use_filter_form(|typed| AuditQuery::parse(typed).query.href());
    let choices = |any: &str, named: Vec<(String, String)>| -> Vec<Choice> {
        let named = named.into_iter().map(|(value, label)| Choice { value, label });
        std::iter::once(Choice::new("", any)).chain(named).collect()
    };
    let (from, until) = query.day_fields();
    let person = query.person.map(|person| person.to_string()).unwrap_or_default();
    let action = query.kind.map(|kind| kind.to_string()).unwrap_or_default();
    let href = |cursor| query.at(cursor).href();
    let (first, last) = (u64::from(log.above) + 1, u64::from(log.above) + log.rows.len() as u64);
    let grouped = domain::money::grouped;
    let keep: Vec<_> = query.filters().into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    let list = if log.rows.is_empty() {
        view! { <EmptyState title=l.no_audit() body=l.no_audit_hint() icon=IconName::Clock /> }.into_any()
    } else {
        view! {
            <Rows rows=log.rows />
            <ListPager
                summary=l.rows_shown_of_many(&grouped(first), &grouped(last))
                path="/audit"
                keep
                size=query.size
                newer=log.newer.map(href)
                older=log.older.map(href)
            />
        }
        .into_any()
    };
    view! {
        <section class="card" aria-label=l.audit_log()>
            <form method="get" action="/audit" on:submit=submit role="search">
                <input type="hidden" name="rows" value=query.size.to_string() />
                <div class="filter-bar">
                    <FilterField label=l.audit_person()>
                        <Select name="person" choices=choices(l.anybody(), log.people) value=person />
                    </FilterField>
                    <FilterField label=l.audit_action()>
                        <Select name="action" choices=choices(l.any_action(), log.actions) value=action />
                    </FilterField>
                    <FilterField label=l.from_day()>
                        <TextInput name="from" kind="date" value=from />
                    </FilterField>
                    <FilterField label=l.to_day()>
                        <TextInput name="until" kind="date" value=until />
                    </FilterField>
                    <button type="submit" class="btn">{l.search()}</button>
                    <a class="btn quiet" href="/audit">{l.clear()}</a>
                </div>
            </form>
            {list}
        </section>
    }
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

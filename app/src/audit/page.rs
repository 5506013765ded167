//! The page.

use domain::query::{AuditQuery, PageSize, Parsed};
use domain::view::{AuditLog, AuditRow};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use super::list_audit;
use crate::context::use_locale;
use crate::error::{Failure, LeftOut};
use crate::form::query_of;
use crate::layout::page_title;
use crate::ui::{
    Choice, EmptyState, FilterField, IconName, PageHead, Pager, Select, Skeleton, Table, TextInput, Way,
};

/// `/audit`.
#[component]
pub fn AuditPage() -> impl IntoView {
    let l = use_locale();
    let search = use_location().search;
    let parsed = Memo::new(move |_| {
        let Parsed { query, problems } = AuditQuery::parse(&search.get());
        (query, problems)
    });
    let query = Memo::new(move |_| parsed.get().0);
    let problems = Signal::derive(move || parsed.get().1);
    let log = Resource::new_blocking(move || query.get().to_query(), list_audit);
    view! {
        <Title text=page_title(l.audit_log()) />
        <PageHead title=l.audit_log() />
        <LeftOut problems />
        <Transition fallback=move || view! { <Skeleton label=l.loading() /> }>
            {move || Suspend::new(async move {
                match log.await {
                    Ok(log) => view! { <Log log query=query.get_untracked() /> }.into_any(),
                    Err(error) => view! { <Failure error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Log(log: AuditLog, query: AuditQuery) -> impl IntoView {
    let l = use_locale();
    let navigate = use_navigate();
    let submit = move |event: SubmitEvent| {
        if let Some(typed) = query_of(&event) {
            event.prevent_default();
            let to = AuditQuery::parse(&typed).query.href();
            navigate(&to, NavigateOptions { scroll: false, ..Default::default() });
        }
    };
    let choices = |any: &str, named: Vec<(String, String)>| -> Vec<Choice> {
        let named = named.into_iter().map(|(value, label)| Choice { value, label });
        std::iter::once(Choice::new("", any)).chain(named).collect()
    };
    let (from, until) = query.day_fields();
    let person = query.person.map(|person| person.to_string()).unwrap_or_default();
    let action = query.kind.map(|kind| kind.to_string()).unwrap_or_default();
    let size = query.size.to_string();
    let way = |cursor: Option<domain::query::Cursor>, closed: &str| match cursor {
        Some(cursor) => Way::To(query.at(cursor).href()),
        None => Way::Closed(closed.to_owned()),
    };
    let (previous, next) = (way(log.newer, l.first_page()), way(log.older, l.last_page()));
    let (first, last) = (u64::from(log.above) + 1, u64::from(log.above) + log.rows.len() as u64);
    let grouped = domain::money::grouped;
    let keep: Vec<_> = query.filters().into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    let list = if log.rows.is_empty() {
        view! { <EmptyState title=l.no_audit() body=l.no_audit_hint() icon=IconName::Clock /> }.into_any()
    } else {
        let sizes = PageSize::ALL.map(|size| Choice::new(size.to_string(), size.to_string())).to_vec();
        view! {
            <Rows rows=log.rows />
            <Pager
                summary=l.rows_shown_of_many(&grouped(first), &grouped(last))
                label=l.pages()
                action="/audit"
                keep
                size_label=l.rows()
                size_name="rows"
                sizes
                size=size.clone()
                apply_label=l.apply()
                previous_label=l.previous()
                previous
                next_label=l.next()
                next
            />
        }
        .into_any()
    };
    view! {
        <section class="card" aria-label=l.audit_log()>
            <form method="get" action="/audit" on:submit=submit role="search">
                <input type="hidden" name="rows" value=size />
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
    let row = move |row: AuditRow| {
        let who = match row.who {
            Some(who) => view! { <span class="truncate">{who}</span> }.into_any(),
            None => view! { <span class="truncate muted">{l.nobody_signed_in()}</span> }.into_any(),
        };
        view! {
            <tr>
                <td data-card="sub-end"><time datetime=row.at.iso>{row.at.text}</time></td>
                <td data-card="title">{row.what}</td>
                <td class="fluid" data-card="sub">{who}</td>
                <td class="fluid" data-card="sub2"><span class="truncate">{row.detail}</span></td>
                <td class="muted" data-card="end">{row.address}</td>
            </tr>
        }
    };
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
            <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
        </Table>
    }
}

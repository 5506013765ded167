//! The list.

use domain::count::Count;
use domain::query::{CustomersQuery, customer_href};
use domain::view::{CustomerRow, Customers};
use leptos::prelude::*;
use leptos_meta::Title;
use maud::{Markup, html};
use text::Locale;

use super::list_customers;
use crate::context::use_locale;
use crate::error::{LeftOut, loaded};
use crate::keys::Results;
use crate::layout::page_title;
use crate::list::{ListPager, Search, use_query};
use crate::ui::{Alert, EmptyState, Icon, IconName, PageHead, Skeleton, Table, Tone};

/// Everybody who has ordered, whoever ordered last first.
#[component]
pub fn CustomersPage() -> impl IntoView {
    let l = use_locale();
    let (query, problems) = use_query(CustomersQuery::parse);
    let list = Resource::new_blocking(move || query.get().to_query(), list_customers);
    Results::provide();
    view! {
        <Title text=page_title(l.customers()) />
        <PageHead title=l.customers() />
        <section class="card" aria-label=l.customers()>
            <Search
                path="/customers"
                text=Signal::derive(move || query.get().text.unwrap_or_default())
                hint=l.customer_search_hint()
                href=|typed| CustomersQuery::parse(typed).query.href("/customers")
            />
            <LeftOut problems />
            <Transition fallback=move || view! { <Skeleton label=l.loading() /> }>
                {move || Suspend::new(async move {
                    loaded(list.await, move |list| view! { <List list query=query.get_untracked() /> })
                })}
            </Transition>
        </section>
    }
}

#[component]
fn List(list: Customers, query: CustomersQuery) -> impl IntoView {
    let l = use_locale();
    if list.rows.is_empty() {
        let (title, body) = match query.text {
            Some(_) => (l.no_customer_found(), l.no_customer_found_hint()),
            None => (l.no_customers(), l.no_customers_hint()),
        };
        Results::came(title.to_owned());
        return view! { <EmptyState title body icon=IconName::Person /> }.into_any();
    }
    let from = u64::from(list.above) + 1;
    let to = u64::from(list.above) + list.rows.len() as u64;
    let grouped = domain::money::grouped;
    let href = |cursor| query.at(cursor).href("/customers");
    let is_search = query.text.is_some();
    let shown = l.customers_shown(list.rows.len());
    Results::came(if is_search { shown } else { l.rows_shown_aloud(&shown, &grouped(from), &grouped(to)) });
    let pager = (!is_search).then(|| {
        view! {
            <ListPager
                summary=l.rows_shown_of_many(&grouped(from), &grouped(to))
                path="/customers"
                keep=Vec::new()
                size=query.size
                newer=list.newer.map(href)
                older=list.older.map(href)
            />
        }
    });
    let rows = html! { @for customer in &list.rows { (row(l, customer)) } };
    view! {
        {list.is_cut.then(|| view! { <Alert tone=Tone::Info title=l.search_is_cut() /> })}
        <Table caption=l.customers()>
            <thead>
                <tr>
                    <th scope="col" class="fluid fluid-wide">{l.customer()}</th>
                    <th scope="col" class="fluid from-md">{l.column_name()}</th>
                    <th scope="col" class="from-lg">{l.column_country()}</th>
                    <th scope="col" class="num">{l.column_orders()}</th>
                    <th scope="col" class="money">{l.column_spent()}</th>
                    <th scope="col" aria-sort=(!is_search).then_some("descending")>
                        {l.column_last_order()}
                        {(!is_search).then(|| view! { <Icon name=IconName::ArrowDown /> })}
                    </th>
                </tr>
            </thead>
            <tbody inner_html=rows.into_string()></tbody>
        </Table>
        {pager}
    }
    .into_any()
}

fn row(l: Locale, row: &CustomerRow) -> Markup {
    let totals: Vec<String> = row.totals.iter().map(ToString::to_string).collect();
    html! {
        tr {
            td.fluid.fluid-wide data-card="title" {
                a.row-link.truncate href=(customer_href(row.id)) { (row.called()) }
            }
            td.fluid.from-md data-card="sub" { span.truncate { (row.name.as_deref().unwrap_or_default()) } }
            td.from-lg { (row.country.as_deref().unwrap_or_default()) }
            td.num data-card="end" {
                span.off-card { (row.orders) }
                span.on-card { (l.orders_counted(Count::exact(row.orders.into()))) }
            }
            td.money data-card="sub-end" { (totals.join(" + ")) }
            td.muted data-card="sub2" {
                @if let Some(at) = &row.last_order { time datetime=(at.iso) { (at.text) } }
            }
        }
    }
}

//! One customer.

use domain::count::Count;
use domain::query::{CustomersQuery, NewOrdersQuery, PageSize, customer_href, order_href};
use domain::view::{CustomerDetail, CustomerOrder};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_location, use_params_map};
use maud::{Markup, html};
use text::Locale;

use super::get_customer;
use crate::context::use_locale;
use crate::error::{Failure, loaded_or};
use crate::keys::Results;
use crate::layout::page_title;
use crate::list::ListPager;
use crate::order::{fulfilment_tone, payment_tone, stage_tone};
use crate::ui::{
    Columns, Description, DescriptionList, EmptyState, Icon, IconName, PageHead, Pill, Skeleton, Table, Tone,
    badge, pill,
};

/// `/customers/ID`: contact, addresses, lifetime figures, all orders, claims.
#[component]
pub fn CustomerPage() -> impl IntoView {
    let l = use_locale();
    let params = use_params_map();
    let search = use_location().search;
    let key = Memo::new(move |_| {
        let id = params.read().get("id").unwrap_or_default();
        (id, CustomersQuery::parse(&search.get()).query)
    });
    let customer =
        Resource::new_blocking(move || key.get(), |(id, query)| get_customer(id, query.to_query()));
    Results::provide();
    view! {
        <Title text=page_title(l.customer()) />
        <Transition fallback=move || view! { <Skeleton label=l.loading() /> }>
            {move || Suspend::new(async move {
                let page = move |customer| view! { <Customer customer query=key.get_untracked().1 /> };
                loaded_or(customer.await, page, |error| {
                    let not_found = (l.customer_not_found().to_owned(), l.page_not_found_hint().to_owned());
                    view! { <Failure error not_found /> }
                })
            })}
        </Transition>
    }
}

#[component]
fn Customer(customer: CustomerDetail, query: CustomersQuery) -> impl IntoView {
    let l = use_locale();
    let row = customer.row;
    let title = row.called();
    let path = customer_href(row.id);
    let new_orders = row.email.as_ref().map(|email| {
        let to = NewOrdersQuery::default().with(|query| query.own.email = Some(email.clone())).href();
        view! { <a class="btn" href=to>{l.filter_new_orders()}</a> }
    });
    let contact = [
        (l.email(), Some(row.email.unwrap_or_else(|| l.without_email().to_owned()))),
        (l.column_name(), row.name),
        (l.phone(), customer.phone),
        (l.column_country(), row.country),
        (l.channel(), customer.channel),
        (l.member_number(), row.external_ref),
        (l.customer_since(), Some(customer.since.text)),
    ]
    .into_iter()
    .filter_map(|(term, value)| value.map(|value| view! { <Description term>{value}</Description> }))
    .collect_view();
    let totals: Vec<String> = row.totals.iter().map(ToString::to_string).collect();
    let last_order =
        row.last_order.map(|at| view! { <Description term=l.column_last_order()>{at.text}</Description> });
    let cut = move |count: usize| view! { <p class="muted">{l.newest_shown(count)}</p> };
    let cut_addresses = customer.has_more_addresses.then(|| cut(customer.addresses.len()));
    let cut_claims = customer.has_more_claims.then(|| cut(customer.claims.len()));
    let addresses = if customer.addresses.is_empty() {
        view! { <p class="muted">{l.no_address()}</p> }.into_any()
    } else {
        customer
            .addresses
            .into_iter()
            .map(|lines| {
                let lines = lines
                    .into_iter()
                    .map(|line| view! { <span class="address-line">{line}</span> })
                    .collect_view();
                view! { <address>{lines}</address> }
            })
            .collect_view()
            .into_any()
    };
    let claims = customer
        .claims
        .into_iter()
        .map(|claim| {
            let to = order_href(&claim.order_number);
            view! {
                <li class="claim">
                    <Pill
                        tone=if claim.claim.status.is_open() { Tone::Wait } else { Tone::Neutral }
                        label=l.claim_status(claim.claim.status)
                    />
                    <span>
                        <b>{l.claim_kind(claim.claim.kind)}</b>
                        " " <a href=to>{claim.order_number}</a>
                        <span class="muted">" · " {claim.claim.requested.text}</span>
                    </span>
                </li>
            }
        })
        .collect::<Vec<_>>();
    let side = move || {
        view! {
            <section class="section">
                <h2 class="section-title">{l.contact()}</h2>
                <DescriptionList>{contact}</DescriptionList>
            </section>
            <section class="section">
                <h2 class="section-title">{l.lifetime()}</h2>
                <DescriptionList>
                    <Description term=l.column_orders()>{row.orders}</Description>
                    <Description term=l.column_spent()>{totals.join(" + ")}</Description>
                    {last_order}
                </DescriptionList>
            </section>
            <section class="section">
                <h2 class="section-title">{l.addresses()}</h2>
                {addresses}
                {cut_addresses}
            </section>
        }
    };
    view! {
        <PageHead title>{new_orders}</PageHead>
        <div class="card">
            <Columns side>
                <section class="section">
                    <h2 class="section-title">{l.all_orders_of_customer()}</h2>
                    <Orders
                        orders=customer.orders
                        above=customer.above
                        total=row.orders
                        newer=customer.newer.map(|cursor| query.at(cursor).href(&path))
                        older=customer.older.map(|cursor| query.at(cursor).href(&path))
                        path=path.clone()
                        size=query.size
                    />
                </section>
                <section class="section">
                    <h2 class="section-title">{l.claims()}</h2>
                    {if claims.is_empty() {
                        view! { <p class="muted">{l.no_claim()}</p> }.into_any()
                    } else {
                        view! { <ul class="claims">{claims}</ul> }.into_any()
                    }}
                    {cut_claims}
                </section>
            </Columns>
        </div>
    }
}

#[component]
fn Orders(
    orders: Vec<CustomerOrder>,
    above: u32,
    total: u32,
    newer: Option<String>,
    older: Option<String>,
    path: String,
    size: PageSize,
) -> impl IntoView {
    let l = use_locale();
    if orders.is_empty() {
        return view! { <EmptyState title=l.desk_empty() body=l.no_orders_of_customer_hint() icon=IconName::Orders /> }.into_any();
    }
    let grouped = domain::money::grouped;
    let to = u64::from(above) + orders.len() as u64;
    let summary =
        l.rows_shown(&grouped(u64::from(above) + 1), &grouped(to), &grouped(u64::from(total).max(to)));
    Results::came(l.rows_shown_aloud(
        &l.orders_counted(Count::exact(u64::from(total)).at_least(to)),
        &grouped(u64::from(above) + 1),
        &grouped(to),
    ));
    let rows = html! { @for order in &orders { (row(l, order)) } };
    view! {
        <Table caption=l.all_orders_of_customer()>
            <thead>
                <tr>
                    <th scope="col" aria-sort="descending">
                        {l.column_ordered()}
                        <Icon name=IconName::ArrowDown />
                    </th>
                    <th scope="col">{l.order_no()}</th>
                    <th scope="col">{l.stage_label()}</th>
                    <th scope="col" class="from-md">{l.column_payment()}</th>
                    <th scope="col" class="from-lg">{l.column_fulfilment()}</th>
                    <th scope="col" class="from-xl">{l.channel()}</th>
                    <th scope="col" class="money">{l.total()}</th>
                </tr>
            </thead>
            <tbody inner_html=rows.into_string()></tbody>
        </Table>
        <ListPager summary path keep=Vec::new() size newer older />
    }
    .into_any()
}

fn row(l: Locale, order: &CustomerOrder) -> Markup {
    html! {
        tr {
            td.muted data-card="sub" { time datetime=(order.placed.iso) { (order.placed.text) } }
            td data-card="title" {
                a.row-link href=(order_href(&order.number)) { (order.number) }
                @if order.is_test { (badge(Tone::Info, l.test_order())) }
            }
            td data-card="end" { (pill(stage_tone(order.stage), l.stage(order.stage))) }
            td.from-md { (pill(payment_tone(order.payment), l.payment_status(order.payment))) }
            td.from-lg { (pill(fulfilment_tone(order.fulfilment), l.fulfilment_status(order.fulfilment))) }
            td.from-xl.muted { (order.channel) }
            td.money data-card="sub-end" { (order.total.to_string()) }
        }
    }
}

//! Customers (CUS-01): the list, the search, one customer's page.

use domain::country::Country;
use domain::id::CustomerId;
use domain::money::Money;
use domain::query::{CustomersQuery, Parsed};
use domain::role::Permission;
use domain::view::{CustomerClaim, CustomerDetail, CustomerOrder, CustomerRow, Customers};
use store::entity::{customer, customer_total};
use store::read::customers as read;
use text::Locale;

use crate::clock::Clock;
use crate::orders::{address_lines, claim_view};
use crate::paging::{Page, page};
use crate::{Actor, Error, Services, merchant, storable};

/// One page of the list, or what a search finds.
///
/// # Errors
/// [`Error::Forbidden`], or when the database can't be read.
pub async fn customers(
    services: &Services,
    actor: &Actor,
    Parsed { query, .. }: Parsed<CustomersQuery>,
) -> Result<Customers, Error> {
    actor.require(Permission::ViewCustomers)?;
    let db = services.store.reader();
    let (_, clock) = merchant::at_desk(services, actor.locale).await?;
    if let Some(text) = &query.text {
        let (rows, is_cut) = read::search(db, &storable(text)).await?;
        let rows = rows.into_iter().map(|(row, totals)| view(row, totals, &clock, actor.locale)).collect();
        return Ok(Customers { rows, above: 0, older: None, newer: None, is_cut });
    }
    let read_page = |cursor| read::page(db, cursor, query.size);
    let key = |(row, _): &(customer::Model, _)| (row.last_order_at.unwrap_or(row.created_at), row.id.0);
    let Page { rows, above, older, newer } = page(query.cursor, read_page, key).await?;
    let rows = rows.into_iter().map(|(row, totals)| view(row, totals, &clock, actor.locale)).collect();
    Ok(Customers { rows, above, older, newer, is_cut: false })
}

/// One customer with a page of their orders.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`], or when the database can't be read.
pub async fn customer(
    services: &Services,
    actor: &Actor,
    id: CustomerId,
    Parsed { query, .. }: Parsed<CustomersQuery>,
) -> Result<CustomerDetail, Error> {
    actor.require(Permission::ViewCustomers)?;
    let db = services.store.reader();
    let (_, clock) = merchant::at_desk(services, actor.locale).await?;
    let rows = read::by_id(db, id).await?.ok_or(Error::NotFound)?;
    let read_page = |cursor| read::orders_of(db, id, cursor, query.size);
    let orders = page(query.cursor, read_page, |order| (order.placed_at, order.id.0)).await?;
    let Page { rows: orders, above, older, newer } = orders;
    let channel = |id| rows.channels.get(&id).cloned();
    let locale = actor.locale;
    Ok(CustomerDetail {
        phone: rows.customer.phone.clone(),
        channel: rows.customer.channel_id.and_then(channel),
        since: clock.moment(rows.customer.created_at),
        row: view(rows.customer, rows.totals, &clock, locale),
        addresses: rows
            .addresses
            .iter()
            .map(|row| {
                let parts = [
                    &row.recipient,
                    &row.company,
                    &row.postal_code,
                    &row.region,
                    &row.city,
                    &row.line1,
                    &row.line2,
                ];
                address_lines(locale, parts, row.country.as_deref())
            })
            .collect(),
        orders: orders
            .into_iter()
            .map(|order| CustomerOrder {
                channel: channel(order.channel_id).unwrap_or_default(),
                number: order.number,
                placed: clock.moment(order.placed_at),
                stage: order.stage,
                payment: order.payment_status,
                fulfilment: order.fulfilment_status,
                total: Money::new(order.total, order.currency),
                is_test: order.is_test,
            })
            .collect(),
        has_more_addresses: rows.has_more_addresses,
        above,
        older,
        newer,
        has_more_claims: rows.has_more_claims,
        claims: rows
            .claims
            .into_iter()
            .map(|(order_number, row, units)| CustomerClaim {
                order_number,
                claim: claim_view(row, units, &clock),
            })
            .collect(),
    })
}

fn view(
    row: customer::Model,
    totals: Vec<customer_total::Model>,
    clock: &Clock,
    locale: Locale,
) -> CustomerRow {
    let country = row.country.as_deref().and_then(|code| code.parse::<Country>().ok());
    CustomerRow {
        id: row.id,
        email: row.email,
        name: row.name,
        external_ref: row.external_ref,
        country: country.map(|country| locale.country(country).to_owned()),
        orders: row.order_count.unsigned_abs(),
        totals: totals.into_iter().map(|total| Money::new(total.amount, total.currency)).collect(),
        last_order: row.last_order_at.map(|at| clock.moment(at)),
    }
}

//! The command palette (UX-03): an order by its number, a shipment by its own or its invoice's, a customer by the beginning of their email, name or
//! number.

use domain::carrier::searched;
use domain::count::Count;
use domain::find::{Hit, HitKind};
use domain::kind::TermKind;
use domain::money::Money;
use domain::query::{customer_href, normalise, order_href, shipment_href};
use domain::role::Permission;
use store::entity::{customer, order};
use store::read;
use store::read::find::FoundShipment;
use text::Locale;

use crate::clock::Clock;
use crate::{Actor, Error, Services, merchant, storable};

/// How much of each kind is worth showing: whoever wants more asks the list.
const LIMIT: usize = 8;

/// What can be gone to by this text; nothing for no text.
///
/// # Errors
/// [`Error::Forbidden`], or when the database can't be read.
pub async fn find(services: &Services, actor: &Actor, text: &str) -> Result<Vec<Hit>, Error> {
    actor.require(Permission::ViewOrders)?;
    let text = storable(text.trim());
    if text.is_empty() {
        return Ok(Vec::new());
    }
    let db = services.store.reader();
    let (_, clock) = merchant::at_desk(services, actor.locale).await?;
    let number = normalise(TermKind::OrderNo, &text);
    let orders = read::find::orders_by_number(db, &number, LIMIT as u64).await?;
    let invoices = searched(&text);
    let shipments = read::find::shipments_by_number(db, &number, &invoices, LIMIT).await?;
    let customers = match actor.require(Permission::ViewCustomers) {
        Ok(()) => read::customers::beginning_with(db, &text, LIMIT as u64).await?,
        Err(_) => Vec::new(),
    };
    let orders = orders.into_iter().map(|order| found_order(order, &clock, actor.locale));
    let shipments = shipments.into_iter().take(LIMIT).map(|shipment| found_shipment(shipment, actor.locale));
    let customers = customers.into_iter().take(LIMIT).map(|customer| found_customer(customer, actor.locale));
    Ok(orders.chain(shipments).chain(customers).collect())
}

fn found_order(order: order::Model, clock: &Clock, locale: Locale) -> Hit {
    let detail = [
        locale.stage(order.stage).to_owned(),
        locale.payment_status(order.payment_status).to_owned(),
        clock.moment(order.placed_at).text,
        Money::new(order.total, order.currency).to_string(),
    ];
    Hit {
        kind: HitKind::Order,
        href: order_href(&order.number),
        title: order.number,
        detail: detail.join(" · "),
    }
}

fn found_shipment(shipment: FoundShipment, locale: Locale) -> Hit {
    let carrier = shipment.carrier_name.map(|name| locale.carrier_called(&name).to_owned());
    let invoice: Vec<String> = carrier.into_iter().chain(shipment.invoice_number).collect();
    let detail =
        [locale.shipment_status(shipment.status).to_owned(), shipment.order_number, invoice.join(" ")];
    let detail: Vec<String> = detail.into_iter().filter(|part| !part.is_empty()).collect();
    Hit {
        kind: HitKind::Shipment,
        href: shipment_href(&shipment.number),
        title: shipment.number,
        detail: detail.join(" · "),
    }
}

fn found_customer(customer: customer::Model, locale: Locale) -> Hit {
    let orders = locale.orders_counted(Count::exact(customer.order_count.unsigned_abs().into()));
    let known = [customer.email, customer.name, customer.external_ref];
    let mut known: Vec<String> = known.into_iter().flatten().collect();
    let title = if known.is_empty() { format!("#{}", customer.id) } else { known.remove(0) };
    known.truncate(1);
    known.push(orders);
    Hit { kind: HitKind::Customer, href: customer_href(customer.id), title, detail: known.join(" · ") }
}

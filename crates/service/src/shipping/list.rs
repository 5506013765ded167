//! The Shipping list (SHP-01 to SHP-05).

use domain::carrier::searched;
use domain::count::Count;
use domain::id::{OrderId, ShipmentId};
use domain::kind::{Destination, TermKind};
use domain::query::{Parsed, Routing, Search, ShipmentField, ShippingQuery, normalise};
use domain::release::Lane;
use domain::role::Permission;
use domain::shipment::{ShipmentKind, ShipmentTab};
use domain::view::{ShipmentRow, Shipments, TabCounts, with_option};
use sea_orm::ConnectionTrait;
use store::read::listed::{Narrowing, Term};
use store::read::routing::AllRouting;
use store::read::shipments::{self as read, ListedShipment};
use text::Locale;

use crate::clock::Clock;
use crate::orders::{choices, fitting, of_lanes, paired, place, term};
use crate::paging::{Page, page};
use crate::{Actor, Error, Services, merchant, storable};

/// One page of the list.
///
/// # Errors
/// [`Error::Forbidden`], or when the database can't be read.
pub async fn shipments(
    services: &Services,
    actor: &Actor,
    Parsed { query, .. }: Parsed<ShippingQuery>,
) -> Result<Shipments, Error> {
    actor.require(Permission::ViewOrders)?;
    let db = services.store.reader();
    let (_, clock) = merchant::at_desk(services, actor.locale).await?;
    let Asked { query, routing, chosen, recognised, narrowing } = asked(services, &clock, query).await?;
    let kind = query.own.kind;

    // Where nothing narrows the list but the kind, which is in the lanes, the counts are kept.
    let counted = if narrowing == Narrowing::default() {
        let kept = store::read::desk::lanes(db).await?;
        kept.into_iter().map(|(lane, shipments)| (lane, Count::exact(shipments))).collect()
    } else {
        read::count(db, &all_lanes(kind), &narrowing).await?
    };
    let counts = TabCounts::by(|tab, destination| of_lanes(&counted, &read::lanes(tab, destination, kind)));
    let lanes = read::lanes(query.tab, query.destination, kind);
    let read_page = |cursor| read::page(db, &lanes, &narrowing, cursor, query.size);
    let Page { rows, above, older, newer } =
        page(query.cursor, read_page, |row| (row.order_placed_at, row.id)).await?;
    let canceled = match &narrowing.only {
        Some(ids) => read::canceled(db, ids).await?,
        None => Vec::new(),
    };
    Ok(Shipments {
        rows: rows.into_iter().map(|row| view(row, &clock, actor.locale)).collect(),
        total: counts.of(query.tab, query.destination),
        counts,
        above,
        older,
        newer,
        recognised,
        choices: choices(&routing, chosen),
        canceled,
    })
}

/// Every shipment that the list shows on all its pages, with its order, newest first; at most `limit`.
///
/// # Errors
/// [`Error::Forbidden`], or when the database can't be read.
pub(crate) async fn listed(
    services: &Services,
    actor: &Actor,
    query: ShippingQuery,
    limit: u64,
) -> Result<Vec<(OrderId, String)>, Error> {
    actor.require(Permission::ViewOrders)?;
    let (_, clock) = merchant::at_desk(services, actor.locale).await?;
    let Asked { query, narrowing, .. } = asked(services, &clock, query).await?;
    let lanes = read::lanes(query.tab, query.destination, query.own.kind);
    Ok(read::all(services.store.reader(), &lanes, &narrowing, limit).await?)
}

/// What a query comes to.
struct Asked {
    query: ShippingQuery,
    routing: AllRouting,
    /// Of its routing what fits together.
    chosen: Routing,
    /// What its search was recognised as.
    recognised: Option<ShipmentField>,
    narrowing: Narrowing,
}

async fn asked(services: &Services, clock: &Clock, mut query: ShippingQuery) -> Result<Asked, Error> {
    let db = services.store.reader();
    if let Some(search) = &mut query.search {
        search.text = storable(&search.text);
    }
    let routing = store::read::routing::all(db).await?;
    let chosen = fitting(&routing, query.routing);
    let (from, until) = query.created.map_or((None, None), |created| clock.bounds(created));
    let (found, recognised) = match &query.search {
        None => (Found::Any, None),
        Some(search) => find(db, search).await?,
    };
    let (product, only) = match found {
        Found::Any => (None, None),
        Found::Product(term) => (Some(term), None),
        Found::Only(ids) => (None, Some(ids.into_iter().map(|id| id.0).collect::<Vec<_>>())),
    };
    let terms = product.into_iter().chain(term(chosen)).collect();
    let narrowing = Narrowing { terms: paired(terms), only, from, until };
    Ok(Asked { query, routing, chosen, recognised, narrowing })
}

/// What a search comes to.
enum Found {
    /// Nothing is searched for.
    Any,
    /// Shipments of a product.
    Product(Term),
    /// These alone.
    Only(Vec<ShipmentId>),
}

/// What a search looks up, and, where no field was chosen, what it was recognised as: the first field that something is found by, in the order
/// Shipment No., Order No., Invoice No., Product ID. What nothing is found by is a shipment's number, and finds nothing.
async fn find(
    db: &impl ConnectionTrait,
    search: &Search<ShipmentField>,
) -> Result<(Found, Option<ShipmentField>), Error> {
    let fields = match &search.field {
        Some(field) => std::slice::from_ref(field),
        None => ShipmentField::ALL,
    };
    // A number's digits are often written in groups.
    let number = normalise(TermKind::OrderNo, &search.text);
    for field in fields {
        let found = match field {
            ShipmentField::ShipmentNo => read::by_number(db, &number).await?,
            ShipmentField::OrderNo => read::by_order(db, &number).await?,
            ShipmentField::InvoiceNo => read::by_invoice(db, &searched(&search.text)).await?,
            ShipmentField::ProductId => {
                let product = Term { kind: TermKind::ProductId, value: number.clone() };
                if search.field.is_some() || read::is_known(db, &product).await? {
                    return Ok((Found::Product(product), search.field.is_none().then_some(*field)));
                }
                Vec::new()
            }
        };
        if search.field.is_some() {
            return Ok((Found::Only(found), None));
        } else if !found.is_empty() {
            return Ok((Found::Only(found), Some(*field)));
        }
    }
    Ok((Found::Only(Vec::new()), None))
}

fn all_lanes(kind: Option<ShipmentKind>) -> Vec<Lane> {
    let places = ShipmentTab::ALL
        .iter()
        .flat_map(|tab| Destination::ALL.iter().map(|destination| (*tab, *destination)));
    places.flat_map(|(tab, destination)| read::lanes(tab, destination, kind)).collect()
}

fn view(row: ListedShipment, clock: &Clock, locale: Locale) -> ShipmentRow {
    let units = |number: i64| u32::try_from(number).unwrap_or(0);
    ShipmentRow {
        number: row.number,
        order: row.order_number,
        ordered: clock.moment(row.order_placed_at),
        kind: row.kind,
        status: row.status,
        is_test: row.is_test,
        is_rejected: row.invoice_rejected.is_some(),
        carrier: row.carrier_name.map(|name| locale.carrier_called(&name).to_owned()),
        invoice: row.invoice_number,
        no_number: row.no_number_reason,
        shipping_request: row.shipping_request,
        recipient: row.recipient,
        ship_to: place(
            locale,
            [row.place.as_deref(), row.postal_code.as_deref(), None],
            row.country.as_deref(),
        ),
        first_item: row.item_name.map(|name| with_option(&name, row.item_option.as_deref())),
        more_lines: units(row.line_count).saturating_sub(1),
        quantity: units(row.quantity),
    }
}

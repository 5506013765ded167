//! The Shipping list, and one shipment with all that is shown of it.

use std::collections::{HashMap, HashSet};

use domain::count::Count;
use domain::id::{OptionId, OrderId, OrderLineId, ShipmentId};
use domain::kind::{AddressRole, Destination};
use domain::query::{Cursor, PageSize};
use domain::release::Lane;
use domain::shipment::{ShipmentKind, ShipmentStatus, ShipmentTab};
use domain::time::Timestamp;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, LockType, Query, SimpleExpr};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DatabaseTransaction, EntityTrait as _, FromQueryResult,
    QueryFilter as _, QueryOrder as _, QuerySelect as _,
};

use super::cut;
use super::listed::{Keys, Narrowing, SHIPMENTS, Term};
use super::new_orders::either;
use crate::entity::{
    carrier, location, order, order_address, order_line, shipment, shipment_invoice, shipment_line,
    shipping_option, tracking_event,
};
use crate::error::StoreError;

/// A row as it is read.
#[derive(Clone, Debug, FromQueryResult)]
pub struct ListedShipment {
    /// Row id, for the cursor.
    pub id: i64,
    /// Shipment No.
    pub number: String,
    /// Order No.
    pub order_number: String,
    /// When its order was placed.
    pub order_placed_at: Timestamp,
    /// Standard or exchange.
    pub kind: ShipmentKind,
    /// Where it is.
    pub status: ShipmentStatus,
    /// Of a test order.
    pub is_test: bool,
    /// The carrier's name.
    pub carrier_name: Option<String>,
    /// Invoice No.
    pub invoice_number: Option<String>,
    /// Why the carrier rejected the number it had.
    pub invoice_rejected: Option<String>,
    /// Why it goes without one.
    pub no_number_reason: Option<String>,
    /// Written at checkout.
    pub shipping_request: Option<String>,
    /// Who gets it.
    pub recipient: Option<String>,
    /// Town, else region.
    pub place: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// The order's country.
    pub country: Option<String>,
    /// The first line's name.
    pub item_name: Option<String>,
    /// The first line's option.
    pub item_option: Option<String>,
    /// How many lines it holds.
    pub line_count: i64,
    /// How many units.
    pub quantity: i64,
}

/// The lanes that a list of one tab and destination shows: of one kind, or of all.
pub fn lanes(tab: ShipmentTab, destination: Destination, kind: Option<ShipmentKind>) -> Vec<Lane> {
    let all: &[ShipmentKind] = match &kind {
        Some(kind) => std::slice::from_ref(kind),
        None => ShipmentKind::ALL,
    };
    all.iter().map(|kind| tab.lane(destination, *kind)).collect()
}

/// The rows of one page, those of the newest orders first, and whether there are more in the page's direction.
///
/// # Errors
/// When the database can't be read.
pub async fn page(
    db: &impl ConnectionTrait,
    lanes: &[Lane],
    narrowing: &Narrowing,
    cursor: Option<Cursor>,
    size: PageSize,
) -> Result<(Vec<ListedShipment>, bool), StoreError> {
    use shipment::Column as S;

    let Keys { select: keys, sort, is_reversed } = SHIPMENTS.page(lanes, narrowing, cursor, size);
    let page = Alias::new("page");
    let own = |column| Expr::col((shipment::Entity, column));
    let of_lines = |value: SimpleExpr| {
        let lines = Query::select()
            .expr(value)
            .from(shipment_line::Entity)
            .and_where(
                Expr::col((shipment_line::Entity, shipment_line::Column::ShipmentId))
                    .equals((shipment::Entity, S::Id)),
            )
            .take();
        SimpleExpr::SubQuery(None, Box::new(lines.into()))
    };
    let line = |column| Expr::col((shipment_line::Entity, column));
    let mut query = Query::select();
    query
        .from_subquery(keys, page.clone())
        .inner_join(shipment::Entity, own(S::Id).equals((page.clone(), Alias::new("id"))))
        .inner_join(order::Entity, own(S::OrderId).equals((order::Entity, order::Column::Id)))
        .left_join(
            order_address::Entity,
            Expr::col((order_address::Entity, order_address::Column::OrderId))
                .equals((order::Entity, order::Column::Id))
                .and(Expr::col((order_address::Entity, order_address::Column::Role)).eq(AddressRole::ShipTo)),
        )
        .left_join(
            order_line::Entity,
            Expr::col((order_line::Entity, order_line::Column::Id))
                .eq(of_lines(Func::min(line(shipment_line::Column::OrderLineId)).into())),
        )
        .left_join(
            carrier::Entity,
            Expr::col((carrier::Entity, carrier::Column::Code)).equals((shipment::Entity, S::CarrierCode)),
        )
        .columns(
            [
                S::Id,
                S::Number,
                S::OrderPlacedAt,
                S::Kind,
                S::Status,
                S::IsTest,
                S::InvoiceNumber,
                S::InvoiceRejected,
                S::NoNumberReason,
            ]
            .map(|column| (shipment::Entity, column)),
        )
        .expr_as(Expr::col((order::Entity, order::Column::Number)), Alias::new("order_number"))
        .columns([(order::Entity, order::Column::ShippingRequest), (order::Entity, order::Column::Country)])
        .expr_as(Expr::col((carrier::Entity, carrier::Column::Name)), Alias::new("carrier_name"))
        .column((order_address::Entity, order_address::Column::Recipient))
        .column((order_address::Entity, order_address::Column::PostalCode))
        .expr_as(
            either(
                (order_address::Entity, order_address::Column::City),
                (order_address::Entity, order_address::Column::Region),
            ),
            Alias::new("place"),
        )
        .expr_as(Expr::col((order_line::Entity, order_line::Column::Name)), Alias::new("item_name"))
        .expr_as(Expr::col((order_line::Entity, order_line::Column::OptionName)), Alias::new("item_option"))
        .expr_as(of_lines(Func::count(Expr::cust("*")).into()), Alias::new("line_count"))
        .expr_as(
            of_lines(Func::coalesce([line(shipment_line::Column::Quantity).sum(), Expr::value(0)]).into()),
            Alias::new("quantity"),
        )
        .order_by((page.clone(), Alias::new("placed_at")), sort.clone())
        .order_by((page, Alias::new("id")), sort);
    let rows = ListedShipment::find_by_statement(db.get_database_backend().build(&query)).all(db).await?;
    let (mut rows, more) = cut(rows, usize::from(size.rows()));
    if is_reversed {
        rows.reverse();
    }
    Ok((rows, more))
}

/// How many shipments stand in each of these lanes under a narrowing, without those of test orders; [`Count::limited`] ones.
///
/// # Errors
/// When the database can't be read.
pub async fn count(
    db: &impl ConnectionTrait,
    lanes: &[Lane],
    narrowing: &Narrowing,
) -> Result<Vec<(Lane, Count)>, StoreError> {
    SHIPMENTS.count(db, lanes, narrowing).await
}

/// Whether a product's id is one that any shipment is found by.
///
/// # Errors
/// When the database can't be read.
pub async fn is_known(db: &impl ConnectionTrait, term: &Term) -> Result<bool, StoreError> {
    Ok(!SHIPMENTS.known(db, std::slice::from_ref(term)).await?.is_empty())
}

/// Numbers of one IN list.
const NUMBERS: usize = 500;

/// So many shipments may bear one number; more are not looked for.
const WITH_NUMBER: u64 = 200;

/// The shipment that bears a number.
///
/// # Errors
/// When the database can't be read.
pub async fn by_number(db: &impl ConnectionTrait, number: &str) -> Result<Vec<ShipmentId>, StoreError> {
    ids(db, shipment::Column::Number.eq(number)).await
}

/// The shipments whose invoice bears one of these numbers, whatever its carrier.
///
/// # Errors
/// When the database can't be read.
pub async fn by_invoice(
    db: &impl ConnectionTrait,
    numbers: &[String],
) -> Result<Vec<ShipmentId>, StoreError> {
    ids(db, shipment::Column::InvoiceNumber.is_in(numbers)).await
}

/// The shipments of the orders that are found by a number, theirs or the channel's.
///
/// # Errors
/// When the database can't be read.
pub async fn by_order(db: &impl ConnectionTrait, number: &str) -> Result<Vec<ShipmentId>, StoreError> {
    use crate::entity::order_term;

    let orders: Vec<OrderId> = order_term::Entity::find()
        .filter(order_term::Column::Kind.eq(domain::kind::TermKind::OrderNo))
        .filter(order_term::Column::Value.eq(number))
        .select_only()
        .column(order_term::Column::OrderId)
        .limit(WITH_NUMBER)
        .into_tuple()
        .all(db)
        .await?;
    if orders.is_empty() {
        return Ok(Vec::new());
    }
    ids(db, shipment::Column::OrderId.is_in(orders)).await
}

async fn ids(
    db: &impl ConnectionTrait,
    condition: sea_orm::sea_query::Expr,
) -> Result<Vec<ShipmentId>, StoreError> {
    Ok(shipment::Entity::find()
        .filter(condition)
        .select_only()
        .column(shipment::Column::Id)
        .limit(WITH_NUMBER)
        .into_tuple()
        .all(db)
        .await?)
}

/// Of these shipments the numbers of those that are canceled, which stand in no list.
///
/// # Errors
/// When the database can't be read.
pub async fn canceled(db: &impl ConnectionTrait, ids: &[i64]) -> Result<Vec<String>, StoreError> {
    let found: Vec<(String, ShipmentStatus)> = shipment::Entity::find()
        .filter(shipment::Column::Id.is_in(ids.iter().copied()))
        .order_by_desc(shipment::Column::Id)
        .select_only()
        .columns([shipment::Column::Number, shipment::Column::Status])
        .into_tuple()
        .all(db)
        .await?;
    let canceled = found.into_iter().filter(|(_, status)| *status == ShipmentStatus::Canceled);
    Ok(canceled.map(|(number, _)| number).collect())
}

/// The number of the order that a shipment is of.
///
/// # Errors
/// When the database can't be read.
pub async fn order_number(db: &impl ConnectionTrait, number: &str) -> Result<Option<String>, StoreError> {
    let of = shipment::Entity::find()
        .filter(shipment::Column::Number.eq(number))
        .select_only()
        .column(shipment::Column::OrderId)
        .into_tuple::<OrderId>()
        .one(db)
        .await?;
    match of {
        Some(order) => super::numbers::number(db, order).await,
        None => Ok(None),
    }
}

/// Shipments by carrier and number, with their orders.
pub type Borne = HashMap<(String, String), Vec<(OrderId, String)>>;

/// The shipments whose invoices bear one of these numbers, whatever the carrier. Carriers give their numbers again: what arrived before `since`
/// bears its number no more, and neither does what was canceled or is of a test order.
///
/// # Errors
/// When the database can't be read.
pub async fn all_bearing(
    db: &impl ConnectionTrait,
    numbers: &[String],
    since: Timestamp,
) -> Result<Borne, StoreError> {
    let mut borne = Borne::new();
    for numbers in numbers.chunks(NUMBERS) {
        let rows: Vec<(Option<String>, Option<String>, OrderId, String)> = shipment::Entity::find()
            .filter(shipment::Column::InvoiceNumber.is_in(numbers))
            .filter(shipment::Column::Status.ne(ShipmentStatus::Canceled))
            .filter(shipment::Column::IsTest.eq(false))
            .filter(shipment::Column::DeliveredAt.is_null().or(shipment::Column::DeliveredAt.gte(since)))
            .select_only()
            .columns([
                shipment::Column::CarrierCode,
                shipment::Column::InvoiceNumber,
                shipment::Column::OrderId,
                shipment::Column::Number,
            ])
            .into_tuple()
            .all(db)
            .await?;
        for (carrier, number, order, shipment) in rows {
            if let (Some(carrier), Some(number)) = (carrier, number) {
                borne.entry((carrier, number)).or_default().push((order, shipment));
            }
        }
    }
    Ok(borne)
}

/// Of these events of a tracking provider the ids of those that are kept already.
///
/// # Errors
/// When the database can't be read.
pub async fn known_events(
    db: &impl ConnectionTrait,
    provider: &str,
    ids: Vec<String>,
) -> Result<HashSet<String>, StoreError> {
    let mut known = HashSet::new();
    for ids in ids.chunks(NUMBERS) {
        let found: Vec<String> = tracking_event::Entity::find()
            .filter(tracking_event::Column::Provider.eq(provider))
            .filter(tracking_event::Column::ProviderEventId.is_in(ids))
            .select_only()
            .column(tracking_event::Column::ProviderEventId)
            .into_tuple()
            .all(db)
            .await?;
        known.extend(found);
    }
    Ok(known)
}

/// The shipments whose invoice bears one of these numbers, whatever its carrier; those that are canceled left out.
///
/// # Errors
/// When the database can't be read.
pub async fn by_invoice_number(
    db: &impl ConnectionTrait,
    numbers: &[String],
) -> Result<Vec<shipment::Model>, StoreError> {
    Ok(shipment::Entity::find()
        .filter(shipment::Column::InvoiceNumber.is_in(numbers))
        .filter(shipment::Column::Status.ne(ShipmentStatus::Canceled))
        .order_by_asc(shipment::Column::Id)
        .limit(WITH_NUMBER)
        .all(db)
        .await?)
}

/// Shipments by their numbers, with their orders.
///
/// # Errors
/// When the database can't be read.
pub async fn with_orders(
    db: &impl ConnectionTrait,
    numbers: &[String],
) -> Result<HashMap<String, (shipment::Model, order::Model)>, StoreError> {
    let mut found = HashMap::new();
    for numbers in numbers.chunks(NUMBERS) {
        let shipments =
            shipment::Entity::find().filter(shipment::Column::Number.is_in(numbers)).all(db).await?;
        let orders = order::Entity::find()
            .filter(order::Column::Id.is_in(shipments.iter().map(|row| row.order_id)))
            .all(db)
            .await?;
        let orders: HashMap<OrderId, order::Model> = orders.into_iter().map(|row| (row.id, row)).collect();
        found.extend(shipments.into_iter().filter_map(|row| {
            let order = orders.get(&row.order_id)?.clone();
            Some((row.number.clone(), (row, order)))
        }));
    }
    Ok(found)
}

/// A shipment with what is printed of it.
#[derive(Clone, Debug)]
pub struct Printed {
    /// The shipment.
    pub shipment: shipment::Model,
    /// Its order.
    pub order: order::Model,
    /// Where it goes.
    pub address: Option<order_address::Model>,
    /// Where it ships from.
    pub location: Option<location::Model>,
    /// The order's lines that it holds something of, with so many units.
    pub lines: Vec<(i32, order_line::Model)>,
    /// Its carrier's name.
    pub carrier: Option<String>,
}

/// What is printed of the shipments with these numbers, with as many statements for many as for one.
///
/// # Errors
/// When the database can't be read.
pub async fn printed(db: &impl ConnectionTrait, numbers: &[String]) -> Result<Vec<Printed>, StoreError> {
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    let shipments = shipment::Entity::find().filter(shipment::Column::Number.is_in(numbers)).all(db).await?;
    let orders: Vec<OrderId> = shipments.iter().map(|row| row.order_id).collect();
    let addresses: HashMap<OrderId, order_address::Model> = order_address::Entity::find()
        .filter(order_address::Column::OrderId.is_in(orders.iter().copied()))
        .filter(order_address::Column::Role.eq(AddressRole::ShipTo))
        .all(db)
        .await?
        .into_iter()
        .map(|row| (row.order_id, row))
        .collect();
    let orders: HashMap<OrderId, order::Model> = order::Entity::find()
        .filter(order::Column::Id.is_in(orders))
        .all(db)
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    let units = shipment_line::Entity::find()
        .filter(shipment_line::Column::ShipmentId.is_in(shipments.iter().map(|row| row.id)))
        .all(db)
        .await?;
    let lines: HashMap<OrderLineId, order_line::Model> = order_line::Entity::find()
        .filter(order_line::Column::Id.is_in(units.iter().map(|line| line.order_line_id)))
        .all(db)
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    let mut held: HashMap<ShipmentId, Vec<(i32, order_line::Model)>> = HashMap::new();
    for line in units {
        if let Some(row) = lines.get(&line.order_line_id) {
            held.entry(line.shipment_id).or_default().push((line.quantity, row.clone()));
        }
    }
    let locations = location::Entity::find().all(db).await?;
    let carriers = carriers(db).await?;
    let printed = |shipment: shipment::Model| {
        let mut lines = held.remove(&shipment.id).unwrap_or_default();
        lines.sort_by_key(|(_, line)| line.position);
        Some(Printed {
            order: orders.get(&shipment.order_id)?.clone(),
            address: addresses.get(&shipment.order_id).cloned(),
            location: locations.iter().find(|row| Some(row.id) == shipment.location_id).cloned(),
            carrier: carriers
                .iter()
                .find(|row| Some(&row.code) == shipment.carrier_code.as_ref())
                .map(|row| row.name.clone()),
            lines,
            shipment,
        })
    };
    Ok(shipments.into_iter().filter_map(printed).collect())
}

/// A shipment with what belongs to it.
#[derive(Clone, Debug)]
pub struct ShipmentRows {
    /// The shipment.
    pub shipment: shipment::Model,
    /// Its order.
    pub order: order::Model,
    /// Where it goes.
    pub address: Option<order_address::Model>,
    /// The order's lines that it holds something of, with so many units.
    pub lines: Vec<(i32, order_line::Model)>,
    /// What became of its invoice, newest first.
    pub invoices: Vec<shipment_invoice::Model>,
    /// All carriers, in the merchant's order.
    pub carriers: Vec<carrier::Model>,
    /// What was told of the number that it bears, the latest first: some dozens.
    pub events: Vec<tracking_event::Model>,
}

/// Reads a shipment by its number; none when no shipment bears it.
///
/// # Errors
/// When the database can't be read.
pub async fn whole(db: &impl ConnectionTrait, number: &str) -> Result<Option<ShipmentRows>, StoreError> {
    let found = shipment::Entity::find().filter(shipment::Column::Number.eq(number)).one(db).await?;
    let Some(shipment) = found else { return Ok(None) };
    let Some(order) = order::Entity::find_by_id(shipment.order_id).one(db).await? else { return Ok(None) };
    let address = order_address::Entity::find_by_id((order.id, AddressRole::ShipTo)).one(db).await?;
    let units: HashMap<OrderLineId, i32> = shipment_line::Entity::find()
        .filter(shipment_line::Column::ShipmentId.eq(shipment.id))
        .all(db)
        .await?
        .into_iter()
        .map(|line| (line.order_line_id, line.quantity))
        .collect();
    let lines = order_line::Entity::find()
        .filter(order_line::Column::Id.is_in(units.keys().copied()))
        .order_by_asc(order_line::Column::Position)
        .all(db)
        .await?
        .into_iter()
        .map(|line| (units.get(&line.id).copied().unwrap_or(0), line))
        .collect();
    let invoices = shipment_invoice::Entity::find()
        .filter(shipment_invoice::Column::ShipmentId.eq(shipment.id))
        .order_by_desc(shipment_invoice::Column::Id)
        .all(db)
        .await?;
    let events = match &shipment.invoice_number {
        Some(number) => {
            tracking_event::Entity::find()
                .filter(tracking_event::Column::ShipmentId.eq(shipment.id))
                .filter(tracking_event::Column::Number.eq(number))
                .filter(tracking_event::Column::CarrierCode.eq(shipment.carrier_code.as_deref()))
                .filter(tracking_event::Column::ReceivedAt.gte(shipment.invoice_registered_at))
                .order_by_desc(tracking_event::Column::OccurredAt)
                .order_by_desc(tracking_event::Column::Id)
                .all(db)
                .await?
        }
        None => Vec::new(),
    };
    let carriers = carriers(db).await?;
    Ok(Some(ShipmentRows { shipment, order, address, lines, invoices, carriers, events }))
}

/// Holds carriers until the transaction ends, in the order of their codes, so that whoever registers one of their numbers meanwhile sees this
/// one's. On SQLite the transaction itself sees to that.
///
/// # Errors
/// When the database can't be read.
pub async fn hold_carriers(tx: &DatabaseTransaction, codes: &[&str]) -> Result<(), StoreError> {
    if !codes.is_empty() {
        carrier::Entity::find()
            .filter(carrier::Column::Code.is_in(codes.iter().copied()))
            .order_by_asc(carrier::Column::Code)
            .lock(LockType::NoKeyUpdate)
            .all(tx)
            .await?;
    }
    Ok(())
}

/// All carriers, in the merchant's order: a few dozen.
///
/// # Errors
/// When the database can't be read.
pub async fn carriers(db: &impl ConnectionTrait) -> Result<Vec<carrier::Model>, StoreError> {
    Ok(carrier::Entity::find()
        .order_by_asc(carrier::Column::Position)
        .order_by_asc(carrier::Column::Code)
        .all(db)
        .await?)
}

/// The code of the carrier that a shipping option usually goes by.
///
/// # Errors
/// When the database can't be read.
pub async fn usual_carrier(
    db: &impl ConnectionTrait,
    option: OptionId,
) -> Result<Option<String>, StoreError> {
    let carrier: Option<Option<String>> = shipping_option::Entity::find_by_id(option)
        .select_only()
        .column(shipping_option::Column::CarrierCode)
        .into_tuple()
        .one(db)
        .await?;
    Ok(carrier.flatten())
}

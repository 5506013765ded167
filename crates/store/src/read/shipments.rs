//! The Shipping list, and what its shipments are found by.

use domain::count::Count;
use domain::id::{OrderId, ShipmentId};
use domain::kind::{AddressRole, Destination};
use domain::query::{Cursor, PageSize};
use domain::release::Lane;
use domain::shipment::{ShipmentKind, ShipmentStatus, ShipmentTab};
use domain::time::Timestamp;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, Order, Query, SimpleExpr};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, FromQueryResult, QueryFilter as _, QueryOrder as _,
    QueryResult, QuerySelect as _,
};

use super::cut;
use super::listed::{Keys, Narrowing, SHIPMENTS, Term};
use super::new_orders::either;
use crate::entity::{carrier, order, order_address, order_line, shipment, shipment_line};
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

/// Every shipment of the list with its order, newest first, test orders' too; at most `limit`.
///
/// # Errors
/// When the database can't be read.
pub async fn all(
    db: &impl ConnectionTrait,
    lanes: &[Lane],
    narrowing: &Narrowing,
    limit: u64,
) -> Result<Vec<(OrderId, String)>, StoreError> {
    use shipment::Column as S;

    let page = Alias::new("page");
    let own = |column| Expr::col((shipment::Entity, column));
    let query = Query::select()
        .from_subquery(SHIPMENTS.keys(lanes, narrowing, None, &Order::Desc, limit), page.clone())
        .inner_join(shipment::Entity, own(S::Id).equals((page.clone(), Alias::new("id"))))
        .columns([S::OrderId, S::Number].map(|column| (shipment::Entity, column)))
        .order_by((page.clone(), Alias::new("placed_at")), Order::Desc)
        .order_by((page, Alias::new("id")), Order::Desc)
        .take();
    let rows = db.query_all_raw(db.get_database_backend().build(&query)).await?;
    let read = |row: &QueryResult| {
        Ok::<_, sea_orm::DbErr>((row.try_get("", "order_id")?, row.try_get("", "number")?))
    };
    Ok(rows.iter().map(read).collect::<Result<_, _>>()?)
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

/// So many shipments may bear one number; more are not looked for.
pub(super) const WITH_NUMBER: u64 = 200;

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

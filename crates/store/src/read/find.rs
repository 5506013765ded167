//! Orders and shipments by what is typed into the command palette.

use domain::id::ShipmentId;
use domain::kind::TermKind;
use domain::shipment::ShipmentStatus;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationTrait as _,
};

use super::shipments::WITH_NUMBER;
use crate::entity::{carrier, order, order_term, shipment};
use crate::error::StoreError;

/// Orders with this normalised number, their own or the channel's, the newest first, at most `limit`.
///
/// # Errors
/// When the database can't be read.
pub async fn orders_by_number(
    db: &impl ConnectionTrait,
    number: &str,
    limit: u64,
) -> Result<Vec<order::Model>, StoreError> {
    // Two statements: joined, a planner might walk all orders in their order instead.
    let ids: Vec<i64> = order_term::Entity::find()
        .select_only()
        .column(order_term::Column::OrderId)
        .filter(order_term::Column::Kind.eq(TermKind::OrderNo))
        .filter(order_term::Column::Value.eq(number))
        .order_by_desc(order_term::Column::Lane)
        .order_by_desc(order_term::Column::PlacedAt)
        .limit(limit)
        .into_tuple()
        .all(db)
        .await?;
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut orders = order::Entity::find().filter(order::Column::Id.is_in(ids)).all(db).await?;
    orders.sort_by_key(|order| std::cmp::Reverse((order.placed_at, order.id.0)));
    Ok(orders)
}

/// A shipment that was found.
#[derive(Clone, Debug, FromQueryResult)]
pub struct FoundShipment {
    /// Row id.
    pub id: ShipmentId,
    /// Shipment No.
    pub number: String,
    /// Order No.
    pub order_number: String,
    /// Where it is.
    pub status: ShipmentStatus,
    /// Its carrier's name.
    pub carrier_name: Option<String>,
    /// Invoice No.
    pub invoice_number: Option<String>,
}

/// The shipment with this number, and those whose invoice bears one of these, the newest first; at most `limit` of either.
///
/// # Errors
/// When the database can't be read.
pub async fn shipments_by_number(
    db: &impl ConnectionTrait,
    number: &str,
    invoices: &[String],
    limit: usize,
) -> Result<Vec<FoundShipment>, StoreError> {
    use shipment::Column as S;

    // Two statements: with an OR a planner might walk all shipments instead.
    let mut found: Vec<FoundShipment> = Vec::new();
    for condition in [S::Number.eq(number), S::InvoiceNumber.is_in(invoices)] {
        let mut rows: Vec<FoundShipment> = shipment::Entity::find()
            .filter(condition)
            .join(JoinType::InnerJoin, shipment::Relation::Order.def())
            .join(JoinType::LeftJoin, shipment::Relation::Carrier.def())
            .select_only()
            .columns([S::Id, S::Number, S::Status, S::InvoiceNumber])
            .column_as(order::Column::Number, "order_number")
            .column_as(carrier::Column::Name, "carrier_name")
            .limit(WITH_NUMBER)
            .into_model()
            .all(db)
            .await?;
        rows.retain(|row| found.iter().all(|known| known.id != row.id));
        rows.sort_by_key(|row| std::cmp::Reverse(row.id.0));
        rows.truncate(limit);
        found.append(&mut rows);
    }
    Ok(found)
}

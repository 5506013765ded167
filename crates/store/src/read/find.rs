//! Orders by what is typed into the command palette.

use domain::kind::TermKind;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::entity::{order, order_term};
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

//! What stands around every page: the merchant and the queues' counts.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::entity::{merchant, order};
use crate::error::StoreError;
use crate::migration::IN_QUEUE;

/// The merchant, once the first run or a seed has made it.
///
/// # Errors
/// When the database can't be read.
pub async fn merchant(db: &impl ConnectionTrait) -> Result<Option<merchant::Model>, StoreError> {
    Ok(merchant::Entity::find_by_id(merchant::ONLY).one(db).await?)
}

/// How many orders wait in all lanes of New orders, without test orders.
///
/// # Errors
/// When the database can't be read.
pub async fn new_orders(db: &impl ConnectionTrait) -> Result<u64, StoreError> {
    let waiting = order::Entity::find()
        .filter(Expr::cust(IN_QUEUE))
        .filter(order::Column::IsTest.eq(false))
        .select_only()
        .column_as(order::Column::Id.count(), "orders")
        .into_tuple::<i64>()
        .one(db)
        .await?;
    Ok(waiting.unwrap_or(0).unsigned_abs())
}

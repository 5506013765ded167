//! What stands around every page: the merchant and the queues' counts.

use domain::release::Lane;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ConnectionTrait, EntityTrait, QuerySelect};

use crate::entity::{lane_delta, merchant};
use crate::error::StoreError;

/// The merchant, once the first run or a seed has made it.
///
/// # Errors
/// When the database can't be read.
pub async fn merchant(db: &impl ConnectionTrait) -> Result<Option<merchant::Model>, StoreError> {
    Ok(merchant::Entity::find_by_id(merchant::ONLY).one(db).await?)
}

/// How many orders wait in each lane of New orders, without test orders.
///
/// # Errors
/// When the database can't be read.
pub async fn lanes(db: &impl ConnectionTrait) -> Result<Vec<(Lane, u64)>, StoreError> {
    let counted: Vec<(Lane, i64)> = lane_delta::Entity::find()
        .select_only()
        .column(lane_delta::Column::Lane)
        // PostgreSQL sums 64-bit columns to NUMERIC.
        .column_as(Expr::col(lane_delta::Column::Orders).sum().cast_as("bigint"), "orders")
        .group_by(lane_delta::Column::Lane)
        .into_tuple()
        .all(db)
        .await?;
    Ok(counted.into_iter().map(|(lane, orders)| (lane, orders.unsigned_abs())).collect())
}

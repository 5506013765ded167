//! What stands around every page: the merchant and the queues' counts.

use domain::id::UserId;
use domain::release::Lane;
use sea_orm::sea_query::{Expr, ExprTrait as _, Query};
use sea_orm::{
    ConnectionTrait, EntityTrait, FromQueryResult as _, IdenStatic as _, Iterable as _, QuerySelect,
};

use crate::entity::{lane_delta, merchant, user};
use crate::error::StoreError;

/// The merchant, once the first run or a seed has made it.
///
/// # Errors
/// When the database can't be read.
pub async fn merchant(db: &impl ConnectionTrait) -> Result<Option<merchant::Model>, StoreError> {
    Ok(merchant::Entity::find_by_id(merchant::ONLY).one(db).await?)
}

/// A person who may sign in, and the merchant.
///
/// # Errors
/// When the database can't be read.
pub async fn person(
    db: &impl ConnectionTrait,
    id: UserId,
) -> Result<Option<(user::Model, Option<merchant::Model>)>, StoreError> {
    let mut query = Query::select();
    for column in user::Column::iter() {
        query.expr_as(Expr::col((user::Entity, column)), format!("user_{}", column.as_str()));
    }
    for column in merchant::Column::iter() {
        query.expr_as(Expr::col((merchant::Entity, column)), format!("merchant_{}", column.as_str()));
    }
    query
        .from(user::Entity)
        .left_join(merchant::Entity, Expr::col((merchant::Entity, merchant::Column::Id)).eq(merchant::ONLY))
        .and_where(Expr::col((user::Entity, user::Column::Id)).eq(id))
        .and_where(Expr::col((user::Entity, user::Column::DisabledAt)).is_null());
    let Some(row) = db.query_one_raw(db.get_database_backend().build(&query)).await? else { return Ok(None) };
    let user = user::Model::from_query_result(&row, "user_")?;
    Ok(Some((user, merchant::Model::from_query_result_optional(&row, "merchant_")?)))
}

/// How many orders and shipments stand in each lane of New orders and Shipping, without test orders.
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
    Ok(counted.into_iter().map(|(lane, orders)| (lane, u64::try_from(orders).unwrap_or(0))).collect())
}

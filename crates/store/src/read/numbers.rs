//! Orders by the numbers that people know them by, and the other way round.

use std::collections::HashMap;

use domain::id::OrderId;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::entity::order;
use crate::error::StoreError;

/// Of so many orders one statement asks: SQLite binds 32,766 values.
const ROWS: usize = 1_000;

/// The order with this number.
///
/// # Errors
/// When the database can't be read.
pub async fn id(db: &impl ConnectionTrait, number: &str) -> Result<Option<OrderId>, StoreError> {
    Ok(ids(db, [number.to_owned()]).await?.remove(number))
}

/// The orders with these numbers. A number that no order bears is left out.
///
/// # Errors
/// When the database can't be read.
pub async fn ids(
    db: &impl ConnectionTrait,
    numbers: impl IntoIterator<Item = String>,
) -> Result<HashMap<String, OrderId>, StoreError> {
    let numbers: Vec<String> = numbers.into_iter().collect();
    let mut found = HashMap::with_capacity(numbers.len());
    for numbers in numbers.chunks(ROWS) {
        found.extend(
            order::Entity::find()
                .filter(order::Column::Number.is_in(numbers.iter().map(String::as_str)))
                .select_only()
                .columns([order::Column::Number, order::Column::Id])
                .into_tuple::<(String, OrderId)>()
                .all(db)
                .await?,
        );
    }
    Ok(found)
}

/// The number of this order.
///
/// # Errors
/// When the database can't be read.
pub async fn number(db: &impl ConnectionTrait, id: OrderId) -> Result<Option<String>, StoreError> {
    Ok(numbers(db, &[id]).await?.remove(&id))
}

/// The numbers of these orders.
///
/// # Errors
/// When the database can't be read.
pub async fn numbers(
    db: &impl ConnectionTrait,
    ids: &[OrderId],
) -> Result<HashMap<OrderId, String>, StoreError> {
    let mut found = HashMap::with_capacity(ids.len());
    for ids in ids.chunks(ROWS) {
        found.extend(
            order::Entity::find()
                .filter(order::Column::Id.is_in(ids.iter().copied()))
                .select_only()
                .columns([order::Column::Id, order::Column::Number])
                .into_tuple::<(OrderId, String)>()
                .all(db)
                .await?,
        );
    }
    Ok(found)
}

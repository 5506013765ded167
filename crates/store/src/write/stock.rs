//! Stock, and every change of it.

use domain::id::{LocationId, SkuId};
use domain::stock::Stock;
use sea_orm::ActiveValue::NotSet;
use sea_orm::{ActiveModelTrait as _, DatabaseTransaction, IntoActiveModel as _};

use super::changed::upsert;
use super::order::insert;
use crate::StoreError;
use crate::entity::{stock, stock_movement};

/// Writes stock that was read under its lock ([`crate::read::goods::lock_stocks`]), and what made it so.
///
/// # Errors
/// [`StoreError`] as any statement.
pub async fn save_stocks(
    tx: &DatabaseTransaction,
    stocks: impl IntoIterator<Item = ((LocationId, SkuId), Stock)>,
    movements: impl IntoIterator<Item = stock_movement::Model>,
) -> Result<(), StoreError> {
    let rows = stocks.into_iter().map(|((location_id, sku_id), stock)| {
        let row = stock::Model { location_id, sku_id, on_hand: stock.on_hand, allocated: stock.allocated };
        row.into_active_model().reset_all()
    });
    use stock::Column::{Allocated, LocationId as Location, OnHand, SkuId as Sku};
    upsert(tx, rows.collect(), &[Location, Sku], &[OnHand, Allocated]).await?;
    let movements = movements
        .into_iter()
        .map(|row| stock_movement::ActiveModel { id: NotSet, ..row.into_active_model().reset_all() });
    insert(tx, movements.collect()).await
}

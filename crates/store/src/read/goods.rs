//! The goods that orders ask for: what they are called, and what of them is where.

use std::collections::HashMap;

use domain::id::{LocationId, ProductId, SkuId};
use domain::order::Stocks;
use domain::stock::Stock;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::entity::{location, product, sku, stock};
use crate::error::StoreError;

/// What a release needs to know of a SKU.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Good {
    /// Its code.
    pub code: String,
    /// Its product's code (Product ID).
    pub product_code: String,
    /// Its product's delivery name.
    pub delivery_name: Option<String>,
}

/// Locks all stock of these SKUs, in the order of location and SKU, as everybody does who changes stock after the orders.
///
/// # Errors
/// [`StoreError`] as any statement.
pub async fn lock_stocks(tx: &DatabaseTransaction, skus: &[SkuId]) -> Result<Stocks, StoreError> {
    Ok(stock::Entity::find()
        .filter(stock::Column::SkuId.is_in(skus.iter().copied()))
        .order_by_asc(stock::Column::LocationId)
        .order_by_asc(stock::Column::SkuId)
        .lock_exclusive()
        .all(tx)
        .await?
        .into_iter()
        .map(|row| ((row.location_id, row.sku_id), Stock { on_hand: row.on_hand, allocated: row.allocated }))
        .collect())
}

/// What these SKUs are.
///
/// # Errors
/// [`StoreError`] as any statement.
pub async fn goods(tx: &DatabaseTransaction, skus: &[SkuId]) -> Result<HashMap<SkuId, Good>, StoreError> {
    let skus: Vec<(SkuId, ProductId, String)> = sku::Entity::find()
        .filter(sku::Column::Id.is_in(skus.iter().copied()))
        .select_only()
        .columns([sku::Column::Id, sku::Column::ProductId, sku::Column::Code])
        .into_tuple()
        .all(tx)
        .await?;
    let products: HashMap<ProductId, (String, Option<String>)> = product::Entity::find()
        .filter(product::Column::Id.is_in(skus.iter().map(|(_, product, _)| *product)))
        .select_only()
        .columns([product::Column::Id, product::Column::Code, product::Column::DeliveryName])
        .into_tuple::<(ProductId, String, Option<String>)>()
        .all(tx)
        .await?
        .into_iter()
        .map(|(id, code, delivery_name)| (id, (code, delivery_name)))
        .collect();
    Ok(skus
        .into_iter()
        .filter_map(|(id, product, code)| {
            let (product_code, delivery_name) = products.get(&product)?.clone();
            Some((id, Good { code, product_code, delivery_name }))
        })
        .collect())
}

/// The locations' codes.
///
/// # Errors
/// [`StoreError`] as any statement.
pub async fn location_codes(tx: &DatabaseTransaction) -> Result<HashMap<LocationId, String>, StoreError> {
    Ok(location::Entity::find()
        .select_only()
        .columns([location::Column::Id, location::Column::Code])
        .into_tuple::<(LocationId, String)>()
        .all(tx)
        .await?
        .into_iter()
        .collect())
}

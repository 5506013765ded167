//! The goods that orders ask for: what they are called, and what of them is where.

use std::collections::HashMap;

use domain::id::{LocationId, ProductId, SkuId};
use domain::order::Stocks;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use crate::entity::{location, product, sku, stock};
use crate::error::StoreError;

/// What an order needs to know of a SKU.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Good {
    /// Its code.
    pub code: String,
    /// Its option.
    pub option: Option<String>,
    /// Its product.
    pub product: ProductId,
    /// Its product's code (Product ID).
    pub product_code: String,
    /// Its product's name.
    pub name: String,
    /// Its product's delivery name.
    pub delivery_name: Option<String>,
    /// Its product's picture, by its digest.
    pub picture: Option<String>,
}

/// Locks all stock of these SKUs, in the order of location and SKU, as everybody does who changes stock after the orders.
///
/// # Errors
/// [`StoreError`] as any statement.
pub async fn lock_stocks(tx: &DatabaseTransaction, skus: &[SkuId]) -> Result<Stocks, StoreError> {
    if skus.is_empty() {
        return Ok(Stocks::new());
    }
    Ok(stock::Entity::find()
        .filter(stock::Column::SkuId.is_in(skus.iter().copied()))
        .order_by_asc(stock::Column::LocationId)
        .order_by_asc(stock::Column::SkuId)
        .lock_exclusive()
        .all(tx)
        .await?
        .into_iter()
        .map(|row| ((row.location_id, row.sku_id), row.units()))
        .collect())
}

/// What is on hand of these SKUs and not allocated, at each location.
///
/// # Errors
/// When the database can't be read.
pub async fn available(
    db: &impl ConnectionTrait,
    skus: &[SkuId],
) -> Result<HashMap<(LocationId, SkuId), i64>, StoreError> {
    let rows = stock::Entity::find().filter(stock::Column::SkuId.is_in(skus.iter().copied())).all(db).await?;
    Ok(rows
        .into_iter()
        .map(|row| ((row.location_id, row.sku_id), i64::from(row.units().available())))
        .collect())
}

/// What these SKUs are.
///
/// # Errors
/// [`StoreError`] as any statement.
pub async fn goods(db: &impl ConnectionTrait, skus: &[SkuId]) -> Result<HashMap<SkuId, Good>, StoreError> {
    let skus: Vec<(SkuId, ProductId, String, Option<String>)> = sku::Entity::find()
        .filter(sku::Column::Id.is_in(skus.iter().copied()))
        .select_only()
        .columns([sku::Column::Id, sku::Column::ProductId, sku::Column::Code, sku::Column::OptionName])
        .into_tuple()
        .all(db)
        .await?;
    let products: HashMap<ProductId, _> = product::Entity::find()
        .filter(product::Column::Id.is_in(skus.iter().map(|(_, product, ..)| *product)))
        .select_only()
        .columns([
            product::Column::Id,
            product::Column::Code,
            product::Column::Name,
            product::Column::DeliveryName,
            product::Column::Picture,
        ])
        .into_tuple::<(ProductId, String, String, Option<String>, Option<String>)>()
        .all(db)
        .await?
        .into_iter()
        .map(|(id, code, name, delivery_name, picture)| (id, (code, name, delivery_name, picture)))
        .collect();
    Ok(skus
        .into_iter()
        .filter_map(|(id, product, code, option)| {
            let (product_code, name, delivery_name, picture) = products.get(&product)?.clone();
            Some((id, Good { code, option, product, product_code, name, delivery_name, picture }))
        })
        .collect())
}

/// The SKUs that bear these codes.
///
/// # Errors
/// [`StoreError`] as any statement.
pub async fn by_codes(db: &impl ConnectionTrait, codes: &[&str]) -> Result<HashMap<SkuId, Good>, StoreError> {
    let found: Vec<SkuId> = sku::Entity::find()
        .filter(sku::Column::Code.is_in(codes.iter().copied()))
        .select_only()
        .column(sku::Column::Id)
        .into_tuple()
        .all(db)
        .await?;
    match found.is_empty() {
        false => goods(db, &found).await,
        true => Ok(HashMap::new()),
    }
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

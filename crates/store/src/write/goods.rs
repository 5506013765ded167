//! Products, their options, and the words that they are found by.

use std::collections::BTreeMap;

use domain::goods::terms;
use domain::id::ProductId;
use domain::time::Timestamp;
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, DatabaseTransaction, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _,
};

use super::changed::upsert;
use super::order::insert;
use crate::StoreError;
use crate::entity::{product, product_picture, product_term, sku};

/// So many products are read at once.
const ROWS: usize = 500;

/// Writes products: new ones, whose id is 0, and those that are there as they are to be.
///
/// # Errors
/// [`StoreError::Conflict`] when a code is taken; else as any statement.
pub async fn save_products(
    tx: &DatabaseTransaction,
    rows: impl IntoIterator<Item = product::Model>,
) -> Result<(), StoreError> {
    let (new, known): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.id.0 == 0);
    let new =
        new.into_iter().map(|row| product::ActiveModel { id: NotSet, ..row.into_active_model().reset_all() });
    insert(tx, new.collect()).await?;
    use product::Column::{ChangedAt, DeliveryName, Id, Name, Version};
    let known = known.into_iter().map(|row| row.into_active_model().reset_all());
    upsert(tx, known.collect(), &[Id], &[Name, DeliveryName, ChangedAt, Version]).await
}

/// Writes options of products: new ones, whose id is 0, and those that are there as they are to be.
///
/// # Errors
/// [`StoreError::Conflict`] when a code is taken; else as any statement.
pub async fn save_skus(
    tx: &DatabaseTransaction,
    rows: impl IntoIterator<Item = sku::Model>,
) -> Result<(), StoreError> {
    let (new, known): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.id.0 == 0);
    let new =
        new.into_iter().map(|row| sku::ActiveModel { id: NotSet, ..row.into_active_model().reset_all() });
    insert(tx, new.collect()).await?;
    use sku::Column::{Barcode, ChangedAt, HsCode, Id, OptionName, Origin, Price, Version, WeightG};
    let known = known.into_iter().map(|row| row.into_active_model().reset_all());
    let columns = [OptionName, Barcode, WeightG, HsCode, Origin, Price, ChangedAt, Version];
    upsert(tx, known.collect(), &[Id], &columns).await
}

/// Gives a product another picture, or none. Nothing else writes either: the product bears the digest of the picture that is there.
///
/// # Errors
/// [`StoreError`] as any statement.
pub async fn save_picture(
    tx: &DatabaseTransaction,
    product: product::Model,
    picture: Option<product_picture::Model>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let (product_id, version) = (product.id, product.version);
    let digest = picture.as_ref().map(|picture| picture.digest.clone());
    product_picture::Entity::delete_by_id(product_id).exec(tx).await?;
    if let Some(picture) = picture {
        let picture = product_picture::Model { product_id, changed_at: now, ..picture };
        product_picture::Entity::insert(picture.into_active_model()).exec_without_returning(tx).await?;
    }
    let mut product = product.into_active_model();
    product.picture = Set(digest);
    product.changed_at = Set(now);
    product.version = Set(version + 1);
    product.update(tx).await?;
    Ok(())
}

/// Writes the words of these products anew, once they or their options were changed.
///
/// # Errors
/// [`StoreError`] as any statement.
pub async fn refresh_products(tx: &DatabaseTransaction, products: &[ProductId]) -> Result<(), StoreError> {
    for products in products.chunks(ROWS) {
        let ids = || products.iter().copied();
        let mut texts: BTreeMap<ProductId, Vec<String>> = BTreeMap::new();
        for row in product::Entity::find().filter(product::Column::Id.is_in(ids())).all(tx).await? {
            let texts = texts.entry(row.id).or_default();
            texts.extend([row.code, row.name]);
            texts.extend(row.delivery_name);
        }
        for row in sku::Entity::find().filter(sku::Column::ProductId.is_in(ids())).all(tx).await? {
            let texts = texts.entry(row.product_id).or_default();
            texts.push(row.code);
            texts.extend([row.option_name, row.barcode].into_iter().flatten());
        }
        product_term::Entity::delete_many()
            .filter(product_term::Column::ProductId.is_in(ids()))
            .exec(tx)
            .await?;
        let rows = texts.iter().flat_map(|(product_id, texts)| {
            terms(texts.iter().map(String::as_str))
                .into_iter()
                .map(|value| product_term::Model { product_id: *product_id, value }.into_active_model())
        });
        insert(tx, rows.collect()).await?;
    }
    Ok(())
}

//! The goods that a file names.

use std::collections::{HashMap, HashSet};

use domain::id::{ProductId, SkuId};
use domain::time::Timestamp;
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::{ColumnTrait as _, DatabaseTransaction, EntityTrait as _, QueryFilter as _, QuerySelect as _};
use store::StoreError;
use store::entity::{channel, product, sku};
use store::read::item_rules;
use store::write::refresh_products;

use super::draft::{LineDraft, OrderDraft};

/// Rows of one INSERT: SQLite binds at most 32,766 values in a statement.
const ROWS: usize = 500;

/// What a file calls its goods: of several names the first.
#[derive(Default)]
pub(super) struct Names<'a> {
    products: HashMap<&'a str, &'a str>,
    options: HashMap<&'a str, &'a str>,
}

impl<'a> Names<'a> {
    pub fn of(orders: impl Iterator<Item = &'a OrderDraft>) -> Self {
        let mut names = Self::default();
        for line in orders.flat_map(|order| &order.lines) {
            if let Some(name) = &line.name {
                names.products.entry(&line.product_code).or_insert(name);
            }
            if let Some(option) = &line.option_name {
                names.options.entry(&line.sku_code).or_insert(option);
            }
        }
        names
    }
}

/// The SKUs of lines of the own store by their codes. Those that are not there are made, and their products with them: with the
/// name that the file gives, and no more.
pub(super) async fn own_skus(
    tx: &DatabaseTransaction,
    now: Timestamp,
    names: &Names<'_>,
    lines: &[&LineDraft],
) -> Result<HashMap<String, SkuId>, StoreError> {
    let codes: HashSet<&str> = lines.iter().map(|line| line.sku_code.as_str()).collect();
    let mut skus = skus_by_code(tx, codes.iter().copied()).await?;
    // The product that the first line of a SKU says.
    let mut missing: Vec<(&str, &str)> = Vec::new();
    let mut seen = HashSet::new();
    for line in lines.iter().filter(|line| !skus.contains_key(&line.sku_code)) {
        if seen.insert(&line.sku_code) {
            missing.push((&line.sku_code, &line.product_code));
        }
    }
    if missing.is_empty() {
        return Ok(skus);
    }
    let products = own_products(tx, now, names, missing.iter().map(|(_, product)| *product)).await?;
    let rows: Vec<_> = missing
        .iter()
        .filter_map(|(code, product)| {
            Some(sku::ActiveModel {
                id: NotSet,
                product_id: Set(*products.get(*product)?),
                code: Set((*code).to_owned()),
                option_name: Set(names.options.get(code).map(|&option| option.to_owned())),
                barcode: Set(None),
                weight_g: Set(None),
                hs_code: Set(None),
                origin: Set(None),
                price: Set(None),
                changed_at: Set(now),
                version: Set(1),
            })
        })
        .collect();
    for rows in rows.chunks(ROWS) {
        sku::Entity::insert_many(rows.iter().cloned()).exec_without_returning(tx).await?;
    }
    skus.extend(skus_by_code(tx, missing.iter().map(|(code, _)| *code)).await?);
    let changed: Vec<ProductId> = products.into_values().collect();
    refresh_products(tx, &changed).await?;
    Ok(skus)
}

async fn own_products<'a>(
    tx: &DatabaseTransaction,
    now: Timestamp,
    names: &Names<'_>,
    codes: impl Iterator<Item = &'a str>,
) -> Result<HashMap<String, ProductId>, StoreError> {
    let mut codes: Vec<&str> = codes.collect();
    let mut products = products_by_code(tx, &codes).await?;
    codes.sort_unstable();
    codes.dedup();
    codes.retain(|code| !products.contains_key(*code));
    if codes.is_empty() {
        return Ok(products);
    }
    let rows: Vec<_> = codes
        .iter()
        .map(|code| product::ActiveModel {
            id: NotSet,
            code: Set((*code).to_owned()),
            name: Set(names.products.get(code).map(|&name| name.to_owned()).unwrap_or_default()),
            delivery_name: Set(None),
            picture: Set(None),
            changed_at: Set(now),
            version: Set(1),
        })
        .collect();
    for rows in rows.chunks(ROWS) {
        product::Entity::insert_many(rows.iter().cloned()).exec_without_returning(tx).await?;
    }
    products.extend(products_by_code(tx, &codes).await?);
    Ok(products)
}

async fn skus_by_code<'a>(
    tx: &DatabaseTransaction,
    codes: impl Iterator<Item = &'a str>,
) -> Result<HashMap<String, SkuId>, StoreError> {
    Ok(sku::Entity::find()
        .filter(sku::Column::Code.is_in(codes))
        .select_only()
        .column(sku::Column::Code)
        .column(sku::Column::Id)
        .into_tuple()
        .all(tx)
        .await?
        .into_iter()
        .collect())
}

async fn products_by_code(
    tx: &DatabaseTransaction,
    codes: &[&str],
) -> Result<HashMap<String, ProductId>, StoreError> {
    Ok(product::Entity::find()
        .filter(product::Column::Code.is_in(codes.iter().copied()))
        .select_only()
        .column(product::Column::Code)
        .column(product::Column::Id)
        .into_tuple()
        .all(tx)
        .await?
        .into_iter()
        .collect())
}

/// The own SKUs that a mall's items are linked to, by the mall's SKU; an item without a rule is linked to none.
pub(super) async fn linked_skus(
    tx: &DatabaseTransaction,
    channel: &channel::Model,
    lines: &[&LineDraft],
) -> Result<HashMap<String, SkuId>, StoreError> {
    let codes: HashSet<&str> = lines.iter().map(|line| line.sku_code.as_str()).collect();
    item_rules::of_channel(tx, channel.id, codes).await
}

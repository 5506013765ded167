//! Doing what a file says that was looked over.

use std::collections::HashMap;

use domain::id::{JobId, ProductId, SkuId};
use domain::kind::{JobRowState, JobState};
use domain::order::Stocks;
use domain::role::Permission;
use domain::stock::StockCause;
use sea_orm::ActiveValue::Set;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, DatabaseTransaction, EntityTrait, IntoActiveModel as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, TryGetable,
};
use store::entity::{job_row, product, sku};
use store::read::goods::lock_stocks;
use store::write::{refresh_products, save_job_rows, save_products, save_skus, save_stocks};

use super::book::Book;
use super::correct::movement;
use super::file::{CODES, Found, KIND, file_row, state_of};
use crate::command::{Answer, By, IdempotencyKey, Work, once};
use crate::{Actor, Error, Services, draft, live};

/// Does what a file says, as it was looked over. What was changed since is refused, row by row. A file is done once.
///
/// # Errors
/// [`Error::Forbidden`]; [`Error::NotFound`] when there is no such file, or not one's own; [`Error::KeyReused`]; or when the database can't be
/// written to.
pub async fn apply(
    services: &Services,
    actor: &Actor,
    key: &IdempotencyKey,
    id: JobId,
) -> Result<Applied, Error> {
    actor.require(Permission::Import)?;
    let by = By::user(actor.user_id);
    let done = once(services, by, KIND, key, &id, &Apply { services, by, id }).await?;
    if done.changed > 0 {
        live::goods_changed(services);
    }
    Ok(done)
}

/// What a file came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Applied {
    /// So many rows changed something.
    pub changed: u32,
}

impl Answer for Applied {
    fn is_final(&self) -> bool {
        true
    }
}

struct Apply<'a> {
    services: &'a Services,
    by: By,
    id: JobId,
}

impl Work for Apply<'_> {
    type Answer = Applied;

    async fn run(&self, tx: &DatabaseTransaction) -> Result<Applied, Error> {
        let job = draft::hold(tx, KIND, self.id, self.by).await?;
        if job.state != JobState::Draft {
            return Ok(Applied { changed: job.done.unsigned_abs() });
        }
        let mut rows = job_row::Entity::find()
            .filter(job_row::Column::JobId.eq(self.id))
            .filter(job_row::Column::State.eq(JobRowState::Waiting))
            .order_by_asc(job_row::Column::Position)
            .all(tx)
            .await?;
        let said = rows.iter().map(file_row).collect::<Result<Vec<_>, _>>()?;
        let found = Found::by_codes(tx, &said, true).await?;
        let ids: Vec<SkuId> = found.skus.iter().map(|row| row.id).collect();
        let stocks = lock_stocks(tx, &ids).await?;
        let before = found.book(self.services, tx, stocks).await?;
        let mut book = before.clone();
        let mut done = 0_u32;
        for (row, said) in rows.iter_mut().zip(&said) {
            let verdict = book.take(said);
            row.state = state_of(&verdict, JobRowState::Done);
            done += u32::from(row.state == JobRowState::Done);
            // What it changed is told as it was looked over.
            if row.state == JobRowState::Failed {
                row.result = draft::json(&verdict)?;
            }
        }
        self.save(tx, &before, book).await?;
        let failed = rows.iter().filter(|row| row.state == JobRowState::Failed).count();
        save_job_rows(tx, rows).await?;
        let mut job = job.into_active_model();
        job.state = Set(JobState::Done);
        job.done = Set(i32::try_from(done).unwrap_or(i32::MAX));
        job.failed = Set(i32::try_from(failed).unwrap_or(i32::MAX));
        job.finished_at = Set(Some(self.services.now()));
        job.update(tx).await?;
        if done > 0 {
            live::goods_changing(tx).await?;
        }
        Ok(Applied { changed: done })
    }
}

impl Apply<'_> {
    /// Writes what is another than before.
    async fn save(&self, tx: &DatabaseTransaction, before: &Book, book: Book) -> Result<(), Error> {
        let Book { products, mut skus, product_of, mut stocks, .. } = book;
        let changed = |row: &product::Model| before.products.get(&row.code) != Some(row);
        let products: Vec<product::Model> = products.into_values().filter(changed).collect();
        let mut touched: Vec<String> = products.iter().map(|row| row.code.clone()).collect();
        save_products(tx, products).await?;
        skus.retain(|code, row| before.skus.get(code) != Some(row));
        stocks.retain(|shelf, stock| before.stocks.get(shelf) != Some(stock));
        touched.extend(skus.keys().filter_map(|code| product_of.get(code).cloned()));
        let products =
            ids::<product::Entity, ProductId>(tx, product::Column::Code, product::Column::Id, touched)
                .await?;
        for (code, row) in &mut skus {
            if let Some(id) = product_of.get(code).and_then(|product| products.get(product)) {
                row.product_id = *id;
            }
        }
        save_skus(tx, skus.into_values()).await?;
        let codes = stocks.keys().map(|(_, code)| code.clone()).collect();
        let skus = ids::<sku::Entity, SkuId>(tx, sku::Column::Code, sku::Column::Id, codes).await?;
        let (mut kept, mut movements) = (Stocks::new(), Vec::new());
        for (shelf, stock) in stocks {
            let Some(sku) = skus.get(&shelf.1) else { continue };
            let (place, was) = ((shelf.0, *sku), before.stocks.get(&shelf).copied().unwrap_or_default());
            movements.push(movement(place, was, stock, StockCause::File, self.by, self.services.now()));
            kept.insert(place, stock);
        }
        save_stocks(tx, kept, movements).await?;
        let products: Vec<ProductId> = products.into_values().collect();
        Ok(refresh_products(tx, &products).await?)
    }
}

/// The ids of codes.
async fn ids<E: EntityTrait, I>(
    tx: &DatabaseTransaction,
    code: E::Column,
    id: E::Column,
    codes: Vec<String>,
) -> Result<HashMap<String, I>, Error>
where
    I: TryGetable + Send,
{
    let mut found = HashMap::new();
    for codes in codes.chunks(CODES) {
        let rows = E::find()
            .select_only()
            .columns([code, id])
            .filter(code.is_in(codes.iter().cloned()))
            .into_tuple::<(String, I)>();
        found.extend(rows.all(tx).await?);
    }
    Ok(found)
}

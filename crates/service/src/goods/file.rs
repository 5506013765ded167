//! Goods in a file, and back: written as .xlsx or CSV; read, looked over, and done when asked for.
//!
//! A file that was looked over is kept as a job that nobody has asked for yet, its rows with what becomes of each. When it is asked for,
//! the same is reckoned anew under locks, in one transaction; what somebody changed meanwhile is refused row by row.

use std::collections::BTreeMap;

use domain::goods::file::{GoodsColumn, MOST_BYTES, MOST_ROWS, Verdict};
use domain::id::{JobId, ProductId};
use domain::import::ImportError;
use domain::kind::{JobRowState, JobState};
use domain::order::Stocks;
use domain::role::Permission;
use domain::time::Timestamp;
use domain::typed::key;
use domain::view::{GoodsFile, GoodsFileRow};
use sea_orm::sea_query::{LockBehavior, LockType};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, Select,
};
use store::entity::{job, job_row, product, sku};
use store::read::items as read;
use text::Locale;

use super::book::{Book, FileRow};
use super::sheet::unguarded;
use crate::command::{By, IdempotencyKey};
use crate::draft::{self, Looked, NotTaken, kept};
use crate::import::table::{Row, Table};
use crate::{Actor, Error, Services, storable};

/// The job's kind.
pub(super) const KIND: &str = "goods_file";
/// Codes of one IN list.
pub(super) const CODES: usize = 5_000;

/// Looks a file over: what would become of each row. Nothing is changed before it is [asked for](apply).
///
/// # Errors
/// What is wrong with the file as a whole; [`Error::Forbidden`]; or when the database can't be read or written to.
pub async fn look_over(
    services: &Services,
    actor: &Actor,
    name: &str,
    bytes: Vec<u8>,
) -> Result<JobId, NotTaken> {
    actor.require(Permission::Import)?;
    let mut rows = draft::read(bytes, draft::limits(MOST_BYTES, MOST_ROWS), rows_of).await?;
    let db = services.store.reader();
    let found = Found::by_codes(db, &rows, false).await?;
    let stocks = read::stocks(db, found.products.iter().map(|row| row.id)).await.map_err(Error::from)?;
    let stocks = stocks.into_iter().map(|row| ((row.location_id, row.sku_id), row.units())).collect();
    let now = found.book(services, db, stocks).await?;
    let mut book = now.clone();
    let verdicts: Vec<Verdict> = rows
        .iter_mut()
        .map(|row| {
            row.was = now.on_hand(row);
            // As things are without the rows before it, which may come to nothing; else, where it needs them, with them.
            let seen = now.seen(row).or_else(|| book.seen(row));
            let verdict = book.take(row);
            row.seen = seen;
            verdict
        })
        .collect();
    let looked = rows.iter().zip(&verdicts);
    let looked = looked
        .map(|(row, verdict)| Looked::new(row, None, state_of(verdict, JobRowState::Waiting), verdict))
        .collect::<Result<_, _>>()?;
    Ok(draft::keep(services, actor, KIND, name, looked).await?)
}

/// A row's state; `otherwise` is that of a row which changes something.
pub(super) fn state_of(verdict: &Verdict, otherwise: JobRowState) -> JobRowState {
    match verdict {
        Verdict::Unchanged => JobRowState::Skipped,
        Verdict::Refused { .. } => JobRowState::Failed,
        Verdict::New { .. } | Verdict::Changed { .. } => otherwise,
    }
}

/// Finds the columns by their names in any language, and what each row says.
fn rows_of(table: &Table) -> Result<Vec<FileRow>, ImportError> {
    let named = |heading: &str| {
        GoodsColumn::ALL.iter().copied().find(|column| {
            let is = |name: &str| key(name) == key(heading);
            is(column.as_str()) || Locale::ALL.iter().any(|l| is(l.goods_column(*column)))
        })
    };
    let columns: Vec<Option<GoodsColumn>> = table.heading.iter().map(|heading| named(heading)).collect();
    let twice =
        |(at, column): (usize, &Option<GoodsColumn>)| column.is_some() && columns[..at].contains(column);
    let repeated: Vec<String> = columns
        .iter()
        .enumerate()
        .filter(|pair| twice(*pair))
        .map(|(at, _)| table.heading[at].clone())
        .collect();
    let unknown: Vec<String> = table
        .heading
        .iter()
        .zip(&columns)
        .filter(|(_, known)| known.is_none())
        .map(|(name, _)| name.clone())
        .collect();
    let has_sku = columns.contains(&Some(GoodsColumn::Sku));
    if !has_sku || !repeated.is_empty() || !unknown.is_empty() {
        // Without it the first row is hardly a heading, but somebody's data, which is not to be told on.
        let unknown = if has_sku { unknown } else { Vec::new() };
        let name = |column: &GoodsColumn| Locale::En.goods_column(*column).to_owned();
        return Err(ImportError::Columns {
            missing: if has_sku { Vec::new() } else { vec![name(&GoodsColumn::Sku)] },
            unknown,
            repeated,
            expected: GoodsColumn::ALL.iter().map(name).collect(),
        });
    }
    let row = |row: &Row| FileRow {
        line: row.line,
        cells: columns
            .iter()
            .zip(&row.cells)
            .filter_map(|(column, cell)| Some((column.as_ref()?, storable(unguarded(cell.trim())))))
            .filter(|(_, cell)| !cell.is_empty())
            .map(|(column, cell)| (*column, cell))
            .collect(),
        ..FileRow::default()
    };
    Ok(table.rows.iter().map(row).collect())
}

/// Rows that are held until the transaction ends, where there is one.
fn held<E: EntityTrait>(select: Select<E>, lock: bool) -> Select<E> {
    if lock { select.lock_exclusive() } else { select }
}

pub(super) fn file_row(row: &job_row::Model) -> Result<FileRow, Error> {
    kept(row.input.clone().unwrap_or_default())
}

/// A file that was looked over, and what becomes or became of its rows: at most so many, those that are refused first.
///
/// # Errors
/// [`Error::Forbidden`]; [`Error::NotFound`] when there is no such file, or not one's own; or when the database can't be read.
pub async fn file(services: &Services, actor: &Actor, id: JobId, most: u64) -> Result<GoodsFile, Error> {
    actor.require(Permission::Import)?;
    let db = services.store.reader();
    let job = draft::own(db, KIND, id, By::user(actor.user_id)).await?;
    let of = |states: &[JobRowState]| {
        job_row::Entity::find()
            .filter(job_row::Column::JobId.eq(id))
            .filter(job_row::Column::State.is_in(states.iter().copied()))
    };
    let count = async |states: &[JobRowState]| {
        Ok::<_, Error>(u32::try_from(of(states).count(db).await?).unwrap_or(u32::MAX))
    };
    let changes = [JobRowState::Waiting, JobRowState::Done];
    let (changing, refused) = (count(&changes).await?, count(&[JobRowState::Failed]).await?);
    let unchanged = job.total.unsigned_abs().saturating_sub(changing + refused);
    let mut rows =
        of(&[JobRowState::Failed]).order_by_asc(job_row::Column::Position).limit(most).all(db).await?;
    let left = most.saturating_sub(rows.len() as u64);
    rows.extend(of(&changes).order_by_asc(job_row::Column::Position).limit(left).all(db).await?);
    let rows = rows.iter().map(|row| {
        let said = file_row(row)?;
        let cell = |column| said.cell(column).unwrap_or_default().to_owned();
        Ok(GoodsFileRow {
            line: said.line,
            sku: cell(GoodsColumn::Sku),
            location: cell(GoodsColumn::Location),
            verdict: kept(row.result.clone())?,
            state: row.state,
        })
    });
    Ok(GoodsFile {
        id,
        name: draft::name(&job),
        state: job.state,
        changing,
        unchanged,
        refused,
        rows: rows.collect::<Result<_, Error>>()?,
        key: IdempotencyKey::fresh().to_string(),
    })
}

/// Forgets files that were looked over before then and never asked for. One that somebody asks for at this moment is left to them.
pub(crate) async fn forget(tx: &DatabaseTransaction, before: Timestamp) -> Result<(), Error> {
    let old: Vec<JobId> = job::Entity::find()
        .filter(job::Column::State.eq(JobState::Draft))
        .filter(job::Column::CreatedAt.lt(before))
        .order_by_asc(job::Column::Id)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .all(tx)
        .await?
        .into_iter()
        .map(|job| job.id)
        .collect();
    if !old.is_empty() {
        job_row::Entity::delete_many()
            .filter(job_row::Column::JobId.is_in(old.iter().copied()))
            .exec(tx)
            .await?;
        job::Entity::delete_many().filter(job::Column::Id.is_in(old)).exec(tx).await?;
    }
    Ok(())
}

/// The products and options of a file.
pub(super) struct Found {
    pub products: Vec<product::Model>,
    pub skus: Vec<sku::Model>,
}

impl Found {
    pub async fn by_codes(db: &impl ConnectionTrait, rows: &[FileRow], lock: bool) -> Result<Self, Error> {
        let codes = |column| {
            let mut codes: Vec<&str> = rows.iter().filter_map(|row| row.cell(column)).collect();
            codes.sort_unstable();
            codes.dedup();
            codes
        };
        let mut skus = Vec::new();
        for codes in codes(GoodsColumn::Sku).chunks(CODES) {
            let found = sku::Entity::find()
                .filter(sku::Column::Code.is_in(codes.iter().copied()))
                .order_by_asc(sku::Column::Id);
            skus.extend(held(found, lock).all(db).await?);
        }
        let mut products: BTreeMap<ProductId, product::Model> = BTreeMap::new();
        let own: Vec<ProductId> = skus.iter().map(|row| row.product_id).collect();
        let named = codes(GoodsColumn::Product);
        for found in [
            product::Entity::find().filter(product::Column::Id.is_in(own)),
            product::Entity::find().filter(product::Column::Code.is_in(named)),
        ] {
            let found = held(found.order_by_asc(product::Column::Id), lock);
            products.extend(found.all(db).await?.into_iter().map(|row| (row.id, row)));
        }
        Ok(Self { products: products.into_values().collect(), skus })
    }

    pub async fn book(
        self,
        services: &Services,
        db: &impl ConnectionTrait,
        stocks: Stocks,
    ) -> Result<Book, Error> {
        let merchant = store::read::desk::merchant(db).await?.ok_or(Error::NotFound)?;
        let locations = read::locations(db).await?;
        Ok(Book::new(services.now(), merchant.currency, locations, self.products, self.skus, stocks))
    }
}

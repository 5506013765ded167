//! Invoices by the thousand, from a file (INV-03) or pasted (INV-04): looked over first, and registered as a job when that is asked for.

use std::collections::HashMap;

use domain::id::{JobId, OrderId};
use domain::import::ImportError;
use domain::kind::{JobRowState, JobState, TermKind};
use domain::outcome::Outcome;
use domain::query::normalise;
use domain::role::Permission;
use domain::shipment::bulk::{
    FoundShipment, InvoiceColumn, InvoiceRow, KnownCarrier, MOST_BYTES, MOST_ROWS, PasteProblem, RowVerdict,
    carrier_file, judge_found, judge_rows, pasted,
};
use domain::view::{Change, InvoiceFile, InvoiceFileRow};
use sea_orm::ActiveValue::Set;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, DatabaseTransaction, EntityTrait as _,
    IntoActiveModel as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};
use serde::{Deserialize, Serialize};
use store::entity::{carrier, job_row, order, shipment};
use store::read::carriers::{all_bearing, carriers};
use store::read::whole_shipment::with_orders;
use text::Locale;

use super::facts;
use crate::command::{BORNE_FOR, By, IdempotencyKey, Invoice, Work, once};
use crate::draft::{self, Looked, NotTaken, kept};
use crate::goods::unguarded;
use crate::import::Limits;
use crate::import::table::Table;
use crate::{Actor, Error, Services, live, storable};

/// The name of a job that registers invoices.
pub(crate) const REGISTER: &str = "register_invoices";

/// What a file is taken with at most.
fn limits() -> Limits {
    // Carriers' programs write more than a hundred columns.
    Limits { legacy_excel: true, no_macros: true, columns: 256, ..draft::limits(MOST_BYTES, MOST_ROWS) }
}

/// So much of a cell is kept, in characters: more than any number has, so that what is cut off is too long all the same.
const CELL: usize = 400;

/// Where invoices come from.
#[derive(Debug)]
pub enum InvoiceSource {
    /// A file.
    File {
        /// Its name.
        name: String,
        /// What it holds.
        bytes: Vec<u8>,
    },
    /// Cells pasted from a spreadsheet.
    Pasted(String),
}

/// Why invoices were not looked over.
#[derive(Debug, thiserror::Error)]
pub enum NotLooked {
    /// The file is of no use, or anything else.
    #[error(transparent)]
    Taken(#[from] NotTaken),
    /// What was pasted is of no use.
    #[error(transparent)]
    Pasted(#[from] PasteProblem),
}

impl From<Error> for NotLooked {
    fn from(error: Error) -> Self {
        Self::Taken(error.into())
    }
}

/// A row of the job: what was written, and what of it is registered.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Asked {
    /// As it was written.
    row: InvoiceRow,
    /// Of a row that can be registered, the shipment's number as it is stored.
    shipment: String,
    /// The same, its invoice.
    invoice: Option<Invoice>,
}

impl Asked {
    /// What is registered, and on which shipment.
    pub(crate) fn invoice(self) -> Option<(String, Invoice)> {
        Some((self.shipment, self.invoice?))
    }
}

/// The carriers that a row can name.
///
/// # Errors
/// [`Error::Forbidden`], or when the database can't be read.
pub async fn known_carriers(services: &Services, actor: &Actor) -> Result<Vec<KnownCarrier>, Error> {
    actor.require(Permission::ViewOrders)?;
    Ok(carriers(services.store.reader()).await?.into_iter().map(|row| known(row, actor.locale)).collect())
}

fn known(row: carrier::Model, locale: Locale) -> KnownCarrier {
    let name = locale.carrier_called(&row.name).to_owned();
    // Whatever its reader's language, a file may come from a colleague.
    let also = Locale::ALL.map(|other| other.carrier_called(&row.name).to_owned());
    let also = also.into_iter().filter(|other| *other != name).collect();
    KnownCarrier { code: row.code, name, also, enabled: row.enabled, pattern: row.pattern }
}

/// Looks invoices over: what would become of each row. Nothing is registered before that is [asked for](register_invoices).
///
/// # Errors
/// What is wrong with it as a whole; [`Error::Forbidden`]; or when the database can't be read or written to.
pub async fn look_invoices_over(
    services: &Services,
    actor: &Actor,
    source: InvoiceSource,
) -> Result<JobId, NotLooked> {
    actor.require(Permission::Fulfil)?;
    let (name, mut rows) = match source {
        InvoiceSource::Pasted(text) => {
            let read = move || pasted(&text, Locale::invoice_column_named);
            let read = tokio::task::spawn_blocking(read).await;
            (String::new(), read.map_err(|error| Error::Internal(format!("a paste's reader: {error}")))??)
        }
        InvoiceSource::File { name, bytes } => {
            let locale = actor.locale;
            (name, draft::read(bytes, limits(), move |table| rows_of(table, locale)).await?)
        }
    };
    for row in &mut rows {
        for column in InvoiceColumn::ALL {
            let cell = row.cell_mut(*column);
            *cell = storable(unguarded(cell.trim())).chars().take(CELL).collect();
        }
    }
    let db = services.store.reader();
    let carriers: Vec<KnownCarrier> =
        carriers(db).await.map_err(Error::from)?.into_iter().map(|row| known(row, actor.locale)).collect();
    let verdicts = judge_rows(&rows, &carriers);
    let found = Found::by_rows(services, db, &rows, &verdicts).await?;
    let looked = rows.into_iter().zip(verdicts).map(|(row, verdict)| {
        let shipment = normalise(TermKind::OrderNo, &row.shipment);
        let (order, verdict) = found.judge(&shipment, verdict);
        let invoice = match &verdict {
            RowVerdict::Good { carrier, number } => {
                Some(Invoice { carrier: carrier.clone(), number: number.clone() })
            }
            _ => None,
        };
        let target = order.map(|order| order.0);
        Looked::new(&Asked { row, shipment, invoice }, target, state_of(&verdict), &verdict)
    });
    let looked = looked.collect::<Result<_, _>>()?;
    Ok(draft::keep(services, actor, REGISTER, &name, looked).await?)
}

const fn state_of(verdict: &RowVerdict) -> JobRowState {
    match verdict {
        RowVerdict::Good { .. } => JobRowState::Waiting,
        RowVerdict::Unchanged => JobRowState::Skipped,
        RowVerdict::Refused { .. } => JobRowState::Failed,
    }
}

/// Finds the columns by their names in any language, or as a carrier's program calls them, and what each row says. Columns that it does not know
/// are passed over: a result file has one.
fn rows_of(table: &Table, locale: Locale) -> Result<Vec<InvoiceRow>, ImportError> {
    if let Some((carrier, columns)) = carrier_file(table.heading.iter().map(String::as_str)) {
        return Ok(read(table, &columns, carrier));
    }
    let columns: Vec<Option<InvoiceColumn>> =
        table.heading.iter().map(|heading| Locale::invoice_column_named(heading)).collect();
    let name = |column: &InvoiceColumn| locale.invoice_column(*column).to_owned();
    let times = |column: &InvoiceColumn| columns.iter().filter(|known| **known == Some(*column)).count();
    let missing: Vec<String> =
        InvoiceColumn::ALL.iter().filter(|column| times(column) == 0).map(name).collect();
    let repeated: Vec<String> =
        InvoiceColumn::ALL.iter().filter(|column| times(column) > 1).map(name).collect();
    if !missing.is_empty() || !repeated.is_empty() {
        let expected = InvoiceColumn::ALL.iter().map(name).collect();
        return Err(ImportError::Columns { missing, unknown: Vec::new(), repeated, expected });
    }
    Ok(read(table, &columns, ""))
}

/// What each row says by these columns; of this carrier, where no column names it.
fn read(table: &Table, columns: &[Option<InvoiceColumn>], carrier: &str) -> Vec<InvoiceRow> {
    let rows = table.rows.iter().map(|row| {
        let mut read = InvoiceRow { line: row.line, carrier: carrier.to_owned(), ..InvoiceRow::default() };
        for (column, cell) in columns.iter().zip(&row.cells) {
            if let Some(column) = column {
                cell.clone_into(read.cell_mut(*column));
            }
        }
        read
    });
    rows.collect()
}

/// What the database knows of the shipments and numbers that rows name.
struct Found {
    shipments: HashMap<String, (shipment::Model, order::Model)>,
    /// By carrier and number: the orders and shipments that bear it.
    borne: HashMap<(String, String), Vec<(OrderId, String)>>,
}

impl Found {
    async fn by_rows(
        services: &Services,
        db: &impl ConnectionTrait,
        rows: &[InvoiceRow],
        verdicts: &[RowVerdict],
    ) -> Result<Self, Error> {
        let good =
            || rows.iter().zip(verdicts).filter(|(_, verdict)| matches!(verdict, RowVerdict::Good { .. }));
        let names: Vec<String> = good().map(|(row, _)| normalise(TermKind::OrderNo, &row.shipment)).collect();
        let numbers: Vec<String> = verdicts
            .iter()
            .filter_map(|verdict| match verdict {
                RowVerdict::Good { number, .. } => Some(number.clone()),
                _ => None,
            })
            .collect();
        let since = services.now().plus_seconds(-BORNE_FOR);
        Ok(Self { shipments: with_orders(db, &names).await?, borne: all_bearing(db, &numbers, since).await? })
    }

    /// Completes a verdict; gives the order of a row that can be registered.
    fn judge(&self, shipment: &str, verdict: RowVerdict) -> (Option<OrderId>, RowVerdict) {
        let Some((row, order)) = self.shipments.get(shipment) else {
            return (None, judge_found(verdict, None, None));
        };
        let found = FoundShipment {
            facts: facts(row, order),
            carrier: row.carrier_code.as_deref(),
            invoice: row.invoice_number.as_deref(),
        };
        let other = match &verdict {
            RowVerdict::Good { carrier, number } => {
                let borne = self.borne.get(&(carrier.clone(), number.clone()));
                borne.and_then(|borne| borne.iter().find(|(order, _)| *order != row.order_id))
            }
            _ => None,
        };
        (Some(row.order_id), judge_found(verdict, Some(&found), other.map(|(_, shipment)| shipment.as_str())))
    }
}

/// Registers what was looked over: the good rows become a job. Asked a second time it goes on as it does.
///
/// # Errors
/// [`Error::Forbidden`]; [`Error::NotFound`] when there is no such job, or not one's own; [`Error::KeyReused`]; or when the database can't be
/// written to.
pub async fn register_invoices(
    services: &Services,
    actor: &Actor,
    key: &IdempotencyKey,
    id: JobId,
) -> Result<(), Error> {
    actor.require(Permission::Fulfil)?;
    let by = By::user(actor.user_id);
    once(services, by, REGISTER, key, &id, &Begin { services, by, id }).await?;
    live::changed(services, Change::of_job(id));
    services.job_given.notify_one();
    Ok(())
}

struct Begin<'a> {
    services: &'a Services,
    by: By,
    id: JobId,
}

impl Work for Begin<'_> {
    type Answer = JobId;

    async fn run(&self, tx: &DatabaseTransaction) -> Result<JobId, Error> {
        let job = draft::hold(tx, REGISTER, self.id, self.by).await?;
        if job.state != JobState::Draft {
            return Ok(self.id);
        }
        let states: Vec<JobRowState> = job_row::Entity::find()
            .filter(job_row::Column::JobId.eq(self.id))
            .select_only()
            .column(job_row::Column::State)
            .into_tuple()
            .all(tx)
            .await?;
        let count =
            |state| i32::try_from(states.iter().filter(|row| **row == state).count()).unwrap_or(i32::MAX);
        let (good, refused) = (count(JobRowState::Waiting), count(JobRowState::Failed));
        let mut job = job.into_active_model();
        job.state = Set(if good == 0 { JobState::Done } else { JobState::Waiting });
        job.finished_at = Set((good == 0).then(|| self.services.now()));
        job.total = Set(good + refused);
        job.failed = Set(refused);
        // The rows are as old as the look at them; what is asked for is asked for now.
        job.created_at = Set(self.services.now());
        job.update(tx).await?;
        live::changing(tx, &Change::of_job(self.id)).await?;
        Ok(self.id)
    }
}

/// Invoices that were looked over, and what becomes or became of them: at most so many rows, those that are refused first.
///
/// # Errors
/// [`Error::Forbidden`]; [`Error::NotFound`] when there is no such job, or not one's own; or when the database can't be read.
pub async fn invoice_file(
    services: &Services,
    actor: &Actor,
    id: JobId,
    most: usize,
) -> Result<InvoiceFile, Error> {
    actor.require(Permission::Fulfil)?;
    let db = services.store.reader();
    let job = draft::own(db, REGISTER, id, By::user(actor.user_id)).await?;
    let rows = job_row::Entity::find()
        .filter(job_row::Column::JobId.eq(id))
        .order_by_asc(job_row::Column::Position)
        .all(db)
        .await?;
    let mut shown = rows.iter().map(view).collect::<Result<Vec<_>, _>>()?;
    let count = |is: &dyn Fn(&InvoiceFileRow) -> bool| {
        u32::try_from(shown.iter().filter(|row| is(row)).count()).unwrap_or(u32::MAX)
    };
    let of = |state| count(&|row: &InvoiceFileRow| row.state == state);
    let (waiting, done, refused) = (of(JobRowState::Waiting), of(JobRowState::Done), of(JobRowState::Failed));
    let stopped = count(&InvoiceFileRow::is_stopped);
    let unchanged = of(JobRowState::Skipped) - stopped;
    // Those that need somebody first; the rest as they stood.
    shown.sort_by_key(|row| row.state != JobRowState::Failed);
    shown.truncate(most);
    Ok(InvoiceFile {
        id,
        name: draft::name(&job),
        state: job.state,
        waiting,
        done,
        refused,
        unchanged,
        stopped,
        rows: shown,
        key: IdempotencyKey::fresh().to_string(),
    })
}

fn view(row: &job_row::Model) -> Result<InvoiceFileRow, Error> {
    let asked: Asked = kept(row.input.clone().unwrap_or_default())?;
    // Before it is registered its verdict stands there, afterwards what it came to.
    let outcome: Option<Outcome> = serde_json::from_value(row.result.clone()).ok();
    let verdict = match &outcome {
        Some(_) => None,
        None => Some(kept(row.result.clone())?),
    };
    Ok(InvoiceFileRow { row: asked.row, verdict, outcome, state: row.state })
}

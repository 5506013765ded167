//! Commands to many orders or shipments: a job whose rows are frozen when it is given, worked by whichever server holds its lease, each row with an outcome of
//! its own (REL-08).

mod work;

use std::collections::HashMap;

use domain::id::{JobId, OrderId};
use domain::kind::{JobRowState, JobState};
use domain::outcome::Outcome;
use domain::query::ShippingList;
use domain::role::Permission;
use domain::shipment::BulkMove;
use domain::view::{BulkCommand, Change, JobRow, JobView, Selection};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, DatabaseTransaction, EntityTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _,
};
use serde::{Deserialize, Serialize};
use store::entity::{job, job_row};
use store::{read, write_tx};
pub use work::{Worked, work};

use crate::command::{
    By, CancelOrder, ConfirmOrder, IdempotencyKey, LinkItems, MoveShipments, OrderCommand, PrepareRelease,
    Work, once,
};
use crate::{Actor, Error, Invalid, Services, draft, live, orders, shipping, storable};

/// So many orders or shipments one job takes at most.
pub const MOST: u64 = 50_000;

/// Gives a command to many orders. They are written down now: what comes into the list later is not touched, and what leaves it meanwhile
/// is told in its row.
///
/// # Errors
/// [`Error::Forbidden`]; [`Error::NothingSelected`] where no order is; [`Error::KeyReused`]; or when the database can't be written to.
pub async fn start<C: OrderCommand>(
    services: &Services,
    actor: &Actor,
    key: &IdempotencyKey,
    selection: &Selection,
    command: &C,
) -> Result<JobId, Error> {
    actor.require(C::PERMISSION)?;
    let input = draft::json(command)?;
    // Before the transaction: whoever waits for a connection with one in hand makes others wait for theirs.
    let targets = frozen(services, actor, selection).await?.into_iter().map(|order| (order, None)).collect();
    given(services, actor, key, C::NAME, input, &(selection, command), targets).await
}

/// Moves many shipments, each for itself. They are written down now, as [`start`] writes orders.
///
/// # Errors
/// As [`start`], where no shipment is selected.
pub async fn start_moves(
    services: &Services,
    actor: &Actor,
    key: &IdempotencyKey,
    selection: &Selection<ShippingList>,
    asked: BulkMove,
) -> Result<JobId, Error> {
    actor.require(MoveShipments::PERMISSION)?;
    let shipments = frozen_shipments(services, actor, selection).await?;
    // Those of one order apart: a batch takes one of each.
    let mut seen: HashMap<OrderId, usize> = HashMap::new();
    let mut shipments: Vec<_> = shipments
        .into_iter()
        .map(|(order, shipment)| {
            let before = seen.entry(order).or_default();
            *before += 1;
            (*before, (order, shipment))
        })
        .collect();
    shipments.sort_by_key(|(nth, _)| *nth);
    let row = |(_, (order, shipment))| Ok((order, Some(draft::json(&OfShipment { shipment })?)));
    let targets = shipments.into_iter().map(row).collect::<Result<_, Error>>()?;
    let kind = asked.as_str();
    given(services, actor, key, kind, serde_json::Value::Null, &(selection, asked), targets).await
}

/// What the row of a shipment brings of its own, whatever else it is.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct OfShipment {
    /// Shipment No.
    pub shipment: String,
}

/// An order that a row is about, and what it brings of its own.
type Row = (OrderId, Option<serde_json::Value>);

/// Writes a job down, once for each key; `request` is what the key stands for.
async fn given(
    services: &Services,
    actor: &Actor,
    key: &IdempotencyKey,
    kind: &str,
    input: serde_json::Value,
    request: &(impl Serialize + Sync),
    targets: Vec<Row>,
) -> Result<JobId, Error> {
    let user = Some(actor.user_id);
    let job = job::ActiveModel::new(kind, JobState::Waiting, input, targets.len(), user, services.now());
    let (by, name) = (By::user(actor.user_id), format!("job:{kind}"));
    let id = once(services, by, &name, key, request, &Start { targets, job }).await?;
    services.job_given.notify_one();
    Ok(id)
}

/// A job to be written down with its rows.
struct Start {
    targets: Vec<Row>,
    job: job::ActiveModel,
}

impl Work for Start {
    type Answer = JobId;

    async fn run(&self, tx: &DatabaseTransaction) -> Result<JobId, Error> {
        // Here, and not before: the same request a second time finds nothing left, and is answered all the same.
        if self.targets.is_empty() {
            return Err(Error::NothingSelected);
        }
        let id = self.job.clone().insert(tx).await?.id;
        insert_rows(tx, id, &self.targets).await?;
        Ok(id)
    }
}

/// Gives one of the commands that a merchant gives to many orders.
///
/// # Errors
/// As [`start`]; [`Error::Invalid`] for a cancel without a reason.
pub async fn start_bulk(
    services: &Services,
    actor: &Actor,
    key: &IdempotencyKey,
    selection: &Selection,
    command: &BulkCommand,
) -> Result<JobId, Error> {
    match command {
        BulkCommand::Release => start(services, actor, key, selection, &PrepareRelease {}).await,
        BulkCommand::Confirm => start(services, actor, key, selection, &ConfirmOrder {}).await,
        BulkCommand::Link => start(services, actor, key, selection, &LinkItems::ByRules).await,
        BulkCommand::Cancel { reason } => {
            actor.require(CancelOrder::PERMISSION)?;
            let cancel = CancelOrder::because(reason).ok_or(Error::Invalid(vec![Invalid::Reason]))?;
            start(services, actor, key, selection, &cancel).await
        }
    }
}

/// The orders of a selection, each once, as they are now.
pub(crate) async fn frozen(
    services: &Services,
    actor: &Actor,
    selection: &Selection,
) -> Result<Vec<OrderId>, Error> {
    let numbers = match selection {
        Selection::Listed(query) => {
            return orders::listed_ids(services, actor, (**query).clone(), MOST).await;
        }
        Selection::Numbers(numbers) => numbers,
    };
    let numbers: Vec<String> = numbers.iter().take(MOST as usize).map(|number| storable(number)).collect();
    let mut found = read::numbers::ids(services.store.reader(), numbers.clone()).await?;
    // Taken out, so that each is there once.
    Ok(numbers.iter().filter_map(|number| found.remove(number)).collect())
}

/// The shipments of a selection, each once, with their orders, as they are now.
async fn frozen_shipments(
    services: &Services,
    actor: &Actor,
    selection: &Selection<ShippingList>,
) -> Result<Vec<(OrderId, String)>, Error> {
    let numbers = match selection {
        Selection::Listed(query) => return shipping::listed(services, actor, (**query).clone(), MOST).await,
        Selection::Numbers(numbers) => numbers,
    };
    let numbers: Vec<String> = numbers.iter().take(MOST as usize).map(|number| storable(number)).collect();
    let mut found = read::whole_shipment::orders_of(services.store.reader(), &numbers).await?;
    Ok(numbers.into_iter().filter_map(|number| Some((found.remove(&number)?, number))).collect())
}

async fn insert_rows(tx: &DatabaseTransaction, job: JobId, targets: &[Row]) -> Result<(), Error> {
    let rows = targets.iter().zip(1..).map(|((order, input), position)| job_row::ActiveModel {
        job_id: Set(job),
        position: Set(position),
        target_id: Set(Some(order.0)),
        input: Set(input.clone()),
        state: Set(JobRowState::Waiting),
        result: Set(serde_json::Value::Null),
    });
    let rows: Vec<_> = rows.collect();
    for rows in rows.chunks(1_000) {
        job_row::Entity::insert_many(rows.iter().cloned()).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// How far a job is, and what came of its rows: those that failed or were not tried first, at most `rows` of them.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`], or when the database can't be read.
pub async fn job(services: &Services, actor: &Actor, id: JobId, rows: u64) -> Result<JobView, Error> {
    actor.require(Permission::ViewOrders)?;
    let db = services.store.reader();
    let job = job::Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)?;
    let found = job_row::Entity::find()
        .filter(job_row::Column::JobId.eq(id))
        .filter(job_row::Column::State.is_in([JobRowState::Failed, JobRowState::Skipped]))
        .order_by_asc(job_row::Column::Position)
        .limit(rows)
        .all(db)
        .await?;
    let mut all = found;
    if (all.len() as u64) < rows {
        let done = job_row::Entity::find()
            .filter(job_row::Column::JobId.eq(id))
            .filter(job_row::Column::State.eq(JobRowState::Done))
            .order_by_asc(job_row::Column::Position)
            .limit(rows - all.len() as u64)
            .all(db)
            .await?;
        all.extend(done);
    }
    let orders: Vec<OrderId> = all.iter().filter_map(|row| row.target_id.map(OrderId)).collect();
    let numbers = read::numbers::numbers(db, &orders).await?;
    Ok(JobView {
        id: job.id,
        kind: job.kind,
        state: job.state,
        total: job.total.unsigned_abs(),
        done: job.done.unsigned_abs(),
        failed: job.failed.unsigned_abs(),
        rows: all
            .into_iter()
            .map(|row| {
                let shipment = row.input.and_then(|input| serde_json::from_value::<OfShipment>(input).ok());
                let order = || row.target_id.and_then(|id| numbers.get(&OrderId(id)).cloned());
                JobRow {
                    is_shipment: shipment.is_some(),
                    number: shipment.map(|of| of.shipment).or_else(order).unwrap_or_default(),
                    state: row.state,
                    outcome: serde_json::from_value::<Option<Outcome>>(row.result).unwrap_or_default(),
                }
            })
            .collect(),
    })
}

/// Stops a job: what was done stays done, the rest is passed over. A job that has ended stays as it is.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`], or when the database can't be written to.
pub async fn cancel(services: &Services, actor: &Actor, id: JobId) -> Result<(), Error> {
    actor.require(Permission::Fulfil)?;
    let now = services.now();
    let change = Change::of_job(id);
    write_tx(&services.store, async |tx| {
        let job = job::Entity::find_by_id(id).lock_exclusive().one(tx).await?.ok_or(Error::NotFound)?;
        if !is_open(job.state) {
            return Ok(());
        }
        job_row::Entity::update_many()
            .col_expr(job_row::Column::State, Expr::value(JobRowState::Skipped))
            .filter(job_row::Column::JobId.eq(id))
            .filter(job_row::Column::State.eq(JobRowState::Waiting))
            .exec(tx)
            .await?;
        let ended = job::ActiveModel {
            id: Set(id),
            state: Set(JobState::Canceled),
            finished_at: Set(Some(now)),
            lease_until: Set(None),
            ..Default::default()
        };
        ended.update(tx).await?;
        live::changing(tx, &change).await
    })
    .await?;
    live::changed(services, change);
    Ok(())
}

/// Whether there is something left to do.
const fn is_open(state: JobState) -> bool {
    matches!(state, JobState::Waiting | JobState::Running)
}

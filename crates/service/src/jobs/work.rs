//! Working jobs off, on whichever server gets there first.
//!
//! A server takes a job's lease by counting its fence up, and works in batches: one transaction holds the job's row, does what its next rows
//! ask for and writes their outcomes. So a row is done exactly once, also when the server is killed (the batch is rolled back, the lease runs out,
//! another goes on) or only slow (its fence is old then, and it may not write).

use std::panic::AssertUnwindSafe;

use domain::id::{JobId, OrderId};
use domain::kind::{JobRowState, JobState};
use domain::outcome::Outcome;
use domain::shipment::BulkMove;
use domain::view::Change;
use futures_util::FutureExt as _;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, LockBehavior, LockType};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, Condition, DatabaseTransaction, EntityTrait as _,
    IntoActiveModel as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};
use serde::de::DeserializeOwned;
use store::entity::{job, job_row};
use store::write::save_job_rows;
use store::write_tx;

use super::{OfShipment, is_open};
use crate::command::{
    By, CancelOrder, CarriedOut, ConfirmOrder, LinkItems, MoveShipments, OrderCommand, PrepareRelease, Step,
    Target, Work, carry_out, in_tx,
};
use crate::shipping::bulk::{Asked, REGISTER};
use crate::{Error, Services, live};

/// Orders of one transaction: a commit waits for the disk.
const BATCH: u64 = 50;
/// So long a server that says nothing keeps a job, in seconds.
const LEASE: i64 = 10;

/// What [`work`] came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Worked {
    /// There was nothing to do.
    Nothing,
    /// A batch of this job was done; there may be more.
    Some(JobId),
}

/// A job that this server may work on.
struct Lease {
    job: job::Model,
    fence: i64,
}

/// Does the next batch of the oldest job that nobody works on. `owner` names this server.
///
/// # Errors
/// When the database can't be written to; what is to be done stays to be done.
pub async fn work(services: &Services, owner: &str) -> Result<Worked, Error> {
    let Some(lease) = claim(services, owner).await? else { return Ok(Worked::Nothing) };
    let id = lease.job.id;
    match lease.job.kind.as_str() {
        PrepareRelease::NAME => batch::<PrepareRelease>(services, lease).await?,
        ConfirmOrder::NAME => batch::<ConfirmOrder>(services, lease).await?,
        LinkItems::NAME => batch::<LinkItems>(services, lease).await?,
        CancelOrder::NAME => batch::<CancelOrder>(services, lease).await?,
        REGISTER => {
            let register = |asked: Asked| asked.invoice().map(|(of, invoice)| (of, Step::Register(invoice)));
            work_off(services, &lease, &|rows: &[job_row::Model]| moves(rows, register)).await?;
        }
        kind => match kind.parse::<BulkMove>() {
            Ok(asked) => {
                let step = |of: OfShipment| Some((of.shipment, Step::from(asked)));
                work_off(services, &lease, &|rows: &[job_row::Model]| moves(rows, step)).await?;
            }
            Err(_) => {
                tracing::error!(job = id.0, kind, "a job of an unknown kind");
                fail(services, id).await?;
            }
        },
    }
    Ok(Worked::Some(id))
}

/// Takes the oldest job that is this server's already, or nobody's.
async fn claim(services: &Services, owner: &str) -> Result<Option<Lease>, Error> {
    let now = services.now();
    let free = Condition::any()
        .add(job::Column::LeaseUntil.is_null())
        .add(job::Column::LeaseUntil.lt(now))
        .add(job::Column::LeaseOwner.eq(owner));
    let waiting = || {
        job::Entity::find()
            .filter(job::Column::State.is_in([JobState::Waiting, JobState::Running]))
            .filter(free.clone())
            .order_by_asc(job::Column::Id)
    };
    // Most times there is nothing, and a writer's lock need not be waited for.
    if waiting().one(services.store.reader()).await?.is_none() {
        return Ok(None);
    }
    write_tx(&services.store, async |tx| {
        let found = waiting().lock_with_behavior(LockType::Update, LockBehavior::SkipLocked).one(tx).await?;
        let Some(job) = found else { return Ok(None) };
        let is_ours =
            job.lease_owner.as_deref() == Some(owner) && job.lease_until.is_some_and(|until| until > now);
        let fence = if is_ours { job.fence } else { job.fence + 1 };
        let mut taken = job.clone().into_active_model();
        taken.state = Set(JobState::Running);
        taken.lease_owner = Set(Some(owner.to_owned()));
        taken.lease_until = Set(Some(now.plus_seconds(LEASE)));
        taken.fence = Set(fence);
        taken.update(tx).await?;
        Ok(Some(Lease { job, fence }))
    })
    .await
}

/// A job that gives one command to all its orders.
async fn batch<C: OrderCommand>(services: &Services, lease: Lease) -> Result<(), Error> {
    let Ok(command) = serde_json::from_value::<C>(lease.job.input.clone()) else {
        tracing::error!(job = lease.job.id.0, "a job's command can't be read");
        return fail(services, lease.job.id).await;
    };
    work_off(services, &lease, &|rows: &[job_row::Model]| (command.clone(), rows.len())).await
}

/// What the next rows ask of their shipments, as one command to the orders; and how many of them it is: an order is there once.
fn moves<R: DeserializeOwned>(
    rows: &[job_row::Model],
    asked: impl Fn(R) -> Option<(String, Step)>,
) -> (MoveShipments, usize) {
    let mut command = MoveShipments::default();
    let fits = |row: &&job_row::Model| {
        let input = row.input.clone().and_then(|input| serde_json::from_value::<R>(input).ok());
        match (row.target_id, input.and_then(&asked)) {
            (Some(order), Some((shipment, step))) => command.add(OrderId(order), shipment, step),
            // There is no order to it, or nothing is asked: it has an outcome all the same.
            _ => true,
        }
    };
    let many = rows.iter().take_while(fits).count();
    (command, many)
}

async fn work_off<C: OrderCommand>(
    services: &Services,
    lease: &Lease,
    command: &(impl Fn(&[job_row::Model]) -> (C, usize) + Sync),
) -> Result<(), Error> {
    let next = |most| Rows { services, lease, command, most };
    let together = unharmed(in_tx(services, &next(BATCH))).await;
    let error = match together {
        Ok(changed) => {
            live::changed(services, changed);
            return Ok(());
        }
        Err(error @ Error::Unavailable(_)) => return Err(error),
        Err(error) => error,
    };
    // One of them can't be worked on: it must not keep the others.
    tracing::warn!(job = lease.job.id.0, %error, "a batch failed: each of its rows is tried alone");
    for _ in 0..BATCH {
        match unharmed(in_tx(services, &next(1))).await {
            Ok(changed) => live::changed(services, changed),
            Err(error @ Error::Unavailable(_)) => return Err(error),
            Err(error) => give_up_row(services, lease, &error).await?,
        }
    }
    Ok(())
}

/// Work that panics is work that failed: the row that makes it panic is told broken like any other, and not tried for ever.
async fn unharmed<T>(work: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    // What the panic leaves behind is a transaction that is rolled back; nothing else is shared with the work.
    AssertUnwindSafe(work).catch_unwind().await.unwrap_or_else(|panic| {
        let words = panic.downcast_ref::<&str>().copied();
        let words = words.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
        Err(Error::Internal(format!("panicked: {}", words.unwrap_or("without a word"))))
    })
}

/// The job's row, held until the transaction ends, if this lease still counts.
async fn hold(tx: &DatabaseTransaction, lease: &Lease) -> Result<Option<job::Model>, Error> {
    let job = job::Entity::find_by_id(lease.job.id).lock_exclusive().one(tx).await?;
    Ok(job.filter(|job| job.fence == lease.fence && is_open(job.state)))
}

async fn waiting(tx: &DatabaseTransaction, job: JobId, most: u64) -> Result<Vec<job_row::Model>, Error> {
    Ok(job_row::Entity::find()
        .filter(job_row::Column::JobId.eq(job))
        .filter(job_row::Column::State.eq(JobRowState::Waiting))
        .order_by_asc(job_row::Column::Position)
        .limit(most)
        .all(tx)
        .await?)
}

/// The next rows of a job, to be done in one transaction; where none are left the job ends.
struct Rows<'a, F> {
    services: &'a Services,
    lease: &'a Lease,
    /// What the first of these rows ask for, and how many of them that is.
    command: &'a F,
    most: u64,
}

impl<C: OrderCommand, F: Fn(&[job_row::Model]) -> (C, usize) + Sync> Work for Rows<'_, F> {
    type Answer = Change;

    async fn run(&self, tx: &DatabaseTransaction) -> Result<Change, Error> {
        let Some(job) = hold(tx, self.lease).await? else { return Ok(Change::default()) };
        let mut rows = waiting(tx, job.id, self.most).await?;
        let (command, many) = (self.command)(&rows);
        let ended = (rows.len() as u64) < self.most && many == rows.len();
        rows.truncate(many);
        let targets: Vec<Target> = rows
            .iter()
            .filter_map(|row| row.target_id)
            .map(|id| Target { id: OrderId(id), version: None })
            .collect();
        let by = job.user_id.map_or(By::SYSTEM, By::user);
        let CarriedOut { outcomes, changed } = carry_out(self.services, tx, by, &targets, &command).await?;
        let mut outcomes = outcomes.into_iter();
        // A row whose order is not there has no target.
        let outcomes: Vec<Outcome> = rows
            .iter()
            .map(|row| row.target_id.and_then(|_| outcomes.next()).unwrap_or(Outcome::Gone))
            .collect();
        let further = record(self.services, tx, job, rows, &outcomes, ended).await?;
        Ok(Change { orders: changed, ..further })
    }
}

/// Writes what came of some rows, and how far the job is with them, and tells it.
async fn record(
    services: &Services,
    tx: &DatabaseTransaction,
    job: job::Model,
    rows: Vec<job_row::Model>,
    outcomes: &[Outcome],
    ended: bool,
) -> Result<Change, Error> {
    let done = outcomes.iter().filter(|outcome| outcome.is_done()).count();
    let rows = rows.into_iter().zip(outcomes).map(|(row, outcome)| {
        let state = if outcome.is_done() { JobRowState::Done } else { JobRowState::Failed };
        // Plain enums and texts, which JSON can always hold.
        let result = serde_json::to_value(outcome).unwrap_or_default();
        job_row::Model { state, result, ..row }
    });
    save_job_rows(tx, rows).await?;
    let now = services.now();
    let count = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
    let mut further = job::ActiveModel {
        id: Set(job.id),
        done: Set(job.done.saturating_add(count(done))),
        failed: Set(job.failed.saturating_add(count(outcomes.len() - done))),
        lease_until: Set(Some(now.plus_seconds(LEASE))),
        ..Default::default()
    };
    if ended {
        further.state = Set(JobState::Done);
        further.finished_at = Set(Some(now));
        further.lease_until = Set(None);
    }
    further.update(tx).await?;
    let change = Change::of_job(job.id);
    live::changing(tx, &change).await?;
    Ok(change)
}

/// The first row that waits is broken: it says so, under a reference that the log knows.
async fn give_up_row(services: &Services, lease: &Lease, error: &Error) -> Result<(), Error> {
    let reference = crate::reference();
    tracing::error!(reference, job = lease.job.id.0, %error, "a job's row could not be worked on");
    let change = write_tx(&services.store, async |tx| {
        let Some(job) = hold(tx, lease).await? else { return Ok(Change::default()) };
        let rows = waiting(tx, job.id, 1).await?;
        let outcomes = vec![Outcome::Broken { reference: reference.clone() }; rows.len()];
        record(services, tx, job, rows, &outcomes, false).await
    })
    .await?;
    live::changed(services, change);
    Ok(())
}

async fn fail(services: &Services, id: JobId) -> Result<(), Error> {
    let now = services.now();
    let change = Change::of_job(id);
    write_tx(&services.store, async |tx| {
        job::Entity::update_many()
            .col_expr(job::Column::State, Expr::value(JobState::Failed))
            .col_expr(job::Column::FinishedAt, Expr::value(Some(now)))
            .filter(job::Column::Id.eq(id))
            .exec(tx)
            .await?;
        live::changing(tx, &change).await
    })
    .await?;
    live::changed(services, change);
    Ok(())
}

//! Releasing orders: a thousand in a job, and one by one.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use domain::id::UserId;
use domain::query::{NewOrdersQuery, Parsed};
use domain::release::ReleaseState;
use domain::view::Selection;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _};
use serde::Serialize;
use service::command::{self, IdempotencyKey, PrepareRelease};
use service::jobs::{self, Worked, work};
use service::{Actor, Services, account};
use store::entity::order;

use crate::Run;
use crate::stats::{Figures, Times};

/// Orders of the job.
const BULK: usize = 1_000;
/// Orders that are released one by one.
const SINGLE: usize = 100;
/// Lines of each, where there are enough of such.
const LINES: i32 = 3;

/// The figures.
#[derive(Debug, Serialize)]
pub struct Releases {
    /// Orders of the job, and how many lines they have on average.
    orders: usize,
    lines: f64,
    /// What came of them: released, and refused with a reason.
    released: u32,
    refused: u32,
    /// From the order to do it until all had an outcome, in milliseconds.
    bulk_ms: f64,
    /// One order at a time.
    single: Figures,
    /// A page of the list, read by one client: while nothing else happens, and while the job runs.
    list_quiet: Figures,
    list_during_bulk: Figures,
}

/// Times releases in this process, on orders that wait for it; they are released then.
pub async fn time(run: &Run) -> anyhow::Result<Option<Releases>> {
    let services = Services::connect(&run.database).await?;
    let (owner, _) = account::actor(&services, UserId(1)).await?.context("the seed's owner is gone")?;
    let wanted = order::Entity::find()
        .filter(order::Column::ReleaseState.eq(ReleaseState::NotReleased))
        .filter(order::Column::IsTest.eq(false))
        .order_by_desc(order::Column::LineCount.eq(LINES))
        .order_by_asc(order::Column::Id)
        .limit((BULK + SINGLE) as u64)
        .select_only()
        .columns([order::Column::Number, order::Column::LineCount])
        .into_tuple::<(String, i32)>()
        .all(services.store.reader())
        .await?;
    if wanted.len() < 2 * SINGLE {
        return Ok(None);
    }
    eprintln!("releases");
    let (single, bulk) = wanted.split_at(SINGLE);
    let single = one_by_one(&services, &owner, single).await?;
    let list_quiet = list(&services, &owner, &AtomicBool::new(false), Duration::from_secs(2)).await?;

    let numbers = bulk.iter().map(|(number, _)| number.clone()).collect();
    let lines = bulk.iter().map(|(_, lines)| f64::from(*lines)).sum::<f64>() / bulk.len() as f64;
    let over = Arc::new(AtomicBool::new(false));
    let reading = tokio::spawn({
        let (services, owner, over) = (services.clone(), owner.clone(), Arc::clone(&over));
        async move { list(&services, &owner, &over, Duration::from_secs(600)).await }
    });
    let started = Instant::now();
    let key = IdempotencyKey::fresh();
    let selection = Selection::Numbers(numbers);
    let id = jobs::start(&services, &owner, &key, &selection, &PrepareRelease {}).await?;
    while work(&services, "bench").await? != Worked::Nothing {}
    let bulk_ms = started.elapsed().as_secs_f64() * 1000.0;
    over.store(true, Ordering::Relaxed);
    let list_during_bulk = reading.await??;
    let job = jobs::job(&services, &owner, id, 0).await?;
    services.store.close().await?;
    Ok(Some(Releases {
        orders: bulk.len(),
        lines: (lines * 100.0).round() / 100.0,
        released: job.done,
        refused: job.failed,
        bulk_ms: bulk_ms.round(),
        single,
        list_quiet,
        list_during_bulk,
    }))
}

async fn one_by_one(services: &Services, owner: &Actor, orders: &[(String, i32)]) -> anyhow::Result<Figures> {
    let mut taken = Vec::new();
    let began = Instant::now();
    for (number, _) in orders {
        let key = IdempotencyKey::fresh();
        let started = Instant::now();
        command::order(services, owner, &key, number, None, &PrepareRelease {}).await?;
        taken.push(started.elapsed());
    }
    let mut times = Times::default();
    times.add(taken, began.elapsed());
    Ok(times.figures())
}

/// Reads the list until it is over, at most for so long.
async fn list(
    services: &Services,
    owner: &Actor,
    over: &AtomicBool,
    most: Duration,
) -> anyhow::Result<Figures> {
    let began = Instant::now();
    let mut taken = Vec::new();
    while !over.load(Ordering::Relaxed) && began.elapsed() < most {
        let started = Instant::now();
        let all = Parsed { query: NewOrdersQuery::default(), problems: Vec::new() };
        service::new_orders(services, owner, all).await?;
        taken.push(started.elapsed());
    }
    let mut times = Times::default();
    times.add(taken, began.elapsed());
    Ok(times.figures())
}

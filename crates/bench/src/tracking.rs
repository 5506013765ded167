//! Asking about parcels: all of them when nothing is new, and some of them that move.

use std::time::Instant;

use domain::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, PaginatorTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _,
};
use serde::Serialize;
use service::Services;
use service::tracking::{Parcel, Provider, ProviderError, Report, Simulated, poll};
use store::entity::shipment;

use crate::Run;
use crate::memory::{Memory, Watch};

/// Parcels that move.
const MOVING: u64 = 5_000;

/// The figures.
#[derive(Debug, Serialize)]
pub struct Tracked {
    /// Parcels that were asked about, of which nothing new was told.
    quiet: usize,
    /// How long that took, in milliseconds.
    quiet_ms: f64,
    /// Parcels that were asked about, all of whose course was new.
    moving: usize,
    /// How long that took, in milliseconds.
    moving_ms: f64,
    /// This process's memory meanwhile.
    memory: Memory,
}

/// A provider that has nothing to tell.
struct Quiet;

impl Provider for Quiet {
    const NAME: &'static str = "quiet";

    async fn follow(&self, _: &[Parcel], _: Timestamp) -> Result<Vec<Report>, ProviderError> {
        Ok(Vec::new())
    }
}

/// Times a round through every parcel whose number is known, and one through those that move.
pub async fn time(run: &Run) -> anyhow::Result<Tracked> {
    eprintln!("tracking");
    let services = Services::connect(&run.database).await?;
    let watch = Watch::start(std::process::id());
    due(&services, None).await?;
    let started = Instant::now();
    let quiet = rounds(&services, &Quiet).await?;
    let quiet_ms = started.elapsed().as_secs_f64() * 1000.0;
    due(&services, Some(MOVING)).await?;
    let started = Instant::now();
    let moving = rounds(&services, &Simulated::at_pace(1)).await?;
    let moving_ms = started.elapsed().as_secs_f64() * 1000.0;
    let memory = watch.stop();
    services.store.close().await?;
    Ok(Tracked { quiet, quiet_ms: quiet_ms.round(), moving, moving_ms: moving_ms.round(), memory })
}

/// Makes all numbered shipments due, whatever became of them, or so many of the newest.
async fn due(services: &Services, most: Option<u64>) -> anyhow::Result<()> {
    let numbered = shipment::Entity::find()
        .filter(shipment::Column::InvoiceNumber.is_not_null())
        .filter(shipment::Column::IsTest.eq(false));
    let total = numbered.clone().count(services.store.reader()).await?;
    let first: Option<i64> = numbered
        .order_by_desc(shipment::Column::Id)
        .offset(most.unwrap_or(total).min(total).saturating_sub(1))
        .limit(1)
        .select_only()
        .column(shipment::Column::Id)
        .into_tuple()
        .one(services.store.reader())
        .await?;
    let set = |at: Option<Timestamp>| {
        shipment::Entity::update_many()
            .col_expr(shipment::Column::NextPollAt, Expr::value(at))
            .filter(shipment::Column::IsTest.eq(false))
            .filter(shipment::Column::InvoiceNumber.is_not_null())
    };
    set(None).exec(services.store.writer()).await?;
    set(Some(Timestamp(0)))
        .filter(shipment::Column::Id.gte(first.unwrap_or(0)))
        .exec(services.store.writer())
        .await?;
    Ok(())
}

async fn rounds(services: &Services, provider: &impl Provider) -> anyhow::Result<usize> {
    let mut parcels = 0;
    loop {
        let polled = poll(services, provider, false, 0).await?;
        parcels += polled.parcels;
        if !polled.more {
            return Ok(parcels);
        }
    }
}

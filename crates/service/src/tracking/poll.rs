//! Asking about parcels, and taking over what is told.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::time::Duration;

use chrono_tz::Tz;
use domain::id::{OrderId, ShipmentId};
use domain::time::Timestamp;
use domain::view::Change;
use rand::Rng as _;
use sea_orm::sea_query::{LockBehavior, LockType};
use sea_orm::{
    ColumnTrait as _, DatabaseTransaction, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _,
};
use store::entity::shipment;
use store::read::carriers as read;
use store::write_tx;

use super::{Parcel, Provider, ProviderError, Report};
use crate::command::{By, CarriedOut, Reported, Target, TrackParcels, Work, carry_out, in_tx, log_refused};
use crate::{Error, Services, live};

/// Parcels that a provider is asked about at once.
const BATCH: u64 = 200;
/// Orders of one transaction.
const ORDERS: usize = 50;
/// So long a batch is one server's, in seconds; one that died leaves its parcels to the others then.
const LEASE: i64 = 300;
/// A provider has told so long before that, in seconds, or is not waited for.
const SPARE: i64 = 60;
/// The longest pause after a provider has failed, in seconds.
const LONGEST: i64 = 3600;
/// A parcel is not asked about any more so long after its number was registered, in seconds.
const GIVEN_UP: i64 = 90 * 86_400;

/// What one round came to.
#[derive(Debug, Default)]
pub struct Polled {
    /// So many parcels were asked about.
    pub parcels: usize,
    /// So many orders changed.
    pub changed: usize,
    /// Why the provider told nothing.
    pub failed: Option<ProviderError>,
    /// Whether more may be due already.
    pub more: bool,
}

/// Asks a provider about the parcels that are due, a batch of them at most, and takes over what it tells. Of several servers each takes others. `is_test`:
/// about those of test orders, else about all others. After a provider has failed, `failures` times by now, its parcels wait the longer.
///
/// # Errors
/// When the database can't be read or written to.
pub async fn poll<P: Provider>(
    services: &Services,
    provider: &P,
    is_test: bool,
    failures: u32,
) -> Result<Polled, Error> {
    let parcels = claim(services, is_test).await?;
    if parcels.is_empty() {
        return Ok(Polled::default());
    }
    let more = parcels.len() as u64 == BATCH;
    let count = parcels.len();
    let now = services.now();
    let time = Duration::from_secs((LEASE - SPARE).unsigned_abs());
    let late = |_| Err(ProviderError::Failed("all that takes too long".to_owned()));
    let reports = match tokio::time::timeout(time, provider.follow(&parcels, now)).await.unwrap_or_else(late)
    {
        Ok(reports) => reports,
        Err(error) => {
            let pause = match error {
                ProviderError::TooOften { seconds } => seconds.clamp(1, LONGEST),
                ProviderError::Failed(_) => (30_i64 << failures.clamp(0, 7)).clamp(1, LONGEST),
            };
            again(services, &parcels, |_| pause).await?;
            return Ok(Polled { parcels: count, failed: Some(error), more: false, ..Polled::default() });
        }
    };
    let known: HashSet<(String, String)> =
        reports.iter().map(|report| (report.carrier.clone(), report.number.clone())).collect();
    let changed = take_over(services, P::NAME, &parcels, reports).await?;
    let pause = |parcel: &Parcel| match known.contains(&(parcel.carrier.clone(), parcel.number.clone())) {
        true => provider.pause((now.0 - parcel.registered_at.0) / 1_000_000),
        false => provider.rest(),
    };
    again(services, &parcels, pause).await?;
    Ok(Polled { parcels: count, changed, failed: None, more })
}

/// The merchant's time zone.
///
/// # Errors
/// When the database can't be read.
pub async fn home_zone(services: &Services) -> Result<Tz, Error> {
    let merchant = store::read::desk::merchant(services.store.reader()).await?.ok_or(Error::NotFound)?;
    Ok(merchant.time_zone.parse().unwrap_or(Tz::UTC))
}

/// Takes over what a provider tells of these parcels; gives how many orders changed. What is told of other numbers is passed over.
pub(super) async fn take_over(
    services: &Services,
    provider: &str,
    parcels: &[Parcel],
    reports: Vec<Report>,
) -> Result<usize, Error> {
    let mut by_number: HashMap<(String, String), Report> = HashMap::new();
    for report in reports {
        by_number.insert((report.carrier.clone(), report.number.clone()), report);
    }
    let mut reported: Vec<(&Parcel, Reported)> = Vec::new();
    for parcel in parcels {
        if let Some(report) = by_number.get(&(parcel.carrier.clone(), parcel.number.clone())) {
            let (shipment, registered_at) = (parcel.shipment_id, parcel.registered_at);
            reported.push((parcel, Reported { shipment, registered_at, report: report.clone() }));
        }
    }
    // Most of what is told was told before: nobody is to wait for that.
    let ids = reported.iter().flat_map(|(_, reported)| reported.ids()).collect();
    let known = read::known_events(services.store.reader(), provider, ids).await?;
    let mut of_orders: BTreeMap<OrderId, Vec<Reported>> = BTreeMap::new();
    for (parcel, reported) in reported {
        if reported.ids().any(|id| !known.contains(&id)) {
            of_orders.entry(parcel.order_id).or_default().push(reported);
        }
    }
    let of_orders: Vec<_> = of_orders.into_iter().collect();
    let mut changed = 0;
    for orders in of_orders.chunks(ORDERS) {
        let command = TrackParcels::new(provider, orders.iter().cloned().collect());
        let targets = orders.iter().map(|(id, _)| Target { id: *id, version: None }).collect();
        let numbers = in_tx(services, &Taken { services, targets, command }).await?;
        changed += numbers.len();
        live::changed(services, Change::of_orders(numbers));
    }
    Ok(changed)
}

/// Some orders whose parcels were told of.
struct Taken<'a> {
    services: &'a Services,
    targets: Vec<Target>,
    command: TrackParcels,
}

impl Work for Taken<'_> {
    type Answer = Vec<String>;

    async fn run(&self, tx: &DatabaseTransaction) -> Result<Vec<String>, Error> {
        let CarriedOut { changed, outcomes } =
            carry_out(self.services, tx, By::SYSTEM, &self.targets, &self.command).await?;
        log_refused(&self.targets, &outcomes);
        Ok(changed)
    }
}

fn due(now: Timestamp, is_test: bool) -> sea_orm::Select<shipment::Entity> {
    shipment::Entity::find()
        .filter(shipment::Column::NextPollAt.lte(now))
        .filter(shipment::Column::IsTest.eq(is_test))
        .order_by_asc(shipment::Column::NextPollAt)
        .limit(BATCH)
}

/// Parcels that are due, as one's own for a while.
async fn claim(services: &Services, is_test: bool) -> Result<Vec<Parcel>, Error> {
    let now = services.now();
    // Nobody waits to write for what may be nothing.
    if due(now, is_test).limit(1).all(services.store.reader()).await?.is_empty() {
        return Ok(Vec::new());
    }
    write_tx(&services.store, async |tx| {
        let rows = due(now, is_test)
            .lock_with_behavior(LockType::NoKeyUpdate, LockBehavior::SkipLocked)
            .all(tx)
            .await?;
        let leased = now.plus_seconds(LEASE);
        shipment::Entity::update_many()
            .col_expr(shipment::Column::NextPollAt, Some(leased).into())
            .filter(shipment::Column::Id.is_in(rows.iter().map(|row| row.id)))
            .exec(tx)
            .await?;
        let rows = rows.into_iter().map(|row| shipment::Model { next_poll_at: Some(leased), ..row });
        Ok(rows.filter_map(parcel).collect())
    })
    .await
}

/// The parcel of a shipment that has a number.
pub(super) fn parcel(row: shipment::Model) -> Option<Parcel> {
    Some(Parcel {
        shipment_id: row.id,
        order_id: row.order_id,
        shipment: row.number,
        carrier: row.carrier_code?,
        number: row.invoice_number?,
        registered_at: row.invoice_registered_at.unwrap_or(row.created_at),
        leased: row.next_poll_at,
        is_test: row.is_test,
    })
}

/// When these parcels are asked about again: after a pause, in seconds, give or take; those of which nothing more can become, never. What was
/// registered anew meanwhile is let be.
async fn again(services: &Services, parcels: &[Parcel], pause: impl Fn(&Parcel) -> i64) -> Result<(), Error> {
    let now = services.now();
    // Parcels with one pause are written together.
    let mut by_pause: BTreeMap<Option<i64>, Vec<ShipmentId>> = BTreeMap::new();
    for parcel in parcels {
        let is_given_up = (now.0 - parcel.registered_at.0) / 1_000_000 > GIVEN_UP;
        let pause = (!is_given_up).then(|| pause(parcel));
        by_pause.entry(pause).or_default().push(parcel.shipment_id);
    }
    // They were taken together.
    let leased = parcels.first().and_then(|parcel| parcel.leased);
    write_tx(&services.store, async |tx| {
        for (pause, ids) in &by_pause {
            let next = pause.map(|pause| now.plus_seconds(pause + rand::rng().random_range(0..=pause / 5)));
            shipment::Entity::update_many()
                .col_expr(shipment::Column::NextPollAt, next.into())
                .filter(shipment::Column::Id.is_in(ids.iter().copied()))
                .filter(shipment::Column::NextPollAt.eq(leased))
                .exec(tx)
                .await?;
        }
        Ok(())
    })
    .await
}

//! Webhooks, and what they tell of a number before a shipment bears it.
//!
//! Such a report is kept under its number, and taken over in the transaction that registers the number. Whoever registers a number holds its carrier's
//! row, and so does whoever keeps a report: one of them sees what the other did.

use std::collections::BTreeMap;

use domain::carrier::searched;
use domain::id::{OrderId, ShipmentId};
use domain::time::Timestamp;
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use store::entity::{early_report, shipment};
use store::read::{carriers as read, early};
use store::write_tx;

use super::poll::{parcel, take_over};
use super::{Hook, Parcel, Report, aftership};
use crate::command::{BORNE_FOR, Reported, TrackParcels};
use crate::{Error, Services, storable, storable_json};

/// A report is kept so long, in seconds.
const KEPT: i64 = 30 * 86_400;
/// So many are kept, the latest.
const MOST: u64 = 10_000;

/// Takes over what a webhook of AfterShip's tells; gives how many orders changed. It may come more than once and late: every event is kept once, and
/// moves a shipment only forward. What is told of a number that no shipment bears is kept until one does.
///
/// # Errors
/// When the database can't be read or written to.
pub async fn take_hook(services: &Services, mut hook: Hook) -> Result<usize, Error> {
    hook.report.number = storable(&hook.report.number);
    hook.slug = storable(&hook.slug);
    let mut parcels = meant(services.store.reader(), &hook, services.now()).await?;
    if parcels.is_empty() {
        parcels = write_tx(&services.store, async |tx| keep(tx, &hook, services.now()).await).await?;
    }
    let Some(first) = parcels.first() else {
        tracing::info!(number = hook.report.number, "a webhook tells of a number that no shipment bears yet");
        return Ok(0);
    };
    let report =
        Report { carrier: first.carrier.clone(), number: first.number.clone(), events: hook.report.events };
    take_over(services, aftership::NAME, &parcels, vec![report]).await
}

/// The parcels that a webhook tells of.
async fn meant(db: &impl ConnectionTrait, hook: &Hook, now: Timestamp) -> Result<Vec<Parcel>, Error> {
    let mut rows = read::by_invoice_number(db, &searched(&hook.report.number)).await?;
    // A number that arrived long ago is another parcel's by now.
    let since = now.plus_seconds(-BORNE_FOR);
    rows.retain(|row| !row.is_test && row.delivered_at.is_none_or(|at| at >= since));
    let carriers = hook.carriers();
    // A carrier whose name AfterShip has for itself: whoever bears the number is meant, where that is one carrier's alone.
    let only = rows.first().map(|row| row.carrier_code.clone());
    let is_one = rows.iter().all(|row| Some(&row.carrier_code) == only.as_ref());
    let is_meant = |row: &shipment::Model| match &row.carrier_code {
        Some(code) if !carriers.is_empty() => carriers.contains(&code.as_str()),
        _ => is_one,
    };
    Ok(rows.into_iter().filter(is_meant).filter_map(parcel).collect())
}

/// Keeps a report of a number that no shipment bears, beside what was told of it before; gives the parcels when one does by now.
async fn keep(tx: &DatabaseTransaction, hook: &Hook, now: Timestamp) -> Result<Vec<Parcel>, Error> {
    let carriers = hook.carriers();
    let all: Vec<String>;
    let held: Vec<&str> = if carriers.is_empty() {
        all = read::carriers(tx).await?.into_iter().map(|row| row.code).collect();
        all.iter().map(String::as_str).collect()
    } else {
        carriers
    };
    read::hold_carriers(tx, &held).await?;
    let parcels = meant(tx, hook, now).await?;
    // What can be no number is borne by nobody, ever.
    let Some(number) = key(&hook.report.number).filter(|_| parcels.is_empty()) else { return Ok(parcels) };
    let before = early::of_numbers(tx, std::slice::from_ref(&number)).await?;
    let before = before.into_iter().find(|row| row.slug == hook.slug).and_then(report);
    let mut events = before.map(|report| report.events).unwrap_or_default();
    for told in &hook.report.events {
        if events.iter().all(|known| known.id != told.id) {
            events.push(told.clone());
        }
    }
    let report = Report { carrier: String::new(), number: hook.report.number.clone(), events };
    let row = early_report::Model {
        number,
        slug: hook.slug.clone(),
        // Texts, numbers and JSON, which JSON can always hold.
        report: storable_json(serde_json::to_value(report).unwrap_or_default()),
        received_at: now,
    };
    store::write::save_early_report(tx, row).await?;
    Ok(Vec::new())
}

/// What was told early of numbers that these shipments bear from now on, as a command to their orders; none where nothing was. It is not kept any
/// longer.
///
/// # Errors
/// When the database can't be read or written to.
pub(crate) async fn take_early(
    tx: &DatabaseTransaction,
    shipments: &[ShipmentId],
) -> Result<Option<(Vec<OrderId>, TrackParcels)>, Error> {
    let rows = read::by_ids(tx, shipments).await?;
    let parcels: Vec<Parcel> = rows.into_iter().filter(|row| !row.is_test).filter_map(parcel).collect();
    let numbers: Vec<String> = parcels.iter().filter_map(|parcel| key(&parcel.number)).collect();
    let early = early::of_numbers(tx, &numbers).await?;
    let mut reports: BTreeMap<OrderId, Vec<Reported>> = BTreeMap::new();
    let mut taken = Vec::new();
    for row in early {
        let carriers = aftership::carriers(&row.slug);
        let is_meant = |parcel: &&Parcel| {
            key(&parcel.number).as_ref() == Some(&row.number)
                && (carriers.is_empty() || carriers.contains(&parcel.carrier.as_str()))
        };
        let meant: Vec<&Parcel> = parcels.iter().filter(is_meant).collect();
        if meant.is_empty() {
            continue;
        }
        taken.push((row.number.clone(), row.slug.clone()));
        let Some(report) = report(row) else { continue };
        for parcel in meant {
            let (carrier, number) = (parcel.carrier.clone(), parcel.number.clone());
            let report = Report { carrier, number, events: report.events.clone() };
            let (shipment, registered_at) = (parcel.shipment_id, parcel.registered_at);
            reports.entry(parcel.order_id).or_default().push(Reported { shipment, registered_at, report });
        }
    }
    store::write::drop_early_reports(tx, &taken).await?;
    let orders: Vec<OrderId> = reports.keys().copied().collect();
    Ok((!orders.is_empty()).then(|| (orders, TrackParcels::new(aftership::NAME, reports))))
}

/// Forgets reports of numbers that nobody registered for long, and the oldest when there are too many.
///
/// # Errors
/// When the database can't be written to.
pub(crate) async fn forget(tx: &DatabaseTransaction, now: Timestamp) -> Result<(), Error> {
    Ok(store::write::forget_early_reports(tx, now.plus_seconds(-KEPT), MOST).await?)
}

/// What a number's report is kept under: however it is written.
fn key(number: &str) -> Option<String> {
    searched(number).pop()
}

fn report(row: early_report::Model) -> Option<Report> {
    serde_json::from_value(row.report).ok()
}

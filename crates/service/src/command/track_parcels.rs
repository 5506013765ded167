//! Take over what became of parcels, as a tracking provider tells it (INV-08).

use std::collections::{BTreeMap, HashSet};

use domain::id::{OrderId, ShipmentId, ShipmentInvoiceId, TrackingEventId};
use domain::kind::InvoiceAction;
use domain::order::{Command, Refusal, ShipmentIndex, Stocks};
use domain::outcome::Outcome;
use domain::role::Permission;
use domain::shipment::{CarrierEvent, Numbering};
use domain::time::Timestamp;
use domain::timeline::TimelineEvent;
use sea_orm::DatabaseTransaction;
use serde::{Deserialize, Serialize};
use store::aggregate::OrderParts;
use store::entity::{carrier, shipment_invoice, tracking_event};
use store::read;
use store::read::goods::lock_stocks;
use store::write::save_tracking_events;

use super::move_shipment::notify;
use super::{Desk, OrderCommand};
use crate::tracking::{Report, Told};
use crate::{Error, storable, storable_json};

/// What was told of one shipment's number.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Reported {
    /// The shipment.
    pub shipment: ShipmentId,
    /// When its number was registered: registered anew it is another parcel, for which everything is new.
    pub registered_at: Timestamp,
    /// What was told.
    pub report: Report,
}

impl Reported {
    /// What its events are kept by.
    pub fn ids(&self) -> impl Iterator<Item = String> {
        self.report.events.iter().map(|told| self.id(told))
    }

    fn id(&self, told: &Told) -> String {
        storable(&format!("{}:{}:{}", self.shipment.0, self.registered_at.0, told.id))
    }

    fn row(&self, provider: &str, told: &Told, now: Timestamp) -> tracking_event::Model {
        let cut = |text: &str| storable(text).chars().take(500).collect::<String>();
        tracking_event::Model {
            id: TrackingEventId(0),
            shipment_id: Some(self.shipment),
            carrier_code: Some(self.report.carrier.clone()),
            number: Some(self.report.number.clone()),
            provider: provider.to_owned(),
            provider_event_id: self.id(told),
            status: told.event.map_or_else(|| cut(&told.status), |event| event.to_string()),
            place: told.place.as_deref().map(cut),
            message: told.message.as_deref().map(cut),
            raw: storable_json(told.raw.clone()),
            occurred_at: told.occurred_at,
            received_at: now,
        }
    }
}

/// Take over what was told of these orders' parcels.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct TrackParcels {
    provider: String,
    reports: BTreeMap<i64, Vec<Reported>>,
}

impl TrackParcels {
    /// What `provider` tells, by order.
    pub(crate) fn new(provider: &str, reports: BTreeMap<OrderId, Vec<Reported>>) -> Self {
        let reports = reports.into_iter().map(|(order, reports)| (order.0, reports)).collect();
        Self { provider: provider.to_owned(), reports }
    }

    fn of(&self, parts: &OrderParts) -> &[Reported] {
        self.reports.get(&parts.order.id.0).map(Vec::as_slice).unwrap_or_default()
    }
}

/// What the command looks at beside the orders.
#[derive(Debug, Default)]
pub struct New {
    /// The events that never came before, by their ids.
    events: HashSet<String>,
    carriers: Vec<carrier::Model>,
}

impl OrderCommand for TrackParcels {
    const NAME: &'static str = "track_parcels";
    const PERMISSION: Permission = Permission::Fulfil;
    type Context = New;

    /// Keeps every event that never came before: that it came is true, whatever follows from it.
    async fn gather(
        &self,
        tx: &DatabaseTransaction,
        orders: &[OrderParts],
        now: Timestamp,
    ) -> Result<(New, Stocks), Error> {
        let mut skus: Vec<_> =
            orders.iter().flat_map(|parts| &parts.lines).filter_map(|line| line.sku_id).collect();
        skus.sort_unstable();
        skus.dedup();
        let stocks = lock_stocks(tx, &skus).await?;
        let reported = || orders.iter().flat_map(|parts| self.of(parts));
        let ids = reported().flat_map(Reported::ids).collect();
        let known = read::carriers::known_events(tx, &self.provider, ids).await?;
        let mut rows = BTreeMap::new();
        for reported in reported() {
            for told in &reported.report.events {
                let id = reported.id(told);
                if !known.contains(&id) {
                    rows.entry(id).or_insert_with(|| reported.row(&self.provider, told, now));
                }
            }
        }
        let events = rows.keys().cloned().collect();
        save_tracking_events(tx, rows.into_values().collect()).await?;
        Ok((New { events, carriers: read::carriers::carriers(tx).await? }, stocks))
    }

    fn decide(&self, desk: &mut Desk<'_>, new: &New) -> Result<Outcome, Refusal> {
        let before = desk.parts().shipments.clone();
        for reported in self.of(desk.parts()) {
            let Reported { shipment, registered_at, report } = reported;
            let found = ShipmentIndex::all(&before).zip(&before).find(|(_, (row, _))| row.id == *shipment);
            let Some((index, (row, _))) = found else { continue };
            // What is told of another number than it bears by now is about another parcel.
            let is_its = row.carrier_code.as_ref() == Some(&report.carrier)
                && row.invoice_number.as_ref() == Some(&report.number)
                && row.invoice_registered_at.unwrap_or(row.created_at) == *registered_at
                && row.numbering() == Numbering::Invoice;
            if !is_its {
                continue;
            }
            let is_new = |told: &&Told| new.events.contains(&reported.id(told));
            // A carrier gives its numbers again: what was before the shipment is another parcel's.
            let mut events: Vec<&Told> = report.events.iter().filter(is_new).collect();
            events.retain(|told| told.occurred_at >= row.created_at);
            events.sort_by_key(|told| told.occurred_at);
            for told in events {
                let Some(event) = told.event else { continue };
                let stood = index.of(&desk.parts().shipments).map(|(row, _)| row.status);
                // A clock that is fast must not make all that follows late.
                let occurred_at = told.occurred_at.min(desk.now());
                desk.decide(&Command::Track { shipment: index, event, occurred_at }, None)?;
                let stands = index.of(&desk.parts().shipments).map(|(row, _)| row.status);
                if event == CarrierEvent::InvoiceRejected && stands != stood {
                    reject(desk, index, told)?;
                }
            }
            // Of what came together the customer is told the end.
            notify(desk, index, row, &new.carriers);
        }
        let is_same = desk.parts().shipments == before;
        Ok(if is_same { Outcome::Unchanged } else { Outcome::Done { shipments: Vec::new() } })
    }
}

/// Writes down that the carrier does not know the number.
fn reject(desk: &mut Desk<'_>, index: ShipmentIndex, told: &Told) -> Result<(), Refusal> {
    let why = storable(told.message.as_deref().unwrap_or(&told.status));
    let why: String = why.chars().take(200).collect();
    let mut rejected = None;
    desk.edit(|parts| {
        if let Some((row, _)) = parts.shipments.get_mut(index.0 as usize) {
            rejected = Some(row.clone());
            // The number is nobody's now; the history has it.
            row.invoice_number = None;
            row.invoice_registered_at = None;
            row.invoice_rejected = Some(why.clone());
            row.next_poll_at = None;
        }
    })?;
    let Some(row) = rejected else { return Ok(()) };
    desk.tell(&TimelineEvent::InvoiceRejected {
        shipment: row.number,
        number: row.invoice_number.clone().unwrap_or_default(),
        why: why.clone(),
    });
    desk.record(shipment_invoice::Model {
        id: ShipmentInvoiceId(0),
        shipment_id: row.id,
        action: InvoiceAction::Rejected,
        carrier_before: row.carrier_code,
        number_before: row.invoice_number,
        carrier_after: None,
        number_after: None,
        reason: Some(why),
        user_id: None,
        at: desk.now(),
    });
    Ok(())
}

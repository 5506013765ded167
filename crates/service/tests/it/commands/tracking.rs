//! INV-08: parcels on their way.

use std::future::Future;
use std::sync::Mutex;

use domain::kind::{InvoiceAction, Notice};
use domain::outcome::Outcome;
use domain::role::Role;
use domain::shipment::{CarrierEvent, ShipmentCommand, ShipmentStatus};
use domain::time::Timestamp;
use rand::SeedableRng as _;
use rand::seq::SliceRandom as _;
use rand_chacha::ChaCha8Rng;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde_json::json;
use service::Services;
use service::command::{IdempotencyKey, Invoice, Step, move_shipment};
use service::tracking::{Hook, Parcel, Provider, ProviderError, Report, Simulated, Told, poll, take_hook};
use store::entity::{notice, shipment, tracking_event};
use store::testing::{TestDb, each_database};

use super::books::{balance, stocks};
use super::{Clock, open, ready_order, release, yamato as number};
use crate::shop::actor;

/// Releases an order and registers an invoice; gives the Shipment No.
pub async fn on_its_way(services: &Services, order: &str, number: &str) -> String {
    let shipments = released(services, order).await;
    let invoice = Invoice { carrier: "yamato".to_owned(), number: number.to_owned() };
    step(services, &shipments[0], Step::Register(invoice)).await;
    shipments.into_iter().next().unwrap()
}

/// Releases an order; gives its shipments.
pub async fn released(services: &Services, order: &str) -> Vec<String> {
    let Outcome::Done { shipments } = release(services, order).await else { panic!("{order}") };
    shipments
}

pub async fn step(services: &Services, shipment: &str, step: Step) {
    let key = IdempotencyKey::fresh();
    let done = move_shipment(services, &actor(Role::Owner), &key, shipment, None, step).await.unwrap();
    assert!(matches!(done, Outcome::Done { .. }), "{done:?}");
}

pub async fn row(db: &TestDb, number: &str) -> shipment::Model {
    let found = shipment::Entity::find().filter(shipment::Column::Number.eq(number));
    found.one(db.store.reader()).await.unwrap().unwrap()
}

pub async fn kept(db: &TestDb) -> usize {
    tracking_event::Entity::find().all(db.store.reader()).await.unwrap().len()
}

async fn notices(db: &TestDb) -> Vec<Notice> {
    let rows = notice::Entity::find().all(db.store.reader()).await.unwrap();
    let mut kinds: Vec<Notice> = rows
        .into_iter()
        .map(|row| row.template.parse().unwrap())
        .filter(|kind| *kind != Notice::OrderProcessing)
        .collect();
    kinds.sort_unstable_by_key(|kind| kind.as_str());
    kinds.reverse();
    kinds
}

/// A provider that tells what a test says, and remembers what it was asked about.
#[derive(Default)]
struct Scripted {
    told: Vec<Told>,
    fails: bool,
    asked: Mutex<Vec<String>>,
}

impl Provider for Scripted {
    const NAME: &'static str = "scripted";

    fn follow(
        &self,
        parcels: &[Parcel],
        _: Timestamp,
    ) -> impl Future<Output = Result<Vec<Report>, ProviderError>> + Send {
        self.asked.lock().unwrap().extend(parcels.iter().map(|parcel| parcel.number.clone()));
        let report = |parcel: &Parcel| Report {
            carrier: parcel.carrier.clone(),
            number: parcel.number.clone(),
            events: self.told.clone(),
        };
        let reports = parcels.iter().map(report).collect();
        std::future::ready(match self.fails {
            true => Err(ProviderError::Failed("out of order".to_owned())),
            false => Ok(reports),
        })
    }
}

fn told(step: i64, event: CarrierEvent, from: Timestamp) -> Told {
    Told {
        id: format!("event {step}"),
        event: Some(event),
        status: event.to_string(),
        place: Some("Depot".to_owned()),
        message: None,
        occurred_at: from.plus_seconds(3600 * step),
        raw: json!({}),
    }
}

#[tokio::test]
async fn inv_08_a_simulated_parcel_moves_to_the_door_by_itself_and_its_customer_is_told() {
    each_database(async |db| {
        open(db, 20, vec![ready_order(1, 2)]).await;
        let placed = stocks(db).await;
        let (services, clock) = Clock::of(&db.store);
        // One of those that nothing happens to on the way.
        let shipment = on_its_way(&services, "W-1", &number(7)).await;
        let provider = Simulated::at_pace(60);
        let mut course = vec![row(db, &shipment).await.status];
        for _ in 0..80 {
            clock.pass(60);
            poll(&services, &provider, false, 0).await.unwrap();
            // Test orders' parcels are another round's.
            assert_eq!(poll(&services, &provider, true, 0).await.unwrap().parcels, 0);
            course.push(row(db, &shipment).await.status);
        }
        course.dedup();
        use ShipmentStatus::{Delivered, InTransit, OutForDelivery, PreparingToShip, Released};
        assert_eq!(course, [PreparingToShip, Released, InTransit, OutForDelivery, Delivered]);
        assert_eq!(kept(db).await, 5);
        assert_eq!(notices(db).await, [Notice::OrderShipped, Notice::OrderDelivered]);
        // Nothing more can become of it: nobody asks any more.
        assert_eq!(row(db, &shipment).await.next_poll_at, None);
        let detail = service::shipment(&services, &actor(Role::Viewer), &shipment).await.unwrap();
        let said: Vec<_> = detail.events.iter().map(|event| event.said.as_str()).collect();
        assert_eq!(said[0], "At the door · Delivered");
        assert_eq!(detail.events.len(), 5);
        balance(db, &placed).await;
    })
    .await;
}

#[tokio::test]
async fn inv_08_repeated_and_shuffled_events_are_kept_once_and_end_in_the_same_state() {
    use CarrierEvent::{Accepted, Delivered, Failed, InTransit, OutForDelivery};

    each_database(async |db| {
        open(db, 200, (1..=24).map(|id| ready_order(id, 1)).collect()).await;
        let placed = stocks(db).await;
        let (services, clock) = Clock::of(&db.store);
        let mut chance = ChaCha8Rng::seed_from_u64(8);
        for id in 1..=24 {
            let shipment = on_its_way(&services, &format!("W-{id}"), &number(id)).await;
            let from = row(db, &shipment).await.created_at;
            let mut events: Vec<Told> = [Accepted, InTransit, Failed, OutForDelivery, Delivered]
                .into_iter()
                .zip(1..)
                .map(|(event, step)| Told { id: format!("{id}/{step}"), ..told(step, event, from) })
                .collect();
            events.shuffle(&mut chance);
            // Each comes in a round of its own, and in the next ones, too.
            for upto in 1..=events.len() {
                clock.pass(20 * 3600);
                let provider = Scripted { told: events[..upto].to_vec(), ..Scripted::default() };
                poll(&services, &provider, false, 0).await.unwrap();
            }
            let after = row(db, &shipment).await;
            assert_eq!(after.status, ShipmentStatus::Delivered, "{events:?}");
            // What came after the delivery was told of is not asked about any more.
            assert!(after.latest_event_at.is_some());
        }
        let told = notices(db).await;
        let count = |kind| told.iter().filter(|found| **found == kind).count();
        assert_eq!(count(Notice::OrderDelivered), 24);
        // Of what was told only after it had failed or arrived, nobody hears that it was shipped.
        assert!((1..24).contains(&count(Notice::OrderShipped)), "{told:?}");
        balance(db, &placed).await;
    })
    .await;
}

#[tokio::test]
async fn inv_01_inv_08_a_rejected_number_goes_back_and_is_replaced_and_tracking_starts_anew() {
    each_database(async |db| {
        open(db, 20, vec![ready_order(1, 2)]).await;
        let placed = stocks(db).await;
        let (services, clock) = Clock::of(&db.store);
        let shipment = on_its_way(&services, "W-1", &number(1)).await;
        let from = row(db, &shipment).await.created_at;
        let rejected = Told {
            message: Some("Unknown number".to_owned()),
            ..told(1, CarrierEvent::InvoiceRejected, from)
        };
        let provider = Scripted { told: vec![rejected], ..Scripted::default() };
        poll(&services, &provider, false, 0).await.unwrap();
        let detail = service::shipment(&services, &actor(Role::Owner), &shipment).await.unwrap();
        assert_eq!(detail.status, ShipmentStatus::PreparingToRelease);
        assert_eq!(detail.rejected.as_deref(), Some("Unknown number"));
        assert!(detail.can(ShipmentCommand::ChangeInvoice));
        let history: Vec<_> = detail.history.iter().map(|entry| entry.action).collect();
        assert_eq!(history, [InvoiceAction::Rejected, InvoiceAction::Registered]);
        assert_eq!(row(db, &shipment).await.next_poll_at, None);
        clock.pass(86_400);
        assert_eq!(poll(&services, &provider, false, 0).await.unwrap().parcels, 0);

        let invoice = Invoice { carrier: "yamato".to_owned(), number: number(2) };
        step(&services, &shipment, Step::Change(invoice)).await;
        let accepted = Told { id: "another".to_owned(), ..told(2, CarrierEvent::Accepted, from) };
        let provider = Scripted { told: vec![accepted], ..Scripted::default() };
        assert_eq!(poll(&services, &provider, false, 0).await.unwrap().changed, 1);
        assert_eq!(row(db, &shipment).await.status, ShipmentStatus::Released);
        // Only what was told of the number that it bears.
        let detail = service::shipment(&services, &actor(Role::Owner), &shipment).await.unwrap();
        assert_eq!(detail.events.len(), 1);
        balance(db, &placed).await;
    })
    .await;
}

#[tokio::test]
async fn inv_08_of_several_servers_each_asks_about_other_parcels_and_a_provider_that_fails_is_left_alone() {
    each_database(async |db| {
        open(db, 200, (1..=20).map(|id| ready_order(id, 1)).collect()).await;
        let (services, clock) = Clock::of(&db.store);
        for id in 1..=20 {
            on_its_way(&services, &format!("W-{id}"), &number(id)).await;
        }
        let provider = Scripted::default();
        let (a, b, c) = tokio::join!(
            poll(&services, &provider, false, 0),
            poll(&services, &provider, false, 0),
            poll(&services, &provider, false, 0)
        );
        assert_eq!(a.unwrap().parcels + b.unwrap().parcels + c.unwrap().parcels, 20);
        let mut asked = provider.asked.lock().unwrap().clone();
        asked.sort_unstable();
        asked.dedup();
        assert_eq!(asked.len(), 20);

        clock.pass(2 * 3600);
        let broken = Scripted { fails: true, ..Scripted::default() };
        let polled = poll(&services, &broken, false, 3).await.unwrap();
        assert_eq!((polled.parcels, polled.changed, polled.failed.is_some()), (20, 0, true));
        // 30 s, doubled three times.
        clock.pass(200);
        assert_eq!(poll(&services, &provider, false, 0).await.unwrap().parcels, 0);
        clock.pass(100);
        assert_eq!(poll(&services, &provider, false, 0).await.unwrap().parcels, 20);
        assert_eq!(kept(db).await, 0);
    })
    .await;
}

#[tokio::test]
async fn inv_08_a_webhook_moves_the_shipment_that_bears_its_number_once() {
    each_database(async |db| {
        let services = open(db, 20, vec![ready_order(1, 2)]).await;
        let placed = stocks(db).await;
        let shipment = on_its_way(&services, "W-1", &number(1)).await;
        let from = row(db, &shipment).await.created_at;
        let hook = |slug: &str, number: String| Hook {
            slug: slug.to_owned(),
            report: Report {
                carrier: String::new(),
                number,
                events: vec![told(1, CarrierEvent::InTransit, from)],
            },
        };
        // Of another carrier, or a number that nobody bears.
        assert_eq!(take_hook(&services, hook("ups", number(1))).await.unwrap(), 0);
        assert_eq!(take_hook(&services, hook("taqbin-jp", number(2))).await.unwrap(), 0);
        assert_eq!(kept(db).await, 0);
        assert_eq!(take_hook(&services, hook("taqbin-jp", number(1))).await.unwrap(), 1);
        assert_eq!(take_hook(&services, hook("of its own", number(1))).await.unwrap(), 0);
        assert_eq!(kept(db).await, 1);
        assert_eq!(row(db, &shipment).await.status, ShipmentStatus::InTransit);
        balance(db, &placed).await;
    })
    .await;
}

//! What is told repeatedly, in any order, by webhooks and when asked, ends the same; and what is due is found at once.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use rand::seq::SliceRandom as _;
use rand::{Rng as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _};
use service::tracking::{home_zone, hook, take_hook};
use sha2::Sha256;
use store::entity::{order_line, shipment, tracking_event};

use super::*;
use crate::plans::{Plan, plans};

const SECRET: &str = "a secret of the test";

/// A course of a parcel as carriers tell it: forward, and after a failed attempt back, out once more, failed again, or delivered.
fn course(chance: &mut ChaCha8Rng) -> Vec<CarrierEvent> {
    use CarrierEvent::{Accepted, Delivered, Failed, InTransit, OutForDelivery};
    let mut course = vec![Accepted, InTransit, InTransit, OutForDelivery];
    course.truncate(chance.random_range(1..=4));
    for _ in 0..chance.random_range(0..3) {
        course.push(Failed);
        course.extend([None, Some(InTransit), Some(OutForDelivery)][chance.random_range(0..3)]);
    }
    if chance.random_bool(0.4) {
        course.push(Delivered);
    }
    course
}

/// What may come of a course at once: all that was known at a moment, as AfterShip tells it; or, of what is delivered in the end, any one of it.
fn parts(course: &[Value], is_delivered: bool) -> Vec<Vec<Value>> {
    let known = (1..=course.len()).map(|upto| course[..upto].to_vec());
    match is_delivered {
        true => course.iter().map(|one| vec![one.clone()]).collect(),
        false => known.collect(),
    }
}

/// A webhook that tells these checkpoints of a number, signed and read.
async fn hooked(services: &Services, number: &str, checkpoints: &[Value]) -> service::tracking::Hook {
    let mut msg = tracking(YAMATO, number);
    msg["checkpoints"] = json!(checkpoints);
    let body = json!({ "event": "tracking_update", "msg": msg }).to_string();
    let mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap().chain_update(&body);
    let signature = STANDARD.encode(mac.finalize().into_bytes());
    let zone = home_zone(services).await.unwrap();
    hook(SECRET, Some(&signature), body.as_bytes(), zone).unwrap().unwrap()
}

/// All that is to be the same.
#[derive(Debug, PartialEq, Eq)]
struct End {
    /// Each shipment's status, and when its latest event occurred.
    shipments: Vec<(ShipmentStatus, Option<Timestamp>)>,
    /// What became of each line's units.
    lines: Vec<[i32; 4]>,
    /// The events that are kept.
    events: Vec<(String, String, Timestamp)>,
}

async fn end(db: &TestDb) -> End {
    let numbered = shipment::Entity::find()
        .filter(shipment::Column::InvoiceNumber.is_not_null())
        .order_by_asc(shipment::Column::Id);
    let shipments = numbered.all(db.store.reader()).await.unwrap();
    let lines = order_line::Entity::find()
        .order_by_asc(order_line::Column::OrderId)
        .order_by_asc(order_line::Column::Position);
    let lines = lines.all(db.store.reader()).await.unwrap();
    let events = tracking_event::Entity::find().all(db.store.reader()).await.unwrap();
    let mut events: Vec<_> =
        events.into_iter().map(|row| (row.number.unwrap(), row.status, row.occurred_at)).collect();
    events.sort_unstable();
    End {
        shipments: shipments.into_iter().map(|row| (row.status, row.latest_event_at)).collect(),
        lines: lines
            .into_iter()
            .map(|line| [line.packed, line.handed_over, line.delivered, line.returned])
            .collect(),
        events,
    }
}

/// What a carrier tells of a parcel, in words of AfterShip's.
fn tag(event: CarrierEvent) -> (&'static str, &'static str) {
    match event {
        CarrierEvent::Accepted => ACCEPTED,
        CarrierEvent::InTransit => ("InTransit", "InTransit_007"),
        CarrierEvent::OutForDelivery => ("OutForDelivery", "OutForDelivery_001"),
        CarrierEvent::Failed => ("AttemptFail", "AttemptFail_002"),
        CarrierEvent::Delivered => ("Delivered", "Delivered_001"),
        CarrierEvent::InvoiceRejected => ("Exception", "Exception_001"),
    }
}

#[tokio::test]
async fn inv_08_told_repeatedly_in_any_order_by_webhooks_and_when_asked_it_ends_the_same() {
    const PARCELS: u64 = 12;
    async fn run(db: &TestDb, shuffled: Option<u64>) {
        let mock = Mock::start().await;
        opened(db, PARCELS).await;
        let placed = stocks(db).await;
        let (services, clock, _) = numbered(db, PARCELS).await;
        let provider = asking(&services, &mock, KEY);
        poll(&services, &provider, false, 0).await.unwrap();
        let from = services.now();
        clock.pass(2 * HOUR);
        let mut courses = ChaCha8Rng::seed_from_u64(26);
        let mut told: Vec<(u64, Vec<Value>)> = Vec::new();
        let mut parted: Vec<(u64, Vec<Value>)> = Vec::new();
        for id in 1..=PARCELS {
            let at = |step: usize| from.plus_seconds(60 * (1 + i64::try_from(step).unwrap()));
            let events = course(&mut courses);
            let steps = events.iter().enumerate();
            let all: Vec<Value> = steps.map(|(step, event)| checkpoint(tag(*event), at(step))).collect();
            let is_delivered = events.last() == Some(&CarrierEvent::Delivered);
            parted.extend(parts(&all, is_delivered).into_iter().map(|part| (id, part)));
            told.push((id, all));
        }
        if let Some(seed) = shuffled {
            let mut chance = ChaCha8Rng::seed_from_u64(seed);
            parted.extend(parted.clone());
            parted.shuffle(&mut chance);
            for (id, checkpoints) in parted {
                if chance.random_bool(0.5) {
                    let hook = hooked(&services, &number(id), &checkpoints).await;
                    take_hook(&services, hook).await.unwrap();
                } else {
                    mock.happen(YAMATO, &number(id), &checkpoints);
                }
                if chance.random_bool(0.3) {
                    clock.pass(4 * HOUR);
                    poll(&services, &provider, false, 0).await.unwrap();
                }
            }
        }
        // In the end all of it by a webhook, as AfterShip tells it.
        for (id, checkpoints) in &told {
            take_hook(&services, hooked(&services, &number(*id), checkpoints).await).await.unwrap();
        }
        clock.pass(4 * HOUR);
        poll(&services, &provider, false, 0).await.unwrap();
        balance(db, &placed).await;
    }
    let straight = TestDb::sqlite().await;
    run(&straight, None).await;
    let expected = end(&straight).await;
    straight.remove().await;
    let statuses: std::collections::BTreeSet<_> =
        expected.shipments.iter().map(|(status, _)| status.as_str()).collect();
    assert!(statuses.len() >= 3, "the courses end in many ways: {statuses:?}");
    for seed in 1..=4 {
        each_database(async |db| {
            run(db, Some(seed)).await;
            assert_eq!(end(db).await, expected, "seed {seed}");
        })
        .await;
    }
}

#[tokio::test]
async fn inv_08_parcels_that_are_due_are_one_range_of_one_index() {
    each_database(async |db| {
        let mock = Mock::start().await;
        shop(db, 3).await;
        let (store, heard) = db.watched();
        let (services, _) = Clock::of(&store);
        let provider = asking(&services, &mock, KEY);
        heard.take();
        assert_eq!(poll(&services, &provider, false, 0).await.unwrap().parcels, 3);
        let mut due = heard.take();
        due.retain(|statement| statement.sql.contains("\"next_poll_at\" <="));
        assert!(due.len() >= 2, "whether there are any, and then those");
        for plan in plans(db, due).await {
            let (sql, text, sorts) = match plan {
                Plan::Sqlite { sql, steps } => {
                    let text = format!("{steps:?}");
                    let sorts = text.contains("TEMP B-TREE");
                    (sql, text, sorts)
                }
                Plan::Postgres { sql, tree } => {
                    let text = tree.to_string();
                    let sorts = text.contains("\"Sort\"");
                    (sql, text, sorts)
                }
            };
            assert!(text.contains("ix_shipment_is_test_next_poll_at_part") && !sorts, "{text}\nof {sql}");
        }
    })
    .await;
}

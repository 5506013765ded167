//! Webhooks that come before a shipment bears their number.

use domain::time::Timestamp;
use sea_orm::{EntityTrait as _, PaginatorTrait as _};
use service::tracking::{Hook, Report, Told, take_hook};
use store::entity::early_report;

use super::*;

fn early(slug: &str, number: &str, events: Vec<Told>) -> Hook {
    let report = Report { carrier: String::new(), number: number.to_owned(), events };
    Hook { slug: slug.to_owned(), report }
}

fn told(id: &str, event: CarrierEvent, at: Timestamp) -> Told {
    Told {
        id: id.to_owned(),
        event: Some(event),
        status: event.to_string(),
        place: None,
        // What PostgreSQL can't keep.
        message: Some("a\0b".to_owned()),
        occurred_at: at,
        raw: json!({ "message": "a\0b" }),
    }
}

async fn waiting(db: &TestDb) -> u64 {
    early_report::Entity::find().count(db.store.reader()).await.unwrap()
}

#[tokio::test]
async fn inv_08_what_is_told_before_a_number_is_registered_is_taken_over_with_it() {
    each_database(async |db| {
        open(db, 20, vec![ready_order(1, 1), ready_order(2, 1)]).await;
        let placed = stocks(db).await;
        let (services, clock) = Clock::of(&db.store);
        let [shipment]: [String; 1] = released(&services, "W-1").await.try_into().unwrap();
        let [other]: [String; 1] = released(&services, "W-2").await.try_into().unwrap();
        clock.pass(HOUR);
        let now = services.now();
        let accepted = told("a", CarrierEvent::Accepted, now.plus_seconds(-600));
        let moving = told("b", CarrierEvent::InTransit, now.plus_seconds(-300));
        // Two halves, the later one first and once more; in another spelling; and what another carrier tells of the same number.
        let written = format!("{}-{}", &number(1)[..4], &number(1)[4..]);
        for hook in [
            early(YAMATO, &number(1), vec![moving.clone()]),
            early(YAMATO, &written, vec![accepted.clone()]),
            early(YAMATO, &number(1), vec![moving.clone()]),
            early("ups", &number(1), vec![told("c", CarrierEvent::Delivered, now)]),
            early("of its own", &number(2), vec![accepted.clone()]),
            early(YAMATO, "", vec![accepted.clone()]),
        ] {
            assert_eq!(take_hook(&services, hook).await.unwrap(), 0);
        }
        assert_eq!((waiting(db).await, kept(db).await), (3, 0));

        clock.pass(HOUR);
        let invoice = |id| Invoice { carrier: "yamato".to_owned(), number: number(id) };
        step(&services, &shipment, Step::Register(invoice(1))).await;
        assert_eq!((waiting(db).await, kept(db).await), (2, 2));
        assert_eq!(row(db, &shipment).await.status, ShipmentStatus::InTransit);
        step(&services, &other, Step::Register(invoice(2))).await;
        assert_eq!((waiting(db).await, kept(db).await), (1, 3));
        assert_eq!(row(db, &other).await.status, ShipmentStatus::Released);
        // It comes once more, and changes nothing.
        let hook = early(YAMATO, &number(1), vec![accepted, moving]);
        assert_eq!(take_hook(&services, hook).await.unwrap(), 0);
        assert_eq!((waiting(db).await, kept(db).await), (1, 3));
        balance(db, &placed).await;
    })
    .await;
}

#[tokio::test]
async fn inv_08_a_webhook_that_comes_while_its_number_is_registered_is_not_lost() {
    each_database(async |db| {
        let orders = 12;
        open(db, 200, (1..=orders).map(|id| ready_order(id, 1)).collect()).await;
        let (services, clock) = Clock::of(&db.store);
        let mut shipments = Vec::new();
        for id in 1..=orders {
            shipments.extend(released(&services, &format!("W-{id}")).await);
        }
        clock.pass(HOUR);
        let at = services.now().plus_seconds(-600);
        for (id, shipment) in (1..).zip(&shipments) {
            let invoice = Invoice { carrier: "yamato".to_owned(), number: number(id) };
            let slug = if id % 2 == 0 { YAMATO } else { "of its own" };
            let hook = early(slug, &number(id), vec![told(&id.to_string(), CarrierEvent::InTransit, at)]);
            let (_, taken) =
                tokio::join!(step(&services, shipment, Step::Register(invoice)), take_hook(&services, hook));
            taken.unwrap();
        }
        for shipment in &shipments {
            assert_eq!(row(db, shipment).await.status, ShipmentStatus::InTransit, "{shipment}");
        }
        assert_eq!(waiting(db).await, 0);
    })
    .await;
}

#[tokio::test]
async fn inv_08_what_nobody_registers_is_forgotten_after_a_month_or_when_it_is_too_much() {
    each_database(async |db| {
        open(db, 1, Vec::new()).await;
        let (services, clock) = Clock::of(&db.store);
        let forget = || service::command::forget(&services);
        let hook = |number: &str| early(YAMATO, number, Vec::new());
        take_hook(&services, hook("1")).await.unwrap();
        clock.pass(29 * 24 * HOUR);
        take_hook(&services, hook("2")).await.unwrap();
        forget().await.unwrap();
        assert_eq!(waiting(db).await, 2);
        clock.pass(2 * 24 * HOUR);
        forget().await.unwrap();
        assert_eq!(waiting(db).await, 1);

        let now = services.now();
        let row = |n: i64| early_report::Model {
            number: format!("M{n}"),
            slug: YAMATO.to_owned(),
            report: json!({}),
            received_at: now.plus_seconds(n),
        };
        crate::shop::add::<early_report::Entity>(db, (1..=10_000).map(row).collect()).await;
        forget().await.unwrap();
        assert_eq!(waiting(db).await, 10_000);
        let oldest = early_report::Entity::find_by_id(("2".to_owned(), YAMATO.to_owned()));
        assert_eq!(oldest.one(db.store.reader()).await.unwrap(), None);
    })
    .await;
}

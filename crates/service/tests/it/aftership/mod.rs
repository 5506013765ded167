//! INV-08: AfterShip, asked over the wire.

mod early;
mod mock;
mod orders;

use std::time::Duration;

use chrono::DateTime;
use domain::shipment::{CarrierEvent, ShipmentStatus};
use domain::time::Timestamp;
use serde_json::{Value, json};
use service::Services;
use service::command::{Invoice, Step};
use service::tracking::{AfterShip, Limits, ProviderError, poll};
use store::testing::{TestDb, each_database};

use crate::commands::books::{balance, stocks};
use crate::commands::tracking::{kept, on_its_way, released, row, step};
use crate::commands::{Clock, open, ready_order, yamato as number};
use mock::{KEY, Mock, Trouble, tracking};

/// What yamato is called there.
const YAMATO: &str = "taqbin-jp";
const HOUR: i64 = 3600;

/// A provider that has all the time it needs.
fn asking(services: &Services, mock: &Mock, key: &str) -> AfterShip {
    let limits = Limits { pace: Duration::ZERO, timeout: Duration::from_secs(60), bytes: 1 << 20 };
    AfterShip::new(services.clone(), mock.address.parse().unwrap(), key, limits).unwrap()
}

/// A shop with so many orders, each of whose shipments bears a number of its own.
async fn shop(db: &TestDb, orders: u64) -> (Services, Clock, Vec<String>) {
    opened(db, orders).await;
    numbered(db, orders).await
}

async fn opened(db: &TestDb, orders: u64) {
    let all = (1..=orders).map(|id| ready_order(i64::try_from(id).unwrap(), 1)).collect();
    open(db, 500, all).await;
}

async fn numbered(db: &TestDb, orders: u64) -> (Services, Clock, Vec<String>) {
    let (services, clock) = Clock::of(&db.store);
    let mut shipments = Vec::new();
    for id in 1..=orders {
        shipments.push(on_its_way(&services, &format!("W-{id}"), &number(id)).await);
    }
    (services, clock, shipments)
}

/// The numbers that were registered, or were to be.
fn registered(mock: &Mock) -> Vec<String> {
    let mut numbers = mock.state().registered.clone();
    numbers.sort_unstable();
    numbers
}

fn rfc3339(at: Timestamp) -> String {
    DateTime::from_timestamp_micros(at.0).unwrap().to_rfc3339()
}

fn checkpoint((tag, subtag): (&str, &str), at: Timestamp) -> Value {
    json!({
        "slug": YAMATO, "created_at": rfc3339(at), "checkpoint_time": rfc3339(at), "tag": tag, "subtag": subtag,
        "message": format!("{tag} it is"), "location": "Depot", "city": null, "country_region": "JPN",
    })
}

const ACCEPTED: (&str, &str) = ("InTransit", "InTransit_002");

#[tokio::test]
async fn inv_08_a_new_number_is_registered_once_and_what_is_told_of_it_moves_the_shipment() {
    each_database(async |db| {
        let mock = Mock::start().await;
        opened(db, 3).await;
        let placed = stocks(db).await;
        let (services, clock, shipments) = numbered(db, 3).await;
        let from = row(db, &shipments[0]).await.created_at;
        let provider = asking(&services, &mock, KEY);
        // One of them was registered by somebody else.
        let key = (YAMATO.to_owned(), number(3));
        mock.state().trackings.insert(key, tracking(YAMATO, &number(3)));
        let polled = poll(&services, &provider, false, 0).await.unwrap();
        assert!((polled.parcels, polled.changed, polled.failed.is_none()) == (3, 0, true), "{polled:?}");
        assert_eq!(registered(&mock), [number(1), number(2)]);

        mock.happen(YAMATO, &number(1), &[checkpoint(ACCEPTED, from.plus_seconds(60))]);
        mock.happen(YAMATO, &number(3), &[checkpoint(("InTransit", "InTransit_007"), from.plus_seconds(90))]);
        clock.pass(2 * HOUR);
        assert_eq!(poll(&services, &provider, false, 0).await.unwrap().changed, 2);
        let mut stand = Vec::new();
        for shipment in &shipments {
            stand.push(row(db, shipment).await.status);
        }
        assert_eq!(
            stand,
            [ShipmentStatus::Released, ShipmentStatus::PreparingToShip, ShipmentStatus::InTransit]
        );
        mock.happen(
            YAMATO,
            &number(1),
            &[checkpoint(("Delivered", "Delivered_001"), from.plus_seconds(HOUR))],
        );
        clock.pass(2 * HOUR);
        assert_eq!(poll(&services, &provider, false, 0).await.unwrap().changed, 1);
        assert_eq!(row(db, &shipments[0]).await.status, ShipmentStatus::Delivered);
        // Nobody asks about it any more, and of the others nothing is new.
        clock.pass(2 * HOUR);
        let polled = poll(&services, &provider, false, 0).await.unwrap();
        assert_eq!((polled.parcels, polled.changed, kept(db).await), (2, 0, 3));
        assert_eq!(mock.state().registered.len(), 2, "nothing is registered twice");
        balance(db, &placed).await;
    })
    .await;
}

#[tokio::test]
async fn inv_08_what_aftership_does_not_know_is_left_out_and_asked_rarely_and_keeps_no_other() {
    each_database(async |db| {
        let mock = Mock::start().await;
        let (services, clock, mut shipments) = shop(db, 5).await;
        // A carrier that it has no name for.
        crate::shop::place(db, "JP", vec![ready_order(6, 1)]).await;
        let [shipment]: [String; 1] = released(&services, "W-6").await.try_into().unwrap();
        let invoice = Invoice { carrier: "hanjin".to_owned(), number: "412345678901".to_owned() };
        step(&services, &shipment, Step::Register(invoice)).await;
        shipments.push(shipment);
        {
            let mut state = mock.state();
            state.unbearable.insert(number(2));
            state.refused.insert(number(4));
            state.trackings.insert((YAMATO.to_owned(), number(5)), tracking(YAMATO, &number(5)));
            state.unlisted.insert(number(5));
        }
        let provider = asking(&services, &mock, KEY);
        let polled = poll(&services, &provider, false, 0).await.unwrap();
        assert!((polled.parcels, polled.failed.is_none()) == (6, true), "{polled:?}");
        assert_eq!(registered(&mock), [number(1), number(3), number(4), number(5)]);
        assert_eq!(mock.state().by_id, [format!("id{YAMATO}{}", number(5))], "it knew that one all along");
        let now = services.now();
        for (shipment, is_known) in shipments.iter().zip([true, false, true, false, true, false]) {
            let next = row(db, shipment).await.next_poll_at.unwrap();
            assert_eq!(next < now.plus_seconds(2 * HOUR), is_known, "{shipment}");
            assert!(next <= now.plus_seconds(15 * HOUR), "{shipment}");
        }
        // What is known goes on.
        mock.happen(YAMATO, &number(1), &[checkpoint(ACCEPTED, now)]);
        clock.pass(2 * HOUR);
        assert_eq!(poll(&services, &provider, false, 0).await.unwrap().changed, 1);
    })
    .await;
}

#[tokio::test]
async fn inv_08_asked_too_often_it_is_left_alone_as_long_as_it_says_and_then_goes_on() {
    each_database(async |db| {
        let mock = Mock::start().await;
        let (services, clock, _) = shop(db, 3).await;
        let provider = asking(&services, &mock, KEY);
        let reset = services.now().0 / 1_000_000 + 90;
        for (header, value, wait) in
            [("retry-after", "40".to_owned(), 40), ("x-ratelimit-reset", reset.to_string(), 90)]
        {
            // The list is answered and a number registered; the next one is too much.
            mock.state().troubles = [None, None, Some(Trouble::TooOften(header, value))].into();
            let before = registered(&mock).len();
            let polled = poll(&services, &provider, false, 0).await.unwrap();
            let Some(ProviderError::TooOften { seconds }) = polled.failed else { panic!("{polled:?}") };
            assert!(seconds <= wait && seconds > 30, "{seconds}");
            clock.pass(seconds - 1);
            assert_eq!(poll(&services, &provider, false, 0).await.unwrap().parcels, 0);
            assert_eq!(registered(&mock).len(), before + 1);
            clock.pass(1 + seconds / 5);
        }
        let polled = poll(&services, &provider, false, 0).await.unwrap();
        assert!((polled.parcels, polled.failed.is_none()) == (3, true), "{polled:?}");
        assert_eq!(registered(&mock), [number(1), number(2), number(3)]);
    })
    .await;
}

#[tokio::test]
async fn inv_08_what_goes_wrong_on_the_way_is_told_and_tried_again() {
    each_database(async |db| {
        let mock = Mock::start().await;
        let (services, clock, _) = shop(db, 2).await;
        let provider = asking(&services, &mock, KEY);
        let hasty = Limits { pace: Duration::ZERO, timeout: Duration::from_millis(200), bytes: 1 << 20 };
        let hasty = AfterShip::new(services.clone(), mock.address.parse().unwrap(), KEY, hasty).unwrap();
        for (trouble, said) in [
            (Trouble::Status(500), "500"),
            (Trouble::Status(503), "503"),
            (Trouble::Garbage, "none that is known"),
            (Trouble::Foreign, "none that is known"),
            (Trouble::Huge, "can't be read to the end"),
            (Trouble::Silent, "does not answer in time"),
        ] {
            let asked = if matches!(trouble, Trouble::Silent) { &hasty } else { &provider };
            mock.state().troubles = [Some(trouble.clone())].into();
            let polled = poll(&services, asked, false, 0).await.unwrap();
            let Some(ProviderError::Failed(why)) = polled.failed else { panic!("{trouble:?}: {polled:?}") };
            assert!(why.starts_with("AfterShip: ") && why.contains(said), "{trouble:?}: {why}");
            assert_eq!((polled.parcels, polled.changed), (2, 0));
            assert_eq!(poll(&services, asked, false, 0).await.unwrap().parcels, 0, "not at once");
            clock.pass(60);
        }
        assert!(mock.state().registered.is_empty());
        let polled = poll(&services, &provider, false, 0).await.unwrap();
        assert!((polled.parcels, polled.failed.is_none()) == (2, true), "{polled:?}");
        // Nobody there at all.
        let gone = asking(&services, &mock, KEY);
        drop(mock);
        tokio::task::yield_now().await;
        clock.pass(2 * HOUR);
        let polled = poll(&services, &gone, false, 0).await.unwrap();
        assert!(matches!(polled.failed, Some(ProviderError::Failed(_))), "{polled:?}");
    })
    .await;
}

#[tokio::test]
async fn inv_08_sec_01_a_wrong_key_is_told_without_the_key() {
    let db = TestDb::sqlite().await;
    let mock = Mock::start().await;
    let (services, clock, _) = shop(&db, 1).await;
    let wrong = asking(&services, &mock, "a-wrong-key");
    let polled = poll(&services, &wrong, false, 0).await.unwrap();
    let why = polled.failed.unwrap().to_string();
    assert_eq!(
        why, "AfterShip: it does not take the key (401 Unauthorized): The API key *** is invalid.",
        "what it was sent is left out"
    );
    clock.pass(60);
    let right = asking(&services, &mock, KEY);
    assert!(poll(&services, &right, false, 0).await.unwrap().failed.is_none());
    db.remove().await;
}

#[tokio::test]
async fn inv_08_a_list_is_followed_through_its_pages() {
    each_database(async |db| {
        let mock = Mock::start().await;
        let (services, clock, shipments) = shop(db, 7).await;
        let provider = asking(&services, &mock, KEY);
        poll(&services, &provider, false, 0).await.unwrap();
        let from = services.now();
        for id in 1..=7 {
            mock.happen(YAMATO, &number(id), &[checkpoint(ACCEPTED, from)]);
        }
        mock.state().page = 2;
        mock.state().listed.clear();
        clock.pass(2 * HOUR);
        assert_eq!(poll(&services, &provider, false, 0).await.unwrap().changed, 7);
        assert_eq!(mock.state().listed.len(), 4);
        for shipment in &shipments {
            assert_eq!(row(db, shipment).await.status, ShipmentStatus::Released);
        }
    })
    .await;
}

#[tokio::test]
async fn inv_08_of_several_servers_none_asks_about_what_another_asks_about() {
    each_database(async |db| {
        let mock = Mock::start().await;
        let (services, clock, _) = shop(db, 60).await;
        let provider = || asking(&services, &mock, KEY);
        let (a, b, c) = (provider(), provider(), provider());
        for round in 0..2 {
            let (a, b, c) = tokio::join!(
                poll(&services, &a, false, 0),
                poll(&services, &b, false, 0),
                poll(&services, &c, false, 0)
            );
            assert_eq!([a, b, c].map(|polled| polled.unwrap().parcels).iter().sum::<usize>(), 60);
            let listed = std::mem::take(&mut mock.state().listed);
            assert!(listed.iter().all(|numbers| numbers.len() <= 50));
            let mut asked: Vec<String> = listed.concat();
            asked.sort_unstable();
            let mut all: Vec<String> = (1..=60).map(number).collect();
            all.sort_unstable();
            assert_eq!(asked, all, "each once, in round {round}");
            clock.pass(2 * HOUR);
        }
        let mut once = registered(&mock);
        once.dedup();
        assert_eq!((once.len(), registered(&mock).len()), (60, 60));
    })
    .await;
}

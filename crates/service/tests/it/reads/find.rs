//! UX-03: what the command palette finds.

use domain::find::{Hit, HitKind};
use domain::role::Role;
use service::command::{IdempotencyKey, Invoice, Step, move_shipment};
use service::{Actor, Services, find};
use store::entity::customer as customer_row;
use store::testing::each_database;
use text::Locale;

use crate::commands::invoices::shipments;
use crate::commands::yamato;
use crate::shop::{self, a_customer, actor, add, an_order, at, place};

async fn found(services: &Services, text: &str) -> Vec<Hit> {
    find(services, &actor(Role::Viewer), text).await.unwrap()
}

fn titles(hits: &[Hit], kind: HitKind) -> Vec<&str> {
    hits.iter().filter(|hit| hit.kind == kind).map(|hit| hit.title.as_str()).collect()
}

#[tokio::test]
async fn ux_03_the_palette_finds_an_order_by_its_whole_number_however_it_is_typed() {
    each_database(async |db| {
        let services = shop::open(db, "JP", "Asia/Tokyo").await;
        let mut orders: Vec<_> = (1..=12).map(|id| an_order(id, at("2026-11-20T15:12:00Z"))).collect();
        // Not in any queue, and another order's number at the channel is this one's own.
        orders[1].order.channel_number = "W-1".to_owned();
        place(db, "JP", orders).await;

        for typed in ["W-12", " w-12 ", "Ｗ－１２"] {
            let hits = found(&services, typed).await;
            assert_eq!(titles(&hits, HitKind::Order), ["W-12"], "{typed:?}");
            assert_eq!(hits[0].href, "/orders/W-12");
        }
        let mut both = found(&services, "W-1").await;
        both.sort_by(|a, b| a.title.cmp(&b.title));
        assert_eq!(titles(&both, HitKind::Order), ["W-1", "W-2"]);
        for typed in ["", " ", "W", "W-", "W-99", "%", "W-1\0", "' OR 1=1 --", &"9".repeat(10_000)] {
            assert_eq!(found(&services, typed).await, [], "{typed:.20}");
        }
    })
    .await;
}

#[tokio::test]
async fn ux_03_the_palette_words_statuses_in_the_readers_language() {
    each_database(async |db| {
        let services = shop::open(db, "JP", "Asia/Tokyo").await;
        place(db, "JP", vec![an_order(1, at("2026-11-20T15:12:00Z"))]).await;
        for locale in Locale::ALL {
            let reader = Actor { locale, ..actor(Role::Viewer) };
            let order = service::order_detail(&services, &reader, "W-1").await.unwrap();
            let hits = find(&services, &reader, "W-1").await.unwrap();
            let words = [
                locale.stage(order.stage),
                locale.payment_status(order.payment),
                order.placed.text.as_str(),
                &order.money.total.to_string(),
            ];
            assert_eq!(hits[0].detail, words.join(" · "));
        }
    })
    .await;
}

#[tokio::test]
async fn ux_03_the_palette_finds_customers_by_the_beginning_of_email_name_or_number() {
    each_database(async |db| {
        let services = shop::open(db, "JP", "Asia/Tokyo").await;
        let mut rows: Vec<_> =
            (1..=20).map(|id| a_customer(id, &format!("c{id}@mail.example"), None)).collect();
        rows[4].name = Some("佐藤 花".to_owned());
        rows[4].name_key = Some("佐藤 花".to_owned());
        add::<customer_row::Entity>(db, rows).await;
        let hits = found(&services, "C5@").await;
        assert_eq!(titles(&hits, HitKind::Customer), ["c5@mail.example"]);
        assert_eq!(hits[0].href, "/customers/5");
        assert!(hits[0].detail.starts_with("佐藤 花 · "), "{}", hits[0].detail);
        assert_eq!(titles(&found(&services, "佐藤").await, HitKind::Customer), ["c5@mail.example"]);
        // As many as one can choose from; more is a search of its own.
        assert_eq!(found(&services, "c").await.len(), 8);
        assert_eq!(found(&services, "mail").await, []);
    })
    .await;
}

#[tokio::test]
async fn ux_03_the_palette_finds_a_shipment_by_its_number_and_by_its_invoice() {
    each_database(async |db| {
        let (services, numbers, _) = shipments(db, 2).await;
        let invoice = Invoice { carrier: "yamato".to_owned(), number: yamato(1) };
        let key = IdempotencyKey::fresh();
        let clerk = actor(Role::Fulfilment);
        let done = move_shipment(&services, &clerk, &key, &numbers[0], None, Step::Register(invoice)).await;
        assert!(done.unwrap().is_done());

        let number = yamato(1);
        let grouped = format!("{}-{}-{}", &number[..4], &number[4..8], &number[8..]);
        for typed in [numbers[0].clone(), format!(" {} ", numbers[0].to_lowercase()), number.clone(), grouped]
        {
            let hits = found(&services, &typed).await;
            let [hit] = hits.as_slice() else { panic!("{typed}: {hits:?}") };
            assert_eq!((hit.kind, &hit.title), (HitKind::Shipment, &numbers[0]));
            assert_eq!(hit.href, format!("/shipping/{}", numbers[0]));
            assert_eq!(hit.detail, format!("Preparing to ship · W-1 · Yamato Transport {number}"));
        }
        // One without a number, of which there is less to say; and what is no whole number.
        assert_eq!(found(&services, &numbers[1]).await[0].detail, "Preparing to release · W-2");
        for typed in [&numbers[1][..numbers[1].len() - 1], &number[..11], "S"] {
            assert_eq!(found(&services, typed).await, [], "{typed}");
        }
    })
    .await;
}

//! Stock and delivery names, corrected where they are shown.

use domain::goods::{CannotCorrect, Cell, Corrected, Field, RefusedCell, mark_of};
use domain::id::{LocationId, ProductId, SkuId};
use domain::outcome::Outcome;
use domain::release::ReleaseFailure;
use domain::stock::{Stock, StockCause};
use sea_orm::EntityTrait as _;
use service::goods::{correct, item};
use service::{Error, Services};
use store::Store;
use store::entity::{stock, stock_movement};
use store::testing::each_database;

use super::{L1, L2, TEE, key, on_hand, owner, type_in};
use crate::commands::{books, open, ready_order, release};
#[tokio::test]
async fn itm_01_corrections_are_made_or_refused_each_by_itself_and_recorded() {
    each_database(async |db| {
        let services = open(db, 10, vec![ready_order(1, 4)]).await;
        let placed = books::stocks(db).await;
        release(&services, "W-1").await;
        let name = Field::DeliveryName { product: ProductId(1), was: mark_of("Cotton shirt") };
        let done = type_in(
            &services,
            &[
                (on_hand(TEE, L1, 10), "３"),
                (on_hand(TEE, L2, None), "7"),
                (on_hand(SkuId(99), L1, None), "1"),
                (on_hand(TEE, LocationId(99), None), "1"),
                (name, " Shirt "),
            ],
            StockCause::Count,
        )
        .await;
        let refused = |cell, typed: &str, why| RefusedCell { cell, typed: typed.to_owned(), why };
        assert_eq!(done.changed, 2);
        assert_eq!(
            done.refused,
            [
                refused(Cell::OnHand(TEE, L1), "３", CannotCorrect::BelowAllocated { allocated: 4 }),
                refused(Cell::OnHand(SkuId(99), L1), "1", CannotCorrect::Gone),
                refused(Cell::OnHand(TEE, LocationId(99)), "1", CannotCorrect::Gone),
            ]
        );
        // Whoever types what it is by now, be it their own save whose answer was lost, is told of nothing.
        let done = type_in(&services, &[(on_hand(TEE, L2, None), "7")], StockCause::Count).await;
        assert_eq!(done, Corrected::default());
        // What was shown has changed meanwhile, what is typed as it was shown is left alone.
        let done = type_in(
            &services,
            &[
                (on_hand(TEE, L1, 9), "12"),
                (on_hand(TEE, L2, 7), "7"),
                (name, "Blouse"),
                (on_hand(TEE, L2, None), ""),
            ],
            StockCause::Count,
        )
        .await;
        let changed = |now: &str| CannotCorrect::Changed { now: now.to_owned() };
        assert_eq!(done.changed, 0);
        assert_eq!(
            done.refused,
            [
                refused(Cell::DeliveryName(ProductId(1)), "Blouse", changed("Shirt")),
                refused(Cell::OnHand(TEE, L1), "12", changed("10")),
            ]
        );
        for (typed, cause, why) in [
            ("9", StockCause::Restock, CannotCorrect::NotMore),
            ("11", StockCause::WriteOff, CannotCorrect::NotLess),
            ("many", StockCause::Count, CannotCorrect::NotANumber),
        ] {
            let done = type_in(&services, &[(on_hand(TEE, L1, 10), typed)], cause).await;
            assert_eq!(done.refused, [refused(Cell::OnHand(TEE, L1), typed, why)]);
        }
        type_in(&services, &[(on_hand(TEE, L1, 10), "12")], StockCause::Restock).await;

        let detail = item(&services, &owner(), "TEE").await.unwrap();
        let stocks: Vec<_> = detail.row.options[0].stocks.iter().map(|row| row.stock).collect();
        let stock = |on_hand, allocated| Some(Stock { on_hand, allocated });
        assert_eq!(stocks, [stock(12, 4), stock(7, 0)]);
        assert_eq!(detail.row.delivery_name.as_deref(), Some("Shirt"));
        let mut moved: Vec<_> = detail
            .movements
            .iter()
            .map(|row| (row.location.as_str(), row.cause, row.on_hand, row.allocated, row.order.as_deref()))
            .collect();
        moved.sort_unstable();
        assert_eq!(
            moved,
            [
                ("Location 1", StockCause::Allocate, 0, 4, Some("W-1")),
                ("Location 1", StockCause::Restock, 2, 0, None),
                ("Location 2", StockCause::Count, 7, 0, None),
            ]
        );
        assert!(detail.movements.iter().all(|row| row.by.as_deref() == Some("desk@shop.example")));
        books::balance(db, &placed).await;
    })
    .await;
}

#[tokio::test]
async fn itm_01_a_correction_that_is_sent_twice_is_made_once() {
    each_database(async |db| {
        let services = open(db, 5, Vec::new()).await;
        let typed = vec![(on_hand(TEE, L1, 5), "8".to_owned())];
        let key = key();
        let done = Corrected { changed: 1, refused: Vec::new() };
        for _ in 0..2 {
            let again = correct(&services, &owner(), &key, &typed, StockCause::Restock).await.unwrap();
            assert_eq!(again, done);
        }
        let other = vec![(on_hand(TEE, L1, 8), "9".to_owned())];
        let reused = correct(&services, &owner(), &key, &other, StockCause::Restock).await;
        assert!(matches!(reused, Err(Error::KeyReused)), "{reused:?}");
        assert_eq!(stock_movement::Entity::find().all(db.store.reader()).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn itm_01_two_who_count_the_same_shelf_for_the_first_time_do_not_overwrite_each_other() {
    each_database(async |db| {
        let services = open(db, 5, Vec::new()).await;
        let other = crate::shop::services(&Store::connect(&db.url).await.unwrap());
        let count = async |services: &Services, typed: &str| {
            type_in(services, &[(on_hand(TEE, L2, None), typed)], StockCause::Count).await
        };
        let (one, two) = tokio::join!(count(&services, "7"), count(&other, "9"));
        assert_eq!(one.changed + two.changed, 1, "{one:?} {two:?}");
        let (won, refused) = if one.changed == 1 { ("7", two.refused) } else { ("9", one.refused) };
        assert_eq!(refused[0].why, CannotCorrect::Changed { now: won.to_owned() });
        let kept = stock::Entity::find_by_id((L2, TEE)).one(db.store.reader()).await.unwrap().unwrap();
        assert_eq!(kept.on_hand.to_string(), won);
        other.store.close().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn rel_10_itm_01_what_a_release_lacked_is_mended_among_the_products() {
    each_database(async |db| {
        let services = open(db, 1, vec![ready_order(1, 3)]).await;
        let named = |was| Field::DeliveryName { product: ProductId(1), was: mark_of(was) };
        type_in(&services, &[(named("Cotton shirt"), "")], StockCause::Count).await;
        let Outcome::Failed { failures } = release(&services, "W-1").await else { panic!("released") };
        let short = ReleaseFailure::StockShort {
            sku: "TEE-NV".to_owned(),
            location: "L1".to_owned(),
            needed: 3,
            available: 1,
        };
        let unnamed = ReleaseFailure::NoDeliveryName { sku: "TEE-NV".to_owned(), product: "TEE".to_owned() };
        assert_eq!(failures, [unnamed, short]);
        let done =
            type_in(&services, &[(named(""), "Shirt"), (on_hand(TEE, L1, 1), "3")], StockCause::Restock)
                .await;
        assert_eq!(done, Corrected { changed: 2, refused: Vec::new() });
        assert!(release(&services, "W-1").await.is_done());
    })
    .await;
}

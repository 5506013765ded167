//! REL-08 to REL-12: one order is released, refused, mended, canceled.

use domain::address::AddressField;
use domain::country::Country;
use domain::id::{CustomerId, ProductId};
use domain::kind::{LedgerKind, NoticeState, PaymentMethod};
use domain::order::Refusal;
use domain::outcome::Outcome;
use domain::payment::PaymentStatus;
use domain::release::{Lane, ReleaseFailure, ReleaseState};
use domain::role::Role;
use domain::shipment::ShipmentStatus;
use domain::stage::Stage;
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, EntityTrait as _, IntoActiveModel as _, QueryOrder as _,
};
use service::Error;
use service::command::{self, CancelOrder, ConfirmOrder, DismissFailure, IdempotencyKey, PrepareRelease};
use store::entity::{customer, customer_total, event, notice, order_address, product, shipment, stock};
use store::testing::{TestDb, each_database};

use super::books::{balance, orders, stocks};
use super::{Clock, give, open, ready_order, release};
use crate::reads::an_entry;
use crate::shop::{self, MALL, NOW, ROUTES, USER, a_customer, a_line, actor, add, at, routed};

async fn timeline(db: &TestDb) -> Vec<String> {
    let rows = event::Entity::find().order_by_asc(event::Column::Id).all(db.store.reader()).await.unwrap();
    rows.into_iter().map(|row| row.kind).collect()
}

async fn notices(db: &TestDb) -> Vec<notice::Model> {
    notice::Entity::find().order_by_asc(notice::Column::Id).all(db.store.reader()).await.unwrap()
}

#[tokio::test]
async fn rel_11_a_release_makes_a_shipment_for_each_location_and_policy() {
    each_database(async |db| {
        let mut order = ready_order(1, 2);
        for (position, route) in [(2, ROUTES[1]), (3, ROUTES[2])] {
            let mut line = a_line(1, position, "TEE", "TEE-NV");
            line.sku_id = order.lines[0].sku_id;
            routed(&mut line, route);
            order.lines.push(line);
        }
        let services = open(db, 10, vec![order, ready_order(2, 1)]).await;
        let before = stocks(db).await;
        let Outcome::Done { shipments } = release(&services, "W-1").await else { panic!() };
        assert_eq!(shipments.len(), 2);

        let orders = orders(db).await;
        let released = &orders[0];
        assert_eq!(released.order.stage, Stage::Processing);
        assert_eq!((released.order.release_state, released.order.lane), (ReleaseState::None, Lane::NONE));
        assert_eq!((released.order.version, released.order.confirmed_at), (2, Some(at(NOW))));
        assert_eq!(orders[1].order.version, 1);
        let parcels: Vec<_> = released
            .shipments
            .iter()
            .map(|(row, lines)| {
                assert_eq!(row.status, ShipmentStatus::PreparingToRelease);
                let quantity: i32 = lines.iter().map(|line| line.quantity).sum();
                // Two options in one parcel are none.
                (row.number.clone(), row.policy_id.unwrap().0, row.option_id.map(|id| id.0), quantity)
            })
            .collect();
        assert_eq!(parcels, [(shipments[0].clone(), 1, None, 3), (shipments[1].clone(), 2, Some(3), 1)]);
        assert!(shipments.iter().all(|number| number.starts_with("S26-1122-") && number.len() == 15));
        let stock = &stocks(db).await[0];
        assert_eq!((stock.on_hand, stock.allocated), (10, 4));
        assert_eq!(timeline(db).await, ["released", "confirmed", "stage_changed"]);
        let told = notices(db).await;
        assert_eq!(told.len(), 1);
        assert_eq!(
            (told[0].recipient.as_str(), told[0].state),
            ("member1@mail.example", NoticeState::Queued)
        );
        assert_eq!((told[0].template.as_str(), told[0].locale.as_str()), ("order_processing", "en"));
        balance(db, &before).await;

        assert_eq!(
            release(&services, "W-1").await,
            Outcome::AlreadyReleased { by: Some("desk@shop.example".into()) }
        );
        assert_eq!(notices(db).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn rel_10_each_reason_is_stored_told_and_mended() {
    each_database(async |db| {
        let mut order = ready_order(1, 3);
        order.addresses[0].postal_code = Some("15".to_owned());
        order.addresses[0].recipient = None;
        let services = open(db, 2, vec![order]).await;
        let product =
            product::Entity::find_by_id(ProductId(1)).one(db.store.reader()).await.unwrap().unwrap();
        let mut unnamed = product.clone().into_active_model();
        unnamed.delivery_name = Set(None);
        unnamed.update(db.store.writer()).await.unwrap();
        let before = stocks(db).await;

        let address = [
            ReleaseFailure::AddressMissing { field: AddressField::Recipient },
            ReleaseFailure::AddressMalformed {
                field: AddressField::PostalCode,
                value: "15".to_owned(),
                country: Country::JP,
            },
        ];
        let name = ReleaseFailure::NoDeliveryName { sku: "TEE-NV".to_owned(), product: "TEE".to_owned() };
        let short = ReleaseFailure::StockShort {
            sku: "TEE-NV".to_owned(),
            location: "L1".to_owned(),
            needed: 3,
            available: 2,
        };
        let all = [address[0].clone(), address[1].clone(), name, short.clone()].to_vec();
        assert_eq!(release(&services, "W-1").await, Outcome::Failed { failures: all.clone() });
        let failed = orders(db).await.remove(0);
        assert_eq!(
            (failed.order.release_state, failed.order.lane),
            (ReleaseState::Failed, Lane::DOMESTIC_FAILED)
        );
        let kept = failed.failure.as_ref().unwrap();
        assert_eq!(serde_json::from_value::<Vec<ReleaseFailure>>(kept.reasons.clone()).unwrap(), all);
        assert_eq!((kept.user_id, kept.failed_at), (Some(USER), at(NOW)));
        balance(db, &before).await;

        // Mended but for the stock, it says that alone.
        let mut mended = failed.addresses[0].clone().into_active_model();
        mended.recipient = Set(Some("佐藤 花子".to_owned()));
        mended.postal_code = Set(Some("150-0001".to_owned()));
        order_address::Entity::update(mended).exec(db.store.writer()).await.unwrap();
        let mut named = product.clone().into_active_model();
        named.delivery_name = Set(Some("Cotton shirt".to_owned()));
        product::Entity::update(named.reset_all()).exec(db.store.writer()).await.unwrap();
        assert_eq!(release(&services, "W-1").await, Outcome::Failed { failures: vec![short] });

        let mut restocked = before[0].clone().into_active_model();
        restocked.on_hand = Set(3);
        stock::Entity::update(restocked).exec(db.store.writer()).await.unwrap();
        assert!(release(&services, "W-1").await.is_done());
        let released = orders(db).await.remove(0);
        assert_eq!((released.order.release_state, released.failure), (ReleaseState::None, None));
        assert_eq!(
            timeline(db).await,
            ["release_failed", "release_failed", "released", "confirmed", "stage_changed"]
        );
        balance(db, &[stock::Model { on_hand: 3, ..before[0].clone() }]).await;
    })
    .await;
}

#[tokio::test]
async fn rel_10_what_holds_an_order_says_so() {
    each_database(async |db| {
        let mut held = ready_order(1, 1);
        held.order.mall_hold = true;
        let mut waiting = ready_order(2, 1);
        waiting.order.payment_method = PaymentMethod::BankTransfer;
        let mut of_mall = ready_order(3, 1);
        of_mall.order.channel_id = MALL;
        of_mall.order.mall_stage = Some(Stage::New);
        let mut test = ready_order(4, 9);
        test.order.is_test = true;
        let services = open(db, 1, vec![held, waiting, of_mall, test]).await;
        let before = stocks(db).await;
        for (number, failure) in [
            ("W-1", ReleaseFailure::OnHold),
            ("W-2", ReleaseFailure::StillWaiting),
            ("W-3", ReleaseFailure::NotConfirmed),
        ] {
            assert_eq!(
                release(&services, number).await,
                Outcome::Failed { failures: vec![failure] },
                "{number}"
            );
        }
        // A test order takes no stock and tells no customer.
        assert!(release(&services, "W-4").await.is_done());
        assert_eq!(stocks(db).await, before);
        assert_eq!(notices(db).await, []);
        balance(db, &before).await;
        assert!(matches!(give(&services, "W-9", &PrepareRelease {}).await, Err(Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn mal_05_confirming_makes_a_new_order_processing_once() {
    each_database(async |db| {
        let services = open(db, 1, vec![ready_order(1, 1)]).await;
        assert!(give(&services, "W-1", &ConfirmOrder {}).await.unwrap().is_done());
        let confirmed = orders(db).await.remove(0);
        assert_eq!(
            (confirmed.order.stage, confirmed.order.lane),
            (Stage::Processing, Lane::DOMESTIC_NOT_RELEASED)
        );
        let again = give(&services, "W-1", &ConfirmOrder {}).await.unwrap();
        assert!(matches!(again, Outcome::Refused { refusal: Refusal::Act(_) }), "{again:?}");
        assert_eq!(timeline(db).await, ["confirmed", "stage_changed"]);
        balance(db, &stocks(db).await).await;
    })
    .await;
}

#[tokio::test]
async fn rel_12_a_cancel_follows_into_money_counts_and_the_customers_figures() {
    each_database(async |db| {
        let mut order = ready_order(1, 2);
        order.order.customer_id = Some(CustomerId(7));
        order.order.payment_method = PaymentMethod::Card;
        order.ledger = vec![an_entry(900, 1, LedgerKind::Payment, 3000)];
        let services = shop::open(db, "JP", "Asia/Tokyo").await;
        add::<customer::Entity>(db, vec![a_customer(7, "hana@mail.example", None)]).await;
        let placed = shop::place(db, "JP", vec![order]).await;
        add::<customer_total::Entity>(
            db,
            vec![customer_total::Model {
                customer_id: CustomerId(7),
                currency: placed[0].order.currency,
                order_count: 1,
                amount: 3000,
            }],
        )
        .await;
        let cancel = CancelOrder::because(" Sold out ").unwrap();
        assert!(give(&services, "W-1", &cancel).await.unwrap().is_done());
        let canceled = orders(db).await.remove(0);
        assert_eq!((canceled.order.stage, canceled.order.lane), (Stage::Canceled, Lane::NONE));
        assert_eq!((canceled.order.due, canceled.order.paid), (0, 3000));
        assert_eq!(canceled.order.payment_status, PaymentStatus::Paid);
        let due: Vec<_> =
            canceled.ledger.iter().filter(|entry| entry.kind == LedgerKind::RefundDue).collect();
        assert_eq!(due.iter().map(|entry| entry.amount).collect::<Vec<_>>(), [3000]);
        assert_eq!(timeline(db).await, ["canceled", "refund_due", "stage_changed"]);
        assert_eq!(notices(db).await[0].payload["reason"], "Sold out");
        balance(db, &[]).await;

        // A canceled order that somebody tries to release is told of until it is dismissed.
        assert_eq!(
            release(&services, "W-1").await,
            Outcome::Failed { failures: vec![ReleaseFailure::Canceled] }
        );
        assert_eq!(orders(db).await[0].order.release_state, ReleaseState::Failed);
        assert!(give(&services, "W-1", &DismissFailure {}).await.unwrap().is_done());
        assert_eq!(orders(db).await[0].order.release_state, ReleaseState::None);
        balance(db, &[]).await;
        assert!(CancelOrder::because("  ").is_none());
        assert!(CancelOrder::because(&"x".repeat(201)).is_none());
    })
    .await;
}

#[tokio::test]
async fn rel_12_what_is_released_is_not_canceled() {
    each_database(async |db| {
        let services = open(db, 5, vec![ready_order(1, 2)]).await;
        let before = stocks(db).await;
        assert!(release(&services, "W-1").await.is_done());
        let cancel = CancelOrder::because("Changed mind").unwrap();
        let refused = give(&services, "W-1", &cancel).await.unwrap();
        assert_eq!(refused, Outcome::Refused { refusal: Refusal::Act(domain::action::CannotAct::VoidFirst) });
        assert_eq!(orders(db).await[0].order.version, 2);
        balance(db, &before).await;
    })
    .await;
}

#[tokio::test]
async fn sec_02_the_second_of_two_people_is_told_and_nothing_is_lost() {
    each_database(async |db| {
        let services = open(db, 5, vec![ready_order(1, 1)]).await;
        assert!(give(&services, "W-1", &ConfirmOrder {}).await.unwrap().is_done());
        let owner = actor(Role::Owner);
        let looked_at = Some(1);
        let key = IdempotencyKey::fresh();
        let cancel = CancelOrder::because("Sold out").unwrap();
        let outcome = command::order(&services, &owner, &key, "W-1", looked_at, &cancel).await.unwrap();
        assert_eq!(outcome, Outcome::Changed);
        assert_eq!(orders(db).await[0].order.version, 2);
        // Looked at again, the same key goes through: a refusal is not kept.
        let outcome = command::order(&services, &owner, &key, "W-1", Some(2), &cancel).await.unwrap();
        assert!(outcome.is_done());
    })
    .await;
}

#[tokio::test]
async fn sec_02_a_repeated_request_is_done_once() {
    each_database(async |db| {
        let services = open(db, 5, vec![ready_order(1, 1), ready_order(2, 1)]).await;
        let owner = actor(Role::Owner);
        let key: IdempotencyKey = "click-0001".parse().unwrap();
        let ask = async |number: &str| {
            command::order(&services, &owner, &key, number, None, &PrepareRelease {}).await
        };
        let first = ask("W-1").await.unwrap();
        assert!(first.is_done());
        assert_eq!(ask("W-1").await.unwrap(), first);
        assert_eq!(shipment::Entity::find().all(db.store.reader()).await.unwrap().len(), 1);
        assert!(matches!(ask("W-2").await, Err(Error::KeyReused)));
        assert!(release(&services, "W-2").await.is_done());
        for bad in ["", "short", "with space", &"x".repeat(65), "ключ-ключ"] {
            assert!(bad.parse::<IdempotencyKey>().is_err(), "{bad:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn sec_02_a_request_is_known_for_three_days() {
    each_database(async |db| {
        let first = open(db, 5, vec![ready_order(1, 1)]).await;
        let (services, clock) = Clock::of(&first.store);
        let owner = actor(Role::Owner);
        let key = IdempotencyKey::fresh();
        let ask =
            async || command::order(&services, &owner, &key, "W-1", None, &PrepareRelease {}).await.unwrap();
        let done = ask().await;
        clock.pass(3 * 24 * 3600);
        command::forget(&services).await.unwrap();
        assert_eq!(ask().await, done);
        clock.pass(1);
        command::forget(&services).await.unwrap();
        assert!(matches!(ask().await, Outcome::AlreadyReleased { .. }));
    })
    .await;
}

#[tokio::test]
async fn sec_01_who_may_not_changes_nothing() {
    each_database(async |db| {
        let services = open(db, 5, vec![ready_order(1, 1)]).await;
        let key = IdempotencyKey::fresh();
        let viewer = actor(Role::Viewer);
        let refused = command::order(&services, &viewer, &key, "W-1", None, &PrepareRelease {}).await;
        assert!(matches!(refused, Err(Error::Forbidden(_))));
        let fulfilment = actor(Role::Fulfilment);
        let cancel = CancelOrder::because("Sold out").unwrap();
        let refused = command::order(&services, &fulfilment, &key, "W-1", None, &cancel).await;
        assert!(matches!(refused, Err(Error::Forbidden(_))));
        assert_eq!(orders(db).await[0].order.version, 1);
    })
    .await;
}

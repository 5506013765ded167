//! ORD-05: payments that are recorded at the desk.

use domain::action::CannotAct;
use domain::kind::{LedgerKind, PaymentMethod};
use domain::money::{Currency, Money};
use domain::order::Refusal;
use domain::outcome::Outcome;
use domain::payment::{CannotPay, PaymentStatus};
use domain::release::Lane;
use domain::role::Role;
use domain::stage::Stage;
use service::command::{self, IdempotencyKey, RecordPayment};
use service::{Error, order_detail};
use store::aggregate::OrderParts;
use store::testing::each_database;

use super::books::{balance, orders, stocks};
use super::{give, open, ready_order};
use crate::shop::{MALL, USER, actor};

/// An order of ¥3,000 that waits for a bank transfer.
fn awaited(id: i64) -> OrderParts {
    let mut parts = ready_order(id, 2);
    parts.order.payment_method = PaymentMethod::BankTransfer;
    parts
}

fn yen(amount: i64) -> Money {
    Money::new(amount, Currency::JPY)
}

fn refused(refusal: impl Into<Refusal>) -> Outcome {
    Outcome::Refused { refusal: refusal.into() }
}

#[tokio::test]
async fn ord_05_mal_03_an_order_that_waits_for_its_payment_becomes_new_when_all_of_it_is_paid() {
    each_database(async |db| {
        let services = open(db, 5, vec![awaited(1)]).await;
        let before = stocks(db).await;
        let first = RecordPayment::of(Some(yen(1_000)), "  BANK-77 ");
        assert!(give(&services, "W-1", &first).await.unwrap().is_done());
        let half = orders(db).await.remove(0);
        assert_eq!((half.order.stage, half.order.lane), (Stage::Waiting, Lane::NONE));
        assert_eq!((half.order.payment_status, half.order.paid), (PaymentStatus::PartiallyPaid, 1_000));

        // Where no amount is said, it is the rest.
        assert!(give(&services, "W-1", &RecordPayment::of(None, "")).await.unwrap().is_done());
        let paid = orders(db).await.remove(0);
        assert_eq!((paid.order.stage, paid.order.lane), (Stage::New, Lane::DOMESTIC_NOT_RELEASED));
        assert_eq!((paid.order.payment_status, paid.order.paid), (PaymentStatus::Paid, 3_000));
        let entries: Vec<_> = paid
            .ledger
            .iter()
            .map(|row| (row.kind, row.method, row.amount, row.reference.as_deref(), row.user_id))
            .collect();
        let method = PaymentMethod::BankTransfer;
        assert_eq!(
            entries,
            [
                (LedgerKind::Payment, method, 1_000, Some("BANK-77"), Some(USER)),
                (LedgerKind::Payment, method, 2_000, None, Some(USER)),
            ]
        );
        let detail = order_detail(&services, &actor(Role::Viewer), "W-1").await.unwrap();
        let told: Vec<_> = detail.timeline.iter().map(|entry| entry.text.as_str()).collect();
        assert_eq!(told, ["Became New", "¥2,000 paid, Money transfer", "¥1,000 paid, Money transfer"]);
        balance(db, &before).await;
    })
    .await;
}

#[tokio::test]
async fn ord_05_what_is_no_payment_is_refused_and_changes_nothing() {
    each_database(async |db| {
        let mut of_mall = awaited(2);
        of_mall.order.channel_id = MALL;
        of_mall.order.mall_stage = Some(Stage::Waiting);
        let mut canceled = awaited(3);
        canceled.lines[0].canceled = 2;
        let mut free = ready_order(4, 1);
        free.lines[0].unit_price = 0;
        let services = open(db, 5, vec![awaited(1), of_mall, canceled, free]).await;
        let pay = async |number: &str, amount: Option<i64>| {
            give(&services, number, &RecordPayment::of(amount.map(yen), "")).await.unwrap()
        };
        for amount in [0, -1, i64::MIN] {
            assert_eq!(pay("W-1", Some(amount)).await, refused(CannotPay::NotPositive { amount }));
        }
        for amount in [3_001, i64::MAX] {
            assert_eq!(pay("W-1", Some(amount)).await, refused(CannotPay::TooMuch { amount, owed: 3_000 }));
        }
        let pounds = RecordPayment::of(Some(Money::new(100, Currency::GBP)), "");
        assert_eq!(give(&services, "W-1", &pounds).await.unwrap(), refused(CannotPay::OtherCurrency));
        for amount in [Some(1), None] {
            assert_eq!(pay("W-2", amount).await, refused(CannotAct::ManagedAtMall));
            assert_eq!(pay("W-3", amount).await, refused(CannotAct::NotInStage { stage: Stage::Canceled }));
            assert_eq!(pay("W-4", amount).await, refused(CannotAct::NothingOwed));
        }
        assert!(orders(db).await.iter().all(|parts| parts.order.version == 1 && parts.ledger.is_empty()));
    })
    .await;
}

#[tokio::test]
async fn ord_05_sec_02_a_repeated_payment_is_recorded_once_and_by_whoever_may() {
    each_database(async |db| {
        let services = open(db, 5, vec![awaited(1)]).await;
        let key = IdempotencyKey::fresh();
        let payment = RecordPayment::of(Some(yen(1_000)), "");
        let ask = async |role, version| {
            command::order(&services, &actor(role), &key, "W-1", Some(version), &payment).await
        };
        assert!(matches!(ask(Role::Fulfilment, 1).await, Err(Error::Forbidden(_))));
        assert!(ask(Role::Manager, 1).await.unwrap().is_done());
        assert!(ask(Role::Manager, 1).await.unwrap().is_done());
        assert_eq!(orders(db).await[0].order.paid, 1_000);
        // Two people with the same payment before them: the second is told.
        let other = IdempotencyKey::fresh();
        let late = command::order(&services, &actor(Role::Owner), &other, "W-1", Some(1), &payment).await;
        assert_eq!(late.unwrap(), Outcome::Changed);
        assert_eq!(orders(db).await[0].order.paid, 1_000);
    })
    .await;
}

//! MAL-03: what waits becomes New by itself.

use domain::kind::{LedgerKind, PaymentMethod};
use domain::release::Lane;
use domain::stage::Stage;
use sea_orm::{EntityTrait as _, QueryOrder as _};
use service::Services;
use service::intake::take_in;
use store::entity::event;
use store::testing::each_database;

use super::books::orders;
use super::{open, ready_order};
use crate::reads::an_entry;
use crate::shop::at;

#[tokio::test]
async fn mal_03_the_grace_time_ends_by_itself_and_a_payment_is_still_awaited() {
    each_database(async |db| {
        let over = Some(at("2026-11-22T04:00:00Z"));
        let waits = |id: i64, method, approved: bool| {
            let mut parts = ready_order(id, 1);
            parts.order.ready_at = over;
            parts.order.payment_method = method;
            if approved {
                parts.ledger = vec![an_entry(900 + id, id, LedgerKind::Pending, 1500)];
            }
            parts
        };
        let all = vec![
            waits(1, PaymentMethod::CashOnDelivery, false),
            waits(2, PaymentMethod::Card, true),
            waits(3, PaymentMethod::Card, false),
            waits(4, PaymentMethod::ConvenienceStore, true),
        ];
        let services = open(db, 5, all).await;
        assert!(orders(db).await.iter().all(|parts| parts.order.stage == Stage::Waiting));
        assert_eq!(take_in(&services).await.unwrap(), 0);
        let later = Services::with_clock(db.store.clone(), || at("2026-11-22T04:00:01Z"));
        assert_eq!(take_in(&later).await.unwrap(), 2);
        assert_eq!(take_in(&later).await.unwrap(), 0);
        let stages: Vec<_> =
            orders(db).await.iter().map(|parts| (parts.order.stage, parts.order.lane)).collect();
        let new = (Stage::New, Lane::DOMESTIC_NOT_RELEASED);
        let waiting = (Stage::Waiting, Lane::NONE);
        assert_eq!(stages, [new, new, waiting, waiting]);
        let told =
            event::Entity::find().order_by_asc(event::Column::Id).all(db.store.reader()).await.unwrap();
        let told: Vec<_> = told.iter().map(|row| (row.order_id.unwrap().0, row.kind.as_str())).collect();
        assert_eq!(told, [(1, "became_new"), (2, "became_new")]);
    })
    .await;
}

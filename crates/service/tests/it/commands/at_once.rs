//! Many at once: each order is released exactly once, stock stays exact, and whoever comes second is told who was first.

use std::collections::BTreeMap;

use domain::outcome::Outcome;
use domain::role::Role;
use service::Services;
use service::command::{self, IdempotencyKey, PrepareRelease};
use store::Store;
use store::testing::each_database;

use super::books::{balance, stocks};
use super::{open, ready_order};
use crate::shop::{actor, services};

const ORDERS: i64 = 200;
const CLIENTS: usize = 16;

/// What each of the clients was answered, in the order of the orders.
async fn race(desks: &[Services], key: impl Fn(usize, i64) -> IdempotencyKey) -> Vec<Vec<Outcome>> {
    let mut clients = tokio::task::JoinSet::new();
    for client in 0..CLIENTS {
        let services = desks[client % desks.len()].clone();
        let keys: Vec<_> = (1..=ORDERS).map(|order| key(client, order)).collect();
        clients.spawn(async move {
            let mut answers = Vec::new();
            for (order, key) in (1..=ORDERS).zip(keys) {
                let owner = actor(Role::Owner);
                let number = format!("W-{order}");
                let answer = command::order(&services, &owner, &key, &number, None, &PrepareRelease {}).await;
                answers.push(answer.unwrap());
            }
            answers
        });
    }
    clients.join_all().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sec_02_sixteen_clients_release_the_same_orders_once() {
    each_database(async |db| {
        // One unit for each order but three.
        let short = 3;
        let units = i32::try_from(ORDERS).unwrap() - short;
        let first = open(db, units, (1..=ORDERS).map(|id| ready_order(id, 1)).collect()).await;
        let before = stocks(db).await;
        // A second server on the same database.
        let second = services(&Store::connect(&db.url).await.unwrap());
        let answers = race(&[first, second.clone()], |_, _| IdempotencyKey::fresh()).await;
        let mut done = BTreeMap::<usize, usize>::new();
        for answers in &answers {
            for (order, answer) in answers.iter().enumerate() {
                match answer {
                    Outcome::Done { shipments } => {
                        assert_eq!(shipments.len(), 1);
                        *done.entry(order).or_default() += 1;
                    }
                    Outcome::AlreadyReleased { by } => assert_eq!(by.as_deref(), Some("desk@shop.example")),
                    Outcome::Failed { failures } => assert_eq!(failures.len(), 1, "{failures:?}"),
                    other => panic!("{other:?}"),
                }
            }
        }
        assert_eq!(done.len(), usize::try_from(units).unwrap());
        assert!(done.values().all(|times| *times == 1), "{done:?}");
        let stock = &stocks(db).await[0];
        assert_eq!((stock.on_hand, stock.allocated), (units, units));
        balance(db, &before).await;
        second.store.close().await.unwrap();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sec_02_the_same_request_at_the_same_moment_is_done_once_and_answered_alike() {
    each_database(async |db| {
        let first = open(db, 1_000, (1..=ORDERS).map(|id| ready_order(id, 1)).collect()).await;
        let before = stocks(db).await;
        let second = services(&Store::connect(&db.url).await.unwrap());
        let key = |_, order| format!("same-request-{order}").parse().unwrap();
        let answers = race(&[first, second.clone()], key).await;
        assert!(answers[0].iter().all(Outcome::is_done), "{:?}", answers[0]);
        assert!(answers.iter().all(|client| *client == answers[0]));
        balance(db, &before).await;
        second.store.close().await.unwrap();
    })
    .await;
}

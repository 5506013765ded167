//! UX-05: what one server changes, another hears of.

use std::time::Duration;

use domain::id::JobId;
use domain::role::Role;
use domain::view::{BulkCommand, Change, Selection};
use sea_orm::{ActiveModelTrait as _, ActiveValue::Set};
use service::command::IdempotencyKey;
use service::jobs::{self, Worked, work};
use service::live::{changes, listen};
use store::Store;
use store::entity::job;
use store::testing::each_database;
use tokio::sync::broadcast::Receiver;
use tokio::time::timeout;

use super::{open, ready_order, release};
use crate::shop::{actor, services};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ux_05_a_change_is_heard_by_every_server_on_the_database() {
    each_database(async |db| {
        let one = open(db, 5, vec![ready_order(1, 1), ready_order(2, 1)]).await;
        let other = services(&Store::connect(&db.url).await.unwrap());
        let (mut here, mut there) = (changes(&one), changes(&other));
        let listening: Vec<_> = [one.clone(), other.clone()]
            .into_iter()
            .map(|services| tokio::spawn(async move { listen(&services).await }))
            .collect();
        // Both are listening: SQLite's once they have looked, PostgreSQL's when they say so.
        tokio::time::sleep(Duration::from_millis(1_500)).await;
        while here.try_recv().is_ok() || there.try_recv().is_ok() {}

        assert!(release(&one, "W-1").await.is_done());
        let heard = timeout(Duration::from_secs(20), here.recv()).await.unwrap().unwrap();
        assert_eq!(heard, Change::of_orders(vec!["W-1".to_owned()]));
        // Of another process's change to a SQLite file nobody knows what it was.
        let heard = timeout(Duration::from_secs(20), there.recv()).await.unwrap().unwrap();
        assert!(heard.orders.is_empty() || heard.orders == ["W-1"], "{heard:?}");

        // What changed nothing is not told.
        release(&one, "W-1").await;
        assert!(release(&one, "W-2").await.is_done());
        let heard = timeout(Duration::from_secs(20), here.recv()).await.unwrap().unwrap();
        assert_eq!(heard.orders, ["W-2"]);
        listening.iter().for_each(tokio::task::JoinHandle::abort);
        for listening in listening {
            let _ = listening.await;
        }
        other.store.close().await.unwrap();
    })
    .await;
}

/// What is told until this job is named: one thing, or on PostgreSQL several that were one transaction's.
async fn told_with(heard: &mut Receiver<Change>, job: JobId) -> Change {
    let mut all = Change::default();
    while all.jobs.is_empty() {
        let told = timeout(Duration::from_secs(20), heard.recv()).await.unwrap().unwrap();
        assert!(!told.is_unknown());
        all.orders.extend(told.orders);
        all.jobs.extend(told.jobs);
    }
    assert_eq!(all.jobs, [job]);
    all
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ux_05_rel_08_a_job_tells_after_each_batch_how_far_it_is() {
    each_database(async |db| {
        let services = open(db, 100, (1..=60).map(|id| ready_order(id, 1)).collect()).await;
        let mut heard = changes(&services);
        let listening = tokio::spawn({
            let services = services.clone();
            async move { listen(&services).await }
        });
        tokio::time::sleep(Duration::from_millis(1_500)).await;
        while heard.try_recv().is_ok() {}
        let owner = actor(Role::Owner);
        let give = async |command: &BulkCommand| {
            let key = IdempotencyKey::fresh();
            let listed = Selection::Numbers((1..=60).map(|id| format!("W-{id}")).collect());
            jobs::start_bulk(&services, &owner, &key, &listed, command).await.unwrap()
        };
        let work = async || assert!(matches!(work(&services, "one").await.unwrap(), Worked::Some(_)));

        let id = give(&BulkCommand::Release).await;
        for orders in [50, 10] {
            work().await;
            assert_eq!(told_with(&mut heard, id).await.orders.len(), orders);
        }
        // What changes no order names none: lists have nothing to read.
        let id = give(&BulkCommand::Link).await;
        work().await;
        assert_eq!(told_with(&mut heard, id).await, Change::of_job(id));
        jobs::cancel(&services, &owner, id).await.unwrap();
        assert_eq!(told_with(&mut heard, id).await, Change::of_job(id));

        let id = give(&BulkCommand::Link).await;
        let unknown =
            job::ActiveModel { id: Set(id), kind: Set("nonsense".to_owned()), ..Default::default() };
        unknown.update(services.store.writer()).await.unwrap();
        work().await;
        assert_eq!(told_with(&mut heard, id).await, Change::of_job(id));
        listening.abort();
        let _ = listening.await;
    })
    .await;
}

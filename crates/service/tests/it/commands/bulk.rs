//! REL-08: a job over many orders.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use domain::id::JobId;
use domain::kind::{JobRowState, JobState};
use domain::outcome::Outcome;
use domain::query::NewOrdersQuery;
use domain::role::Role;
use domain::view::Selection;
use service::command::{CancelOrder, IdempotencyKey, PrepareRelease};
use service::jobs::{self, Worked, work};
use service::{Error, Services};
use store::testing::each_database;

use super::books::{balance, orders, stocks};
use super::{open, ready_order, release};
use crate::shop::{NOW, actor, at};

async fn start(services: &Services, selection: &Selection) -> JobId {
    jobs::start(services, &actor(Role::Owner), &IdempotencyKey::fresh(), selection, &PrepareRelease {})
        .await
        .unwrap()
}

async fn work_off(services: &Services, owner: &str) -> usize {
    let mut batches = 0;
    while work(services, owner).await.unwrap() != Worked::Nothing {
        batches += 1;
    }
    batches
}

fn listed() -> Selection {
    Selection::Listed(Box::default())
}

#[tokio::test]
async fn rel_08_each_order_of_a_job_succeeds_or_fails_on_its_own() {
    each_database(async |db| {
        let mut all: Vec<_> = (1..=120).map(|id| ready_order(id, 1)).collect();
        all[4].addresses.clear();
        let services = open(db, 100, all).await;
        let before = stocks(db).await;
        // Somebody is faster with one of them.
        let id = start(&services, &listed()).await;
        assert!(release(&services, "W-9").await.is_done());
        assert_eq!(jobs::job(&services, &actor(Role::Viewer), id, 0).await.unwrap().worked(), 0);
        assert_eq!(work_off(&services, "one").await, 3);

        let job = jobs::job(&services, &actor(Role::Viewer), id, 1_000).await.unwrap();
        assert_eq!((job.state, job.total, job.done, job.failed), (JobState::Done, 120, 99, 21));
        let of =
            |number: &str| job.rows.iter().find(|row| row.number == number).unwrap().outcome.clone().unwrap();
        assert!(matches!(of("W-5"), Outcome::Failed { .. }));
        assert_eq!(of("W-9"), Outcome::AlreadyReleased { by: Some("desk@shop.example".to_owned()) });
        let short =
            job.rows.iter().filter(|row| matches!(&row.outcome, Some(Outcome::Failed { .. }))).count();
        assert_eq!(short, 20);
        // Those that need somebody come first.
        assert!(job.rows[..21].iter().all(|row| row.state == JobRowState::Failed));
        assert_eq!(stocks(db).await[0].allocated, 100);
        balance(db, &before).await;
    })
    .await;
}

#[tokio::test]
async fn rel_08_a_job_takes_what_was_chosen_when_it_was_given() {
    each_database(async |db| {
        let services = open(db, 100, (1..=6).map(|id| ready_order(id, 1)).collect()).await;
        let owner = actor(Role::Owner);
        let key = IdempotencyKey::fresh();
        let some = Selection::Numbers(["W-2", "W-5", "W-2", "W-77"].map(str::to_owned).to_vec());
        let id = jobs::start(&services, &owner, &key, &some, &PrepareRelease {}).await.unwrap();
        // A double click is one job, and the key can't be used for another.
        assert_eq!(jobs::start(&services, &owner, &key, &some, &PrepareRelease {}).await.unwrap(), id);
        assert!(matches!(
            jobs::start(&services, &owner, &key, &listed(), &PrepareRelease {}).await,
            Err(Error::KeyReused)
        ));
        let none = Selection::Numbers(vec!["W-77".to_owned()]);
        assert!(matches!(
            jobs::start(&services, &owner, &IdempotencyKey::fresh(), &none, &PrepareRelease {}).await,
            Err(Error::NothingSelected)
        ));
        let viewer = actor(Role::Viewer);
        assert!(matches!(
            jobs::start(&services, &viewer, &IdempotencyKey::fresh(), &some, &PrepareRelease {}).await,
            Err(Error::Forbidden(_))
        ));
        work_off(&services, "one").await;
        let job = jobs::job(&services, &owner, id, 10).await.unwrap();
        assert_eq!((job.total, job.done), (2, 2));
        let numbers: Vec<_> = job.rows.iter().map(|row| row.number.as_str()).collect();
        assert_eq!(numbers, ["W-2", "W-5"]);
        let found = Selection::Listed(Box::new(NewOrdersQuery {
            email: Some("MEMBER3@mail.example".to_owned()),
            ..NewOrdersQuery::default()
        }));
        let id = start(&services, &found).await;
        work_off(&services, "one").await;
        assert_eq!(jobs::job(&services, &owner, id, 10).await.unwrap().rows[0].number, "W-3");
        let released = orders(db).await.iter().filter(|parts| parts.order.assigned > 0).count();
        assert_eq!(released, 3);
    })
    .await;
}

#[tokio::test]
async fn rel_08_another_server_goes_on_where_one_was_lost() {
    each_database(async |db| {
        let first = open(db, 1_000, (1..=110).map(|id| ready_order(id, 1)).collect()).await;
        let before = stocks(db).await;
        let clock = Arc::new(AtomicI64::new(at(NOW).0));
        let ticking = Arc::clone(&clock);
        let services = Services::with_clock(first.store.clone(), move || {
            domain::time::Timestamp(ticking.load(Ordering::Relaxed))
        });
        let id = start(&services, &listed()).await;
        assert_eq!(work(&services, "lost").await.unwrap(), Worked::Some(id));
        // Its lease still counts.
        assert_eq!(work(&services, "other").await.unwrap(), Worked::Nothing);
        clock.fetch_add(11_000_000, Ordering::Relaxed);
        assert_eq!(work(&services, "other").await.unwrap(), Worked::Some(id));
        // The lost one is back, and has nothing to say while the other has the lease.
        assert_eq!(work(&services, "lost").await.unwrap(), Worked::Nothing);
        work_off(&services, "other").await;
        let job = jobs::job(&services, &actor(Role::Owner), id, 0).await.unwrap();
        assert_eq!((job.state, job.done, job.failed), (JobState::Done, 110, 0));
        balance(db, &before).await;
    })
    .await;
}

#[tokio::test]
async fn rel_08_the_rest_of_a_job_can_be_stopped() {
    each_database(async |db| {
        let services = open(db, 1_000, (1..=110).map(|id| ready_order(id, 1)).collect()).await;
        let before = stocks(db).await;
        let id = start(&services, &listed()).await;
        work(&services, "one").await.unwrap();
        assert!(matches!(jobs::cancel(&services, &actor(Role::Viewer), id).await, Err(Error::Forbidden(_))));
        jobs::cancel(&services, &actor(Role::Fulfilment), id).await.unwrap();
        assert_eq!(work(&services, "one").await.unwrap(), Worked::Nothing);
        let job = jobs::job(&services, &actor(Role::Owner), id, 1_000).await.unwrap();
        assert_eq!((job.state, job.done, job.failed), (JobState::Canceled, 50, 0));
        assert_eq!(job.rows.iter().filter(|row| row.state == JobRowState::Skipped).count(), 60);
        assert!(matches!(
            jobs::cancel(&services, &actor(Role::Owner), JobId(99)).await,
            Err(Error::NotFound)
        ));
        balance(db, &before).await;
    })
    .await;
}

#[tokio::test]
async fn rel_12_the_orders_of_a_product_are_canceled_together() {
    each_database(async |db| {
        let services = open(db, 1_000, (1..=4).map(|id| ready_order(id, 1)).collect()).await;
        let before = stocks(db).await;
        assert!(release(&services, "W-4").await.is_done());
        let owner = actor(Role::Owner);
        let cancel = CancelOrder::because("Sold out").unwrap();
        let all = Selection::Numbers((1..=4).map(|id| format!("W-{id}")).collect());
        let id = jobs::start(&services, &owner, &IdempotencyKey::fresh(), &all, &cancel).await.unwrap();
        work_off(&services, "one").await;
        let job = jobs::job(&services, &owner, id, 10).await.unwrap();
        assert_eq!((job.done, job.failed), (3, 1));
        assert_eq!(job.rows[0].number, "W-4");
        balance(db, &before).await;
    })
    .await;
}

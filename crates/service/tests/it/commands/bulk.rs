//! REL-08: a job over many orders.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use domain::id::{JobId, LocationId, SkuId};
use domain::kind::{JobRowState, JobState};
use domain::outcome::Outcome;
use domain::query::NewOrdersQuery;
use domain::role::Role;
use domain::view::Selection;
use sea_orm::{ConnectionTrait as _, DbBackend};
use service::command::{CancelOrder, IdempotencyKey, PrepareRelease};
use service::jobs::{self, Worked, work};
use service::{Error, Services, release_preview};
use store::entity::stock;
use store::testing::{TestDb, each_database};

use super::books::{balance, orders, stocks};
use super::{Clock, open, ready_order, release};
use crate::shop::{NOW, ROUTES, a_line, actor, add, at, routed};

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
        let found = Selection::Listed(Box::new(
            NewOrdersQuery::default().with(|query| query.own.email = Some("MEMBER3@mail.example".to_owned())),
        ));
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
        let (services, clock) = Clock::of(&first.store);
        let id = start(&services, &listed()).await;
        assert_eq!(work(&services, "lost").await.unwrap(), Worked::Some(id));
        // Its lease still counts.
        assert_eq!(work(&services, "other").await.unwrap(), Worked::Nothing);
        clock.pass(11);
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
async fn rel_08_the_preview_totals_what_is_needed_of_each_option_where_it_ships_from() {
    each_database(async |db| {
        let mut both = ready_order(3, 2);
        let mut elsewhere = a_line(3, 2, "TEE", "TEE-NV");
        elsewhere.sku_id = both.lines[0].sku_id;
        elsewhere.ordered = 4;
        routed(&mut elsewhere, ROUTES[3]);
        both.lines.push(elsewhere);
        let mut unlinked = ready_order(4, 1);
        unlinked.lines[0].sku_id = None;
        unlinked.lines[0].sku_code = "CAP".to_owned();
        let all = vec![ready_order(1, 3), ready_order(2, 1), both, unlinked, ready_order(5, 90)];
        let services = open(db, 100, all).await;
        add::<stock::Entity>(
            db,
            vec![stock::Model { location_id: LocationId(2), sku_id: SkuId(1), on_hand: 3, allocated: 0 }],
        )
        .await;
        assert!(release(&services, "W-1").await.is_done());
        let viewer = actor(Role::Viewer);
        let of = Selection::Numbers((1..=4).map(|id| format!("W-{id}")).collect());
        let preview = release_preview(&services, &viewer, &of).await.unwrap();
        assert_eq!(
            (preview.orders, preview.numbers),
            (4, ["W-1", "W-2", "W-3", "W-4"].map(str::to_owned).to_vec())
        );
        let rows: Vec<_> = preview
            .options
            .iter()
            .map(|row| (row.sku.as_str(), row.location.as_deref(), row.needed, row.available, row.is_short()))
            .collect();
        // Short ones first, then what most is needed of. What is released already needs nothing, and its units are not available.
        assert_eq!(
            rows,
            [
                ("TEE-NV", Some("Location 2"), 4, 3, true),
                ("CAP", Some("Location 1"), 1, 0, true),
                ("TEE-NV", Some("Location 1"), 3, 97, false),
            ]
        );
        let whole = release_preview(&services, &viewer, &listed()).await.unwrap();
        assert_eq!(whole.orders, 4);
        assert_eq!(whole.options.last().map(|row| (row.needed, row.available)), Some((93, 97)));
    })
    .await;
}

/// Makes one order refuse every change of it, as a fault nobody thought of would.
async fn break_order(db: &TestDb, number: &str) {
    let sql = match db.store.backend() {
        DbBackend::Postgres => {
            format!(
                r#"ALTER TABLE "order" ADD CONSTRAINT broken CHECK (number <> '{number}' OR version = 1)"#
            )
        }
        _ => format!(
            r#"CREATE TRIGGER broken BEFORE UPDATE ON "order" WHEN NEW.number = '{number}'
               BEGIN SELECT RAISE(ABORT, 'broken'); END"#
        ),
    };
    db.store.writer().execute_unprepared(&sql).await.unwrap();
}

#[tokio::test]
async fn rel_08_an_order_that_is_broken_keeps_no_other_from_its_release() {
    each_database(async |db| {
        let services = open(db, 1_000, (1..=70).map(|id| ready_order(id, 1)).collect()).await;
        let before = stocks(db).await;
        break_order(db, "W-20").await;
        let id = start(&services, &listed()).await;
        assert_eq!(work_off(&services, "one").await, 2);
        let job = jobs::job(&services, &actor(Role::Owner), id, 1_000).await.unwrap();
        assert_eq!((job.state, job.done, job.failed), (JobState::Done, 69, 1));
        let Some(Outcome::Broken { reference }) = &job.rows[0].outcome else { panic!("{:?}", job.rows[0]) };
        assert_eq!((job.rows[0].number.as_str(), reference.len()), ("W-20", 8));
        assert_eq!(stocks(db).await[0].allocated, 69);
        balance(db, &before).await;
    })
    .await;
}

#[tokio::test]
async fn rel_08_a_panic_breaks_the_row_that_it_happens_in_and_no_other() {
    each_database(async |db| {
        let first = open(db, 1_000, (1..=5).map(|id| ready_order(id, 1)).collect()).await;
        let before = stocks(db).await;
        let id = start(&first, &listed()).await;
        // The clock is asked when the job is taken, then in each transaction: the second and third time are in that of all rows and in that of
        // the first row alone.
        let asked = Arc::new(AtomicU32::new(0));
        let services = Services::with_clock(db.store.clone(), move || {
            let time = asked.fetch_add(1, Ordering::Relaxed) + 1;
            assert!(!(2..=3).contains(&time), "the clock stands still");
            at(NOW)
        });
        assert_eq!(work_off(&services, "one").await, 1);
        let job = jobs::job(&services, &actor(Role::Owner), id, 10).await.unwrap();
        assert_eq!((job.state, job.done, job.failed), (JobState::Done, 4, 1));
        assert!(matches!(&job.rows[0].outcome, Some(Outcome::Broken { .. })), "{:?}", job.rows[0]);
        assert_eq!(stocks(db).await[0].allocated, 4);
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

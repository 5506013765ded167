//! REL-08: a server that is killed while it works a job off loses nothing and does nothing twice.

use std::time::Duration;

use domain::id::JobId;
use domain::kind::JobState;
use domain::role::Role;
use domain::view::Selection;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use service::Services;
use service::command::{IdempotencyKey, PrepareRelease};
use service::jobs;
use store::entity::{job, notice, stock};
use store::testing::{TestDb, each_database};

use crate::books::{balance, orders, stocks};
use crate::process::{Server, Waybill};
use crate::shop::{self, actor, add, place, ready_order};

const ORDERS: i64 = 1_000;
const KILLS: u64 = 20;

/// Of so many units; the orders want two more.
async fn fill(db: &TestDb) -> Services {
    let services = shop::open(db, "JP", "Asia/Tokyo").await;
    place(db, "JP", (1..=ORDERS).map(|id| ready_order(id, 1)).collect()).await;
    let on_hand = i32::try_from(ORDERS).unwrap() - 2;
    let row = stock::Model {
        location_id: domain::id::LocationId(1),
        sku_id: domain::id::SkuId(1),
        on_hand,
        allocated: 0,
    };
    add::<stock::Entity>(db, vec![row]).await;
    services
}

async fn state(services: &Services, id: JobId) -> (JobState, u32) {
    let job = jobs::job(services, &actor(Role::Owner), id, 0).await.unwrap();
    (job.state, job.worked())
}

fn serve(waybill: &Waybill, db: &TestDb) -> Server {
    waybill.serve(&["--database", &db.url])
}

/// Nobody has to wait until the lease of the server that was killed has run out.
async fn forget_lease(db: &TestDb, id: JobId) {
    job::Entity::update_many()
        .col_expr(job::Column::LeaseUntil, Expr::value(Some(0_i64)))
        .filter(job::Column::Id.eq(id))
        .filter(job::Column::State.eq(JobState::Running))
        .exec(db.store.writer())
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rel_08_a_server_killed_at_twenty_moments_releases_every_order_once() {
    each_database(async |db| {
        let services = fill(db).await;
        let before = stocks(db).await;
        let all = Selection::Listed(Box::default());
        let key = IdempotencyKey::fresh();
        let id = jobs::start(&services, &actor(Role::Owner), &key, &all, &PrepareRelease {}).await.unwrap();
        let waybill = Waybill::new();
        let mut seen = Vec::new();
        for kill in 0..KILLS {
            let mut server = serve(&waybill, db);
            // From before its first batch to somewhere in a later one, spread evenly.
            tokio::time::sleep(Duration::from_millis(kill * 17 % 160)).await;
            server.process.kill().unwrap();
            server.process.wait().unwrap();
            seen.push(state(&services, id).await.1);
            balance(db, &before).await;
            forget_lease(db, id).await;
        }
        eprintln!("killed after {seen:?} orders");
        assert!(seen.is_sorted(), "{seen:?}");
        let server = serve(&waybill, db);
        for _ in 0..600 {
            if state(&services, id).await.0 != JobState::Running {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        drop(server);
        let job = jobs::job(&services, &actor(Role::Owner), id, 10).await.unwrap();
        assert_eq!((job.state, job.done, job.failed), (JobState::Done, 998, 2), "killed at {seen:?}");
        balance(db, &before).await;
        let released = orders(db).await.iter().filter(|parts| parts.shipments.len() == 1).count();
        assert_eq!(released, 998);
        let notices = notice::Entity::find().all(db.store.reader()).await.unwrap();
        assert_eq!(notices.len(), 998, "each customer is told once");
    })
    .await;
}

//! UX-05: what one server changes, another hears of.

use std::time::Duration;

use service::live::{Change, changes, listen};
use store::Store;
use store::testing::each_database;
use tokio::time::timeout;

use super::{open, ready_order, release};
use crate::shop::services;

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
        assert_eq!(heard, Change { orders: vec!["W-1".to_owned()], all: false });
        // Of another process's change to a SQLite file nobody knows what it was.
        let heard = timeout(Duration::from_secs(20), there.recv()).await.unwrap().unwrap();
        assert!(heard.all || heard.orders == ["W-1"], "{heard:?}");

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

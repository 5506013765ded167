//! The counts of New orders' lanes (REL-01).

use domain::release::Lane;
use sea_orm::{EntityTrait as _, PaginatorTrait as _};
use store::entity::lane_delta;
use store::read::desk::lanes;
use store::testing::each_database;
use store::write::lanes_changed;
use store::{StoreError, write_tx};

#[tokio::test]
async fn rel_01_counts_stay_right_while_many_write_and_their_rows_are_folded() {
    const WRITERS: i64 = 8;
    const CHANGES: i64 = 60;
    each_database(async |db| {
        let mut tasks = tokio::task::JoinSet::new();
        for writer in 0..WRITERS {
            let store = db.store.clone();
            tasks.spawn(async move {
                for change in 0..CHANGES {
                    write_tx(&store, async |tx| -> Result<(), StoreError> {
                        let moved =
                            [(Lane(1), 3), (Lane(2), -1), (Lane(2), 2), (Lane::NONE, 9), (Lane(3), 0)];
                        lanes_changed(tx, moved).await
                    })
                    .await
                    .unwrap_or_else(|error| panic!("writer {writer}, change {change}: {error}"));
                }
            });
        }
        while let Some(done) = tasks.join_next().await {
            done.unwrap();
        }
        let mut counted = lanes(db.store.reader()).await.unwrap();
        counted.sort_unstable();
        let all = (WRITERS * CHANGES).unsigned_abs();
        assert_eq!(counted, [(Lane(1), all * 3), (Lane(2), all)]);
        let rows = lane_delta::Entity::find().count(db.store.reader()).await.unwrap();
        assert!(rows < all, "{rows} rows of {all} changes of two lanes: nothing was folded");

        // What is rolled back was never counted.
        let refused = write_tx(&db.store, async |tx| {
            lanes_changed(tx, [(Lane(4), 1)]).await?;
            Err::<(), _>(StoreError::Config("refused".to_owned()))
        })
        .await;
        assert!(refused.is_err());
        assert!(lanes(db.store.reader()).await.unwrap().iter().all(|(lane, _)| *lane != Lane(4)));
    })
    .await;
}

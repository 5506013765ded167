//! The write transaction.

use std::time::Duration;

use domain::id::ProductId;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel, PaginatorTrait, QuerySelect,
};
use store::entity::product;
use store::testing::each_database;
use store::{Store, StoreError, write_tx};

use crate::sample;

#[derive(Debug)]
enum Stopped {
    Refused,
    Store(StoreError),
}

impl From<StoreError> for Stopped {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

async fn products(store: &Store) -> u64 {
    product::Entity::find().count(store.reader()).await.unwrap()
}

#[tokio::test]
async fn what_ends_well_is_kept_and_what_does_not_is_undone() {
    each_database(async |db| {
        let id = write_tx(&db.store, async |tx| -> Result<ProductId, Stopped> {
            Ok(sample::product("A").insert(tx).await.map_err(StoreError::from)?.id)
        })
        .await
        .unwrap();
        assert_eq!(product::Entity::find_by_id(id).one(db.store.reader()).await.unwrap().unwrap().code, "A");

        let refused = write_tx(&db.store, async |tx| -> Result<(), Stopped> {
            sample::product("B").insert(tx).await.map_err(StoreError::from)?;
            Err(Stopped::Refused)
        })
        .await;
        assert!(matches!(refused, Err(Stopped::Refused)));

        let clash = write_tx(&db.store, async |tx| -> Result<(), Stopped> {
            sample::product("C").insert(tx).await.map_err(StoreError::from)?;
            sample::product("A").insert(tx).await.map_err(StoreError::from)?;
            Ok(())
        })
        .await;
        assert!(matches!(clash, Err(Stopped::Store(StoreError::Conflict(_)))), "{clash:?}");
        assert_eq!(products(&db.store).await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_writer_that_is_dropped_leaves_nothing_and_blocks_nobody() {
    each_database(async |db| {
        let stuck = write_tx(&db.store, async |tx| -> Result<(), StoreError> {
            sample::product("A").insert(tx).await?;
            std::future::pending().await
        });
        assert!(tokio::time::timeout(Duration::from_millis(200), stuck).await.is_err());
        write_tx(&db.store, async |tx| -> Result<(), StoreError> {
            sample::product("B").insert(tx).await?;
            Ok(())
        })
        .await
        .unwrap();
        assert_eq!(products(&db.store).await, 1);
    })
    .await;
}

/// Each reads first and writes what it read plus one: what a deferred transaction on SQLite fails at.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_sixteen_writers_at_once_none_fails_and_no_change_is_lost() {
    const WRITERS: i32 = 16;
    const ROUNDS: i32 = 10;
    each_database(async |db| {
        let id = sample::product("A").insert(db.store.writer()).await.unwrap().id;
        let writers: Vec<_> = (0..WRITERS)
            .map(|_| {
                let store = db.store.clone();
                tokio::spawn(async move {
                    for _ in 0..ROUNDS {
                        count_up(&store, &id).await?;
                    }
                    Ok::<_, StoreError>(())
                })
            })
            .collect();
        for writer in writers {
            writer.await.unwrap().unwrap();
        }
        let row = product::Entity::find_by_id(id).one(db.store.reader()).await.unwrap().unwrap();
        assert_eq!(row.version, 1 + WRITERS * ROUNDS);
    })
    .await;
}

async fn count_up(store: &Store, id: &ProductId) -> Result<i32, StoreError> {
    write_tx(store, async |tx| {
        let row = product::Entity::find_by_id(*id).lock_exclusive().one(tx).await?;
        let row = row.expect("the product that all count on");
        let version = row.version + 1;
        let mut row = row.into_active_model();
        row.version = Set(version);
        row.update(tx).await?;
        Ok(version)
    })
    .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_programs_on_one_file_wait_for_each_other() {
    each_database(async |db| {
        let id = sample::product("A").insert(db.store.writer()).await.unwrap().id;
        let other = Store::connect(&db.url).await.unwrap();
        let count = async |store: &Store| {
            for _ in 0..20 {
                count_up(store, &id).await.unwrap();
            }
        };
        tokio::join!(count(&db.store), count(&other));
        let row = product::Entity::find_by_id(id).one(db.store.reader()).await.unwrap().unwrap();
        assert_eq!(row.version, 41);
        other.close().await.unwrap();
    })
    .await;
}

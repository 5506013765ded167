//! Loads of very many rows.

use sea_orm::{DbBackend, EntityTrait, PaginatorTrait, Value};
use store::StoreError;
use store::entity::{merchant, product};
use store::load::{Batch, LoadTx, relax, tighten};
use store::testing::each_database;

const COLUMNS: &[&str] = &["id", "code", "name", "delivery_name", "picture", "changed_at", "version"];

fn values(ids: std::ops::RangeInclusive<i64>) -> Vec<Value> {
    ids.flat_map(|id| {
        [
            id.into(),
            format!("P-{id}").into(),
            "同じ名前".into(),
            if id % 2 == 0 { Value::String(None) } else { "Goods".into() },
            Value::String(None),
            (id * 1_000_000).into(),
            1_i32.into(),
        ]
    })
    .collect()
}

#[tokio::test]
async fn every_row_of_a_load_arrives_and_none_before_it_is_committed() {
    each_database(async |db| {
        relax(&db.store).await.unwrap();
        let mut batch = Batch::new(db.store.backend());
        let mut rows = values(1..=3_003);
        batch.add("product", COLUMNS, &mut rows).unwrap();
        assert!(rows.is_empty());
        batch.add("product", COLUMNS, &mut values(3_004..=3_004)).unwrap();
        let mut tx = LoadTx::begin(&db.store).await.unwrap();
        tx.insert(batch).await.unwrap();
        assert_eq!(product::Entity::find().count(db.store.reader()).await.unwrap(), 0);
        tx.commit().await.unwrap();
        tighten(&db.store).await.unwrap();
        let products = product::Entity::find().all(db.store.reader()).await.unwrap();
        assert_eq!(products.len(), 3_004);
        for row in products {
            assert_eq!(row.code, format!("P-{}", row.id));
            assert_eq!((row.name.as_str(), row.changed_at.0), ("同じ名前", row.id.0 * 1_000_000));
            assert_eq!(row.delivery_name.is_some(), row.id.0 % 2 == 1);
        }
    })
    .await;
}

#[tokio::test]
async fn a_load_that_fails_leaves_nothing() {
    each_database(async |db| {
        let mut batch = Batch::new(db.store.backend());
        batch.add("product", COLUMNS, &mut [values(1..=5), values(5..=5)].concat()).unwrap();
        let mut tx = LoadTx::begin(&db.store).await.unwrap();
        let refused = tx.insert(batch).await.unwrap_err();
        assert!(matches!(refused, StoreError::Conflict(_)), "{refused:?}");
        drop(tx);
        assert_eq!(product::Entity::find().count(db.store.reader()).await.unwrap(), 0);
        // The writer is free again.
        assert_eq!(merchant::Entity::find().count(db.store.writer()).await.unwrap(), 0);
    })
    .await;
}

#[test]
fn rows_that_are_not_whole_and_values_that_no_column_holds_are_refused() {
    let mut batch = Batch::new(DbBackend::Sqlite);
    let mut rows = values(1..=2);
    rows.pop();
    assert!(batch.add("product", COLUMNS, &mut rows).is_err());
    assert!(batch.add("product", &["id"], &mut vec![Value::Double(Some(0.5))]).is_err());
}

#[tokio::test]
async fn a_batch_for_another_database_is_refused() {
    each_database(async |db| {
        let other =
            if db.store.backend() == DbBackend::Sqlite { DbBackend::Postgres } else { DbBackend::Sqlite };
        let mut batch = Batch::new(other);
        batch.add("product", COLUMNS, &mut values(1..=1)).unwrap();
        let mut tx = LoadTx::begin(&db.store).await.unwrap();
        assert!(tx.insert(batch).await.is_err());
    })
    .await;
}

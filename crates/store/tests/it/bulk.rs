//! Loading many rows.

use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, PaginatorTrait, Statement, Value};
use store::bulk::{bulk_insert, reset_sequences};
use store::entity::product;
use store::testing::each_database;
use store::{StoreError, write_tx};

use crate::sample;

const COLUMNS: &[&str] = &["id", "code", "name", "delivery_name", "picture", "changed_at", "version"];

fn row(id: i64) -> Vec<Value> {
    vec![
        id.into(),
        format!("P-{id}").into(),
        format!("商品 {id}").into(),
        if id % 2 == 0 { Value::String(None) } else { "delivery".into() },
        Value::String(None),
        (id * 1_000_000).into(),
        1_i32.into(),
    ]
}

#[tokio::test]
async fn every_row_arrives_whatever_their_number() {
    each_database(async |db| {
        let mut next = 1;
        // More than the largest statement takes, and a rest that is no power of two; one; none.
        for count in [5_003, 1, 0] {
            let rows: Vec<_> = (next..next + count).map(row).collect();
            next += count;
            let inserted = write_tx(&db.store, async |tx| bulk_insert(tx, "product", COLUMNS, rows).await).await;
            assert_eq!(inserted.unwrap(), count as u64);
        }
        assert_eq!(product::Entity::find().count(db.store.reader()).await.unwrap(), 5_004);
        let sums = "SELECT CAST(sum(id) AS bigint), CAST(sum(changed_at) AS bigint), count(delivery_name) FROM product";
        let sums = Statement::from_string(db.store.backend(), sums);
        let sums = db.store.reader().query_one_raw(sums).await.unwrap().unwrap();
        let ids: i64 = (1..=5_004).sum();
        assert_eq!(sums.try_get_by::<i64, _>(0).unwrap(), ids);
        assert_eq!(sums.try_get_by::<i64, _>(1).unwrap(), ids * 1_000_000);
        assert_eq!(sums.try_get_by::<i64, _>(2).unwrap(), 2_502);
    })
    .await;
}

#[tokio::test]
async fn a_row_of_another_width_is_refused_before_anything_is_written() {
    each_database(async |db| {
        let mut rows: Vec<_> = (1..=10).map(row).collect();
        rows[4].pop();
        let error = bulk_insert(db.store.writer(), "product", COLUMNS, rows).await.unwrap_err();
        assert!(format!("{error:?}").contains("row 4"), "{error:?}");
        assert_eq!(product::Entity::find().count(db.store.reader()).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_double_is_a_conflict() {
    each_database(async |db| {
        let error =
            bulk_insert(db.store.writer(), "product", COLUMNS, vec![row(1), row(1)]).await.unwrap_err();
        assert!(matches!(error, StoreError::Conflict(_)), "{error:?}");
    })
    .await;
}

#[tokio::test]
async fn after_a_load_the_database_gives_ids_that_are_free() {
    each_database(async |db| {
        bulk_insert(db.store.writer(), "product", COLUMNS, (1..=70).map(row).collect()).await.unwrap();
        reset_sequences(&db.store).await.unwrap();
        let product = sample::product("by hand").insert(db.store.writer()).await.unwrap();
        assert_eq!(product.id.0, 71);
        // Tables that got nothing begin at 1.
        let channel = sample::channel("own").insert(db.store.writer()).await.unwrap();
        assert_eq!(channel.id.0, 1);
    })
    .await;
}

//! Products and stock (ITM-01): the list, corrections, and files out and in.

mod corrections;
mod files;
mod pictures;

use domain::goods::{Corrected, Field};
use domain::id::{LocationId, SkuId};
use domain::query::ItemsQuery;
use domain::role::Role;
use domain::stock::StockCause;
use domain::view::Items;
use sea_orm::EntityTrait as _;
use service::command::IdempotencyKey;
use service::goods::{correct, items};
use service::{Actor, Services};
use store::bulk::reset_sequences;
use store::entity::{product, sku};
use store::testing::{TestDb, each_database};
use store::write::{refresh_products, save_products, save_skus};
use store::{StoreError, write_tx};

use crate::commands::open;
use crate::shop::{a_product, a_sku, actor};
pub const L1: LocationId = LocationId(1);
pub const L2: LocationId = LocationId(2);
pub const TEE: SkuId = SkuId(1);

pub fn owner() -> Actor {
    actor(Role::Owner)
}

pub fn key() -> IdempotencyKey {
    IdempotencyKey::fresh()
}

pub async fn list(services: &Services, query: &str) -> Items {
    items(services, &owner(), ItemsQuery::parse(query)).await.unwrap()
}

pub fn codes(list: &Items) -> Vec<&str> {
    list.rows.iter().map(|row| row.code.as_str()).collect()
}

pub fn on_hand(sku: SkuId, location: LocationId, was: impl Into<Option<i32>>) -> Field {
    Field::OnHand { sku, location, was: was.into() }
}

pub async fn type_in(services: &Services, typed: &[(Field, &str)], cause: StockCause) -> Corrected {
    let typed = typed.iter().map(|(field, typed)| (*field, (*typed).to_owned())).collect();
    correct(services, &owner(), &key(), &typed, cause).await.unwrap()
}

/// More products, with one option each that has the product's code.
pub async fn products(db: &TestDb, named: &[(&str, &str)]) {
    let row = |(code, name): &(&str, &str)| a_product(0, code, name);
    // The shop's own came with its id.
    reset_sequences(&db.store).await.unwrap();
    let done: Result<(), StoreError> = write_tx(&db.store, async |tx| {
        save_products(tx, named.iter().map(row)).await?;
        let all = product::Entity::find().all(tx).await?;
        let known = sku::Entity::find().all(tx).await?;
        let is_new = |row: &&product::Model| !known.iter().any(|sku| sku.product_id == row.id);
        let option = |row: &product::Model| sku::Model { product_id: row.id, ..a_sku(0, &row.code) };
        save_skus(tx, all.iter().filter(is_new).map(option)).await?;
        refresh_products(tx, &all.iter().map(|row| row.id).collect::<Vec<_>>()).await
    })
    .await;
    done.unwrap();
}

#[tokio::test]
async fn itm_01_products_are_listed_by_code_and_found_by_any_of_their_words() {
    each_database(async |db| {
        let services = open(db, 5, Vec::new()).await;
        let names: Vec<(String, String)> =
            (0..60).map(|n| (format!("MUG-{n:02}"), format!("Mug {n}"))).collect();
        let names: Vec<(&str, &str)> =
            names.iter().map(|(code, name)| (code.as_str(), name.as_str())).collect();
        products(db, &names).await;
        products(db, &[("BAG", "ツアーバッグ"), ("CAP", "Tour cap (Navy)")]).await;

        let first = list(&services, "rows=25").await;
        assert_eq!(codes(&first)[..3], ["BAG", "CAP", "MUG-00"]);
        assert_eq!((first.above, first.newer, first.counts.all.counted), (0, None, 63));
        let query = ItemsQuery::parse("rows=25").query;
        let second = list(&services, &query.at(first.older.unwrap()).to_query()).await;
        assert_eq!((codes(&second)[0], second.above, second.rows.len()), ("MUG-23", 25, 25));
        let third = list(&services, &query.at(second.older.clone().unwrap()).to_query()).await;
        assert_eq!((codes(&third).last(), &third.older), (Some(&"TEE"), &None));
        let back = list(&services, &query.at(third.newer.unwrap()).to_query()).await;
        assert_eq!((back.rows, back.above), (second.rows, 25));

        for (typed, found) in [
            ("tour", vec!["CAP"]),
            ("ツアー", vec!["BAG"]),
            ("navy", vec!["CAP", "TEE"]),
            ("nav tou", vec!["CAP"]),
            ("ＴＥＥ－ｎｖ", vec!["TEE"]),
            ("cotton", vec!["TEE"]),
            ("(navy)", vec!["CAP", "TEE"]),
            ("tour cap (Navy)", vec!["CAP"]),
            ("MUG-1 mug", (10..20).map(|n| names[n].0).collect()),
            ("%", vec![]),
            ("nothing", vec![]),
        ] {
            assert_eq!(codes(&list(&services, &ItemsQuery::of(typed).to_query()).await), found, "{typed}");
        }
        // Nothing is there of what nobody has counted; what is allocated is not available.
        assert_eq!(first.rows[0].options[0].stocks[0].stock, None);
        assert_eq!(codes(&list(&services, "show=sold_out").await), Vec::<&str>::new());
        assert_eq!(list(&services, "show=unnamed").await.counts.unnamed.counted, 62);
        let emptied = type_in(&services, &[(on_hand(TEE, L1, 5), "0")], StockCause::Count).await;
        assert_eq!(emptied, Corrected { changed: 1, refused: Vec::new() });
        let sold_out = list(&services, "show=sold_out").await;
        assert_eq!((codes(&sold_out), sold_out.counts.sold_out.counted), (vec!["TEE"], 1));
    })
    .await;
}

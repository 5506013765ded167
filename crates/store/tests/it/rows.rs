//! What the tables refuse, and that rows come back as they were written.

use domain::id::{ChannelId, CustomerId, LocationId, OrderId, SkuId};
use domain::kind::AddressRole;
use domain::role::Role;
use sea_orm::prelude::Json;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, DbErr, EntityTrait, SqlErr};
use store::StoreError;
use store::entity::{
    customer, customer_address, location, order, order_address, order_line, product, release_failure,
    session, sku, stock, user,
};
use store::testing::{TestDb, each_database};

use crate::sample::{self, NOW};

fn is_taken<T: std::fmt::Debug>(result: Result<T, DbErr>) {
    let error = result.unwrap_err();
    assert!(matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))), "{error:?}");
    assert!(matches!(StoreError::from(error), StoreError::Conflict(_)));
}

fn is_nowhere<T: std::fmt::Debug>(result: Result<T, DbErr>) {
    let error = result.unwrap_err();
    assert!(matches!(error.sql_err(), Some(SqlErr::ForeignKeyConstraintViolation(_))), "{error:?}");
    assert!(matches!(StoreError::from(error), StoreError::Other(_)));
}

#[tokio::test]
async fn an_order_comes_back_as_it_was_written() {
    each_database(async |db| {
        let (_, id) = an_order(db).await;
        let row = order::Entity::find_by_id(id).one(db.store.reader()).await.unwrap().unwrap();
        assert_eq!(row, order::Model { id, ..sample::order(row.channel_id, "1001") });

        let reasons = serde_json::json!([{ "stock_short": { "sku": "LAMP-1", "missing": 2 } }, "日本語"]);
        let failure = release_failure::ActiveModel {
            order_id: Set(id),
            reasons: Set(reasons.clone()),
            user_id: Set(None),
            failed_at: Set(NOW),
        };
        failure.insert(db.store.writer()).await.unwrap();
        let failure = release_failure::Entity::find_by_id(id).one(db.store.reader()).await.unwrap().unwrap();
        assert_eq!(failure.reasons, reasons);
    })
    .await;
}

#[tokio::test]
async fn an_enum_the_program_does_not_know_is_an_error_and_not_a_guess() {
    use sea_orm::ConnectionTrait as _;
    each_database(async |db| {
        let (_, id) = an_order(db).await;
        db.store.writer().execute_unprepared("UPDATE \"order\" SET stage = 'teleported'").await.unwrap();
        let error = order::Entity::find_by_id(id).one(db.store.reader()).await.unwrap_err();
        assert!(error.to_string().contains("teleported"), "{error}");
    })
    .await;
}

#[tokio::test]
async fn unique_keys_are_kept() {
    each_database(async |db| {
        let writer = db.store.writer();
        let person = |email: &str| user::ActiveModel {
            email: Set(email.to_owned()),
            password_hash: Set("-".to_owned()),
            role: Set(Role::Owner),
            created_at: Set(NOW),
            ..Default::default()
        };
        person("a@example.com").insert(writer).await.unwrap();
        is_taken(person("a@example.com").insert(writer).await);
        person("b@example.com").insert(writer).await.unwrap();

        let (channel, id) = an_order(db).await;
        is_taken(sample::channel("own").insert(writer).await);
        is_taken(sample::new_order(channel, "1001").insert(writer).await);
        let mut same_at_the_channel = sample::new_order(channel, "1002");
        same_at_the_channel.channel_number = Set("C-1001".to_owned());
        is_taken(same_at_the_channel.insert(writer).await);

        order_line::Entity::insert(line(id, 1)).exec(writer).await.unwrap();
        is_taken(order_line::Entity::insert(line(id, 1)).exec(writer).await);
        order_line::Entity::insert(line(id, 2)).exec(writer).await.unwrap();

        // Both halves of a composite key, one of them an enum.
        for role in AddressRole::ALL {
            address(id, *role).insert(writer).await.unwrap();
        }
        is_taken(address(id, AddressRole::ShipTo).insert(writer).await);
    })
    .await;
}

#[tokio::test]
async fn cus_01_customers_without_email_are_many_and_an_email_is_one_customer() {
    each_database(async |db| {
        let writer = db.store.writer();
        let channel = sample::channel("mall").insert(writer).await.unwrap().id;
        let guest = |email: Option<&str>, reference: Option<&str>| customer::ActiveModel {
            channel_id: Set(Some(channel)),
            external_ref: Set(reference.map(str::to_owned)),
            email_key: Set(email.map(str::to_owned)),
            order_count: Set(0),
            created_at: Set(NOW),
            changed_at: Set(NOW),
            version: Set(1),
            ..Default::default()
        };
        guest(None, None).insert(writer).await.unwrap();
        guest(None, None).insert(writer).await.unwrap();
        guest(Some("a@example.com"), Some("17850")).insert(writer).await.unwrap();
        is_taken(guest(Some("a@example.com"), None).insert(writer).await);
        is_taken(guest(None, Some("17850")).insert(writer).await);
    })
    .await;
}

#[tokio::test]
async fn foreign_keys_are_kept() {
    each_database(async |db| {
        let writer = db.store.writer();
        let address =
            customer_address::ActiveModel { customer_id: Set(CustomerId(999)), ..Default::default() };
        is_nowhere(address.insert(writer).await);
        is_nowhere(sample::new_order(ChannelId(999), "1001").insert(writer).await);

        let (_, id) = an_order(db).await;
        order_line::Entity::insert(line(id, 1)).exec(writer).await.unwrap();
        is_nowhere(order::Entity::delete_by_id(id).exec(writer).await);
        assert!(order::Entity::find_by_id(id).one(db.store.reader()).await.unwrap().is_some());
    })
    .await;
}

#[tokio::test]
async fn stock_is_never_allocated_beyond_what_is_on_hand() {
    each_database(async |db| {
        let writer = db.store.writer();
        let location = location::ActiveModel {
            code: Set("TYO".to_owned()),
            name: Set("Tokyo".to_owned()),
            country: Set("JP".to_owned()),
            is_default: Set(true),
            position: Set(1),
            ..Default::default()
        };
        let location = location.insert(writer).await.unwrap().id;
        let product = sample::product("LAMP").insert(writer).await.unwrap().id;
        let sku = sku::ActiveModel {
            product_id: Set(product),
            code: Set("LAMP-1".to_owned()),
            changed_at: Set(NOW),
            version: Set(1),
            ..Default::default()
        };
        let sku = sku.insert(writer).await.unwrap().id;

        let row = |on_hand, allocated| stock_row(location, sku, on_hand, allocated);
        for (on_hand, allocated) in [(1, 2), (0, -1), (-1, -1)] {
            let error = row(on_hand, allocated).insert(writer).await.unwrap_err();
            assert!(error.to_string().to_lowercase().contains("check"), "{error}");
            assert!(matches!(StoreError::from(error), StoreError::Other(_)));
        }
        row(2, 2).insert(writer).await.unwrap();
        assert!(row(1, 2).update(writer).await.is_err());
        let left = stock::Entity::find_by_id((location, sku)).one(db.store.reader()).await.unwrap().unwrap();
        assert_eq!((left.on_hand, left.allocated), (2, 2));
        assert_eq!(product::Entity::find().all(db.store.reader()).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn sec_01_a_session_needs_no_person_and_its_key_is_a_text() {
    each_database(async |db| {
        let row = session::Model {
            id: "9f86d081884c7d65".repeat(4),
            user_id: None,
            data: Json::Null,
            created_at: NOW,
            expires_at: NOW.plus_seconds(3_600),
        };
        let insert = session::Entity::insert(session::ActiveModel::from(row.clone()));
        insert.exec(db.store.writer()).await.unwrap();
        let found = session::Entity::find_by_id(row.id.clone()).one(db.store.reader()).await.unwrap();
        assert_eq!(found, Some(row));
    })
    .await;
}

async fn an_order(db: &TestDb) -> (ChannelId, OrderId) {
    let channel = sample::channel("own").insert(db.store.writer()).await.unwrap().id;
    let order = sample::new_order(channel, "1001").insert(db.store.writer()).await.unwrap();
    (channel, order.id)
}

fn line(order_id: OrderId, position: i32) -> order_line::ActiveModel {
    order_line::ActiveModel {
        order_id: Set(order_id),
        position: Set(position),
        product_code: Set("LAMP".to_owned()),
        sku_code: Set("LAMP-1".to_owned()),
        name: Set("Lamp".to_owned()),
        item_link: Set(domain::kind::ItemLink::NotNeeded),
        unit_price: Set(16_350),
        ordered: Set(1),
        canceled: Set(0),
        assigned: Set(0),
        packed: Set(0),
        handed_over: Set(0),
        delivered: Set(0),
        returned: Set(0),
        refunded: Set(0),
        discount: Set(0),
        tax: Set(0),
        ..Default::default()
    }
}

fn address(order_id: OrderId, role: AddressRole) -> order_address::ActiveModel {
    order_address::ActiveModel { order_id: Set(order_id), role: Set(role), ..Default::default() }
}

fn stock_row(location_id: LocationId, sku_id: SkuId, on_hand: i32, allocated: i32) -> stock::ActiveModel {
    stock::ActiveModel {
        location_id: Set(location_id),
        sku_id: Set(sku_id),
        on_hand: Set(on_hand),
        allocated: Set(allocated),
    }
}

//! SET-01: the merchant's settings, and what another home country means for the orders.

use std::collections::BTreeMap;

use domain::id::CustomerId;
use domain::kind::Destination;
use domain::release::Lane;
use domain::role::Role;
use domain::view::MerchantSettings;
use sea_orm::{EntityTrait, QueryOrder};
use service::merchant::{save_settings, settings};
use service::{Error, Invalid};
use store::aggregate::OrderParts;
use store::entity::{audit, merchant, order, order_term, shipment, shipment_term};
use store::testing::{TestDb, each_database};

use crate::reads::{a_large_order, queue};
use crate::shop::{self, NOW, USER, actor, at, place};

fn wanted() -> MerchantSettings {
    MerchantSettings {
        name: "Corner Shop".to_owned(),
        home_country: "JP".to_owned(),
        time_zone: "Asia/Tokyo".to_owned(),
        currency: "JPY".to_owned(),
        language: "en".to_owned(),
        version: 1,
    }
}

async fn stored(db: &TestDb) -> merchant::Model {
    merchant::Entity::find().one(db.store.reader()).await.unwrap().unwrap()
}

async fn audits(db: &TestDb) -> Vec<audit::Model> {
    audit::Entity::find().order_by_asc(audit::Column::Id).all(db.store.reader()).await.unwrap()
}

#[tokio::test]
async fn set_01_settings_are_shown_and_saved_with_what_they_were_before() {
    each_database(async |db| {
        let services = shop::open(db, "JP", "Asia/Tokyo").await;
        let owner = actor(Role::Owner);
        assert_eq!(settings(&services, &owner).await.unwrap(), wanted());
        let input = MerchantSettings {
            name: "  角の店 ".to_owned(),
            home_country: " GB".to_owned(),
            time_zone: "Europe/London ".to_owned(),
            currency: " GBP ".to_owned(),
            language: "ja".to_owned(),
            version: 1,
        };
        save_settings(&services, &owner, input.clone()).await.unwrap();
        let saved = MerchantSettings {
            name: "角の店".to_owned(),
            home_country: "GB".to_owned(),
            time_zone: "Europe/London".to_owned(),
            currency: "GBP".to_owned(),
            version: 2,
            ..input
        };
        assert_eq!(settings(&services, &owner).await.unwrap(), saved);
        assert_eq!(stored(db).await.changed_at, at(NOW));
        let [entry] = &audits(db).await[..] else { panic!("one entry") };
        assert_eq!((entry.kind.as_str(), entry.subject.as_str()), ("merchant_changed", "角の店"));
        assert_eq!((entry.user_id, entry.at), (Some(USER), at(NOW)));
        let before = serde_json::json!({ "before": {
            "name": "Corner Shop", "home_country": "JP", "time_zone": "Asia/Tokyo", "currency": "JPY", "language": "en",
        }});
        assert_eq!(entry.payload, before);
    })
    .await;
}

#[tokio::test]
async fn set_01_each_field_that_is_refused_is_named_and_nothing_is_changed() {
    each_database(async |db| {
        let services = shop::open(db, "JP", "Asia/Tokyo").await;
        let before = stored(db).await;
        let name = |name: &str| MerchantSettings { name: name.to_owned(), ..wanted() };
        let country = |country: &str| MerchantSettings { home_country: country.to_owned(), ..wanted() };
        let zone = |zone: &str| MerchantSettings { time_zone: zone.to_owned(), ..wanted() };
        let currency = |currency: &str| MerchantSettings { currency: currency.to_owned(), ..wanted() };
        let language = |language: &str| MerchantSettings { language: language.to_owned(), ..wanted() };
        let nothing = MerchantSettings {
            name: String::new(),
            home_country: String::new(),
            time_zone: String::new(),
            currency: String::new(),
            language: String::new(),
            version: 1,
        };
        use Invalid::{Country, Currency, Language, NameLong, NameMissing, TimeZone};
        for (input, refused) in [
            (name("  "), vec![NameMissing]),
            (name(&"店".repeat(101)), vec![NameLong]),
            (country("XX"), vec![Country]),
            (country("UK"), vec![Country]),
            (country("Japan"), vec![Country]),
            (zone("Tokyo"), vec![TimeZone]),
            (zone("+09:00"), vec![TimeZone]),
            (currency("YEN!"), vec![Currency]),
            (currency("J"), vec![Currency]),
            (currency("YEN"), vec![Currency]),
            (language("ko"), vec![Language]),
            (nothing, vec![NameMissing, Country, TimeZone, Currency, Language]),
        ] {
            let outcome = save_settings(&services, &actor(Role::Manager), input.clone()).await;
            match outcome {
                Err(Error::Invalid(found)) => assert_eq!(found, refused, "{input:?}"),
                other => panic!("{input:?}: {other:?}"),
            }
        }
        assert_eq!(stored(db).await, before);
        assert_eq!(audits(db).await, []);
        save_settings(&services, &actor(Role::Manager), name(&"店".repeat(100))).await.unwrap();
        let strange = MerchantSettings { version: 2, ..name("a\0b") };
        save_settings(&services, &actor(Role::Manager), strange).await.unwrap();
        assert_eq!(stored(db).await.name, "a\u{fffd}b");
    })
    .await;
}

#[tokio::test]
async fn set_01_of_two_people_who_change_the_settings_the_second_is_told() {
    each_database(async |db| {
        let services = shop::open(db, "JP", "Asia/Tokyo").await;
        let owner = actor(Role::Owner);
        let named = |name: &str, version| MerchantSettings { name: name.to_owned(), version, ..wanted() };
        save_settings(&services, &owner, named("First", 1)).await.unwrap();
        for version in [1, 0, 3] {
            let late = save_settings(&services, &owner, named("Second", version)).await;
            assert!(matches!(late, Err(Error::Conflict)), "{version}: {late:?}");
        }
        assert_eq!((stored(db).await.name.as_str(), audits(db).await.len()), ("First", 1));

        for version in 2..8 {
            let save = async |name: &str| save_settings(&services, &owner, named(name, version)).await;
            let (a, b, c) = tokio::join!(save("a"), save("b"), save("c"));
            let outcomes = [a, b, c];
            let saved = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
            assert_eq!(saved, 1, "at once: {outcomes:?}");
            assert!(
                outcomes.iter().all(|outcome| matches!(outcome, Ok(()) | Err(Error::Conflict))),
                "{outcomes:?}"
            );
            assert_eq!(stored(db).await.version, version + 1);
        }
        assert_eq!(audits(db).await.len(), 7);
    })
    .await;
}

/// The orders and the terms as they stand in the database.
async fn orders_and_terms(db: &TestDb) -> (Vec<order::Model>, Vec<order_term::Model>) {
    let reader = db.store.reader();
    let orders = order::Entity::find().order_by_asc(order::Column::Id).all(reader).await.unwrap();
    let mut terms = order_term::Entity::find().all(reader).await.unwrap();
    terms.sort_by(|a, b| (a.order_id, a.kind, &a.value).cmp(&(b.order_id, b.kind, &b.value)));
    (orders, terms)
}

/// The same, of these orders derived for a merchant at home there.
fn derived(mut orders: Vec<OrderParts>, home_country: &str) -> (Vec<order::Model>, Vec<order_term::Model>) {
    for parts in &mut orders {
        parts.derive(home_country, at(NOW)).unwrap();
    }
    let terms = orders.iter().flat_map(OrderParts::terms).collect();
    (orders.into_iter().map(|parts| parts.order).collect(), terms)
}

#[tokio::test]
async fn set_01_rel_01_another_home_country_moves_every_order_as_if_it_came_in_then() {
    each_database(async |db| {
        let services = shop::open(db, "JP", "Asia/Tokyo").await;
        let orders: Vec<_> = queue().into_iter().map(|queued| queued.parts).collect();
        place(db, "JP", orders.clone()).await;
        let before = orders_and_terms(db).await;
        assert_eq!(before, derived(orders.clone(), "JP"));
        for lane in 0..=4 {
            assert!(before.0.iter().any(|order| order.lane == Lane(lane)), "no order in lane {lane}");
        }

        // To where some orders go, to where none does, and home again.
        for (country, version) in [("US", 1), ("KR", 2), ("JP", 3)] {
            let input = MerchantSettings { home_country: country.to_owned(), version, ..wanted() };
            save_settings(&services, &actor(Role::Owner), input).await.unwrap();
            let after = orders_and_terms(db).await;
            let expected = derived(orders.clone(), country);
            for (after, expected) in after.0.iter().zip(&expected.0) {
                assert_eq!(after, expected, "{country}");
            }
            assert_eq!(after, expected, "{country}");
            let mut lanes = store::read::desk::lanes(db.store.reader()).await.unwrap();
            lanes.retain(|(_, orders)| *orders > 0);
            lanes.sort_unstable();
            let mut counted: BTreeMap<Lane, u64> = BTreeMap::new();
            for order in after.0.iter().filter(|order| order.lane != Lane::NONE && !order.is_test) {
                *counted.entry(order.lane).or_default() += 1;
            }
            assert_eq!(lanes, counted.into_iter().collect::<Vec<_>>(), "{country}");
        }
        assert_eq!(orders_and_terms(db).await, before);
    })
    .await;
}

#[tokio::test]
async fn set_01_another_home_country_moves_shipments_with_their_orders() {
    each_database(async |db| {
        let services = shop::open(db, "JP", "Asia/Tokyo").await;
        let mut orders = [("JP", 1), ("US", 2), ("KR", 3)].map(|(country, id)| {
            let mut parts = a_large_order(id, 2, CustomerId(1));
            parts.order.customer_id = None;
            parts.order.country = Some(country.to_owned());
            parts
        });
        for (parts, destination) in orders.iter_mut().zip([
            Destination::Domestic,
            Destination::International,
            Destination::International,
        ]) {
            parts.shipments.iter_mut().for_each(|(row, _)| row.destination = destination);
        }
        place(db, "JP", orders.to_vec()).await;
        let input = MerchantSettings { home_country: "US".to_owned(), ..wanted() };
        save_settings(&services, &actor(Role::Owner), input).await.unwrap();
        let (orders, _) = orders_and_terms(db).await;
        let shipments = shipment::Entity::find().all(db.store.reader()).await.unwrap();
        assert_eq!(shipments.len(), 3);
        for row in shipments {
            let order = orders.iter().find(|order| order.id == row.order_id).unwrap();
            assert_eq!(row.destination, order.destination, "{}", row.number);
            assert_eq!(row.destination == Destination::Domestic, order.country.as_deref() == Some("US"));
            assert_eq!(row.lane, row.status.lane(row.destination, row.kind));
        }
        let terms = shipment_term::Entity::find().all(db.store.reader()).await.unwrap();
        assert!(!terms.is_empty());
        let shipments = shipment::Entity::find().all(db.store.reader()).await.unwrap();
        for term in terms {
            let row = shipments.iter().find(|row| row.id == term.shipment_id).unwrap();
            assert_eq!(term.lane, row.lane, "{term:?}");
        }
        let mut counted: BTreeMap<Lane, u64> = BTreeMap::new();
        for row in &shipments {
            *counted.entry(row.lane).or_default() += 1;
        }
        let mut lanes = store::read::desk::lanes(db.store.reader()).await.unwrap();
        lanes.retain(|(lane, shipments)| lane.0 > 10 && *shipments > 0);
        lanes.sort_unstable();
        assert_eq!(lanes, counted.into_iter().collect::<Vec<_>>());
    })
    .await;
}

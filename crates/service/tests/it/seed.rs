//! The demo data in real databases (OPS-01).

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use domain::id::{CustomerId, LocationId, OrderId, OrderLineId, SkuId};
use domain::role::Role;
use domain::shipment::ShipmentStatus;
use domain::stage::Stage;
use domain::time::Timestamp;
use sea_orm::ActiveValue::Set;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, ModelTrait, PaginatorTrait, QueryFilter,
    QueryOrder, Statement,
};
use service::seed::{OWNER, Plan, Progress, SeedError, seed};
use service::{Services, account};
use sha2::{Digest, Sha256};
use store::Store;
use store::aggregate::OrderParts;
use store::entity::{
    carrier, channel, claim, claim_line, customer, customer_address, customer_total, delivery_policy, event,
    item_rule, job, ledger_entry, location, merchant, note, order, order_address, order_charge, order_line,
    order_term, product, release_failure, shipment, shipment_invoice, shipment_line, shipment_term,
    shipping_option, sku, stock, user,
};
use store::testing::{TestDb, each_database};
use text::Locale;

/// 2026-11-22 11:00 in Tokyo.
const AS_OF: Timestamp = Timestamp(1_795_312_800_000_000);
const PASSWORD: &str = "stars over the sea";

fn plan(orders: u64) -> Plan {
    Plan { orders, seed: 1, as_of: AS_OF, language: Locale::En }
}

async fn seeded(db: &TestDb, orders: u64) -> Services {
    let services = Services::new(db.store.clone());
    seed(&services, &plan(orders), PASSWORD, |_| {}).await.unwrap();
    services
}

/// All rows of a table, in the order of its primary key.
async fn rows<E: EntityTrait>(store: &Store) -> Vec<E::Model>
where
    E::Model: ModelTrait<Entity = E>,
{
    use sea_orm::{Iterable, PrimaryKeyToColumn};
    let mut query = E::find();
    for key in E::PrimaryKey::iter() {
        query = query.order_by_asc(key.into_column());
    }
    query.all(store.reader()).await.unwrap()
}

/// What a table holds, as one number; JSON's keys and PostgreSQL's collation do not matter.
fn checksum<M: Debug>(rows: Vec<M>) -> String {
    let mut rows: Vec<String> = rows.iter().map(|row| format!("{row:?}")).collect();
    rows.sort_unstable();
    let digest = Sha256::digest(rows.join("\n"));
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{} rows, {hex}", rows.len())
}

async fn checksums(store: &Store) -> Vec<(&'static str, String)> {
    macro_rules! of {
        ($($table:ident),+ $(,)?) => { vec![$((stringify!($table), checksum(rows::<$table::Entity>(store).await))),+] };
    }
    of![
        merchant,
        channel,
        carrier,
        location,
        delivery_policy,
        shipping_option,
        product,
        sku,
        stock,
        item_rule,
        customer,
        customer_address,
        customer_total,
        order,
        order_line,
        order_charge,
        order_address,
        order_term,
        ledger_entry,
        release_failure,
        claim,
        claim_line,
        note,
        event,
        shipment,
        shipment_line,
        shipment_term,
        shipment_invoice,
    ]
}

/// Rows by what they belong to.
fn by<K: Ord, M>(rows: Vec<M>, key: impl Fn(&M) -> K) -> BTreeMap<K, Vec<M>> {
    let mut sorted = BTreeMap::<K, Vec<M>>::new();
    for row in rows {
        sorted.entry(key(&row)).or_default().push(row);
    }
    sorted
}

/// Every order with its parts, as stored.
async fn orders(store: &Store) -> Vec<OrderParts> {
    let mut lines = by(rows::<order_line::Entity>(store).await, |row| row.order_id);
    let mut charges = by(rows::<order_charge::Entity>(store).await, |row| row.order_id);
    let mut addresses = by(rows::<order_address::Entity>(store).await, |row| row.order_id);
    let mut ledger = by(rows::<ledger_entry::Entity>(store).await, |row| row.order_id);
    let mut failures = by(rows::<release_failure::Entity>(store).await, |row| row.order_id);
    let mut events = by(rows::<event::Entity>(store).await, |row| row.order_id.unwrap());
    let mut claims = by(rows::<claim::Entity>(store).await, |row| row.order_id);
    let mut claim_lines = by(rows::<claim_line::Entity>(store).await, |row| row.claim_id);
    let mut shipments = by(rows::<shipment::Entity>(store).await, |row| row.order_id);
    let mut shipment_lines = by(rows::<shipment_line::Entity>(store).await, |row| row.shipment_id);
    let emails: BTreeMap<_, _> =
        rows::<customer::Entity>(store).await.into_iter().map(|row| (row.id, row.email)).collect();
    rows::<order::Entity>(store)
        .await
        .into_iter()
        .map(|order| {
            let id: OrderId = order.id;
            OrderParts {
                customer_email: order.customer_id.and_then(|id| emails[&id].clone()),
                order,
                lines: lines.remove(&id).unwrap_or_default(),
                charges: charges.remove(&id).unwrap_or_default(),
                addresses: addresses.remove(&id).unwrap_or_default(),
                ledger: ledger.remove(&id).unwrap_or_default(),
                claims: claims
                    .remove(&id)
                    .unwrap_or_default()
                    .into_iter()
                    .map(|row| {
                        let lines = claim_lines.remove(&row.id).unwrap_or_default();
                        (row, lines)
                    })
                    .collect(),
                shipments: shipments
                    .remove(&id)
                    .unwrap_or_default()
                    .into_iter()
                    .map(|row| {
                        let lines = shipment_lines.remove(&row.id).unwrap_or_default();
                        (row, lines)
                    })
                    .collect(),
                failure: failures.remove(&id).and_then(|rows| rows.into_iter().next()),
                events: events.remove(&id).unwrap_or_default(),
            }
        })
        .collect()
}

async fn names(store: &Store, sql: &str) -> BTreeSet<String> {
    let found = store.reader().query_all_raw(Statement::from_string(store.backend(), sql)).await.unwrap();
    found.iter().map(|row| row.try_get_by::<String, _>(0).unwrap()).collect()
}

async fn indexes(store: &Store) -> BTreeSet<String> {
    let sql = match store.backend() {
        DbBackend::Sqlite => "SELECT name FROM sqlite_master WHERE type = 'index'",
        _ => "SELECT indexname::text FROM pg_indexes WHERE schemaname = current_schema()",
    };
    names(store, sql).await
}

#[tokio::test]
async fn ops_01_the_same_seed_gives_the_same_data_on_both_databases_and_every_time() {
    let seen = RefCell::new(Vec::new());
    each_database(async |db| {
        seeded(db, 2_000).await;
        let sums = checksums(&db.store).await;
        seen.borrow_mut().push(sums);
    })
    .await;
    let again = TestDb::sqlite().await;
    seeded(&again, 2_000).await;
    let again = checksums(&again.store).await;
    for seen in seen.into_inner() {
        assert_eq!(seen, again);
    }
    assert!(again.iter().all(|(table, sum)| !sum.starts_with("0 rows") || panic!("{table} is empty")));
}

#[tokio::test]
async fn ops_01_what_is_stored_is_what_follows_from_it() {
    each_database(async |db| {
        seeded(db, 2_000).await;
        let orders = orders(&db.store).await;
        assert_eq!(orders.len(), 2_000);
        let mut terms = by(rows::<order_term::Entity>(&db.store).await, |row| row.order_id);
        let mut assigned_by_line = BTreeMap::<OrderLineId, i32>::new();
        let mut allocated = BTreeMap::<(LocationId, SkuId), i32>::new();
        for mut parts in orders.clone() {
            parts.derive("JP", AS_OF).unwrap();
            let mut expected = parts.terms();
            let mut stored = terms.remove(&parts.order.id).unwrap();
            let key = |row: &order_term::Model| (row.kind, row.value.clone());
            expected.sort_by_key(key);
            stored.sort_by_key(key);
            assert_eq!(expected, stored);
            for line in &parts.lines {
                if let (false, Some(location), Some(sku)) =
                    (parts.order.is_test, line.location_id, line.sku_id)
                {
                    *allocated.entry((location, sku)).or_default() += line.assigned - line.handed_over;
                }
            }
            for (shipment, lines) in &parts.shipments {
                let counts = shipment.status != ShipmentStatus::Canceled;
                for line in lines.iter().filter(|_| counts) {
                    *assigned_by_line.entry(line.order_line_id).or_default() += line.quantity;
                }
            }
            let stored = orders.iter().find(|other| other.order.id == parts.order.id).unwrap();
            assert_eq!(parts.order, stored.order);
        }
        for line in orders.iter().flat_map(|parts| &parts.lines) {
            let in_shipments = assigned_by_line.get(&line.id).copied().unwrap_or(0);
            assert_eq!(line.assigned, in_shipments, "line {}", line.id);
        }
        for row in rows::<stock::Entity>(&db.store).await {
            let sum = allocated.remove(&(row.location_id, row.sku_id)).unwrap_or(0);
            assert_eq!(row.allocated, sum, "SKU {}", row.sku_id);
            assert!(row.on_hand >= row.allocated);
        }
        assert!(allocated.values().all(|units| *units == 0), "every SKU that is allocated has a stock row");
    })
    .await;
}

#[tokio::test]
async fn ops_01_customers_figures_are_those_of_their_orders() {
    each_database(async |db| {
        seeded(db, 2_000).await;
        let mut orders =
            by(
                rows::<order::Entity>(&db.store).await,
                |row| if row.is_test { None } else { row.customer_id },
            );
        let mut totals = by(rows::<customer_total::Entity>(&db.store).await, |row| row.customer_id);
        for customer in rows::<customer::Entity>(&db.store).await {
            let id: CustomerId = customer.id;
            let orders = orders.remove(&Some(id)).unwrap_or_default();
            assert_eq!(customer.order_count, orders.len() as i32);
            assert_eq!(customer.last_order_at, orders.iter().map(|order| order.placed_at).max());
            assert!(orders.iter().all(|order| customer.created_at < order.placed_at));
            let mut expected = BTreeMap::new();
            for order in orders.iter().filter(|order| order.stage != Stage::Canceled) {
                let total = expected.entry(order.currency).or_insert((0, 0));
                *total = (total.0 + 1, total.1 + order.due);
            }
            let stored: BTreeMap<_, _> = totals
                .remove(&id)
                .unwrap_or_default()
                .into_iter()
                .map(|row| (row.currency, (row.order_count, row.amount)))
                .collect();
            assert_eq!(stored, expected, "customer {id}");
        }
        assert!(totals.is_empty());
    })
    .await;
}

#[tokio::test]
async fn ops_01_a_load_leaves_keys_and_indexes_as_they_were() {
    each_database(async |db| {
        let before = indexes(&db.store).await;
        seeded(db, 300).await;
        assert_eq!(indexes(&db.store).await, before);
        if db.store.backend() == DbBackend::Sqlite {
            assert_eq!(
                names(&db.store, "SELECT \"table\" FROM pragma_foreign_key_check").await,
                BTreeSet::new()
            );
            let pragma = async |name: &str| {
                let sql = format!("PRAGMA {name}");
                let row =
                    db.store.writer().query_one_raw(Statement::from_string(DbBackend::Sqlite, sql)).await;
                row.unwrap().unwrap().try_get_by::<i64, _>(0).unwrap()
            };
            assert_eq!((pragma("foreign_keys").await, pragma("synchronous").await), (1, 2));
        }
        // The next ids are free.
        let added = account::add_user(
            &Services::new(db.store.clone()),
            "viewer@shop.example",
            PASSWORD,
            Role::Viewer,
        )
        .await;
        assert!(added.is_ok());
        let row = note::ActiveModel {
            order_id: Set(OrderId(1)),
            user_id: Set(added.unwrap()),
            body: Set("hello".to_owned()),
            created_at: Set(AS_OF),
            ..Default::default()
        };
        assert!(note::Entity::insert(row).exec(db.store.writer()).await.is_ok());
    })
    .await;
}

#[tokio::test]
async fn ops_01_the_owner_of_the_demo_signs_in() {
    each_database(async |db| {
        let services = seeded(db, 50).await;
        let id = account::authenticate(&services, OWNER, PASSWORD).await.unwrap().unwrap();
        let actor = account::actor(&services, id).await.unwrap().unwrap().0;
        assert_eq!(actor.role, Role::Owner);
        assert_eq!(actor.locale, Locale::En);
        let users = rows::<user::Entity>(&db.store).await;
        assert_eq!(users.iter().map(|user| user.email.as_str()).collect::<Vec<_>>(), [OWNER]);
    })
    .await;
}

#[tokio::test]
async fn ops_01_people_who_were_added_before_stay() {
    each_database(async |db| {
        let services = Services::new(db.store.clone());
        account::add_user(&services, "first@shop.example", PASSWORD, Role::Manager).await.unwrap();
        let japanese = Plan { language: Locale::Ja, ..plan(50) };
        seed(&services, &japanese, PASSWORD, |_| {}).await.unwrap();
        assert_eq!(user::Entity::find().count(db.store.reader()).await.unwrap(), 2);
        let merchant = rows::<merchant::Entity>(&db.store).await;
        let merchant: Vec<_> =
            merchant.iter().map(|row| (row.home_country.as_str(), row.locale.as_str())).collect();
        assert_eq!(merchant, [("JP", "ja")]);
    })
    .await;
}

#[tokio::test]
async fn ops_01_a_database_that_is_not_empty_is_refused_and_left_alone() {
    each_database(async |db| {
        let services = seeded(db, 50).await;
        let before = checksums(&db.store).await;
        let refused = seed(&services, &plan(20), PASSWORD, |_| {}).await.unwrap_err();
        assert!(matches!(refused, SeedError::NotEmpty("order")), "{refused}");
        assert_eq!(checksums(&db.store).await, before);
    })
    .await;
}

#[tokio::test]
async fn ops_01_a_password_that_would_not_do_changes_nothing() {
    each_database(async |db| {
        let services = Services::new(db.store.clone());
        let refused = seed(&services, &plan(20), "short", |_| {}).await.unwrap_err();
        assert!(matches!(refused, SeedError::Password), "{refused}");
        let refused = seed(&services, &plan(100_000_000), PASSWORD, |_| {}).await.unwrap_err();
        assert!(matches!(refused, SeedError::TooMany(100_000_000)), "{refused}");
        assert_eq!(channel::Entity::find().count(db.store.reader()).await.unwrap(), 0);
        assert_eq!(user::Entity::find().count(db.store.reader()).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn ops_01_an_interrupted_load_is_known_and_not_continued() {
    each_database(async |db| {
        let services = Services::new(db.store.clone());
        let (stop, stopped) = tokio::sync::oneshot::channel();
        let mut stop = Some(stop);
        let plan_of_many = plan(3_000);
        let loading = seed(&services, &plan_of_many, PASSWORD, |progress| {
            if let (Progress::Orders { .. }, Some(stop)) = (progress, stop.take()) {
                stop.send(()).unwrap();
            }
        });
        tokio::select! {
            biased;
            _ = stopped => {}
            outcome = loading => panic!("it was not interrupted: {outcome:?}"),
        }
        let running =
            job::Entity::find().filter(job::Column::Kind.eq("seed")).one(db.store.reader()).await.unwrap();
        assert_eq!(running.unwrap().finished_at, None);
        let refused = seed(&services, &plan(20), PASSWORD, |_| {}).await.unwrap_err();
        assert!(matches!(refused, SeedError::Unfinished), "{refused}");
    })
    .await;
}

#[tokio::test]
async fn ops_01_a_database_of_before_the_kept_counts_gets_them_and_its_terms() {
    each_database(async |db| {
        seeded(db, 300).await;
        let kept = async || {
            let mut lanes = store::read::desk::lanes(db.store.reader()).await.unwrap();
            // That of orders, which are older than those of shipments.
            lanes.retain(|(lane, orders)| lane.0 < 10 && *orders > 0);
            lanes.sort_unstable();
            (lanes, checksum(rows::<order_term::Entity>(&db.store).await))
        };
        let now = kept().await;
        // Without any of it, and with all of it but the name.
        for undo in [
            &[
                "DROP TABLE lane_delta",
                "DELETE FROM order_term WHERE kind = 'pair'",
                "DELETE FROM order_term WHERE kind = 'email' AND order_id IN (SELECT id FROM \"order\" WHERE email IS NULL)",
            ][..],
            &[],
        ] {
            for undo in undo.iter().chain(&["DELETE FROM seaql_migrations WHERE version = 'm0003_queue'"]) {
                assert!(db.store.writer().execute_unprepared(undo).await.is_ok(), "{undo}");
            }
            store::migrate(&db.store).await.unwrap();
            assert_eq!(kept().await, now);
        }
        let emails = order::Entity::find().filter(order::Column::Email.is_null());
        assert!(emails.count(db.store.reader()).await.unwrap() > 0, "orders without an email of their own");
    })
    .await;
}

#[tokio::test]
async fn shp_01_a_database_of_before_the_shipping_page_gets_its_lanes_counts_and_terms() {
    each_database(async |db| {
        seeded(db, 300).await;
        let kept = async || {
            let mut lanes = store::read::desk::lanes(db.store.reader()).await.unwrap();
            lanes.retain(|(_, shipments)| *shipments > 0);
            lanes.sort_unstable();
            let shipments = checksum(rows::<shipment::Entity>(&db.store).await);
            (lanes, shipments, checksum(rows::<shipment_term::Entity>(&db.store).await))
        };
        let now = kept().await;
        assert!(now.0.iter().any(|(lane, _)| lane.0 > 10));
        for undo in [
            "DROP TABLE shipment_term",
            "DROP INDEX ix_shipment_lane_order_placed_at_id_is_test_part",
            "DROP INDEX ix_shipment_invoice_number",
            "ALTER TABLE shipment DROP COLUMN lane",
            "ALTER TABLE shipment DROP COLUMN latest_event_at",
            "DELETE FROM lane_delta WHERE lane > 10",
            "DELETE FROM seaql_migrations WHERE version = 'm0007_shipping'",
        ] {
            assert!(db.store.writer().execute_unprepared(undo).await.is_ok(), "{undo}");
        }
        store::migrate(&db.store).await.unwrap();
        assert_eq!(kept().await, now);
    })
    .await;
}

//! The migrated database and the entities say the same.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::sea_query::StringLen;
use sea_orm::{
    ColumnTrait, ColumnType, ConnectionTrait, DbBackend, EntityTrait, IdenStatic, Identity, Iterable,
    PrimaryKeyToColumn, PrimaryKeyTrait, QueryResult, RelationTrait, Statement,
};
use store::migration::{IN_QUEUE, bulk_indexes, create_bulk_indexes, drop_bulk_indexes};
use store::testing::{TestDb, each_database};
use store::{Store, entity, migrate};

/// What entity and database are compared by.
#[derive(Debug, Default, PartialEq, Eq)]
struct Table {
    /// Name to type and whether it may be NULL.
    columns: BTreeMap<String, (String, bool)>,
    key: Vec<String>,
    /// Whether the database gives the key.
    given: bool,
    /// Column, table it names, column there.
    references: BTreeSet<(String, String, String)>,
}

#[tokio::test]
async fn schema_matches_entities() {
    each_database(async |db| {
        let expected = entities(db.store.backend());
        let actual = tables(&db.store).await;
        let names = |tables: &BTreeMap<String, Table>| tables.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&actual), names(&expected), "tables of the database, and of the entities");
        for (name, table) in &expected {
            assert_eq!(&actual[name], table, "{name}: database left, entity right");
        }
    })
    .await;
}

#[tokio::test]
async fn migrating_again_changes_nothing() {
    each_database(async |db| {
        let before = (tables(&db.store).await, indexes(db).await);
        migrate(&db.store).await.unwrap();
        assert_eq!((tables(&db.store).await, indexes(db).await), before);
    })
    .await;
}

#[tokio::test]
async fn servers_that_start_together_migrate_once() {
    each_database(async |db| {
        for index in drop_everything(&db.store).await {
            db.store.writer().execute_unprepared(&index).await.unwrap();
        }
        let second = Store::connect(&db.url).await.unwrap();
        let (first, second) = tokio::join!(migrate(&db.store), migrate(&second));
        first.unwrap();
        second.unwrap();
        assert_eq!(tables(&db.store).await, entities(db.store.backend()));
    })
    .await;
}

#[tokio::test]
async fn bulk_indexes_are_built_again_as_they_were() {
    each_database(async |db| {
        let before = indexes(db).await;
        assert!(before.iter().any(|index| index.contains("lane") && index.contains("WHERE")), "{before:?}");
        drop_bulk_indexes(db.store.writer()).await.unwrap();
        let dropped = before.len() - indexes(db).await.len();
        assert_eq!(dropped, bulk_indexes().len(), "each index has a name of its own");
        let mut heard = Vec::new();
        create_bulk_indexes(db.store.writer(), |done, all| heard.push((done, all))).await.unwrap();
        assert_eq!(heard.last(), Some(&(dropped, dropped)));
        assert_eq!(indexes(db).await, before);
        drop_bulk_indexes(db.store.writer()).await.unwrap();
        drop_bulk_indexes(db.store.writer()).await.unwrap();
    })
    .await;
}

/// The other forms of the question are scans of all orders, which is why `IN_QUEUE` is there.
#[tokio::test]
async fn rel_01_the_queue_is_read_from_its_own_index() {
    let db = TestDb::sqlite().await;
    let sql = format!(
        "EXPLAIN QUERY PLAN SELECT id FROM \"order\" WHERE {IN_QUEUE} AND lane = ? ORDER BY placed_at DESC, id DESC LIMIT 50"
    );
    let plan = Statement::from_sql_and_values(DbBackend::Sqlite, sql, [1_i16.into()]);
    let plan = db.store.reader().query_all_raw(plan).await.unwrap();
    let plan: Vec<String> = plan.iter().map(|row| row.try_get("", "detail").unwrap()).collect();
    assert_eq!(plan.len(), 1, "no step but the search, and no sort: {plan:?}");
    assert!(plan[0].contains("COVERING INDEX ix_order_lane_placed_at_id_is_test_part"), "{plan:?}");
}

#[test]
fn index_names_are_not_cut_by_postgres() {
    for index in bulk_indexes() {
        assert!(index.name().len() <= 63, "{}", index.name());
    }
}

macro_rules! entities_of {
    ($backend:expr, $($module:ident),+ $(,)?) => {
        BTreeMap::from([$((
            stringify!($module).to_owned(),
            entity_table::<entity::$module::Entity>($backend),
        )),+])
    };
}

fn entities(backend: DbBackend) -> BTreeMap<String, Table> {
    let mut all = entities_of!(
        backend,
        audit,
        carrier,
        channel,
        claim,
        claim_line,
        customer,
        customer_address,
        customer_total,
        delivery_policy,
        early_report,
        event,
        idempotency,
        item_rule,
        job,
        job_row,
        lane_delta,
        ledger_entry,
        location,
        merchant,
        note,
        notice,
        order,
        order_address,
        order_charge,
        order_line,
        order_term,
        product,
        product_picture,
        product_term,
        release_failure,
        session,
        shipment,
        shipment_invoice,
        shipment_line,
        shipment_term,
        shipping_option,
        sku,
        stock,
        stock_movement,
        throttle,
        tracking_event,
        user,
    );
    // SeaORM wants a key of every entity; these tables have none, so as not to hold their rows twice.
    for terms in ["order_term", "shipment_term"] {
        all.get_mut(terms).unwrap().key.clear();
    }
    all
}

fn entity_table<E: EntityTrait>(backend: DbBackend) -> Table {
    let columns = E::Column::iter()
        .map(|column| {
            let definition = column.def();
            let name = column.as_str().to_owned();
            (name, (type_name(backend, definition.get_column_type()), definition.is_null()))
        })
        .collect();
    let key = E::PrimaryKey::iter().map(|key| key.into_column().as_str().to_owned()).collect();
    let references = E::Relation::iter()
        .map(|relation| {
            let relation = relation.def();
            let target = relation.to_tbl.sea_orm_table().to_string();
            (only(relation.from_col), target, only(relation.to_col))
        })
        .collect();
    Table { columns, key, given: E::PrimaryKey::auto_increment(), references }
}

fn only(identity: Identity) -> String {
    let columns: Vec<String> = identity.into_iter().map(|column| column.to_string()).collect();
    columns.join(",")
}

/// The type as the database names it.
fn type_name(backend: DbBackend, column: &ColumnType) -> String {
    let postgres = backend == DbBackend::Postgres;
    let of = |sqlite: &str, on_postgres: &str| if postgres { on_postgres } else { sqlite }.to_owned();
    match column {
        ColumnType::BigInteger => of("integer", "int8"),
        ColumnType::Integer => of("integer", "int4"),
        ColumnType::SmallInteger => of("smallint", "int2"),
        ColumnType::Boolean => of("boolean", "bool"),
        ColumnType::Blob => of("blob", "bytea"),
        ColumnType::JsonBinary => of("jsonb_text", "jsonb"),
        ColumnType::String(StringLen::None) => "varchar".to_owned(),
        ColumnType::String(StringLen::N(length)) => format!("varchar({length})"),
        other => panic!("no column is to be {other:?}"),
    }
}

async fn rows(store: &Store, sql: &str) -> Vec<QueryResult> {
    store.reader().query_all_raw(Statement::from_string(store.backend(), sql)).await.unwrap()
}

async fn texts(store: &Store, sql: &str) -> Vec<String> {
    rows(store, sql).await.iter().map(|row| row.try_get_by(0).unwrap()).collect()
}

/// The tables of the database but the migrations' own.
async fn tables(store: &Store) -> BTreeMap<String, Table> {
    let mut tables = match store.backend() {
        DbBackend::Postgres => postgres_tables(store).await,
        _ => sqlite_tables(store).await,
    };
    tables.remove("seaql_migrations").expect("the migrations' own table");
    tables
}

async fn sqlite_tables(store: &Store) -> BTreeMap<String, Table> {
    let names = texts(
        store,
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
    )
    .await;
    let mut tables = BTreeMap::new();
    for name in names {
        let mut table = Table::default();
        let columns =
            format!("SELECT name, lower(type), \"notnull\", pk FROM pragma_table_info('{name}') ORDER BY pk");
        for row in rows(store, &columns).await {
            let column: String = row.try_get_by(0).unwrap();
            let not_null: bool = row.try_get_by(2).unwrap();
            if row.try_get_by::<i32, _>(3).unwrap() > 0 {
                table.key.push(column.clone());
            }
            table.columns.insert(column, (row.try_get_by(1).unwrap(), !not_null));
        }
        let given =
            format!("SELECT sql FROM sqlite_master WHERE name = '{name}' AND sql LIKE '%AUTOINCREMENT%'");
        table.given = !texts(store, &given).await.is_empty();
        let keys = format!("SELECT \"from\", \"table\", \"to\" FROM pragma_foreign_key_list('{name}')");
        for row in rows(store, &keys).await {
            table.references.insert(reference(&row));
        }
        tables.insert(name, table);
    }
    tables
}

async fn postgres_tables(store: &Store) -> BTreeMap<String, Table> {
    let mut tables: BTreeMap<String, Table> = BTreeMap::new();
    let columns = "SELECT table_name::text, column_name::text, \
         udt_name || coalesce('(' || character_maximum_length || ')', ''), is_nullable = 'YES', is_identity = 'YES' \
         FROM information_schema.columns WHERE table_schema = current_schema()";
    for row in rows(store, columns).await {
        let table = tables.entry(row.try_get_by(0).unwrap()).or_default();
        table
            .columns
            .insert(row.try_get_by(1).unwrap(), (row.try_get_by(2).unwrap(), row.try_get_by(3).unwrap()));
        table.given |= row.try_get_by::<bool, _>(4).unwrap();
    }
    let keys = "SELECT c.conrelid::regclass::oid::int8, t.relname::text, a.attname::text, c.contype::text, \
         coalesce(f.relname::text, ''), coalesce(fa.attname::text, '') \
         FROM pg_constraint c CROSS JOIN LATERAL unnest(c.conkey, c.confkey) WITH ORDINALITY AS k (own, other, position) \
         JOIN pg_class t ON t.oid = c.conrelid \
         JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.own \
         LEFT JOIN pg_class f ON f.oid = c.confrelid \
         LEFT JOIN pg_attribute fa ON fa.attrelid = c.confrelid AND fa.attnum = k.other \
         WHERE c.contype IN ('p', 'f') AND c.connamespace = current_schema()::regnamespace \
         ORDER BY c.oid, k.position";
    for row in rows(store, keys).await {
        let table = tables.get_mut(&row.try_get_by::<String, _>(1).unwrap()).unwrap();
        let column: String = row.try_get_by(2).unwrap();
        if row.try_get_by::<String, _>(3).unwrap() == "p" {
            table.key.push(column);
        } else {
            table.references.insert((column, row.try_get_by(4).unwrap(), row.try_get_by(5).unwrap()));
        }
    }
    tables
}

fn reference(row: &QueryResult) -> (String, String, String) {
    (row.try_get_by(0).unwrap(), row.try_get_by(1).unwrap(), row.try_get_by(2).unwrap())
}

/// The definitions of all indexes that no primary key brought.
async fn indexes(db: &TestDb) -> Vec<String> {
    let sql = match db.store.backend() {
        DbBackend::Postgres => {
            "SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema() AND indexname NOT LIKE '%\\_pkey' \
             ORDER BY 1"
        }
        _ => "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY 1",
    };
    texts(&db.store, sql).await
}

/// The statements that leave the database as empty as it was made.
async fn drop_everything(store: &Store) -> Vec<String> {
    match store.backend() {
        DbBackend::Postgres => vec!["DROP SCHEMA public CASCADE; CREATE SCHEMA public".to_owned()],
        _ => {
            let mut statements = vec!["PRAGMA foreign_keys = OFF".to_owned()];
            let names = texts(
                store,
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'",
            )
            .await;
            statements.extend(names.iter().map(|name| format!("DROP TABLE \"{name}\"")));
            statements.push("PRAGMA foreign_keys = ON".to_owned());
            statements
        }
    }
}

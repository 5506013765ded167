//! The schema, step by step. A migration that was released is never edited: a change is a new one.

mod m0001_first;
mod m0002_throttle;
mod m0003_queue;
mod m0004_claim_customer;
mod m0005_goods;
mod m0006_pictures;
mod m0007_shipping;
mod m0008_tracking;
mod table;

use sea_orm_migration::prelude::{
    Alias, ConnectionTrait, DbErr, IntoTableRef, MigrationTrait, MigratorTrait, SchemaManager, Table,
    async_trait,
};

use sea_orm::{DbBackend, Statement};

use crate::{Store, StoreError, write_tx};
pub use table::TableIndex;

/// All migrations, in order.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_first::Migration),
            Box::new(m0002_throttle::Migration),
            Box::new(m0003_queue::Migration),
            Box::new(m0004_claim_customer::Migration),
            Box::new(m0005_goods::Migration),
            Box::new(m0006_pictures::Migration),
            Box::new(m0007_shipping::Migration),
            Box::new(m0008_tracking::Migration),
        ]
    }
}

/// Any number that no other program on the same PostgreSQL database takes as an advisory lock.
const MIGRATION_LOCK: i64 = 0x0057_4159_4249_4c4c;

/// Brings the database to the newest schema, in one transaction; does nothing when it is there already.
///
/// Several servers may start at once: one migrates, the others wait and find nothing to do.
///
/// # Errors
/// [`StoreError::Other`] also when the database is newer than this program.
pub async fn migrate(store: &Store) -> Result<(), StoreError> {
    write_tx(store, async |tx| {
        if store.backend() == DbBackend::Postgres {
            tx.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")).await?;
        }
        Migrator::up(tx, None).await?;
        Ok(())
    })
    .await
}

/// The table where the migrations that were done are written down.
pub(crate) const TABLE: &str = "seaql_migrations";

/// The tables that the migrations themselves fill, so that a database with rows in no other holds nothing yet.
pub(crate) const FILLED: [&str; 2] = [TABLE, "carrier"];

/// How the tables of a database stand to this program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schema {
    /// None of Waybill's migrations: an empty database, or another program's.
    Foreign,
    /// Some of this program's migrations are still to be done.
    Older,
    /// Just this program's.
    Current,
    /// Also migrations that this program does not know.
    Newer,
}

impl Schema {
    /// That of a database.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn of(connection: &impl ConnectionTrait) -> Result<Self, StoreError> {
        let backend = connection.get_database_backend();
        let sql = match backend {
            DbBackend::Sqlite => {
                format!("SELECT count(*) > 0 FROM sqlite_master WHERE type = 'table' AND name = '{TABLE}'")
            }
            _ => format!("SELECT to_regclass('{TABLE}') IS NOT NULL"),
        };
        let found = connection.query_one_raw(Statement::from_string(backend, sql)).await?;
        if !found.map(|row| row.try_get_by::<bool, _>(0)).transpose()?.unwrap_or(false) {
            return Ok(Self::Foreign);
        }
        let sql = format!("SELECT version FROM {TABLE}");
        let rows = connection.query_all_raw(Statement::from_string(backend, sql)).await?;
        let done: Vec<String> = rows.iter().map(|row| row.try_get_by(0)).collect::<Result<_, _>>()?;
        Ok(Self::with(&done))
    }

    /// That of a database where these migrations were done.
    pub fn with(done: &[String]) -> Self {
        let known: Vec<String> =
            Migrator::migrations().iter().map(|migration| migration.name().to_owned()).collect();
        if !done.contains(&known[0]) {
            Self::Foreign
        } else if done.iter().any(|name| !known.contains(name)) {
            Self::Newer
        } else if known.iter().any(|name| !done.contains(name)) {
            Self::Older
        } else {
            Self::Current
        }
    }
}

/// Statements that drop all tables of all migrations, those that are there.
pub(crate) fn drop_tables(backend: DbBackend) -> Vec<String> {
    let mut names: Vec<_> =
        m0001_first::tables().iter().filter_map(|table| table.get_table_name().cloned()).collect();
    names.extend(m0002_throttle::throttle().get_table_name().cloned());
    names.extend(m0003_queue::lane_delta().get_table_name().cloned());
    names.extend(m0005_goods::product_term().get_table_name().cloned());
    names.extend(m0006_pictures::product_picture().get_table_name().cloned());
    names.extend(m0007_shipping::shipment_term().get_table_name().cloned());
    names.extend(m0008_tracking::early_report().get_table_name().cloned());
    names.push(Alias::new(TABLE).into_table_ref());
    names
        .into_iter()
        .map(|name| backend.build(Table::drop().table(name).if_exists().cascade()).to_string())
        .collect()
}

/// The condition of the indexes that New orders and Shipping list by.
///
/// SQLite does not conclude it from `lane = 1`: a query that is to use the index says it in these words, its zero written and
/// not bound. PostgreSQL does not mind.
pub const IN_QUEUE: &str = "lane > 0";

/// The tables that a bulk load fills.
const BULK_TABLES: &[&str] = &[
    "customer",
    "customer_address",
    "customer_total",
    "stock_movement",
    "order",
    "order_line",
    "order_charge",
    "order_address",
    "order_term",
    "ledger_entry",
    "release_failure",
    "claim",
    "claim_line",
    "note",
    "event",
    "shipment",
    "shipment_line",
    "shipment_term",
    "shipment_invoice",
    "tracking_event",
    "notice",
];

/// The indexes of the tables that a bulk load fills, unique ones too; primary keys are no part of it.
///
/// Loading without them and building them afterwards is several times faster. A load that drops them drops the check for
/// doubles with them: building a unique one again fails when there are any.
pub fn bulk_indexes() -> Vec<TableIndex> {
    let later = [m0004_claim_customer::BY_CUSTOMER, m0008_tracking::DUE];
    m0001_first::indexes()
        .into_iter()
        .chain(later)
        .chain(m0007_shipping::indexes())
        .filter(|index| BULK_TABLES.contains(&index.table) && *index != m0008_tracking::BEFORE)
        .collect()
}

/// Drops [`bulk_indexes`], those that are there.
///
/// # Errors
/// [`StoreError`] as any statement.
pub async fn drop_bulk_indexes<C: ConnectionTrait>(connection: &C) -> Result<(), StoreError> {
    for index in bulk_indexes() {
        connection.execute(&index.drop()).await?;
    }
    Ok(())
}

/// Builds [`bulk_indexes`], those that are missing. `built` hears of each with the number of those done and of all.
///
/// # Errors
/// [`StoreError::Conflict`] when the load brought doubles into a unique one.
pub async fn create_bulk_indexes<C: ConnectionTrait>(
    connection: &C,
    mut built: impl FnMut(usize, usize),
) -> Result<(), StoreError> {
    let indexes = bulk_indexes();
    for (done, index) in indexes.iter().enumerate() {
        connection.execute(&index.create()).await?;
        built(done + 1, indexes.len());
    }
    Ok(())
}

/// Creates tables, then indexes.
async fn create(
    manager: &SchemaManager<'_>,
    tables: Vec<sea_orm_migration::prelude::TableCreateStatement>,
    indexes: Vec<TableIndex>,
) -> Result<(), DbErr> {
    for table in tables {
        manager.create_table(table).await?;
    }
    for index in indexes {
        manager.create_index(index.create()).await?;
    }
    Ok(())
}

//! A load of very many rows into an empty database, as fast as it takes them.
//!
//! What is costly besides the database is done where the rows are made, on another thread: a [`Batch`] holds finished statements with
//! their arguments, and a [`LoadTx`] only sends them. (Through SeaORM's statements every value would be copied once more.)

use std::sync::Arc;

use sea_orm::sqlx::postgres::{PgArguments, Postgres};
use sea_orm::sqlx::sqlite::{Sqlite, SqliteArguments};
use sea_orm::sqlx::types::Json;
use sea_orm::sqlx::{self, Arguments as _, AssertSqlSafe, Transaction};
use sea_orm::{ConnectionTrait as _, DbBackend, DbErr, RuntimeErr, Value};

use crate::bulk::{insert_sql, statement_rows};
use crate::{Store, StoreError};

/// Statements that insert rows, ready to be sent.
#[derive(Debug)]
pub struct Batch {
    backend: DbBackend,
    statements: Vec<(String, Arguments)>,
    words: Words,
}

#[derive(Debug)]
enum Arguments {
    Sqlite(SqliteArguments),
    Postgres(PgArguments),
}

impl Batch {
    /// A batch for such a database, without rows.
    pub fn new(backend: DbBackend) -> Self {
        Self { backend, statements: Vec::new(), words: Words::default() }
    }

    /// Adds rows of a table and leaves the vector empty: the values of row after row, in the order of `columns`, of one [`Value`] variant
    /// a column.
    ///
    /// # Errors
    /// [`StoreError::Other`] when a row is not whole, or has a value of a kind that no table has.
    pub fn add(&mut self, table: &str, columns: &[&str], values: &mut Vec<Value>) -> Result<(), StoreError> {
        let wrong = |text: String| StoreError::Other(DbErr::Type(text));
        let width = columns.len().max(1);
        if !values.len().is_multiple_of(width) {
            return Err(wrong(format!("{} values for {table} do not fill rows of {width}", values.len())));
        }
        let mut left = values.len() / width;
        let mut values = values.drain(..);
        while left > 0 {
            let size = statement_rows(self.backend, width, left);
            let mut arguments = match self.backend {
                DbBackend::Postgres => Arguments::Postgres(PgArguments::default()),
                _ => Arguments::Sqlite(SqliteArguments::default()),
            };
            arguments.reserve(size * width);
            for value in values.by_ref().take(size * width) {
                arguments.add(value, &mut self.words).map_err(wrong)?;
            }
            self.statements.push((insert_sql(self.backend, table, columns, size), arguments));
            left -= size;
        }
        Ok(())
    }
}

macro_rules! each {
    ($arguments:expr, $inner:ident => $do:expr) => {
        match $arguments {
            Arguments::Sqlite($inner) => $do,
            Arguments::Postgres($inner) => $do,
        }
    };
}

impl Arguments {
    fn reserve(&mut self, values: usize) {
        each!(self, inner => inner.reserve(values, values * 8));
    }

    fn add(&mut self, value: Value, words: &mut Words) -> Result<(), String> {
        // SQLite's arguments own each text: those that come again and again are shared.
        if let (Self::Sqlite(inner), Value::String(Some(text))) = (&mut *self, &value) {
            return inner.add(words.shared(text)).map_err(|error| error.to_string());
        }
        each!(self, inner => match value {
            Value::Bool(value) => inner.add(value),
            Value::SmallInt(value) => inner.add(value),
            Value::Int(value) => inner.add(value),
            Value::BigInt(value) => inner.add(value),
            Value::String(value) => inner.add(value),
            Value::Json(value) => inner.add(value.map(|value| Json(*value))),
            other => return Err(format!("no column holds {other:?}")),
        })
        .map_err(|error| error.to_string())
    }
}

/// Texts that came lately, so that one that comes again is not copied: statuses, codes and names make up most of what is loaded. A batch
/// has its own, as sharing between threads costs more than it saves.
#[derive(Debug)]
struct Words(Vec<Option<Arc<str>>>);

impl Words {
    /// As many as fit a processor's first cache.
    const SLOTS: usize = 1024;
    /// Longer texts hardly come again.
    const LONGEST: usize = 32;

    fn shared(&mut self, text: &str) -> Arc<str> {
        if text.len() > Self::LONGEST {
            return text.into();
        }
        // FNV-1a: short texts, and nobody chooses them to collide.
        let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        let slot = &mut self.0[hash as usize % Self::SLOTS];
        match slot {
            Some(known) if **known == *text => Arc::clone(known),
            _ => Arc::clone(slot.insert(text.into())),
        }
    }
}

impl Default for Words {
    fn default() -> Self {
        Self(vec![None; Self::SLOTS])
    }
}

/// A transaction of a load: nothing of it is written until it is committed.
#[derive(Debug)]
pub enum LoadTx {
    /// Of SQLite.
    Sqlite(Transaction<'static, Sqlite>),
    /// Of PostgreSQL.
    Postgres(Transaction<'static, Postgres>),
}

impl LoadTx {
    /// Begins a transaction.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when the database cannot be reached.
    pub async fn begin(store: &Store) -> Result<Self, StoreError> {
        Ok(match store.backend() {
            DbBackend::Postgres => {
                Self::Postgres(store.writer().get_postgres_connection_pool().begin().await.map_err(failed)?)
            }
            _ => {
                let pool = store.writer().get_sqlite_connection_pool();
                Self::Sqlite(pool.begin_with("BEGIN IMMEDIATE").await.map_err(failed)?)
            }
        })
    }

    /// Inserts the batch's rows.
    ///
    /// # Errors
    /// [`StoreError`] as any statement; also when the batch was made for another database.
    pub async fn insert(&mut self, batch: Batch) -> Result<(), StoreError> {
        for (sql, arguments) in batch.statements {
            // Only names of tables and columns are in it.
            let sql = AssertSqlSafe(sql);
            match (&mut *self, arguments) {
                (Self::Sqlite(tx), Arguments::Sqlite(arguments)) => {
                    sqlx::query_with(sql, arguments).execute(&mut **tx).await.map(|_| ()).map_err(failed)?;
                }
                (Self::Postgres(tx), Arguments::Postgres(arguments)) => {
                    sqlx::query_with(sql, arguments).execute(&mut **tx).await.map(|_| ()).map_err(failed)?;
                }
                _ => return Err(StoreError::Other(DbErr::Type("a batch for another database".to_owned()))),
            }
        }
        Ok(())
    }

    /// Commits.
    ///
    /// # Errors
    /// [`StoreError`] as any statement.
    pub async fn commit(self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(tx) => tx.commit().await.map_err(failed),
            Self::Postgres(tx) => tx.commit().await.map_err(failed),
        }
    }
}

fn failed(error: sqlx::Error) -> StoreError {
    StoreError::from(DbErr::Exec(RuntimeErr::SqlxError(error.into())))
}

/// On SQLite: does not wait for the disk and does not check keys while a load runs. What a power failure leaves behind then is to be
/// thrown away. PostgreSQL is left as it is.
///
/// # Errors
/// [`StoreError`] as any statement.
pub async fn relax(store: &Store) -> Result<(), StoreError> {
    sqlite_only(store, "PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF").await
}

/// Takes [`relax`] back.
///
/// # Errors
/// [`StoreError`] as any statement.
pub async fn tighten(store: &Store) -> Result<(), StoreError> {
    sqlite_only(store, "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL").await
}

async fn sqlite_only(store: &Store, sql: &str) -> Result<(), StoreError> {
    if store.backend() == DbBackend::Sqlite {
        // The writer's pool has one connection, which it keeps.
        store.writer().execute_unprepared(sql).await?;
    }
    Ok(())
}

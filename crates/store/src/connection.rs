//! Where the database is and how it is opened.

use std::path::Path;
use std::time::Duration;

use sea_orm::sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sea_orm::sqlx::{self, Connection as _, Executor as _};
use sea_orm::{DatabaseConnection, DbBackend, DbErr, RuntimeErr, SqlxPostgresConnector, SqlxSqliteConnector};

use crate::StoreError;

/// How long a statement waits for a connection before the database counts as unavailable.
const ACQUIRE: Duration = Duration::from_secs(10);
/// How long SQLite waits for the write lock of another process, such as an import beside the server.
const BUSY: Duration = Duration::from_secs(10);
/// Connections of PostgreSQL's pool.
const CONNECTIONS: u32 = 16;
/// Readers of SQLite's: more than there are processors gain nothing, and each holds its own cache and statements.
const SQLITE_READERS: u32 = 8;

/// An open database: cheap to clone, shared by everything that reads or writes.
#[derive(Clone, Debug)]
pub struct Store {
    writer: DatabaseConnection,
    reader: DatabaseConnection,
    backend: DbBackend,
}

/// The connections of a [`Store`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Connections {
    /// Those that are open.
    pub open: u32,
    /// Of them, those that nobody uses.
    pub idle: usize,
    /// As many as there may be.
    pub most: u32,
}

pub(crate) enum Address<'a> {
    Sqlite(&'a Path),
    Postgres(&'a str),
}

impl Store {
    /// Opens the database at `url`: `postgres://user@host/name`, `sqlite://path/to/file`, or a plain path to a SQLite file,
    /// which is made when it is missing. A path is taken as it is written: nothing in it is decoded.
    ///
    /// # Errors
    /// [`StoreError::Config`] when the address cannot be right; [`StoreError::Unavailable`] when nothing answers there.
    pub async fn connect(url: &str) -> Result<Self, StoreError> {
        let mut store = match parse(url)? {
            Address::Sqlite(path) => Self::sqlite(path).await,
            Address::Postgres(url) => Self::postgres(url, "waybill").await,
        }?;
        store.measure();
        Ok(store)
    }

    /// Has each statement counted and timed.
    fn measure(&mut self) {
        for connection in [&mut self.reader, &mut self.writer] {
            connection.set_metric_callback(|info| {
                let outcome = if info.failed { "failed" } else { "done" };
                metrics::counter!("waybill_database_statements_total", "outcome" => outcome).increment(1);
                metrics::histogram!("waybill_database_statement_duration_seconds").record(info.elapsed);
            });
        }
    }

    /// How many connections there are, and how many of them nobody uses at this moment.
    pub fn connections(&self) -> Connections {
        match self.backend {
            DbBackend::Sqlite => {
                let (reader, writer) =
                    (self.reader.get_sqlite_connection_pool(), self.writer.get_sqlite_connection_pool());
                Connections {
                    open: reader.size() + writer.size(),
                    idle: reader.num_idle() + writer.num_idle(),
                    most: SQLITE_READERS + 1,
                }
            }
            _ => {
                let pool = self.reader.get_postgres_connection_pool();
                Connections { open: pool.size(), idle: pool.num_idle(), most: CONNECTIONS }
            }
        }
    }

    /// The connection for `write_tx`, migrations and bulk loads.
    pub fn writer(&self) -> &DatabaseConnection {
        &self.writer
    }

    /// The connection for reads. On SQLite it cannot write, and no writer makes it wait.
    pub fn reader(&self) -> &DatabaseConnection {
        &self.reader
    }

    /// Which database this is.
    pub fn backend(&self) -> DbBackend {
        self.backend
    }

    /// The same database through the same connections; `heard` is told of each statement that this store has run.
    pub fn heard_by(&self, heard: impl Fn(&sea_orm::Statement) + Clone + Send + Sync + 'static) -> Self {
        let mut store = self.clone();
        for connection in [&mut store.reader, &mut store.writer] {
            let heard = heard.clone();
            connection.set_metric_callback(move |info| heard(info.statement));
        }
        store
    }

    /// Closes all connections, after the statements that still run.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when the database went away before.
    pub async fn close(self) -> Result<(), StoreError> {
        self.reader.close().await?;
        self.writer.close().await?;
        Ok(())
    }

    pub(crate) async fn sqlite(path: &Path) -> Result<Self, StoreError> {
        check_path(path)?;
        let options = SqliteConnectOptions::new()
            .filename(path)
            .busy_timeout(BUSY)
            // A page of a list passes at once from SQLite's thread to the one that asked.
            .row_buffer_size(256)
            .foreign_keys(true)
            .synchronous(SqliteSynchronous::Full);

        // One writer: SQLite takes one at a time anyway, and a queue in the pool is fair where its lock is not. A bulk load
        // holds some two hundred statements, and sorts the indexes it builds in this cache (64 MiB).
        let writer = options
            .clone()
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .pragma("cache_size", "-65536")
            .statement_cache_capacity(512);
        // Readers see the file through the system's cache, which they share; a cache of each one's own would hold the same pages many times.
        let readers = options
            .pragma("query_only", "ON")
            .pragma("cache_size", "-2048")
            // 1 TiB: all of it. What is not mapped is read by a call a page, which at 1,000,000 orders made lists half as slow again.
            .pragma("mmap_size", "1099511627776");

        let writer = sqlite_pool(1).connect_with(writer).await.map_err(|error| sqlite_error(error, path))?;
        let reader = sqlite_pool(SQLITE_READERS)
            .connect_with(readers)
            .await
            .map_err(|error| sqlite_error(error, path))?;
        Ok(Self {
            writer: SqlxSqliteConnector::from_sqlx_sqlite_pool(writer),
            reader: SqlxSqliteConnector::from_sqlx_sqlite_pool(reader),
            backend: DbBackend::Sqlite,
        })
    }

    /// `name` is what PostgreSQL lists its connections by.
    pub(crate) async fn postgres(url: &str, name: &str) -> Result<Self, StoreError> {
        let options = postgres_options(url)?.application_name(name).statement_cache_capacity(512);
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(ACQUIRE)
            // A ping before every statement would double the round trips; a connection that was just used is alive.
            .test_before_acquire(false)
            .after_connect(|connection, _| {
                // What is read and written is a key or a range of an index, whatever its values are: planning a list's seven tables anew each
                // time finds out nothing, and takes longer than the list itself.
                // A plan made once takes a page's LIMIT, which is a parameter, for a tenth of the list: so that it does not read and hash whole tables
                // for fifty rows, each row's others are looked up by their index.
                Box::pin(async move {
                    connection
                        .execute(
                            "SET plan_cache_mode = force_generic_plan; SET enable_hashjoin = off; SET enable_mergejoin = off",
                        )
                        .await?;
                    Ok(())
                })
            })
            .before_acquire(|connection, idle| {
                Box::pin(async move {
                    if idle.idle_for > Duration::from_secs(30) {
                        connection.ping().await?;
                    }
                    Ok(true)
                })
            })
            .connect_with(options)
            .await
            .map_err(unavailable)?;
        let connection = SqlxPostgresConnector::from_sqlx_postgres_pool(pool);
        Ok(Self { writer: connection.clone(), reader: connection, backend: DbBackend::Postgres })
    }
}

pub(crate) fn postgres_options(url: &str) -> Result<PgConnectOptions, StoreError> {
    url.parse().map_err(|error: sqlx::Error| {
        StoreError::Config(format!("the PostgreSQL URL cannot be read: {error}"))
    })
}

fn sqlite_pool(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(ACQUIRE)
        // A file does not go away as a server does: its connections are kept, and not tested.
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
}

pub(crate) fn parse(url: &str) -> Result<Address<'_>, StoreError> {
    let config = |text: String| Err(StoreError::Config(text));
    if url.starts_with("postgres://") || url.starts_with("postgresql://") {
        return Ok(Address::Postgres(url));
    }
    let path = url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("sqlite:")).unwrap_or(url);
    // Only the scheme is repeated: the rest may hold a password.
    if let Some((scheme, _)) = path.split_once("://") {
        return config(format!(
            "a database of kind \"{scheme}\" is not supported; use postgres://user@host/name, sqlite://path/to/file or a path"
        ));
    }
    if path.is_empty() {
        return config("the database URL names no file".to_owned());
    }
    if path.contains(":memory:") {
        return config("a database in memory is not supported; name a file".to_owned());
    }
    if path != url && path.contains('?') {
        return config("a sqlite:// URL takes no parameters; end it with the file's name".to_owned());
    }
    Ok(Address::Sqlite(Path::new(path)))
}

pub(crate) fn check_path(path: &Path) -> Result<(), StoreError> {
    let shown = path.display();
    if path.is_dir() {
        return Err(StoreError::Config(format!("{shown} is a folder; name a file in it")));
    }
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() && !folder.is_dir() => Err(StoreError::Config(
            format!("the folder {} for the database file does not exist; make it first", folder.display()),
        )),
        _ => Ok(()),
    }
}

pub(crate) fn sqlite_error(error: sqlx::Error, path: &Path) -> StoreError {
    // 26: the file's head is not SQLite's.
    let foreign = matches!(&error, sqlx::Error::Database(cause) if cause.code().as_deref() == Some("26"));
    if foreign {
        StoreError::Config(format!("{} is not a SQLite database", path.display()))
    } else {
        unavailable(error)
    }
}

fn unavailable(error: sqlx::Error) -> StoreError {
    StoreError::Unavailable(DbErr::Conn(RuntimeErr::SqlxError(error.into())))
}

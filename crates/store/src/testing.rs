//! Fresh databases for tests: a SQLite file always, PostgreSQL wherever `TEST_DATABASE_URL` names a server.
//!
//! A test is written once and runs on both:
//!
//! ```ignore
//! #[tokio::test]
//! async fn something_holds() {
//!     each_database(async |db| { db.store.reader(); }).await;
//! }
//! ```
//!
//! Everything here panics when it fails: a test has no better answer.

use std::future::poll_fn;
use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, Once, PoisonError};
use std::task::Poll;
use std::time::{SystemTime, UNIX_EPOCH};

use sea_orm::{ConnectionTrait, Database, DatabaseConnection, Statement};
use tempfile::TempDir;

use crate::{Store, migrate};

/// A database of its own for one test, migrated and else empty.
#[derive(Debug)]
pub struct TestDb {
    /// The open database.
    pub store: Store,
    /// Its address, to open it a second time.
    pub url: String,
    place: Place,
}

#[derive(Debug)]
enum Place {
    Sqlite { _folder: TempDir },
    Postgres { server: DatabaseConnection, name: String },
}

/// Runs a test on a fresh SQLite file, then on a fresh PostgreSQL database when there is a server. Both are gone afterwards,
/// whether the test passed or not.
///
/// # Panics
/// When the test does, when a database cannot be made, and without a server if `WAYBILL_REQUIRE_POSTGRES=1`.
pub async fn each_database(test: impl AsyncFn(&TestDb)) {
    run(TestDb::sqlite().await, &test).await;
    if let Some(db) = TestDb::postgres().await {
        run(db, &test).await;
    }
}

async fn run(db: TestDb, test: &impl AsyncFn(&TestDb)) {
    let mut running = Box::pin(test(&db));
    let outcome =
        poll_fn(|context| match catch_unwind(AssertUnwindSafe(|| running.as_mut().poll(context))) {
            Ok(Poll::Ready(())) => Poll::Ready(Ok(())),
            Ok(Poll::Pending) => Poll::Pending,
            Err(panic) => Poll::Ready(Err(panic)),
        })
        .await;
    drop(running);
    let backend = db.store.backend();
    db.remove().await;
    if let Err(panic) = outcome {
        eprintln!("the test failed on {backend:?}");
        resume_unwind(panic);
    }
}

impl TestDb {
    /// A fresh SQLite file in a temporary folder.
    ///
    /// # Panics
    /// When it cannot be made.
    pub async fn sqlite() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let url = format!("sqlite://{}", folder.path().join("test.db").display());
        let place = Place::Sqlite { _folder: folder };
        Self::open(url, place).await
    }

    /// A fresh database on the server of `TEST_DATABASE_URL`; `None`, said on standard error, when that is not set.
    ///
    /// # Panics
    /// When the server does not make one; when it is not set and `WAYBILL_REQUIRE_POSTGRES=1`.
    pub async fn postgres() -> Option<Self> {
        static SKIPPED: Once = Once::new();
        let Ok(server_url) = std::env::var("TEST_DATABASE_URL") else {
            assert!(
                std::env::var("WAYBILL_REQUIRE_POSTGRES").as_deref() != Ok("1"),
                "WAYBILL_REQUIRE_POSTGRES=1, but TEST_DATABASE_URL names no server"
            );
            // Not eprintln: the test harness would swallow it.
            SKIPPED.call_once(|| {
                let _ = writeln!(std::io::stderr(), "PostgreSQL SKIPPED: TEST_DATABASE_URL is not set");
            });
            return None;
        };
        let server = Database::connect(&server_url).await.expect("the server of TEST_DATABASE_URL");
        let name = fresh_name();
        server.execute_unprepared(&format!("CREATE DATABASE \"{name}\"")).await.expect("a fresh database");
        let url = with_database(&server_url, &name);
        Some(Self::open(url, Place::Postgres { server, name }).await)
    }

    async fn open(url: String, place: Place) -> Self {
        let store = Store::connect(&url).await.expect("a test database that opens");
        migrate(&store).await.expect("a test database that migrates");
        Self { store, url, place }
    }

    /// The same database through a store whose statements are written down. The begin and end of a transaction are none of them.
    pub fn watched(&self) -> (Store, Statements) {
        let statements = Statements::default();
        let heard = statements.clone();
        let store = self.store.heard_by(move |statement| heard.lock().push(statement.clone()));
        (store, statements)
    }

    /// Closes and removes the database.
    ///
    /// # Panics
    /// When PostgreSQL refuses to drop it.
    pub async fn remove(self) {
        let _ = self.store.close().await;
        if let Place::Postgres { server, name } = self.place {
            // A connection that the test opened itself may still stand.
            server
                .execute_unprepared(&format!("DROP DATABASE \"{name}\" WITH (FORCE)"))
                .await
                .expect("the test's database is dropped");
        }
    }
}

/// The statements that a [`TestDb::watched`] store has run, in their order.
#[derive(Clone, Debug, Default)]
pub struct Statements(Arc<Mutex<Vec<Statement>>>);

impl Statements {
    /// Those since the last call.
    pub fn take(&self) -> Vec<Statement> {
        std::mem::take(&mut *self.lock())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Statement>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn fresh_name() -> String {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let nanos = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos());
    format!("waybill_test_{}_{nanos}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed))
}

/// The server's URL with another database's name: what stands after the last slash, before the parameters.
fn with_database(url: &str, name: &str) -> String {
    let (address, parameters) = url.split_once('?').unwrap_or((url, ""));
    let host = match address.rsplit_once('/') {
        Some((host, _)) if !host.ends_with('/') => host,
        _ => address,
    };
    let mark = if parameters.is_empty() { "" } else { "?" };
    format!("{host}/{name}{mark}{parameters}")
}

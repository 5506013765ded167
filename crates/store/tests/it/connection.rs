//! Addresses, and how a database is opened.

use sea_orm::{ConnectionTrait, DbBackend, Statement};
use store::testing::{TestDb, each_database};
use store::{Store, StoreError};

async fn refused(url: &str) -> String {
    match Store::connect(url).await {
        Err(StoreError::Config(text)) => text,
        other => panic!("{url}: {other:?}"),
    }
}

#[tokio::test]
async fn ops_01_an_address_that_cannot_be_right_is_refused_with_the_reason() {
    let mysql = refused("mysql://root:secret@localhost/shop").await;
    assert!(mysql.contains("mysql") && mysql.contains("postgres://"), "{mysql}");
    assert!(!mysql.contains("secret"), "{mysql}");
    assert!(refused("").await.contains("names no file"));
    assert!(refused("sqlite://").await.contains("names no file"));
    assert!(refused("sqlite::memory:").await.contains("in memory"));
    assert!(refused("sqlite://waybill.db?mode=rwc").await.contains("no parameters"));
    assert!(refused("postgres://host:port/name").await.contains("PostgreSQL URL"));

    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("missing").join("waybill.db");
    let text = refused(missing.to_str().unwrap()).await;
    assert!(text.contains("missing") && text.contains("does not exist"), "{text}");
    assert!(refused(folder.path().to_str().unwrap()).await.contains("is a folder"));

    let letter = folder.path().join("letter.txt");
    std::fs::write(&letter, "Dear customer, ".repeat(100)).unwrap();
    assert!(refused(letter.to_str().unwrap()).await.contains("is not a SQLite database"));
    assert!(std::fs::read_to_string(&letter).unwrap().starts_with("Dear customer"));
}

#[tokio::test]
async fn ops_01_a_server_that_does_not_answer_is_unavailable() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("postgres:///waybill?host={}", folder.path().display());
    let error = Store::connect(&url).await.unwrap_err();
    assert!(matches!(error, StoreError::Unavailable(_)), "{error:?}");
}

#[tokio::test]
async fn ops_01_a_plain_path_and_a_url_open_the_same_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a file %20.db");
    let path = path.to_str().unwrap();
    let store = Store::connect(path).await.unwrap();
    store.writer().execute_unprepared("CREATE TABLE seen (id integer)").await.unwrap();
    store.close().await.unwrap();
    let store = Store::connect(&format!("sqlite://{path}")).await.unwrap();
    store.reader().execute_unprepared("SELECT id FROM seen").await.unwrap();
}

#[tokio::test]
async fn sqlite_is_opened_safe() {
    let db = TestDb::sqlite().await;
    let pragma = async |name: &str| -> String {
        let sql = format!("SELECT CAST({name} AS TEXT) FROM pragma_{name}");
        let row = db.store.writer().query_one_raw(Statement::from_string(DbBackend::Sqlite, sql)).await;
        row.unwrap().unwrap().try_get_by(0).unwrap()
    };
    assert_eq!(pragma("journal_mode").await, "wal");
    assert_eq!(pragma("foreign_keys").await, "1");
    assert_eq!(pragma("synchronous").await, "2", "FULL");
    let error = db.store.reader().execute_unprepared("DELETE FROM channel").await.unwrap_err();
    assert!(error.to_string().contains("readonly"), "{error}");
}

#[tokio::test]
async fn sqlite_is_built_by_the_workspaces_flags() {
    let db = TestDb::sqlite().await;
    let sql = "SELECT group_concat(compile_options) FROM pragma_compile_options";
    let row = db.store.reader().query_one_raw(Statement::from_string(DbBackend::Sqlite, sql)).await;
    let options: String = row.unwrap().unwrap().try_get_by(0).unwrap();
    let has = |name: &str| options.split(',').any(|option| option == name);
    assert!(has("ENABLE_QPSG") && has("DEFAULT_MEMSTATUS=0") && !has("ENABLE_STAT4"), "{options}");
}

#[tokio::test]
async fn postgres_plans_a_statement_once() {
    each_database(async |db| {
        if db.store.backend() == DbBackend::Postgres {
            let sql = Statement::from_string(DbBackend::Postgres, "SHOW plan_cache_mode");
            let row = db.store.reader().query_one_raw(sql).await.unwrap().unwrap();
            assert_eq!(row.try_get_by::<String, _>(0).unwrap(), "force_generic_plan");
        }
    })
    .await;
}

#[tokio::test]
async fn a_closed_store_is_unavailable() {
    each_database(async |db| {
        let store = Store::connect(&db.url).await.unwrap();
        let after = store.clone();
        store.close().await.unwrap();
        let error = after.reader().execute_unprepared("SELECT 1").await.unwrap_err();
        assert!(matches!(StoreError::from(error), StoreError::Unavailable(_)));
    })
    .await;
}

//! Backup and restore, on both databases with their own means.

use std::path::{Path, PathBuf};

use sea_orm::{ActiveModelTrait as _, ConnectionTrait as _, EntityTrait as _, Statement};
use store::backup::{BackupError, Copied, backup, restore};
use store::entity::{channel, order, product};
use store::testing::{TestDb, each_database};
use store::{Store, write_tx};

use crate::sample;

/// A second database of the same kind, migrated and empty, which nobody has open.
async fn another(like: &TestDb) -> TestDb {
    let db = match like.store.backend() {
        sea_orm::DbBackend::Sqlite => TestDb::sqlite().await,
        _ => TestDb::postgres().await.unwrap(),
    };
    db.store.clone().close().await.unwrap();
    db
}

async fn with_orders(store: &Store, numbers: std::ops::Range<u32>) {
    for number in numbers {
        write_tx(store, async |tx| {
            let channel = sample::channel(&format!("C{number}")).insert(tx).await?;
            sample::product(&format!("P{number}")).insert(tx).await?;
            sample::new_order(channel.id, &format!("O{number}")).insert(tx).await?;
            Ok::<_, store::StoreError>(())
        })
        .await
        .unwrap();
    }
}

/// Every row of the tables that these tests write, as text, and the migrations that were done.
async fn rows(url: &str) -> Vec<String> {
    let store = Store::connect(url).await.unwrap();
    let db = store.reader();
    let sql = "SELECT version FROM seaql_migrations";
    let done = db.query_all_raw(Statement::from_string(store.backend(), sql)).await.unwrap();
    let mut rows: Vec<String> = done.iter().map(|row| row.try_get_by(0).unwrap()).collect();
    rows.extend(channel::Entity::find().all(db).await.unwrap().iter().map(|row| format!("{row:?}")));
    rows.extend(product::Entity::find().all(db).await.unwrap().iter().map(|row| format!("{row:?}")));
    rows.extend(order::Entity::find().all(db).await.unwrap().iter().map(|row| format!("{row:?}")));
    rows.sort();
    store.close().await.unwrap();
    rows
}

async fn why(outcome: impl Future<Output = Result<Copied, BackupError>>) -> String {
    outcome.await.unwrap_err().to_string()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[tokio::test]
async fn ops_01_a_backup_while_others_write_is_what_was_there_at_one_moment() {
    each_database(async |db| {
        with_orders(&db.store, 0..20).await;
        let folder = tempfile::tempdir().unwrap();
        let (first, last) = (folder.path().join("first"), folder.path().join("last"));

        let writes = with_orders(&db.store, 20..300);
        let copies = async {
            let copied = backup(&db.url, &first).await.unwrap();
            assert_eq!(copied.bytes, std::fs::metadata(&first).unwrap().len());
            copied.orders
        };
        let ((), orders) = tokio::join!(writes, copies);
        assert!((20..=300).contains(&orders), "{orders}");

        // One transaction writes a channel, a product and an order: no copy has one without the others.
        let restored = another(db).await;
        restore(&restored.url, &first, false).await.unwrap();
        let store = Store::connect(&restored.url).await.unwrap();
        let channels = channel::Entity::find().all(store.reader()).await.unwrap().len();
        let products = product::Entity::find().all(store.reader()).await.unwrap().len();
        let found = order::Entity::find().all(store.reader()).await.unwrap().len();
        assert_eq!((channels, products), (found, found));
        assert!((20..=300).contains(&found), "{found}");
        // And it can be written, its numbering included.
        with_orders(&store, 1000..1001).await;
        store.close().await.unwrap();
        restored.remove().await;

        let copied = backup(&db.url, &last).await.unwrap();
        assert_eq!(copied.orders, 300);
        let restored = another(db).await;
        assert_eq!(restore(&restored.url, &last, false).await.unwrap().orders, 300);
        assert_eq!(rows(&restored.url).await, rows(&db.url).await);
        restored.remove().await;
        assert_eq!(files(folder.path()), [first, last], "nothing else is left behind");
    })
    .await;
}

#[tokio::test]
async fn ops_01_a_restore_replaces_only_what_it_is_told_to_and_nothing_that_is_in_use() {
    each_database(async |db| {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("backup");
        with_orders(&db.store, 0..3).await;
        backup(&db.url, &file).await.unwrap();
        assert!(why(backup(&db.url, &file)).await.contains("is there already"));
        let mode = std::os::unix::fs::MetadataExt::mode(&std::fs::metadata(&file).unwrap());
        assert_eq!(mode & 0o777, 0o600, "for its owner alone");

        with_orders(&db.store, 3..5).await;
        let refused = why(restore(&db.url, &file, false)).await;
        assert!(refused.contains("is not empty") && refused.contains("--replace"), "{refused}");
        let refused = why(restore(&db.url, &file, true)).await;
        assert!(refused.contains("is in use: stop the server first"), "{refused}");
        assert_eq!(order::Entity::find().all(db.store.reader()).await.unwrap().len(), 5);

        db.store.clone().close().await.unwrap();
        assert_eq!(restore(&db.url, &file, true).await.unwrap().orders, 3);
        let store = Store::connect(&db.url).await.unwrap();
        assert_eq!(order::Entity::find().all(store.reader()).await.unwrap().len(), 3);
        with_orders(&store, 3..5).await;
        store.close().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn ops_01_a_damaged_foreign_or_newer_file_is_refused_and_the_database_is_kept() {
    each_database(async |db| {
        with_orders(&db.store, 0..200).await;
        let folder = tempfile::tempdir().unwrap();
        let good = folder.path().join("good");
        backup(&db.url, &good).await.unwrap();
        db.store.clone().close().await.unwrap();
        let before = rows(&db.url).await;

        let whole = std::fs::read(&good).unwrap();
        let bad = folder.path().join("bad");
        let mut broken = whole.clone();
        let middle = broken.len() / 2;
        broken[middle..middle + 4096].fill(0xA5);
        for (what, bytes, reason) in [
            ("truncated", &whole[..whole.len() / 2], "is damaged|can't be read"),
            ("without its end", &whole[..whole.len() - 100], "is damaged|can't be read"),
            ("its head alone", &whole[..16], "is damaged|can't be read|is no backup"),
            ("overwritten in the middle", &broken[..], "is damaged|can't be read"),
            ("empty", &[][..], "is no backup of Waybill"),
            ("a text", &b"Dear customer, your order is on its way."[..], "is no backup of Waybill"),
        ] {
            std::fs::write(&bad, bytes).unwrap();
            let told = why(restore(&db.url, &bad, true)).await;
            assert!(reason.split('|').any(|reason| told.contains(reason)), "{what}: {told}");
            assert!(told.contains("bad"), "{what}: the file is named: {told}");
            assert_eq!(rows(&db.url).await, before, "{what}");
        }
        let missing = why(restore(&db.url, &folder.path().join("none"), true)).await;
        assert!(missing.contains("No such file"), "{missing}");

        // A later version's.
        let newer = another(db).await;
        let store = Store::connect(&newer.url).await.unwrap();
        let later = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_later', 1)";
        store.writer().execute_unprepared(later).await.unwrap();
        store.close().await.unwrap();
        let file = folder.path().join("newer");
        backup(&newer.url, &file).await.unwrap();
        let told = why(restore(&db.url, &file, true)).await;
        assert!(told.contains("newer version of Waybill"), "{told}");
        let told = why(restore(&newer.url, &good, true)).await;
        assert!(told.contains("newer version of Waybill"), "{told}");
        newer.remove().await;
        assert_eq!(rows(&db.url).await, before);
    })
    .await;
}

#[tokio::test]
async fn ops_01_another_programs_database_is_neither_source_nor_target() {
    let folder = tempfile::tempdir().unwrap();
    let url = |name: &str| format!("sqlite://{}", folder.path().join(name).display());
    let other = Store::connect(&url("other.db")).await.unwrap();
    other.writer().execute_unprepared("CREATE TABLE song (id integer)").await.unwrap();
    other.close().await.unwrap();
    let told = why(backup(&url("other.db"), &folder.path().join("copy"))).await;
    assert!(told.contains("is no database of Waybill"), "{told}");

    let db = TestDb::sqlite().await;
    let file = folder.path().join("waybill.backup");
    backup(&db.url, &file).await.unwrap();
    for replace in [false, true] {
        let told = why(restore(&url("other.db"), &file, replace)).await;
        assert!(told.contains("is no database of Waybill: it has the table \"song\""), "{told}");
    }
    let told = why(restore(&url("new.db"), &folder.path().join("other.db"), true)).await;
    assert!(told.contains("is no backup of Waybill"), "{told}");
    let told = why(restore("postgres://nobody@127.0.0.1:1/none", &file, true)).await;
    assert!(told.contains("is a backup of SQLite, and the database is PostgreSQL"), "{told}");
    let told = why(backup(&url("missing.db"), &folder.path().join("copy"))).await;
    assert!(told.contains("does not exist"), "{told}");
    // To where nothing is yet.
    assert_eq!(restore(&url("new.db"), &file, false).await.unwrap().orders, 0);
    let told = why(restore(&url("no/such/new.db"), &file, false)).await;
    assert!(told.contains("does not exist; make it first"), "{told}");
    db.remove().await;
}

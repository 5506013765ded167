//! SQLite: the copy that `VACUUM INTO` makes, put in place by a rename.

use std::fs::{self, File};
use std::os::unix::fs::{MetadataExt as _, chown};
use std::path::{Path, PathBuf};
use std::time::Duration;

use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqlitePoolOptions};
use sea_orm::sqlx::{self, ConnectOptions as _, Connection as _, Row as _};
use sea_orm::{DatabaseConnection, SqlxSqliteConnector};

use super::{BackupError, beside, check_source, check_target, count_orders, folder, refused, sync_folder};
use crate::connection::{check_path, sqlite_error};
use crate::{Schema, Store};

/// Copies what is there at this moment: one read transaction, beside which others write.
pub async fn backup(path: &Path, to: &Path) -> Result<u64, BackupError> {
    check_path(path)?;
    if !path.exists() {
        return Err(refused(path, "does not exist: there is nothing to back up"));
    }
    let name = to.to_str().ok_or_else(|| refused(to, "can't be written: its name is not UTF-8"))?;
    if looked_at(path, async |db| Ok(Schema::of(db).await?)).await? == Schema::Foreign {
        return Err(refused(path, "is no database of Waybill: there is nothing to back up"));
    }
    let mut connection = options(path).connect().await.map_err(|error| sqlite_error(error, path))?;
    let copied = sqlx::query("VACUUM INTO ?").bind(name).execute(&mut connection).await;
    connection.close().await.map_err(|error| sqlite_error(error, path))?;
    copied.map_err(|error| refused(path, &format!("could not be copied: {error}")))?;
    verified(to, path).await?;
    looked_at(to, async |db| Ok(count_orders(db).await?)).await
}

/// Puts a verified copy of the backup in the database's place.
pub async fn restore(path: &Path, file: &Path, replace: bool) -> Result<u64, BackupError> {
    check_path(path)?;
    // What a link leads to is the database: the link stays.
    let target = if path.exists() { fs::canonicalize(path) } else { Ok(path.to_owned()) };
    let path = &*target.map_err(|cause| BackupError::File { path: path.to_owned(), cause })?;
    if path.exists() {
        let name = path.display().to_string();
        looked_at(path, async |db| check_target(db, &name, replace).await).await?;
    }
    // A copy: looking into the file itself could change it, and only a copy beside the database can take its place at once.
    let (_folder, copy) = beside(path)?;
    let failed = |cause| BackupError::File { path: path.to_owned(), cause };
    let mut from = File::open(file).map_err(|cause| BackupError::File { path: file.to_owned(), cause })?;
    std::io::copy(&mut from, &mut copy.as_file()).map_err(failed)?;
    verified(copy.path(), file).await?;
    looked_at(copy.path(), async |db| check_source(Schema::of(db).await?, file)).await?;
    let orders = super::bring_up(Store::sqlite(copy.path()).await?).await?;
    // Whatever the migrations wrote is in the one file.
    alone(copy.path()).await?.close().await.map_err(|error| sqlite_error(error, path))?;
    copy.as_file().sync_all().map_err(failed)?;

    // Held until the rename is done, so that nobody starts to write what is about to go.
    let held = if path.exists() { Some(alone(path).await?) } else { None };
    if held.is_none() {
        for suffix in ["-wal", "-shm"] {
            // Left by a file that is gone: SQLite would take it for the new one's.
            match fs::remove_file(beside_name(path, suffix)) {
                Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => return Err(failed(cause)),
                _ => {}
            }
        }
    }
    keep_owner(copy.path(), if held.is_some() { path } else { folder(path) }).map_err(failed)?;
    copy.persist(path).map_err(|error| failed(error.error))?;
    if let Some(held) = held {
        held.close().await.map_err(|error| sqlite_error(error, path))?;
    }
    sync_folder(path)?;
    Ok(orders)
}

fn options(path: &Path) -> SqliteConnectOptions {
    let options = SqliteConnectOptions::new().filename(path).busy_timeout(Duration::from_secs(2));
    // That a copy of everything takes its time is no news.
    options.disable_statement_logging()
}

/// Opens a file, looks into it, and closes it.
async fn looked_at<T>(
    path: &Path,
    look: impl AsyncFnOnce(&DatabaseConnection) -> Result<T, BackupError>,
) -> Result<T, BackupError> {
    let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options(path)).await;
    let db = SqlxSqliteConnector::from_sqlx_sqlite_pool(pool.map_err(|error| sqlite_error(error, path))?);
    let seen = look(&db).await;
    db.close().await.map_err(crate::StoreError::from)?;
    seen
}

/// Makes sure that a copy is whole. `name` is what to call it.
async fn verified(copy: &Path, name: &Path) -> Result<(), BackupError> {
    let damaged = |what: &str| refused(name, &format!("is damaged: {what}"));
    let mut connection = options(copy).connect().await.map_err(|error| damaged(&error.to_string()))?;
    let checked = async {
        sqlx::query("PRAGMA integrity_check(1)").fetch_one(&mut connection).await?.try_get::<String, _>(0)
    }
    .await;
    connection.close().await.map_err(|error| damaged(&error.to_string()))?;
    match checked {
        Err(error) => Err(damaged(&error.to_string())),
        Ok(check) if check != "ok" => Err(damaged(&check)),
        Ok(_) => Ok(()),
    }
}

/// A connection beside which nobody has another, to a database that is in its one file. It lasts until it is closed.
async fn alone(path: &Path) -> Result<SqliteConnection, BackupError> {
    let mut connection = options(path).connect().await.map_err(|error| sqlite_error(error, path))?;
    // Out of the write-ahead log, which only the last connection can leave.
    let locked = async {
        let mode: String =
            sqlx::query("PRAGMA journal_mode = DELETE").fetch_one(&mut connection).await?.try_get(0)?;
        sqlx::query("BEGIN EXCLUSIVE").execute(&mut connection).await?;
        Ok::<_, sqlx::Error>(mode == "delete")
    }
    .await;
    match locked {
        Ok(true) => Ok(connection),
        // 5: busy.
        Ok(false) => Err(refused(path, "is in use: stop the server first")),
        Err(sqlx::Error::Database(cause)) if cause.code().as_deref() == Some("5") => {
            Err(refused(path, "is in use: stop the server first"))
        }
        Err(error) => Err(sqlite_error(error, path).into()),
    }
}

/// Gives a file to whom another one belongs, so that a restore by root leaves the server its database.
fn keep_owner(file: &Path, like: &Path) -> std::io::Result<()> {
    let (is, wanted) = (fs::metadata(file)?, fs::metadata(like)?);
    if (is.uid(), is.gid()) != (wanted.uid(), wanted.gid()) {
        chown(file, Some(wanted.uid()), Some(wanted.gid()))?;
    }
    Ok(())
}

fn beside_name(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

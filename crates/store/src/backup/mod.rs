//! A copy of the whole database in one file, and back: SQLite's own copy (`VACUUM INTO`), PostgreSQL's own dump (`pg_dump`).
//!
//! Invariants: a backup is what was there at one moment, also while others write; a file that is named is never overwritten; a restore
//! that fails leaves the old database as it was.

mod postgres;
mod sqlite;

use std::io;
use std::path::{Path, PathBuf};

use sea_orm::{ConnectionTrait, DbBackend, Statement};
use tempfile::{NamedTempFile, TempDir};

use crate::connection::{Address, parse};
use crate::{Schema, Store, StoreError};

/// What a backup or a restore has copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Copied {
    /// The file's length.
    pub bytes: u64,
    /// Orders in it; of a dump of PostgreSQL those that there were when it began; others may have come since.
    pub orders: u64,
}

/// Why nothing was copied. Its texts are for the command line.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The text says what stands in the way, and what to do.
    #[error("{0}")]
    Refused(String),
    /// A file could not be read or written.
    #[error("{}: {cause}", path.display())]
    File {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        #[source]
        cause: io::Error,
    },
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Copies the database at `url` into a new file, which only its owner may read.
///
/// # Errors
/// [`BackupError`], also when there is such a file already; no file is left behind then.
pub async fn backup(url: &str, file: &Path) -> Result<Copied, BackupError> {
    let (_folder, part) = beside(file)?;
    if file.exists() {
        return Err(BackupError::Refused(format!("{} is there already: name a new file", file.display())));
    }
    let orders = match parse(url)? {
        Address::Sqlite(path) => sqlite::backup(path, part.path()).await?,
        Address::Postgres(url) => postgres::backup(url, part.path()).await?,
    };
    let failed = |cause| BackupError::File { path: file.to_owned(), cause };
    // SQLite and pg_dump leave that to the system, which a power failure does not wait for.
    part.as_file().sync_all().map_err(failed)?;
    let bytes = part.as_file().metadata().map_err(failed)?.len();
    part.persist_noclobber(file).map_err(|error| failed(error.error))?;
    sync_folder(file)?;
    Ok(Copied { bytes, orders })
}

/// Makes the database at `url` what it was when `file` was written, with its tables brought up to this version.
///
/// # Errors
/// [`BackupError`] when the file is damaged, no backup of Waybill or of a newer one; when the database has data and `replace` is not
/// said; when somebody uses it. It is as it was then.
pub async fn restore(url: &str, file: &Path, replace: bool) -> Result<Copied, BackupError> {
    let failed = |cause| BackupError::File { path: file.to_owned(), cause };
    let bytes = std::fs::metadata(file).map_err(failed)?.len();
    let address = parse(url)?;
    let orders = match (kind(file).map_err(failed)?, address) {
        (Some(DbBackend::Sqlite), Address::Sqlite(path)) => sqlite::restore(path, file, replace).await?,
        (Some(DbBackend::Postgres), Address::Postgres(url)) => postgres::restore(url, file, replace).await?,
        (Some(DbBackend::Sqlite), _) => {
            return Err(refused(file, "is a backup of SQLite, and the database is PostgreSQL"));
        }
        (Some(_), _) => return Err(refused(file, "is a backup of PostgreSQL, and the database is SQLite")),
        (None, _) => return Err(refused(file, "is no backup of Waybill")),
    };
    Ok(Copied { bytes, orders })
}

fn refused(file: &Path, why: &str) -> BackupError {
    BackupError::Refused(format!("{} {why}", file.display()))
}

/// Which database wrote a file, by its first bytes.
fn kind(file: &Path) -> io::Result<Option<DbBackend>> {
    use std::io::Read as _;
    let mut head = Vec::new();
    std::fs::File::open(file)?.take(16).read_to_end(&mut head)?;
    Ok(match head.as_slice() {
        b"SQLite format 3\0" => Some(DbBackend::Sqlite),
        head if head.starts_with(b"PGDMP") => Some(DbBackend::Postgres),
        _ => None,
    })
}

/// A new file in a new folder beside a file, both gone when they are dropped: what is not whole never has the name it is asked for, and
/// what SQLite puts beside it goes too.
fn beside(file: &Path) -> Result<(TempDir, NamedTempFile), BackupError> {
    let folder = folder(file);
    let failed = |cause| BackupError::File { path: folder.to_owned(), cause };
    let own = TempDir::with_prefix_in(".waybill-", folder).map_err(failed)?;
    let file = NamedTempFile::new_in(own.path()).map_err(failed)?;
    Ok((own, file))
}

fn folder(file: &Path) -> &Path {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// A new name is only safe on the disk when its folder is.
fn sync_folder(file: &Path) -> Result<(), BackupError> {
    let folder = folder(file);
    std::fs::File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(|cause| BackupError::File { path: folder.to_owned(), cause })
}

/// Refuses to restore over a database that is not Waybill's, that a newer one made, or that has data which is not to be replaced.
async fn check_target(db: &impl ConnectionTrait, name: &str, replace: bool) -> Result<(), BackupError> {
    match Schema::of(db).await? {
        Schema::Foreign => {
            let foreign = tables(db).await?;
            match foreign.first() {
                None => Ok(()),
                Some(table) => Err(BackupError::Refused(format!(
                    "{name} is no database of Waybill: it has the table \"{table}\""
                ))),
            }
        }
        Schema::Newer => Err(BackupError::Refused(format!(
            "{name} was made by a newer version of Waybill: use that one's restore"
        ))),
        Schema::Older | Schema::Current if replace => Ok(()),
        Schema::Older | Schema::Current => match first_with_rows(db).await? {
            None => Ok(()),
            Some(table) => Err(BackupError::Refused(format!(
                "{name} is not empty: it has rows in the table \"{table}\". --replace puts the backup in its place"
            ))),
        },
    }
}

/// Refuses a backup that is not Waybill's or a newer one's.
fn check_source(schema: Schema, file: &Path) -> Result<(), BackupError> {
    match schema {
        Schema::Current | Schema::Older => Ok(()),
        Schema::Newer => Err(refused(file, "was made by a newer version of Waybill: use that one's restore")),
        Schema::Foreign => Err(refused(file, "is no backup of Waybill")),
    }
}

/// The tables that are there.
async fn tables(db: &impl ConnectionTrait) -> Result<Vec<String>, StoreError> {
    let sql = match db.get_database_backend() {
        DbBackend::Sqlite => {
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
        }
        _ => "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename",
    };
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
    rows.iter().map(|row| row.try_get_by(0).map_err(StoreError::from)).collect()
}

/// A table with rows, but that of the migrations.
async fn first_with_rows(db: &impl ConnectionTrait) -> Result<Option<String>, StoreError> {
    for table in tables(db).await? {
        let sql = format!("SELECT 1 FROM \"{table}\" LIMIT 1");
        let found = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
        if !crate::migration::FILLED.contains(&table.as_str()) && found.is_some() {
            return Ok(Some(table));
        }
    }
    Ok(None)
}

async fn count_orders(db: &impl ConnectionTrait) -> Result<u64, StoreError> {
    use sea_orm::{EntityTrait as _, PaginatorTrait as _};
    Ok(crate::entity::order::Entity::find().count(db).await?)
}

/// Brings a restored database up to this version and counts its orders.
async fn bring_up(store: Store) -> Result<u64, StoreError> {
    let done = async {
        crate::migrate(&store).await?;
        count_orders(store.reader()).await
    }
    .await;
    store.close().await?;
    done
}

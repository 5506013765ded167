//! Files that are looked over before anything of them is done: kept as a job that nobody has asked for yet, its rows with what becomes of each.

use domain::id::JobId;
use domain::import::ImportError;
use domain::kind::{JobRowState, JobState};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, DatabaseTransaction, EntityTrait as _,
    QueryFilter as _, QuerySelect as _, Select,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::entity::{job, job_row};
use store::write::save_job_rows;
use store::write_tx;
use tokio::sync::Semaphore;

use crate::command::By;
use crate::import::Limits;
use crate::import::table::{LegacyEncoding, Table, read_bytes};
use crate::turn::in_turn;
use crate::{Actor, Error, Services, storable};

/// So many files are read at the same time: each takes memory.
static READING: Semaphore = Semaphore::const_new(2);

/// Why a file was not looked over.
#[derive(Debug, thiserror::Error)]
pub enum NotTaken {
    /// The file as a whole is of no use.
    #[error("{0:?}")]
    File(ImportError),
    /// Anything else.
    #[error(transparent)]
    Other(#[from] Error),
}

/// What a file is taken with at most: so many bytes, so many rows.
pub(crate) fn limits(bytes: usize, rows: usize) -> Limits {
    Limits {
        file_bytes: bytes as u64,
        unpacked_bytes: 32 << 20,
        rows,
        columns: 32,
        cell_bytes: 1_000,
        ..Limits::default()
    }
}

/// Reads a file's table, and of it what `of` makes of it: unpacking and decoding take a while.
pub(crate) async fn read<T: Send + 'static>(
    bytes: Vec<u8>,
    limits: Limits,
    of: impl FnOnce(&Table) -> Result<T, ImportError> + Send + 'static,
) -> Result<T, NotTaken> {
    let (size, limit) = (bytes.len() as u64, limits.file_bytes);
    if size > limit {
        return Err(NotTaken::File(ImportError::TooLarge { bytes: size, limit }));
    }
    let read = in_turn(&READING, move || of(&read_bytes(bytes, LegacyEncoding::Cp932, &limits)?));
    read.await?.map_err(NotTaken::File)
}

/// A row that was looked over.
pub(crate) struct Looked {
    target: Option<i64>,
    said: serde_json::Value,
    state: JobRowState,
    verdict: serde_json::Value,
}

impl Looked {
    /// What a row said, what it is about, and what becomes of it.
    pub fn new(
        said: &impl Serialize,
        target: Option<i64>,
        state: JobRowState,
        verdict: &impl Serialize,
    ) -> Result<Self, Error> {
        Ok(Self { target, said: json(said)?, state, verdict: json(verdict)? })
    }
}

/// Keeps what was looked over as a job of `kind` under the file's name.
pub(crate) async fn keep(
    services: &Services,
    actor: &Actor,
    kind: &str,
    name: &str,
    rows: Vec<Looked>,
) -> Result<JobId, Error> {
    let name: String = storable(name).chars().take(200).collect();
    let input = serde_json::json!({ "name": name });
    let by = Some(actor.user_id);
    let job = job::ActiveModel::new(kind, JobState::Draft, input, rows.len(), by, services.now());
    write_tx(&services.store, async |tx| {
        let id = job.insert(tx).await.map_err(store::StoreError::from)?.id;
        let rows = rows.into_iter().zip(1..).map(|(row, position)| job_row::Model {
            job_id: id,
            position,
            target_id: row.target,
            input: Some(row.said),
            state: row.state,
            result: row.verdict,
        });
        save_job_rows(tx, rows).await?;
        Ok::<_, Error>(id)
    })
    .await
}

/// The name of the file that a job was made of.
pub(crate) fn name(job: &job::Model) -> String {
    job.input.get("name").and_then(|name| name.as_str()).unwrap_or_default().to_owned()
}

/// A file that somebody has had looked over; nobody else's.
pub(crate) async fn own(
    db: &impl ConnectionTrait,
    kind: &str,
    id: JobId,
    by: By,
) -> Result<job::Model, Error> {
    of(kind, id, by).one(db).await?.ok_or(Error::NotFound)
}

/// The same, held until the transaction ends.
pub(crate) async fn hold(
    tx: &DatabaseTransaction,
    kind: &str,
    id: JobId,
    by: By,
) -> Result<job::Model, Error> {
    of(kind, id, by).lock_exclusive().one(tx).await?.ok_or(Error::NotFound)
}

fn of(kind: &str, id: JobId, by: By) -> Select<job::Entity> {
    job::Entity::find_by_id(id).filter(job::Column::Kind.eq(kind)).filter(job::Column::UserId.eq(by.user_id))
}

/// As it is kept with a row.
pub(crate) fn json(value: &impl Serialize) -> Result<serde_json::Value, Error> {
    serde_json::to_value(value).map_err(|error| Error::Internal(error.to_string()))
}

/// What was kept with a row.
pub(crate) fn kept<T: DeserializeOwned>(value: serde_json::Value) -> Result<T, Error> {
    serde_json::from_value(value)
        .map_err(|error| Error::Internal(format!("what is kept with a job's row can't be read: {error}")))
}

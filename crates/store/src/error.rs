//! What can go wrong with the database.

use sea_orm::sqlx;
use sea_orm::{DbErr, RuntimeErr};

/// Why the database did not do what was asked.
///
/// The texts are for the log and the command line. What the browser is told is decided by whoever answers it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database's address is wrong. The text says what to change.
    #[error("{0}")]
    Config(String),
    /// The database cannot be reached, or did not answer in time; nothing was written. Later it may work.
    #[error("the database cannot be reached")]
    Unavailable(#[source] DbErr),
    /// What was to be written clashes with what is there: a unique key is taken, or another transaction was first.
    #[error("the change clashes with another")]
    Conflict(#[source] DbErr),
    /// Anything else: a statement that is wrong, a row that breaks a rule of its table, a full disk.
    #[error("the database refused a statement")]
    Other(#[source] DbErr),
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        match &error {
            DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => Self::Unavailable(error),
            DbErr::Exec(RuntimeErr::SqlxError(cause)) | DbErr::Query(RuntimeErr::SqlxError(cause)) => {
                match kind(cause) {
                    Kind::Unavailable => Self::Unavailable(error),
                    Kind::Conflict => Self::Conflict(error),
                    Kind::Other => Self::Other(error),
                }
            }
            _ => Self::Other(error),
        }
    }
}

enum Kind {
    Unavailable,
    Conflict,
    Other,
}

fn kind(error: &sqlx::Error) -> Kind {
    let database = match error {
        sqlx::Error::Database(database) => database,
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => return Kind::Unavailable,
        _ => return Kind::Other,
    };
    if database.is_unique_violation() {
        return Kind::Conflict;
    }
    let code = database.code().unwrap_or_default();
    if database.try_downcast_ref::<sqlx::sqlite::SqliteError>().is_some() {
        // The low byte is the primary code: 5 busy, 6 locked, 14 cannot open.
        return match code.parse::<i32>().map(|code| code & 0xff) {
            Ok(5 | 6 | 14) => Kind::Unavailable,
            _ => Kind::Other,
        };
    }
    match code.as_ref() {
        // Serialization failure, deadlock, lock not available.
        "40001" | "40P01" | "55P03" => Kind::Conflict,
        // Too many connections, statement timeout, shutdown, crash, starting up; class 08 is the connection.
        "53300" | "57014" | "57P01" | "57P02" | "57P03" => Kind::Unavailable,
        _ if code.starts_with("08") => Kind::Unavailable,
        _ => Kind::Other,
    }
}

//! Why a command or a read gave nothing.

use domain::role::Permission;
use store::StoreError;

/// Why a command or a read gave nothing. Its texts are for the log; people are told by `app` and `text`.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The person's role lacks the right.
    #[error("the role lacks the right {0}")]
    Forbidden(Permission),
    /// There is nothing of that name.
    #[error("not found")]
    NotFound,
    /// What was typed is refused, field by field; nothing was changed.
    #[error("refused: {0:?}")]
    Invalid(Vec<Invalid>),
    /// Somebody else changed it meanwhile; nothing was changed.
    #[error("changed meanwhile")]
    Conflict,
    /// An idempotency key came a second time with something else; nothing was done.
    #[error("the idempotency key was used for something else")]
    KeyReused,
    /// Nothing was selected that could be worked on.
    #[error("nothing was selected")]
    NothingSelected,
    /// Tried too often; nothing was looked at.
    #[error("tried too often: again in {seconds} s")]
    Throttled {
        /// When to try again, in seconds from now.
        seconds: u64,
    },
    /// The database is away; nothing was changed.
    #[error("{0}: {cause}", cause = cause(.0))]
    Unavailable(StoreError),
    /// The database refused a statement.
    #[error("{0}: {cause}", cause = cause(.0))]
    Store(StoreError),
    /// Something that should not happen did.
    #[error("{0}")]
    Internal(String),
}

/// A field that is refused, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Invalid {
    /// No email address.
    Email,
    /// Somebody signs in with it already.
    EmailTaken,
    /// Shorter than [`crate::account::PASSWORD_MIN`] characters.
    PasswordShort,
    /// Longer than [`crate::account::PASSWORD_MAX`] characters.
    PasswordLong,
    /// Not the password of now.
    PasswordWrong,
    /// Empty.
    NameMissing,
    /// Longer than 100 characters.
    NameLong,
    /// No ISO 3166-1 country.
    Country,
    /// No IANA time zone.
    TimeZone,
    /// No currency code.
    Currency,
    /// No language of Waybill's.
    Language,
    /// No reason, or one that is too long.
    Reason,
    /// Letters that the encoding asked for lacks.
    NotInCp932,
}

impl Error {
    /// The session layer's error: it could not read or write a session.
    pub fn from_session(error: impl std::fmt::Display) -> Self {
        Self::Internal(format!("session: {error}"))
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Unavailable(_) => Self::Unavailable(error),
            StoreError::Conflict(_) => Self::Conflict,
            other => Self::Store(other),
        }
    }
}

impl From<sea_orm::DbErr> for Error {
    fn from(error: sea_orm::DbErr) -> Self {
        StoreError::from(error).into()
    }
}

fn cause(error: &StoreError) -> String {
    use std::error::Error as _;
    error.source().map(ToString::to_string).unwrap_or_default()
}

//! A person's account, and the audit log.

use serde::{Deserialize, Serialize};

use super::Moment;
use crate::query::Cursor;
use crate::role::Role;

/// A person's own account (SEC-01).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// The email they sign in with.
    pub email: String,
    /// Their role.
    pub role: Role,
    /// Where they are signed in: this browser first, then whichever was used last.
    pub sessions: Vec<SessionRow>,
}

/// A browser in which somebody is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionRow {
    /// What it is ended by; it opens no session.
    pub key: String,
    /// Whether it is the one that asks.
    pub is_current: bool,
    /// The browser and its system, in words.
    pub browser: String,
    /// The network address it was last used from.
    pub address: Option<String>,
    /// When it was signed in.
    pub signed_in: Moment,
    /// When it was last used, to ten minutes.
    pub last_used: Moment,
}

/// A page of the audit log (SEC-01).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditLog {
    /// The entries, newest first.
    pub rows: Vec<AuditRow>,
    /// How many rows stand above this page.
    pub above: u32,
    /// Where the next page starts.
    pub older: Option<Cursor>,
    /// Where the previous page ends.
    pub newer: Option<Cursor>,
    /// The people to filter by: id and email.
    pub people: Vec<(String, String)>,
    /// The actions to filter by: name and words.
    pub actions: Vec<(String, String)>,
}

/// An entry of the audit log, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditRow {
    /// When.
    pub at: Moment,
    /// Who; none where nobody was signed in.
    pub who: Option<String>,
    /// What.
    pub what: String,
    /// More about it: what was changed, which email was given.
    pub detail: String,
    /// The network address it came from.
    pub address: Option<String>,
}

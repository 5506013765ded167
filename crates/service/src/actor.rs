//! Who asks.

use std::net::IpAddr;

use domain::id::UserId;
use domain::role::{Permission, Role};
use text::Locale;

use crate::Error;

/// A person who is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Who.
    pub user_id: UserId,
    /// The email they sign in with.
    pub email: String,
    /// What they may do.
    pub role: Role,
    /// The language to answer in.
    pub locale: Locale,
    /// The network address they ask from; none on the command line.
    pub address: Option<IpAddr>,
}

impl Actor {
    /// Asks for a right; the first line of every command and read.
    ///
    /// # Errors
    /// [`Error::Forbidden`] when the role lacks it.
    pub fn require(&self, permission: Permission) -> Result<(), Error> {
        if self.role.can(permission) { Ok(()) } else { Err(Error::Forbidden(permission)) }
    }
}

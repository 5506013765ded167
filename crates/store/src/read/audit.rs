//! The audit log.

use domain::audit::AuditKind;
use domain::id::UserId;
use domain::query::{Cursor, PageSize};
use domain::time::Timestamp;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::keyset::keyset;
use crate::entity::audit;
use crate::error::StoreError;

/// Which entries.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filter {
    /// Whose.
    pub user_id: Option<UserId>,
    /// What was done.
    pub kind: Option<AuditKind>,
    /// From this moment on.
    pub from: Option<Timestamp>,
    /// Before this moment.
    pub before: Option<Timestamp>,
}

/// A page of entries, the newest first, and whether there are more in the page's direction.
///
/// # Errors
/// When the database can't be read.
pub async fn page(
    db: &impl ConnectionTrait,
    filter: Filter,
    cursor: Option<Cursor>,
    size: PageSize,
) -> Result<(Vec<audit::Model>, bool), StoreError> {
    use audit::Column::{At, Id, Kind, UserId};
    let mut select = audit::Entity::find();
    if let Some(user_id) = filter.user_id {
        select = select.filter(UserId.eq(user_id));
    }
    if let Some(kind) = filter.kind {
        select = select.filter(Kind.eq(kind.as_str()));
    }
    if let Some(from) = filter.from {
        select = select.filter(At.gte(from));
    }
    if let Some(before) = filter.before {
        select = select.filter(At.lt(before));
    }
    keyset(select, (At, Id), cursor, size).fetch(db).await
}

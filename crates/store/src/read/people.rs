//! The team.

use std::collections::HashMap;

use domain::id::UserId;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::entity::user;
use crate::error::StoreError;

/// Everybody of the team, by email.
///
/// # Errors
/// When the database can't be read.
pub async fn people(db: &impl ConnectionTrait) -> Result<Vec<(UserId, String)>, StoreError> {
    Ok(user::Entity::find()
        .select_only()
        .columns([user::Column::Id, user::Column::Email])
        .order_by_asc(user::Column::Email)
        .into_tuple()
        .all(db)
        .await?)
}

/// The emails of these users.
///
/// # Errors
/// When the database can't be read.
pub async fn emails(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = UserId>,
) -> Result<HashMap<UserId, String>, StoreError> {
    let rows: Vec<(UserId, String)> = user::Entity::find()
        .filter(user::Column::Id.is_in(ids))
        .select_only()
        .columns([user::Column::Id, user::Column::Email])
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

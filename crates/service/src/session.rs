//! Sessions, as rows: kept by the hash of their token, so that who reads the database can't be anybody.

use domain::id::UserId;
use domain::time::Timestamp;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use sha2::{Digest as _, Sha256};
use store::entity::session;
use store::write_tx;

use crate::{Error, Services};

/// A session as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// What the session layer keeps in it.
    pub data: serde_json::Value,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// Reads a session that has not ended.
///
/// # Errors
/// When the database can't be read.
pub async fn load(services: &Services, token: &str) -> Result<Option<Kept>, Error> {
    let found = session::Entity::find_by_id(key(token))
        .filter(session::Column::ExpiresAt.gt(services.now()))
        .one(services.store.reader())
        .await?;
    Ok(found.map(|row| Kept { data: row.data, expires_at: row.expires_at }))
}

/// Writes a session, new or changed, and drops those that have ended.
///
/// # Errors
/// When the database can't be written.
pub async fn save(
    services: &Services,
    token: &str,
    user_id: Option<UserId>,
    kept: Kept,
) -> Result<(), Error> {
    let now = services.now();
    write_tx(&services.store, async |tx| {
        session::Entity::delete_many().filter(session::Column::ExpiresAt.lte(now)).exec(tx).await?;
        let row = session::ActiveModel {
            id: Set(key(token)),
            user_id: Set(user_id),
            data: Set(kept.data.clone()),
            created_at: Set(now),
            expires_at: Set(kept.expires_at),
        };
        let replace = OnConflict::column(session::Column::Id)
            .update_columns([session::Column::UserId, session::Column::Data, session::Column::ExpiresAt])
            .to_owned();
        session::Entity::insert(row).on_conflict(replace).exec_without_returning(tx).await?;
        Ok(())
    })
    .await
}

/// Ends a session.
///
/// # Errors
/// When the database can't be written.
pub async fn delete(services: &Services, token: &str) -> Result<(), Error> {
    write_tx(&services.store, async |tx| {
        session::Entity::delete_by_id(key(token)).exec(tx).await?;
        Ok(())
    })
    .await
}

fn key(token: &str) -> String {
    Sha256::digest(token.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

//! The audit log: who signed in and out, who changed what is set.

use domain::id::UserId;
use domain::time::Timestamp;
use sea_orm::{ActiveModelTrait as _, ActiveValue::Set, DatabaseTransaction};
use store::entity::audit;
use store::write_tx;

use crate::{Actor, Error, Services, storable};

/// Writes an entry in the transaction of what it tells of.
pub(crate) async fn record(
    tx: &DatabaseTransaction,
    at: Timestamp,
    actor: &Actor,
    kind: &str,
    subject: &str,
    payload: serde_json::Value,
) -> Result<(), Error> {
    insert(tx, at, Some(actor.user_id), kind, subject, payload).await
}

/// Writes an entry of what was done from the command line: it knows no person, so the payload, an object, says `"by": "command_line"`.
pub(crate) async fn record_command(
    tx: &DatabaseTransaction,
    at: Timestamp,
    kind: &str,
    subject: &str,
    mut payload: serde_json::Value,
) -> Result<(), Error> {
    payload["by"] = "command_line".into();
    insert(tx, at, None, kind, subject, payload).await
}

/// Notes that somebody signed in, out, or tried to; `subject` is the email that was given.
///
/// # Errors
/// When the database can't be written.
pub async fn note(
    services: &Services,
    user_id: Option<UserId>,
    kind: &str,
    subject: &str,
) -> Result<(), Error> {
    let now = services.now();
    let subject: String = subject.chars().take(254).collect();
    write_tx(&services.store, async |tx| {
        insert(tx, now, user_id, kind, &subject, serde_json::json!({})).await
    })
    .await
}

async fn insert(
    tx: &DatabaseTransaction,
    at: Timestamp,
    user_id: Option<UserId>,
    kind: &str,
    subject: &str,
    payload: serde_json::Value,
) -> Result<(), Error> {
    audit::ActiveModel {
        user_id: Set(user_id),
        kind: Set(kind.to_owned()),
        subject: Set(storable(subject)),
        payload: Set(payload),
        at: Set(at),
        ..Default::default()
    }
    .insert(tx)
    .await?;
    Ok(())
}

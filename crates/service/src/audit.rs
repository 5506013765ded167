//! The audit log: who signed in and out, who changed what is set, and from where.

use std::collections::BTreeMap;
use std::net::IpAddr;

use domain::audit::AuditKind;
use domain::id::UserId;
use domain::query::{AuditQuery, Parsed};
use domain::role::Permission;
use domain::time::Timestamp;
use domain::view::{AuditLog, AuditRow};
use sea_orm::{ActiveModelTrait as _, ActiveValue::Set, DatabaseTransaction};
use store::entity::audit;
use store::read::audit as read;
use store::read::people::people;
use store::write_tx;
use text::Locale;

use crate::paging::{Page, page};
use crate::{Actor, Clock, Error, Services, merchant, storable};

/// One page of the log, for owners.
///
/// # Errors
/// [`Error::Forbidden`], or when the database can't be read.
pub async fn audit_log(
    services: &Services,
    actor: &Actor,
    Parsed { query, .. }: Parsed<AuditQuery>,
) -> Result<AuditLog, Error> {
    actor.require(Permission::Team)?;
    let db = services.store.reader();
    let l = actor.locale;
    let (_, clock) = merchant::at_desk(services, l).await?;
    let (from, before) = query.days.map_or((None, None), |days| clock.bounds(days));
    let filter = read::Filter { user_id: query.person, kind: query.kind, from, before };
    let read_page = |cursor| read::page(db, filter, cursor, query.size);
    let Page { rows, above, older, newer } = page(query.cursor, read_page, |row| (row.at, row.id.0)).await?;
    let people: BTreeMap<_, _> = people(db).await?.into_iter().collect();
    Ok(AuditLog {
        rows: rows.into_iter().map(|row| view(row, &people, &clock, l)).collect(),
        above,
        older,
        newer,
        people: people.into_iter().map(|(id, email)| (id.to_string(), email)).collect(),
        actions: AuditKind::ALL
            .iter()
            .map(|kind| (kind.to_string(), l.audit_kind(*kind).to_owned()))
            .collect(),
    })
}

fn view(row: audit::Model, people: &BTreeMap<UserId, String>, clock: &Clock, l: Locale) -> AuditRow {
    let kind = row.kind.parse::<AuditKind>();
    // What a later version wrote is shown as it stands.
    let what = kind.as_ref().map_or_else(|_| row.kind.clone(), |kind| l.audit_kind(*kind).to_owned());
    let by_command = row.payload.get("by").is_some_and(|by| by == COMMAND_LINE);
    let email = |id| people.get(&id).map_or(l.former_person(), String::as_str).to_owned();
    let who = row.user_id.map(email).or_else(|| by_command.then(|| l.command_line().to_owned()));
    let is_said = who.as_ref() == Some(&row.subject);
    AuditRow {
        at: clock.moment(row.at),
        who,
        what,
        detail: if is_said { String::new() } else { row.subject },
        address: row.address,
    }
}

/// Writes an entry in the transaction of what it tells of.
pub(crate) async fn record(
    tx: &DatabaseTransaction,
    at: Timestamp,
    actor: &Actor,
    kind: AuditKind,
    subject: &str,
    payload: serde_json::Value,
) -> Result<(), Error> {
    insert(tx, at, Some(actor.user_id), actor.address, kind, subject, payload).await
}

/// What an entry's payload says of who did it where no person is known.
const COMMAND_LINE: &str = "command_line";

/// Writes an entry of what was done from the command line: it knows no person, so the payload, an object, says `"by": "command_line"`.
pub(crate) async fn record_command(
    tx: &DatabaseTransaction,
    at: Timestamp,
    kind: AuditKind,
    subject: &str,
    mut payload: serde_json::Value,
) -> Result<(), Error> {
    payload["by"] = COMMAND_LINE.into();
    insert(tx, at, None, None, kind, subject, payload).await
}

/// Notes that somebody signed in, out, or tried to; `subject` is the email that was given.
///
/// # Errors
/// When the database can't be written.
pub async fn note(
    services: &Services,
    user_id: Option<UserId>,
    address: Option<IpAddr>,
    kind: AuditKind,
    subject: &str,
) -> Result<(), Error> {
    let now = services.now();
    let subject: String = subject.chars().take(254).collect();
    write_tx(&services.store, async |tx| {
        insert(tx, now, user_id, address, kind, &subject, serde_json::json!({})).await
    })
    .await
}

pub(crate) async fn insert(
    tx: &DatabaseTransaction,
    at: Timestamp,
    user_id: Option<UserId>,
    address: Option<IpAddr>,
    kind: AuditKind,
    subject: &str,
    payload: serde_json::Value,
) -> Result<(), Error> {
    audit::ActiveModel {
        user_id: Set(user_id),
        kind: Set(kind.to_string()),
        subject: Set(storable(subject)),
        address: Set(address.map(|address| address.to_string())),
        payload: Set(payload),
        at: Set(at),
        ..Default::default()
    }
    .insert(tx)
    .await?;
    Ok(())
}

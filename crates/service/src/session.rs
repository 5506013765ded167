//! Sessions, as rows: kept by the hash of their token, so that who reads the database can't be anybody.

use std::net::IpAddr;

use domain::audit::AuditKind;
use domain::id::UserId;
use domain::role::Permission;
use domain::time::Timestamp;
use domain::view::{Account, SessionRow};
use sea_orm::{ActiveValue::Set, ColumnTrait as _, DatabaseTransaction, EntityTrait as _, QueryFilter as _};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use store::entity::session;
use store::write_tx;

use crate::client::browser;
use crate::number::hex;
use crate::{Actor, Client, Error, Services, audit, merchant, storable};

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

/// Writes a new session, and drops those that have ended.
///
/// # Errors
/// When the database can't be written.
pub async fn create(
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
        session::Entity::insert(row).exec_without_returning(tx).await?;
        Ok(())
    })
    .await
}

/// Writes a session that has changed. One that was ended meanwhile stays ended.
///
/// # Errors
/// When the database can't be written.
pub async fn save(
    services: &Services,
    token: &str,
    user_id: Option<UserId>,
    kept: Kept,
) -> Result<(), Error> {
    write_tx(&services.store, async |tx| {
        session::Entity::update_many()
            .set(session::ActiveModel {
                user_id: Set(user_id),
                data: Set(kept.data.clone()),
                expires_at: Set(kept.expires_at),
                ..Default::default()
            })
            .filter(session::Column::Id.eq(key(token)))
            .exec(tx)
            .await?;
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

/// Where a session keeps its [`Seen`].
pub const SEEN: &str = "seen";

/// When and by which browser a session was last used, to ten minutes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    signed_in_at: Timestamp,
    used_at: Timestamp,
    address: Option<IpAddr>,
    agent: String,
}

impl Seen {
    /// What to keep when a session begins.
    pub fn first(now: Timestamp, client: &Client) -> Self {
        Self { signed_in_at: now, used_at: now, address: client.address, agent: client.agent.clone() }
    }

    /// What to keep when it is used again; none when nothing worth a write has changed.
    pub fn again(before: Option<Self>, now: Timestamp, client: &Client) -> Option<Self> {
        let seen = Self::first(now, client);
        let Some(before) = before else { return Some(seen) };
        let is_same = (before.address, &before.agent) == (seen.address, &seen.agent);
        let is_fresh = before.used_at.plus_seconds(600) > now;
        (!is_same || !is_fresh).then_some(Self { signed_in_at: before.signed_in_at, ..seen })
    }
}

/// So many sessions are listed; who has more ends them all at once.
const LISTED: usize = 50;

/// A person's own account: who they are, and where they are signed in. `token` is that of the session that asks.
///
/// # Errors
/// [`Error::Forbidden`], or when the database can't be read.
pub async fn own_account(services: &Services, actor: &Actor, token: Option<&str>) -> Result<Account, Error> {
    actor.require(Permission::ViewOrders)?;
    let l = actor.locale;
    let (_, clock) = merchant::at_desk(services, l).await?;
    let own = token.map(key);
    let rows = session::Entity::find()
        .filter(session::Column::UserId.eq(actor.user_id))
        .filter(session::Column::ExpiresAt.gt(services.now()))
        .all(services.store.reader())
        .await?;
    let mut sessions: Vec<_> = rows
        .into_iter()
        .map(|row| {
            let seen = row.data.get(SEEN).and_then(|seen| serde_json::from_value::<Seen>(seen.clone()).ok());
            let seen = seen.unwrap_or_else(|| Seen::first(row.created_at, &Client::default()));
            (Some(&row.id) == own.as_ref(), seen, row.id)
        })
        .collect();
    sessions.sort_by_key(|(is_current, seen, _)| std::cmp::Reverse((*is_current, seen.used_at)));
    let sessions = sessions.into_iter().take(LISTED).map(|(is_current, seen, key)| SessionRow {
        key,
        is_current,
        browser: match browser(&seen.agent) {
            Some((browser, Some(system))) => l.browser_on(browser, system),
            Some((browser, None)) => browser.to_owned(),
            None => l.unknown_browser().to_owned(),
        },
        address: seen.address.map(|address| address.to_string()),
        signed_in: clock.moment(seen.signed_in_at),
        last_used: clock.moment(seen.used_at),
    });
    Ok(Account { email: actor.email.clone(), role: actor.role, sessions: sessions.collect() })
}

/// Ends one of a person's own sessions, by the key that [`own_account`] tells.
///
/// # Errors
/// [`Error::NotFound`] when it has ended already, or is nobody's or somebody else's.
pub async fn end_own_session(services: &Services, actor: &Actor, key: &str) -> Result<(), Error> {
    actor.require(Permission::ViewOrders)?;
    let key = storable(key);
    let now = services.now();
    write_tx(&services.store, async |tx| {
        let ended = session::Entity::delete_many()
            .filter(session::Column::Id.eq(key.as_str()))
            .filter(session::Column::UserId.eq(actor.user_id))
            .exec(tx)
            .await?;
        if ended.rows_affected == 0 {
            return Err(Error::NotFound);
        }
        audit::record(tx, now, actor, AuditKind::SessionEnded, &actor.email, serde_json::json!({})).await
    })
    .await
}

/// Ends all of a person's sessions but the one that asks, whose token is `token`.
///
/// # Errors
/// [`Error::Forbidden`], or when the database can't be written.
pub async fn end_other_sessions(
    services: &Services,
    actor: &Actor,
    token: Option<&str>,
) -> Result<(), Error> {
    actor.require(Permission::ViewOrders)?;
    let now = services.now();
    write_tx(&services.store, async |tx| {
        end_others(tx, actor, token).await?;
        audit::record(tx, now, actor, AuditKind::SessionsEnded, &actor.email, serde_json::json!({})).await
    })
    .await
}

/// Ends them in the transaction of what they end for.
pub(crate) async fn end_others(
    tx: &DatabaseTransaction,
    actor: &Actor,
    token: Option<&str>,
) -> Result<(), Error> {
    session::Entity::delete_many()
        .filter(session::Column::UserId.eq(actor.user_id))
        .filter(session::Column::Id.ne(token.map(key).unwrap_or_default()))
        .exec(tx)
        .await?;
    Ok(())
}

fn key(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}

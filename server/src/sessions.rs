//! The session layer's store, on Waybill's own table.

use domain::id::UserId;
use domain::time::Timestamp;
use service::Services;
use service::session::Kept;
use time::OffsetDateTime;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result};
use tower_sessions::{Expiry, SessionManagerLayer, SessionStore};
use tracing::Instrument as _;

use crate::front::Front;

/// Keeps sessions in the database.
#[derive(Clone)]
pub struct Sessions(Services);

impl std::fmt::Debug for Sessions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sessions")
    }
}

/// The layer that reads a request's cookie and writes the answer's.
///
/// Over TLS the cookie is `__Host-`: browsers take it from this very host alone, not from a neighbour under the same domain, nor unencrypted.
pub fn layer(services: Services, front: &Front) -> SessionManagerLayer<Sessions> {
    let is_secure = front.is_secure();
    SessionManagerLayer::new(Sessions(services))
        .with_name(if is_secure { "__Host-waybill" } else { "waybill" })
        .with_path("/")
        .with_http_only(true)
        .with_same_site(tower_sessions::cookie::SameSite::Lax)
        .with_secure(is_secure)
        .with_expiry(Expiry::OnInactivity(time::Duration::days(14)))
}

#[async_trait::async_trait]
impl SessionStore for Sessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        // The id is 128 random bits; a second session with the same one is not to be expected.
        let (user_id, kept) = kept(record)?;
        service::session::create(&self.0, &record.id.to_string(), user_id, kept).await.map_err(backend)
    }

    async fn save(&self, record: &Record) -> Result<()> {
        // Of a session that exists only the time of its last use changes. No page waits for that, or fails by it, while an import holds the
        // database: a sign-in and a change of password make a new session.
        let (user_id, kept) = kept(record)?;
        let (services, token) = (self.0.clone(), record.id.to_string());
        let noted = async move {
            if let Err(error) = service::session::save(&services, &token, user_id, kept).await {
                tracing::warn!(%error, "it could not be noted that a session is used");
            }
        };
        tokio::spawn(noted.in_current_span());
        Ok(())
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let Some(kept) = service::session::load(&self.0, &id.to_string()).await.map_err(backend)? else {
            return Ok(None);
        };
        let data = serde_json::from_value(kept.data).map_err(|error| Error::Decode(error.to_string()))?;
        let expiry_date = OffsetDateTime::from_unix_timestamp_nanos(i128::from(kept.expires_at.0) * 1_000)
            .map_err(|error| Error::Decode(error.to_string()))?;
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        service::session::delete(&self.0, &id.to_string()).await.map_err(backend)
    }
}

fn kept(record: &Record) -> Result<(Option<UserId>, Kept)> {
    let user_id = record
        .data
        .get(app::context::SESSION_USER)
        .and_then(|value| serde_json::from_value::<UserId>(value.clone()).ok());
    let data = serde_json::to_value(&record.data).map_err(|error| Error::Encode(error.to_string()))?;
    let micros = record.expiry_date.unix_timestamp_nanos() / 1_000;
    Ok((user_id, Kept { data, expires_at: Timestamp(i64::try_from(micros).unwrap_or(i64::MAX)) }))
}

fn backend(error: service::Error) -> Error {
    Error::Backend(error.to_string())
}

//! What changes, to browsers: server-sent events.

use std::convert::Infallible;
use std::time::Duration;

use app::context::DatabaseAway;
use axum::extract::{Extension, State};
use axum::http::StatusCode;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use domain::view::Change;
use futures_util::{StreamExt as _, stream};
use service::live::changes;
use service::{Actor, Services};
use tokio::sync::broadcast::error::RecvError;

use crate::shutdown::Shutdown;

/// A stream ends after so long, and the browser opens another: whoever has been signed out meanwhile is not let in again.
const LONGEST: Duration = Duration::from_secs(300);
/// A browser that is gone is noticed by this.
const SIGN_OF_LIFE: Duration = Duration::from_secs(15);

/// What a stream needs.
#[derive(Clone)]
pub struct Streams {
    /// Where changes come from.
    pub services: Services,
    /// Streams end with the server.
    pub shutdown: Shutdown,
}

/// `GET /live`: a stream of changes, for whoever is signed in.
pub async fn stream(
    State(Streams { services, shutdown }): State<Streams>,
    actor: Option<Extension<Actor>>,
    away: Option<Extension<DatabaseAway>>,
) -> Response {
    if away.is_some() {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    if actor.is_none() {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let told = stream::unfold(changes(&services), |mut changes| async move {
        let change = match changes.recv().await {
            Ok(change) => change,
            Err(RecvError::Lagged(_)) => Change::default(),
            Err(RecvError::Closed) => return None,
        };
        Some((change, changes))
    });
    // A browser that comes back may have missed something; and it knows at once that it is heard.
    let first = stream::once(async { Change::default() });
    let over = async move {
        tokio::select! {
            () = shutdown.asked() => {}
            () = tokio::time::sleep(LONGEST) => {}
        }
    };
    let events = first
        .chain(told)
        .take_until(Box::pin(over))
        .map(|change| Ok::<_, Infallible>(Event::default().json_data(change).unwrap_or_default()));
    Sse::new(events).keep_alive(KeepAlive::new().interval(SIGN_OF_LIFE)).into_response()
}

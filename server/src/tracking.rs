//! Parcels on their way: asked about while the server runs, and told of by webhooks (INV-08).

use std::time::Duration;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use service::Services;
use service::tracking::{self, BadHook, Simulated, poll};

use crate::shutdown::Shutdown;

/// What is due is looked for so often.
const EVERY: Duration = Duration::from_secs(2);
/// After the provider, or the database, has failed, it is left alone so long at most.
const LONGEST: Duration = Duration::from_secs(60);

/// Who tells what became of parcels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Kind {
    /// Nobody: they move by themselves.
    Simulated,
}

/// Asks about the parcels of test orders, or about all others, until the server is asked to end; the batch that runs then is finished.
pub async fn work(services: Services, shutdown: Shutdown, provider: Simulated, is_test: bool) {
    let mut failures = 0_u32;
    loop {
        let mut more = false;
        let failed = match poll(&services, &provider, is_test, failures).await {
            Ok(polled) => {
                more = polled.more;
                polled.failed.map(|error| error.to_string())
            }
            Err(error) => Some(error.to_string()),
        };
        if let Some(error) = &failed {
            tracing::warn!(error, "parcels can't be asked about now");
        }
        failures = if failed.is_some() { failures.saturating_add(1) } else { 0 };
        let pause = (EVERY * (1 << failures.min(5))).min(LONGEST);
        let rest = async {
            if !more {
                tokio::time::sleep(pause).await;
            }
        };
        if shutdown.asked_during(rest).await {
            return;
        }
    }
}

/// What the webhooks of AfterShip need.
#[derive(Clone)]
pub struct Hooks {
    /// Reads and writes.
    pub services: Services,
    /// What they are signed with; none: none are taken.
    pub secret: Option<String>,
}

/// `POST /hooks/aftership`: takes over what became of a parcel. Answered with an error it comes again.
pub async fn hook(State(hooks): State<Hooks>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let Some(secret) = &hooks.secret else { return StatusCode::NOT_FOUND };
    let signature = headers.get(tracking::SIGNATURE).and_then(|value| value.to_str().ok());
    let zone = match tracking::home_zone(&hooks.services).await {
        Ok(zone) => zone,
        Err(error) => {
            tracing::error!(%error, "a webhook can't be read now");
            return StatusCode::SERVICE_UNAVAILABLE;
        }
    };
    match tracking::hook(secret, signature, &body, zone) {
        Ok(None) => StatusCode::NO_CONTENT,
        Ok(Some(hook)) => match tracking::take_hook(&hooks.services, hook).await {
            Ok(_) => StatusCode::NO_CONTENT,
            Err(error) => {
                tracing::error!(%error, "a webhook can't be taken over now");
                StatusCode::SERVICE_UNAVAILABLE
            }
        },
        Err(BadHook::Signature) => {
            tracing::warn!("a webhook is refused: its signature is wrong");
            StatusCode::UNAUTHORIZED
        }
        Err(BadHook::Body) => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

//! Parcels on their way: asked about while the server runs, and told of by webhooks (INV-08).

use std::time::Duration;

use anyhow::Context as _;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use domain::time::Timestamp;
use service::Services;
use service::tracking::{
    self, AfterShip, BadHook, Limits, Parcel, Provider, ProviderError, Report, Simulated, poll,
};
use tokio::task::JoinHandle;

use crate::config::Serving;
use crate::shutdown::Shutdown;
use crate::workers;

/// What is due is looked for so often.
const EVERY: Duration = Duration::from_secs(2);
/// After the provider, or the database, has failed, it is left alone so long at most.
const LONGEST: Duration = Duration::from_secs(60);

/// Who tells what became of parcels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Kind {
    /// Nobody: they move by themselves.
    Simulated,
    /// AfterShip's API.
    #[value(name = "aftership")]
    AfterShip,
}

/// Who is asked about parcels that are none of test orders.
#[derive(Clone)]
pub enum Source {
    /// Nobody.
    Nobody,
    /// They move by themselves.
    Simulated(Simulated),
    /// AfterShip's API.
    AfterShip(AfterShip),
}

impl Source {
    /// By the settings.
    ///
    /// # Errors
    /// Which setting is missing or wrong.
    pub fn by(serving: &Serving, services: &Services) -> anyhow::Result<Self> {
        Ok(match serving.tracking {
            None => Self::Nobody,
            Some(Kind::Simulated) => Self::Simulated(simulated(serving)),
            Some(Kind::AfterShip) => {
                let key = serving.aftership_key.as_deref();
                let key =
                    key.context("tracking by aftership needs the key of its API: name it by aftership_key")?;
                let address = serving.aftership_url.clone();
                let aftership = AfterShip::new(services.clone(), address, key, Limits::default());
                Self::AfterShip(aftership.context("aftership_key")?)
            }
        })
    }
}

const fn simulated(serving: &Serving) -> Simulated {
    Simulated::at_pace(serving.tracking_pace)
}

/// Starts asking about all parcels.
pub fn start(
    serving: &Serving,
    source: Source,
    services: &Services,
    shutdown: &Shutdown,
) -> Vec<JoinHandle<()>> {
    // Parcels of test orders never leave this house.
    let mut workers = vec![keep(services, shutdown, simulated(serving), true)];
    match source {
        Source::Nobody => {}
        Source::Simulated(provider) => workers.push(keep(services, shutdown, provider, false)),
        Source::AfterShip(provider) => workers.push(keep(services, shutdown, provider, false)),
    }
    workers
}

fn keep(
    services: &Services,
    shutdown: &Shutdown,
    provider: impl Provider + Clone,
    is_test: bool,
) -> JoinHandle<()> {
    workers::keep("tracking", services, shutdown, move |services, shutdown| {
        let provider = Awaited { provider: provider.clone(), shutdown: shutdown.clone() };
        work(services, shutdown, provider, is_test)
    })
}

/// A provider that is not waited for any longer once the server is asked to end: another server may ask soon.
struct Awaited<P> {
    provider: P,
    shutdown: Shutdown,
}

impl<P: Provider> Provider for Awaited<P> {
    const NAME: &'static str = P::NAME;

    async fn follow(&self, parcels: &[Parcel], now: Timestamp) -> Result<Vec<Report>, ProviderError> {
        tokio::select! {
            told = self.provider.follow(parcels, now) => told,
            () = self.shutdown.clone().asked() => Err(ProviderError::Failed("the server is stopped".to_owned())),
        }
    }

    fn pause(&self, age: i64) -> i64 {
        self.provider.pause(age)
    }

    fn rest(&self) -> i64 {
        self.provider.rest()
    }
}

/// Asks about the parcels of test orders, or about all others, until the server is asked to end; the batch that runs then is finished.
async fn work(services: Services, shutdown: Shutdown, provider: impl Provider, is_test: bool) {
    let mut failures = 0_u32;
    loop {
        let mut more = false;
        let mut least = Duration::ZERO;
        let failed = match poll(&services, &provider, is_test, failures).await {
            Ok(polled) => {
                more = polled.more;
                if let Some(ProviderError::TooOften { seconds }) = polled.failed {
                    least = Duration::from_secs(seconds.clamp(0, 3600).unsigned_abs());
                }
                polled.failed.map(|error| error.to_string())
            }
            Err(error) => Some(error.to_string()),
        };
        if let Some(error) = &failed {
            tracing::warn!(error, "parcels can't be asked about now");
        }
        failures = if failed.is_some() { failures.saturating_add(1) } else { 0 };
        let pause = (EVERY * (1 << failures.min(5))).min(LONGEST).max(least);
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

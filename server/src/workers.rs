//! What a server does beside answering: it works jobs off, lets orders go on, and forgets what is old.

use std::time::Duration;

use service::Services;
use service::jobs::{Worked, work};
use tokio::task::JoinHandle;

use crate::shutdown::Shutdown;

/// Jobs that other servers were given, or left, are looked for so often.
const EVERY: Duration = Duration::from_secs(1);
/// Whose grace time is over is looked for so often.
const INTAKE: Duration = Duration::from_secs(30);
/// What is old is looked for so often.
const FORGET: Duration = Duration::from_secs(3600);
/// A worker that has panicked starts again after so long.
const AGAIN: Duration = Duration::from_secs(5);

/// Runs a worker until it ends, once more each time it panics.
pub fn keep<F>(
    name: &'static str,
    services: &Services,
    shutdown: &Shutdown,
    worker: impl Fn(Services, Shutdown) -> F + Send + 'static,
) -> JoinHandle<()>
where
    F: Future<Output = ()> + Send + 'static,
{
    let (services, shutdown) = (services.clone(), shutdown.clone());
    tokio::spawn(async move {
        while let Err(error) = tokio::spawn(worker(services.clone(), shutdown.clone())).await {
            tracing::error!(%error, name, "a worker has panicked: it starts again");
            tokio::time::sleep(AGAIN).await;
        }
    })
}

/// Works jobs off until the server is asked to end; the batch that runs then is finished.
pub async fn jobs(services: Services, shutdown: Shutdown) {
    let owner = service::reference();
    loop {
        let more = match work(&services, &owner).await {
            Ok(Worked::Some(_)) => true,
            Ok(Worked::Nothing) => false,
            Err(error) => {
                tracing::error!(%error, "jobs can't be worked on now");
                false
            }
        };
        let rest = async {
            if !more {
                let _ = tokio::time::timeout(EVERY, services.job_given()).await;
            }
        };
        if shutdown.asked_during(rest).await {
            return;
        }
    }
}

/// Lets orders go on whose grace time is over, until the server is asked to end.
pub async fn intake(services: Services, shutdown: Shutdown) {
    loop {
        if let Err(error) = service::intake::take_in(&services).await {
            tracing::error!(%error, "orders that wait can't be looked through now");
        }
        if shutdown.asked_during(tokio::time::sleep(INTAKE)).await {
            return;
        }
    }
}

/// Forgets requests of long ago, until the server is asked to end.
pub async fn forget(services: Services, shutdown: Shutdown) {
    loop {
        if let Err(error) = service::command::forget(&services).await {
            tracing::error!(%error, "old requests can't be forgotten now");
        }
        if shutdown.asked_during(tokio::time::sleep(FORGET)).await {
            return;
        }
    }
}

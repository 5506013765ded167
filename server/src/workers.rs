//! What a server does beside answering: it works jobs off.

use std::time::Duration;

use service::Services;
use service::jobs::{Worked, work};

use crate::shutdown::Shutdown;

/// Jobs that other servers were given, or left, are looked for so often.
const EVERY: Duration = Duration::from_secs(1);

/// Whose grace time is over is looked for so often.
const INTAKE: Duration = Duration::from_secs(30);

/// Lets orders go on whose grace time is over, until the server is asked to end.
pub async fn intake(services: Services, shutdown: Shutdown) {
    let mut asked = std::pin::pin!(shutdown.asked());
    loop {
        if let Err(error) = service::intake::take_in(&services).await {
            tracing::error!(%error, "orders that wait can't be looked through now");
        }
        tokio::select! {
            () = &mut asked => return,
            () = tokio::time::sleep(INTAKE) => {}
        }
    }
}

/// Works jobs off until the server is asked to end; the batch that runs then is finished.
pub async fn jobs(services: Services, shutdown: Shutdown) {
    let owner = service::reference();
    let mut asked = std::pin::pin!(shutdown.asked());
    loop {
        let more = match work(&services, &owner).await {
            Ok(Worked::Some(_)) => true,
            Ok(Worked::Nothing) => false,
            Err(error) => {
                tracing::error!(%error, "jobs can't be worked on now");
                false
            }
        };
        let pause = async {
            if !more {
                tokio::select! {
                    () = services.job_given() => {}
                    () = tokio::time::sleep(EVERY) => {}
                }
            }
        };
        tokio::select! {
            biased;
            () = &mut asked => return,
            () = pause => {}
        }
    }
}

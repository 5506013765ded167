//! The end: no new requests, those that run are finished, in a limited time.

use std::time::Duration;

use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;

/// Knows when the server has been asked to end: by SIGTERM or Ctrl-C.
#[derive(Clone)]
pub struct Shutdown(watch::Receiver<bool>);

impl Shutdown {
    /// Listens for the signals from now on. A second one ends the process at once.
    ///
    /// # Errors
    /// When the system does not let a process listen for signals.
    pub fn listen() -> std::io::Result<Self> {
        let mut terminate = signal(SignalKind::terminate())?;
        let mut interrupt = signal(SignalKind::interrupt())?;
        let (asked, receiver) = watch::channel(false);
        tokio::spawn(async move {
            either(&mut terminate, &mut interrupt).await;
            let _ = asked.send(true);
            either(&mut terminate, &mut interrupt).await;
            tracing::warn!("asked a second time: ending at once");
            std::process::exit(1);
        });
        Ok(Self(receiver))
    }

    /// Waits until the server is asked to end.
    pub async fn asked(mut self) {
        let _ = self.0.wait_for(|asked| *asked).await;
    }

    /// Whether the server was asked to end before this rest was over.
    pub async fn asked_during(&self, rest: impl Future<Output = ()>) -> bool {
        tokio::select! {
            biased;
            () = self.clone().asked() => true,
            () = rest => false,
        }
    }

    /// Waits until the server has been asked to end and `limit` has passed since.
    pub async fn overdue(self, limit: Duration) {
        self.asked().await;
        tokio::time::sleep(limit).await;
    }
}

async fn either(one: &mut Signal, other: &mut Signal) {
    tokio::select! {
        _ = one.recv() => {}
        _ = other.recv() => {}
    }
}

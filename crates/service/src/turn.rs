//! Work that takes a while and much of the machine: on a thread of its own, so many at a time.

use tokio::sync::Semaphore;

use crate::Error;

/// Runs `work` on a thread of its own as soon as one of `turns` is free. The turn ends with the work, also when nobody waits for it any more:
/// whoever goes away lets no other begin before that.
///
/// # Errors
/// When the work panicked.
pub(crate) async fn in_turn<T: Send + 'static>(
    turns: &'static Semaphore,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Error> {
    let turn = turns.acquire().await.map_err(|error| Error::Internal(error.to_string()))?;
    tokio::task::spawn_blocking(move || {
        let _turn = turn;
        work()
    })
    .await
    .map_err(|error| Error::Internal(format!("a thread failed: {error}")))
}

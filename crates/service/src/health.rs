//! What is asked of a server by whoever watches over it (OPS-01).

use std::time::Duration;

use store::{Schema, read};

pub use store::Connections;

use crate::{Error, Services};

/// Whoever asks whether a server is well does not wait long.
const PATIENCE: Duration = Duration::from_secs(2);

/// Whether the database answers and has the tables of this version.
///
/// A newer version's tables are taken for good too: while servers are brought up to date one by one, the first of them migrates.
///
/// # Errors
/// Why not.
pub async fn ready(services: &Services) -> Result<(), Error> {
    match in_time(Schema::of(services.store.reader())).await?? {
        Schema::Current | Schema::Newer => Ok(()),
        Schema::Older | Schema::Foreign => Err(Error::Internal("the database is not migrated".to_owned())),
    }
}

/// How many orders stand in New orders.
///
/// # Errors
/// When the database can't be read.
pub async fn open_orders(services: &Services) -> Result<u64, Error> {
    let lanes = in_time(read::desk::lanes(services.store.reader())).await??;
    Ok(lanes.into_iter().map(|(_, orders)| orders).sum())
}

/// The database's connections.
pub fn connections(services: &Services) -> Connections {
    services.store.connections()
}

async fn in_time<T>(answer: impl Future<Output = T>) -> Result<T, Error> {
    tokio::time::timeout(PATIENCE, answer)
        .await
        .map_err(|_| Error::Internal("the database does not answer".to_owned()))
}

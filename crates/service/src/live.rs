//! What changed, told to whoever looks at it (UX-05).
//!
//! Within a process by a channel. Several servers on one PostgreSQL tell each other by NOTIFY, written in the transaction that changes something, so
//! that nobody hears of what was rolled back; each hears its own there, too. What another process does to a SQLite file (an import) is
//! noticed by its events.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use domain::view::Change;
use sea_orm::sqlx::postgres::PgListener;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait as _, DatabaseTransaction, DbBackend, EntityTrait as _,
    QuerySelect as _, Statement,
};
use store::entity::event;
use tokio::sync::broadcast;

use crate::{Error, Services};

/// PostgreSQL's channel.
const CHANNEL: &str = "waybill_change";
/// PostgreSQL refuses notifications of 8,000 bytes and more: of so many orders none is named.
const LONGEST: usize = 7_900;
/// What other processes do to a SQLite file is looked for so often.
const LOOK: Duration = Duration::from_secs(1);
/// Whoever is slower than so many changes hears that something changed.
const KEPT: usize = 64;

/// The channel of a process.
#[derive(Debug)]
pub(crate) struct Live {
    sender: broadcast::Sender<Change>,
    told: AtomicU64,
}

impl Default for Live {
    fn default() -> Self {
        Self { sender: broadcast::Sender::new(KEPT), told: AtomicU64::new(0) }
    }
}

impl Live {
    fn send(&self, change: Change) {
        // A job leaves no event behind that it could be taken for.
        if change.is_of_orders() {
            self.told.fetch_add(1, Ordering::Relaxed);
        }
        // Nobody need be looking.
        let _ = self.sender.send(change);
    }
}

/// Within the transaction that changes it; what names nothing changes nothing.
pub(crate) async fn changing(tx: &DatabaseTransaction, change: &Change) -> Result<(), Error> {
    if change.is_unknown() { Ok(()) } else { notify(tx, change).await }
}

/// Within the transaction that changes goods: of which is not told, for many orders may show them.
pub(crate) async fn goods_changing(tx: &DatabaseTransaction) -> Result<(), Error> {
    notify(tx, &Change::default()).await
}

async fn notify(tx: &DatabaseTransaction, change: &Change) -> Result<(), Error> {
    let backend = tx.get_database_backend();
    if backend != DbBackend::Postgres {
        return Ok(());
    }
    let words =
        |change: &Change| serde_json::to_string(change).map_err(|error| Error::Internal(error.to_string()));
    let mut told = words(change)?;
    if told.len() > LONGEST {
        told = words(&Change::default())?;
    }
    let notify =
        Statement::from_sql_and_values(backend, "SELECT pg_notify($1, $2)", [CHANNEL.into(), told.into()]);
    tx.execute_raw(notify).await?;
    Ok(())
}

/// Once it is changed.
pub(crate) fn changed(services: &Services, change: Change) {
    // PostgreSQL tells it itself.
    if services.store.backend() != DbBackend::Postgres && !change.is_unknown() {
        services.live.send(change);
    }
}

/// Once goods are changed.
pub(crate) fn goods_changed(services: &Services) {
    if services.store.backend() != DbBackend::Postgres {
        services.live.send(Change::default());
    }
}

/// What changes from now on.
pub fn changes(services: &Services) -> broadcast::Receiver<Change> {
    services.live.sender.subscribe()
}

/// Hears what other processes change, until it is dropped.
pub async fn listen(services: &Services) {
    match services.store.backend() {
        DbBackend::Postgres => hear(services).await,
        _ => look(services).await,
    }
}

async fn hear(services: &Services) {
    let pool = services.store.reader().get_postgres_connection_pool();
    loop {
        let heard = async {
            let mut listener = PgListener::connect_with(pool).await?;
            listener.listen(CHANNEL).await?;
            // What was told before is not heard any more.
            services.live.send(Change::default());
            while let Some(told) = listener.try_recv().await? {
                let change = serde_json::from_str(told.payload()).unwrap_or_default();
                services.live.send(change);
            }
            Ok::<_, sea_orm::sqlx::Error>(())
        };
        if let Err(error) = heard.await {
            tracing::warn!(%error, "changes can't be heard: trying again");
        }
        tokio::time::sleep(LOOK).await;
    }
}

async fn look(services: &Services) {
    let live = &services.live;
    let mut known = None;
    loop {
        // Before the events are looked at: what is told meanwhile is taken for the next time's.
        let told = live.told.load(Ordering::Relaxed);
        match last_event(services).await {
            Ok(last) => {
                // What this process did, it has told.
                if known.is_some_and(|(event, told_then)| last > event && told == told_then) {
                    live.send(Change::default());
                }
                known = Some((last, live.told.load(Ordering::Relaxed)));
            }
            Err(error) => tracing::warn!(%error, "changes can't be looked for"),
        }
        tokio::time::sleep(LOOK).await;
    }
}

async fn last_event(services: &Services) -> Result<i64, Error> {
    let last: Option<Option<i64>> = event::Entity::find()
        .select_only()
        .column_as(event::Column::Id.max(), "last")
        .into_tuple()
        .one(services.store.reader())
        .await?;
    Ok(last.flatten().unwrap_or_default())
}

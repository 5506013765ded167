//! The one way to write.

mod added;
mod changed;
mod customer;
mod destination;
mod early;
mod goods;
mod item_rule;
mod job;
mod lane;
mod order;
mod stock;

pub use changed::{Changed, save_invoices, save_orders, save_tracking_events};
pub use customer::{refresh_customers, refresh_emails};
pub use destination::set_destinations;
pub use early::{drop_early_reports, forget_early_reports, save_early_report};
pub use goods::{refresh_products, save_picture, save_products, save_skus};
pub use item_rule::{LinkRule, save_item_rules};
pub use job::save_job_rows;
pub use lane::{lanes_changed, recount_lanes};
pub use order::insert_orders;
pub use stock::save_stocks;

use sea_orm::{
    DatabaseTransaction, DbBackend, IsolationLevel, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
};

use crate::{Store, StoreError};

/// Runs `work` in a transaction: committed when it gives `Ok`, rolled back when it gives `Err`, panics or is dropped.
///
/// On SQLite the transaction takes the write lock at its start (`BEGIN IMMEDIATE`): a deferred one that reads first and
/// writes later fails at once when somebody else wrote in between. On PostgreSQL it is READ COMMITTED, so what is decided
/// upon is locked first. Nothing is sent over a network inside `work`: the lock would be held as long as that takes.
///
/// # Errors
/// What `work` gave; or the store's own, when the transaction could not be started or committed.
pub async fn write_tx<T, E, F>(store: &Store, work: F) -> Result<T, E>
where
    F: AsyncFnOnce(&DatabaseTransaction) -> Result<T, E>,
    E: From<StoreError>,
{
    let options = match store.backend() {
        DbBackend::Sqlite => TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..Default::default()
        },
        _ => {
            TransactionOptions { isolation_level: Some(IsolationLevel::ReadCommitted), ..Default::default() }
        }
    };
    let tx = store.writer().begin_with_options(options).await.map_err(StoreError::from)?;
    match work(&tx).await {
        Ok(value) => {
            tx.commit().await.map_err(StoreError::from)?;
            Ok(value)
        }
        Err(error) => {
            // The connection's end rolls back too, so the caller hears of what stopped the work and not of this.
            if let Err(failed) = tx.rollback().await {
                tracing::warn!(error = %failed, "rollback failed");
            }
            Err(error)
        }
    }
}

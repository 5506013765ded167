//! The one way to write.

mod changed;
mod customer;
mod lane;
mod order;
mod stock;

pub use changed::{Changed, save_orders};
pub use customer::{refresh_customers, refresh_emails};
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

/// Makes every order Domestic or International anew, seen from another home country, with its lane, its terms' lanes and its shipments.
/// Only what changes is written.
///
/// # Errors
/// [`StoreError`] as any statement.
pub async fn set_destinations(tx: &DatabaseTransaction, home_country: &str) -> Result<(), StoreError> {
    use domain::kind::Destination;
    use domain::release::{Lane, ReleaseState};
    use sea_orm::sea_query::Expr;
    use sea_orm::{
        ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _, QuerySelect as _, QueryTrait as _,
    };

    use crate::entity::{order, order_term, shipment};

    for destination in [Destination::Domestic, Destination::International] {
        let there = match destination {
            Destination::Domestic => Condition::all().add(order::Column::Country.eq(home_country)),
            Destination::International => Condition::any()
                .add(order::Column::Country.ne(home_country))
                .add(order::Column::Country.is_null()),
        };
        order::Entity::update_many()
            .col_expr(order::Column::Destination, Expr::value(destination))
            .filter(there.clone())
            .filter(order::Column::Destination.ne(destination))
            .exec(tx)
            .await?;
        for state in [ReleaseState::NotReleased, ReleaseState::Failed] {
            let lane = Lane::of(destination, state);
            for is_test in [false, true] {
                let moved = order::Entity::update_many()
                    .col_expr(order::Column::Lane, Expr::value(lane))
                    .filter(there.clone())
                    .filter(order::Column::ReleaseState.eq(state))
                    .filter(order::Column::Lane.ne(lane))
                    .filter(order::Column::IsTest.eq(is_test))
                    .exec(tx)
                    .await?;
                if !is_test {
                    // They come from the lane of the same state on the other side.
                    let orders = i64::try_from(moved.rows_affected).unwrap_or(i64::MAX);
                    lanes_changed(tx, [(lane, orders), (Lane::of(destination.other(), state), -orders)])
                        .await?;
                }
            }
            let orders = order::Entity::find()
                .select_only()
                .column(order::Column::Id)
                .filter(order::Column::Lane.eq(lane))
                .filter(Expr::cust(crate::migration::IN_QUEUE))
                .into_query();
            order_term::Entity::update_many()
                .col_expr(order_term::Column::Lane, Expr::value(lane))
                .filter(order_term::Column::OrderId.in_subquery(orders))
                .filter(order_term::Column::Lane.ne(lane))
                .exec(tx)
                .await?;
        }
        let orders = order::Entity::find()
            .select_only()
            .column(order::Column::Id)
            .filter(order::Column::Destination.eq(destination))
            .into_query();
        shipment::Entity::update_many()
            .col_expr(shipment::Column::Destination, Expr::value(destination))
            .filter(shipment::Column::OrderId.in_subquery(orders))
            .filter(shipment::Column::Destination.ne(destination))
            .exec(tx)
            .await?;
    }
    Ok(())
}

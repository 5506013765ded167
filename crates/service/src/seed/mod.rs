//! A demo merchant with made-up orders (OPS-01): the same data for the same seed, on SQLite and on PostgreSQL.
//!
//! [`order`](mod@order) makes one order from its place alone; [`story`] lets it live to now, in the steps of [`life`], [`money`] and [`parcel`]; what
//! is stored as derived is derived by the same code as everywhere. [`load`] writes any number of them in bounded memory.

mod basket;
mod calendar;
mod chance;
mod channels;
mod fate;
mod goods;
mod invoice;
mod lands;
mod life;
mod load;
mod merchant;
mod money;
mod names;
mod number;
mod order;
mod parcel;
mod people;
mod queue;
mod requests;
mod routes;
mod rows;
mod shipped;
mod story;
mod tally;
#[cfg(test)]
mod tests;

use domain::role::Role;
use domain::time::Timestamp;
use store::load::{relax, tighten};
use store::write_tx;
use text::Locale;

use crate::{Error, Services, account};

/// Whom the demo lets sign in.
pub const OWNER: &str = "owner@waybill.example";

/// What to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// How many orders.
    pub orders: u64,
    /// The same seed gives the same data.
    pub seed: u64,
    /// The moment that it is all seen from: nothing is younger.
    pub as_of: Timestamp,
    /// The desk's language.
    pub language: Locale,
}

/// How far a load is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// So many orders are written.
    Orders {
        /// So many.
        done: u64,
        /// Of so many.
        of: u64,
    },
    /// So many indexes are built.
    Indexes {
        /// So many.
        done: usize,
        /// Of so many.
        of: usize,
    },
}

/// Why nothing, or not everything, was made.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    /// The demo goes into an empty database only; nothing was changed.
    #[error("the database is not empty: it has rows in the table {0}; a demo is only put into an empty one")]
    NotEmpty(&'static str),
    /// An earlier load was interrupted; nothing was changed.
    #[error(
        "an earlier seed of this database stopped before its end; what is there is not complete: make the database anew"
    )]
    Unfinished,
    /// There are not enough order numbers; nothing was changed.
    #[error("{0} orders are too many: at most {most} can be made", most = number::MOST)]
    TooMany(u64),
    /// The owner's password would not do; nothing was changed.
    #[error("a password has {} to {} characters", account::PASSWORD_MIN, account::PASSWORD_MAX)]
    Password,
    /// The database failed. What was written before stays, and is known as unfinished.
    #[error(transparent)]
    Service(#[from] Error),
}

impl From<store::StoreError> for SeedError {
    fn from(error: store::StoreError) -> Self {
        Self::Service(error.into())
    }
}

impl From<sea_orm::DbErr> for SeedError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Service(error.into())
    }
}

/// Fills an empty database with the demo merchant, with [`OWNER`] to sign in, and with orders.
///
/// While it runs, SQLite does not wait for the disk: after a power failure in between, the file is to be thrown away, as after any
/// other interruption.
///
/// # Errors
/// [`SeedError`]; all but [`SeedError::Service`] leave the database as it was.
pub async fn seed(
    services: &Services,
    plan: &Plan,
    password: &str,
    mut progress: impl FnMut(Progress),
) -> Result<(), SeedError> {
    if plan.orders > number::MOST {
        return Err(SeedError::TooMany(plan.orders));
    }
    if !(account::PASSWORD_MIN..=account::PASSWORD_MAX).contains(&password.chars().count()) {
        return Err(SeedError::Password);
    }
    let goods = goods::Goods::new(&chance::Source::new(plan.seed));
    let marker = write_tx(&services.store, async |tx| {
        merchant::check_empty(tx).await?;
        merchant::insert(tx, plan, &goods).await?;
        merchant::mark_started(tx, plan, services.now()).await
    })
    .await?;
    let owner = account::add_user(services, OWNER, password, Role::Owner).await?;

    // The marker is on the disk; from here a lost write means a lost file. Keys are right by construction, and the tests check them.
    relax(&services.store).await?;
    let loaded = load::load(services, plan, owner, &mut progress).await;
    tighten(&services.store).await?;
    loaded?;
    Ok(write_tx(&services.store, async |tx| merchant::mark_finished(tx, marker, services.now()).await)
        .await?)
}

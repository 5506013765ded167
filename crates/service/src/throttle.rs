//! Holding back who tries too often (SEC-01).
//!
//! Each key has a bucket that an attempt fills by one drop and time empties: so many attempts at once, then one each so many seconds
//! (the generic cell rate algorithm). The table keeps one moment a key, at which its bucket is empty again; rows beyond it are swept away, so
//! the table holds no more than what was tried lately. All servers of a database share it, and it outlives them.
//!
//! Signing in is counted
//!
//! - per browser that the account has been signed in with before, and then by nothing else: whoever else tries, from the same address or from
//!   a thousand others, does not stand in the owner's way;
//! - else per account and address together, per account, and per address. A single address can't fill an account's bucket, for its own with that
//!   account empties more slowly.
//!
//! Emails that nobody has are counted alike: the answer does not tell who is known.

use std::net::IpAddr;

use domain::id::UserId;
use domain::time::Timestamp;
use sea_orm::sea_query::{Expr, LockBehavior, LockType, OnConflict};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, DatabaseTransaction, EntityTrait as _, QueryFilter as _,
    QuerySelect as _, QueryTrait as _,
};
use sha2::{Digest as _, Sha256};
use store::entity::throttle;
use store::write_tx;

use crate::number::hex;
use crate::{Client, Error, Services};

/// So long a browser stays known after somebody signed in with it: half a year.
pub const KNOWN_BROWSER_SECONDS: i64 = 180 * 86_400;

/// How much of something may be tried.
#[derive(Clone, Copy)]
struct Rate {
    /// So many at once.
    burst: i64,
    /// Then one each so many seconds.
    seconds: i64,
}

const BROWSER: Rate = Rate { burst: 10, seconds: 60 };
const PAIR: Rate = Rate { burst: 5, seconds: 180 };
const ACCOUNT: Rate = Rate { burst: 30, seconds: 60 };
const ADDRESS: Rate = Rate { burst: 30, seconds: 10 };
const PASSWORD: Rate = Rate { burst: 5, seconds: 180 };
const FIRST_RUN: Rate = Rate { burst: 10, seconds: 10 };

/// The buckets that an attempt fills; the first is of whoever attempts alone.
pub(crate) struct Attempt(Vec<(String, Rate)>);

/// An attempt that may be made.
pub(crate) struct Taken {
    /// Whether the next one has to wait.
    pub is_last: bool,
}

impl Attempt {
    /// Signing in; `is_known` says whether this browser has been signed in with before.
    pub(crate) fn sign_in(email: &str, client: &Client, is_known: bool) -> Self {
        let address = network(client);
        if is_known {
            let browser = client.known_browser.as_deref().unwrap_or_default();
            return Self(vec![(key("browser", &[email, browser]), BROWSER)]);
        }
        Self(vec![
            (key("pair", &[email, &address]), PAIR),
            (key("account", &[email]), ACCOUNT),
            (key("address", &[&address]), ADDRESS),
        ])
    }

    /// Changing one's own password, which asks for the one of before.
    pub(crate) fn password(user: UserId) -> Self {
        Self(vec![(key("password", &[&user.to_string()]), PASSWORD)])
    }

    /// Setting up the first owner.
    pub(crate) fn first_run(client: &Client) -> Self {
        Self(vec![(key("first_run", &[&network(client)]), FIRST_RUN)])
    }

    /// Counts the attempt before it is made, so that many at once are no way around.
    ///
    /// # Errors
    /// [`Error::Throttled`] when it has to wait; it is then not counted.
    pub(crate) async fn take(&self, services: &Services) -> Result<Taken, Error> {
        let now = services.now();
        sweep(services, now).await?;
        write_tx(&services.store, async |tx| {
            // Always in the same order, so that two never wait for each other.
            let mut buckets: Vec<&(String, Rate)> = self.0.iter().collect();
            buckets.sort_by(|a, b| a.0.cmp(&b.0));
            let (mut wait, mut is_last) = (0_i64, false);
            let mut filled = Vec::new();
            for (key, rate) in buckets {
                let drop = rate.seconds * 1_000_000;
                let full = rate.burst * drop;
                let until = lock(tx, key, now).await?.0.max(now.0) + drop;
                wait = wait.max(until - full - now.0);
                is_last |= until + drop - full > now.0;
                filled.push((key, Timestamp(until)));
            }
            if wait > 0 {
                // Whole seconds, the last begun one included.
                return Err(Error::Throttled { seconds: wait.unsigned_abs().div_ceil(1_000_000) });
            }
            for (key, until) in filled {
                set(tx, key, until).await?;
            }
            Ok(Taken { is_last })
        })
        .await
    }

    /// The attempt succeeded: it is not counted, and what was tried in vain with the same account from there is forgotten.
    pub(crate) async fn succeeded(&self, services: &Services) -> Result<(), Error> {
        use sea_orm::sea_query::ExprTrait as _;

        write_tx(&services.store, async |tx| {
            let mut buckets: Vec<(usize, &(String, Rate))> = self.0.iter().enumerate().collect();
            buckets.sort_by(|a, b| a.1.0.cmp(&b.1.0));
            for (place, (key, rate)) in buckets {
                if place == 0 {
                    throttle::Entity::delete_by_id(key.clone()).exec(tx).await?;
                    continue;
                }
                // What others tried with the account, or from the address, stays counted.
                let until = Expr::col(throttle::Column::Until).sub(rate.seconds * 1_000_000);
                throttle::Entity::update_many()
                    .col_expr(throttle::Column::Until, until)
                    .filter(throttle::Column::Key.eq(key.as_str()))
                    .exec(tx)
                    .await?;
            }
            Ok(())
        })
        .await
    }
}

/// Whether this browser has been signed in with by this account before.
pub(crate) async fn is_known_browser(
    services: &Services,
    email: &str,
    client: &Client,
) -> Result<bool, Error> {
    let Some(token) = &client.known_browser else { return Ok(false) };
    let known = throttle::Entity::find_by_id(key("known", &[email, token]))
        .filter(throttle::Column::Until.gt(services.now()))
        .one(services.store.reader())
        .await?;
    Ok(known.is_some())
}

/// Makes the browser a known one of the account; gives the token that it is to keep.
pub(crate) async fn know_browser(services: &Services, email: &str, client: &Client) -> Result<String, Error> {
    let token = client.known_browser.clone().filter(|token| is_token(token)).unwrap_or_else(token);
    let until = services.now().plus_seconds(KNOWN_BROWSER_SECONDS);
    write_tx(&services.store, async |tx| set(tx, &key("known", &[email, &token]), until).await).await?;
    Ok(token)
}

/// 128 random bits, in hex.
fn token() -> String {
    format!("{:032x}", rand::random::<u128>())
}

fn is_token(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// An address as it is counted: of IPv6 the network, of which one customer has all 2^64 addresses.
fn network(client: &Client) -> String {
    match client.address {
        Some(IpAddr::V6(address)) => {
            address.segments()[..4].iter().map(|part| format!("{part:x}:")).collect()
        }
        Some(IpAddr::V4(address)) => address.to_string(),
        None => String::new(),
    }
}

/// Neither emails nor addresses stand in the table: who mistypes a password for an email leaves no trace of it.
fn key(kind: &str, parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.len().to_le_bytes());
        hash.update(part.as_bytes());
    }
    format!("{kind}:{}", hex(&hash.finalize()))
}

/// The key's moment, held until the transaction ends; a new key's is now.
async fn lock(tx: &DatabaseTransaction, key: &str, now: Timestamp) -> Result<Timestamp, Error> {
    let row = throttle::ActiveModel { key: Set(key.to_owned()), until: Set(now) };
    // An update that changes nothing: it holds the row, also when another transaction sweeps it away meanwhile.
    let hold = OnConflict::column(throttle::Column::Key)
        .value(throttle::Column::Until, Expr::col((throttle::Entity, throttle::Column::Until)))
        .to_owned();
    throttle::Entity::insert(row).on_conflict(hold).exec_without_returning(tx).await?;
    let row = throttle::Entity::find_by_id(key.to_owned()).one(tx).await?;
    Ok(row.map_or(now, |row| row.until))
}

async fn set(tx: &DatabaseTransaction, key: &str, until: Timestamp) -> Result<(), Error> {
    let row = throttle::ActiveModel { key: Set(key.to_owned()), until: Set(until) };
    let replace = OnConflict::column(throttle::Column::Key).update_column(throttle::Column::Until).to_owned();
    throttle::Entity::insert(row).on_conflict(replace).exec_without_returning(tx).await?;
    Ok(())
}

/// Removes what nothing is left of; rows that another transaction holds are left to the next.
async fn sweep(services: &Services, now: Timestamp) -> Result<(), Error> {
    write_tx(&services.store, async |tx| {
        let over = throttle::Entity::find()
            .select_only()
            .column(throttle::Column::Key)
            .filter(throttle::Column::Until.lte(now))
            .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
            .into_query();
        throttle::Entity::delete_many().filter(throttle::Column::Key.in_subquery(over)).exec(tx).await?;
        Ok(())
    })
    .await
}

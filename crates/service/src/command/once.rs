//! What is asked twice is done once.

use std::future::Future;
use std::time::Duration;

use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, DatabaseTransaction, EntityTrait as _, IntoActiveModel as _,
    ModelTrait as _, QueryFilter as _, Set,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest as _, Sha256};
use store::entity::idempotency;
use store::write_tx;

use super::By;
use crate::number::hex;
use crate::{Error, Services};

/// Names one request of somebody, so that it is done once however often it arrives: a double click, a form sent again, a retry after a
/// connection broke.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdempotencyKey(String);

/// No idempotency key: one has 8 to 64 letters, digits, `-` and `_`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an idempotency key has 8 to 64 letters, digits, - and _")]
pub struct BadKey;

impl IdempotencyKey {
    /// A key that nobody has used.
    pub fn fresh() -> Self {
        Self(format!("{}{}", crate::reference(), crate::reference()))
    }
}

impl std::fmt::Display for IdempotencyKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for IdempotencyKey {
    type Err = BadKey;

    fn from_str(text: &str) -> Result<Self, BadKey> {
        let plain = text.bytes().all(|c| c.is_ascii_alphanumeric() || matches!(c, b'-' | b'_'));
        if plain && (8..=64).contains(&text.len()) { Ok(Self(text.to_owned())) } else { Err(BadKey) }
    }
}

/// What a command answers, and whether that is its last word: what was refused may be asked again with the same key.
pub trait Answer: Serialize + DeserializeOwned + Send {
    /// It changed something that must not be changed again.
    fn is_final(&self) -> bool;
}

impl Answer for domain::outcome::Outcome {
    fn is_final(&self) -> bool {
        self.is_done()
    }
}

impl Answer for domain::id::JobId {
    fn is_final(&self) -> bool {
        true
    }
}

/// What is done in a transaction. It may be done again from the start, where it clashed with another.
pub trait Work: Sync {
    /// What it gives.
    type Answer: Send;

    /// Does it.
    fn run(&self, tx: &DatabaseTransaction) -> impl Future<Output = Result<Self::Answer, Error>> + Send;
}

/// How often a transaction is tried that clashes with another one.
const TRIES: u32 = 5;

/// Runs `work` in the one write transaction, unless the same was asked before with this key: then its answer is given again. Two that ask at once
/// wait for each other. A transaction that clashes with another (a deadlock, a number that was just taken) is tried again.
///
/// # Errors
/// [`Error::KeyReused`] when the key came with another input; what `work` gave; or when the database can't be written to.
pub async fn once<T: Answer>(
    services: &Services,
    by: By,
    command: &str,
    key: &IdempotencyKey,
    input: &impl Serialize,
    work: &impl Work<Answer = T>,
) -> Result<T, Error> {
    let input = serde_json::to_vec(input).map_err(|error| Error::Internal(format!("input: {error}")))?;
    let hash = hex(&Sha256::digest(&input));
    let actor = match by.user_id {
        Some(user) => format!("user:{user}"),
        None => by.kind.as_str().to_owned(),
    };
    let record = idempotency::Model {
        actor,
        command: command.to_owned(),
        key: key.0.clone(),
        input_hash: hash,
        result: serde_json::Value::Null,
        at: services.now(),
    };
    in_tx(services, &Once { record, work }).await
}

/// Does something in the one write transaction; what clashed with another one is done again, a little later each time.
///
/// # Errors
/// What `work` gave; or when the database can't be written to.
pub(crate) async fn in_tx<T: Send>(services: &Services, work: &impl Work<Answer = T>) -> Result<T, Error> {
    let mut tries = 1;
    loop {
        match write_tx(&services.store, async |tx| work.run(tx).await).await {
            Err(Error::Conflict) if tries < TRIES => {
                let later = u64::from(rand::random::<u8>() % 16) * u64::from(tries);
                tokio::time::sleep(Duration::from_millis(later)).await;
                tries += 1;
            }
            done => return done,
        }
    }
}

/// Work with its record.
struct Once<'a, W> {
    record: idempotency::Model,
    work: &'a W,
}

impl<W: Work<Answer: Answer>> Work for Once<'_, W> {
    type Answer = W::Answer;

    async fn run(&self, tx: &DatabaseTransaction) -> Result<W::Answer, Error> {
        attempt(tx, &self.record, self.work).await
    }
}

async fn attempt<T: Answer>(
    tx: &DatabaseTransaction,
    record: &idempotency::Model,
    work: &impl Work<Answer = T>,
) -> Result<T, Error> {
    // On PostgreSQL whoever asks the same at the same moment waits here until the first has ended.
    let first = idempotency::Entity::insert(record.clone().into_active_model())
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(tx)
        .await?;
    if first == 0 {
        let key = (record.actor.clone(), record.command.clone(), record.key.clone());
        let known = idempotency::Entity::find_by_id(key).one(tx).await?.ok_or(Error::Conflict)?;
        if known.input_hash != record.input_hash {
            return Err(Error::KeyReused);
        }
        return serde_json::from_value(known.result)
            .map_err(|error| Error::Internal(format!("a stored answer can't be read: {error}")));
    }
    let answer = work.run(tx).await?;
    if answer.is_final() {
        let mut done = record.clone().into_active_model();
        done.result = Set(serde_json::to_value(&answer).map_err(|error| Error::Internal(error.to_string()))?);
        done.update(tx).await?;
    } else {
        record.clone().delete(tx).await?;
    }
    Ok(answer)
}

/// Records are kept so long, in seconds: whoever asks again after three days means it anew.
const KEPT: i64 = 72 * 3600;

/// Forgets requests of long ago, files that were looked over and never asked for, and what was told of numbers that nobody registered.
///
/// # Errors
/// When the database can't be written to.
pub async fn forget(services: &Services) -> Result<(), Error> {
    let now = services.now();
    let before = now.plus_seconds(-KEPT);
    write_tx(&services.store, async |tx| {
        idempotency::Entity::delete_many().filter(idempotency::Column::At.lt(before)).exec(tx).await?;
        crate::goods::file::forget(tx, before).await?;
        crate::tracking::forget(tx, now).await
    })
    .await
}

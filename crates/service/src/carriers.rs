//! The merchant's carriers: which are offered, in what order, and their own (INV-07, SET-01).

use domain::audit::AuditKind;
use domain::carrier::own::{CarrierStep, OwnCarrier, OwnCarrierFault, arranged};
use domain::role::Permission;
use domain::typed::key;
use domain::view::CarrierSetting;
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, DatabaseTransaction, EntityTrait as _, IntoActiveModel as _,
};
use store::entity::carrier;
use store::read::carriers::{carriers, hold_carriers};
use store::write_tx;
use text::Locale;

use crate::{Actor, Error, Services, audit, merchant, storable};

/// All carriers, in the order in which they are offered.
///
/// # Errors
/// [`Error::Forbidden`], or when the database can't be read.
pub async fn carrier_settings(services: &Services, actor: &Actor) -> Result<Vec<CarrierSetting>, Error> {
    actor.require(Permission::ViewOrders)?;
    let rows = carriers(services.store.reader()).await?;
    Ok(rows
        .into_iter()
        .map(|row| CarrierSetting {
            code: row.code,
            name: actor.locale.carrier_called(&row.name).to_owned(),
            enabled: row.enabled,
            is_own: row.is_own,
            pattern: row.pattern,
            tracking_url: row.tracking_url,
        })
        .collect())
}

/// Switches a carrier on or off, or moves it in the list. `at` is its place there, from 0, as whoever asks has seen it.
///
/// # Errors
/// [`Error::Forbidden`]; [`Error::NotFound`] when there is no such carrier; [`Error::Conflict`] when it stands elsewhere by now; or when the
/// database can't be written to.
pub async fn arrange(
    services: &Services,
    actor: &Actor,
    code: &str,
    step: CarrierStep,
    at: usize,
) -> Result<(), Error> {
    actor.require(Permission::Settings)?;
    let code = storable(code);
    write_tx(&services.store, async |tx| {
        let rows = held(tx).await?;
        let place = rows.iter().position(|row| row.code == code).ok_or(Error::NotFound)?;
        let asked = match step {
            CarrierStep::On => Some(true),
            CarrierStep::Off => Some(false),
            _ if place != at => return Err(Error::Conflict),
            _ => None,
        };
        let codes: Vec<String> = rows.iter().map(|row| row.code.clone()).collect();
        let after = arranged(&codes, &code, step).unwrap_or(codes);
        let mut changes = false;
        for row in rows {
            let position =
                after.iter().zip(1..).find(|(code, _)| **code == row.code).map_or(row.position, |it| it.1);
            let enabled = asked.filter(|_| row.code == code).unwrap_or(row.enabled);
            // Their places are numbered anew only where somebody moves one.
            if enabled == row.enabled && (asked.is_some() || position == row.position) {
                continue;
            }
            changes = true;
            let mut row = row.into_active_model();
            row.enabled = Set(enabled);
            if asked.is_none() {
                row.position = Set(position);
            }
            row.update(tx).await?;
        }
        if !changes {
            return Ok(());
        }
        let said = serde_json::json!({ "step": step });
        audit::record(tx, services.now(), actor, AuditKind::CarrierChanged, &code, said).await
    })
    .await
}

/// Why an own carrier was not saved.
#[derive(Debug, thiserror::Error)]
pub enum NotSaved {
    /// What is wrong with it.
    #[error("{0:?}")]
    Refused(Vec<OwnCarrierFault>),
    /// Anything else.
    #[error(transparent)]
    Other(#[from] Error),
}

impl From<store::StoreError> for NotSaved {
    fn from(error: store::StoreError) -> Self {
        Self::Other(error.into())
    }
}

/// Adds an own carrier behind the others, or changes one: its name, pattern and tracking page. What bears its numbers keeps them.
///
/// # Errors
/// What is wrong with it, field by field; [`Error::Forbidden`]; [`Error::NotFound`] when there is no such own carrier to change; or when the
/// database can't be written to.
pub async fn save_own(
    services: &Services,
    actor: &Actor,
    input: &OwnCarrier,
    is_new: bool,
) -> Result<(), NotSaved> {
    actor.require(Permission::Settings)?;
    let (tidy, faults) = input.checked();
    write_tx(&services.store, async |tx| {
        let mut faults = faults.clone();
        let rows = held(tx).await?;
        let others = || rows.iter().filter(|row| is_new || row.code != tidy.code);
        // A file names a carrier by either.
        let is_taken = |text: &str| {
            let is_called = |row: &carrier::Model| {
                Locale::ALL.iter().any(|l| key(l.carrier_called(&row.name)) == key(text))
            };
            others().any(|row| is_called(row) || row.code == key(text)) && !text.is_empty()
        };
        if is_new && is_taken(&tidy.code) {
            faults.push(OwnCarrierFault::CodeTaken);
        }
        if is_taken(&tidy.name) {
            faults.push(OwnCarrierFault::NameTaken);
        }
        let before = rows.iter().find(|row| row.code == tidy.code && row.is_own);
        if !is_new && before.is_none() {
            return Err(Error::NotFound.into());
        }
        if !faults.is_empty() {
            return Err(NotSaved::Refused(faults));
        }
        let some = |text: &str| Some(storable(text)).filter(|text| !text.is_empty());
        let row = carrier::Model {
            code: tidy.code.clone(),
            name: storable(&tidy.name),
            enabled: before.is_none_or(|row| row.enabled),
            position: before.map_or_else(
                || rows.iter().map(|row| row.position).max().unwrap_or(0) + 1,
                |row| row.position,
            ),
            pattern: some(&tidy.pattern),
            tracking_url: some(&tidy.tracking_url),
            is_own: true,
        };
        if before == Some(&row) {
            return Ok(());
        }
        let said = serde_json::json!({ "before": before.map(|row| {
            serde_json::json!({ "name": row.name, "pattern": row.pattern, "tracking_url": row.tracking_url })
        }) });
        if is_new {
            carrier::Entity::insert(row.into_active_model())
                .exec_without_returning(tx)
                .await
                .map_err(Error::from)?;
        } else {
            row.into_active_model().reset_all().update(tx).await.map_err(Error::from)?;
        }
        Ok(audit::record(tx, services.now(), actor, AuditKind::CarrierChanged, &tidy.code, said).await?)
    })
    .await
}

/// All carriers; nobody else changes one until the transaction ends.
async fn held(tx: &DatabaseTransaction) -> Result<Vec<carrier::Model>, Error> {
    merchant::lock(tx).await?;
    // In the order in which whoever registers numbers holds them.
    let all = carriers(tx).await?;
    let mut codes: Vec<&str> = all.iter().map(|row| row.code.as_str()).collect();
    codes.sort_unstable();
    hold_carriers(tx, &codes).await?;
    Ok(all)
}

//! The merchant: their name, home country, time zone, currency and language (SET-01).

use std::sync::Arc;

use chrono_tz::Tz;
use domain::country::Country;
use domain::money::Currency;
use domain::role::Permission;
use domain::time::Timestamp;
use domain::view::MerchantSettings;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, DatabaseTransaction, EntityTrait as _, IntoActiveModel as _,
    QuerySelect as _,
};
use store::entity::merchant;
use store::read;
use store::write_tx;
use text::Locale;

use crate::error::Invalid;
use crate::{Actor, Clock, Error, Services, storable};

/// What can be guessed of a merchant from a language: home country, time zone, currency.
pub(crate) const fn guess(locale: Locale) -> (Country, Tz, Currency) {
    match locale {
        Locale::Ja => (Country::JP, Tz::Asia__Tokyo, Currency::JPY),
        Locale::En => (Country::GB, Tz::Europe__London, Currency::GBP),
    }
}

/// Makes the merchant, where there is none yet, with what can be guessed from a language.
pub(crate) async fn ensure(tx: &DatabaseTransaction, now: Timestamp, locale: Locale) -> Result<(), Error> {
    let (home_country, time_zone, currency) = guess(locale);
    let row = merchant::ActiveModel {
        id: Set(merchant::ONLY),
        name: Set("Waybill".to_owned()),
        home_country: Set(home_country.as_str().to_owned()),
        time_zone: Set(time_zone.name().to_owned()),
        currency: Set(currency),
        locale: Set(locale.as_str().to_owned()),
        late_after_hours: Set(48),
        created_at: Set(now),
        changed_at: Set(now),
        version: Set(1),
    };
    // Two that make it at once are no conflict: either will do.
    let keep = OnConflict::column(merchant::Column::Id).do_nothing().to_owned();
    merchant::Entity::insert(row).on_conflict(keep).exec_without_returning(tx).await?;
    Ok(())
}

/// Holds the merchant's row until the transaction ends (on SQLite the transaction itself does).
pub(crate) async fn lock(tx: &DatabaseTransaction) -> Result<merchant::Model, Error> {
    merchant::Entity::find_by_id(merchant::ONLY).lock_exclusive().one(tx).await?.ok_or(Error::NotFound)
}

/// Where the merchant is at home.
#[derive(Clone, Debug)]
pub(crate) struct Home {
    /// The country, as it is stored.
    pub country: String,
    /// The time zone.
    pub zone: Tz,
    /// The language, as it is stored.
    pub locale: String,
}

/// Where the merchant is at home in this transaction.
pub(crate) async fn home(tx: &DatabaseTransaction) -> Result<Home, Error> {
    let (country, zone, locale) = merchant::Entity::find_by_id(merchant::ONLY)
        .select_only()
        .columns([merchant::Column::HomeCountry, merchant::Column::TimeZone, merchant::Column::Locale])
        .into_tuple::<(String, String, String)>()
        .one(tx)
        .await?
        .ok_or(Error::NotFound)?;
    Ok(Home { country, zone: zone.parse().unwrap_or(Tz::UTC), locale })
}

/// The merchant and the clock of a request.
pub(crate) async fn at_desk(
    services: &Services,
    locale: Locale,
) -> Result<(Arc<merchant::Model>, Clock), Error> {
    let merchant = match services.merchant.clone() {
        Some(known) => known,
        None => Arc::new(read::desk::merchant(services.store.reader()).await?.ok_or_else(|| {
            Error::Internal("there is no merchant: run `waybill user add` or `waybill seed` first".to_owned())
        })?),
    };
    let zone = merchant.time_zone.parse::<Tz>().unwrap_or(Tz::UTC);
    let clock = Clock::new(zone, services.now(), locale);
    Ok((merchant, clock))
}

/// The language of whoever has chosen none.
///
/// # Errors
/// When the database can't be read.
pub async fn default_locale(services: &Services) -> Result<Option<Locale>, Error> {
    let merchant = read::desk::merchant(services.store.reader()).await?;
    Ok(merchant.and_then(|merchant| merchant.locale.parse().ok()))
}

/// The settings, for whoever may see orders.
///
/// # Errors
/// [`Error::Forbidden`], or when the database can't be read.
pub async fn settings(services: &Services, actor: &Actor) -> Result<MerchantSettings, Error> {
    actor.require(Permission::ViewOrders)?;
    let (merchant, _) = at_desk(services, actor.locale).await?;
    Ok(MerchantSettings {
        name: merchant.name.clone(),
        home_country: merchant.home_country.clone(),
        time_zone: merchant.time_zone.clone(),
        currency: merchant.currency.to_string(),
        language: merchant.locale.clone(),
        version: merchant.version,
    })
}

/// Saves the settings. Another home country makes every order Domestic or International anew, in the same transaction.
///
/// # Errors
/// [`Error::Invalid`] with every field that is refused; [`Error::Conflict`] when they were changed since `version`.
pub async fn save_settings(services: &Services, actor: &Actor, input: MerchantSettings) -> Result<(), Error> {
    actor.require(Permission::Settings)?;
    let mut invalid = Vec::new();
    let name = storable(input.name.trim());
    match name.chars().count() {
        0 => invalid.push(Invalid::NameMissing),
        1..=100 => {}
        _ => invalid.push(Invalid::NameLong),
    }
    let country: Option<Country> = input.home_country.trim().parse().ok();
    if country.is_none() {
        invalid.push(Invalid::Country);
    }
    let zone: Option<Tz> = input.time_zone.trim().parse().ok();
    if zone.is_none() {
        invalid.push(Invalid::TimeZone);
    }
    let currency: Option<Currency> = input.currency.trim().parse().ok();
    if currency.is_none() {
        invalid.push(Invalid::Currency);
    }
    let locale: Option<Locale> = input.language.parse().ok();
    if locale.is_none() {
        invalid.push(Invalid::Language);
    }
    let (Some(country), Some(zone), Some(currency), Some(locale), true) =
        (country, zone, currency, locale, invalid.is_empty())
    else {
        return Err(Error::Invalid(invalid));
    };
    let now = services.now();
    write_tx(&services.store, async |tx| {
        let row = lock(tx).await?;
        if row.version != input.version {
            return Err(Error::Conflict);
        }
        if row.home_country != country.as_str() {
            store::write::set_destinations(tx, country.as_str()).await?;
        }
        let before = row.clone();
        let mut changed = row.into_active_model();
        changed.name = Set(name.clone());
        changed.home_country = Set(country.as_str().to_owned());
        changed.time_zone = Set(zone.name().to_owned());
        changed.currency = Set(currency);
        changed.locale = Set(locale.as_str().to_owned());
        changed.changed_at = Set(now);
        changed.version = Set(before.version + 1);
        changed.update(tx).await?;
        crate::audit::record(
            tx,
            now,
            actor,
            domain::audit::AuditKind::MerchantChanged,
            &name,
            serde_json::json!({ "before": {
                "name": before.name, "home_country": before.home_country, "time_zone": before.time_zone,
                "currency": before.currency, "language": before.locale,
            }}),
        )
        .await
    })
    .await
}

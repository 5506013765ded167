//! From order drafts to orders: a whole file in one transaction.

use std::collections::BTreeSet;
use std::path::PathBuf;

use chrono_tz::Tz;
use domain::audit::AuditKind;
use domain::id::CustomerId;
use domain::import::{ImportError, ImportReport, ImportSetting, Imported, NewMerchant};
use domain::kind::{ChannelKind, PaymentMethod};
use domain::money::Currency;
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, DatabaseTransaction, EntityTrait as _,
    QueryFilter as _, QuerySelect as _,
};
use store::entity::{channel, merchant as merchant_row};
use store::{StoreError, write_tx};
use text::Locale;

use super::batch::{Importer, batches};
use super::build::Import;
use super::draft::{DraftKind, Parsed};
use super::goods::Names;
use super::mapping::Mapping;
use super::parse::Defaults;
use super::routing::Routing;
use super::table::Limits;
use crate::{Error, Services, audit, merchant};

/// What to import, and how.
#[derive(Clone, Debug)]
pub struct ImportOrders {
    /// The file.
    pub path: PathBuf,
    /// The code of the channel that the orders are of. Where there is none, an own store of that code is made.
    pub channel: String,
    /// What the columns mean.
    pub mapping: &'static Mapping,
    /// How orders were paid of which the file does not say it.
    pub payment: Option<PaymentMethod>,
    /// The zone of times without an offset; else the merchant's.
    pub time_zone: Option<Tz>,
    /// The currency of amounts whose order names none; else the channel's.
    pub currency: Option<Currency>,
    /// The language of the merchant, should there be none yet.
    pub locale: Locale,
    /// Try everything, keep nothing.
    pub is_dry_run: bool,
}

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportFailed {
    /// The file, or what was asked for.
    #[error("refused: {0:?}")]
    Refused(ImportError),
    /// The database.
    #[error(transparent)]
    Failed(#[from] Error),
}

impl From<ImportError> for ImportFailed {
    fn from(error: ImportError) -> Self {
        Self::Refused(error)
    }
}

/// Imports a file of orders: all that it can take of it, or, on an error, nothing. Orders that are there already are left as they are.
///
/// Makes the channel and the merchant where there are none; the report says so.
///
/// # Errors
/// [`ImportFailed`]; nothing was written then.
pub async fn import_orders(services: &Services, input: ImportOrders) -> Result<ImportReport, ImportFailed> {
    check(&input)?;
    let defaults = defaults(services, &input).await?;
    let (path, mapping, zone) = (input.path.clone(), input.mapping, defaults.clone());
    let read = move || super::read_orders(&path, mapping, &zone, &Limits::default());
    let parsed = tokio::task::spawn_blocking(read)
        .await
        .map_err(|error| Error::Internal(format!("a thread failed: {error}")))??;
    let written = write_tx(&services.store, async |tx| {
        let report = write(tx, services, &input, defaults.currency, parsed).await?;
        if report.is_dry_run { Err(Stop::DryRun(Box::new(report))) } else { Ok(report) }
    })
    .await;
    match written {
        Ok(report) => Ok(report),
        Err(Stop::DryRun(report)) => Ok(*report),
        Err(Stop::Failed(error)) => Err(error.into()),
    }
}

/// Why the transaction is rolled back.
enum Stop {
    DryRun(Box<ImportReport>),
    Failed(Error),
}

impl<E: Into<Error>> From<E> for Stop {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

fn check(input: &ImportOrders) -> Result<(), ImportError> {
    let code = input.channel.as_str();
    let is_sign = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if !(1..=32).contains(&code.len()) || !code.chars().all(is_sign) {
        return Err(ImportError::ChannelCode { code: code.to_owned() });
    }
    let fixed = |setting, value: String| {
        Err(ImportError::FixedByFormat { setting, format: input.mapping.name.to_owned(), value })
    };
    match (input.mapping.time_zone, input.time_zone) {
        (Some(there), Some(asked)) if there != asked => {
            return fixed(ImportSetting::TimeZone, there.name().to_owned());
        }
        _ => {}
    }
    match (input.mapping.currency, input.currency) {
        (Some(there), Some(asked)) if there != asked => fixed(ImportSetting::Currency, there.to_string()),
        _ => Ok(()),
    }
}

/// The language that a merchant made by the way begins with.
fn new_merchant(input: &ImportOrders) -> Locale {
    input.mapping.locale.unwrap_or(input.locale)
}

async fn channel_of(
    db: &impl ConnectionTrait,
    code: &str,
    is_locked: bool,
) -> Result<Option<channel::Model>, StoreError> {
    let select = channel::Entity::find().filter(channel::Column::Code.eq(code));
    // Two imports into one channel take turns.
    Ok(if is_locked { select.lock_exclusive() } else { select }.one(db).await?)
}

/// What applies where the file does not say: asked for, the channel's, or the merchant's.
async fn defaults(services: &Services, input: &ImportOrders) -> Result<Defaults, Error> {
    let db = services.store.reader();
    let merchant = store::read::desk::merchant(db).await?;
    let channel = channel_of(db, &input.channel, false).await?;
    let (_, time_zone, currency) = merchant::guess(new_merchant(input));
    let (time_zone, currency) = merchant.map_or((time_zone, currency), |merchant| {
        (merchant.time_zone.parse().unwrap_or(Tz::UTC), merchant.currency)
    });
    Ok(Defaults {
        time_zone: input.time_zone.unwrap_or(time_zone),
        currency: input
            .currency
            .or(input.mapping.currency)
            .or(channel.map(|channel| channel.currency))
            .unwrap_or(currency),
    })
}

async fn write(
    tx: &DatabaseTransaction,
    services: &Services,
    input: &ImportOrders,
    currency: Currency,
    parsed: Parsed,
) -> Result<ImportReport, Error> {
    let now = services.now();
    let file = input.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut report = ImportReport {
        file: file.clone(),
        channel: input.channel.clone(),
        is_dry_run: input.is_dry_run,
        is_new_channel: false,
        new_merchant: None,
        rows_read: parsed.rows_read as u64,
        created: Imported::default(),
        canceled: Imported::default(),
        linked: 0,
        unchanged: Imported::default(),
        rejected: parsed.rejected,
    };
    let merchant = match store::read::desk::merchant(tx).await? {
        // Held until the end: another home country would not reach what is not committed yet.
        Some(_) => merchant::lock(tx).await?,
        None => {
            let locale = new_merchant(input);
            merchant::ensure(tx, now, locale).await?;
            let (home_country, time_zone, currency) = merchant::guess(locale);
            report.new_merchant =
                Some(NewMerchant { home_country, time_zone: time_zone.name().to_owned(), currency });
            merchant_row::Entity::find_by_id(merchant_row::ONLY).one(tx).await?.ok_or(Error::NotFound)?
        }
    };
    let channel = match channel_of(tx, &input.channel, true).await? {
        Some(channel) => channel,
        None => {
            report.is_new_channel = true;
            own_store(now, &input.channel, currency).insert(tx).await?
        }
    };
    // Cancellations last: the sales that they take back are then there.
    let (sales, cancellations): (Vec<_>, Vec<_>) =
        parsed.orders.into_iter().partition(|draft| draft.kind == DraftKind::Sale);
    let mut importer = Importer {
        tx,
        mapping: input.mapping,
        import: Import {
            channel: &channel,
            home_country: &merchant.home_country,
            now,
            payment: input.payment,
            file: &file,
        },
        routing: Routing::read(tx).await?,
        buyers: BTreeSet::new(),
        report,
    };
    let names = Names::of(sales.iter().chain(&cancellations));
    for orders in [&sales, &cancellations] {
        for batch in batches(orders) {
            importer.batch(batch, &names).await?;
        }
    }
    let buyers: Vec<CustomerId> = importer.buyers.iter().copied().map(CustomerId).collect();
    store::write::refresh_customers(tx, &buyers).await?;
    let mut report = importer.report;
    report.rejected.sort_by_key(|row| row.line);
    // One that changed nothing is no news.
    let orders = report.created.orders + report.canceled.orders;
    if report.is_new_channel || report.new_merchant.is_some() || orders > 0 {
        let payload = serde_json::json!({
            "file": report.file, "rows_read": report.rows_read, "created": report.created,
            "canceled": report.canceled, "rejected_rows": report.rejected.len(),
        });
        audit::record_command(tx, now, AuditKind::OrdersImported, &input.channel, payload).await?;
    }
    Ok(report)
}

/// An own store with nothing but its code.
fn own_store(now: domain::time::Timestamp, code: &str, currency: Currency) -> channel::ActiveModel {
    channel::ActiveModel {
        id: NotSet,
        code: Set(code.to_owned()),
        name: Set(code.to_owned()),
        kind: Set(ChannelKind::OwnStore),
        currency: Set(currency),
        grace_minutes: Set(0),
        auto_confirm: Set(false),
        enabled: Set(true),
        created_at: Set(now),
    }
}

//! `waybill import`: orders from files.

use std::path::PathBuf;
use std::process::ExitCode;
use std::str::FromStr;

use anyhow::anyhow;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use domain::kind::PaymentMethod;
use domain::money::Currency;
use service::import::{ImportFailed, ImportOrders, Mapping, Tz, import_orders};
use service::{Services, merchant};
use text::Locale;

use super::explained;

/// What can be brought in.
#[derive(clap::Subcommand)]
pub enum Import {
    /// Import orders from a CSV file (UTF-8 or CP932) or an .xlsx workbook: one row per order line.
    ///
    /// An order is imported whole or not at all, and one that is there already is left as it is. What came of it is printed,
    /// with every rejected row. The exit code is 0 when the file was gone through, also if rows of it were rejected, and 1 when
    /// nothing was imported because of an error.
    Orders(Orders),
}

#[derive(clap::Args)]
pub struct Orders {
    /// The file. What kind it is, is told by its content.
    file: PathBuf,
    /// The code of the channel that the orders are of. Where there is none of that code, an own store is made.
    #[arg(long, value_name = "CODE")]
    channel: String,
    /// What the columns mean.
    #[arg(long, default_value = "waybill", value_parser = formats())]
    format: &'static Mapping,
    /// How orders were paid of which the file does not say it. All but cash_on_delivery, pos_on_delivery and unknown (the
    /// default) mean: paid in full.
    #[arg(long, value_parser = payment_methods())]
    payment: Option<PaymentMethod>,
    /// Try everything, report what would come of it, and keep nothing.
    #[arg(long)]
    dry_run: bool,
    /// The zone of times without an offset, as in Asia/Tokyo; else the merchant's.
    #[arg(long, value_name = "ZONE")]
    time_zone: Option<Tz>,
    /// The currency of amounts where the file names none, as in JPY; else the channel's.
    #[arg(long, value_name = "CODE", value_parser = currency)]
    currency: Option<Currency>,
    /// The language of the report; else the merchant's.
    #[arg(long, value_parser = languages())]
    language: Option<Locale>,
    /// Print the report as JSON.
    #[arg(long)]
    json: bool,
}

fn formats() -> impl TypedValueParser<Value = &'static Mapping> {
    PossibleValuesParser::new(Mapping::ALL.iter().map(|mapping| mapping.name))
        .try_map(|name| Mapping::named(&name).ok_or("no format"))
}

fn payment_methods() -> impl TypedValueParser<Value = PaymentMethod> {
    let methods = PaymentMethod::ALL.iter().map(|method| method.as_str());
    PossibleValuesParser::new(methods).try_map(|text| PaymentMethod::from_str(&text))
}

fn languages() -> impl TypedValueParser<Value = Locale> {
    let languages = Locale::ALL.map(Locale::as_str);
    PossibleValuesParser::new(languages).try_map(|text| Locale::from_str(&text))
}

fn currency(text: &str) -> Result<Currency, domain::UnknownText> {
    text.to_ascii_uppercase().parse()
}

/// Imports, and prints what came of it.
///
/// # Errors
/// When nothing was imported.
pub async fn run(services: &Services, Import::Orders(orders): Import) -> anyhow::Result<ExitCode> {
    let locale = match orders.language {
        Some(locale) => locale,
        None => merchant::default_locale(services).await.map_err(explained)?.unwrap_or(Locale::En),
    };
    let input = ImportOrders {
        path: orders.file,
        channel: orders.channel,
        mapping: orders.format,
        payment: orders.payment,
        time_zone: orders.time_zone,
        currency: orders.currency,
        locale,
        is_dry_run: orders.dry_run,
    };
    let report = import_orders(services, input).await.map_err(|failed| match failed {
        ImportFailed::Refused(error) => anyhow!(locale.nothing_imported(&locale.import_error(&error))),
        ImportFailed::Failed(error) => anyhow!(locale.nothing_imported(&format!("{:#}", explained(error)))),
    })?;
    if orders.json {
        println!("{}", serde_json::to_string_pretty(&report)?);
    } else {
        for line in locale.import_report(&report) {
            println!("{line}");
        }
    }
    Ok(ExitCode::SUCCESS)
}

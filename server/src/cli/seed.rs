//! `waybill seed`.

use std::io::Write as _;
use std::process::ExitCode;

use anyhow::Context as _;
use chrono::{DateTime, DurationRound as _, TimeDelta, Utc};
use service::Services;
use service::seed::{OWNER, Plan, Progress};
use text::Locale;

/// What to make.
#[derive(clap::Args)]
pub struct Arguments {
    /// How many orders.
    #[arg(long, default_value_t = 2_000)]
    orders: u64,
    /// The same seed gives the same data.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The moment that ages are counted from, as in 2026-11-22T09:00:00Z; nothing said: this hour.
    #[arg(long, value_name = "TIME")]
    as_of: Option<DateTime<Utc>>,
    /// The desk's language: en or ja.
    #[arg(long, default_value = "en")]
    language: Locale,
}

/// Fills the database; progress goes to the standard error, how to sign in to the standard output.
///
/// # Errors
/// What to tell whoever typed it.
pub async fn run(services: &Services, arguments: Arguments) -> anyhow::Result<ExitCode> {
    let as_of = match arguments.as_of {
        Some(as_of) => as_of,
        None => Utc::now().duration_trunc(TimeDelta::hours(1)).context("this hour can't be told")?,
    };
    let plan = Plan {
        orders: arguments.orders,
        seed: arguments.seed,
        as_of: as_of.into(),
        language: arguments.language,
    };
    // Not an argument: those are seen by whoever lists the machine's processes.
    let password = std::env::var("WAYBILL_SEED_PASSWORD")
        .unwrap_or_else(|_| service::reference() + &service::reference());
    let started = std::time::Instant::now();
    service::seed::seed(services, &plan, &password, |progress| {
        let line = match progress {
            Progress::Orders { done, of } => format!("{done} of {of} orders"),
            Progress::Indexes { done, of } => format!("{done} of {of} indexes"),
        };
        // A terminal that can't be written to is no reason to stop.
        let _ = write!(std::io::stderr(), "\r{line}          ");
    })
    .await?;
    eprintln!("\r{} orders in {:.1} s          ", plan.orders, started.elapsed().as_secs_f64());
    println!("Sign in as {OWNER} with the password {password}");
    Ok(ExitCode::SUCCESS)
}

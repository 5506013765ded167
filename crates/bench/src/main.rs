//! `bench`: times what a merchant waits for, on a database that `waybill seed` has filled, and prints the figures as JSON.
//!
//! `bench run` is given a database and the server's binary: it times the reads inside its own process, then starts the server and times whole
//! pages over HTTP, signed in. `bench compare` says whether two runs differ by more than the noise that they report. No figure is ever judged
//! here: what is good enough stands in the documentation.

mod cases;
mod compare;
mod cpu;
mod http;
mod invoices;
mod memory;
mod process;
mod release;
mod shipping;
mod stats;
mod tracking;

use std::path::PathBuf;

use anyhow::Context as _;
use clap::Parser;

/// Times Waybill.
#[derive(Parser)]
enum Command {
    /// Time a database that `waybill seed` has filled; the figures go to the standard output as JSON.
    Run(Run),
    /// Say which figures of two runs differ by more than the noise that they report.
    Compare {
        /// The first run's JSON.
        first: PathBuf,
        /// The second run's JSON.
        second: PathBuf,
    },
}

/// What to time, and how long.
#[derive(Parser)]
struct Run {
    /// The database, as the server takes it.
    #[arg(long)]
    database: String,
    /// The server's binary.
    #[arg(long)]
    server: PathBuf,
    /// The address that the server is to listen on.
    #[arg(long, default_value = "127.0.0.1:3990")]
    addr: std::net::SocketAddr,
    /// The owner's password, as the seed was given it.
    #[arg(long)]
    password: String,
    /// How often everything is gone through. Between the rounds lies the noise that is reported.
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// How long a case is timed for in each round, in milliseconds, at each number of clients.
    #[arg(long, default_value_t = 150)]
    millis: u64,
    /// Only the cases whose name contains this.
    #[arg(long, default_value = "")]
    only: String,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    match Command::parse() {
        Command::Run(run) => {
            let figures = run.go().await?;
            println!("{}", serde_json::to_string_pretty(&figures)?);
            Ok(())
        }
        Command::Compare { first, second } => compare::compare(&first, &second),
    }
}

impl Run {
    async fn go(&self) -> anyhow::Result<serde_json::Value> {
        let began = cpu::Machine::now();
        let services =
            service::Services::connect(&self.database).await.context("the database can't be opened")?;
        let mut cases = cases::all(&services).await?;
        cases.retain(|case| case.name.contains(&self.only));
        let orders = cases::orders(&services).await?;
        let process = process::time(&services, &cases, self).await?;
        services.store.close().await?;
        let http = http::time(&cases, self).await?;
        // Last, for it changes what is listed.
        let released = release::time(self).await?;
        let registered = invoices::time(self).await?;
        let tracked = tracking::time(self).await?;

        let list: Vec<_> = cases
            .iter()
            .enumerate()
            .map(|(i, case)| {
                serde_json::json!({
                    "name": case.name,
                    "path": case.path,
                    "read": process.get(i),
                    "page": http.pages.get(i),
                })
            })
            .collect();
        Ok(serde_json::json!({
            "orders": orders,
            "database": self.database.split(':').next(),
            "cpus": std::thread::available_parallelism().map_or(0, usize::from),
            "rounds": self.rounds,
            "stolen_percent": cpu::Machine::now().stolen_since(began),
            "memory": http.memory,
            "release": released,
            "invoices": registered,
            "tracking": tracked,
            "cases": list,
        }))
    }
}

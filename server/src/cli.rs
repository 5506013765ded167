//! The command line.

use std::io::Read as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use clap::{Parser, Subcommand};
use domain::role::Role;
use service::backup::{Copied, backup, restore};
use service::{Error, Invalid, Services};
use text::Locale;

use crate::config::{Common, Loaded, Serving};

mod import;
mod seed;

/// Waybill: an order and shipment desk for merchants.
///
/// Settings are taken from flags, else from the environment, else from the configuration file.
#[derive(Parser)]
#[command(name = "waybill", version, propagate_version = true)]
pub struct Arguments {
    #[command(flatten)]
    common: Common,
    /// What to do; nothing said: serve.
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the desk to browsers.
    Serve(Serving),
    /// Show the settings that serve would have, and where each comes from.
    Config(Serving),
    /// Bring the database's tables up to this version.
    Migrate,
    /// Fill an empty database with a demo merchant and made-up orders.
    Seed(seed::Arguments),
    /// Copy the whole database into a new file, also while it is served.
    ///
    /// The copy is what was there at one moment. For PostgreSQL its program pg_dump is needed.
    Backup {
        /// The file, which must not be there yet. Only its owner may read it: it holds addresses and password hashes.
        file: PathBuf,
    },
    /// Put a backup into an empty database, or with --replace in the place of what is there.
    ///
    /// The file is looked through first, and an older version's is brought up to this version. When anything is wrong, the database
    /// stays as it is. Stop the servers before. For PostgreSQL its programs pg_restore and psql are needed.
    Restore {
        /// What `waybill backup` has written.
        file: PathBuf,
        /// What is in the database is lost.
        #[arg(long)]
        replace: bool,
    },
    /// Bring data in from files.
    Import {
        #[command(subcommand)]
        what: import::Import,
    },
    /// Manage who may sign in.
    User {
        #[command(subcommand)]
        what: UserCommand,
    },
}

#[derive(Subcommand)]
enum UserCommand {
    /// Add a person. Their password is read from the standard input.
    Add {
        /// The email they sign in with.
        email: String,
        /// What they may do: owner, manager, fulfilment or viewer.
        #[arg(long, default_value = "viewer")]
        role: Role,
    },
}

/// Does what the command line says.
///
/// # Errors
/// What to tell whoever typed it.
pub async fn run(loaded: Loaded<Arguments>) -> anyhow::Result<ExitCode> {
    let shown = loaded.shown();
    let Arguments { common, command } = loaded.arguments;
    crate::log::start(common.log_format, log_filter(&command, &common.log))?;
    let url = common.database;
    match command {
        Command::Serve(serving) => serve(&url, &serving).await,
        Command::Config(_) => {
            print!("{shown}");
            Ok(ExitCode::SUCCESS)
        }
        Command::Migrate => with(&url, async |_| Ok(ExitCode::SUCCESS)).await,
        Command::Seed(arguments) => with(&url, async |services| seed::run(services, arguments).await).await,
        Command::Backup { file } => {
            let Copied { bytes, orders } = backup(&url, &file).await?;
            println!("{} holds {orders} orders ({bytes} bytes).", file.display());
            Ok(ExitCode::SUCCESS)
        }
        Command::Restore { file, replace } => {
            let Copied { orders, .. } = restore(&url, &file, replace).await?;
            println!("The database holds the {orders} orders of {}.", file.display());
            Ok(ExitCode::SUCCESS)
        }
        Command::Import { what } => with(&url, async |services| import::run(services, what).await).await,
        Command::User { what: UserCommand::Add { email, role } } => {
            with(&url, async |services| add_user(services, &email, role).await).await
        }
    }
}

/// Does something with the database and closes it, also after an error: what SQLite has written is only then in the one file.
async fn with(
    url: &str,
    work: impl AsyncFnOnce(&Services) -> anyhow::Result<ExitCode>,
) -> anyhow::Result<ExitCode> {
    let services = open(url).await?;
    let done = work(&services).await;
    let closed = services.store.close().await;
    let code = done?;
    closed.context("the database could not be closed")?;
    Ok(code)
}

/// Opens the database with its tables up to this version.
async fn open(url: &str) -> anyhow::Result<Services> {
    let services = Services::connect(url).await.map_err(explained)?;
    Ok(services)
}

/// Connections have so long to come back once nothing runs any more.
const CLOSING: std::time::Duration = std::time::Duration::from_secs(5);

async fn serve(url: &str, serving: &Serving) -> anyhow::Result<ExitCode> {
    let options = crate::site::options(serving)?;
    let services = open(url).await?;
    let served = crate::http::serve(options, services.clone(), serving).await;
    let closed = tokio::time::timeout(CLOSING, services.store.close()).await;
    served?;
    match closed {
        Ok(closed) => closed.context("the database could not be closed")?,
        // A request that was cut off still holds a connection: it ends with the process.
        Err(_) => tracing::warn!("the database is busy: its connections are cut off, too"),
    }
    Ok(ExitCode::SUCCESS)
}

async fn add_user(services: &Services, email: &str, role: Role) -> anyhow::Result<ExitCode> {
    let mut password = String::new();
    std::io::stdin()
        .take(4096)
        .read_to_string(&mut password)
        .context("the password can't be read from the standard input")?;
    let password = password.trim_end_matches(['\r', '\n']);
    match service::account::add_user(services, email, password, role).await {
        Ok(_) => {
            println!(
                "{} may sign in as {}.",
                email.trim().to_lowercase(),
                Locale::En.role(role).to_lowercase()
            );
            Ok(ExitCode::SUCCESS)
        }
        Err(Error::Invalid(fields)) => {
            let reasons: Vec<_> = fields
                .into_iter()
                .map(|field| match field {
                    Invalid::Email => Locale::En.email_invalid(),
                    Invalid::EmailTaken => Locale::En.email_taken(),
                    Invalid::PasswordShort => Locale::En.password_short(),
                    _ => Locale::En.password_long(),
                })
                .collect();
            bail!("{}", reasons.join(" "))
        }
        Err(error) => Err(explained(error)),
    }
}

/// What a command logs. A slow statement is news while people wait for pages; loading, importing and migrating are slow by nature, and their
/// progress is printed to the same terminal.
fn log_filter<'a>(command: &Command, said: &'a str) -> &'a str {
    match command {
        Command::Serve(_) => said,
        _ if said == crate::config::LOG => "info,sqlx=error,sea_orm_migration=warn",
        _ => said,
    }
}

/// A service's error with its causes, for the command line.
fn explained(error: Error) -> anyhow::Error {
    anyhow::Error::new(error)
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::sync::{Arc, Mutex};

    use tracing_subscriber::EnvFilter;

    use super::*;

    #[derive(Clone, Default)]
    struct Log(Arc<Mutex<Vec<u8>>>);

    impl Write for Log {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    /// What a command logs of a statement that took long and of one that failed; both as the database's driver tells them.
    fn logged(line: &[&str]) -> String {
        let arguments = Arguments::try_parse_from(line).unwrap();
        let log = Log::default();
        let writer = log.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_env_filter(EnvFilter::new(log_filter(&arguments.command, &arguments.common.log)))
            .with_writer(move || writer.clone())
            .finish();
        tracing::subscriber::with_default(subscriber, || {
            tracing::warn!(target: "sqlx::query", "slow statement");
            tracing::error!(target: "sqlx::query", "failed");
        });
        String::from_utf8(log.0.lock().unwrap().clone()).unwrap()
    }

    #[test]
    fn ops_01_slow_statements_are_logged_where_people_wait_for_pages() {
        for line in [&["waybill", "serve"][..], &["waybill", "seed", "--log", "info"]] {
            assert!(logged(line).contains("slow statement"), "{line:?}");
        }
        for line in [&["waybill", "seed"][..], &["waybill", "migrate"]] {
            let log = logged(line);
            assert!(!log.contains("slow statement") && log.contains("failed"), "{line:?}: {log}");
        }
    }
}

//! The command line.

use std::io::Read as _;
use std::net::SocketAddr;
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use clap::{Parser, Subcommand};
use domain::role::Role;
use service::{Error, Invalid, Services};
use text::Locale;
use tracing_subscriber::EnvFilter;

use crate::front::{Front, Network, PublicUrl};

mod import;
mod seed;

/// Waybill: an order and shipment desk for merchants.
#[derive(Parser)]
#[command(name = "waybill", version, propagate_version = true)]
pub struct Arguments {
    /// The database: a SQLite file, as in sqlite://data/waybill.db, or PostgreSQL, as in postgres://user:password@host/name.
    /// DATABASE_URL is read too.
    #[arg(long, global = true, env = "WAYBILL_DATABASE", hide_env_values = true)]
    database: Option<String>,
    /// What to do; nothing said: serve.
    #[command(subcommand)]
    command: Option<Command>,
}

/// How to serve.
#[derive(Parser)]
struct Serve {
    /// The address to listen on.
    #[arg(long, env = "WAYBILL_ADDR", default_value = "127.0.0.1:3000")]
    addr: SocketAddr,
    /// The address browsers know the desk by, as in https://desk.example. With https (a proxy in front speaks TLS) cookies are Secure
    /// and browsers are told to stay with it.
    #[arg(long, env = "WAYBILL_PUBLIC_URL")]
    public_url: Option<PublicUrl>,
    /// The proxies in front, as addresses or networks with commas between them: whom a request is from is read from their
    /// X-Forwarded-For. Nobody else is believed.
    #[arg(long, env = "WAYBILL_TRUSTED_PROXIES", value_delimiter = ',')]
    trusted_proxies: Vec<Network>,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the desk to browsers.
    Serve(Serve),
    /// Bring the database's tables up to this version.
    Migrate,
    /// Fill an empty database with a demo merchant and made-up orders.
    Seed(seed::Arguments),
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

/// Writes the log to the standard error, as `RUST_LOG` filters it.
pub fn start_log(arguments: &Arguments) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(log_filter(arguments)));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
}

/// What is logged unless `RUST_LOG` says it. A slow statement is news while people wait for pages; loading, importing and migrating are
/// slow by nature, and their progress is printed to the same terminal.
fn log_filter(arguments: &Arguments) -> &'static str {
    match arguments.command {
        None | Some(Command::Serve(_)) => "info,sqlx=warn,sea_orm_migration=warn",
        Some(_) => "info,sqlx=error,sea_orm_migration=warn",
    }
}

/// Does what the command line says.
///
/// # Errors
/// What to tell whoever typed it.
pub async fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let url = arguments
        .database
        .or_else(|| std::env::var("DATABASE_URL").ok())
        .unwrap_or_else(|| "sqlite://data/waybill.db".to_owned());
    let command = match arguments.command {
        Some(command) => command,
        None => Command::Serve(Serve::try_parse_from(["waybill"])?),
    };
    match command {
        Command::Serve(arguments) => serve(&url, arguments).await,
        Command::Migrate => with(&url, async |_| Ok(ExitCode::SUCCESS)).await,
        Command::Seed(arguments) => with(&url, async |services| seed::run(services, arguments).await).await,
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

async fn serve(url: &str, Serve { addr, public_url, trusted_proxies }: Serve) -> anyhow::Result<ExitCode> {
    let mut options = leptos::config::get_configuration(None)
        .context("the LEPTOS_ variables can't be read")?
        .leptos_options;
    options.site_addr = addr;
    let services = open(url).await?;
    let served = crate::http::serve(options, services.clone(), Front { public_url, trusted_proxies }).await;
    services.store.close().await.context("the database could not be closed")?;
    served.map(|()| ExitCode::SUCCESS)
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

/// A service's error with its causes, for the command line.
fn explained(error: Error) -> anyhow::Error {
    anyhow::Error::new(error)
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::sync::{Arc, Mutex};

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
            .with_env_filter(EnvFilter::new(log_filter(&arguments)))
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
        for line in [&["waybill"][..], &["waybill", "serve"]] {
            assert!(logged(line).contains("slow statement"), "{line:?}");
        }
        for line in [&["waybill", "seed"][..], &["waybill", "migrate"]] {
            let log = logged(line);
            assert!(!log.contains("slow statement") && log.contains("failed"), "{line:?}: {log}");
        }
    }
}

//! Settings: from flags, else from the environment, else from the configuration file, else the defaults.
//!
//! Each setting is declared once, as an argument below: its name is its key in the file. What the file says becomes the argument's
//! default, so that one parser reads all of them and knows which comes first.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, Args, Command, CommandFactory, FromArgMatches};
use toml::de::{DeTable, DeValue};

use crate::front::{Network, PublicUrl};

/// Read when no other file is named, if it is there.
const FILE: &str = "/etc/waybill/waybill.toml";

/// What is logged where nothing else is said.
pub const LOG: &str = "info,sqlx=warn,sea_orm_migration=warn";

/// Settings of every command.
#[derive(Args)]
pub struct Common {
    /// The configuration file; nothing said: /etc/waybill/waybill.toml, if it is there.
    #[arg(long, global = true, env = "WAYBILL_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// The database: a SQLite file, as in sqlite://data/waybill.db, or PostgreSQL, as in postgres://user:password@host/name.
    /// DATABASE_URL is read too.
    #[arg(
        long,
        global = true,
        env = "WAYBILL_DATABASE",
        hide_env_values = true,
        value_name = "URL",
        default_value = "sqlite://data/waybill.db"
    )]
    pub database: String,
    /// What is logged: error, warn, info, debug or trace, also by part of the program, as in info,sqlx=debug.
    #[arg(
        long,
        global = true,
        env = "WAYBILL_LOG",
        value_name = "LEVEL",
        default_value = LOG,
        value_parser = crate::log::filter
    )]
    pub log: String,
    /// How the log's lines look: text, or json with one object a line.
    #[arg(
        long,
        global = true,
        env = "WAYBILL_LOG_FORMAT",
        value_enum,
        value_name = "FORMAT",
        default_value = "text"
    )]
    pub log_format: crate::log::Format,
}

/// Settings of the server.
#[derive(Args)]
pub struct Serving {
    /// The address to listen on.
    #[arg(long, env = "WAYBILL_ADDR", default_value = "127.0.0.1:3000")]
    pub addr: SocketAddr,
    /// The address browsers know the desk by, as in https://desk.example. With https (a proxy in front speaks TLS) cookies are Secure
    /// and browsers are told to stay with it.
    #[arg(long, env = "WAYBILL_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<PublicUrl>,
    /// The proxies in front, as addresses or networks with commas between them: whom a request is from is read from their
    /// X-Forwarded-For. Nobody else is believed.
    #[arg(long, env = "WAYBILL_TRUSTED_PROXIES", value_delimiter = ',', value_name = "NETWORKS")]
    pub trusted_proxies: Vec<Network>,
    /// The folder of the browser's files; nothing said: ../share/waybill/site, seen from the folder of the program.
    #[arg(long, env = "WAYBILL_SITE", value_name = "FOLDER")]
    pub site: Option<PathBuf>,
    /// An address of its own for /metrics, /healthz and /readyz; nothing said: they are answered on the desk's address, /metrics to
    /// this machine alone.
    #[arg(long, env = "WAYBILL_METRICS_ADDR", value_name = "ADDR")]
    pub metrics_addr: Option<SocketAddr>,
    /// The mail server that notices are sent by, as in smtps://user:password@mail.example, smtp://mail.example:587?tls=required or
    /// smtp://127.0.0.1:25; nothing said: notices wait.
    #[arg(long, env = "WAYBILL_SMTP_URL", hide_env_values = true, value_name = "URL")]
    pub smtp_url: Option<String>,
    /// The address that notices come from, as in "Corner Shop <orders@shop.example>".
    #[arg(long, env = "WAYBILL_MAIL_FROM", value_name = "ADDRESS")]
    pub mail_from: Option<String>,
    /// Who tells what became of parcels: aftership (its API, by aftership_key), or simulated (they move by themselves, for a demo);
    /// nothing said: only parcels of test orders move by themselves.
    #[arg(long, env = "WAYBILL_TRACKING", value_enum, value_name = "PROVIDER")]
    pub tracking: Option<crate::tracking::Kind>,
    /// How many times as fast as real ones simulated parcels move: at 1440 a day takes a minute.
    #[arg(long, env = "WAYBILL_TRACKING_PACE", value_name = "TIMES", default_value = "1", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub tracking_pace: u32,
    /// The key of AfterShip's API, made in its admin; with tracking by aftership.
    #[arg(long, env = "WAYBILL_AFTERSHIP_KEY", hide_env_values = true, value_name = "KEY", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    pub aftership_key: Option<String>,
    /// Where AfterShip's API is: https, or http on this machine.
    #[arg(
        long,
        env = "WAYBILL_AFTERSHIP_URL",
        value_name = "URL",
        default_value = "https://api.aftership.com"
    )]
    pub aftership_url: service::tracking::Address,
    /// The secret that AfterShip signs its webhooks with, which it sends to /hooks/aftership; nothing said: none are taken.
    #[arg(long, env = "WAYBILL_AFTERSHIP_SECRET", hide_env_values = true, value_name = "SECRET", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    pub aftership_secret: Option<String>,
    /// How many seconds requests that run have to end when the server is stopped.
    #[arg(long, env = "WAYBILL_SHUTDOWN_TIMEOUT", value_name = "SECONDS", default_value = "30")]
    pub shutdown_timeout: u64,
}

/// A command line, and where its settings come from.
pub struct Loaded<A> {
    /// What was read.
    pub arguments: A,
    matches: ArgMatches,
    file: File,
}

/// Reads the command line, the environment and the configuration file. What is wrong with the command line itself is told and ends the
/// process, as is the wish for help.
///
/// # Errors
/// What is wrong with a variable or the file: where, which setting, and why.
pub fn load<A: CommandFactory + FromArgMatches>() -> anyhow::Result<Loaded<A>> {
    let mut line: Vec<OsString> = std::env::args_os().collect();
    // Which command there is when none is said is for this function to know.
    let command = A::command().subcommand_required(false).arg_required_else_help(false);
    let mut matches = parse(command.clone(), &line)?;
    if matches.subcommand_name().is_none() {
        line.push("serve".into());
        matches = parse(command.clone(), &line)?;
    }
    let file = File::find(matches.get_one::<PathBuf>("config").map(PathBuf::as_path))?;
    let matches = parse(file.as_defaults(command), &line)?;
    Ok(Loaded { arguments: A::from_arg_matches(&matches)?, matches, file })
}

fn parse(command: Command, line: &[OsString]) -> anyhow::Result<ArgMatches> {
    match command.try_get_matches_from(line) {
        Ok(matches) => Ok(matches),
        Err(error) => {
            if error.use_stderr() {
                check_environment()?;
            }
            error.exit()
        }
    }
}

/// Clap tells which flag a variable's value does not suit, and not which variable it is of.
fn check_environment() -> anyhow::Result<()> {
    for setting in settings() {
        if let Some((variable, value)) =
            setting.get_env().and_then(|name| Some((name, std::env::var_os(name)?)))
        {
            check(&setting, &[value]).map_err(|why| anyhow::anyhow!("{}: {why}", variable.display()))?;
        }
    }
    Ok(())
}

/// All settings, but where the file is.
fn settings() -> Vec<Arg> {
    let mut command = Serving::augment_args(Common::augment_args(Command::new("waybill")));
    // Before that an argument does not know how it is written.
    command.build();
    let is_setting = |arg: &&Arg| arg.get_env().is_some() && arg.get_id() != "config";
    command.get_arguments().filter(is_setting).cloned().collect()
}

/// Whether a setting can have these values, and else why not.
fn check(setting: &Arg, values: &[OsString]) -> Result<(), String> {
    let mut line = Vec::new();
    for value in values {
        let mut flag = OsString::from(format!("--{}=", setting.get_long().unwrap_or_default()));
        flag.push(value);
        line.push(flag);
    }
    let command = Command::new("waybill").no_binary_name(true).arg(setting.clone());
    let Err(error) = command.try_get_matches_from(line) else { return Ok(()) };
    let text = error.to_string();
    let reason = text.split("\n\n").next().unwrap_or_default().trim_start_matches("error: ");
    Err(reason.replace(&format!(" for '{setting}'"), "").replace("\n  ", " "))
}

/// What the configuration file says.
#[derive(Default)]
struct File {
    path: PathBuf,
    entries: Vec<Entry>,
}

struct Entry {
    key: String,
    values: Vec<String>,
    line: usize,
}

impl File {
    fn find(named: Option<&Path>) -> anyhow::Result<Self> {
        let path = named.unwrap_or_else(|| Path::new(FILE));
        if named.is_none() && !path.exists() {
            return Ok(Self::default());
        }
        let shown = path.display();
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("the configuration file {shown} can't be read"))?;
        Self::read(path, &text)
    }

    fn read(path: &Path, text: &str) -> anyhow::Result<Self> {
        let shown = path.display();
        let line = |at: usize| text[..at.min(text.len())].matches('\n').count() + 1;
        let table = DeTable::parse(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            anyhow::anyhow!("{shown}:{}: {}", line(at), error.message())
        })?;
        let settings = settings();
        let mut entries = Vec::new();
        for (key, value) in table.get_ref() {
            let line = line(key.span().start);
            let key = key.get_ref().to_string();
            let Some(setting) = settings.iter().find(|setting| setting.get_id() == key.as_str()) else {
                bail!("{shown}:{line}: {key}: there is no such setting{}", nearest(&key, &settings));
            };
            let values = values(value.get_ref(), setting).with_context(|| {
                format!("{shown}:{line}: {key}: a text, a number, true or false is needed")
            })?;
            let given: Vec<_> = values.iter().map(OsString::from).collect();
            check(setting, &given).map_err(|why| anyhow::anyhow!("{shown}:{line}: {key}: {why}"))?;
            entries.push(Entry { key, values, line });
        }
        Ok(Self { path: path.to_owned(), entries })
    }

    /// The command with the file's values for its defaults. `DATABASE_URL`, which many programs share, comes before the file.
    fn as_defaults(&self, mut command: Command) -> Command {
        for entry in &self.entries {
            command = with_default(command, &entry.key, &entry.values);
        }
        match shared_url() {
            Some(url) => with_default(command, "database", &[url]),
            None => command,
        }
    }
}

fn shared_url() -> Option<String> {
    std::env::var("DATABASE_URL").ok()
}

fn values(value: &DeValue<'_>, setting: &Arg) -> Option<Vec<String>> {
    let one = |value: &DeValue<'_>| match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(number) => Some(number.to_string()),
        DeValue::Float(number) => Some(number.to_string()),
        DeValue::Boolean(is) => Some(is.to_string()),
        _ => None,
    };
    match value {
        DeValue::Array(values) if takes_many(setting) => {
            values.iter().map(|value| one(value.get_ref())).collect()
        }
        value => Some(vec![one(value)?]),
    }
}

fn takes_many(setting: &Arg) -> bool {
    matches!(setting.get_action(), clap::ArgAction::Append)
}

/// The setting that was probably meant.
fn nearest(key: &str, settings: &[Arg]) -> String {
    let key = key.replace('-', "_").to_lowercase();
    let names: Vec<_> = settings.iter().map(|setting| setting.get_id().as_str()).collect();
    match names.iter().find(|name| **name == key) {
        Some(name) => format!("; it is written {name}"),
        None => format!("; there are {}", names.join(", ")),
    }
}

/// Sets the default of an argument, of the command or of those below it that have such a one.
fn with_default(command: Command, key: &str, values: &[String]) -> Command {
    let has = |command: &Command| command.get_arguments().any(|arg| arg.get_id() == key);
    let command =
        if has(&command) { command.mut_arg(key, |arg| arg.default_values(values.to_vec())) } else { command };
    let below: Vec<_> = command.get_subcommands().map(|below| below.get_name().to_owned()).collect();
    below
        .iter()
        .fold(command, |command, name| command.mut_subcommand(name, |below| with_default(below, key, values)))
}

impl<A> Loaded<A> {
    /// The effective settings, one a line: its name, value and source. Passwords are left out.
    pub fn shown(&self) -> String {
        let Some((_, matches)) = self.matches.subcommand() else { return String::new() };
        let mut text = String::new();
        for setting in settings() {
            let id = setting.get_id().as_str();
            if !matches.try_contains_id(id).unwrap_or(false) && matches.try_get_raw(id).is_err() {
                continue;
            }
            let value: Vec<_> = matches
                .get_raw(id)
                .into_iter()
                .flatten()
                .map(|value| shown(id, &value.to_string_lossy()))
                .collect();
            let value = if value.is_empty() { "(none)".to_owned() } else { value.join(",") };
            let _ = writeln!(text, "{id:<18} {value:<40} {}", self.source(matches, &setting));
        }
        text
    }

    fn source(&self, matches: &ArgMatches, setting: &Arg) -> String {
        let id = setting.get_id().as_str();
        match matches.value_source(id) {
            Some(ValueSource::CommandLine) => format!("flag --{}", setting.get_long().unwrap_or_default()),
            Some(ValueSource::EnvVariable) => {
                format!("environment {}", setting.get_env().unwrap_or_default().display())
            }
            _ if id == "database" && shared_url().is_some() => "environment DATABASE_URL".to_owned(),
            _ => match self.file.entries.iter().find(|entry| entry.key == id) {
                Some(entry) => format!("file {}:{}", self.file.path.display(), entry.line),
                None => "default".to_owned(),
            },
        }
    }
}

/// A setting's value as it may be shown.
fn shown(setting: &str, value: &str) -> String {
    // What is a secret from end to end.
    if setting.ends_with("_secret") || setting.ends_with("_key") {
        "***".to_owned()
    } else {
        without_password(value)
    }
}

/// A URL as it may be shown.
fn without_password(value: &str) -> String {
    let Some((scheme, rest)) = value.split_once("://") else { return value.to_owned() };
    let (address, parameters) = rest.split_once('?').map_or((rest, None), |(at, more)| (at, Some(more)));
    let address = match address.rsplit_once('@') {
        Some((user, host)) => match user.split_once(':') {
            Some((user, _)) => format!("{user}:***@{host}"),
            None => address.to_owned(),
        },
        None => address.to_owned(),
    };
    let parameters = parameters.map(|all| {
        let shown = all.split('&').map(|one| match one.split_once('=') {
            Some(("password", _)) => "password=***",
            _ => one,
        });
        format!("?{}", shown.collect::<Vec<_>>().join("&"))
    });
    format!("{scheme}://{address}{}", parameters.unwrap_or_default())
}

#[cfg(test)]
mod tests;

//! PostgreSQL: its own programs make the dump and read it. They come with the server, know what a database consists of, and keep
//! their format readable for later versions.

use std::io::{Read as _, Seek as _, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use percent_encoding::percent_decode_str;
use sea_orm::sqlx::postgres::{PgConnectOptions, PgSslMode};
use sea_orm::{ConnectionTrait as _, DbBackend, Statement};
use url::Url;

use super::{BackupError, check_source, check_target, count_orders, refused};
use crate::migration::TABLE;
use crate::{Schema, Store, StoreError};

/// By what PostgreSQL lists these connections: "waybill" is a server's, or an import's.
const NAME: &str = "waybill-backup";

/// Dumps what is there at this moment: `pg_dump` reads in one transaction, beside which others write.
pub async fn backup(url: &str, to: &Path) -> Result<u64, BackupError> {
    let store = Store::postgres(url, NAME).await?;
    let schema = Schema::of(store.reader()).await;
    let orders = count_orders(store.reader()).await;
    store.close().await?;
    // Without Waybill's tables nothing could be counted.
    if schema? == Schema::Foreign {
        return Err(BackupError::Refused(
            "the database is none of Waybill's: there is nothing to back up".into(),
        ));
    }
    let mut dump = program("pg_dump", url)?;
    dump.args(["--format=custom", "--no-owner", "--no-privileges", "--file"]).arg(to);
    run("pg_dump", &mut dump)?;
    Ok(orders?)
}

/// Puts the dump's tables in the place of those that are there, in one transaction.
pub async fn restore(url: &str, file: &Path, replace: bool) -> Result<u64, BackupError> {
    // Read to its end before anything is touched.
    let mut whole = program("pg_restore", url)?;
    run("pg_restore", whole.arg("--file=/dev/null").arg(file)).map_err(|error| damaged(file, error))?;
    check_source(dumped_schema(url, file)?, file)?;

    let store = Store::postgres(url, NAME).await?;
    let name = format!("the database \"{}\"", options(url)?.get_database().unwrap_or_default());
    let checked = check(&store, &name, replace).await;
    store.close().await?;
    checked?;
    replace_tables(url, file)?;
    Ok(super::bring_up(Store::postgres(url, NAME).await?).await?)
}

async fn check(store: &Store, name: &str, replace: bool) -> Result<(), BackupError> {
    check_target(store.reader(), name, replace).await?;
    let others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() \
         AND application_name = 'waybill'";
    let db = store.reader();
    // A connection that was closed just now is listed for a moment.
    for _ in 0..20 {
        let row = db.query_one_raw(Statement::from_string(DbBackend::Postgres, others)).await;
        let row = row.map_err(StoreError::from)?;
        let others = row.map_or(Ok(0), |row| row.try_get_by::<i64, _>(0)).map_err(StoreError::from)?;
        if others == 0 {
            return Ok(());
        }
        db.execute_unprepared("SELECT pg_sleep(0.1)").await.map_err(StoreError::from)?;
    }
    Err(BackupError::Refused(format!("{name} is in use: stop the server first")))
}

/// Which migrations the dump's database had seen: the rows of their table, as `pg_restore` writes them for `COPY`.
fn dumped_schema(url: &str, file: &Path) -> Result<Schema, BackupError> {
    let mut rows = program("pg_restore", url)?;
    rows.args(["--data-only", "--table", TABLE, "--file=-"]).arg(file);
    let script = run("pg_restore", &mut rows).map_err(|error| damaged(file, error))?;
    let mut lines = script.lines().skip_while(|line| !line.starts_with("COPY "));
    let columns = lines.next().and_then(|head| head.split_once('(')?.1.split_once(')'));
    let column = columns.and_then(|(names, _)| names.split(", ").position(|name| name == "version"));
    let done: Vec<_> = lines
        .take_while(|line| *line != "\\.")
        .filter_map(|line| line.split('\t').nth(column?))
        .map(str::to_owned)
        .collect();
    Ok(Schema::with(&done))
}

/// One transaction: drops the tables that are there, and runs the dump's script. It is committed when `pg_restore` has said that the
/// script is whole; `psql` alone would commit a script that breaks off.
fn replace_tables(url: &str, file: &Path) -> Result<(), BackupError> {
    let mut psql = program("psql", url)?;
    psql.args(["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1"]);
    let mut psql = Child::start("psql", psql.stdin(Stdio::piped()).stdout(Stdio::null()))?;
    let mut script = program("pg_restore", url)?;
    script.args(["--no-owner", "--no-privileges", "--file=-"]).arg(file);
    let mut script = Child::start("pg_restore", script.stdin(Stdio::null()).stdout(Stdio::piped()))?;

    let written = (|| {
        let (Some(mut to), Some(from)) = (psql.process.stdin.take(), script.process.stdout.as_mut()) else {
            return Err(std::io::ErrorKind::BrokenPipe.into());
        };
        writeln!(to, "SET client_min_messages = warning;\nBEGIN;")?;
        for statement in crate::migration::drop_tables(DbBackend::Postgres) {
            writeln!(to, "{statement};")?;
        }
        std::io::copy(from, &mut to)?;
        Ok::<_, std::io::Error>(to)
    })();
    drop(script.process.stdout.take());
    // A broken pipe says less than the program that broke it.
    let committed = match written {
        Ok(mut to) => {
            script.finish().map_err(|error| damaged(file, error))?;
            writeln!(to, "COMMIT;")
        }
        Err(error) => {
            let _ = script.finish();
            Err(error)
        }
    };
    psql.finish()?;
    committed.map_err(|error| BackupError::Refused(format!("psql: {error}")))
}

fn damaged(file: &Path, error: BackupError) -> BackupError {
    match error {
        BackupError::Refused(why) => refused(file, &format!("can't be read: {why}")),
        other => other,
    }
}

/// One of PostgreSQL's programs, told by its environment where the database is: arguments are seen by whoever lists processes.
fn program(name: &'static str, url: &str) -> Result<Command, BackupError> {
    let options = options(url)?;
    let mut command = Command::new(name);
    match options.get_socket() {
        Some(socket) => command.env("PGHOST", socket),
        None => command.env("PGHOST", options.get_host()),
    };
    command.env("PGPORT", options.get_port().to_string()).env("PGUSER", options.get_username());
    command.env("PGDATABASE", options.get_database().unwrap_or_else(|| options.get_username()));
    command.env("PGAPPNAME", NAME);
    let mode = match options.get_ssl_mode() {
        PgSslMode::Disable => "disable",
        PgSslMode::Allow => "allow",
        PgSslMode::Prefer => "prefer",
        PgSslMode::Require => "require",
        PgSslMode::VerifyCa => "verify-ca",
        PgSslMode::VerifyFull => "verify-full",
    };
    command.env("PGSSLMODE", mode);
    let Ok(url) = Url::parse(url) else { return Ok(command) };
    if let Some(password) = url.password() {
        command.env("PGPASSWORD", percent_decode_str(password).decode_utf8_lossy().as_ref());
    }
    for (name, value) in url.query_pairs() {
        let variable = match name.as_ref() {
            "password" => "PGPASSWORD",
            "sslrootcert" | "ssl-root-cert" | "ssl-ca" => "PGSSLROOTCERT",
            "sslcert" | "ssl-cert" => "PGSSLCERT",
            "sslkey" | "ssl-key" => "PGSSLKEY",
            _ => continue,
        };
        command.env(variable, value.as_ref());
    }
    Ok(command)
}

fn options(url: &str) -> Result<PgConnectOptions, BackupError> {
    Ok(crate::connection::postgres_options(url)?)
}

/// A program whose complaints are kept in a file: a pipe that nobody reads would stop it.
struct Child {
    name: &'static str,
    process: std::process::Child,
    complaints: std::fs::File,
}

impl Child {
    fn start(name: &'static str, command: &mut Command) -> Result<Self, BackupError> {
        let failed = |cause: std::io::Error| match cause.kind() {
            std::io::ErrorKind::NotFound => BackupError::Refused(format!(
                "{name} is missing: install PostgreSQL's client programs, of the server's version or newer (on Debian: postgresql-client)"
            )),
            _ => BackupError::Refused(format!("{name} can't be run: {cause}")),
        };
        let complaints = tempfile::tempfile().map_err(failed)?;
        let process = command.stderr(complaints.try_clone().map_err(failed)?).spawn().map_err(failed)?;
        Ok(Self { name, process, complaints })
    }

    /// Waits for its end.
    fn finish(mut self) -> Result<(), BackupError> {
        let failed = |why: String| BackupError::Refused(format!("{}: {why}", self.name));
        let status = self.process.wait().map_err(|error| failed(error.to_string()))?;
        if status.success() {
            return Ok(());
        }
        let mut complaints = Vec::new();
        let read = self.complaints.rewind().and_then(|()| self.complaints.read_to_end(&mut complaints));
        let text = String::from_utf8_lossy(&complaints);
        match (read, text.trim()) {
            (Ok(_), text) if !text.is_empty() => Err(failed(text.to_owned())),
            _ => Err(failed(status.to_string())),
        }
    }
}

/// Runs a program to its end and gives what it printed.
fn run(name: &'static str, command: &mut Command) -> Result<String, BackupError> {
    let mut child = Child::start(name, command.stdin(Stdio::null()).stdout(Stdio::piped()))?;
    let mut printed = String::new();
    let read = child.process.stdout.take().map_or(Ok(0), |mut stdout| stdout.read_to_string(&mut printed));
    child.finish()?;
    read.map_err(|error| BackupError::Refused(format!("{name}: {error}")))?;
    Ok(printed)
}

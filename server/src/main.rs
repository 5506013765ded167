//! `waybill`: the one binary. It serves the desk, and does what is done from a command line.

mod cli;
mod config;
mod health;
mod http;
mod log;
mod origin;
mod preferences;
mod sessions;
mod shutdown;
mod site;

#[tokio::main]
async fn main() -> std::process::ExitCode {
    let done = match config::load() {
        Ok(loaded) => cli::run(loaded).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            eprintln!("waybill: {error:#}");
            std::process::ExitCode::FAILURE
        }
    }
}

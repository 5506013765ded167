//! `waybill`: the one binary. It serves the desk, and does what is done from a command line.

mod cli;
mod http;
mod origin;
mod preferences;
mod sessions;

use clap::Parser as _;

#[tokio::main]
async fn main() -> std::process::ExitCode {
    let arguments = cli::Arguments::parse();
    cli::start_log(&arguments);
    match cli::run(arguments).await {
        Ok(code) => code,
        Err(error) => {
            eprintln!("waybill: {error:#}");
            std::process::ExitCode::FAILURE
        }
    }
}

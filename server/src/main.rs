//! `waybill`: the one binary. It serves the desk, and does what is done from a command line.

mod body;
mod cli;
mod connections;
mod front;
mod http;
mod origin;
mod preferences;
mod refusal;
mod security_headers;
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

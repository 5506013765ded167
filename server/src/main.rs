//! `waybill`: the one binary. It serves the desk, and does what is done from a command line.

mod body;
mod cli;
mod config;
mod connections;
mod files;
mod front;
mod health;
mod http;
mod live;
mod log;
mod mail;
mod origin;
mod preferences;
mod refusal;
mod security_headers;
mod sessions;
mod shutdown;
mod site;
mod tracking;
mod workers;

/// Rendering a page is thousands of small allocations: with glibc's allocator they took 30 % of it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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

//! The binary as whoever runs it sees it: its settings, its log, what it tells of itself, and its end (OPS-01).
// Tests all through; Clippy knows only those functions as such that are marked.
#![allow(clippy::unwrap_used)]

mod backup;
#[path = "../../../crates/service/tests/it/commands/books.rs"]
mod books;
mod busy;
mod crash;
mod health;
mod hostile;
mod log;
mod patience;
mod process;
mod race;
mod settings;
#[path = "../../../crates/service/tests/it/shop.rs"]
#[allow(dead_code)]
mod shop;
mod shutdown;

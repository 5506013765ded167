//! The binary as whoever runs it sees it: its settings, its log, what it tells of itself, and its end (OPS-01).
// Tests all through; Clippy knows only those functions as such that are marked.
#![allow(clippy::unwrap_used)]

mod backup;
mod busy;
mod health;
mod log;
mod process;
mod settings;
mod shutdown;

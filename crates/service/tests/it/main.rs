//! Commands and reads against real databases: SQLite always, PostgreSQL where `TEST_DATABASE_URL` names a server.
// Tests all through; Clippy knows only those functions as such that are marked.
#![allow(clippy::unwrap_used)]

mod accounts;
mod aftership;
mod commands;
mod goods;
mod import;
mod office;
mod plans;
mod reads;
mod rights;
mod safety;
mod seed;
mod settings;
mod shop;
mod statements;

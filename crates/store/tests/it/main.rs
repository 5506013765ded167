//! The store against real databases: SQLite always, PostgreSQL where `TEST_DATABASE_URL` names a server.
// Tests all through; Clippy knows only those functions as such that are marked.
#![allow(clippy::unwrap_used)]

mod backup;
mod bulk;
mod connection;
mod lane;
mod load;
mod rows;
mod sample;
mod schema;
mod write;

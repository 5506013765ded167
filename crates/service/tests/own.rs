#![allow(clippy::unwrap_used)]
#[path = "it/accounts.rs"]
mod accounts;
#[path = "it/reads/mod.rs"]
mod reads;
#[path = "it/settings.rs"]
mod settings;
#[path = "it/shop.rs"]
mod shop;
#[path = "it/statements.rs"]
mod statements;

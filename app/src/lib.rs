//! Waybill's screens, compiled twice: to WASM (`hydrate`) and to native code (`ssr`).
#![recursion_limit = "256"]

pub mod account;
pub mod audit;
#[cfg(feature = "hydrate")]
pub mod broken;
pub mod bulk;
mod command;
pub mod context;
mod copy;
pub mod customers;
pub mod error;
mod file;
mod form;
#[cfg(debug_assertions)]
mod gallery;
pub mod items;
pub mod keys;
pub mod layout;
mod list;
#[cfg(feature = "hydrate")]
mod live;
pub mod new_orders;
pub mod order;
pub mod print;
mod routes;
pub mod settings;
mod shell;
pub mod shipping;
pub mod sign_in;
pub mod ui;
mod wire;

pub use routes::App;
pub use shell::shell;

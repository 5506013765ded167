//! AfterShip (INV-08), by its documentation of the Tracking API and of its webhooks, version 2026-07: it sends webhooks.

mod checkpoint;
mod hook;

pub(super) use checkpoint::carriers;
pub use hook::{BadHook, Hook, SIGNATURE, hook};

/// What its name is in the events that are kept.
pub const NAME: &str = "aftership";

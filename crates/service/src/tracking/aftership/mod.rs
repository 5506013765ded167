//! AfterShip (INV-08), by its documentation of the Tracking API and of its webhooks, version 2026-07: it is asked about numbers, which it must be told of
//! first, and sends webhooks. Both tell the same checkpoints, which are kept once.

mod api;
mod checkpoint;
mod hook;
mod provider;

pub use api::{Address, BadAddress, BadKey, Limits};
pub(super) use checkpoint::carriers;
pub use hook::{BadHook, Hook, SIGNATURE, hook};
pub use provider::AfterShip;

/// What its name is in the events that are kept.
pub const NAME: &str = "aftership";

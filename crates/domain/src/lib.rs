//! The rules of Waybill, as pure code: no I/O, no clock, no async, nothing that does not run in a browser too.
//!
//! The state machines of orders, shipments, claims and money live here and nowhere else; the server decides by them and the
//! browser shows by them. Time is passed in, never read.
#![warn(missing_docs)]

#[macro_use]
mod text_enum;

pub mod id;
pub mod kind;
pub mod money;
pub mod role;
pub mod time;

pub use text_enum::UnknownText;

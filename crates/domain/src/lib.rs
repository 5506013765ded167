//! The rules of Waybill, as pure code: no I/O, no clock, no async, nothing that does not run in a browser too.
//!
//! The state machines of orders, shipments, claims and money live here and nowhere else; the server decides by them and the
//! browser shows by them. Time is passed in, never read.
#![warn(missing_docs)]

#[macro_use]
mod text_enum;

pub mod action;
pub mod address;
pub mod audit;
pub mod carrier;
pub mod claim;
pub mod count;
pub mod country;
pub mod decimal;
pub mod documents;
pub mod find;
pub mod fulfilment;
pub mod goods;
pub mod id;
pub mod import;
pub mod intake;
pub mod item_link;
pub mod kind;
pub mod ledger;
pub mod money;
pub mod notice;
pub mod order;
pub mod outcome;
pub mod payment;
pub mod query;
pub mod release;
pub mod role;
pub mod shipment;
pub mod stage;
pub mod stock;
pub mod time;
pub mod timeline;
pub mod typed;
pub mod units;
pub mod view;
pub mod waybill;

pub use text_enum::{TextEnum, UnknownText};

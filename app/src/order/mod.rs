//! An order's detail, over the list or as a page of its own.

mod actions;
pub mod address;
mod api;
mod page;
mod told;
mod view;

pub use actions::{OrderActions, Told, WhatWasTold};
pub use address::AddressPage;
pub use api::*;
pub use page::{OrderPage, use_number};
pub use view::{OrderStatus, OrderView, fulfilment_tone, payment_tone, stage_tone};

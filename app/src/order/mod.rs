//! An order's detail, over the list or as a page of its own.

mod actions;
mod api;
mod page;
mod told;
mod view;

pub use actions::{OrderActions, Told, WhatWasTold};
pub use api::*;
pub use page::{OrderPage, use_number};
pub use view::{OrderStatus, OrderView, fulfilment_tone, payment_tone, stage_tone};

//! An order's detail, over the list or as a page of its own.

mod actions;
pub mod address;
mod api;
mod claim;
pub mod exchange;
mod link;
mod page;
mod pay;
mod side;
mod view;

pub use actions::OrderActions;
pub use address::AddressPage;
pub use api::*;
pub use exchange::ExchangePage;
pub use page::OrderPage;
pub use view::{OrderStatus, OrderView, fulfilment_tone, payment_tone, shipment_tone, stage_tone};

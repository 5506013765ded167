//! The New (To Ship) Orders page.

mod api;
mod page;
mod rows;

pub use api::*;
pub use page::{NewOrdersPage, OrderDialog, OrderFailure};
pub use rows::member;

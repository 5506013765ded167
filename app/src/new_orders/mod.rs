//! The New (To Ship) Orders page.

mod api;
mod filters;
mod page;
mod rows;
mod selection;

pub use api::*;
pub use page::{NewOrdersPage, OrderDialog, OrderFailure};
pub use rows::member;

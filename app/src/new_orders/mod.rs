//! The New (To Ship) Orders page.

mod api;
mod page;
mod rows;
mod selection;

pub use api::*;
pub use page::{ListQuery, NewOrdersPage, OrderDialog, OrderFailure, use_close};
pub use rows::member;
pub use selection::Ticked;

//! Customers: the list and one customer's page (CUS-01).

mod api;
mod detail;
mod page;

pub use api::*;
pub use detail::CustomerPage;
pub use page::CustomersPage;

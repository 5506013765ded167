//! The audit log, for owners (SEC-01).

mod api;
mod page;

pub use api::*;
pub use page::AuditPage;

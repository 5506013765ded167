//! One's own account: the password, and where one is signed in (SEC-01).

mod api;
mod page;

pub use api::*;
pub use page::AccountPage;

//! Orders, as they are listed and shown.

mod detail;
mod new_orders;

pub use detail::detail;
pub(crate) use detail::{address_lines, claim_view};
pub use new_orders::new_orders;

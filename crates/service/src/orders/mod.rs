//! Orders, as they are listed and shown.

mod detail;
mod new_orders;
mod preview;

pub use detail::detail;
pub(crate) use detail::{address_lines, claim_view};
pub(crate) use new_orders::ids as listed_ids;
pub use new_orders::new_orders;
pub use preview::release_preview;

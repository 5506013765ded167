//! Orders, as they are listed and shown.

mod actions;
mod address;
mod detail;
mod new_orders;
mod preview;
mod routing;

pub(crate) use address::{address_lines, place, view as address_view};
pub(crate) use detail::claim_view;
pub use detail::detail;
pub(crate) use new_orders::ids as listed_ids;
pub use new_orders::new_orders;
pub use preview::release_preview;
pub(crate) use routing::{choices, fitting, of_lanes, paired, term};

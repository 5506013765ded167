//! Orders, as they are listed and shown.

mod actions;
mod address;
mod claims;
mod detail;
mod exchange;
mod new_orders;
mod preview;
mod routing;

pub(crate) use address::{address_lines, place, view as address_view};
pub(crate) use claims::claim_view;
pub use detail::detail;
pub use exchange::exchange_form;
pub(crate) use new_orders::ids as listed_ids;
pub use new_orders::new_orders;
pub use preview::release_preview;
pub(crate) use routing::{choices, fitting, of_lanes, paired, term};

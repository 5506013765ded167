//! What the lists and pages show, read from databases whose every row the test knows.

mod customers;
mod detail;
mod new_orders;
mod paging;
mod queue;

pub use detail::{a_large_order, a_note};
pub use queue::queue;

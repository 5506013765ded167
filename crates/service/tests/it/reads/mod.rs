//! What the lists and pages show, read from databases whose every row the test knows.

mod customers;
mod detail;
mod find;
mod new_orders;
mod paging;
mod parts;
mod queue;

pub use parts::{a_large_order, a_note, an_entry};
pub use queue::queue;

//! Order import: from a file to orders.
//!
//! The first half needs no database: [`table`] reads a file into rows of text, [`mapping`] says what its columns mean,
//! [`parse`](mod@parse) makes [`draft::OrderDraft`]s of them. There is one importer; a format is a value of [`mapping::Mapping`].
//! The second half writes them, all or nothing: `write` opens the transaction, `batch` goes through the drafts, `customers`, `goods` and
//! `routing` find or make what they name, `stored` knows the orders that are there, `build` makes an order of a draft.
//! `docs/import-format.md` is the merchant's description of the same rules.

mod batch;
mod build;
mod country_name;
mod customers;
pub mod draft;
mod goods;
mod link;
pub mod mapping;
mod order;
pub mod parse;
mod routing;
mod stored;
pub mod table;
mod value;
mod write;

use std::path::Path;

pub use chrono_tz::Tz;
pub use country_name::country_named;
pub use domain::import::{ImportError, ImportReport, RejectReason, RejectedRow};
pub use draft::{OrderDraft, Parsed};
pub use mapping::Mapping;
pub use parse::{Defaults, parse};
pub use table::Limits;
pub use write::{ImportFailed, ImportOrders, import_orders};

/// Reads a file of orders. Every row below the heading ends in exactly one draft or one rejected row.
///
/// # Errors
/// When the file as a whole can't be taken: unreadable, too large, of another kind, cut off, wrong columns. Nothing of
/// it is then usable.
pub fn read_orders(
    path: &Path,
    mapping: &Mapping,
    defaults: &Defaults,
    limits: &Limits,
) -> Result<Parsed, ImportError> {
    let table = table::read(path, mapping.legacy, limits)?;
    parse(&table, mapping, defaults, limits)
}

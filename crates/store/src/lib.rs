//! Waybill's tables: entities, migrations, and the one way to write.
//!
//! Invariants: a change happens in one [`write_tx`]; reads go through [`Store::reader`], which cannot write on SQLite; what
//! must differ between SQLite and PostgreSQL stands in `backup`, `connection`, `write`, `bulk`, `load` and `migration`, and where a read compares bytes.
#![warn(missing_docs)]

pub mod aggregate;
pub mod backup;
pub mod bulk;
mod connection;
// The columns are described in docs/data-model.md; a comment on each would say the same again.
#[allow(missing_docs)]
pub mod entity;
mod error;
pub mod load;
pub mod migration;
pub mod read;
#[cfg(feature = "testing")]
pub mod testing;
pub mod write;

pub use connection::{Connections, Store};
pub use error::StoreError;
pub use migration::{Schema, migrate};
pub use write::write_tx;

//! Backup and restore, for the command line.

pub use store::backup::{BackupError, Copied, backup, restore};

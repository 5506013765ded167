//! From a file to rows of text, whatever kind of file it is.
//!
//! The kind is told by content, not by name. Memory is bounded by [`Limits`]: a file is measured before it is read, and a
//! workbook before it is unpacked.

mod binary;
mod decode;
mod separated;
mod workbook;

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

pub use decode::LegacyEncoding;
pub use workbook::has_lost_digits;

use domain::import::ImportError;

/// What an import accepts at most.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Bytes of the file.
    pub file_bytes: u64,
    /// Bytes that a workbook may unpack to.
    pub unpacked_bytes: u64,
    /// Rows below the heading.
    pub rows: usize,
    /// Columns.
    pub columns: usize,
    /// Bytes of one cell, as UTF-8.
    pub cell_bytes: usize,
    /// Rows of one order.
    pub order_rows: usize,
    /// Whether .xls workbooks of Excel 97 and later are read too. Their dates come as the serial numbers that they are stored as.
    pub legacy_excel: bool,
    /// Whether a workbook with macros is refused. They are never run.
    pub no_macros: bool,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 50 << 20,
            unpacked_bytes: 512 << 20,
            rows: 600_000,
            columns: 64,
            cell_bytes: 10_000,
            order_rows: 2_000,
            legacy_excel: false,
            no_macros: false,
        }
    }
}

/// A file's cells as text.
#[derive(Clone, Debug)]
pub struct Table {
    /// The names of the columns, trimmed.
    pub heading: Vec<String>,
    /// The rows below it that are not blank; at least one.
    pub rows: Vec<Row>,
}

/// A row of cells; as many as the file has, which need not be as many as the heading.
#[derive(Clone, Debug)]
pub struct Row {
    /// Line in the file where it begins, or row in the sheet, from 1.
    pub line: u32,
    /// The cells' texts.
    pub cells: csv::StringRecord,
}

/// Reads a file: CSV in UTF-8 or `legacy`, or the first visible sheet of an .xlsx workbook, or of an .xls one where that is allowed.
///
/// # Errors
/// Everything that makes a file unusable as a whole.
pub fn read(path: &Path, legacy: LegacyEncoding, limits: &Limits) -> Result<Table, ImportError> {
    let unreadable = |error: std::io::Error| ImportError::Unreadable { message: error.to_string() };
    // Asked before opening: opening a pipe would wait for its other end.
    let metadata = std::fs::metadata(path).map_err(unreadable)?;
    if !metadata.is_file() {
        return Err(ImportError::NotAFile);
    }
    let too_large = |bytes| ImportError::TooLarge { bytes, limit: limits.file_bytes };
    if metadata.len() > limits.file_bytes {
        return Err(too_large(metadata.len()));
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(unreadable)?;
    // Bounded again: the file may grow meanwhile.
    file.take(limits.file_bytes + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > limits.file_bytes {
        return Err(too_large(bytes.len() as u64));
    }
    read_bytes(bytes, legacy, limits)
}

/// [`read`] for a file that is in memory already. Does not look at `limits.file_bytes`.
///
/// # Errors
/// As [`read`].
pub fn read_bytes(bytes: Vec<u8>, legacy: LegacyEncoding, limits: &Limits) -> Result<Table, ImportError> {
    let table = match kind(&bytes)? {
        Kind::Workbook => workbook::read(&bytes, limits)?,
        Kind::Compound if limits.legacy_excel => binary::read(&bytes, limits)?,
        Kind::Compound => return Err(ImportError::OldExcel),
        Kind::Text => separated::read(&decode::decode(bytes, legacy)?, limits)?,
    };
    if table.rows.is_empty() { Err(ImportError::NoRows) } else { Ok(table) }
}

enum Kind {
    Text,
    /// A zip archive: .xlsx.
    Workbook,
    /// What Office made before, and what it wraps encrypted files in.
    Compound,
}

/// First bytes of kinds of files that people pick by mistake.
const MAGIC: &[(&[u8], &str)] = &[
    (b"\x89PNG", "PNG picture"),
    (b"\xFF\xD8\xFF", "JPEG picture"),
    (b"GIF8", "GIF picture"),
    (b"%PDF-", "PDF"),
    (b"\x7FELF", "program"),
    (b"MZ\x90", "program"),
    (b"\x1F\x8B", "gzip archive"),
    (b"7z\xBC\xAF", "7z archive"),
    (b"Rar!", "RAR archive"),
    (b"SQLite format 3\0", "SQLite database"),
];

fn kind(bytes: &[u8]) -> Result<Kind, ImportError> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(Kind::Workbook);
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Ok(Kind::Compound);
    }
    if let Some((_, name)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(ImportError::Binary { found: Some((*name).to_owned()) });
    }
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return Err(ImportError::Utf16);
    }
    // In none of the encodings are these part of a character. Old programs close a file with 0x1A.
    let text = bytes.strip_suffix(b"\x1A").unwrap_or(bytes);
    if text.iter().any(|byte| matches!(byte, 0..=8 | 14..=31)) {
        return Err(ImportError::Binary { found: None });
    }
    Ok(Kind::Text)
}

#[cfg(test)]
mod damaged_tests;
#[cfg(test)]
mod tests;

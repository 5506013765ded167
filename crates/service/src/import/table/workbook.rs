//! The first visible sheet of an .xlsx workbook.

use std::io::{Cursor, Read as _};

use calamine::{DataRef, ExcelDateTime, Reader as _, SheetType, SheetVisible, Xlsx, XlsxError};
use zip::ZipArchive;

use super::{ImportError, Limits, Row, Table};

/// Parts of a workbook that are read into memory as a whole may each unpack to this share of the limit. Sheets, which are read
/// as a stream, may take all of it.
const WHOLE_PART_SHARE: u64 = 8;

/// More parts than any workbook has.
const MAX_PARTS: usize = 10_000;

pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Table, ImportError> {
    measure(bytes, limits)?;
    // calamine 0.38 panics on some damage, for one on a sheet whose "dimension" is written from end to start.
    match std::panic::catch_unwind(|| read_sheet(bytes, limits)) {
        Ok(result) => result,
        Err(_) => Err(ImportError::BrokenWorkbook { detail: "the reader failed on it".to_owned() }),
    }
}

fn read_sheet(bytes: &[u8], limits: &Limits) -> Result<Table, ImportError> {
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let sheet = workbook
        .sheets_metadata()
        .iter()
        .find(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .ok_or_else(|| ImportError::BrokenWorkbook { detail: "no visible sheet".to_owned() })?;
    let mut cells = workbook.worksheet_cells_reader(&sheet).map_err(broken)?;
    let mut rows =
        Rows { limits, heading: None, rows: Vec::new(), line: 0, cells: Vec::new(), text_bytes: 0 };
    // Cell by cell: a range would be allocated as a rectangle, which one cell far away makes enormous.
    while let Some(cell) = cells.next_cell().map_err(broken)? {
        let (row, column) = cell.get_position();
        rows.put(row.saturating_add(1), column as usize, text(cell.get_value()))?;
    }
    rows.finish_row()?;
    Ok(Table { heading: rows.heading.ok_or(ImportError::Empty)?, rows: rows.rows })
}

fn broken(error: XlsxError) -> ImportError {
    match error {
        XlsxError::Password => ImportError::OldExcel,
        error => ImportError::BrokenWorkbook { detail: error.to_string() },
    }
}

/// Unpacks every part to nowhere, with a limit: what an archive says about its own sizes need not be true.
fn measure(bytes: &[u8], limits: &Limits) -> Result<(), ImportError> {
    let damaged = |detail: String| ImportError::BrokenWorkbook { detail };
    let too_large = || ImportError::WorkbookTooLarge { limit: limits.unpacked_bytes };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(error.to_string()))?;
    if archive.len() > MAX_PARTS {
        return Err(too_large());
    }
    let (mut left, mut is_workbook) = (limits.unpacked_bytes, false);
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|error| damaged(error.to_string()))?;
        let name = part.name().map_err(|error| damaged(error.to_string()))?.to_ascii_lowercase();
        is_workbook |= name.starts_with("xl/");
        let whole = (name.ends_with(".xml") || name.ends_with(".rels")) && !name.contains("/worksheets/");
        let most = if whole { left.min(limits.unpacked_bytes / WHOLE_PART_SHARE) } else { left };
        if part.size() > most {
            return Err(too_large());
        }
        let unpacked = std::io::copy(&mut part.take(most + 1), &mut std::io::sink())
            .map_err(|error| damaged(error.to_string()))?;
        if unpacked > most {
            return Err(too_large());
        }
        left -= unpacked;
    }
    if is_workbook { Ok(()) } else { Err(ImportError::NotAWorkbook) }
}

/// Gathers cells into rows.
struct Rows<'a> {
    limits: &'a Limits,
    heading: Option<Vec<String>>,
    rows: Vec<Row>,
    /// The row being gathered.
    line: u32,
    cells: Vec<String>,
    /// All texts so far: one shared text can stand in a million cells.
    text_bytes: u64,
}

impl Rows<'_> {
    fn put(&mut self, line: u32, column: usize, text: String) -> Result<(), ImportError> {
        if line < self.line {
            return Err(ImportError::BrokenWorkbook {
                detail: format!("row {line} stands after row {}", self.line),
            });
        }
        if line > self.line {
            self.finish_row()?;
            self.line = line;
        }
        if text.is_empty() {
            return Ok(());
        }
        if column >= self.limits.columns {
            return Err(ImportError::TooManyColumns { line, limit: self.limits.columns });
        }
        if text.len() > self.limits.cell_bytes {
            return Err(ImportError::CellTooLong { line, limit: self.limits.cell_bytes });
        }
        self.text_bytes += text.len() as u64;
        if self.text_bytes > self.limits.unpacked_bytes / 2 {
            return Err(ImportError::WorkbookTooLarge { limit: self.limits.unpacked_bytes });
        }
        if self.cells.len() <= column {
            self.cells.resize(column + 1, String::new());
        }
        self.cells[column] = text;
        Ok(())
    }

    fn finish_row(&mut self) -> Result<(), ImportError> {
        let mut cells = std::mem::take(&mut self.cells);
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            return Ok(());
        }
        let Some(heading) = &self.heading else {
            self.heading = Some(cells.iter().map(|cell| cell.trim().to_owned()).collect());
            return Ok(());
        };
        if self.rows.len() == self.limits.rows {
            return Err(ImportError::TooManyRows { limit: self.limits.rows });
        }
        // A sheet does not store empty cells at the end of a row.
        if cells.len() < heading.len() {
            cells.resize(heading.len(), String::new());
        }
        self.rows.push(Row { line: self.line, cells: csv::StringRecord::from(cells) });
        Ok(())
    }
}

/// A cell as a person would type it.
fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number_text(*number),
        // PostgreSQL stores no NUL.
        DataRef::String(text) => text.replace('\0', ""),
        DataRef::SharedString(text) => text.replace('\0', ""),
        DataRef::Bool(value) => if *value { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(time) if time.is_duration() => number_text(time.as_f64()),
        DataRef::DateTime(time) => time_text(*time),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
    }
}

/// A number by its 15 significant digits, as Excel itself shows it: 0.1 + 0.2 is "0.3", 17850 has no ".0".
fn number_text(number: f64) -> String {
    let rounded = format!("{number:.14e}").parse().unwrap_or(number);
    // Adding zero turns -0 into 0.
    (rounded + 0.0_f64).to_string()
}

/// A date or time as ISO 8601, without an offset: a sheet has none.
fn time_text(time: ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, milli) = time.to_ymd_hms_milli();
    let mut text = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}");
    if milli > 0 {
        text.push_str(&format!(".{milli:03}"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ops_01_numbers_are_written_as_excel_shows_them() {
        for (number, text) in [
            (17850.0, "17850"),
            (-12.0, "-12"),
            (-0.0, "0"),
            (0.1 + 0.2, "0.3"),
            (8286.22, "8286.22"),
            (1e14, "100000000000000"),
            (123_456_789_012_345_680.0, "123456789012346000"),
            (2.5e-7, "0.00000025"),
        ] {
            assert_eq!(number_text(number), text);
        }
    }
}

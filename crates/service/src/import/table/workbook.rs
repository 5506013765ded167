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
    let mut rows = Rows::new(limits);
    // Cell by cell: a range would be allocated as a rectangle, which one cell far away makes enormous.
    while let Some(cell) = cells.next_cell().map_err(broken)? {
        let (row, column) = cell.get_position();
        let line = row.saturating_add(1);
        match cell.get_value() {
            DataRef::String(text) => rows.put_raw(line, column as usize, text)?,
            DataRef::SharedString(text) => rows.put_raw(line, column as usize, text)?,
            value => rows.put(line, column as usize, text(value))?,
        }
    }
    rows.finish()
}

fn broken(error: XlsxError) -> ImportError {
    match error {
        XlsxError::Password => ImportError::OldExcel,
        // It repeats what stands in the file.
        error => ImportError::BrokenWorkbook { detail: error.to_string().chars().take(200).collect() },
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
        if limits.no_macros && (name.ends_with("/vbaproject.bin") || name.starts_with("xl/macrosheets/")) {
            return Err(ImportError::Macros);
        }
        let whole = (name.ends_with(".xml") || name.ends_with(".rels")) && !name.contains("/worksheets/");
        let most = if whole { left.min(limits.unpacked_bytes / WHOLE_PART_SHARE) } else { left };
        if part.size() > most {
            return Err(too_large());
        }
        let mut part = part.take(most + 1);
        let unpacked = if name.ends_with("sharedstrings.xml") {
            let mut strings = Vec::new();
            part.read_to_end(&mut strings).map_err(|error| damaged(error.to_string()))?;
            if claims_too_many(&strings) {
                return Err(damaged("it claims more texts than it holds".to_owned()));
            }
            strings.len() as u64
        } else {
            std::io::copy(&mut part, &mut std::io::sink()).map_err(|error| damaged(error.to_string()))?
        };
        if unpacked > most {
            return Err(too_large());
        }
        left -= unpacked;
    }
    if is_workbook { Ok(()) } else { Err(ImportError::NotAWorkbook) }
}

/// Whether shared strings claim to be more than there is room for. calamine 0.38 takes as much memory as they claim before it reads one, and what
/// can't be had ends the program.
fn claims_too_many(strings: &[u8]) -> bool {
    const CLAIM: &[u8] = b"uniqueCount";
    // The shortest is `<si/>`.
    let most = strings.len() / 5;
    // In UTF-16 the claim would not be found.
    strings.contains(&0)
        || strings.windows(CLAIM.len()).enumerate().filter(|(_, found)| *found == CLAIM).any(|(at, _)| {
            let rest = strings[at + CLAIM.len()..].iter();
            let digits: Vec<u8> = rest
                .skip_while(|byte| byte.is_ascii_whitespace() || matches!(byte, b'=' | b'"' | b'\'' | b'+'))
                .take_while(|byte| byte.is_ascii_digit())
                .copied()
                .collect();
            let claimed = String::from_utf8_lossy(&digits).parse::<usize>();
            // None at all are no claim; more digits than a number has are one.
            !digits.is_empty() && claimed.map_or(true, |claimed| claimed > most)
        })
}

/// Gathers cells into rows.
pub(super) struct Rows<'a> {
    limits: &'a Limits,
    heading: Option<Vec<String>>,
    rows: Vec<Row>,
    /// The row being gathered.
    line: u32,
    cells: Vec<String>,
    /// All texts so far: one shared text can stand in a million cells.
    text_bytes: u64,
}

impl<'a> Rows<'a> {
    pub fn new(limits: &'a Limits) -> Self {
        Self { limits, heading: None, rows: Vec::new(), line: 0, cells: Vec::new(), text_bytes: 0 }
    }

    /// [`Self::put`] of a text as the file has it: counted before anything of it is taken out.
    fn put_raw(&mut self, line: u32, column: usize, text: &str) -> Result<(), ImportError> {
        if text.len() > self.limits.cell_bytes {
            return Err(ImportError::CellTooLong { line, limit: self.limits.cell_bytes });
        }
        // PostgreSQL stores no NUL.
        let kept = text.replace('\0', "");
        self.text_bytes += (text.len() - kept.len()) as u64;
        if self.text_bytes > self.limits.unpacked_bytes / 2 {
            return Err(ImportError::WorkbookTooLarge { limit: self.limits.unpacked_bytes });
        }
        self.put(line, column, kept)
    }

    /// The next cell, of the same row or one below; lines from 1, columns from 0.
    pub fn put(&mut self, line: u32, column: usize, text: String) -> Result<(), ImportError> {
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

    /// All of them.
    pub fn finish(mut self) -> Result<Table, ImportError> {
        self.finish_row()?;
        Ok(Table { heading: self.heading.ok_or(ImportError::Empty)?, rows: self.rows })
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
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(value) => if *value { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(time) if time.is_duration() => number_text(time.as_f64()),
        DataRef::DateTime(time) => time_text(*time),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
    }
}

/// A number by its 15 significant digits, as Excel itself shows it: 0.1 + 0.2 is "0.3", 17850 has no ".0". One with more digits before its
/// point has lost them, so that it is written with an exponent: nobody shall take it for what was typed.
pub(super) fn number_text(number: f64) -> String {
    let scientific = format!("{number:.14e}");
    let rounded = scientific.parse().unwrap_or(number);
    match scientific.split_once('e') {
        Some((digits, exponent)) if rounded.abs() >= 1e15 => {
            format!("{}E+{exponent}", digits.trim_end_matches('0').trim_end_matches('.'))
        }
        // Adding zero turns -0 into 0.
        _ => (rounded + 0.0_f64).to_string(),
    }
}

/// Whether a text is a number as [`number_text`] and spreadsheets write one that has more digits than they keep: `1.23457E+17`.
pub fn has_lost_digits(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let Some((amount, exponent)) = text.split_once("E+") else { return false };
    let amount = amount.strip_prefix('-').unwrap_or(amount);
    let (whole, fraction) = amount.split_once('.').unwrap_or((amount, "0"));
    digits(whole) && digits(fraction) && digits(exponent)
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
            (999_999_999_999_999.0, "999999999999999"),
            (1e15, "1E+15"),
            (999_999_999_999_999.9, "1E+15"),
            (1_234_567_890_123_456.0, "1.23456789012346E+15"),
            (-123_456_789_012_345_680.0, "-1.23456789012346E+17"),
            (1.5e300, "1.5E+300"),
            (2.5e-7, "0.00000025"),
        ] {
            assert_eq!(number_text(number), text);
            assert_eq!(has_lost_digits(text), number.abs() > 999_999_999_999_999.0, "{text}");
        }
        for kept in ["", "E+", "1E5", "SE+1", "1.E+5", "1.2E+", "A1.2E+5", "1.2E+5B"] {
            assert!(!has_lost_digits(kept), "{kept}");
        }
    }
}

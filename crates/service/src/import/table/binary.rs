//! The first visible sheet of an .xls workbook: records (BIFF8) in a stream of a compound file.
//!
//! calamine reads them too, but a compound file whose directory runs in a circle never ends there, and it makes a rectangle of each sheet's
//! cells, as large as the sheet says it is. Here a file is gone through once, cell by cell, under the limits of an .xlsx one.

use std::io::{Cursor, Read as _};
use std::iter::Peekable;

use cfb::CompoundFile;

use super::workbook::{Rows, number_text};
use super::{ImportError, Limits, Table};

pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Table, ImportError> {
    // The compound file's reader is not ours.
    match std::panic::catch_unwind(|| read_sheet(&stream(bytes, limits)?, limits)) {
        Ok(result) => result,
        Err(_) => Err(broken("the reader failed on it")),
    }
}

fn broken(detail: impl Into<String>) -> ImportError {
    ImportError::BrokenWorkbook { detail: detail.into() }
}

/// The workbook in a compound file.
fn stream(bytes: &[u8], limits: &Limits) -> Result<Vec<u8>, ImportError> {
    let damaged = |error: std::io::Error| broken(error.to_string());
    let mut file = CompoundFile::open(Cursor::new(bytes)).map_err(damaged)?;
    if file.is_stream("EncryptedPackage") {
        return Err(ImportError::Password);
    }
    if !file.is_stream("Workbook") {
        return Err(match file.is_stream("Book") {
            // Excel 95 and before.
            true => ImportError::OldExcel,
            false => ImportError::Binary { found: Some("old Office file".to_owned()) },
        });
    }
    if limits.no_macros && file.is_storage("_VBA_PROJECT_CUR") {
        return Err(ImportError::Macros);
    }
    let mut workbook = Vec::new();
    let part = file.open_stream("Workbook").map_err(damaged)?;
    // It is a part of the file, however long it says it is.
    part.take(bytes.len() as u64).read_to_end(&mut workbook).map_err(damaged)?;
    Ok(workbook)
}

mod kind {
    pub const FORMULA: u16 = 0x0006;
    pub const END: u16 = 0x000A;
    pub const PASSWORD: u16 = 0x002F;
    pub const CONTINUE: u16 = 0x003C;
    pub const SHEET: u16 = 0x0085;
    pub const NUMBERS: u16 = 0x00BD;
    pub const RICH_LABEL: u16 = 0x00D6;
    pub const STRINGS: u16 = 0x00FC;
    pub const SHARED_LABEL: u16 = 0x00FD;
    pub const NUMBER: u16 = 0x0203;
    pub const LABEL: u16 = 0x0204;
    pub const BOOL_OR_ERROR: u16 = 0x0205;
    pub const STRING: u16 = 0x0207;
    pub const SHORT_NUMBER: u16 = 0x027E;
    pub const BEGIN: u16 = 0x0809;
}

/// What a substream says that it is.
const SHEET_OF_CELLS: u16 = 0x0010;
const BIFF8: u16 = 0x0600;
/// A sheet of macros, as there were before Visual Basic.
const MACROS: u8 = 1;

fn read_sheet(workbook: &[u8], limits: &Limits) -> Result<Table, ImportError> {
    let globals = Globals::read(workbook, limits)?;
    let mut rows = Rows::new(limits);
    let sheet = workbook.get(globals.sheet..).unwrap_or_default();
    let mut records = Records { rest: sheet }.peekable();
    if begun(&mut records)? != SHEET_OF_CELLS {
        return Err(broken("the sheet is not where it should be"));
    }
    // The cell of a formula whose text comes in a record of its own.
    let mut awaits: Option<(u32, usize)> = None;
    // Charts in the sheet: they are like sheets themselves.
    let mut depth = 0_u32;
    while let Some(record) = records.next() {
        let (kind, mut data) = record?;
        match kind {
            kind::BEGIN => depth += 1,
            kind::END if depth == 0 => return rows.finish(),
            kind::END => depth -= 1,
            _ if depth > 0 => {}
            kind::SHARED_LABEL => {
                let (line, column) = data.cell()?;
                data.skip(2)?;
                let text = globals.strings.get(data.u32()?).ok_or_else(|| broken("a text is missing"))?;
                rows.put(line, column, text.to_owned())?;
            }
            kind::LABEL | kind::RICH_LABEL => {
                let (line, column) = data.cell()?;
                data.skip(2)?;
                rows.put(line, column, string(&mut data, &mut records)?)?;
            }
            kind::NUMBER => {
                let (line, column) = data.cell()?;
                data.skip(2)?;
                rows.put(line, column, number_text(f64::from_le_bytes(data.take()?)))?;
            }
            kind::SHORT_NUMBER => {
                let (line, column) = data.cell()?;
                data.skip(2)?;
                rows.put(line, column, number_text(short_number(data.u32()?)))?;
            }
            kind::NUMBERS => {
                let (line, first) = data.cell()?;
                // At the end stands the last column.
                for column in first..first + data.0.len() / 6 {
                    data.skip(2)?;
                    rows.put(line, column, number_text(short_number(data.u32()?)))?;
                }
            }
            kind::BOOL_OR_ERROR => {
                let (line, column) = data.cell()?;
                data.skip(2)?;
                let [value, is_error] = data.take()?;
                rows.put(line, column, if is_error == 0 { truth(value) } else { error(value) })?;
            }
            kind::FORMULA => {
                let (line, column) = data.cell()?;
                data.skip(2)?;
                awaits = None;
                let text = match data.take::<8>()? {
                    [0, .., 0xFF, 0xFF] => {
                        awaits = Some((line, column));
                        continue;
                    }
                    [1, _, value, .., 0xFF, 0xFF] => truth(value),
                    [2, _, value, .., 0xFF, 0xFF] => error(value),
                    [_, .., 0xFF, 0xFF] => continue,
                    number => number_text(f64::from_le_bytes(number)),
                };
                rows.put(line, column, text)?;
            }
            kind::STRING => {
                if let Some((line, column)) = awaits.take() {
                    rows.put(line, column, string(&mut data, &mut records)?)?;
                }
            }
            _ => {}
        }
    }
    Err(broken("the sheet has no end"))
}

/// What stands before the sheets.
struct Globals {
    /// Where the first visible sheet begins.
    sheet: usize,
    /// The texts that cells share.
    strings: Strings,
}

/// Texts one after the other: as many short ones by themselves would take a multiple of the file.
#[derive(Default)]
struct Strings {
    all: String,
    /// Where each ends.
    ends: Vec<usize>,
}

impl Strings {
    fn push(&mut self, text: &str) {
        self.all.push_str(text);
        self.ends.push(self.all.len());
    }

    fn get(&self, index: u32) -> Option<&str> {
        let index = index as usize;
        let start = index.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        self.all.get(start..*self.ends.get(index)?)
    }
}

impl Globals {
    fn read(workbook: &[u8], limits: &Limits) -> Result<Self, ImportError> {
        let mut records = Records { rest: workbook }.peekable();
        begun(&mut records)?;
        let (mut sheet, mut strings) = (None, Strings::default());
        while let Some(record) = records.next() {
            let (kind, mut data) = record?;
            match kind {
                kind::PASSWORD => return Err(ImportError::Password),
                kind::SHEET => {
                    let at = data.u32()?;
                    let [state, typ] = data.take()?;
                    if typ == MACROS && limits.no_macros {
                        return Err(ImportError::Macros);
                    }
                    // Neither hidden nor a chart or macros.
                    let is_shown = state & 3 == 0 && typ == 0;
                    sheet = sheet.or_else(|| is_shown.then_some(at as usize));
                }
                kind::STRINGS => strings = shared_strings(data, &mut records)?,
                kind::END => {
                    return Ok(Self { sheet: sheet.ok_or_else(|| broken("no visible sheet"))?, strings });
                }
                _ => {}
            }
        }
        Err(broken("the workbook has no end"))
    }
}

/// What kind of substream begins here.
fn begun(records: &mut Peekable<Records<'_>>) -> Result<u16, ImportError> {
    match records.next().transpose()? {
        Some((kind::BEGIN, mut data)) => match data.u16()? {
            BIFF8 => data.u16(),
            _ => Err(ImportError::OldExcel),
        },
        _ => Err(broken("no beginning")),
    }
}

/// Goes through records.
struct Records<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for Records<'a> {
    type Item = Result<(u16, Data<'a>), ImportError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let mut rest = Data(std::mem::take(&mut self.rest));
        let record = (|| {
            let (kind, length) = (rest.u16()?, rest.u16()?);
            let data = rest.part(usize::from(length))?;
            self.rest = rest.0;
            Ok((kind, Data(data)))
        })();
        Some(record)
    }
}

/// What is left of a record.
#[derive(Clone, Copy)]
struct Data<'a>(&'a [u8]);

impl<'a> Data<'a> {
    fn part(&mut self, length: usize) -> Result<&'a [u8], ImportError> {
        let (part, rest) = self.0.split_at_checked(length).ok_or_else(|| broken("a record is cut off"))?;
        self.0 = rest;
        Ok(part)
    }

    fn take<const N: usize>(&mut self) -> Result<[u8; N], ImportError> {
        let (part, rest) = self.0.split_first_chunk().ok_or_else(|| broken("a record is cut off"))?;
        self.0 = rest;
        Ok(*part)
    }

    fn skip(&mut self, length: usize) -> Result<(), ImportError> {
        self.part(length).map(drop)
    }

    fn u16(&mut self) -> Result<u16, ImportError> {
        self.take().map(u16::from_le_bytes)
    }

    fn u32(&mut self) -> Result<u32, ImportError> {
        self.take().map(u32::from_le_bytes)
    }

    /// A cell's line, from 1, and its column.
    fn cell(&mut self) -> Result<(u32, usize), ImportError> {
        Ok((u32::from(self.u16()?) + 1, usize::from(self.u16()?)))
    }
}

/// The next part of a record that is longer than a record can be.
fn continued<'a>(records: &mut Peekable<Records<'a>>) -> Option<Data<'a>> {
    let next = records.next_if(|record| matches!(record, Ok((kind::CONTINUE, _))))?;
    next.ok().map(|(_, data)| data)
}

/// Bits of what stands before a text's letters.
const WIDE: u8 = 1;
const WITH_PHONETICS: u8 = 4;
const WITH_RUNS: u8 = 8;

/// A text by itself.
fn string<'a>(data: &mut Data<'a>, records: &mut Peekable<Records<'a>>) -> Result<String, ImportError> {
    let letters = data.u16()?;
    // An empty text may end here.
    let [flags] = if letters == 0 { [0] } else { data.take()? };
    self::letters(data, records, usize::from(letters), flags)
}

/// All the texts that cells share. What a text takes, it takes of the file, so that they are bounded.
fn shared_strings<'a>(
    mut data: Data<'a>,
    records: &mut Peekable<Records<'a>>,
) -> Result<Strings, ImportError> {
    data.skip(4)?;
    let count = data.u32()?;
    let mut strings = Strings::default();
    for _ in 0..count {
        while data.0.is_empty() {
            // Some programs count more than they write.
            let Some(next) = continued(records) else { return Ok(strings) };
            data = next;
        }
        let (length, [flags]) = (data.u16()?, data.take()?);
        let runs = if flags & WITH_RUNS == 0 { 0 } else { data.u16()? };
        let phonetics = if flags & WITH_PHONETICS == 0 { 0 } else { data.u32()? };
        strings.push(&letters(&mut data, records, usize::from(length), flags)?);
        let mut beside = 4 * usize::from(runs) + phonetics as usize;
        while beside > data.0.len() {
            beside -= data.0.len();
            data = continued(records).ok_or_else(|| broken("a text is cut off"))?;
        }
        data.skip(beside)?;
    }
    Ok(strings)
}

/// So many letters, of one byte or two each; where they go on in another record, it says anew which.
fn letters<'a>(
    data: &mut Data<'a>,
    records: &mut Peekable<Records<'a>>,
    count: usize,
    mut flags: u8,
) -> Result<String, ImportError> {
    let mut units: Vec<u16> = Vec::new();
    loop {
        let left = count - units.len();
        if flags & WIDE == 0 {
            let part = data.part(left.min(data.0.len()))?;
            units.extend(part.iter().copied().map(u16::from));
        } else {
            let (pairs, _) = data.part(2 * left.min(data.0.len() / 2))?.as_chunks::<2>();
            units.extend(pairs.iter().copied().map(u16::from_le_bytes));
        }
        if units.len() == count {
            // PostgreSQL stores no NUL.
            return Ok(String::from_utf16_lossy(&units).replace('\0', ""));
        }
        *data = continued(records).ok_or_else(|| broken("a text is cut off"))?;
        [flags] = data.take()?;
    }
}

/// A number in four bytes: a whole one, or the upper half of another, and whether it is a hundred times too large.
fn short_number(packed: u32) -> f64 {
    let number = match packed & 2 {
        0 => f64::from_bits(u64::from(packed & !3) << 32),
        _ => f64::from(packed.cast_signed() >> 2),
    };
    if packed & 1 == 0 { number } else { number / 100.0 }
}

fn truth(value: u8) -> String {
    if value == 0 { "FALSE" } else { "TRUE" }.to_owned()
}

fn error(value: u8) -> String {
    match value {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    }
    .to_owned()
}

#[cfg(test)]
#[path = "binary_tests.rs"]
pub(super) mod tests;

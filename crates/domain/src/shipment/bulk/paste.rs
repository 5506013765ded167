//! Rows of invoices as cells that were copied from a spreadsheet (INV-04).

use serde::{Deserialize, Serialize};

use super::{InvoiceColumn, InvoiceRow, MOST_BYTES, MOST_ROWS, carrier_file};

/// Why nothing of what was pasted is looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum PasteProblem {
    /// There is no row in it.
    #[error("there are no rows")]
    Empty,
    /// More rows than are registered at once.
    #[error("there are more than {limit} rows")]
    TooManyRows {
        /// The most rows.
        limit: usize,
    },
    /// More than is looked at.
    #[error("there are more than {limit} bytes")]
    TooLarge {
        /// The most bytes.
        limit: usize,
    },
    /// Without a heading nobody knows what the cells beyond the third are.
    #[error("line {line} has more than three cells, and there is no heading")]
    TooManyColumns {
        /// The first such line.
        line: u32,
    },
    /// The heading lacks a column.
    #[error("the heading has no column {column}")]
    MissingColumn {
        /// Which.
        column: InvoiceColumn,
    },
    /// The heading has a column more than once.
    #[error("the heading has the column {column} twice")]
    RepeatedColumn {
        /// Which.
        column: InvoiceColumn,
    },
}

/// The rows of cells pasted from a spreadsheet, those with nothing in them left out.
///
/// If `heading` knows the first row's cells, the shipment's column among them, these are the columns, and those it does not know are passed
/// over; so is what a carrier's program wrote. Otherwise there are three columns, in the order of [`InvoiceColumn`].
pub fn pasted(
    text: &str,
    heading: impl Fn(&str) -> Option<InvoiceColumn>,
) -> Result<Vec<InvoiceRow>, PasteProblem> {
    if text.len() > MOST_BYTES {
        return Err(PasteProblem::TooLarge { limit: MOST_BYTES });
    }
    let blank = |cells: &[String]| cells.iter().all(|cell| cell.trim().is_empty());
    let mut lines = Lines { rest: text, line: 1 }.filter(|(_, cells)| !blank(cells)).peekable();
    let (named, of_carrier): (Vec<Option<InvoiceColumn>>, _) = match lines.peek() {
        Some((_, cells)) => (
            cells.iter().map(|cell| heading(cell.trim())).collect(),
            carrier_file(cells.iter().map(|cell| cell.trim())),
        ),
        None => return Err(PasteProblem::Empty),
    };
    let is_headed = named.contains(&Some(InvoiceColumn::Shipment)) || of_carrier.is_some();
    let mut carrier = "";
    let columns = if let Some((code, columns)) = of_carrier {
        lines.next();
        carrier = code;
        columns
    } else if is_headed {
        lines.next();
        for column in InvoiceColumn::ALL {
            match named.iter().filter(|named| **named == Some(*column)).count() {
                0 => return Err(PasteProblem::MissingColumn { column: *column }),
                1 => {}
                _ => return Err(PasteProblem::RepeatedColumn { column: *column }),
            }
        }
        named
    } else {
        InvoiceColumn::ALL.iter().copied().map(Some).collect()
    };
    let mut rows = Vec::new();
    for (line, cells) in lines {
        if rows.len() == MOST_ROWS {
            return Err(PasteProblem::TooManyRows { limit: MOST_ROWS });
        }
        if !is_headed && cells.get(columns.len()..).is_some_and(|more| !blank(more)) {
            return Err(PasteProblem::TooManyColumns { line });
        }
        let mut row = InvoiceRow { line, carrier: carrier.to_owned(), ..InvoiceRow::default() };
        for (column, cell) in columns.iter().zip(cells) {
            if let Some(column) = column {
                *row.cell_mut(*column) = cell;
            }
        }
        rows.push(row);
    }
    if rows.is_empty() { Err(PasteProblem::Empty) } else { Ok(rows) }
}

/// The text that [`pasted`] reads as these rows, each on its line; `heading` are the columns' names, for a line above them. What ends a line or
/// a cell is a blank in it.
pub fn as_pasted(rows: &[InvoiceRow], heading: impl Fn(InvoiceColumn) -> &'static str) -> String {
    let mut text = String::new();
    let mut line = 1;
    if rows.first().is_some_and(|row| row.line > 1) {
        let heads: Vec<_> = InvoiceColumn::ALL.iter().map(|column| heading(*column)).collect();
        text.push_str(&heads.join("\t"));
    }
    for row in rows {
        while line < row.line {
            text.push('\n');
            line += 1;
        }
        for (at, column) in InvoiceColumn::ALL.iter().enumerate() {
            if at > 0 {
                text.push('\t');
            }
            let cell = row.cell(*column).replace(['\t', '\n', '\r'], " ");
            if cell.starts_with('"') {
                text.push_str(&format!("\"{}\"", cell.replace('"', "\"\"")));
            } else {
                text.push_str(&cell);
            }
        }
    }
    text
}

/// Cells as a spreadsheet copies them, line by line.
pub fn copied(text: &str) -> Vec<Vec<String>> {
    Lines { rest: text, line: 1 }.take(MOST_ROWS).map(|(_, cells)| cells).collect()
}

/// So many cells of a row are looked at one by one.
const MOST_CELLS: usize = 256;

/// Goes through rows of cells as spreadsheets copy them: with the line on which each begins.
struct Lines<'a> {
    rest: &'a str,
    line: u32,
}

impl Iterator for Lines<'_> {
    type Item = (u32, Vec<String>);

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let line = self.line;
        let mut cells: Vec<String> = Vec::new();
        loop {
            let (cell, length) = quoted(self.rest).unwrap_or_else(|| {
                let length = self.rest.find(['\t', '\n', '\r']).unwrap_or(self.rest.len());
                (self.rest[..length].to_owned(), length)
            });
            self.line += line_ends(&self.rest[..length]);
            self.rest = &self.rest[length..];
            if cells.len() < MOST_CELLS {
                cells.push(cell);
            } else if let Some(last) = cells.last_mut().filter(|last| last.trim().is_empty()) {
                // Beyond any table's width it is enough to know whether something stands there.
                *last = cell;
            }
            if let Some(rest) = self.rest.strip_prefix('\t') {
                self.rest = rest;
                continue;
            }
            if !self.rest.is_empty() {
                self.rest = self.rest.strip_prefix("\r\n").unwrap_or_else(|| &self.rest[1..]);
                self.line += 1;
            }
            return Some((line, cells));
        }
    }
}

/// The cell in quotes that a text begins with, and how many bytes it takes; none if the quote is a character like others, because none
/// closes it where a cell can end.
///
/// However many quotes are left open, the whole takes linear time: quotes that were passed over stood in pairs, so that looking from one
/// of them ends at once.
fn quoted(text: &str) -> Option<(String, usize)> {
    let inside = text.strip_prefix('"')?;
    let mut quotes = inside.match_indices('"').map(|(at, _)| at).peekable();
    while let Some(at) = quotes.next() {
        if quotes.next_if_eq(&(at + 1)).is_some() {
            continue;
        }
        let closes = matches!(inside.as_bytes().get(at + 1), None | Some(b'\t' | b'\n' | b'\r'));
        return closes.then(|| (inside[..at].replace("\"\"", "\""), at + 2));
    }
    None
}

pub(super) fn line_ends(text: &str) -> u32 {
    let lone = |(at, byte): (usize, u8)| byte == b'\n' || text.as_bytes().get(at + 1) != Some(&b'\n');
    text.bytes()
        .enumerate()
        .filter(|(_, byte)| matches!(byte, b'\n' | b'\r'))
        .filter(|end| lone(*end))
        .count() as u32
}

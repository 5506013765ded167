//! CSV text: commas, quotes, any kind of line end.

use super::{ImportError, Limits, Row, Table};

/// Follows the text, so that a quote left open swallows it. Cannot stand in a text: control characters were refused.
const END: &str = "\n\u{1}\n";

pub(super) fn read(text: &str, limits: &Limits) -> Result<Table, ImportError> {
    bounded(text, limits)?;
    let mut lines = Lines { bytes: text.as_bytes(), at: 0, line: 1 };
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(std::io::Read::chain(text.as_bytes(), END.as_bytes()));
    let mut heading: Option<Vec<String>> = None;
    let mut rows: Vec<Row> = Vec::new();
    let mut record = csv::StringRecord::new();
    let mut closed = false;
    let mut last_line = 1;
    // Text in, text out: the reader has nothing else to fail about.
    while reader.read_record(&mut record).unwrap_or(false) {
        if record.len() == 1 && record.get(0) == Some("\u{1}") {
            closed = true;
            break;
        }
        last_line = lines.of(record.position().map_or(0, |position| position.byte() as usize));
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if record.len() > limits.columns {
            return Err(ImportError::TooManyColumns { line: last_line, limit: limits.columns });
        }
        if record.iter().any(|cell| cell.len() > limits.cell_bytes) {
            // A quote left open swallows the rest of the file; that is the cause to name.
            if record.iter().any(|cell| cell.ends_with(END)) {
                break;
            }
            return Err(ImportError::CellTooLong { line: last_line, limit: limits.cell_bytes });
        }
        if heading.is_none() {
            heading = Some(record.iter().map(|cell| cell.trim().to_owned()).collect());
        } else if rows.len() == limits.rows {
            return Err(ImportError::TooManyRows { limit: limits.rows });
        } else {
            rows.push(Row { line: last_line, cells: record.clone() });
        }
    }
    if !closed {
        return Err(ImportError::UnclosedQuote { line: last_line });
    }
    let heading = heading.ok_or(ImportError::Empty)?;
    if let Some(last) = rows.last()
        && last.cells.len() < heading.len()
        && !text.ends_with(['\n', '\r'])
    {
        return Err(ImportError::CutOff {
            line: last.line,
            expected: heading.len(),
            found: last.cells.len(),
        });
    }
    Ok(Table { heading, rows })
}

/// Refuses a line of more commas than its columns can hold. The reader gathers a row whole, with eight bytes for each cell, before anybody can count
/// them: 5 MB of commas would take a hundred.
fn bounded(text: &str, limits: &Limits) -> Result<(), ImportError> {
    let most = limits.columns.saturating_mul(limits.cell_bytes);
    let (mut commas, mut quoted) = (0_usize, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b',' => commas += 1,
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => commas = 0,
            _ => {}
        }
        if commas > most {
            let line = Lines { bytes: &text.as_bytes()[..at], at: 0, line: 1 }.of(at);
            return Err(ImportError::TooManyColumns { line, limit: limits.columns });
        }
    }
    Ok(())
}

/// Counts lines up to a byte, forwards only. The reader's own count is off by the blank lines it skips and blind to lone CRs.
struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u32,
}

impl Lines<'_> {
    /// The line of the first byte from `start` on that is no line end.
    fn of(&mut self, start: usize) -> u32 {
        while let Some(byte) = self.bytes.get(self.at) {
            let is_end = *byte == b'\n' || (*byte == b'\r' && self.bytes.get(self.at + 1) != Some(&b'\n'));
            if self.at >= start && !is_end && *byte != b'\r' {
                break;
            }
            self.line += u32::from(is_end);
            self.at += 1;
        }
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<(u32, Vec<String>)> {
        let table = read(text, &Limits::default()).unwrap();
        table.rows.into_iter().map(|row| (row.line, row.cells.iter().map(str::to_owned).collect())).collect()
    }

    #[test]
    fn ops_01_lines_are_counted_with_every_kind_of_line_end() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["a,b", "1,\"x", "y\"", "", "2,z", ",", "3,", ""].join(end);
            let quoted = format!("x{end}y");
            let expected = [(2, vec!["1", quoted.as_str()]), (5, vec!["2", "z"]), (7, vec!["3", ""])];
            let found = rows(&text);
            let found: Vec<_> = found
                .iter()
                .map(|(line, cells)| (*line, cells.iter().map(String::as_str).collect::<Vec<_>>()))
                .collect();
            assert_eq!(found, expected, "{end:?}");
        }
        assert_eq!(rows("\n\r\na\r\n1\n2\r3").iter().map(|row| row.0).collect::<Vec<_>>(), [4, 5, 6]);
    }

    #[test]
    fn ops_01_quotes_hold_commas_and_quotes() {
        assert_eq!(rows("a,b\n\"1\"\"2\",\"x, y\"")[0].1, ["1\"2", "x, y"]);
        assert_eq!(rows("a,b\n5\" pipe,x")[0].1, ["5\" pipe", "x"]);
    }

    #[test]
    fn ops_01_a_file_cut_off_is_told_as_such() {
        let error = |text: &str| read(text, &Limits::default()).unwrap_err();
        assert_eq!(error("a,b\n1,2\n3,\"unfin"), ImportError::UnclosedQuote { line: 3 });
        assert_eq!(error("a,\"b"), ImportError::UnclosedQuote { line: 1 });
        assert_eq!(error("a,b,c\n1,2,3\n4,5"), ImportError::CutOff { line: 3, expected: 3, found: 2 });
        let open = format!("a,b\n1,\"{}", "x,y\n".repeat(9_000));
        assert_eq!(error(&open), ImportError::UnclosedQuote { line: 2 });
        // With its line end the short row is complete, and judged as a row.
        assert_eq!(rows("a,b,c\n1,2,3\n4,5\n").len(), 2);
    }

    #[test]
    fn ops_01_nothing_and_too_much_are_refused() {
        let limits = Limits { rows: 2, columns: 2, cell_bytes: 3, ..Limits::default() };
        let error = |text: &str| read(text, &limits).unwrap_err();
        assert_eq!(error(""), ImportError::Empty);
        assert_eq!(error(" \r\n,,\n"), ImportError::Empty);
        assert_eq!(error("a\n1\n2\n3"), ImportError::TooManyRows { limit: 2 });
        assert_eq!(error("a\n1,2,3"), ImportError::TooManyColumns { line: 2, limit: 2 });
        // Blank cells are none, but so many are not even gathered.
        assert_eq!(error(",,,,,,"), ImportError::Empty);
        assert_eq!(error("a\r\n\r\n,,,,,,,"), ImportError::TooManyColumns { line: 3, limit: 2 });
        assert_eq!(rows(&"1,2\r".repeat(10)).len(), 9);
        assert_eq!(error("a\n1234"), ImportError::CellTooLong { line: 2, limit: 3 });
    }
}

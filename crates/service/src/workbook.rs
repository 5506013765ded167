//! Excel workbooks, as they are written.

use rust_xlsxwriter::{Format, Workbook, XlsxError};
use tokio::sync::Semaphore;

use crate::Error;
use crate::turn::in_turn;

/// So many files are written at the same time: each takes memory.
pub(crate) static WRITING: Semaphore = Semaphore::const_new(2);

/// A cell: units are numbers, everything else is text, so that no code loses its zeros.
#[derive(Clone, Debug)]
pub(crate) enum Cell {
    Text(String),
    Number(i32),
}

/// A sheet of a workbook.
pub(crate) struct Sheet {
    /// Its name, where it needs one.
    pub name: Option<&'static str>,
    /// The names of its columns.
    pub heading: Vec<&'static str>,
    /// Its rows.
    pub rows: Vec<Vec<Cell>>,
}

/// A workbook of these sheets.
///
/// # Errors
/// When a text is longer than Excel keeps.
pub(crate) async fn workbook(sheets: Vec<Sheet>) -> Result<Vec<u8>, Error> {
    let written = in_turn(&WRITING, move || written(&sheets)).await?;
    written.map_err(|error| Error::Internal(format!("a workbook can't be written: {error}")))
}

fn written(sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let bold = Format::new().set_bold();
    // Text: a spreadsheet makes no number of it when somebody edits it.
    let text = Format::new().set_num_format("@");
    for Sheet { name, heading, rows } in sheets {
        let sheet = workbook.add_worksheet();
        if let Some(name) = name {
            sheet.set_name(*name)?;
        }
        for (column, name) in (0_u16..).zip(heading) {
            sheet.write_string_with_format(0, column, *name, &bold)?;
            // What is typed below stays text, too.
            sheet.set_column_format(column, &text)?;
            sheet.set_column_width(column, 16)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        for (line, row) in (1_u32..).zip(rows) {
            for (column, cell) in (0_u16..).zip(row) {
                match cell {
                    Cell::Text(words) => sheet.write_string_with_format(line, column, words, &text)?,
                    // Else it takes its column's format, and a spreadsheet adds up no text.
                    Cell::Number(number) => {
                        sheet.write_number_with_format(line, column, *number, &Format::new())?
                    }
                };
            }
        }
    }
    workbook.save_to_buffer()
}

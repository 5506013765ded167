//! The workbooks of bulk registration: a sample to fill in, and the result (INV-03).

use domain::id::JobId;
use domain::role::Permission;
use domain::shipment::bulk::{InvoiceColumn, MOST_ROWS};
use text::Locale;

use super::bulk::{invoice_file, known_carriers};
use crate::workbook::{Cell, Sheet, workbook};
use crate::{Actor, Error, Services};

/// Numbers that are right, and no parcel's: what a filled-in row looks like.
const EXAMPLES: [(&str, &str, &str); 3] = [
    ("S26-0101-EXAMPLE1", "yamato", "000000000000"),
    ("S26-0101-EXAMPLE2", "ems", "EE000000005JP"),
    ("S26-0101-EXAMPLE3", "cj_logistics", "000000000000"),
];

/// The sample file: examples, and the carriers that can be named.
///
/// # Errors
/// [`Error::Forbidden`], or when the database can't be read.
pub async fn invoice_sample(services: &Services, actor: &Actor) -> Result<Vec<u8>, Error> {
    actor.require(Permission::Fulfil)?;
    let l = actor.locale;
    let carriers = known_carriers(services, actor).await?;
    let text = |text: &str| Cell::Text(text.to_owned());
    let examples: Vec<Vec<Cell>> = EXAMPLES
        .iter()
        .map(|(shipment, code, number)| {
            let carrier = carriers.iter().find(|carrier| carrier.code == *code);
            vec![text(shipment), text(carrier.map_or(code, |carrier| &carrier.name)), text(number)]
        })
        .collect();
    let known: Vec<Vec<Cell>> = carriers
        .iter()
        .filter(|carrier| carrier.enabled)
        .map(|carrier| vec![text(&carrier.name), text(&carrier.code)])
        .collect();
    let heads = vec![l.carrier(), l.carrier_code()];
    workbook(vec![
        Sheet { name: None, heading: heading(l), rows: examples },
        Sheet { name: Some(l.carriers_sheet()), heading: heads, rows: known },
    ])
    .await
}

/// What came of each row, in the order in which they stood. It can be mended and sent again.
///
/// # Errors
/// As [`invoice_file`].
pub async fn invoice_result(services: &Services, actor: &Actor, id: JobId) -> Result<Vec<u8>, Error> {
    let l = actor.locale;
    let mut file = invoice_file(services, actor, id, MOST_ROWS).await?;
    file.rows.sort_by_key(|row| row.row.line);
    let rows: Vec<Vec<Cell>> = file
        .rows
        .iter()
        .map(|row| {
            let cells = InvoiceColumn::ALL.iter().map(|column| row.row.cell(*column).to_owned());
            let result = match l.invoice_row(row) {
                words if words.is_empty() => l.invoice_row_state(row).to_owned(),
                words => words,
            };
            cells.chain([result]).map(Cell::Text).collect()
        })
        .collect();
    let heading = heading(l).into_iter().chain([l.result()]).collect();
    workbook(vec![Sheet { name: None, heading, rows }]).await
}

fn heading(l: Locale) -> Vec<&'static str> {
    InvoiceColumn::ALL.iter().map(|column| l.invoice_column(*column)).collect()
}

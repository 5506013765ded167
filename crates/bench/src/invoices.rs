//! Invoices of a file: a thousand rows looked over, shown, and registered in a job (INV-03).

use std::time::Instant;

use anyhow::Context as _;
use domain::id::UserId;
use domain::shipment::ShipmentStatus;
use domain::shipment::bulk::MOST_ROWS;
use rust_xlsxwriter::Workbook;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _};
use serde::Serialize;
use service::command::IdempotencyKey;
use service::jobs::{Worked, work};
use service::{InvoiceSource, Services, account, invoice_file, look_invoices_over, register_invoices};
use store::entity::shipment;

use crate::Run;
use crate::stats::{Figures, Times};

/// How often the file is looked over.
const LOOKS: usize = 9;
/// Where the made-up numbers begin, which Yamato's rule completes.
const SERIAL: usize = 60_000_000_000;

/// The figures.
#[derive(Debug, Serialize)]
pub struct Registered {
    /// Rows of the workbook, each a shipment without a number.
    rows: usize,
    /// From its bytes to what the page shows of it.
    preview: Figures,
    /// What came of them: registered, and refused with a reason.
    registered: u32,
    refused: u32,
    /// From the order to do it until all rows had an outcome, in milliseconds.
    register_ms: f64,
}

/// Times them in this process; the numbers are registered then. None where fewer shipments wait for a number than a file may name.
pub async fn time(run: &Run) -> anyhow::Result<Option<Registered>> {
    let services = Services::connect(&run.database).await?;
    let (owner, _) = account::actor(&services, UserId(1)).await?.context("the seed's owner is gone")?;
    let numbers: Vec<String> = shipment::Entity::find()
        .filter(shipment::Column::Status.eq(ShipmentStatus::PreparingToRelease))
        .filter(shipment::Column::IsTest.eq(false))
        .order_by_desc(shipment::Column::Id)
        .limit(MOST_ROWS as u64)
        .select_only()
        .column(shipment::Column::Number)
        .into_tuple()
        .all(services.store.reader())
        .await?;
    if numbers.len() < MOST_ROWS {
        return Ok(None);
    }
    eprintln!("invoices");
    let bytes = file(&numbers)?;
    let (mut taken, began) = (Vec::new(), Instant::now());
    let mut job = None;
    for _ in 0..LOOKS {
        let source = InvoiceSource::File { name: "invoices.xlsx".to_owned(), bytes: bytes.clone() };
        let started = Instant::now();
        let id = look_invoices_over(&services, &owner, source).await?;
        invoice_file(&services, &owner, id, MOST_ROWS).await?;
        taken.push(started.elapsed());
        job = Some(id);
    }
    let mut preview = Times::default();
    preview.add(taken, began.elapsed());

    let id = job.context("nothing was looked over")?;
    let started = Instant::now();
    register_invoices(&services, &owner, &IdempotencyKey::fresh(), id).await?;
    while work(&services, "bench").await? != Worked::Nothing {}
    let register_ms = started.elapsed().as_secs_f64() * 1000.0;
    let file = invoice_file(&services, &owner, id, MOST_ROWS).await?;
    services.store.close().await?;
    Ok(Some(Registered {
        rows: numbers.len(),
        preview: preview.figures(),
        registered: file.done,
        refused: file.refused,
        register_ms: register_ms.round(),
    }))
}

/// A workbook that names these shipments, each with a number of Yamato's.
fn file(shipments: &[String]) -> anyhow::Result<Vec<u8>> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, name) in (0..).zip(["Shipment No.", "Shipping company", "Invoice No."]) {
        sheet.write_string(0, column, name)?;
    }
    for (row, (serial, shipment)) in (1..).zip((SERIAL..).zip(shipments)) {
        sheet.write_string(row, 0, shipment)?;
        sheet.write_string(row, 1, "yamato")?;
        sheet.write_string(row, 2, format!("{serial}{}", serial % 7))?;
    }
    Ok(workbook.save_to_buffer()?)
}

//! Files that are no orders, and every kind of damage.

use std::io::{Read as _, Write as _};

use super::*;
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use service::import::read_orders;
use zip::write::SimpleFileOptions;

const ROWS: &str = "order_number,ordered_at,country,sku,quantity,unit_price\nA,2026-01-05,JP,S1,1,100\n";

/// A workbook with typed cells, as a person's spreadsheet has them.
fn workbook() -> Vec<u8> {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_hidden(true).write(0, 0, "not this one").unwrap();
    let sheet = workbook.add_worksheet().set_active(true);
    for (column, name) in
        ["order_number", "ordered_at", "country", "sku", "quantity", "unit_price", "currency"]
            .iter()
            .enumerate()
    {
        sheet.write(2, column as u16, *name).unwrap();
    }
    let time = ExcelDateTime::parse_from_str("2026-01-05 09:41:59").unwrap();
    sheet.write(4, 0, 100_234).unwrap();
    sheet.write_with_format(4, 1, &time, &Format::new().set_num_format("yyyy/m/d h:mm")).unwrap();
    sheet.write(4, 2, "日本").unwrap();
    sheet.write(4, 3, "S1").unwrap();
    sheet.write(4, 4, 3).unwrap();
    sheet
        .write_formula(4, 5, rust_xlsxwriter::Formula::new("=0.1+0.2").set_result("0.30000000000000004"))
        .unwrap();
    sheet.write(4, 6, "USD").unwrap();
    workbook.save_to_buffer().unwrap()
}

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A workbook's parts with their names.
fn parts(workbook: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(workbook)).unwrap();
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        parts.push((part.name().unwrap().into_owned(), content));
    }
    parts
}

fn error(bytes: impl Into<Vec<u8>>) -> ImportError {
    parse_bytes(bytes, &WAYBILL).unwrap_err()
}

#[test]
fn ops_01_typed_cells_of_a_workbook_are_read_faithfully() {
    let parsed = parse_bytes(workbook(), &WAYBILL).unwrap();
    let order = &parsed.orders[0];
    assert_eq!((order.channel_number.as_str(), &order.rows[..]), ("100234", &[5][..]));
    assert_eq!(order.placed_at.utc().to_rfc3339(), "2026-01-05T00:41:59+00:00");
    assert_eq!((order.lines[0].quantity, order.lines[0].unit_price), (3, 30));
}

/// Two orders would be one, by a number that neither has.
#[test]
fn ops_01_inv_03_numbers_that_a_spreadsheet_cut_are_no_order_numbers() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let heading = ["order_number", "ordered_at", "country", "sku", "quantity", "unit_price"];
    sheet.write_row(0, 0, heading).unwrap();
    let numbers = [12_345_678_901_234_567.0, 12_345_678_901_234_569.0, 123_456_789_012_345.0];
    for (line, number) in (1..).zip(numbers) {
        sheet.write(line, 0, number).unwrap();
        sheet.write_row(line, 1, ["2026-01-05", "JP", "S1", "1", "100"]).unwrap();
    }
    sheet.write_row(4, 0, ["A", "2026-01-05", "JP", "4.9E+17", "1", "100"]).unwrap();
    let parsed = parse_bytes(workbook.save_to_buffer().unwrap(), &WAYBILL).unwrap();
    assert_eq!(parsed.orders.len(), 1);
    assert_eq!(parsed.orders[0].channel_number, "123456789012345");
    let lost = |column: &str, value: &str| RejectReason::LostDigits {
        column: column.to_owned(),
        value: value.to_owned(),
    };
    let reasons: Vec<_> = parsed.rejected.into_iter().map(|row| (row.line, row.reason)).collect();
    let number = || lost("order_number", "1.23456789012346E+16");
    assert_eq!(reasons, [(2, number()), (3, number()), (5, lost("sku", "4.9E+17"))]);
}

#[test]
fn ops_01_the_online_retail_format_reads_a_workbook_too() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let heading = [
        "InvoiceNo",
        "StockCode",
        "Description",
        "Quantity",
        "InvoiceDate",
        "UnitPrice",
        "CustomerID",
        "Country",
    ];
    sheet.write_row(0, 0, heading).unwrap();
    let time = ExcelDateTime::parse_from_str("2011-06-12 12:34").unwrap();
    sheet.write(1, 0, 536_365).unwrap();
    sheet.write(1, 1, "85123A").unwrap();
    sheet.write(1, 3, 6).unwrap();
    sheet.write_with_format(1, 4, &time, &Format::new().set_num_format("m/d/yyyy h:mm")).unwrap();
    sheet.write(1, 5, 2.55).unwrap();
    sheet.write(1, 6, 17_850).unwrap();
    sheet.write(1, 7, "United Kingdom").unwrap();
    let parsed = parse_bytes(workbook.save_to_buffer().unwrap(), &ONLINE_RETAIL).unwrap();
    let order = &parsed.orders[0];
    assert_eq!(order.placed_at.utc().to_rfc3339(), "2011-06-12T11:34:00+00:00");
    assert_eq!(order.customer.as_ref().unwrap().external_ref.as_deref(), Some("17850"));
    assert_eq!(order.lines[0].unit_price, 255);
}

#[test]
fn ops_01_what_is_no_table_is_named() {
    assert_eq!(error(""), ImportError::Empty);
    assert_eq!(error("\u{FEFF}\r\n\r\n"), ImportError::Empty);
    assert_eq!(error(ROWS.lines().next().unwrap()), ImportError::NoRows);
    assert_eq!(
        error(b"\x89PNG\r\n\x1A\n\0\0\0"),
        ImportError::Binary { found: Some("PNG picture".to_owned()) }
    );
    assert_eq!(error(b"\x7FELF\x02\x01\x01\0"), ImportError::Binary { found: Some("program".to_owned()) });
    assert_eq!(error(b"order_number,\0\0\n"), ImportError::Binary { found: None });
    assert_eq!(error(b"\xFF\xFEo\0r\0"), ImportError::Utf16);
    assert_eq!(error(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1rest"), ImportError::OldExcel);
    assert_eq!(error(archive(&[("word/document.xml", b"<x/>")])), ImportError::NotAWorkbook);
}

#[test]
fn ops_01_a_damaged_workbook_is_refused() {
    let whole = workbook();
    for length in [4, 100, whole.len() / 2, whole.len() - 30] {
        assert!(matches!(error(&whole[..length]), ImportError::BrokenWorkbook { .. }), "{length} bytes");
    }
    assert!(matches!(error(archive(&[("xl/workbook.xml", b"<x/>")])), ImportError::BrokenWorkbook { .. }));
    // A sheet measured backwards, and one whose rows go back.
    for (right, wrong) in [("ref=\"A3:G5\"", "ref=\"G5:A3\""), ("r=\"G5\"", "r=\"G4\"")] {
        let mut parts = parts(&whole);
        let (_, sheet) = parts.iter_mut().find(|(name, _)| name == "xl/worksheets/sheet2.xml").unwrap();
        let text = String::from_utf8(std::mem::take(sheet)).unwrap();
        assert!(text.contains(right), "{text}");
        *sheet = text.replace(right, wrong).into_bytes();
        let parts: Vec<(&str, &[u8])> =
            parts.iter().map(|(name, content)| (name.as_str(), &content[..])).collect();
        assert!(matches!(error(archive(&parts)), ImportError::BrokenWorkbook { .. }), "{wrong}");
    }
}

#[test]
fn ops_01_a_workbook_that_unpacks_to_too_much_is_refused() {
    let limits = Limits { unpacked_bytes: 8 << 20, ..Limits::default() };
    let read = |bytes: Vec<u8>| read_bytes(bytes, WAYBILL.legacy, &limits).unwrap_err();
    let zeros = vec![b' '; 9 << 20];
    let bomb = archive(&[("xl/worksheets/sheet1.xml", &zeros)]);
    assert!(bomb.len() < 100_000);
    assert_eq!(read(bomb.clone()), ImportError::WorkbookTooLarge { limit: 8 << 20 });
    // What is read into memory as a whole has a lower limit than a sheet.
    let strings = archive(&[("xl/sharedStrings.xml", &zeros[..2 << 20])]);
    assert_eq!(read(strings), ImportError::WorkbookTooLarge { limit: 8 << 20 });
    // An archive that lies about its size is found out: the size stands in the local and in the central header.
    let mut liar = bomb;
    let size = (9_u32 << 20).to_le_bytes();
    let places: Vec<usize> = (0..liar.len() - 4).filter(|at| liar[*at..at + 4] == size).collect();
    assert_eq!(places.len(), 2);
    for at in places {
        liar[at..at + 4].copy_from_slice(&10_u32.to_le_bytes());
    }
    let refused = read(liar);
    assert!(
        matches!(refused, ImportError::WorkbookTooLarge { .. } | ImportError::BrokenWorkbook { .. }),
        "{refused:?}"
    );
}

#[test]
fn ops_01_a_far_away_cell_takes_no_memory() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write(0, 0, "order_number").unwrap();
    sheet.write(1_048_575, 16_383, "far").unwrap();
    let refused = error(workbook.save_to_buffer().unwrap());
    assert_eq!(refused, ImportError::TooManyColumns { line: 1_048_576, limit: 64 });
}

#[test]
fn ops_01_a_200_mb_file_is_refused_before_it_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orders.csv");
    std::fs::File::create(&path).unwrap().set_len(200_000_000).unwrap();
    let read = |path: &std::path::Path| read_orders(path, &WAYBILL, &defaults(), &Limits::default());
    assert_eq!(read(&path), Err(ImportError::TooLarge { bytes: 200_000_000, limit: 52_428_800 }));
    assert_eq!(read(folder.path()), Err(ImportError::NotAFile));
    assert!(matches!(read(&folder.path().join("none.csv")), Err(ImportError::Unreadable { .. })));
    // The name says nothing: a workbook may be called .csv.
    std::fs::write(&path, workbook()).unwrap();
    assert_eq!(read(&path).unwrap().orders.len(), 1);
}

#[test]
fn ops_01_a_truncated_csv_is_refused_whole() {
    let quoted = "order_number,ordered_at,country,sku,quantity,unit_price,recipient\n\
        A,2026-01-05,JP,S1,1,100,\"高橋\"\nB,2026-01-05,JP,S1,1,100,\"山田\"";
    assert_eq!(parse_bytes(quoted, &WAYBILL).unwrap().orders.len(), 2);
    let last_row = quoted.rfind("\nB").unwrap() + 1;
    for length in last_row + 1..quoted.len() {
        if quoted.as_bytes()[..length].ends_with(b"100,") {
            // All columns are there and the last one may be empty: nothing tells this from a whole file.
            continue;
        }
        let refused = error(&quoted.as_bytes()[..length]);
        let is_told = matches!(
            refused,
            ImportError::CutOff { line: 3, .. }
                | ImportError::UnclosedQuote { line: 3 }
                | ImportError::Encoding { line: 3, .. }
        );
        assert!(is_told, "{length}: {refused:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn ops_01_no_bytes_make_the_importer_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = parse_bytes(bytes.clone(), &WAYBILL);
        let _ = parse_bytes([b"PK\x03\x04", &bytes[..]].concat(), &WAYBILL);
    }

    #[test]
    fn ops_01_no_rows_make_the_importer_panic_or_lose_a_row(rows in "([ABC]?,([0-9/:. -]{0,12}|表),(JP|,|\"),S?,[0-9.-]{0,4},[0-9.-]{0,6}\r?\n){0,12}") {
        let heading = ROWS.lines().next().unwrap();
        let _ = parse_bytes(format!("{heading}\n{rows}"), &WAYBILL);
        let _ = parse_bytes(encoding_rs::SHIFT_JIS.encode(&format!("{heading}\n{rows}")).0, &WAYBILL);
    }

    /// Damage to the parts, not to the archive: its checksums would find that before anything is read.
    #[test]
    fn ops_01_no_damage_to_a_workbook_makes_the_importer_panic(
        part in any::<prop::sample::Index>(),
        damage in prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(&b"<>/\"0129-ABsrtv&; =\xFF"[..])), 1..4),
    ) {
        let mut parts = parts(&workbook());
        let chosen = part.index(parts.len());
        let content = &mut parts[chosen].1;
        for (at, byte) in damage {
            let at = at.index(content.len());
            content[at] = byte;
        }
        let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, content)| (name.as_str(), &content[..])).collect();
        let _ = parse_bytes(archive(&parts), &WAYBILL);
    }
}

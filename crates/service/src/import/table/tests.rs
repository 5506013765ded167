//! Files as they are uploaded, under whatever name.

use std::io::{Cursor, Write as _};

use rust_xlsxwriter::{Format, Formula, Workbook};
use zip::write::SimpleFileOptions;

use super::binary::tests::{compound, limits, xls};
use super::*;

fn read_file(bytes: impl Into<Vec<u8>>) -> Result<Table, ImportError> {
    read_bytes(bytes.into(), LegacyEncoding::Cp932, &limits())
}

fn refused(bytes: impl Into<Vec<u8>>) -> ImportError {
    read_file(bytes).unwrap_err()
}

fn xlsx(fill: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet());
    workbook.save_to_buffer().unwrap()
}

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn cells(table: &Table) -> Vec<Vec<&str>> {
    table.rows.iter().map(|row| row.cells.iter().collect()).collect()
}

#[test]
fn inv_03_the_same_rows_come_from_every_kind_of_file() {
    let rows = [["Shipment No.", "配送会社", "Invoice no."], ["S-1", "佐川急便", "0012"], ["S-2", "表", ""]];
    let text = rows.map(|row| row.join(",")).join("\r\n");
    let workbook = xlsx(|sheet| {
        for (line, row) in (0..).zip(rows) {
            sheet.write_row(line, 0, row).unwrap();
        }
    });
    for file in [
        text.clone().into_bytes(),
        [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        encoding_rs::SHIFT_JIS.encode(&text).0.into_owned(),
        workbook,
        xls(&rows.each_ref().map(|row| &row[..])),
    ] {
        let table = read_file(file).unwrap();
        assert_eq!(table.heading, rows[0]);
        assert_eq!(cells(&table), rows[1..]);
        assert_eq!(table.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 3]);
    }
}

#[test]
fn inv_03_an_xls_is_taken_only_where_it_is_allowed() {
    for file in [xls(&[&["a"], &["1"]]), compound(&[("EncryptedPackage", b"x")]), compound(&[])] {
        let orders = read_bytes(file, LegacyEncoding::Cp932, &Limits::default());
        assert_eq!(orders.unwrap_err(), ImportError::OldExcel);
    }
    assert_eq!(refused(compound(&[("EncryptedPackage", b"x")])), ImportError::Password);
    assert!(matches!(refused(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1rest"), ImportError::BrokenWorkbook { .. }));
}

#[test]
fn inv_03_merged_cells_and_formulas_are_read_as_they_are_seen() {
    let workbook = xlsx(|sheet| {
        sheet.write_row(0, 0, ["no", "carrier", "number", "sum"]).unwrap();
        sheet.merge_range(1, 0, 2, 0, "S-1", &Format::new()).unwrap();
        sheet.write(1, 1, "yamato").unwrap();
        sheet.write_formula(1, 2, Formula::new("=\"1Z\"&\"12\"").set_result("1Z12")).unwrap();
        sheet.write_formula(1, 3, Formula::new("=1+1").set_result("2")).unwrap();
        sheet.write(2, 1, "sagawa").unwrap();
        sheet.write(2, 2, 12_345_678_901_234_567_890_u64 as f64).unwrap();
    });
    let table = read_file(workbook).unwrap();
    assert_eq!(cells(&table), [["S-1", "yamato", "1Z12", "2"], ["", "sagawa", "1.23456789012346E+19", ""]]);
}

#[test]
fn inv_03_what_is_no_table_is_told_whatever_it_is_called() {
    assert_eq!(refused(""), ImportError::Empty);
    assert_eq!(refused(" \r\n,,"), ImportError::Empty);
    assert_eq!(refused("a,b,c\r\n"), ImportError::NoRows);
    assert_eq!(refused(xls(&[&["a", "b"]])), ImportError::NoRows);
    assert_eq!(refused(xls(&[])), ImportError::Empty);
    assert_eq!(refused(xlsx(|_| ())), ImportError::Empty);
    let picture = ImportError::Binary { found: Some("PNG picture".to_owned()) };
    assert_eq!(refused(b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR"), picture);
    assert_eq!(refused(archive(&[("word/document.xml", b"<x/>")])), ImportError::NotAWorkbook);
    let whole = xlsx(|sheet| {
        sheet.write(0, 0, "a").unwrap();
    });
    assert!(matches!(refused(&whole[..whole.len() / 2]), ImportError::BrokenWorkbook { .. }));
}

#[test]
fn inv_03_too_many_rows_and_columns_are_refused() {
    let text = |rows: usize| format!("no\n{}", "S\n".repeat(rows));
    let workbook = |rows: u32| {
        xlsx(|sheet| {
            (0..=rows).for_each(|row| {
                sheet.write(row, 0, "S").unwrap();
            })
        })
    };
    let old = |rows: usize| xls(&vec![&["S"][..]; rows + 1]);
    for (fits, does_not) in [
        (text(1_000).into_bytes(), text(1_001).into_bytes()),
        (workbook(1_000), workbook(1_001)),
        (old(1_000), old(1_001)),
    ] {
        assert_eq!(read_file(fits).unwrap().rows.len(), 1_000);
        assert_eq!(refused(does_not), ImportError::TooManyRows { limit: 1_000 });
    }
    let wide = |line| ImportError::TooManyColumns { line, limit: 32 };
    assert_eq!(
        refused(xlsx(|sheet| {
            sheet.write(1, 16_383, "far").unwrap();
        })),
        wide(2)
    );
    let all = xlsx(|sheet| {
        (0..16_384).for_each(|column| {
            sheet.write(0, column, "x").unwrap();
        })
    });
    assert_eq!(refused(all), wide(1));
    assert_eq!(refused(vec![b','; 16_383]), ImportError::Empty);
    assert_eq!(refused("x,".repeat(16_384)), wide(1));
    assert_eq!(refused(xls(&[&vec!["x"; 256]])), wide(1));
}

#[test]
fn inv_03_a_zip_bomb_is_refused_before_it_is_unpacked() {
    let limit = 32 << 20;
    let bomb = archive(&[("xl/worksheets/sheet1.xml", &vec![b' '; 33 << 20])]);
    assert!(bomb.len() < 100_000);
    assert_eq!(refused(bomb), ImportError::WorkbookTooLarge { limit });
    let parts: Vec<String> = (0..10_001).map(|part| format!("xl/{part}")).collect();
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|name| (name.as_str(), &b""[..])).collect();
    assert_eq!(refused(archive(&parts)), ImportError::WorkbookTooLarge { limit });
    // One that says it has 2 GB: the size stands in the local and in the central header.
    let mut liar = archive(&[("xl/workbook.xml", &[b' '; 54_321])]);
    let size = 54_321_u32.to_le_bytes();
    let places: Vec<usize> = (0..liar.len() - 4).filter(|at| liar[*at..at + 4] == size).collect();
    assert_eq!(places.len(), 2);
    for at in places {
        liar[at..at + 4].copy_from_slice(&(2_u32 << 30).to_le_bytes());
    }
    assert_eq!(refused(liar), ImportError::WorkbookTooLarge { limit });
}

#[test]
fn inv_03_a_workbook_with_macros_is_refused_where_none_are_taken() {
    for part in ["xl/vbaProject.bin", "xl/macrosheets/sheet1.xml"] {
        let file = archive(&[("xl/workbook.xml", b"<x/>"), (part, b"x")]);
        assert_eq!(refused(file.clone()), ImportError::Macros);
        let orders = read_bytes(file, LegacyEncoding::Cp932, &Limits::default()).unwrap_err();
        assert!(matches!(orders, ImportError::BrokenWorkbook { .. }));
    }
}

/// A workbook whose one sheet and shared strings are these.
fn with_strings(sheet: &str, strings: &str) -> Vec<u8> {
    let types = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>"#;
    let relations = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    let workbook = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
    let parts = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
    archive(&[
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", relations.as_bytes()),
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", parts.as_bytes()),
        ("xl/sharedStrings.xml", strings.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

#[test]
fn inv_03_a_workbook_that_claims_more_texts_than_it_holds_takes_no_memory_for_them() {
    let sheet = r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2" t="s"><v>1</v></c></row></sheetData></worksheet>"#;
    let strings = |count: &str| {
        format!(
            r#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" {count}><si><t>no</t></si><si><t>S-1</t></si></sst>"#
        )
    };
    let honest = read_file(with_strings(sheet, &strings(r#"count="2" uniqueCount="2""#))).unwrap();
    assert_eq!((honest.heading, honest.rows.len()), (vec!["no".to_owned()], 1));
    for claim in ["1000000000000000", "99999999999999999999999", "+1000000000000"] {
        for count in [format!("uniqueCount=\"{claim}\""), format!("uniqueCount = '{claim}'")] {
            let refused = refused(with_strings(sheet, &strings(&count)));
            assert!(matches!(refused, ImportError::BrokenWorkbook { .. }), "{count}: {refused:?}");
        }
    }
}

#[test]
fn inv_03_texts_of_nothing_are_counted_before_they_are_emptied() {
    let cells: String =
        (1..=2_000).map(|row| format!(r#"<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>"#)).collect();
    let sheet = format!(
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{cells}</sheetData></worksheet>"#
    );
    let strings = format!(
        r#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{}</t></si></sst>"#,
        "x".repeat(100_000)
    );
    assert_eq!(refused(with_strings(&sheet, &strings)), ImportError::CellTooLong { line: 1, limit: 1_000 });
}

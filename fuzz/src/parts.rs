//! What stands in a workbook, packed as it should be: a fuzzer gets past no checksum. What begins with `x` is the parts of an .xlsx with a NUL
//! between them (sheet, texts, styles), anything else the records of an .xls.
#![cfg_attr(feature = "fuzzer", no_main)]

use std::io::{Cursor, Write as _};

use cfb::CompoundFile;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>"#;
const TO_WORKBOOK: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const WORKBOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const TO_SHEET: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;

fn xlsx(parts: &[u8]) -> Option<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let whole = [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", TO_WORKBOOK),
        ("xl/workbook.xml", WORKBOOK),
        ("xl/_rels/workbook.xml.rels", TO_SHEET),
    ];
    let names = ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"];
    let fuzzed = names.into_iter().zip(parts.splitn(names.len(), |byte| *byte == 0));
    for (name, part) in whole.map(|(name, part)| (name, part.as_bytes())).into_iter().chain(fuzzed) {
        archive.start_file(name, stored).ok()?;
        archive.write_all(part).ok()?;
    }
    Some(archive.finish().ok()?.into_inner())
}

fn xls(records: &[u8]) -> Option<Vec<u8>> {
    let mut file = CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).ok()?;
    file.create_stream("Workbook").ok()?.write_all(records).ok()?;
    file.flush().ok()?;
    Some(file.into_inner().into_inner())
}

libfuzzer_sys::fuzz_target!(init: fuzz::forgive_libraries(), |bytes: &[u8]| {
    let file = match bytes.split_first() {
        Some((b'x', parts)) => xlsx(parts),
        _ => xls(bytes),
    };
    if let Some(file) = file {
        fuzz::read(file);
    }
});

#[cfg(not(feature = "fuzzer"))]
fn main() {}

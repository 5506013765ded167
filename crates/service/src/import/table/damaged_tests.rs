//! Damage by the thousand, the same at each run: whatever a file is, there is an answer, and it is within bounds. `make fuzz` looks further.

use std::io::{Cursor, Read as _, Write as _};

use rand::{Rng as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::binary::tests::limits;
use super::*;

/// Saved by LibreOffice 7.4: texts and numbers, a merged cell, formulas, a blank row, two lines in a cell.
const XLSX: &[u8] = include_bytes!("../../../tests/files/saved.xlsx");
const XLS: &[u8] = include_bytes!("../../../tests/files/saved.xls");
/// In CP932.
const CSV: &[u8] = include_bytes!("../../../tests/files/saved.csv");

/// An answer that is within the limits.
fn answered(bytes: Vec<u8>) -> Result<Table, ImportError> {
    let limits = limits();
    let read = read_bytes(bytes, LegacyEncoding::Cp932, &limits);
    if let Ok(table) = &read {
        assert!((1..=limits.rows).contains(&table.rows.len()));
        assert!(table.heading.len() <= limits.columns);
        for cells in table.rows.iter().map(|row| &row.cells) {
            assert!(cells.len() <= limits.columns);
            assert!(cells.iter().all(|cell| cell.len() <= limits.cell_bytes && !cell.contains('\0')));
        }
        assert!(table.rows.is_sorted_by(|above, below| above.line < below.line));
    }
    read
}

/// A few things happen to some bytes. `other` is what else may get among them.
fn damaged(chance: &mut ChaCha8Rng, bytes: &[u8], other: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..chance.random_range(1..=4) {
        let at = chance.random_range(0..=bytes.len());
        let end = chance.random_range(at..=bytes.len().min(at + 64));
        match chance.random_range(0..8) {
            // Most times one byte, so that what stands around it is still looked at.
            0..=2 if at < bytes.len() => bytes[at] = chance.random(),
            3 if at < bytes.len() => bytes[at] ^= 1 << chance.random_range(0..8),
            4 => drop(bytes.drain(at..end)),
            5 => drop(bytes.splice(at..at, bytes[at..end].to_vec())),
            6 => {
                let from = chance.random_range(0..other.len());
                let part = &other[from..other.len().min(from + chance.random_range(1..=256))];
                drop(bytes.splice(at..end, part.iter().copied()));
            }
            // A size, a count or a place that can't be.
            7 => {
                let odd = [0_u32, 1, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFE, 0xFFFF_FFFF];
                let odd = odd[chance.random_range(0..odd.len())].to_le_bytes();
                drop(bytes.splice(at..bytes.len().min(at + 4), odd));
            }
            _ => bytes.truncate(at),
        }
    }
    bytes
}

/// How many of so many damaged files were read all the same.
fn read_among(cases: u64, file: impl Fn(&mut ChaCha8Rng) -> Vec<u8>) -> u64 {
    let read = |seed| u64::from(answered(file(&mut ChaCha8Rng::seed_from_u64(seed))).is_ok());
    (0..cases).map(read).sum()
}

#[test]
fn inv_03_what_libreoffice_saved_is_read() {
    let rows = |bytes: &[u8]| {
        let table = answered(bytes.to_vec()).unwrap();
        table.rows.iter().map(|row| row.cells.iter().map(str::to_owned).collect()).collect::<Vec<Vec<_>>>()
    };
    let (xlsx, xls, csv) = (rows(XLSX), rows(XLS), rows(CSV));
    assert_eq!(xlsx.len(), 5);
    assert_eq!(xlsx[0], ["S-1", "yamato", "001234567891", "表ソ能①髙"]);
    assert_eq!(xlsx[4], ["S-5\nnext", "yamato", "0012", "#DIV/0!"]);
    assert_eq!(xlsx, xls);
    for (row, cells) in csv.iter().enumerate() {
        // What text shows of a number and of what is true is not the same.
        assert_eq!(cells[..2], xlsx[row][..2]);
    }
}

#[test]
fn inv_03_a_file_that_asks_for_a_password_is_told_as_such() {
    let protected = include_bytes!("../../../tests/files/protected.xlsx");
    assert_eq!(answered(protected.to_vec()).unwrap_err(), ImportError::Password);
    // Where no .xls is taken, it can't be told from one.
    let orders = read_bytes(protected.to_vec(), LegacyEncoding::Cp932, &Limits::default());
    assert_eq!(orders.unwrap_err(), ImportError::OldExcel);
}

#[test]
fn inv_03_a_workbook_that_is_cut_off_is_refused_wherever_that_is() {
    for length in 0..XLSX.len() {
        let refused = answered(XLSX[..length].to_vec()).unwrap_err();
        let expected = match length {
            0 => matches!(refused, ImportError::Empty),
            1..4 => matches!(refused, ImportError::NoRows | ImportError::Binary { .. }),
            _ => matches!(refused, ImportError::BrokenWorkbook { .. }),
        };
        assert!(expected, "{length}: {refused:?}");
    }
}

#[test]
fn inv_03_no_damage_to_a_workbook_is_without_an_answer() {
    let read = read_among(2_000, |chance| damaged(chance, XLSX, XLS));
    assert!(read > 0, "nothing was left whole");
}

/// Its parts are packed anew: else few get past the checksums.
#[test]
fn inv_03_no_damage_inside_a_workbook_is_without_an_answer() {
    let mut archive = ZipArchive::new(Cursor::new(XLSX)).unwrap();
    let parts: Vec<(String, Vec<u8>)> = (0..archive.len())
        .map(|index| {
            let mut part = archive.by_index(index).unwrap();
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).unwrap();
            (part.name().unwrap().to_string(), bytes)
        })
        .collect();
    let read = read_among(2_000, |chance| {
        let (hit, other) = (chance.random_range(0..parts.len()), chance.random_range(0..parts.len()));
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        for (index, (name, bytes)) in parts.iter().enumerate() {
            archive.start_file(name, stored).unwrap();
            let bytes = if index == hit { damaged(chance, bytes, &parts[other].1) } else { bytes.clone() };
            archive.write_all(&bytes).unwrap();
        }
        archive.finish().unwrap().into_inner()
    });
    assert!(read > 500, "{read}");
}

#[test]
fn inv_03_no_damage_to_an_xls_is_without_an_answer() {
    let read = read_among(2_000, |chance| damaged(chance, XLS, XLSX));
    assert!(read > 100, "{read}");
}

#[test]
fn inv_03_no_damage_to_text_is_without_an_answer() {
    let other = b"\r\n\r\"\",\"\n,,,\t\x1A\xEF\xBB\xBF\x81\x95\\\xFF\xE8\xA1\xA8\"";
    let read = read_among(4_000, |chance| damaged(chance, CSV, other));
    assert!(read > 500, "{read}");
}

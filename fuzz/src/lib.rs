//! What reads files and pasted cells, under a fuzzer. `scripts/fuzz` builds and runs it.

use table::{LegacyEncoding, Limits, read_bytes};

/// The reader without the crate around it, whose database takes long to build.
#[path = "../../crates/service/src/import/table/mod.rs"]
pub mod table;

/// Ends the program at a panic of our own code. One of a library's is caught by whoever called it, and is no find.
pub fn forgive_libraries() {
    std::panic::set_hook(Box::new(|panic| {
        if panic.location().is_none_or(|at| at.file().contains("crates/") || at.file().starts_with("fuzz/")) {
            eprintln!("{panic}");
            std::process::abort();
        }
    }));
}

/// Reads a file under the limits of a file of invoices, and looks whether they were kept.
pub fn read(bytes: Vec<u8>) {
    let limits = Limits {
        file_bytes: 5 << 20,
        unpacked_bytes: 32 << 20,
        rows: 1_000,
        columns: 256,
        cell_bytes: 1_000,
        legacy_excel: true,
        no_macros: true,
        ..Limits::default()
    };
    if let Ok(table) = read_bytes(bytes, LegacyEncoding::Cp932, &limits) {
        assert!((1..=limits.rows).contains(&table.rows.len()));
        assert!(table.heading.len() <= limits.columns);
        for cells in table.rows.iter().map(|row| &row.cells) {
            assert!(cells.len() <= limits.columns);
            assert!(cells.iter().all(|cell| cell.len() <= limits.cell_bytes && !cell.contains('\0')));
        }
        assert!(table.rows.is_sorted_by(|above, below| above.line < below.line));
    }
}

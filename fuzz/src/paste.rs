//! Cells pasted from a spreadsheet, and what is said of each row.
#![cfg_attr(feature = "fuzzer", no_main)]

use domain::shipment::bulk::{KnownCarrier, MOST_ROWS, judge_rows, pasted};
use text::Locale;

fn carrier(code: &str, name: &str, pattern: Option<&str>) -> KnownCarrier {
    KnownCarrier {
        code: code.to_owned(),
        name: name.to_owned(),
        also: Vec::new(),
        enabled: true,
        pattern: pattern.map(str::to_owned),
    }
}

libfuzzer_sys::fuzz_target!(init: fuzz::forgive_libraries(), |bytes: &[u8]| {
    if let Ok(rows) = pasted(&String::from_utf8_lossy(bytes), Locale::invoice_column_named) {
        assert!((1..=MOST_ROWS).contains(&rows.len()));
        assert!(rows.is_sorted_by(|above, below| above.line < below.line));
        let carriers = [
            carrier("yamato", "Yamato Transport", None),
            carrier("ems", "EMS", None),
            carrier("usps", "USPS", None),
            carrier("other", "Other carrier", None),
            carrier("van", "Our Van", Some("##-##")),
        ];
        assert_eq!(judge_rows(&rows, &carriers).len(), rows.len());
    }
});

#[cfg(not(feature = "fuzzer"))]
fn main() {}

//! OPS-01, `import`: files to order drafts, and drafts to orders.

mod buyers;
mod database;
mod files;
mod online_retail;
mod own_format;
mod real_database;
mod real_file;
mod whole;
mod written;

use chrono_tz::Tz;
use domain::money::Currency;
use service::import::mapping::{ONLINE_RETAIL, WAYBILL};
use service::import::table::{Table, read_bytes};
use service::import::{Defaults, ImportError, Limits, Mapping, Parsed, RejectReason, parse};

/// A Japanese merchant, to see that the online-retail format does not follow the merchant.
fn defaults() -> Defaults {
    Defaults { time_zone: Tz::Asia__Tokyo, currency: Currency::JPY }
}

fn parse_bytes(bytes: impl Into<Vec<u8>>, mapping: &Mapping) -> Result<Parsed, ImportError> {
    let limits = Limits::default();
    let table = read_bytes(bytes.into(), mapping.legacy, &limits)?;
    let parsed = parse(&table, mapping, &defaults(), &limits)?;
    assert_accounted(&parsed, &table);
    Ok(parsed)
}

/// Every row is in exactly one place.
fn assert_accounted(parsed: &Parsed, table: &Table) {
    let used = parsed.orders.iter().flat_map(|order| order.rows.iter().copied());
    let mut lines: Vec<u32> = used.chain(parsed.rejected.iter().map(|row| row.line)).collect();
    lines.sort_unstable();
    let read: Vec<u32> = table.rows.iter().map(|row| row.line).collect();
    assert_eq!(lines, read);
    assert_eq!(parsed.rows_read, read.len());
}

/// The rejected rows as (line, reason).
fn reasons(parsed: &Parsed) -> Vec<(u32, RejectReason)> {
    parsed.rejected.iter().map(|row| (row.line, row.reason.clone())).collect()
}

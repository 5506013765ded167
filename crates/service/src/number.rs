//! Numbers that people read out to each other.

use chrono::Datelike;
use chrono_tz::Tz;
use domain::time::Timestamp;
use rand::Rng as _;

/// A reference that connects what a person was told with what the log knows: eight letters and digits.
pub fn reference() -> String {
    random(8)
}

/// A new Shipment No., such as `S26-1122-7K9QFM`: the merchant's day and six letters at random, a thousand million a day. Several servers need
/// not ask each other; of 10,000 shipments a day, one in twenty days meets a number that is taken, and is given another one.
pub(crate) fn shipment(now: Timestamp, zone: Tz) -> String {
    dated('S', now, zone)
}

/// A new Claim No., made as a Shipment No. is, with a C before it.
pub(crate) fn claim(now: Timestamp, zone: Tz) -> String {
    dated('C', now, zone)
}

fn dated(letter: char, now: Timestamp, zone: Tz) -> String {
    format!("{letter}{}-{}", day(&now.utc().with_timezone(&zone)), random(6))
}

/// `26-1122`: the day that own numbers begin with.
pub(crate) fn day(date: &impl Datelike) -> String {
    format!("{:02}-{:02}{:02}", date.year() % 100, date.month(), date.day())
}

/// Bytes as lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Letters and digits at random, without those that are mixed up: 0 and O, 1 and I.
fn random(count: usize) -> String {
    const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    let mut rng = rand::rng();
    (0..count).map(|_| char::from(LETTERS[rng.random_range(0..LETTERS.len())])).collect()
}

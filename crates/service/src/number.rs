//! Numbers that people read out to each other.

use chrono::Datelike as _;
use chrono_tz::Tz;
use domain::time::Timestamp;
use rand::Rng as _;

/// Digits and letters, without I, L, O and U, which are mistaken for others.
pub(crate) const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A new Shipment No., such as `S26-1122-7K0QFM`: the merchant's day and six letters at random, a thousand million a day. Several servers need
/// not ask each other; of 10,000 shipments a day, one in twenty days meets a number that is taken, and is given another one.
pub(crate) fn shipment(now: Timestamp, zone: Tz) -> String {
    let day = now.utc().with_timezone(&zone);
    let mut rng = rand::rng();
    let code: String = (0..6).map(|_| char::from(LETTERS[rng.random_range(0..LETTERS.len())])).collect();
    format!("S{:02}-{:02}{:02}-{code}", day.year() % 100, day.month(), day.day())
}

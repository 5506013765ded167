//! Order numbers: the own stores' and each mall's in its own style. No two orders share one.

use chrono::{DateTime, Utc};
use domain::kind::ChannelKind;

use crate::number::day;

/// Digits and letters, without I, L, O and U, which are mistaken for others.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// More orders than this would run out of numbers.
pub(super) const MOST: u64 = 1 << 25;

/// The five letters of an order. They do not tell how many orders came before.
pub(super) fn code(index: u64) -> String {
    // An odd factor: every index below 2^25 gives another number.
    let number = index.wrapping_mul(0x013d_4f51).wrapping_add(0x0005_a3c1) % MOST;
    (0..5).rev().map(|digit| char::from(LETTERS[(number >> (5 * digit)) as usize & 31])).collect()
}

/// The number of an order of such a channel, placed at this hour of the merchant's wall clock.
pub(super) fn order(kind: ChannelKind, index: u64, placed: DateTime<Utc>) -> String {
    // Factors prime to 10: every index gives other digits.
    let digits = |factor: u64, count: u32| (index * factor + 1_234_567) % 10_u64.pow(count);
    match kind {
        ChannelKind::Amazon => {
            let series = ["249", "250", "503", "507"][(index / 10_000_000) as usize % 4];
            format!("{series}-{:07}-{:07}", digits(7_654_321, 7), digits(3_141_593, 7))
        }
        ChannelKind::Rakuten => {
            let day = placed.format("%Y%m%d");
            format!("402187-{day}-{:010}", digits(2_718_281_827, 10))
        }
        ChannelKind::Qoo10 => format!("{:09}", 400_000_000 + digits(9_999_991, 8)),
        ChannelKind::Yahoo => format!("hoshizora-{}", 10_000_000 + index),
        _ => format!("{}-{}", day(&placed), code(index)),
    }
}

/// The `ordinal`-th shipment of an order.
pub(super) fn shipment(index: u64, released: DateTime<Utc>, ordinal: usize) -> String {
    format!("S{}-{}{ordinal}", day(&released), code(index))
}

/// The `ordinal`-th claim of an order.
pub(super) fn claim(index: u64, requested: DateTime<Utc>, ordinal: usize) -> String {
    format!("C{}-{}{ordinal}", day(&requested), code(index))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ops_01_own_numbers_are_the_day_and_a_code() {
        let placed = DateTime::from_timestamp(1_795_312_800, 0).unwrap();
        let number = order(ChannelKind::OwnStore, 12, placed);
        assert_eq!(number.len(), "26-1122-0K7QF".len());
        assert!(number.starts_with("26-1122-"), "{number}");
        assert!(number.bytes().all(|c| c == b'-' || LETTERS.contains(&c)));
    }

    #[test]
    fn ops_01_no_two_orders_share_a_number() {
        let placed = DateTime::from_timestamp(1_795_312_800, 0).unwrap();
        for kind in [
            ChannelKind::OwnStore,
            ChannelKind::Amazon,
            ChannelKind::Rakuten,
            ChannelKind::Qoo10,
            ChannelKind::Yahoo,
        ] {
            let mut numbers: Vec<_> = (0..50_000).map(|index| order(kind, index * 601, placed)).collect();
            numbers.sort_unstable();
            numbers.dedup();
            assert_eq!(numbers.len(), 50_000, "{kind}");
        }
    }
}

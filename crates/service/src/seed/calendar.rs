//! When orders were placed, and which of them are still open.
//!
//! Orders are counted from the newest, rank 0: everything here is a function of the rank, so that any part of the data can be made
//! without the rest. Only sums, products and square roots: they come out the same on every machine.

use domain::time::Timestamp;

use super::chance::Chance;

/// The oldest order's age.
const SPAN_DAYS: f64 = 730.0;
/// Today's rate of orders is so many times the mean: the shop grows.
const NEWEST: f64 = 0.35;
const DAY: i64 = 86_400;

/// Of the orders up to a rank (as a share of all, in thousandths), so many in a thousand are in the queue of New orders. Together they are
/// one in fifty of all.
const OPEN: [(u64, u64); 6] = [(4, 850), (12, 800), (20, 450), (60, 100), (250, 10), (500, 2)];

/// At least so many orders failed to release where there are three times as many open ones, so that a small demo shows every reason.
const LEAST_FAILED: u64 = 12;

/// The demo's time line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Calendar {
    orders: u64,
    as_of: i64,
    /// The last midnight in the merchant's zone.
    midnight: i64,
    today: u64,
    open: u64,
}

impl Calendar {
    /// `offset` is the zone's distance from UTC in seconds.
    pub(super) fn new(orders: u64, as_of: Timestamp, offset: i64) -> Self {
        let as_of = as_of.0.div_euclid(1_000_000);
        let midnight = (as_of + offset).div_euclid(DAY) * DAY - offset;
        let today = (orders * 4 / 1000).max((orders / 4).min(16));
        let mut calendar = Self { orders, as_of, midnight, today, open: 0 };
        calendar.open = calendar.open_before(orders);
        calendar
    }

    /// When the order of this rank was placed. Higher ranks are older; some were placed today whatever the hour.
    pub(super) fn placed_at(&self, rank: u64, chance: &mut Chance) -> Timestamp {
        let within = chance.unit();
        let seconds = if rank < self.today {
            // The newest come fresh, the others spread over the day that has passed.
            let passed = (self.as_of - self.midnight) as f64;
            let share = (rank as f64 + within) / self.today as f64;
            self.as_of - (share * passed) as i64
        } else {
            let share = ((rank - self.today) as f64 + within) / (self.orders - self.today).max(1) as f64;
            let days = SPAN_DAYS * share * (NEWEST + (1.0 - NEWEST) * share.sqrt());
            self.evening(self.midnight - 1 - (days * DAY as f64) as i64)
        };
        Timestamp(
            seconds * 1_000_000 + i64::from(chance.below(1000)) * 1000 * i64::from(seconds < self.as_of),
        )
    }

    /// Moves a moment within its day so that more orders come in the evening than at night; earlier stays earlier.
    fn evening(&self, seconds: i64) -> i64 {
        let day = (seconds - self.midnight).div_euclid(DAY);
        let part = (seconds - self.midnight).rem_euclid(DAY) as f64 / DAY as f64;
        let later = part * (1.6 - 0.6 * part);
        self.midnight + day * DAY + ((later * DAY as f64) as i64).min(DAY - 1)
    }

    /// Which open order this is, counted from the newest; none if it is no open one.
    pub(super) fn open_ordinal(&self, rank: u64) -> Option<u64> {
        let before = self.open_before(rank);
        (self.open_before(rank + 1) > before).then_some(before)
    }

    /// How many orders of lower ranks are open.
    fn open_before(&self, rank: u64) -> u64 {
        let mut from = 0;
        let mut open = 0;
        for (until, share) in OPEN {
            let until = self.orders * until / 1000;
            // Rounded up, so that the newest order of all is an open one.
            open += (rank.clamp(from, until) - from).saturating_mul(share).div_ceil(1000);
            from = until;
        }
        open
    }

    /// Which failed order an open one is, counted from the newest; none if its release did not fail. Three in a hundred did.
    pub(super) fn failed_ordinal(&self, open_ordinal: u64) -> Option<u64> {
        let failed = (self.open * 3 / 100).max(LEAST_FAILED.min(self.open / 3));
        let before = |ordinal: u64| ordinal * failed / self.open.max(1);
        (before(open_ordinal + 1) > before(open_ordinal)).then(|| before(open_ordinal))
    }
}

#[cfg(test)]
mod tests {
    use super::super::chance::{Source, Stream};
    use super::*;

    /// 2026-11-22 11:00 in Tokyo.
    const NOON: Timestamp = Timestamp(1_795_312_800_000_000);
    const TOKYO: i64 = 9 * 3600;

    #[test]
    fn ops_01_one_order_in_fifty_is_open_and_most_of_them_are_recent() {
        for orders in [2_000_u64, 10_000, 1_000_000] {
            let calendar = Calendar::new(orders, NOON, TOKYO);
            let open: Vec<_> = (0..orders).filter(|rank| calendar.open_ordinal(*rank).is_some()).collect();
            let share = open.len() as f64 / orders as f64;
            assert!((0.019..0.022).contains(&share), "{orders}: {share}");
            assert!(open.iter().filter(|rank| **rank < orders / 50).count() * 3 > open.len() * 2);
            assert!(open.iter().enumerate().all(|(i, rank)| calendar.open_ordinal(*rank) == Some(i as u64)));
        }
    }

    #[test]
    fn ops_01_three_open_orders_in_a_hundred_failed_but_a_dozen_at_least() {
        let failed = |orders| {
            let calendar = Calendar::new(orders, NOON, TOKYO);
            (0..calendar.open).filter(|ordinal| calendar.failed_ordinal(*ordinal).is_some()).count()
        };
        assert_eq!(failed(2_000), 12);
        assert_eq!(failed(10_000), 12);
        assert!((590..640).contains(&failed(1_000_000)), "{}", failed(1_000_000));
        assert_eq!(failed(1), 0);
    }

    #[test]
    fn ops_01_orders_grow_older_by_rank_and_some_are_of_today_at_any_hour() {
        let source = Source::new(1);
        for hour in [0, 1, 13, 23] {
            let as_of = NOON.plus_seconds((hour - 11) * 3600);
            let calendar = Calendar::new(5_000, as_of, TOKYO);
            let ages: Vec<_> = (0..5_000)
                .map(|rank| calendar.placed_at(rank, &mut source.stream(Stream::Order, rank)))
                .collect();
            assert!(ages.iter().all(|placed| *placed <= as_of));
            let today = ages.iter().filter(|placed| placed.0 >= calendar.midnight * 1_000_000).count();
            assert!((16..60).contains(&today), "{hour}: {today}");
            // Neighbours may trade places within a few minutes.
            assert!(ages.windows(2).all(|pair| pair[0].0 > pair[1].0 - 1_000_000));
            let oldest = (as_of.0 - ages[4_999].0) / 1_000_000 / DAY;
            assert!((700..=732).contains(&oldest), "{oldest}");
        }
    }
}

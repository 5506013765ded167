//! Every pair of the New orders page's filters finds some orders.

use domain::id::{OptionId, SkuId};
use domain::kind::Destination;
use domain::release::{Lane, ReleaseState};
use domain::time::Timestamp;
use store::aggregate::OrderParts;

use super::{BIG, LATE_MORNING, generator};
use crate::seed::channels::OFFSET;
use crate::seed::goods::sku_id;
use crate::seed::routes::{LOCATIONS, POLICIES, Route};

/// What a filter of the New orders page chooses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Filter {
    Destination(Destination),
    Status(ReleaseState),
    Location(usize),
    Policy(usize),
    Option(OptionId),
    Popular,
    BigCustomer,
    /// Placed at or after.
    Since(Timestamp),
}

impl Filter {
    fn holds(self, parts: &OrderParts, popular: SkuId) -> bool {
        let order = &parts.order;
        let mut lines = parts.lines.iter();
        match self {
            Filter::Destination(destination) => order.destination == destination,
            Filter::Status(state) => order.release_state == state,
            Filter::Location(place) => {
                lines.any(|line| line.location_id.is_some_and(|id| id.0 == place as i64 + 1))
            }
            Filter::Policy(place) => {
                lines.any(|line| line.policy_id.is_some_and(|id| id.0 == place as i64 + 1))
            }
            Filter::Option(option) => lines.any(|line| line.option_id == Some(option)),
            Filter::Popular => lines.any(|line| line.sku_id == Some(popular)),
            Filter::BigCustomer => order.customer_id == Some(BIG),
            Filter::Since(moment) => order.placed_at >= moment,
        }
    }

    /// The policy, where the filter is on or below one, and its location.
    fn place(self) -> (Option<usize>, Option<usize>) {
        match self {
            Filter::Location(place) => (None, Some(place)),
            Filter::Policy(place) => (Some(place), Some(POLICIES[place].location)),
            Filter::Option(option) => {
                let policy = Route::of(option).policy;
                (Some(policy), Some(POLICIES[policy].location))
            }
            _ => (None, None),
        }
    }

    /// Whether the page lets one choose both: one of each kind, and what is narrowed by the other.
    fn meets(self, other: Self) -> bool {
        if std::mem::discriminant(&self) == std::mem::discriminant(&other) {
            return false;
        }
        let ((policy, location), (other_policy, other_location)) = (self.place(), other.place());
        let agree = |a: Option<usize>, b: Option<usize>| a.is_none() || b.is_none() || a == b;
        agree(policy, other_policy) && agree(location, other_location)
    }
}

#[test]
fn ops_01_every_pair_of_filters_finds_orders() {
    // At eleven, and at the stroke of midnight, when a day has only begun.
    for (seed, as_of) in [
        (1, LATE_MORNING),
        (2, LATE_MORNING),
        (3, LATE_MORNING.plus_seconds(13 * 3600)),
        (4, LATE_MORNING.plus_seconds(-10 * 3600)),
    ] {
        let generator = generator(10_000, seed, as_of);
        let popular = sku_id(generator.goods.popular);
        let queue: Vec<_> = (9_000..10_000)
            .chain(0..9_000)
            .map(|index| generator.order(index).unwrap().parts)
            .filter(|parts| parts.order.lane != Lane::NONE && !parts.order.is_test)
            .collect();
        let midnight = Timestamp(
            (as_of.0 + OFFSET * 1_000_000).div_euclid(86_400_000_000) * 86_400_000_000 - OFFSET * 1_000_000,
        );
        let mut filters: Vec<_> = Destination::ALL.iter().map(|to| Filter::Destination(*to)).collect();
        filters.extend([Filter::Status(ReleaseState::NotReleased), Filter::Status(ReleaseState::Failed)]);
        filters.extend((0..LOCATIONS.len()).map(Filter::Location));
        filters.extend((0..POLICIES.len()).map(Filter::Policy));
        filters.extend((0..Route::COUNT).map(|number| Filter::Option(Route::nth(number).option())));
        filters.extend([Filter::Popular, Filter::BigCustomer]);
        filters.extend([0, 6, 29, 89].map(|days| Filter::Since(midnight.plus_seconds(-days * 86_400))));
        for (i, one) in filters.iter().enumerate() {
            for other in filters[i + 1..].iter().filter(|other| one.meets(**other)) {
                let found =
                    queue.iter().any(|parts| one.holds(parts, popular) && other.holds(parts, popular));
                assert!(found, "seed {seed}: nothing is {one:?} and {other:?}");
            }
        }
    }
}

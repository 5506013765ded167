//! Units: what became of each piece of an order line.
//!
//! Every line counts its units: `delivered <= handed over <= packed <= assigned <= ordered - canceled` and
//! `returned <= delivered`. So each unit stands in exactly one [`Pool`], and every [`UnitsStep`] moves units from one pool to
//! another; there is no other way to change a counter.

use serde::{Deserialize, Serialize};

text_enum! {
    /// Where a unit stands.
    pub enum Pool {
        /// Neither canceled nor in a shipment: what a release takes.
        Open = "open",
        /// In a shipment, not packed yet.
        Assigned = "assigned",
        /// Packed, not handed over yet.
        Packed = "packed",
        /// With the carrier.
        HandedOver = "handed_over",
        /// Delivered or picked up.
        Delivered = "delivered",
        /// Sent back by the customer.
        Returned = "returned",
        /// Canceled.
        Canceled = "canceled",
    }
}

text_enum! {
    /// A move of units from one pool to another.
    pub enum UnitsStep {
        /// A release or a fulfil puts open units into a shipment.
        Assign = "assign",
        /// A void takes them out again.
        Unassign = "unassign",
        /// Mark packed, the pack check, or the registered invoice.
        Pack = "pack",
        /// A void of a packed shipment.
        Unpack = "unpack",
        /// Hand over, or the carrier's first scan.
        HandOver = "hand_over",
        /// A hand-over that is taken back: invoice changed or deleted, failed shipment canceled.
        Reverse = "reverse",
        /// Delivered or picked up.
        Deliver = "deliver",
        /// The customer sent them back.
        Return = "return",
        /// Cancel takes open units only.
        Cancel = "cancel",
    }
}

impl UnitsStep {
    /// The pool that units leave and the one they go to.
    pub const fn pools(self) -> (Pool, Pool) {
        match self {
            UnitsStep::Assign => (Pool::Open, Pool::Assigned),
            UnitsStep::Unassign => (Pool::Assigned, Pool::Open),
            UnitsStep::Pack => (Pool::Assigned, Pool::Packed),
            UnitsStep::Unpack => (Pool::Packed, Pool::Assigned),
            UnitsStep::HandOver => (Pool::Packed, Pool::HandedOver),
            UnitsStep::Reverse => (Pool::HandedOver, Pool::Packed),
            UnitsStep::Deliver => (Pool::HandedOver, Pool::Delivered),
            UnitsStep::Return => (Pool::Delivered, Pool::Returned),
            UnitsStep::Cancel => (Pool::Open, Pool::Canceled),
        }
    }
}

/// The counters of a line, or their sums over an order's lines. Each counts every unit that ever got that far and did not go back:
/// a delivered unit is counted as handed over, packed and assigned too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Units {
    /// What the customer ordered.
    pub ordered: i32,
    /// Canceled.
    pub canceled: i32,
    /// In a shipment.
    pub assigned: i32,
    /// Packed.
    pub packed: i32,
    /// Given to the carrier, or to the pickup point.
    pub handed_over: i32,
    /// Delivered or picked up.
    pub delivered: i32,
    /// Sent back.
    pub returned: i32,
}

/// Why units cannot be counted so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum UnitsError {
    /// A quantity is at least 1.
    #[error("{step} of {asked} units: a quantity is at least 1")]
    NotPositive {
        /// What was to be done.
        step: UnitsStep,
        /// With so many.
        asked: i32,
    },
    /// Fewer units stand in the pool that the step takes from.
    #[error("{step} of {asked} units: only {have} can")]
    NotEnough {
        /// What was to be done.
        step: UnitsStep,
        /// With so many.
        asked: i32,
        /// So many there are.
        have: i32,
    },
    /// The counters contradict each other.
    #[error("the counters contradict each other: {units:?}")]
    Contradiction {
        /// They.
        units: Units,
    },
    /// A sum over lines does not fit a counter.
    #[error("too many units to count")]
    TooMany,
}

impl Units {
    /// A new line: everything open.
    pub const fn ordered(ordered: i32) -> Self {
        Self { ordered, canceled: 0, assigned: 0, packed: 0, handed_over: 0, delivered: 0, returned: 0 }
    }

    /// What is left of the order: `ordered - canceled`: what the statuses compare the other counters with.
    pub const fn wanted(self) -> i32 {
        self.ordered.saturating_sub(self.canceled)
    }

    /// What a release would take: `ordered - canceled - assigned`.
    pub const fn open(self) -> i32 {
        self.wanted().saturating_sub(self.assigned)
    }

    /// How many units stand in a pool.
    pub const fn in_pool(self, pool: Pool) -> i32 {
        match pool {
            Pool::Open => self.open(),
            Pool::Assigned => self.assigned.saturating_sub(self.packed),
            Pool::Packed => self.packed.saturating_sub(self.handed_over),
            Pool::HandedOver => self.handed_over.saturating_sub(self.delivered),
            Pool::Delivered => self.delivered.saturating_sub(self.returned),
            Pool::Returned => self.returned,
            Pool::Canceled => self.canceled,
        }
    }

    /// The counters themselves if no pool holds fewer than none, else [`UnitsError::Contradiction`].
    pub fn check(self) -> Result<Self, UnitsError> {
        let counters = [
            0,
            self.returned,
            self.delivered,
            self.handed_over,
            self.packed,
            self.assigned,
            self.wanted(),
            self.ordered,
        ];
        if self.canceled >= 0 && counters.is_sorted() {
            Ok(self)
        } else {
            Err(UnitsError::Contradiction { units: self })
        }
    }

    /// The counters after `quantity` units made a step. Refused if fewer stand where the step takes them from.
    pub fn step(self, step: UnitsStep, quantity: i32) -> Result<Self, UnitsError> {
        let mut next = self.check()?;
        if quantity <= 0 {
            return Err(UnitsError::NotPositive { step, asked: quantity });
        }
        let have = self.in_pool(step.pools().0);
        if quantity > have {
            return Err(UnitsError::NotEnough { step, asked: quantity, have });
        }
        match step {
            UnitsStep::Assign => next.assigned += quantity,
            UnitsStep::Unassign => next.assigned -= quantity,
            UnitsStep::Pack => next.packed += quantity,
            UnitsStep::Unpack => next.packed -= quantity,
            UnitsStep::HandOver => next.handed_over += quantity,
            UnitsStep::Reverse => next.handed_over -= quantity,
            UnitsStep::Deliver => next.delivered += quantity,
            UnitsStep::Return => next.returned += quantity,
            UnitsStep::Cancel => next.canceled += quantity,
        }
        Ok(next)
    }

    /// The sums over an order's lines.
    pub fn sum(lines: impl IntoIterator<Item = Units>) -> Result<Self, UnitsError> {
        lines.into_iter().try_fold(Units::default(), |sum, line| {
            let add = |a: i32, b: i32| a.checked_add(b).ok_or(UnitsError::TooMany);
            Ok(Units {
                ordered: add(sum.ordered, line.ordered)?,
                canceled: add(sum.canceled, line.canceled)?,
                assigned: add(sum.assigned, line.assigned)?,
                packed: add(sum.packed, line.packed)?,
                handed_over: add(sum.handed_over, line.handed_over)?,
                delivered: add(sum.delivered, line.delivered)?,
                returned: add(sum.returned, line.returned)?,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn units_open_is_what_is_neither_canceled_nor_assigned() {
        let units = Units { ordered: 10, canceled: 2, assigned: 5, ..Units::default() };
        assert_eq!((units.wanted(), units.open()), (8, 3));
    }

    #[test]
    fn units_cancel_takes_open_units_only() {
        let units = Units::ordered(3).step(UnitsStep::Assign, 2).unwrap();
        assert_eq!(
            units.step(UnitsStep::Cancel, 2),
            Err(UnitsError::NotEnough { step: UnitsStep::Cancel, asked: 2, have: 1 })
        );
        let voided = units.step(UnitsStep::Unassign, 2).unwrap();
        assert_eq!(voided.step(UnitsStep::Cancel, 3).unwrap().wanted(), 0);
    }

    #[test]
    fn units_that_contradict_are_found() {
        let good = Units {
            ordered: 4,
            canceled: 1,
            assigned: 3,
            packed: 3,
            handed_over: 2,
            delivered: 1,
            returned: 1,
        };
        assert_eq!(good.check(), Ok(good));
        for bad in [
            Units { returned: 2, ..good },
            Units { delivered: 3, ..good },
            Units { handed_over: 4, ..good },
            Units { packed: 4, ..good },
            Units { assigned: 4, ..good },
            Units { canceled: 2, ..good },
            Units { canceled: -1, ..good },
            Units { ordered: -1, ..Units::default() },
        ] {
            assert_eq!(bad.check(), Err(UnitsError::Contradiction { units: bad }));
        }
    }

    fn any_step() -> impl Strategy<Value = UnitsStep> {
        prop::sample::select(UnitsStep::ALL)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn units_keep_the_inequalities_and_lose_none(ordered in 0_i32..20, steps in prop::collection::vec((any_step(), -1_i32..8), 0..40)) {
            let mut units = Units::ordered(ordered);
            for (step, quantity) in steps {
                let (from, to) = step.pools();
                match units.step(step, quantity) {
                    Ok(next) => {
                        prop_assert!(next.check().is_ok());
                        prop_assert_eq!(next.in_pool(from), units.in_pool(from) - quantity);
                        prop_assert_eq!(next.in_pool(to), units.in_pool(to) + quantity);
                        units = next;
                    }
                    Err(_) => prop_assert!(quantity <= 0 || quantity > units.in_pool(from)),
                }
                prop_assert_eq!(Pool::ALL.iter().map(|pool| units.in_pool(*pool)).sum::<i32>(), ordered);
            }
        }

        #[test]
        fn units_of_any_numbers_never_panic(counters in any::<[i32; 7]>(), step in any_step(), quantity in any::<i32>()) {
            let [ordered, canceled, assigned, packed, handed_over, delivered, returned] = counters;
            let units = Units { ordered, canceled, assigned, packed, handed_over, delivered, returned };
            let _ = units.open();
            if let Ok(next) = units.step(step, quantity) {
                prop_assert!(next.check().is_ok());
            }
            if let Ok(sum) = Units::sum([units, units]) {
                prop_assert_eq!(sum.ordered, ordered * 2);
            }
        }
    }
}

//! Stock of a SKU at a location: a release sets units aside, a hand-over takes them, a void gives them back; what is neither is available.

use serde::{Deserialize, Serialize};

use crate::units::UnitsStep;

text_enum! {
    /// A change of stock.
    pub enum StockStep {
        /// A release or a fulfil sets goods aside.
        Allocate = "allocate",
        /// A void gives them back.
        Free = "free",
        /// A hand-over takes them from on hand and from allocated.
        HandOver = "hand_over",
        /// A hand-over taken back puts them on hand again, still allocated.
        Reverse = "reverse",
        /// Goods came in or came back.
        Restock = "restock",
        /// Goods were lost or broken.
        WriteOff = "write_off",
    }
}

impl StockStep {
    /// By how much one unit changes on hand and allocated.
    pub const fn change(self) -> (i32, i32) {
        match self {
            StockStep::Allocate => (0, 1),
            StockStep::Free => (0, -1),
            StockStep::HandOver => (-1, -1),
            StockStep::Reverse => (1, 1),
            StockStep::Restock => (1, 0),
            StockStep::WriteOff => (-1, 0),
        }
    }

    /// What a step of a line's units does to the stock of its SKU, so that allocated stays the sum of (assigned - handed over).
    /// A test order's steps touch no stock.
    pub const fn of_units(step: UnitsStep) -> Option<Self> {
        match step {
            UnitsStep::Assign => Some(StockStep::Allocate),
            UnitsStep::Unassign => Some(StockStep::Free),
            UnitsStep::HandOver => Some(StockStep::HandOver),
            UnitsStep::Reverse => Some(StockStep::Reverse),
            // Whether returned goods go back on the shelf is the merchant's choice (RET-01).
            UnitsStep::Pack
            | UnitsStep::Unpack
            | UnitsStep::Deliver
            | UnitsStep::Return
            | UnitsStep::Cancel => None,
        }
    }
}

text_enum! {
    /// Why stock changed, as each movement of it records.
    pub enum StockCause {
        /// As [`StockStep::Allocate`].
        Allocate = "allocate",
        /// As [`StockStep::Free`].
        Free = "free",
        /// As [`StockStep::HandOver`].
        HandOver = "hand_over",
        /// As [`StockStep::Reverse`].
        Reverse = "reverse",
        /// As [`StockStep::Restock`].
        Restock = "restock",
        /// As [`StockStep::WriteOff`].
        WriteOff = "write_off",
        /// A stock-taking: so many were found on the shelf.
        Count = "count",
        /// A file said how many there are.
        File = "file",
    }
}

impl StockCause {
    /// What a person may give as the cause of a correction.
    pub const BY_HAND: [Self; 3] = [Self::Count, Self::Restock, Self::WriteOff];
}

impl From<StockStep> for StockCause {
    fn from(step: StockStep) -> Self {
        match step {
            StockStep::Allocate => Self::Allocate,
            StockStep::Free => Self::Free,
            StockStep::HandOver => Self::HandOver,
            StockStep::Reverse => Self::Reverse,
            StockStep::Restock => Self::Restock,
            StockStep::WriteOff => Self::WriteOff,
        }
    }
}

/// Stock of one SKU at one location, in units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Stock {
    /// What lies on the shelf.
    pub on_hand: i32,
    /// What of it belongs to shipments that were not handed over yet.
    pub allocated: i32,
}

/// Why stock cannot change so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum StockError {
    /// A quantity is at least 1.
    #[error("{step} of {asked} units: a quantity is at least 1")]
    NotPositive {
        /// What was to be done.
        step: StockStep,
        /// With so many.
        asked: i32,
    },
    /// More than is available (or, for a step on allocated goods, than is allocated).
    #[error("{step} of {asked} units: only {have} can")]
    Short {
        /// What was to be done.
        step: StockStep,
        /// With so many.
        asked: i32,
        /// So many there are.
        have: i32,
    },
    /// More than a counter holds.
    #[error("too many units to count")]
    TooMany,
    /// A stock-taking below what is allocated.
    #[error("{on_hand} on hand, but {allocated} are allocated")]
    BelowAllocated {
        /// What was counted.
        on_hand: i32,
        /// What shipments wait for.
        allocated: i32,
    },
}

impl Stock {
    /// What can still be released: on hand less allocated, never below zero.
    pub const fn available(self) -> i32 {
        self.on_hand.saturating_sub(self.allocated)
    }

    /// The stock after a step of `quantity` units. Refused where available or allocated would fall below zero.
    pub fn step(self, step: StockStep, quantity: i32) -> Result<Self, StockError> {
        if quantity <= 0 {
            return Err(StockError::NotPositive { step, asked: quantity });
        }
        let have = match step {
            StockStep::Allocate | StockStep::WriteOff => self.available(),
            StockStep::Free | StockStep::HandOver => self.allocated,
            StockStep::Reverse | StockStep::Restock => i32::MAX,
        };
        if quantity > have {
            return Err(StockError::Short { step, asked: quantity, have });
        }
        let (on_hand, allocated) = step.change();
        Ok(Self {
            on_hand: self.on_hand.checked_add(on_hand * quantity).ok_or(StockError::TooMany)?,
            allocated: self.allocated.checked_add(allocated * quantity).ok_or(StockError::TooMany)?,
        })
    }

    /// The stock after a stock-taking found `on_hand` units. Refused below what is allocated: void shipments first.
    pub const fn adjust(self, on_hand: i32) -> Result<Self, StockError> {
        if on_hand < self.allocated || on_hand < 0 {
            return Err(StockError::BelowAllocated { on_hand, allocated: self.allocated });
        }
        Ok(Self { on_hand, allocated: self.allocated })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn stock_is_allocated_handed_over_and_given_back() {
        let stock = Stock { on_hand: 5, allocated: 0 };
        let released = stock.step(StockStep::Allocate, 3).unwrap();
        assert_eq!((released, released.available()), (Stock { on_hand: 5, allocated: 3 }, 2));
        assert_eq!(released.step(StockStep::Free, 3), Ok(stock));
        let gone = released.step(StockStep::HandOver, 3).unwrap();
        assert_eq!(gone, Stock { on_hand: 2, allocated: 0 });
        assert_eq!(gone.step(StockStep::Reverse, 3), Ok(released));
    }

    #[test]
    fn rel_10_stock_that_is_short_says_how_much_there_is() {
        let stock = Stock { on_hand: 5, allocated: 4 };
        assert_eq!(
            stock.step(StockStep::Allocate, 2),
            Err(StockError::Short { step: StockStep::Allocate, asked: 2, have: 1 })
        );
        assert_eq!(stock.adjust(3), Err(StockError::BelowAllocated { on_hand: 3, allocated: 4 }));
        assert_eq!(stock.adjust(4).map(Stock::available), Ok(0));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn stock_never_falls_below_zero(on_hand in 0_i32..50, steps in prop::collection::vec((prop::sample::select(StockStep::ALL), any::<i16>()), 0..60)) {
            let mut stock = Stock { on_hand, allocated: 0 };
            for (step, quantity) in steps {
                if let Ok(next) = stock.step(step, i32::from(quantity % 20)) {
                    stock = next;
                }
                prop_assert!(stock.allocated >= 0 && stock.available() >= 0);
            }
        }

        #[test]
        fn stock_of_any_numbers_never_panics(on_hand: i32, allocated: i32, step in prop::sample::select(StockStep::ALL), quantity: i32) {
            let _ = Stock { on_hand, allocated }.step(step, quantity);
            let _ = Stock { on_hand, allocated }.adjust(quantity);
        }
    }
}

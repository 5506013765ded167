//! The order creation date (REL-02): a quick range or two days, in the merchant's time zone.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

text_enum! {
    /// The quick ranges. They move with the day: the URL keeps the range, not its dates.
    pub enum Quick {
        /// Since midnight.
        Today = "today",
        /// Today and the six days before.
        Week = "7d",
        /// Today and the 29 days before.
        Month = "30d",
        /// Today and the 89 days before.
        Quarter = "90d",
    }
}

impl Quick {
    /// How many days, today included.
    pub const fn days(self) -> u32 {
        match self {
            Quick::Today => 1,
            Quick::Week => 7,
            Quick::Month => 30,
            Quick::Quarter => 90,
        }
    }
}

/// When an order was created.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Created {
    /// A range that ends today.
    Quick(Quick),
    /// From the start of one day to the end of another; either may be open.
    Days {
        /// The first day.
        from: Option<NaiveDate>,
        /// The last day, included.
        to: Option<NaiveDate>,
    },
}

impl Created {
    /// The first and the last day, both included, given today's date in the merchant's time zone.
    pub fn days(self, today: NaiveDate) -> (Option<NaiveDate>, Option<NaiveDate>) {
        match self {
            Created::Quick(quick) => {
                let back = chrono::Days::new(u64::from(quick.days() - 1));
                (today.checked_sub_days(back), Some(today))
            }
            Created::Days { from, to } => (from, to),
        }
    }
}

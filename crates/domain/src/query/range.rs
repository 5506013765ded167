//! The order creation date (REL-02): a quick range or two days, in the merchant's time zone.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{QueryProblem, Reader, Writer, pairs};

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

/// What the form's choice of ranges says while two days are filtered by.
pub const DAYS: &str = "days";
/// What "Any time" says then: nothing at all would leave the days that the form still holds.
pub const ANY_TIME: &str = "any";

/// The parameters of a date, while they are read.
#[derive(Default)]
pub(super) struct Dates {
    quick: Option<Quick>,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    any_time: bool,
}

impl Dates {
    /// Takes over a parameter, if it is one of these.
    pub(super) fn read(&mut self, reader: &mut Reader, name: &str, value: &str) {
        match name {
            // What the form says while two days are filtered by.
            "range" if value == DAYS => {}
            "range" if value == ANY_TIME => self.any_time = true,
            "range" => self.quick = reader.read::<Quick>(name, value),
            "from" => self.from = reader.read(name, value),
            "until" => self.to = reader.read(name, value),
            _ => {}
        }
    }

    /// What they come to. A form without scripts can send a range and days: the range counts, and the page says which days it left out.
    pub(super) fn created(self, reader: &mut Reader) -> Option<Created> {
        let Self { quick, from, to, any_time } = self;
        if quick.is_some() {
            for (name, day) in [("from", from), ("until", to)] {
                let problem = |day: NaiveDate| QueryProblem { name: name.to_owned(), value: day.to_string() };
                reader.problems.extend(day.map(problem));
            }
        }
        match quick {
            Some(quick) => Some(Created::Quick(quick)),
            None if !any_time && (from.is_some() || to.is_some()) => Some(Created::Days { from, to }),
            None => None,
        }
    }

    /// Of the range and the two days of a form the one that was changed; `read` is what the form says as an address.
    pub(super) fn changed(before: Option<Created>, read: Option<Created>, form: &str) -> Option<Created> {
        let (mut dates, mut reader) = (Self::default(), Reader::new());
        for (name, value) in pairs(form).filter(|(name, _)| name != "range") {
            dates.read(&mut reader, &name, &value);
        }
        let dates = dates.created(&mut reader);
        let keeps_days = pairs(form).any(|(name, value)| name == "range" && value == DAYS);
        let had_days = matches!(before, Some(Created::Days { .. }));
        if had_days && !keeps_days {
            read.filter(|created| matches!(created, Created::Quick(_)))
        } else if dates.is_some() {
            dates
        } else {
            read
        }
    }
}

impl Writer {
    pub(super) fn created(&mut self, created: Option<Created>) {
        match created {
            Some(Created::Quick(quick)) => self.put("range", quick.as_str()),
            Some(Created::Days { from, to }) => {
                for (name, day) in [("from", from), ("until", to)] {
                    if let Some(day) = day {
                        self.put(name, day.to_string());
                    }
                }
            }
            None => {}
        }
    }
}

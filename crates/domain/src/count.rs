//! How many there are, as far as was counted.

use std::fmt;
use std::iter::Sum;
use std::ops::Add;

use serde::{Deserialize, Serialize};

use crate::money::grouped;

/// A count that may have been stopped: so many, or more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// How many were counted.
    pub counted: u64,
    /// Whether the counting was stopped there.
    pub or_more: bool,
}

impl Count {
    /// Where counting stops when every row has to be looked at: nobody acts otherwise on 1,000 orders than on 1,200, and a page must not
    /// take longer because a list is long.
    pub const LIMIT: u64 = 1000;

    /// All that there are.
    pub const fn exact(counted: u64) -> Self {
        Self { counted, or_more: false }
    }

    /// What was counted among the first [`Self::LIMIT`] and one more.
    pub const fn limited(counted: u64) -> Self {
        if counted > Self::LIMIT {
            Self { counted: Self::LIMIT, or_more: true }
        } else {
            Self::exact(counted)
        }
    }

    /// Whether there are none.
    pub const fn is_zero(self) -> bool {
        self.counted == 0
    }

    /// Whether there are more than so many.
    pub const fn is_more_than(self, some: u64) -> bool {
        self.counted > some || (self.counted == some && self.or_more)
    }

    /// At least so many: rows that are shown are there, whatever was counted.
    pub fn at_least(self, shown: u64) -> Self {
        Self { counted: self.counted.max(shown), ..self }
    }
}

/// `12`, or `1,000+`.
impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&grouped(self.counted))?;
        f.write_str(if self.or_more { "+" } else { "" })
    }
}

impl Add for Count {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { counted: self.counted.saturating_add(other.counted), or_more: self.or_more || other.or_more }
    }
}

impl Sum for Count {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rel_01_a_count_that_was_stopped_says_so_and_so_does_its_sum() {
        assert_eq!(Count::limited(Count::LIMIT), Count::exact(Count::LIMIT));
        let stopped = Count::limited(Count::LIMIT + 1);
        assert_eq!(stopped, Count { counted: Count::LIMIT, or_more: true });
        assert_eq!(
            [Count::exact(5), stopped].into_iter().sum::<Count>(),
            Count { counted: 1005, or_more: true }
        );
        assert_eq!(
            (stopped.to_string(), Count::exact(12).to_string()),
            ("1,000+".to_owned(), "12".to_owned())
        );
        assert_eq!(stopped.at_least(1200), Count { counted: 1200, or_more: true });
    }
}

//! Moments in time.

use chrono::{DateTime, TimeZone as _, Utc};
use serde::{Deserialize, Serialize};

/// A moment: microseconds since 1970-01-01 UTC, as it is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "sea-orm", derive(sea_orm::DeriveValueType))]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// The moment as a chrono time. Moments beyond what chrono can hold (some 262,000 years off) become its bounds.
    pub fn utc(self) -> DateTime<Utc> {
        match Utc.timestamp_micros(self.0).single() {
            Some(time) => time,
            None if self.0 < 0 => DateTime::<Utc>::MIN_UTC,
            None => DateTime::<Utc>::MAX_UTC,
        }
    }

    /// This moment moved by a number of seconds.
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1_000_000)))
    }
}

impl From<DateTime<Utc>> for Timestamp {
    fn from(time: DateTime<Utc>) -> Self {
        Self(time.timestamp_micros())
    }
}

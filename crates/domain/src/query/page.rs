//! Keyset paging: a page starts after (or before) a row, whatever was added meanwhile.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

/// How many rows a page has (MAL-14): 25, 50, 100 or 200.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageSize(u16);

impl PageSize {
    /// The sizes offered.
    pub const ALL: [Self; 4] = [Self(25), Self(50), Self(100), Self(200)];

    /// Rows.
    pub const fn rows(self) -> u16 {
        self.0
    }
}

impl Default for PageSize {
    fn default() -> Self {
        Self(50)
    }
}

impl fmt::Display for PageSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The text is no page size that is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a page has 25, 50, 100 or 200 rows")]
pub struct NoPageSize;

impl FromStr for PageSize {
    type Err = NoPageSize;
    fn from_str(text: &str) -> Result<Self, NoPageSize> {
        Self::ALL.into_iter().find(|size| size.to_string() == text).ok_or(NoPageSize)
    }
}

/// Which way a page goes from its cursor. Lists run from the newest row to the oldest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Direction {
    /// Rows further down: older than the cursor.
    After,
    /// Rows further up: newer than the cursor.
    Before,
}

/// A row to continue from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// Which way.
    pub direction: Direction,
    /// The row's time.
    pub at: Timestamp,
    /// The row's id, which breaks ties.
    pub id: i64,
    /// How many rows stood above the boundary when the link was made; only to print "51–100".
    pub above: u32,
}

impl Cursor {
    /// The parameter's name: `after` or `before`.
    pub const fn name(&self) -> &'static str {
        match self.direction {
            Direction::After => "after",
            Direction::Before => "before",
        }
    }

    /// The parameter's value.
    pub fn value(&self) -> String {
        format!("{}_{}_{}", self.at.0, self.id, self.above)
    }

    /// Reads the parameter.
    pub fn parse(direction: Direction, value: &str) -> Option<Self> {
        let mut parts = value.split('_');
        let cursor = Self {
            direction,
            at: Timestamp(parts.next()?.parse().ok()?),
            id: parts.next()?.parse().ok()?,
            above: parts.next()?.parse().ok()?,
        };
        parts.next().is_none().then_some(cursor)
    }
}

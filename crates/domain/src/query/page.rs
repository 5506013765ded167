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
    pub const ALL: [Self; 4] = [Self(25), Self(50), Self(100), Self::LARGEST];

    /// The largest.
    pub const LARGEST: Self = Self(200);

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

/// Which way a page goes from its cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Direction {
    /// Rows further down: older than the cursor, or with later codes.
    After,
    /// Rows further up.
    Before,
}

impl Direction {
    /// The parameter's name: `after` or `before`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::After => "after",
            Self::Before => "before",
        }
    }
}

/// A row to continue from, in whatever order a list has.
pub trait Place: Clone + Sized {
    /// What the list is ordered by.
    type Key;

    /// Continues from a row with this key; `above` rows stand above the boundary.
    fn at(key: Self::Key, direction: Direction, above: u32) -> Self;

    /// Which way.
    fn direction(&self) -> Direction;

    /// How many rows stood above the boundary when the link was made; only to print "51–100".
    fn above(&self) -> u32;

    /// What is shown where the rows beyond this place are gone; none: the first page.
    fn instead(&self) -> Option<Self>;

    /// The parameter's value.
    fn value(&self) -> String;

    /// Reads the parameter.
    fn parse(direction: Direction, value: &str) -> Option<Self>;
}

/// A row to continue from in a list that runs from the newest to the oldest.
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
        self.direction.name()
    }
}

impl Place for Cursor {
    type Key = (Timestamp, i64);

    fn at((at, id): (Timestamp, i64), direction: Direction, above: u32) -> Self {
        Self { direction, at, id, above }
    }

    fn direction(&self) -> Direction {
        self.direction
    }

    fn above(&self) -> u32 {
        self.above
    }

    /// Behind the end: what stands before it, its own row included.
    fn instead(&self) -> Option<Self> {
        match self.direction {
            Direction::After => {
                Some(Self { direction: Direction::Before, id: self.id.saturating_sub(1), ..*self })
            }
            Direction::Before => None,
        }
    }

    fn value(&self) -> String {
        format!("{}_{}_{}", self.at.0, self.id, self.above)
    }

    fn parse(direction: Direction, value: &str) -> Option<Self> {
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

/// A row to continue from in a list that runs through codes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeCursor {
    /// Which way.
    pub direction: Direction,
    /// The row's code.
    pub code: String,
    /// How many rows stood above the boundary when the link was made; only to print "51–100".
    pub above: u32,
}

impl Place for CodeCursor {
    type Key = String;

    fn at(code: String, direction: Direction, above: u32) -> Self {
        Self { direction, code, above }
    }

    fn direction(&self) -> Direction {
        self.direction
    }

    fn above(&self) -> u32 {
        self.above
    }

    fn instead(&self) -> Option<Self> {
        None
    }

    fn value(&self) -> String {
        format!("{}_{}", self.above, self.code)
    }

    fn parse(direction: Direction, value: &str) -> Option<Self> {
        let (above, code) = value.split_once('_')?;
        (!code.is_empty()).then_some(())?;
        Some(Self { direction, code: code.to_owned(), above: above.parse().ok()? })
    }
}

//! Commands to many orders or shipments: what they are given to, what is to be known before, and how far they are.

use serde::{Deserialize, Serialize};

use crate::id::JobId;
use crate::kind::{JobRowState, JobState};
use crate::outcome::Outcome;
use crate::query::{DeskList, DeskQuery, NewOrdersList};

/// What a command is given to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", bound = "")]
pub enum Selection<L: DeskList = NewOrdersList> {
    /// The rows with these numbers, in this order.
    Numbers(Vec<String>),
    /// Every row that this list shows now, on all its pages.
    Listed(Box<DeskQuery<L>>),
}

/// What can be asked of many orders at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "command", rename_all = "snake_case")]
pub enum BulkCommand {
    /// Prepare for release (REL-08).
    Release,
    /// Confirm (MAL-05).
    Confirm,
    /// Link the malls' listings by the rules (MAL-13).
    Link,
    /// Cancel what is open (REL-12).
    Cancel {
        /// Why.
        reason: String,
    },
}

/// What a release of many orders would take (REL-08).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleasePreview {
    /// So many orders.
    pub orders: u32,
    /// The numbers of the first of them, to step through.
    pub numbers: Vec<String>,
    /// What they need, short ones first.
    pub options: Vec<OptionNeed>,
}

/// What some orders need of an option.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OptionNeed {
    /// SKU.
    pub sku: String,
    /// The goods' name.
    pub name: String,
    /// The option's name.
    pub option: Option<String>,
    /// The name of the location it is to come from.
    pub location: Option<String>,
    /// Units needed.
    pub needed: i64,
    /// Units on hand there that no shipment waits for.
    pub available: i64,
}

impl OptionNeed {
    /// Whether there is less than is needed.
    pub const fn is_short(&self) -> bool {
        self.available < self.needed
    }
}

/// How far a job is (REL-08).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JobView {
    /// Which.
    pub id: JobId,
    /// The command's name.
    pub kind: String,
    /// Where it stands.
    pub state: JobState,
    /// Its rows.
    pub total: u32,
    /// Those that were done.
    pub done: u32,
    /// Those that were refused.
    pub failed: u32,
    /// What came of them, those that need somebody first.
    pub rows: Vec<JobRow>,
}

/// What came of one order or shipment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JobRow {
    /// Order No., or Shipment No.
    pub number: String,
    /// Which of them it is.
    pub is_shipment: bool,
    /// Whether it was worked on.
    pub state: JobRowState,
    /// What it came to.
    pub outcome: Option<Outcome>,
}

impl JobView {
    /// Whether nothing more happens.
    pub const fn has_ended(&self) -> bool {
        !matches!(self.state, JobState::Waiting | JobState::Running)
    }

    /// Rows that have an outcome.
    pub const fn worked(&self) -> u32 {
        self.done.saturating_add(self.failed)
    }
}

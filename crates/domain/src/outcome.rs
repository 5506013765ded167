//! What a command to an order came to: the answer to whoever gave it, and a row's result in a job.

use serde::{Deserialize, Serialize};

use crate::order::Refusal;
use crate::release::ReleaseFailure;

/// What a command to an order came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// It was done.
    Done {
        /// Shipment No. of every shipment that it made.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        shipments: Vec<String>,
    },
    /// It is as it was asked to be, and was so before.
    Unchanged,
    /// A release was refused. The reasons stand on the order, which is Failed to release now.
    Failed {
        /// All of them.
        failures: Vec<ReleaseFailure>,
    },
    /// Nothing is left to release, and nothing was changed.
    AlreadyReleased {
        /// The email of whoever released it, where it was a person.
        by: Option<String>,
    },
    /// Some of its listings were linked; no rule says what the others are.
    PartlyLinked {
        /// The others' names.
        left: Vec<String>,
    },
    /// It was refused, and nothing was changed.
    Refused {
        /// Why.
        refusal: Refusal,
    },
    /// Somebody changed the order since it was looked at; nothing was changed now.
    Changed,
    /// There is no such order any more.
    Gone,
    /// It could not be decided; nothing was changed. The log knows more under the reference.
    Broken {
        /// What to tell whoever runs Waybill.
        reference: String,
    },
}

/// The longest reason of a cancel, in characters.
pub const REASON_MAX: usize = 200;

/// Whether a text will do as the reason of a cancel.
pub fn is_reason(text: &str) -> bool {
    (1..=REASON_MAX).contains(&text.trim().chars().count())
}

impl Outcome {
    /// Whether it changed the order, be it only that it says why it was not released.
    pub const fn is_change(&self) -> bool {
        matches!(self, Self::Done { .. } | Self::Failed { .. } | Self::PartlyLinked { .. })
    }

    /// Whether the order is now what the command was given for.
    pub const fn is_done(&self) -> bool {
        matches!(self, Self::Done { .. } | Self::Unchanged)
    }
}

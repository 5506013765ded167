//! Claims: a cancel, return or exchange request. A claim names units, and open claims never share any.

use serde::{Deserialize, Serialize};

use crate::id::SkuId;
use crate::order::LineIndex;
use crate::units::Units;

text_enum! {
    /// What a claim asks for.
    pub enum ClaimKind {
        /// Not to get units that were not handed over yet.
        Cancel = "cancel",
        /// To send delivered units back.
        Return = "return",
        /// To send delivered units back and get others.
        Exchange = "exchange",
    }
}

text_enum! {
    /// How far a claim is.
    pub enum ClaimStatus {
        /// Asked for.
        Requested = "requested",
        /// Approved, being carried out.
        InProgress = "in_progress",
        /// Carried out.
        Completed = "completed",
        /// Refused by the merchant.
        Denied = "denied",
        /// Taken back by the customer.
        Withdrawn = "withdrawn",
    }
}

impl ClaimStatus {
    /// Whether the claim still holds its order and its units.
    pub const fn is_open(self) -> bool {
        matches!(self, ClaimStatus::Requested | ClaimStatus::InProgress)
    }
}

text_enum! {
    /// What can be done with a claim.
    pub enum ClaimCommand {
        /// The merchant agrees.
        Approve = "approve",
        /// It is carried out.
        Complete = "complete",
        /// The merchant refuses.
        Deny = "deny",
        /// The customer takes it back.
        Withdraw = "withdraw",
    }
}

/// One row of the claim's transition table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClaimTransition {
    /// The status it starts from.
    pub from: ClaimStatus,
    /// What is done.
    pub command: ClaimCommand,
    /// The status it leads to.
    pub to: ClaimStatus,
    /// What happens to the claim's units.
    pub effect: ClaimEffect,
}

/// What a transition does to the units that the claim names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimEffect {
    /// Nothing.
    None,
    /// An exchange adds its new lines (price 0) and makes the exchange shipment.
    SendReplacement,
    /// A cancel cancels the units, a return or exchange takes them back.
    SettleUnits,
    /// An exchange that does not happen cancels its new lines; their shipment has to be void before.
    DropReplacement,
}

/// All transitions of a claim; what is not here is refused.
pub static CLAIM_TRANSITIONS: &[ClaimTransition] = {
    use ClaimCommand::*;
    use ClaimEffect::*;
    use ClaimStatus::*;
    &[
        ClaimTransition { from: Requested, command: Approve, to: InProgress, effect: SendReplacement },
        ClaimTransition { from: Requested, command: Deny, to: Denied, effect: None },
        ClaimTransition { from: Requested, command: Withdraw, to: Withdrawn, effect: None },
        ClaimTransition { from: InProgress, command: Complete, to: Completed, effect: SettleUnits },
        ClaimTransition { from: InProgress, command: Deny, to: Denied, effect: DropReplacement },
        ClaimTransition { from: InProgress, command: Withdraw, to: Withdrawn, effect: DropReplacement },
    ]
};

/// Units of one line that a claim names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimLine {
    /// The line.
    pub line: LineIndex,
    /// So many of it.
    pub quantity: i32,
    /// The SKU that an exchange sends instead; the same if none is named.
    pub replacement: Option<SkuId>,
}

text_enum! {
    /// What of an exchange, or of its settling, was typed wrong.
    pub enum MistypedClaim {
        /// A quantity is no number.
        Quantity = "quantity",
        /// The reason, or the answer, is none.
        Reason = "reason",
    }
}

/// Why a claim cannot be opened or moved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum CannotClaim {
    /// The table has no such transition.
    #[error("a claim that is {from} cannot {command}")]
    NotFrom {
        /// Its status.
        from: ClaimStatus,
        /// What was to be done.
        command: ClaimCommand,
    },
    /// A claim names at least one unit.
    #[error("a claim names at least one unit")]
    NothingNamed,
    /// A quantity is at least 1.
    #[error("{asked} units: a quantity is at least 1")]
    NotPositive {
        /// What was asked for.
        asked: i32,
    },
    /// The order has no such line.
    #[error("the order has no line {line}")]
    UnknownLine {
        /// What was named.
        line: LineIndex,
    },
    /// No SKU bears the code that was typed for what is sent instead.
    #[error("there is no SKU {code}")]
    UnknownSku {
        /// It.
        code: String,
    },
    /// The order has no such claim.
    #[error("the order has no such claim")]
    UnknownClaim,
    /// More units than can be claimed so, or than other open claims leave.
    #[error("{asked} units of line {line}: only {free} can be claimed")]
    NotEnough {
        /// The line.
        line: LineIndex,
        /// What was asked for.
        asked: i32,
        /// What can still be claimed.
        free: i32,
    },
}

/// The transition that a command makes from a status.
pub fn decide_claim(
    from: ClaimStatus,
    command: ClaimCommand,
) -> Result<&'static ClaimTransition, CannotClaim> {
    CLAIM_TRANSITIONS
        .iter()
        .find(|transition| transition.from == from && transition.command == command)
        .ok_or(CannotClaim::NotFrom { from, command })
}

/// How many units of a line a new claim of this kind may name, given what open claims already name of it.
///
/// A cancel claims units that were not handed over, a return or exchange units that are delivered; and no unit is named twice, even
/// if it moved on since the first claim.
pub fn claimable(units: Units, kind: ClaimKind, open: impl IntoIterator<Item = (ClaimKind, i32)>) -> i32 {
    let of_delivered = |kind| matches!(kind, ClaimKind::Return | ClaimKind::Exchange);
    let (mut all, mut alike) = (0_i32, 0_i32);
    for (other, quantity) in open {
        all = all.saturating_add(quantity);
        if of_delivered(other) == of_delivered(kind) {
            alike = alike.saturating_add(quantity);
        }
    }
    let pool = if of_delivered(kind) {
        units.delivered.saturating_sub(units.returned)
    } else {
        units.wanted().saturating_sub(units.handed_over)
    };
    let with_customer_or_to_come = units.wanted().saturating_sub(units.returned);
    pool.saturating_sub(alike).min(with_customer_or_to_come.saturating_sub(all)).max(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ret_02_a_claim_goes_from_requested_over_in_progress_to_its_end() {
        use ClaimCommand::*;
        use ClaimStatus::*;
        for from in ClaimStatus::ALL.iter().copied() {
            for command in ClaimCommand::ALL.iter().copied() {
                let expected = match (from, command) {
                    (Requested, Approve) => Some(InProgress),
                    (InProgress, Complete) => Some(Completed),
                    (Requested | InProgress, Deny) => Some(Denied),
                    (Requested | InProgress, Withdraw) => Some(Withdrawn),
                    _ => None,
                };
                assert_eq!(decide_claim(from, command).ok().map(|row| row.to), expected, "{from} {command}");
            }
        }
    }

    #[test]
    fn ret_02_open_claims_never_overlap() {
        let units = Units {
            ordered: 5,
            canceled: 0,
            assigned: 4,
            packed: 3,
            handed_over: 3,
            delivered: 3,
            returned: 1,
        };
        assert_eq!(claimable(units, ClaimKind::Return, []), 2);
        assert_eq!(claimable(units, ClaimKind::Exchange, [(ClaimKind::Return, 1)]), 1);
        assert_eq!(
            claimable(units, ClaimKind::Return, [(ClaimKind::Return, 1), (ClaimKind::Exchange, 1)]),
            0
        );
        assert_eq!(claimable(units, ClaimKind::Cancel, [(ClaimKind::Return, 2)]), 2);
    }

    #[test]
    fn ret_02_a_unit_that_moved_on_is_not_claimed_twice() {
        // Its cancel was requested, then the carrier delivered it all the same.
        let units = Units {
            ordered: 1,
            canceled: 0,
            assigned: 1,
            packed: 1,
            handed_over: 1,
            delivered: 1,
            returned: 0,
        };
        assert_eq!(claimable(units, ClaimKind::Return, [(ClaimKind::Cancel, 1)]), 0);
        assert_eq!(claimable(units, ClaimKind::Return, []), 1);
    }
}

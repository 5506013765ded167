//! What can be asked of an order, and why it is refused.

use serde::{Deserialize, Serialize};

use super::{ClaimIndex, LineIndex, ShipmentIndex};
use crate::action::CannotAct;
use crate::claim::{CannotClaim, ClaimCommand, ClaimKind, ClaimLine};
use crate::id::{LocationId, SkuId};
use crate::item_link::CannotLink;
use crate::ledger::{CannotRefund, RefundRequest};
use crate::payment::CannotPay;
use crate::release::ReleaseFailure;
use crate::shipment::{CannotMove, CannotNumber, CarrierEvent, MadeBy, ShipmentCommand};
use crate::stock::StockError;
use crate::time::Timestamp;
use crate::units::UnitsError;

/// A command to an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Record a payment of so many minor units.
    MarkPaid {
        /// More than zero, and no more than is owed.
        amount: i64,
    },
    /// Confirm.
    Confirm,
    /// Turn all open units into shipments. Address, delivery names and item links are checked before, by [`crate::release::check_release`].
    PrepareRelease,
    /// Store why a release was refused.
    FailRelease {
        /// The reasons.
        failures: Vec<ReleaseFailure>,
    },
    /// Take an order that a release found canceled out of the list of failures.
    DismissFailure,
    /// Carrier or warehouse refused the hand-off of a released shipment (REL-10).
    RefuseHandOff {
        /// The shipment.
        shipment: ShipmentIndex,
        /// Who refused.
        provider: String,
        /// What they said.
        message: String,
    },
    /// Mark everything packed that is not.
    MarkPacked,
    /// Hand over every shipment that is Preparing to ship.
    HandOver,
    /// Mark every shipment on its way as delivered.
    MarkDelivered,
    /// Mark every shipment at the pickup point as picked up.
    MarkPickedUp,
    /// Fulfil some units: release, pack and, unless later, hand over.
    Fulfil(Fulfil),
    /// The customer sent units back.
    Return {
        /// Which and how many.
        lines: Vec<(LineIndex, i32)>,
        /// They go back on the shelf.
        restock: bool,
    },
    /// Refund.
    Refund(RefundRequest),
    /// Cancel open units.
    Cancel {
        /// Which and how many.
        lines: Vec<(LineIndex, i32)>,
    },
    /// One command to one shipment.
    MoveShipment {
        /// The shipment.
        shipment: ShipmentIndex,
        /// The command.
        command: ShipmentCommand,
        /// What becomes of a failed shipment that is canceled; not looked at otherwise.
        disposal: Disposal,
    },
    /// An event of the carrier, of the shipment's present number.
    Track {
        /// The shipment.
        shipment: ShipmentIndex,
        /// The event.
        event: CarrierEvent,
        /// When it occurred, by the carrier.
        occurred_at: Timestamp,
    },
    /// Open a claim.
    OpenClaim {
        /// What is asked for.
        kind: ClaimKind,
        /// For which units.
        lines: Vec<ClaimLine>,
    },
    /// Decide a claim or carry it out.
    MoveClaim {
        /// The claim.
        claim: ClaimIndex,
        /// How.
        command: ClaimCommand,
        /// Goods that come back go on the shelf.
        restock: bool,
    },
}

/// A fulfil (FUL-01, FUL-02).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fulfil {
    /// Which units and how many.
    pub lines: Vec<(LineIndex, i32)>,
    /// Where it ships from.
    pub location: Option<LocationId>,
    /// The customer collects it.
    pub pickup: bool,
    /// [`MadeBy::Manual`], or [`MadeBy::Carrier`] for a bought label.
    pub made_by: MadeBy,
    /// It has an invoice number; else it goes with a reason for having none.
    pub numbered: bool,
    /// "Hand over later".
    pub hand_over_later: bool,
}

/// What becomes of a failed shipment that is canceled (SHP-07).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disposal {
    /// The units are canceled and a refund is due; else they are open again, to be reshipped.
    pub cancel_units: bool,
    /// The goods are lost; else they go back on the shelf.
    pub write_off: bool,
}

/// Why a command is refused. Nothing changed then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "of", content = "refusal", rename_all = "snake_case")]
pub enum Refusal {
    /// By the action table.
    #[error(transparent)]
    Act(#[from] CannotAct),
    /// By the shipment machine.
    #[error(transparent)]
    Shipment(#[from] CannotMove),
    /// By the carrier's rules.
    #[error(transparent)]
    Number(#[from] CannotNumber),
    /// By the claim machine.
    #[error(transparent)]
    Claim(#[from] CannotClaim),
    /// By what is owed.
    #[error(transparent)]
    Pay(#[from] CannotPay),
    /// By the ledger.
    #[error(transparent)]
    Refund(#[from] CannotRefund),
    /// By item linking.
    #[error(transparent)]
    Link(#[from] CannotLink),
    /// By a line's units.
    #[error(transparent)]
    Units(#[from] UnitsError),
    /// By the stock.
    #[error("SKU {sku} at location {location}: {error}")]
    Stock {
        /// Of this location.
        location: LocationId,
        /// Of this SKU.
        sku: SkuId,
        /// Why.
        error: StockError,
    },
    /// There is no such line.
    #[error("the order has no line {line}")]
    UnknownLine {
        /// What was named.
        line: LineIndex,
    },
    /// A line is named twice.
    #[error("line {line} is named twice")]
    LineTwice {
        /// Which.
        line: LineIndex,
    },
    /// There is no such shipment.
    #[error("the order has no shipment {shipment}")]
    UnknownShipment {
        /// What was named.
        shipment: ShipmentIndex,
    },
    /// No line is named.
    #[error("no line is named")]
    NothingNamed,
    /// A line has no location or delivery policy to ship by.
    #[error("line {line} has no location or delivery policy")]
    NoDeliveryPolicy {
        /// Which.
        line: LineIndex,
    },
    /// What an exchange would send can't be shipped.
    #[error("the replacement can't be shipped")]
    CannotShip {
        /// All that is in the way.
        failures: Vec<ReleaseFailure>,
    },
    /// There is no failure, or it is to be retried.
    #[error("there is no failure to dismiss")]
    NothingToDismiss,
}

impl Refusal {
    /// Whether something else has to be typed, and the order is as whoever typed it knows it.
    pub const fn is_of_input(&self) -> bool {
        matches!(
            self,
            Self::Link(CannotLink::UnknownSku { .. })
                | Self::Claim(CannotClaim::UnknownSku { .. })
                | Self::Number(_)
                | Self::CannotShip { .. }
        )
    }
}

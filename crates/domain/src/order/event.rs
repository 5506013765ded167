//! What happened to an order.

use serde::{Deserialize, Serialize};

use super::{ClaimIndex, LineIndex, ShipmentIndex};
use crate::claim::{ClaimKind, ClaimStatus};
use crate::fulfilment::FulfilmentStatus;
use crate::id::{LocationId, SkuId};
use crate::payment::PaymentStatus;
use crate::release::ReleaseFailure;
use crate::shipment::{CarrierEvent, Kept, ShipmentStatus, Trigger};
use crate::stage::Stage;
use crate::stock::StockStep;

/// One thing that happened. Indices are those of the order after the command.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Event {
    /// The order was confirmed.
    Confirmed,
    /// Money came in.
    PaymentRecorded {
        /// In minor units.
        amount: i64,
    },
    /// Money is to be sent back by the merchant.
    RefundRecorded {
        /// In minor units.
        amount: i64,
    },
    /// A cancel owes the customer money.
    RefundDueRecorded {
        /// In minor units.
        amount: i64,
    },
    /// A release was refused.
    ReleaseFailed {
        /// Why.
        failures: Vec<ReleaseFailure>,
    },
    /// The failure was taken out of the list.
    FailureDismissed,
    /// A shipment was made.
    ShipmentPrepared {
        /// It.
        shipment: ShipmentIndex,
    },
    /// A shipment moved.
    ShipmentMoved {
        /// It.
        shipment: ShipmentIndex,
        /// What made it move.
        by: Trigger,
        /// Its status before.
        from: ShipmentStatus,
        /// Its status after.
        to: ShipmentStatus,
    },
    /// A carrier's event moved nothing.
    TrackingKept {
        /// The shipment.
        shipment: ShipmentIndex,
        /// The event.
        event: CarrierEvent,
        /// Why nothing moved.
        why: Kept,
    },
    /// Units were canceled.
    UnitsCanceled {
        /// Of this line.
        line: LineIndex,
        /// So many.
        quantity: i32,
    },
    /// Units came back.
    UnitsReturned {
        /// Of this line.
        line: LineIndex,
        /// So many.
        quantity: i32,
        /// They went back on the shelf.
        restocked: bool,
    },
    /// An exchange added a line.
    LineAdded {
        /// It.
        line: LineIndex,
    },
    /// A claim was opened.
    ClaimOpened {
        /// It.
        claim: ClaimIndex,
        /// What it asks for.
        kind: ClaimKind,
    },
    /// A claim moved.
    ClaimMoved {
        /// It.
        claim: ClaimIndex,
        /// Its status before.
        from: ClaimStatus,
        /// Its status after.
        to: ClaimStatus,
    },
    /// Stock changed.
    StockMoved {
        /// At this location.
        location: LocationId,
        /// Of this SKU.
        sku: SkuId,
        /// How.
        step: StockStep,
        /// So many units.
        quantity: i32,
    },
    /// The stage is another.
    StageChanged {
        /// Before.
        from: Stage,
        /// After.
        to: Stage,
    },
    /// The payment status is another.
    PaymentStatusChanged {
        /// Before.
        from: PaymentStatus,
        /// After.
        to: PaymentStatus,
    },
    /// The fulfilment status is another.
    FulfilmentStatusChanged {
        /// Before.
        from: FulfilmentStatus,
        /// After.
        to: FulfilmentStatus,
    },
}

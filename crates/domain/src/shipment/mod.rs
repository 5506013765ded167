//! Shipments: one parcel's worth of lines on its way.
//!
//! [`TRANSITIONS`] is the whole machine; [`decide_shipment`] answers a merchant's command by it, [`track`] a carrier's event.

pub mod bulk;
mod decide;
mod number;
mod table;

pub use decide::{CannotMove, Kept, Move, Tracked, decide_shipment, track};
pub use number::CannotNumber;
pub use table::{Guard, TRANSITIONS, Transition, Trigger};

use crate::kind::Destination;
use crate::release::Lane;
use crate::time::Timestamp;

text_enum! {
    /// Where a shipment is.
    pub enum ShipmentStatus {
        /// Made by a release; no invoice yet.
        PreparingToRelease = "preparing_to_release",
        /// Invoice registered, packed, still here.
        PreparingToShip = "preparing_to_ship",
        /// With the carrier.
        Released = "released",
        /// Moving.
        InTransit = "in_transit",
        /// On the last van.
        OutForDelivery = "out_for_delivery",
        /// Could not be delivered: redelivery or cancel.
        Failed = "failed",
        /// Arrived.
        Delivered = "delivered",
        /// Collected by the customer at a self-pickup point.
        PickedUp = "picked_up",
        /// Void, or canceled after it failed.
        Canceled = "canceled",
    }
}

impl ShipmentStatus {
    /// Whether its units are counted as packed, whatever was marked. Only a shipment that is Preparing to release can be either.
    pub const fn is_packed(self) -> bool {
        !matches!(self, ShipmentStatus::PreparingToRelease | ShipmentStatus::Canceled)
    }

    /// Whether its units are counted as handed over.
    pub const fn is_handed_over(self) -> bool {
        use ShipmentStatus::*;
        matches!(self, Released | InTransit | OutForDelivery | Failed | Delivered | PickedUp)
    }

    /// Whether its units are counted as delivered.
    pub const fn is_delivered(self) -> bool {
        matches!(self, ShipmentStatus::Delivered | ShipmentStatus::PickedUp)
    }

    /// Whether its carrier may still tell something that moves it.
    pub const fn is_tracked(self) -> bool {
        use ShipmentStatus::*;
        matches!(self, PreparingToShip | Released | InTransit | OutForDelivery | Failed)
    }

    /// The tab of the Shipping page that lists it (SHP-01); canceled shipments are found by search.
    pub const fn tab(self) -> Option<ShipmentTab> {
        use ShipmentStatus::*;
        match self {
            PreparingToRelease | PreparingToShip => Some(ShipmentTab::PreparingToRelease),
            Released | InTransit | OutForDelivery => Some(ShipmentTab::InDelivery),
            Failed => Some(ShipmentTab::Failed),
            Delivered | PickedUp => Some(ShipmentTab::Delivered),
            Canceled => None,
        }
    }

    /// The list that a shipment with this status stands in.
    pub const fn lane(self, destination: Destination, kind: ShipmentKind) -> Lane {
        match self.tab() {
            Some(tab) => tab.lane(destination, kind),
            None => Lane::NONE,
        }
    }

    /// The same status under the names that the store builder's merchants know (FUL-04).
    pub const fn store_name(self) -> StoreShipmentStatus {
        use ShipmentStatus::*;
        match self {
            PreparingToRelease | PreparingToShip => StoreShipmentStatus::AwaitingShipment,
            Released => StoreShipmentStatus::Shipped,
            InTransit => StoreShipmentStatus::InTransit,
            OutForDelivery => StoreShipmentStatus::OutForDelivery,
            Delivered | PickedUp => StoreShipmentStatus::Delivered,
            Failed => StoreShipmentStatus::DeliveryFailed,
            Canceled => StoreShipmentStatus::Canceled,
        }
    }
}

text_enum! {
    /// A tab of the Shipping page.
    pub enum ShipmentTab {
        /// Preparing to release and to ship.
        PreparingToRelease = "preparing_to_release",
        /// Released, In transit, Out for delivery.
        InDelivery = "in_delivery",
        /// Shipping failed.
        Failed = "failed",
        /// Delivered and picked up.
        Delivered = "delivered",
    }
}

impl ShipmentTab {
    /// What many of its shipments can be asked for at once.
    pub const fn moves(self) -> &'static [BulkMove] {
        match self {
            Self::PreparingToRelease => &[BulkMove::HandOver, BulkMove::MarkPacked],
            Self::InDelivery => &[BulkMove::MarkDelivered],
            Self::Failed | Self::Delivered => &[],
        }
    }

    /// The list of a tab, a destination and a kind: from 11 on.
    pub const fn lane(self, destination: Destination, kind: ShipmentKind) -> Lane {
        Lane(11 + 4 * self as i16 + 2 * destination as i16 + kind as i16)
    }
}

text_enum! {
    /// A shipment's status as the store builder names it.
    pub enum StoreShipmentStatus {
        /// Made, still here.
        AwaitingShipment = "awaiting_shipment",
        /// With the carrier.
        Shipped = "shipped",
        /// Moving.
        InTransit = "in_transit",
        /// On the last van.
        OutForDelivery = "out_for_delivery",
        /// Arrived or collected.
        Delivered = "delivered",
        /// Could not be delivered.
        DeliveryFailed = "delivery_failed",
        /// Canceled.
        Canceled = "canceled",
    }
}

text_enum! {
    /// What a shipment carries (SHP-03).
    pub enum ShipmentKind {
        /// The goods ordered.
        Standard = "standard",
        /// The goods of an exchange claim.
        Exchange = "exchange",
    }
}

text_enum! {
    /// What made a shipment.
    pub enum MadeBy {
        /// A release, or an approved exchange.
        Release = "release",
        /// A manual fulfil.
        Manual = "manual",
        /// A carrier fulfil: the label is bought.
        Carrier = "carrier",
    }
}

text_enum! {
    /// What stands for the carrier's number on a shipment.
    pub enum Numbering {
        /// Nothing yet.
        Missing = "missing",
        /// An invoice number.
        Invoice = "invoice",
        /// An invoice number that the carrier rejected (INV-01).
        Rejected = "rejected",
        /// The reason why there is none: local delivery or pickup.
        Reason = "reason",
    }
}

impl Numbering {
    /// Whether stage rule 4 is content with it.
    pub const fn is_numbered(self) -> bool {
        matches!(self, Numbering::Invoice | Numbering::Reason)
    }
}

text_enum! {
    /// What a merchant can do with a shipment.
    pub enum ShipmentCommand {
        /// Register an invoice.
        RegisterInvoice = "register_invoice",
        /// Say why there is no number.
        GiveReason = "give_reason",
        /// Change the invoice, or put one in place of the reason.
        ChangeInvoice = "change_invoice",
        /// Delete the invoice or the reason.
        DeleteInvoice = "delete_invoice",
        /// Mark packed, or the pack check.
        MarkPacked = "mark_packed",
        /// Hand over.
        HandOver = "hand_over",
        /// Mark as delivered.
        MarkDelivered = "mark_delivered",
        /// Mark as picked up.
        MarkPickedUp = "mark_picked_up",
        /// Start the redelivery of a failed shipment.
        Redeliver = "redeliver",
        /// Cancel a failed shipment.
        CancelFailed = "cancel_failed",
        /// Void a shipment that is still here.
        Void = "void",
    }
}

text_enum! {
    /// What can be asked of many shipments at once (SHP-01). It names a job, too.
    pub enum BulkMove {
        /// Mark packed.
        MarkPacked = "mark_packed",
        /// Hand over.
        HandOver = "hand_over",
        /// Mark as delivered.
        MarkDelivered = "mark_delivered",
    }
}

impl BulkMove {
    /// The command that each shipment is given.
    pub const fn command(self) -> ShipmentCommand {
        match self {
            Self::MarkPacked => ShipmentCommand::MarkPacked,
            Self::HandOver => ShipmentCommand::HandOver,
            Self::MarkDelivered => ShipmentCommand::MarkDelivered,
        }
    }
}

text_enum! {
    /// What a carrier tells of a shipment.
    pub enum CarrierEvent {
        /// It does not know the number.
        InvoiceRejected = "invoice_rejected",
        /// First scan.
        Accepted = "accepted",
        /// On its way.
        InTransit = "in_transit",
        /// On the last van.
        OutForDelivery = "out_for_delivery",
        /// Delivery failed.
        Failed = "failed",
        /// Delivered, or collected.
        Delivered = "delivered",
    }
}

impl CarrierEvent {
    /// The status that it brings a shipment to; none for a rejection, which takes it back.
    pub const fn leads_to(self, pickup: bool) -> Option<ShipmentStatus> {
        Some(match self {
            Self::InvoiceRejected => return None,
            Self::Accepted => ShipmentStatus::Released,
            Self::InTransit => ShipmentStatus::InTransit,
            Self::OutForDelivery => ShipmentStatus::OutForDelivery,
            Self::Failed => ShipmentStatus::Failed,
            Self::Delivered if pickup => ShipmentStatus::PickedUp,
            Self::Delivered => ShipmentStatus::Delivered,
        })
    }
}

/// What the machine looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShipmentFacts {
    /// Where it is.
    pub status: ShipmentStatus,
    /// Packed already.
    pub packed: bool,
    /// What stands for its number.
    pub numbering: Numbering,
    /// The order is on hold. An exchange shipment is not held by its own claim.
    pub on_hold: bool,
    /// Where it goes.
    pub destination: Destination,
    /// The customer collects it.
    pub pickup: bool,
    /// What made it.
    pub made_by: MadeBy,
    /// When the latest event of the present number occurred, of all that came in.
    pub latest_event_at: Option<Timestamp>,
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;

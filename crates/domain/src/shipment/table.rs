//! The shipment's transition table.

use super::{CarrierEvent, ShipmentCommand, ShipmentStatus};
use crate::units::UnitsStep;

/// What makes a shipment move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trigger {
    /// A merchant.
    Command(ShipmentCommand),
    /// Its carrier.
    Carrier(CarrierEvent),
}

/// What a transition asks for beyond its status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guard {
    /// The order is not on hold.
    NotHeld,
    /// Local delivery or self-pickup, which need no number.
    NumberNotNeeded,
    /// There is a rejected invoice to replace or delete.
    Rejected,
    /// Not packed yet.
    NotPacked,
    /// The customer collects it.
    Pickup,
    /// The carrier brings it.
    NotPickup,
    /// Its label was not bought from a carrier.
    NotCarrierMade,
    /// The event occurred after all others known.
    Latest,
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Transition {
    /// The status it starts from.
    pub from: ShipmentStatus,
    /// What makes it move.
    pub trigger: Trigger,
    /// All of these must hold.
    pub guards: &'static [Guard],
    /// The status it leads to.
    pub to: ShipmentStatus,
    /// What happens to its units, in this order. Pack and Unpack are left out where they are so already.
    pub steps: &'static [UnitsStep],
}

const fn command(
    from: ShipmentStatus,
    command: ShipmentCommand,
    guards: &'static [Guard],
    to: ShipmentStatus,
    steps: &'static [UnitsStep],
) -> Transition {
    Transition { from, trigger: Trigger::Command(command), guards, to, steps }
}

const fn carrier(
    from: ShipmentStatus,
    event: CarrierEvent,
    guards: &'static [Guard],
    to: ShipmentStatus,
    steps: &'static [UnitsStep],
) -> Transition {
    Transition { from, trigger: Trigger::Carrier(event), guards, to, steps }
}

use CarrierEvent as E;
use Guard::*;
use ShipmentCommand as C;
use ShipmentStatus::*;
use UnitsStep::{Deliver, HandOver, Pack, Reverse, Unassign, Unpack};

/// Every transition of a shipment; what is not here does not happen.
///
/// A hold stops invoice and hand-over only, and never a carrier's event. Deleting an invoice is not stopped: it leads away from shipping.
/// A carrier's event may skip statuses whose scan was missed, but never leads backwards, except to redelivery.
pub static TRANSITIONS: &[Transition] = &[
    // Invoice.
    command(PreparingToRelease, C::RegisterInvoice, &[NotHeld], PreparingToShip, &[Pack]),
    command(PreparingToRelease, C::GiveReason, &[NumberNotNeeded, NotHeld], PreparingToShip, &[Pack]),
    command(PreparingToRelease, C::ChangeInvoice, &[Rejected, NotHeld], PreparingToShip, &[Pack]),
    command(PreparingToShip, C::ChangeInvoice, &[NotHeld], PreparingToShip, &[]),
    command(Released, C::ChangeInvoice, &[NotHeld], PreparingToShip, &[Reverse]),
    command(InTransit, C::ChangeInvoice, &[NotHeld], PreparingToShip, &[Reverse]),
    command(OutForDelivery, C::ChangeInvoice, &[NotHeld], PreparingToShip, &[Reverse]),
    command(PreparingToRelease, C::DeleteInvoice, &[Rejected], PreparingToRelease, &[]),
    command(PreparingToShip, C::DeleteInvoice, &[], PreparingToRelease, &[]),
    command(Released, C::DeleteInvoice, &[], PreparingToRelease, &[Reverse]),
    command(InTransit, C::DeleteInvoice, &[], PreparingToRelease, &[Reverse]),
    command(OutForDelivery, C::DeleteInvoice, &[], PreparingToRelease, &[Reverse]),
    carrier(PreparingToShip, E::InvoiceRejected, &[], PreparingToRelease, &[]),
    carrier(Released, E::InvoiceRejected, &[], PreparingToRelease, &[Reverse]),
    // Packing and handing over.
    command(PreparingToRelease, C::MarkPacked, &[NotPacked], PreparingToRelease, &[Pack]),
    command(PreparingToShip, C::HandOver, &[NotHeld], Released, &[HandOver]),
    // On its way.
    carrier(PreparingToShip, E::Accepted, &[], Released, &[HandOver]),
    carrier(PreparingToShip, E::InTransit, &[], InTransit, &[HandOver]),
    carrier(Released, E::InTransit, &[], InTransit, &[]),
    carrier(PreparingToShip, E::OutForDelivery, &[], OutForDelivery, &[HandOver]),
    carrier(Released, E::OutForDelivery, &[], OutForDelivery, &[]),
    carrier(InTransit, E::OutForDelivery, &[], OutForDelivery, &[]),
    // Arrived.
    command(Released, C::MarkDelivered, &[NotPickup], Delivered, &[Deliver]),
    command(InTransit, C::MarkDelivered, &[NotPickup], Delivered, &[Deliver]),
    command(OutForDelivery, C::MarkDelivered, &[NotPickup], Delivered, &[Deliver]),
    command(Released, C::MarkPickedUp, &[Pickup], PickedUp, &[Deliver]),
    command(InTransit, C::MarkPickedUp, &[Pickup], PickedUp, &[Deliver]),
    command(OutForDelivery, C::MarkPickedUp, &[Pickup], PickedUp, &[Deliver]),
    carrier(PreparingToShip, E::Delivered, &[NotPickup], Delivered, &[HandOver, Deliver]),
    carrier(PreparingToShip, E::Delivered, &[Pickup], PickedUp, &[HandOver, Deliver]),
    carrier(Released, E::Delivered, &[NotPickup], Delivered, &[Deliver]),
    carrier(Released, E::Delivered, &[Pickup], PickedUp, &[Deliver]),
    carrier(InTransit, E::Delivered, &[NotPickup], Delivered, &[Deliver]),
    carrier(InTransit, E::Delivered, &[Pickup], PickedUp, &[Deliver]),
    carrier(OutForDelivery, E::Delivered, &[NotPickup], Delivered, &[Deliver]),
    carrier(OutForDelivery, E::Delivered, &[Pickup], PickedUp, &[Deliver]),
    // A redelivery that arrived; it needs no later time than the failure, for nothing comes after a delivery.
    carrier(Failed, E::Delivered, &[NotPickup], Delivered, &[Deliver]),
    carrier(Failed, E::Delivered, &[Pickup], PickedUp, &[Deliver]),
    // Failed, and what then.
    carrier(PreparingToShip, E::Failed, &[Latest], Failed, &[HandOver]),
    carrier(Released, E::Failed, &[Latest], Failed, &[]),
    carrier(InTransit, E::Failed, &[Latest], Failed, &[]),
    carrier(OutForDelivery, E::Failed, &[Latest], Failed, &[]),
    command(Failed, C::Redeliver, &[], InTransit, &[]),
    carrier(Failed, E::InTransit, &[Latest], InTransit, &[]),
    carrier(Failed, E::OutForDelivery, &[Latest], OutForDelivery, &[]),
    command(Failed, C::CancelFailed, &[], Canceled, &[Reverse, Unpack, Unassign]),
    // Void.
    command(PreparingToRelease, C::Void, &[NotCarrierMade], Canceled, &[Unpack, Unassign]),
    command(PreparingToShip, C::Void, &[NotCarrierMade], Canceled, &[Unpack, Unassign]),
];

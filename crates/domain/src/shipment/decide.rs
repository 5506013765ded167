//! What the table answers to a command or an event.

use serde::{Deserialize, Serialize};

use super::{
    CarrierEvent, Guard, MadeBy, Numbering, ShipmentCommand, ShipmentFacts, ShipmentStatus, TRANSITIONS,
    Transition, Trigger,
};
use crate::kind::Destination;
use crate::time::Timestamp;
use crate::units::UnitsStep;

/// A transition that happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// The status before.
    pub from: ShipmentStatus,
    /// The status after.
    pub to: ShipmentStatus,
    /// What happens to each unit in the shipment, in this order.
    pub steps: Vec<UnitsStep>,
    /// Whether it is packed afterwards.
    pub packed: bool,
    /// What stands for its number afterwards.
    pub numbering: Numbering,
}

/// Why a shipment does not do as it was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum CannotMove {
    /// The table has no such transition.
    #[error("a shipment that is {from} cannot {command}")]
    NotFrom {
        /// Its status.
        from: ShipmentStatus,
        /// What was to be done.
        command: ShipmentCommand,
    },
    /// The order is on hold.
    #[error("the order is on hold")]
    OnHold,
    /// Only local delivery and pickup go without a number.
    #[error("this shipment needs an invoice number")]
    NumberNeeded,
    /// There is no invoice yet.
    #[error("there is no invoice to change or delete")]
    NoInvoice,
    /// It is packed.
    #[error("it is packed already")]
    AlreadyPacked,
    /// It is brought, not collected.
    #[error("it is not for self-pickup")]
    NotPickup,
    /// It is collected, not brought.
    #[error("it is for self-pickup")]
    Pickup,
    /// The carrier handles it.
    #[error("its label was bought from a carrier")]
    CarrierMade,
}

/// What an event of the carrier does. Every event is kept, also one that moves nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tracked {
    /// The shipment moves.
    Moved(Move),
    /// It stays where it is.
    Kept(Kept),
}

/// Why an event moves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kept {
    /// The shipment is there already, or further.
    NothingNew,
    /// Another event that occurred later, or at the same time, came in before.
    OutOfOrder,
}

/// What a merchant's command does to a shipment.
///
/// The status that a merchant chooses by hand for a manual shipment (FUL-03) is an event, for [`track`]; but Shipped is [`ShipmentCommand::HandOver`],
/// which a hold stops.
pub fn decide_shipment(facts: &ShipmentFacts, command: ShipmentCommand) -> Result<Move, CannotMove> {
    let trigger = Trigger::Command(command);
    let transition = transition(facts, trigger, None).map_err(|failed| match failed {
        None => CannotMove::NotFrom { from: facts.status, command },
        Some(Guard::NotHeld) => CannotMove::OnHold,
        Some(Guard::NumberNotNeeded) => CannotMove::NumberNeeded,
        Some(Guard::Rejected) => CannotMove::NoInvoice,
        Some(Guard::NotPacked) => CannotMove::AlreadyPacked,
        Some(Guard::Pickup) => CannotMove::NotPickup,
        Some(Guard::NotPickup) => CannotMove::Pickup,
        Some(Guard::NotCarrierMade) => CannotMove::CarrierMade,
        // No command's row has this guard: it is about events. The table's test sees to it.
        Some(Guard::Latest) => CannotMove::NotFrom { from: facts.status, command },
    })?;
    Ok(carried_out(facts, transition))
}

/// What an event does that the carrier says occurred at a moment. The event must be about the shipment's present number.
pub fn track(facts: &ShipmentFacts, event: CarrierEvent, occurred_at: Timestamp) -> Tracked {
    match transition(facts, Trigger::Carrier(event), Some(occurred_at)) {
        Ok(transition) => Tracked::Moved(carried_out(facts, transition)),
        Err(Some(Guard::Latest)) => Tracked::Kept(Kept::OutOfOrder),
        Err(_) => Tracked::Kept(Kept::NothingNew),
    }
}

/// The first row whose guards all hold, else the first guard that failed, if there was a row at all.
fn transition(
    facts: &ShipmentFacts,
    trigger: Trigger,
    occurred_at: Option<Timestamp>,
) -> Result<&'static Transition, Option<Guard>> {
    let mut first_failed = None;
    for row in TRANSITIONS.iter().filter(|row| row.from == facts.status && row.trigger == trigger) {
        match row.guards.iter().find(|guard| !holds(**guard, facts, occurred_at)) {
            None => return Ok(row),
            Some(failed) => first_failed = first_failed.or(Some(*failed)),
        }
    }
    Err(first_failed)
}

fn holds(guard: Guard, facts: &ShipmentFacts, occurred_at: Option<Timestamp>) -> bool {
    match guard {
        Guard::NotHeld => !facts.on_hold,
        Guard::NumberNotNeeded => facts.pickup || facts.destination == Destination::Domestic,
        Guard::Rejected => facts.numbering == Numbering::Rejected,
        Guard::NotPacked => !facts.packed,
        Guard::Pickup => facts.pickup,
        Guard::NotPickup => !facts.pickup,
        Guard::NotCarrierMade => facts.made_by != MadeBy::Carrier,
        Guard::Latest => occurred_at.is_some() && facts.latest_event_at < occurred_at,
    }
}

fn carried_out(facts: &ShipmentFacts, row: &Transition) -> Move {
    let mut packed = facts.packed;
    let mut steps = Vec::with_capacity(row.steps.len());
    for step in row.steps {
        match step {
            UnitsStep::Pack if packed => continue,
            UnitsStep::Pack => packed = true,
            UnitsStep::Unpack if !packed => continue,
            UnitsStep::Unpack => packed = false,
            _ => {}
        }
        steps.push(*step);
    }
    let numbering = match row.trigger {
        Trigger::Command(ShipmentCommand::RegisterInvoice | ShipmentCommand::ChangeInvoice) => {
            Numbering::Invoice
        }
        Trigger::Command(ShipmentCommand::GiveReason) => Numbering::Reason,
        Trigger::Command(ShipmentCommand::DeleteInvoice) => Numbering::Missing,
        Trigger::Carrier(CarrierEvent::InvoiceRejected) => Numbering::Rejected,
        Trigger::Command(_) | Trigger::Carrier(_) => facts.numbering,
    };
    Move { from: row.from, to: row.to, steps, packed, numbering }
}

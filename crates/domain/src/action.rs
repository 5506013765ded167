//! The action buttons of an order (ORD-08): for each its from-states, its guards and its effect, in one table.

use serde::{Deserialize, Serialize};

use crate::claim::ClaimKind;
use crate::kind::LedgerKind;
use crate::stage::Stage;
use crate::units::{Units, UnitsStep};

text_enum! {
    /// What a merchant can do with an order.
    pub enum Action {
        /// Record a payment.
        MarkPaid = "mark_paid",
        /// Confirm.
        Confirm = "confirm",
        /// Prepare for release.
        PrepareRelease = "prepare_release",
        /// Mark packed.
        MarkPacked = "mark_packed",
        /// Hand over.
        HandOver = "hand_over",
        /// Mark as delivered.
        MarkDelivered = "mark_delivered",
        /// Mark as picked up.
        MarkPickedUp = "mark_picked_up",
        /// Fulfil: release, pack and hand over at once.
        Fulfil = "fulfil",
        /// Return.
        Return = "return",
        /// Exchange: open an exchange claim and send the replacement.
        Exchange = "exchange",
        /// Refund.
        Refund = "refund",
        /// Cancel.
        Cancel = "cancel",
    }
}

/// What an action asks for beyond the order's stage. Each fails with the [`CannotAct`] of the same meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActionGuard {
    /// The order is the own store's: at a mall this is done on the mall's own pages (MAL-02).
    OwnStore,
    /// A mall's order is confirmed; the own store's is confirmed by the way.
    ConfirmedAtMall,
    /// Less was paid than is due.
    SomethingOwed,
    /// There are open units.
    OpenUnits,
    /// There are units in shipments that are not packed.
    SomethingToPack,
    /// A shipment is Preparing to ship.
    SomethingToHandOver,
    /// A shipment is with the carrier.
    SomethingToDeliver,
    /// A shipment waits at the self-pickup point.
    SomethingToPickUp,
    /// Units are delivered and not returned.
    SomethingToReturn,
    /// Units are delivered, not returned, and named by no open claim.
    SomethingToExchange,
    /// More was paid than refunded.
    SomethingToRefund,
}

/// What an action does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActionEffect {
    /// The order is confirmed, if it is not yet.
    Confirm,
    /// Units make a step.
    Units(UnitsStep),
    /// The ledger gets an entry.
    Ledger(LedgerKind),
    /// A claim is opened.
    OpenClaim(ClaimKind),
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct ActionRule {
    /// The action.
    pub action: Action,
    /// The stages it is possible in.
    pub from: &'static [Stage],
    /// All of these must hold.
    pub guards: &'static [ActionGuard],
    /// What it does, in this order.
    pub effects: &'static [ActionEffect],
}

use ActionEffect as Do;
use ActionGuard::*;
use Stage::*;

/// All actions, in the order of their buttons.
///
/// A hold stops only release, invoice and hand-over. In Waiting one can record the payment and cancel (MAL-03).
pub static ACTIONS: &[ActionRule] = &[
    ActionRule {
        action: Action::MarkPaid,
        from: &[Waiting, New, Processing, Completed, OnHold],
        guards: &[OwnStore, SomethingOwed],
        effects: &[Do::Ledger(LedgerKind::Payment)],
    },
    ActionRule { action: Action::Confirm, from: &[New], guards: &[], effects: &[Do::Confirm] },
    ActionRule {
        action: Action::PrepareRelease,
        from: &[New, Processing],
        guards: &[ConfirmedAtMall, OpenUnits],
        effects: &[Do::Confirm, Do::Units(UnitsStep::Assign)],
    },
    ActionRule {
        action: Action::MarkPacked,
        from: &[Processing, OnHold],
        guards: &[SomethingToPack],
        effects: &[Do::Units(UnitsStep::Pack)],
    },
    ActionRule {
        action: Action::HandOver,
        from: &[Processing, Completed],
        guards: &[SomethingToHandOver],
        effects: &[Do::Units(UnitsStep::HandOver)],
    },
    ActionRule {
        action: Action::MarkDelivered,
        from: &[Processing, Completed, OnHold, Closed],
        guards: &[SomethingToDeliver],
        effects: &[Do::Units(UnitsStep::Deliver)],
    },
    ActionRule {
        action: Action::MarkPickedUp,
        from: &[Processing, Completed, OnHold, Closed],
        guards: &[SomethingToPickUp],
        effects: &[Do::Units(UnitsStep::Deliver)],
    },
    ActionRule {
        action: Action::Fulfil,
        from: &[New, Processing],
        guards: &[ConfirmedAtMall, OpenUnits],
        effects: &[
            Do::Confirm,
            Do::Units(UnitsStep::Assign),
            Do::Units(UnitsStep::Pack),
            Do::Units(UnitsStep::HandOver),
        ],
    },
    ActionRule {
        action: Action::Return,
        from: &[Processing, Completed, OnHold, Closed],
        guards: &[OwnStore, SomethingToReturn],
        effects: &[Do::Units(UnitsStep::Return)],
    },
    ActionRule {
        action: Action::Exchange,
        from: &[Processing, Completed, OnHold, Closed],
        guards: &[OwnStore, SomethingToExchange],
        effects: &[Do::OpenClaim(ClaimKind::Exchange), Do::Units(UnitsStep::Assign)],
    },
    ActionRule {
        action: Action::Refund,
        from: &[New, Processing, Completed, OnHold, Canceled, Closed],
        guards: &[OwnStore, SomethingToRefund],
        effects: &[Do::Ledger(LedgerKind::Refund)],
    },
    ActionRule {
        action: Action::Cancel,
        from: &[Waiting, New, Processing, OnHold],
        guards: &[OwnStore, OpenUnits],
        effects: &[Do::Units(UnitsStep::Cancel), Do::Ledger(LedgerKind::RefundDue)],
    },
];

/// What the table looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OrderFacts {
    /// The order is a mall's.
    pub is_mall: bool,
    /// Its stage.
    pub stage: Stage,
    /// The sums over its lines.
    pub units: Units,
    /// Units in shipments that are Preparing to ship.
    pub to_hand_over: i32,
    /// Units with a carrier, of shipments that it brings.
    pub to_deliver: i32,
    /// Units handed over for self-pickup.
    pub to_pick_up: i32,
    /// Delivered units that an exchange could name.
    pub to_exchange: i32,
    /// What is due, in minor units.
    pub due: i64,
    /// What came in.
    pub paid: i64,
    /// What was sent back.
    pub refunded: i64,
}

/// Why an action is not possible now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum CannotAct {
    /// Done on the mall's own pages.
    #[error("this is done on the mall's own pages")]
    ManagedAtMall,
    /// Not in this stage.
    #[error("not possible in stage {stage}")]
    NotInStage {
        /// The order's.
        stage: Stage,
    },
    /// A mall's order must be confirmed first.
    #[error("the order must be confirmed first")]
    NotConfirmed,
    /// Everything due is paid.
    #[error("nothing is owed")]
    NothingOwed,
    /// No units are open.
    #[error("no units are open")]
    NothingOpen,
    /// Units stand in shipments that are still here: void those first.
    #[error("the units are in shipments; void those first")]
    VoidFirst,
    /// Everything in shipments is packed.
    #[error("nothing is to be packed")]
    NothingToPack,
    /// No shipment is Preparing to ship.
    #[error("nothing is to be handed over")]
    NothingToHandOver,
    /// Nothing is with a carrier.
    #[error("nothing is to be delivered")]
    NothingToDeliver,
    /// Nothing waits for self-pickup.
    #[error("nothing is to be picked up")]
    NothingToPickUp,
    /// Nothing is delivered, or all of it is returned.
    #[error("nothing is to be returned")]
    NothingToReturn,
    /// Nothing is delivered that is neither returned nor named by an open claim.
    #[error("nothing is to be exchanged")]
    NothingToExchange,
    /// What an exchange sends is in a shipment that is not canceled.
    #[error("the exchange shipment must be canceled first")]
    ReplacementFirst,
    /// Nothing is paid, or all of it is refunded.
    #[error("nothing is to be refunded")]
    NothingToRefund,
    /// A customer can't cancel what was released; a cancel claim can be made instead (API-01).
    #[error("released already; ask by a cancel claim")]
    Released,
    /// An invoice is registered, or the parcel is gone: the address can't be changed any more (INV-02).
    #[error("the address can't be changed once an invoice is registered")]
    InvoiceRegistered,
}

impl Action {
    /// The action's row of the table.
    pub fn rule(self) -> &'static ActionRule {
        // The table is in the order of the enum; a test sees to it.
        &ACTIONS[self as usize]
    }
}

/// Whether an action is possible now, or why not.
pub fn available(action: Action, facts: &OrderFacts) -> Result<(), CannotAct> {
    let rule = action.rule();
    // The guards that the stage cannot change are asked first: "managed at the mall" says more than "not in this stage".
    if rule.guards.contains(&OwnStore) {
        check(OwnStore, action, facts)?;
    }
    if !rule.from.contains(&facts.stage) {
        return Err(CannotAct::NotInStage { stage: facts.stage });
    }
    rule.guards.iter().try_for_each(|guard| check(*guard, action, facts))
}

/// All buttons: each possible, or why not.
pub fn buttons(facts: &OrderFacts) -> impl Iterator<Item = (Action, Result<(), CannotAct>)> {
    ACTIONS.iter().map(|rule| (rule.action, available(rule.action, facts)))
}

/// Whether a customer can cancel the whole order by themselves: while nothing is released (REL-11, API-01).
pub fn customer_can_cancel(facts: &OrderFacts) -> Result<(), CannotAct> {
    if facts.units.assigned > 0 {
        return Err(CannotAct::Released);
    }
    available(Action::Cancel, facts)
}

fn check(guard: ActionGuard, action: Action, facts: &OrderFacts) -> Result<(), CannotAct> {
    let units = facts.units;
    let still_here = units.assigned > units.handed_over;
    let (holds, refusal) = match guard {
        OwnStore => (!facts.is_mall, CannotAct::ManagedAtMall),
        ConfirmedAtMall => (!(facts.is_mall && facts.stage == New), CannotAct::NotConfirmed),
        SomethingOwed => (facts.paid < facts.due, CannotAct::NothingOwed),
        OpenUnits if action == Action::Cancel && still_here => (units.open() > 0, CannotAct::VoidFirst),
        OpenUnits => (units.open() > 0, CannotAct::NothingOpen),
        SomethingToPack => (units.packed < units.assigned, CannotAct::NothingToPack),
        SomethingToHandOver => (facts.to_hand_over > 0, CannotAct::NothingToHandOver),
        SomethingToDeliver => (facts.to_deliver > 0, CannotAct::NothingToDeliver),
        SomethingToPickUp => (facts.to_pick_up > 0, CannotAct::NothingToPickUp),
        SomethingToReturn => (units.returned < units.delivered, CannotAct::NothingToReturn),
        SomethingToExchange => (facts.to_exchange > 0, CannotAct::NothingToExchange),
        SomethingToRefund => (facts.refunded < facts.paid, CannotAct::NothingToRefund),
    };
    if holds { Ok(()) } else { Err(refusal) }
}

#[cfg(test)]
#[path = "action_tests.rs"]
mod tests;

//! The order as the machines see it: lines with their units, shipments, claims and money, and everything that follows from them.
//!
//! [`decide`] is the only way an order changes. Whatever is stored of [`Derived`] is written in the same transaction as its cause.

mod claims;
mod command;
mod desk;
mod event;
mod parcels;

pub use claims::can_settle;
pub use command::{Command, Disposal, Fulfil, Refusal};
pub use desk::{Decision, Stocks, decide};
pub use event::Event;

use serde::{Deserialize, Serialize};

use crate::action::{CannotAct, OrderFacts};
use crate::claim::{ClaimKind, ClaimLine, ClaimStatus, claimable};
use crate::fulfilment::{FulfilmentStatus, derive_fulfilment};
use crate::id::{LocationId, OptionId, PolicyId, SkuId};
use crate::kind::Destination;
use crate::ledger::{Entry, LineMoney, Totals, due};
use crate::payment::{PaymentStatus, derive_payment};
use crate::release::{Lane, ReleaseFailure, ReleaseState, derive_release};
use crate::shipment::{MadeBy, Numbering, ShipmentFacts, ShipmentKind, ShipmentStatus};
use crate::stage::{Stage, StageFacts, derive_stage};
use crate::time::Timestamp;
use crate::units::{Units, UnitsError};

macro_rules! indices {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u32);

        impl $name {
            /// What stands there.
            pub fn of<T>(self, list: &[T]) -> Option<&T> {
                list.get(self.0 as usize)
            }

            /// The indices of a list.
            pub fn all<T>(list: &[T]) -> impl Iterator<Item = Self> + use<T> {
                (0..Self::next(list).0).map(Self)
            }

            /// The index of what a list's next element will be.
            pub fn next<T>(list: &[T]) -> Self {
                // Lists of an order come from an int column; none has four billion elements.
                Self(u32::try_from(list.len()).unwrap_or(u32::MAX))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )+};
}

indices! {
    /// A line by its place in [`Order::lines`], from 0. The list only grows, in the order of the lines' positions.
    LineIndex,
    /// A shipment by its place in [`Order::shipments`], from 0. The list only grows, in the order of their making.
    ShipmentIndex,
    /// A claim by its place in [`Order::claims`], from 0. The list only grows, in the order of their opening.
    ClaimIndex,
}

/// An order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// A test order: it allocates no stock and counts nowhere.
    pub is_test: bool,
    /// A mall's order: the mall's own stage, translated from its status word.
    pub mall: Option<Stage>,
    /// The mall holds it.
    pub mall_hold: bool,
    /// It is a document that cancels another order.
    pub is_cancellation: bool,
    /// Confirmed, here or by the mall.
    pub confirmed: bool,
    /// Payment or grace time are met: [`crate::intake::is_ready`].
    pub ready: bool,
    /// Where it goes.
    pub destination: Destination,
    /// Shipping and other charges, less what reduces the whole order, in minor units.
    pub charges: i64,
    /// Reasons of the last failed release.
    pub failures: Vec<ReleaseFailure>,
    /// Its lines.
    pub lines: Vec<Line>,
    /// Its shipments, canceled ones too.
    pub shipments: Vec<Shipment>,
    /// Its claims, closed ones too.
    pub claims: Vec<Claim>,
    /// Its money.
    pub ledger: Vec<Entry>,
}

/// A line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What became of its units.
    pub units: Units,
    /// Units refunded. Units that are both canceled and refunded count first.
    pub refunded: i32,
    /// The whole line as ordered, net of its shares of discount and tax, in minor units.
    pub net: i64,
    /// The own SKU.
    pub sku: Option<SkuId>,
    /// Where it ships from.
    pub location: Option<LocationId>,
    /// Its delivery policy.
    pub policy: Option<PolicyId>,
    /// Its shipping option.
    pub option: Option<OptionId>,
    /// The line whose exchange it is.
    pub replaces: Option<LineIndex>,
}

/// A shipment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shipment {
    /// Standard or exchange.
    pub kind: ShipmentKind,
    /// Where it is.
    pub status: ShipmentStatus,
    /// What made it.
    pub made_by: MadeBy,
    /// Where it goes.
    pub destination: Destination,
    /// The customer collects it.
    pub pickup: bool,
    /// The exchange claim it belongs to.
    pub claim: Option<ClaimIndex>,
    /// Where it ships from.
    pub location: Option<LocationId>,
    /// Its delivery policy.
    pub policy: Option<PolicyId>,
    /// Its shipping option, where all its lines share one.
    pub option: Option<OptionId>,
    /// What is in it.
    pub lines: Vec<(LineIndex, i32)>,
    /// Packed already.
    pub packed: bool,
    /// What stands for its number.
    pub numbering: Numbering,
    /// It was handed over and that was not taken back by a change of its invoice, even if it failed and was canceled since.
    pub was_handed_over: bool,
    /// When the latest event of its present number occurred.
    pub latest_event_at: Option<Timestamp>,
}

/// A claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// What it asks for.
    pub kind: ClaimKind,
    /// How far it is.
    pub status: ClaimStatus,
    /// The units it names.
    pub lines: Vec<ClaimLine>,
}

/// Everything that follows from an order's counters, money and claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Derived {
    /// Stage.
    pub stage: Stage,
    /// Payment status.
    pub payment: PaymentStatus,
    /// Fulfilment status.
    pub fulfilment: FulfilmentStatus,
    /// Queue of New orders.
    pub release: ReleaseState,
    /// The same with its destination.
    pub lane: Lane,
    /// Sums over the lines.
    pub units: Units,
    /// What is due, in minor units.
    pub due: i64,
    /// Sums of the ledger.
    pub money: Totals,
    /// Claims that are Requested or In progress.
    pub open_claims: i32,
}

impl Line {
    /// What money needs to know of it.
    pub const fn money(&self) -> LineMoney {
        LineMoney {
            net: self.net,
            ordered: self.units.ordered,
            canceled: self.units.canceled,
            refunded: self.refunded,
        }
    }

    /// Whether every unit is returned, refunded or canceled. The counters don't say which units were returned and refunded both; a
    /// line is settled only if one of the two alone reaches, so that no unit that is still out is taken for settled.
    pub fn is_settled(&self) -> bool {
        let refunded = self.refunded.saturating_sub(self.units.canceled);
        self.units.returned.max(refunded) >= self.units.wanted()
    }
}

impl Shipment {
    /// An empty shipment as a release makes it.
    pub const fn prepared(destination: Destination, made_by: MadeBy) -> Self {
        Self {
            kind: ShipmentKind::Standard,
            status: ShipmentStatus::PreparingToRelease,
            made_by,
            destination,
            pickup: false,
            claim: None,
            location: None,
            policy: None,
            option: None,
            lines: Vec::new(),
            packed: false,
            numbering: Numbering::Missing,
            was_handed_over: false,
            latest_event_at: None,
        }
    }

    /// How many units are in it.
    pub fn quantity(&self) -> i32 {
        self.lines.iter().fold(0, |sum, (_, quantity)| sum.saturating_add(*quantity))
    }
}

impl Order {
    /// Everything that follows. Fails only on counters that contradict each other.
    pub fn derive(&self) -> Result<Derived, UnitsError> {
        let units = self.units()?;
        let stage = derive_stage(&self.stage_facts(units));
        let release = derive_release(stage, units.open(), &self.failures);
        let due = due(&self.lines.iter().map(Line::money).collect::<Vec<_>>(), self.charges);
        let money = Totals::of(&self.ledger);
        let mut delivered =
            self.shipments.iter().filter(|shipment| shipment.status.is_delivered()).peekable();
        let all_by_pickup = delivered.peek().is_some() && delivered.all(|shipment| shipment.pickup);
        let open_claims = self.claims.iter().filter(|claim| claim.status.is_open()).count();
        Ok(Derived {
            stage,
            payment: derive_payment(&money.payment_facts(due)),
            fulfilment: derive_fulfilment(units, all_by_pickup),
            release,
            lane: Lane::of(self.destination, release),
            units,
            due,
            money,
            open_claims: i32::try_from(open_claims).unwrap_or(i32::MAX),
        })
    }

    /// The sums over the lines, each checked.
    pub fn units(&self) -> Result<Units, UnitsError> {
        let lines = self.lines.iter().map(|line| line.units.check()).collect::<Result<Vec<_>, _>>()?;
        Units::sum(lines)
    }

    fn stage_facts(&self, units: Units) -> StageFacts {
        StageFacts {
            mall: self.mall,
            mall_hold: self.mall_hold,
            is_cancellation: self.is_cancellation,
            open_claim: self.claims.iter().any(|claim| claim.status.is_open()),
            units,
            ever_handed_over: self.shipments.iter().any(|shipment| shipment.was_handed_over),
            all_settled: self.lines.iter().all(Line::is_settled),
            all_numbered: self.shipments.iter().all(|shipment| {
                shipment.status == ShipmentStatus::Canceled || shipment.numbering.is_numbered()
            }),
            confirmed: self.confirmed,
            ready: self.ready,
        }
    }

    /// What the action table looks at.
    pub fn facts(&self) -> Result<OrderFacts, UnitsError> {
        let derived = self.derive()?;
        let units_of = |wanted: &dyn Fn(&Shipment) -> bool| {
            self.shipments
                .iter()
                .filter(|shipment| wanted(shipment))
                .fold(0_i32, |sum, shipment| sum.saturating_add(shipment.quantity()))
        };
        let on_its_way = |shipment: &Shipment| {
            use ShipmentStatus::*;
            matches!(shipment.status, Released | InTransit | OutForDelivery)
        };
        Ok(OrderFacts {
            is_mall: self.mall.is_some(),
            stage: derived.stage,
            units: derived.units,
            to_hand_over: units_of(&|shipment| shipment.status == ShipmentStatus::PreparingToShip),
            to_deliver: units_of(&|shipment| on_its_way(shipment) && !shipment.pickup),
            to_pick_up: units_of(&|shipment| on_its_way(shipment) && shipment.pickup),
            to_exchange: LineIndex::all(&self.lines)
                .fold(0_i32, |sum, line| sum.saturating_add(self.claimable(line, ClaimKind::Exchange))),
            due: derived.due,
            paid: derived.money.paid,
            refunded: derived.money.refunded,
        })
    }

    /// How many units of a line a new claim of this kind may name; 0 where there is no such line.
    pub fn claimable(&self, line: LineIndex, kind: ClaimKind) -> i32 {
        let Some(found) = line.of(&self.lines) else { return 0 };
        let open = self.claims.iter().filter(|claim| claim.status.is_open());
        let named = open.flat_map(|claim| {
            let of_line = claim.lines.iter().filter(move |named| named.line == line);
            of_line.map(|named| (claim.kind, named.quantity))
        });
        claimable(found.units, kind, named)
    }

    /// Whether recipient and address [can be changed](can_change_address).
    pub fn can_change_address(&self) -> Result<(), CannotAct> {
        let shipments = self.shipments.iter().map(|shipment| (shipment.status, shipment.numbering));
        can_change_address(self.mall.is_some(), shipments)
    }

    /// What the shipment machine looks at.
    pub fn shipment_facts(&self, shipment: &Shipment) -> ShipmentFacts {
        let held_by_claim = self
            .claims
            .iter()
            .zip(0..)
            .any(|(claim, index)| claim.status.is_open() && shipment.claim != Some(ClaimIndex(index)));
        ShipmentFacts {
            status: shipment.status,
            packed: shipment.packed,
            numbering: shipment.numbering,
            on_hold: self.mall_hold || self.mall == Some(Stage::OnHold) || held_by_claim,
            destination: shipment.destination,
            pickup: shipment.pickup,
            made_by: shipment.made_by,
            latest_event_at: shipment.latest_event_at,
        }
    }
}

/// Whether recipient and address can be changed (INV-02, ORD-07): in the own store, until an invoice is registered. Deleting the invoice
/// unlocks. A parcel that went out for a reason instead of a number locks them too. `shipments` are those of the order, with what stands for
/// their numbers.
pub fn can_change_address(
    is_mall: bool,
    mut shipments: impl Iterator<Item = (ShipmentStatus, Numbering)>,
) -> Result<(), CannotAct> {
    let locks = |(status, numbering): (ShipmentStatus, Numbering)| {
        status != ShipmentStatus::Canceled && (numbering == Numbering::Invoice || status.is_handed_over())
    };
    if is_mall {
        Err(CannotAct::ManagedAtMall)
    } else if shipments.any(locks) {
        Err(CannotAct::InvoiceRegistered)
    } else {
        Ok(())
    }
}

//! An order on a desk, to try commands on.

use domain::claim::{ClaimCommand, ClaimLine};
use domain::id::{LocationId, PolicyId, SkuId};
use domain::kind::{Destination, LedgerKind};
use domain::ledger::Entry;
use domain::order::{
    ClaimIndex, Command, Disposal, Event, Line, LineIndex, Order, Refusal, ShipmentIndex, Stocks, decide,
};
use domain::shipment::{CarrierEvent, ShipmentCommand};
use domain::stage::Stage;
use domain::stock::Stock;
use domain::time::Timestamp;
use domain::units::Units;

pub const HERE: LocationId = LocationId(1);
pub const THERE: LocationId = LocationId(2);
pub const SKU: SkuId = SkuId(1);
pub const FIRST: ShipmentIndex = ShipmentIndex(0);
pub const NO_DISPOSAL: Disposal = Disposal { cancel_units: false, write_off: false };

/// An order and its stock; commands are expected to succeed unless refused by name.
pub struct Desk {
    pub order: Order,
    pub stocks: Stocks,
}

impl Desk {
    /// A paid own-store order with a line of 3 units at 1,000 each and one of 1 unit, both from one location, 10 of each in stock.
    pub fn new() -> Self {
        let line = |ordered: i32| Line {
            units: Units::ordered(ordered),
            refunded: 0,
            net: i64::from(ordered) * 1_000,
            sku: Some(SKU),
            location: Some(HERE),
            policy: Some(PolicyId(1)),
            option: None,
            replaces: None,
        };
        Self {
            order: Order {
                is_test: false,
                mall: None,
                mall_hold: false,
                is_cancellation: false,
                confirmed: false,
                ready: true,
                destination: Destination::Domestic,
                charges: 500,
                failures: Vec::new(),
                lines: vec![line(3), line(1)],
                shipments: Vec::new(),
                claims: Vec::new(),
                ledger: vec![Entry { kind: LedgerKind::Payment, amount: 4_500 }],
            },
            stocks: [HERE, THERE].map(|place| ((place, SKU), Stock { on_hand: 10, allocated: 0 })).into(),
        }
    }

    pub fn act(&mut self, command: Command) -> Vec<Event> {
        let decision =
            decide(&self.order, &self.stocks, &command).unwrap_or_else(|why| panic!("{command:?}: {why}"));
        (self.order, self.stocks) = (decision.order, decision.stocks);
        decision.events
    }

    pub fn refused(&self, command: &Command) -> Refusal {
        decide(&self.order, &self.stocks, command).expect_err("refused")
    }

    pub fn shipment(&mut self, command: ShipmentCommand) -> Vec<Event> {
        self.act(Command::MoveShipment { shipment: FIRST, command, disposal: NO_DISPOSAL })
    }

    pub fn track(&mut self, event: CarrierEvent, time: i64) -> Vec<Event> {
        self.act(Command::Track { shipment: FIRST, event, occurred_at: Timestamp(time) })
    }

    pub fn released() -> Self {
        let mut desk = Self::new();
        desk.act(Command::PrepareRelease);
        desk
    }

    pub fn handed_over() -> Self {
        let mut desk = Self::released();
        desk.shipment(ShipmentCommand::RegisterInvoice);
        desk.act(Command::HandOver);
        desk
    }

    pub fn delivered() -> Self {
        let mut desk = Self::handed_over();
        desk.act(Command::MarkDelivered);
        desk
    }

    pub fn stage(&self) -> Stage {
        self.order.derive().unwrap().stage
    }

    pub fn stock(&self) -> (i32, i32) {
        let stock = self.stocks[&(HERE, SKU)];
        (stock.on_hand, stock.allocated)
    }
}

pub fn claim(line: u32, quantity: i32) -> ClaimLine {
    ClaimLine { line: LineIndex(line), quantity, replacement: None }
}

pub fn move_claim(command: ClaimCommand, restock: bool) -> Command {
    Command::MoveClaim { claim: ClaimIndex(0), command, restock }
}

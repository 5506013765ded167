//! Decides commands on a copy of the order: all of a command happens, or nothing.

use std::collections::BTreeMap;

use super::{Command, Disposal, Event, Line, LineIndex, Order, Refusal, Shipment, ShipmentIndex};
use crate::action::{Action, available};
use crate::id::{LocationId, SkuId};
use crate::kind::LedgerKind;
use crate::ledger::{Entry, RefundRequest, Totals, refund_amount};
use crate::payment::{check_payment, owed};
use crate::release::{ReleaseFailure, can_be_dismissed};
use crate::shipment::ShipmentCommand;
use crate::stock::{Stock, StockStep};
use crate::units::UnitsStep;

/// Stock by location and SKU, of all that an order may touch.
pub type Stocks = BTreeMap<(LocationId, SkuId), Stock>;

/// What a command leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The order afterwards.
    pub order: Order,
    /// The stock afterwards.
    pub stocks: Stocks,
    /// What happened, in order.
    pub events: Vec<Event>,
}

/// What a command does to an order and its stock, or why it is refused.
pub fn decide(order: &Order, stocks: &Stocks, command: &Command) -> Result<Decision, Refusal> {
    let before = order.derive()?;
    let mut desk = Desk { order: order.clone(), stocks: stocks.clone(), events: Vec::new() };
    desk.carry_out(command)?;
    let after = desk.order.derive()?;
    if before.stage != after.stage {
        desk.events.push(Event::StageChanged { from: before.stage, to: after.stage });
    }
    if before.payment != after.payment {
        desk.events.push(Event::PaymentStatusChanged { from: before.payment, to: after.payment });
    }
    if before.fulfilment != after.fulfilment {
        desk.events.push(Event::FulfilmentStatusChanged { from: before.fulfilment, to: after.fulfilment });
    }
    Ok(Decision { order: desk.order, stocks: desk.stocks, events: desk.events })
}

/// A copy of the order and its stock while a command is carried out.
pub(super) struct Desk {
    pub(super) order: Order,
    pub(super) stocks: Stocks,
    pub(super) events: Vec<Event>,
}

impl Desk {
    fn carry_out(&mut self, command: &Command) -> Result<(), Refusal> {
        match command {
            Command::MarkPaid { amount } => self.mark_paid(*amount),
            Command::Confirm => {
                self.allow(Action::Confirm)?;
                self.confirm();
                Ok(())
            }
            Command::PrepareRelease => self.prepare_release(),
            Command::FailRelease { failures } => {
                self.order.failures.clone_from(failures);
                self.events.push(Event::ReleaseFailed { failures: failures.clone() });
                Ok(())
            }
            Command::DismissFailure => self.dismiss_failure(),
            Command::RefuseHandOff { shipment, provider, message } => {
                self.move_shipment(*shipment, ShipmentCommand::Void, Disposal::default())?;
                let failure =
                    ReleaseFailure::ProviderRefused { provider: provider.clone(), message: message.clone() };
                self.carry_out(&Command::FailRelease { failures: vec![failure] })
            }
            Command::MarkPacked => self.each_shipment(Action::MarkPacked, ShipmentCommand::MarkPacked),
            Command::HandOver => self.each_shipment(Action::HandOver, ShipmentCommand::HandOver),
            Command::MarkDelivered => {
                self.each_shipment(Action::MarkDelivered, ShipmentCommand::MarkDelivered)
            }
            Command::MarkPickedUp => self.each_shipment(Action::MarkPickedUp, ShipmentCommand::MarkPickedUp),
            Command::Fulfil(fulfil) => self.fulfil(fulfil),
            Command::Return { lines, restock } => {
                self.allow(Action::Return)?;
                self.named(lines)?;
                lines.iter().try_for_each(|(line, quantity)| self.take_back(*line, *quantity, *restock))
            }
            Command::Refund(request) => self.refund(request),
            Command::Cancel { lines } => {
                self.allow(Action::Cancel)?;
                self.named(lines)?;
                self.cancel(lines)
            }
            Command::MoveShipment { shipment, command, disposal } => {
                self.move_shipment(*shipment, *command, *disposal)
            }
            Command::Track { shipment, event, occurred_at } => self.track(*shipment, *event, *occurred_at),
            Command::OpenClaim { kind, lines } => self.open_claim(*kind, lines),
            Command::MoveClaim { claim, command, restock } => self.move_claim(*claim, *command, *restock),
        }
    }

    pub(super) fn allow(&self, action: Action) -> Result<(), Refusal> {
        Ok(available(action, &self.order.facts()?)?)
    }

    pub(super) fn named(&self, lines: &[(LineIndex, i32)]) -> Result<(), Refusal> {
        if lines.is_empty() {
            return Err(Refusal::NothingNamed);
        }
        for (position, (line, _)) in lines.iter().enumerate() {
            if lines[..position].iter().any(|(other, _)| other == line) {
                return Err(Refusal::LineTwice { line: *line });
            }
        }
        Ok(())
    }

    pub(super) fn line(&mut self, index: LineIndex) -> Result<&mut Line, Refusal> {
        self.order.lines.get_mut(index.0 as usize).ok_or(Refusal::UnknownLine { line: index })
    }

    pub(super) fn shipment(&self, index: ShipmentIndex) -> Result<&Shipment, Refusal> {
        index.of(&self.order.shipments).ok_or(Refusal::UnknownShipment { shipment: index })
    }

    pub(super) fn step_units(
        &mut self,
        index: LineIndex,
        step: UnitsStep,
        quantity: i32,
    ) -> Result<(), Refusal> {
        let line = self.line(index)?;
        line.units = line.units.step(step, quantity)?;
        Ok(())
    }

    /// A test order touches no stock, nor does what has no SKU or no location.
    pub(super) fn step_stock(
        &mut self,
        place: Option<LocationId>,
        line: LineIndex,
        step: StockStep,
        quantity: i32,
    ) -> Result<(), Refusal> {
        let sku = self.line(line)?.sku;
        let (Some(location), Some(sku), false) = (place, sku, self.order.is_test) else { return Ok(()) };
        let stock = self.stocks.entry((location, sku)).or_default();
        *stock = stock.step(step, quantity).map_err(|error| Refusal::Stock { location, sku, error })?;
        self.events.push(Event::StockMoved { location, sku, step, quantity });
        Ok(())
    }

    pub(super) fn confirm(&mut self) {
        if !self.order.confirmed {
            self.order.confirmed = true;
            self.events.push(Event::Confirmed);
        }
    }

    pub(super) fn mark_paid(&mut self, amount: i64) -> Result<(), Refusal> {
        self.allow(Action::MarkPaid)?;
        let facts = self.order.facts()?;
        check_payment(amount, owed(facts.due, facts.paid))?;
        self.order.ledger.push(Entry { kind: LedgerKind::Payment, amount });
        self.events.push(Event::PaymentRecorded { amount });
        Ok(())
    }

    pub(super) fn refund(&mut self, request: &RefundRequest) -> Result<(), Refusal> {
        self.allow(Action::Refund)?;
        let lines: Vec<_> = self.order.lines.iter().map(Line::money).collect();
        let amount = refund_amount(&lines, &Totals::of(&self.order.ledger), request)?;
        for (line, quantity) in &request.lines {
            self.line(*line)?.refunded += quantity;
        }
        self.order.ledger.push(Entry { kind: LedgerKind::Refund, amount });
        self.events.push(Event::RefundRecorded { amount });
        Ok(())
    }

    /// Cancels open units and records what is owed for them, which is not a refund yet.
    pub(super) fn cancel(&mut self, lines: &[(LineIndex, i32)]) -> Result<(), Refusal> {
        let owed = |order: &Order| Ok::<_, Refusal>(Totals::of(&order.ledger).owed(order.derive()?.due));
        let before = owed(&self.order)?;
        for (line, quantity) in lines {
            self.step_units(*line, UnitsStep::Cancel, *quantity)?;
            self.events.push(Event::UnitsCanceled { line: *line, quantity: *quantity });
        }
        let amount = owed(&self.order)?.saturating_sub(before);
        if amount > 0 {
            self.order.ledger.push(Entry { kind: LedgerKind::RefundDue, amount });
            self.events.push(Event::RefundDueRecorded { amount });
        }
        Ok(())
    }

    pub(super) fn take_back(&mut self, line: LineIndex, quantity: i32, restock: bool) -> Result<(), Refusal> {
        self.step_units(line, UnitsStep::Return, quantity)?;
        self.events.push(Event::UnitsReturned { line, quantity, restocked: restock });
        if restock {
            let location = self.line(line)?.location;
            self.step_stock(location, line, StockStep::Restock, quantity)?;
        }
        Ok(())
    }

    pub(super) fn dismiss_failure(&mut self) -> Result<(), Refusal> {
        let derived = self.order.derive()?;
        if !can_be_dismissed(derived.release, derived.stage, derived.units.open()) {
            return Err(Refusal::NothingToDismiss);
        }
        self.order.failures.clear();
        self.events.push(Event::FailureDismissed);
        Ok(())
    }
}

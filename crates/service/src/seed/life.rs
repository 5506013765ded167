//! An order's life, step by step: each step changes counters, money and shipments as the desk's commands do, and leaves its event.

use domain::claim::{ClaimKind, ClaimStatus};
use domain::id::{
    ClaimId, EventId, LedgerEntryId, OrderChargeId, OrderLineId, ShipmentId, ShipmentInvoiceId, UserId,
};
use domain::kind::{ActorKind, ChargeKind, Destination, InvoiceAction, LedgerKind, PaymentMethod};
use domain::ledger::{Entry, LineMoney, RefundRequest, Totals, due, refund_amount};
use domain::money::Money;
use domain::order::LineIndex;
use domain::shipment::{MadeBy, ShipmentKind, ShipmentStatus};
use domain::time::Timestamp;
use domain::timeline::TimelineEvent;
use store::aggregate::OrderParts;
use store::entity::{
    claim, claim_line, event, ledger_entry, order_charge, order_line, shipment, shipment_invoice,
    shipment_line,
};

use super::chance::Chance;
use super::invoice::{self, CARRIERS};
use super::number;
use super::stores::{OFFSET, Route, Service};

/// An order whose life is being told. Ids count from 1 within the order.
pub(super) struct Life<'a> {
    pub parts: OrderParts,
    pub invoices: Vec<shipment_invoice::Model>,
    pub chance: &'a mut Chance,
    /// Where the story has come to.
    pub at: Timestamp,
    pub as_of: Timestamp,
    pub owner: UserId,
    /// The order's place in the whole, for the numbers of what belongs to it.
    pub index: u64,
}

/// Units of a line, by its place.
pub(super) type Taken = Vec<(usize, i32)>;

impl Life<'_> {
    /// Lets time pass: so many hours, but never to the end of the time there is.
    pub(super) fn later(&mut self, low: u32, high: u32) {
        let natural = i64::from(self.chance.between(low * 3600, high * 3600)) * 1_000_000;
        let left = self.as_of.0 - self.at.0;
        self.at = Timestamp(self.at.0 + natural.min(left * 2 / 5));
    }

    pub(super) fn tell(&mut self, actor: ActorKind, event: &TimelineEvent) {
        self.tell_of(None, actor, event);
    }

    fn tell_of(&mut self, shipment_id: Option<ShipmentId>, actor: ActorKind, event: &TimelineEvent) {
        let events = &mut self.parts.events;
        events.push(event::Model {
            id: EventId(events.len() as i64 + 1),
            order_id: Some(self.parts.order.id),
            shipment_id,
            kind: event.kind().to_owned(),
            actor,
            user_id: (actor == ActorKind::User).then_some(self.owner),
            // Its fields are numbers, texts and enums: all of them have a JSON form.
            payload: serde_json::to_value(event).unwrap_or_default(),
            at: self.at,
        });
    }

    // Money.

    fn lines_money(&self) -> Vec<LineMoney> {
        let net =
            |line: &order_line::Model| line.unit_price * i64::from(line.ordered) - line.discount + line.tax;
        let money = |line| LineMoney {
            net: net(line),
            ordered: line.ordered,
            canceled: line.canceled,
            refunded: line.refunded,
        };
        self.parts.lines.iter().map(money).collect()
    }

    /// What the customer owes for what is not canceled.
    fn due(&self) -> i64 {
        due(&self.lines_money(), self.charges())
    }

    fn charges(&self) -> i64 {
        self.parts.charges.iter().map(|charge| charge.amount).sum()
    }

    fn totals(&self) -> Totals {
        let entries: Vec<Entry> =
            self.parts.ledger.iter().map(|entry| Entry { kind: entry.kind, amount: entry.amount }).collect();
        Totals::of(&entries)
    }

    pub(super) fn enter(&mut self, kind: LedgerKind, amount: i64) {
        let order = &self.parts.order;
        let prefix = match kind {
            LedgerKind::Pending => "A",
            LedgerKind::Payment => "P",
            LedgerKind::Refund | LedgerKind::RefundDue => "R",
        };
        let reference =
            (kind != LedgerKind::RefundDue).then(|| format!("{prefix}-{}", number::code(self.index)));
        let ledger = &mut self.parts.ledger;
        ledger.push(ledger_entry::Model {
            id: LedgerEntryId(ledger.len() as i64 + 1),
            order_id: order.id,
            kind,
            method: order.payment_method,
            amount,
            currency: order.currency,
            reference,
            user_id: (kind == LedgerKind::Refund).then_some(self.owner),
            at: self.at,
        });
    }

    /// The card approves, and takes the money later.
    pub(super) fn authorise(&mut self) {
        self.enter(LedgerKind::Pending, self.due());
    }

    /// So many hundredths of what is due come in.
    pub(super) fn pay(&mut self, hundredths: i64) {
        let amount = self.due() * hundredths / 100;
        if amount <= 0 {
            return;
        }
        self.enter(LedgerKind::Payment, amount);
        let order = &self.parts.order;
        let event = TimelineEvent::PaymentReceived {
            amount: Money::new(amount, order.currency),
            method: order.payment_method,
        };
        self.tell(ActorKind::System, &event);
    }

    /// What a cancel owes the customer is noted.
    fn owe(&mut self) {
        let totals = self.totals();
        let owed = totals.owed(self.due()) - (totals.refund_due - totals.refunded).max(0);
        if owed > 0 {
            self.enter(LedgerKind::RefundDue, owed);
        }
    }

    /// Sends money back, no more than is left.
    pub(super) fn refund(&mut self, amount: i64) {
        let amount = amount.min(self.totals().left());
        if amount <= 0 {
            return;
        }
        self.enter(LedgerKind::Refund, amount);
        let amount = Money::new(amount, self.parts.order.currency);
        self.tell(ActorKind::User, &TimelineEvent::Refunded { amount });
    }

    /// Sends back what is owed.
    pub(super) fn refund_owed(&mut self) {
        let owed = self.totals().owed(self.due());
        for line in &mut self.parts.lines {
            line.refunded = line.refunded.max(line.canceled);
        }
        self.refund(owed);
    }

    /// Units that are refunded with what they cost; everything that is left if no unit is.
    pub(super) fn refund_units(&mut self, units: &[(usize, i32)]) {
        let request = RefundRequest {
            lines: units.iter().map(|(index, quantity)| (LineIndex(*index as u32), *quantity)).collect(),
            ..RefundRequest::default()
        };
        let Ok(amount) = refund_amount(&self.lines_money(), &self.totals(), &request) else { return };
        for (index, quantity) in units {
            self.parts.lines[*index].refunded += quantity;
        }
        let all = self.parts.lines.iter().all(|line| line.refunded == line.ordered);
        self.refund(if all { i64::MAX } else { amount });
    }

    // Units.

    /// What a release would take.
    pub(super) fn open(&self) -> Taken {
        let open = |line: &order_line::Model| line.ordered - line.canceled - line.assigned;
        self.parts
            .lines
            .iter()
            .enumerate()
            .map(|(i, line)| (i, open(line)))
            .filter(|(_, open)| *open > 0)
            .collect()
    }

    /// Everything that is delivered and not sent back.
    pub(super) fn delivered(&self) -> Taken {
        let with_customer = |line: &order_line::Model| line.delivered - line.returned;
        let lines = self.parts.lines.iter().enumerate();
        lines.map(|(i, line)| (i, with_customer(line))).filter(|(_, units)| *units > 0).collect()
    }

    pub(super) fn confirm(&mut self, actor: ActorKind) {
        if self.parts.order.confirmed_at.is_none() {
            self.parts.order.confirmed_at = Some(self.at);
            self.tell(actor, &TimelineEvent::Confirmed);
        }
    }

    pub(super) fn cancel(&mut self, units: &[(usize, i32)], actor: ActorKind, reason: &str) {
        for (index, quantity) in units {
            self.parts.lines[*index].canceled += quantity;
        }
        let event = TimelineEvent::Canceled { units: sum(units), reason: Some(reason.to_owned()) };
        self.tell(actor, &event);
        if self.parts.lines.iter().all(|line| line.canceled == line.ordered) {
            self.waive_charges();
        }
        self.owe();
    }

    /// Of an order without goods, nothing is charged.
    fn waive_charges(&mut self) {
        let amount = -self.charges();
        if amount == 0 {
            return;
        }
        let position = self.parts.charges.len() as i32 + 1;
        self.parts.charges.push(order_charge::Model {
            id: OrderChargeId(i64::from(position)),
            order_id: self.parts.order.id,
            position,
            kind: ChargeKind::Adjustment,
            code: "WAIVED".to_owned(),
            name: "Charges waived".to_owned(),
            amount,
        });
    }

    /// Units come back; refunding them is another step.
    pub(super) fn take_back(&mut self, units: &[(usize, i32)]) {
        for (index, quantity) in units {
            self.parts.lines[*index].returned += quantity;
        }
        self.tell(ActorKind::User, &TimelineEvent::ReturnReceived { units: sum(units) });
    }

    // Shipments, by their place.

    /// One shipment for each location and policy of these units. Gives the first's place; the last is the last of all.
    pub(super) fn release(&mut self, units: &[(usize, i32)]) -> usize {
        let first = self.parts.shipments.len();
        self.confirm(ActorKind::User);
        for (index, quantity) in units {
            let line = &mut self.parts.lines[*index];
            line.assigned += quantity;
            let key = (line.location_id, line.policy_id);
            let (line_id, option) = (line.id, line.option_id);
            let same = |(row, _): &(shipment::Model, _)| (row.location_id, row.policy_id) == key;
            let place = match self.parts.shipments[first..].iter().position(same) {
                Some(place) => first + place,
                None => {
                    let shipment = self.new_shipment(key, option);
                    self.parts.shipments.push((shipment, Vec::new()));
                    self.parts.shipments.len() - 1
                }
            };
            let (shipment, lines) = &mut self.parts.shipments[place];
            if shipment.option_id != option {
                shipment.option_id = None;
            }
            lines.push(shipment_line::Model {
                shipment_id: shipment.id,
                order_line_id: line_id,
                quantity: *quantity,
            });
        }
        let numbers =
            self.parts.shipments[first..].iter().map(|(shipment, _)| shipment.number.clone()).collect();
        self.tell(ActorKind::User, &TimelineEvent::Released { shipments: numbers });
        first
    }

    fn new_shipment(
        &self,
        (location_id, policy_id): (Option<domain::id::LocationId>, Option<domain::id::PolicyId>),
        option_id: Option<domain::id::OptionId>,
    ) -> shipment::Model {
        let order = &self.parts.order;
        let ordinal = self.parts.shipments.len() + 1;
        shipment::Model {
            id: ShipmentId(ordinal as i64),
            number: number::shipment(self.index, self.at.plus_seconds(OFFSET).utc(), ordinal),
            order_id: order.id,
            claim_id: None,
            kind: ShipmentKind::Standard,
            status: ShipmentStatus::PreparingToRelease,
            destination: order.destination,
            is_test: order.is_test,
            made_by: MadeBy::Release,
            location_id,
            policy_id,
            option_id,
            carrier_code: None,
            invoice_number: None,
            no_number_reason: None,
            invoice_registered_at: None,
            invoice_rejected: None,
            pickup: false,
            packed: false,
            expected_on: None,
            order_placed_at: order.placed_at,
            created_at: self.at,
            handed_over_at: None,
            delivered_at: None,
            next_poll_at: None,
            changed_at: self.at,
            version: 1,
        }
    }

    /// Changes a shipment, and the counters of its lines by its units.
    pub(super) fn step(
        &mut self,
        place: usize,
        change: impl FnOnce(&mut shipment::Model),
        count: impl Fn(&mut order_line::Model, i32),
    ) {
        let (shipment, lines) = &mut self.parts.shipments[place];
        change(shipment);
        shipment.changed_at = self.at;
        shipment.version += 1;
        for row in lines {
            count(&mut self.parts.lines[place_of(row.order_line_id)], row.quantity);
        }
    }

    pub(super) fn pack(&mut self, place: usize) {
        self.step(place, |shipment| shipment.packed = true, |line, units| line.packed += units);
    }

    /// The service that a shipment goes by: its first line's, where its lines were ordered with several.
    fn service(&self, place: usize) -> &'static Service {
        let (shipment, lines) = &self.parts.shipments[place];
        let first = lines.first().map(|row| &self.parts.lines[place_of(row.order_line_id)]);
        let option = shipment.option_id.or_else(|| first.and_then(|line| line.option_id));
        option.map_or(Route::nth(0), Route::of).service()
    }

    /// The time it takes to where the order goes.
    pub(super) fn travel_time(&mut self, place: usize) {
        let (at_home, abroad) = self.service(place).days;
        let days = if self.parts.order.destination == Destination::Domestic { at_home } else { abroad };
        self.later(days * 16, days * 30);
    }

    /// Registers an invoice on a shipment that is not packed yet.
    pub(super) fn invoice(&mut self, place: usize) {
        let carrier = self.service(place).carrier(self.parts.order.destination);
        let number = invoice::number(carrier, self.chance);
        let at = self.at;
        let shipment = &self.parts.shipments[place].0;
        self.invoices.push(shipment_invoice::Model {
            id: ShipmentInvoiceId(self.invoices.len() as i64 + 1),
            shipment_id: shipment.id,
            action: InvoiceAction::Registered,
            carrier_before: None,
            number_before: None,
            carrier_after: Some(CARRIERS[carrier].code.to_owned()),
            number_after: Some(number.clone()),
            reason: None,
            user_id: Some(self.owner),
            at,
        });
        let event = TimelineEvent::InvoiceRegistered {
            shipment: shipment.number.clone(),
            carrier: CARRIERS[carrier].name.to_owned(),
            number: number.clone(),
        };
        let id = shipment.id;
        self.step(
            place,
            |shipment| {
                shipment.status = ShipmentStatus::PreparingToShip;
                shipment.packed = true;
                shipment.carrier_code = Some(CARRIERS[carrier].code.to_owned());
                shipment.invoice_number = Some(number);
                shipment.invoice_registered_at = Some(at);
            },
            |line, units| line.packed += units,
        );
        self.tell_of(Some(id), ActorKind::User, &event);
    }

    /// The carrier does not know the number: back to Preparing to release, packed as it is.
    pub(super) fn reject_invoice(&mut self, place: usize) {
        let reason = "Unknown number";
        let at = self.at;
        let mut before = (None, None);
        self.step(
            place,
            |shipment| {
                before = (shipment.carrier_code.clone(), shipment.invoice_number.take());
                shipment.status = ShipmentStatus::PreparingToRelease;
                shipment.invoice_registered_at = None;
                shipment.invoice_rejected = Some(reason.to_owned());
            },
            |_, _| {},
        );
        self.invoices.push(shipment_invoice::Model {
            id: ShipmentInvoiceId(self.invoices.len() as i64 + 1),
            shipment_id: self.parts.shipments[place].0.id,
            action: InvoiceAction::Rejected,
            carrier_before: before.0,
            number_before: before.1,
            carrier_after: None,
            number_after: None,
            reason: Some(reason.to_owned()),
            user_id: None,
            at,
        });
    }

    pub(super) fn hand_over(&mut self, place: usize) {
        let at = self.at;
        self.step(
            place,
            |shipment| {
                shipment.status = ShipmentStatus::Released;
                shipment.handed_over_at = Some(at);
            },
            |line, units| line.handed_over += units,
        );
        let shipment = &self.parts.shipments[place].0;
        let event = TimelineEvent::HandedOver { shipment: shipment.number.clone() };
        self.tell_of(Some(shipment.id), ActorKind::System, &event);
    }

    /// It moves on, without a mark on the timeline.
    pub(super) fn travel(&mut self, place: usize, status: ShipmentStatus) {
        let days =
            if status == ShipmentStatus::OutForDelivery { 0 } else { i64::from(self.chance.between(1, 4)) };
        let expected = self.as_of.plus_seconds(OFFSET + days * 86_400).utc().format("%Y-%m-%d").to_string();
        self.step(
            place,
            |shipment| {
                shipment.status = status;
                shipment.expected_on = Some(expected);
            },
            |_, _| {},
        );
    }

    pub(super) fn fail(&mut self, place: usize) {
        self.step(place, |shipment| shipment.status = ShipmentStatus::Failed, |_, _| {});
        let shipment = &self.parts.shipments[place].0;
        let event = TimelineEvent::DeliveryFailed { shipment: shipment.number.clone() };
        self.tell_of(Some(shipment.id), ActorKind::System, &event);
    }

    pub(super) fn deliver(&mut self, place: usize) {
        let at = self.at;
        self.step(
            place,
            |shipment| {
                let picked_up = shipment.pickup;
                shipment.status =
                    if picked_up { ShipmentStatus::PickedUp } else { ShipmentStatus::Delivered };
                shipment.delivered_at = Some(at);
            },
            |line, units| line.delivered += units,
        );
        let shipment = &self.parts.shipments[place].0;
        let event = TimelineEvent::Delivered { shipment: shipment.number.clone() };
        self.tell_of(Some(shipment.id), ActorKind::System, &event);
    }

    /// Void before it left, or canceled after it failed: its units are open again.
    pub(super) fn undo(&mut self, place: usize) {
        let (shipment, _) = &self.parts.shipments[place];
        let (packed, handed_over) = (shipment.packed, shipment.status.is_handed_over());
        self.step(
            place,
            |shipment| (shipment.status, shipment.packed) = (ShipmentStatus::Canceled, false),
            |line, units| {
                line.assigned -= units;
                line.packed -= if packed { units } else { 0 };
                line.handed_over -= if handed_over { units } else { 0 };
            },
        );
    }

    /// Whether it is paid when it arrives.
    pub(super) fn pays_on_delivery(&self) -> bool {
        matches!(
            self.parts.order.payment_method,
            PaymentMethod::CashOnDelivery | PaymentMethod::PosOnDelivery
        )
    }

    // Claims.

    /// The customer asks for something. Gives the claim's place.
    pub(super) fn claim(&mut self, kind: ClaimKind, reason: &str, units: &[(usize, i32)]) -> usize {
        let place = self.parts.claims.len();
        let id = ClaimId(place as i64 + 1);
        let number = number::claim(self.index, self.at.plus_seconds(OFFSET).utc(), place + 1);
        let lines = units
            .iter()
            .map(|(line, quantity)| claim_line::Model {
                claim_id: id,
                order_line_id: self.parts.lines[*line].id,
                quantity: *quantity,
                replacement_sku_id: None,
            })
            .collect();
        let claim = claim::Model {
            id,
            number: number.clone(),
            order_id: self.parts.order.id,
            kind,
            status: ClaimStatus::Requested,
            reason: reason.to_owned(),
            responsible: None,
            memo: None,
            answer: None,
            requested_at: self.at,
            decided_at: None,
            changed_at: self.at,
            version: 1,
        };
        self.parts.claims.push((claim, lines));
        self.tell(ActorKind::Customer, &TimelineEvent::ClaimRequested { claim: number, claim_kind: kind });
        place
    }

    /// The claim gets to a status.
    pub(super) fn settle(&mut self, place: usize, status: ClaimStatus, answer: Option<&str>) {
        let (claim, _) = &mut self.parts.claims[place];
        claim.status = status;
        claim.decided_at = (status != ClaimStatus::Withdrawn).then_some(self.at);
        claim.answer = answer.map(str::to_owned);
        claim.responsible = (!status.is_open()).then(|| "customer".to_owned());
        claim.changed_at = self.at;
        claim.version += 1;
    }

    /// A line that replaces units of another at no price. Gives its place.
    pub(super) fn replace(&mut self, place: usize, units: i32) -> usize {
        let old = &self.parts.lines[place];
        let position = self.parts.lines.len() as i32 + 1;
        let line = order_line::Model {
            id: OrderLineId(i64::from(position)),
            position,
            unit_price: 0,
            ordered: units,
            discount: 0,
            tax: 0,
            replaces_line_id: Some(old.id),
            canceled: 0,
            assigned: 0,
            packed: 0,
            handed_over: 0,
            delivered: 0,
            returned: 0,
            refunded: 0,
            ..old.clone()
        };
        self.parts.lines.push(line);
        self.parts.lines.len() - 1
    }
}

/// Where the line of an order's own id stands.
fn place_of(id: OrderLineId) -> usize {
    usize::try_from(id.0 - 1).unwrap_or(0)
}

fn sum(units: &[(usize, i32)]) -> u32 {
    units.iter().map(|(_, quantity)| quantity.unsigned_abs()).sum()
}

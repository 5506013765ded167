//! An order's life, step by step: each step changes counters, money and shipments as the desk's commands do, and leaves its event.

use domain::claim::{ClaimKind, ClaimStatus};
use domain::id::{ClaimId, EventId, OrderLineId, ShipmentId, UserId};
use domain::kind::ActorKind;
use domain::time::Timestamp;
use domain::timeline::TimelineEvent;
use store::aggregate::OrderParts;
use store::entity::{claim, claim_line, event, order_line, shipment_invoice};

use super::chance::Chance;
use super::channels::OFFSET;
use super::number;

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

    pub(super) fn tell_of(
        &mut self,
        shipment_id: Option<ShipmentId>,
        actor: ActorKind,
        event: &TimelineEvent,
    ) {
        let events = &mut self.parts.events;
        events.push(event::Model {
            id: EventId(events.len() as i64 + 1),
            order_id: Some(self.parts.order.id),
            shipment_id,
            user_id: (actor == ActorKind::User).then_some(self.owner),
            ..event::Model::new(event, actor, self.at)
        });
    }

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

    /// Units come back; refunding them is another step.
    pub(super) fn take_back(&mut self, units: &[(usize, i32)]) {
        for (index, quantity) in units {
            self.parts.lines[*index].returned += quantity;
        }
        self.tell(ActorKind::User, &TimelineEvent::ReturnReceived { units: sum(units) });
    }

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
            customer_id: self.parts.order.customer_id,
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
        let reason = Some(reason.to_owned());
        let told = TimelineEvent::ClaimRequested { claim: number, claim_kind: kind, reason };
        self.tell(ActorKind::Customer, &told);
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
pub(super) fn place_of(id: OrderLineId) -> usize {
    usize::try_from(id.0 - 1).unwrap_or(0)
}

fn sum(units: &[(usize, i32)]) -> u32 {
    units.iter().map(|(_, quantity)| quantity.unsigned_abs()).sum()
}

//! Orders that were released, and what came after: delivery, claims, returns.

use domain::claim::{ClaimKind, ClaimStatus};
use domain::kind::{ActorKind, Destination, LedgerKind};
use domain::shipment::{MadeBy, ShipmentKind, ShipmentStatus};
use domain::timeline::TimelineEvent;

use super::fate::Fate;
use super::life::{Life, Taken};
use super::story::CANCEL_REASONS;

const RETURN_REASONS: [&str; 4] =
    ["Does not fit", "Damaged in transit", "Wrong version sent", "Not as pictured"];

impl Life<'_> {
    pub(super) fn go_on(&mut self, fate: Fate) {
        let is_mall = self.is_mall();
        let at_home = self.parts.order.destination == Destination::Domestic;
        let units: i32 = self.parts.lines.iter().map(|line| line.ordered).sum();
        match fate {
            Fate::Waiting | Fate::Canceled => {}
            Fate::HeldBefore => self.hold_before(),
            Fate::PickedUp if !is_mall && at_home => self.without_number(true),
            Fate::Local if !is_mall && at_home => self.without_number(false),
            Fate::Voided => {
                self.later(2, 20);
                let all = self.open();
                let first = self.release(&all);
                self.later(1, 20);
                (first..self.parts.shipments.len()).for_each(|place| self.undo(place));
                self.ship_until(Fate::Delivered);
            }
            Fate::PartlyCanceled if units > 1 => {
                self.later(1, 12);
                let one = self.one_of(&self.open());
                self.cancel(&one, ActorKind::User, "Sold out");
                self.refund_owed();
                self.ship_until(Fate::Delivered);
            }
            Fate::CameBack => {
                self.ship_until(Fate::DeliveryFailed);
                self.later(70, 200);
                for place in 0..self.parts.shipments.len() {
                    self.undo(place);
                }
                let all = self.open();
                self.cancel(&all, ActorKind::User, "Could not be delivered");
                self.later(10, 60);
                self.refund_owed();
            }
            Fate::Returned
            | Fate::PartlyReturned
            | Fate::Exchanged
            | Fate::Refunded
            | Fate::ClaimRefused
            | Fate::HeldAfter => {
                self.ship_until(Fate::Delivered);
                self.later(24, 160);
                self.after_delivery(fate, units > 1);
            }
            _ => self.ship_until(fate),
        }
    }

    fn hold_before(&mut self) {
        if self.is_mall() {
            self.later(1, 12);
            return self.held_by_mall();
        }
        if self.chance.per_mille(500) {
            self.later(1, 6);
            self.confirm(ActorKind::User);
        }
        self.later(1, 12);
        let all = self.open();
        let reason = *self.chance.pick(&CANCEL_REASONS);
        let place = self.claim(ClaimKind::Cancel, reason, &all);
        if self.chance.per_mille(300) {
            self.later(1, 6);
            self.settle(place, ClaimStatus::InProgress, None);
        }
    }

    fn held_by_mall(&mut self) {
        self.parts.order.mall_hold = true;
        self.tell(ActorKind::Channel, &TimelineEvent::HeldByMall);
    }

    /// Releases what is open and brings it as far as an outcome says.
    fn ship_until(&mut self, fate: Fate) {
        self.later(2, 30);
        let all = self.open();
        let first = self.release(&all);
        let shipments = first..self.parts.shipments.len();
        if fate == Fate::Prepared {
            return;
        }
        self.later(1, 12);
        if fate == Fate::Packed {
            return shipments.for_each(|place| self.pack(place));
        }
        shipments.clone().for_each(|place| self.invoice(place));
        match fate {
            Fate::Rejected => {
                self.later(2, 10);
                return self.reject_invoice(first);
            }
            Fate::Invoiced => return,
            _ => {}
        }
        self.later(1, 10);
        shipments.clone().for_each(|place| self.hand_over(place));
        match fate {
            Fate::Released => {}
            Fate::InTransit | Fate::OutForDelivery => {
                let status = if fate == Fate::InTransit {
                    ShipmentStatus::InTransit
                } else {
                    ShipmentStatus::OutForDelivery
                };
                self.later(4, 40);
                // One of several may be there already.
                let arrived = shipments.len() > 1 && self.chance.per_mille(300);
                for place in shipments {
                    if arrived && place == first {
                        self.deliver(place);
                    } else {
                        self.travel(place, status);
                    }
                }
            }
            Fate::DeliveryFailed => {
                self.later(30, 110);
                // It comes back as one: what is canceled afterwards is the whole order.
                shipments.for_each(|place| self.fail(place));
            }
            _ => {
                self.travel_time(first);
                shipments.for_each(|place| self.deliver(place));
                self.collect();
            }
        }
    }

    /// What is paid on delivery is paid now.
    fn collect(&mut self) {
        if self.pays_on_delivery() {
            self.pay(100);
        }
    }

    /// Collected in the shop, or brought by its own van: no number, but a reason.
    fn without_number(&mut self, pickup: bool) {
        self.later(2, 30);
        let all = self.open();
        let first = self.release(&all);
        let shipments = first..self.parts.shipments.len();
        for place in shipments.clone() {
            self.step(
                place,
                |shipment| {
                    shipment.pickup = pickup;
                    shipment.made_by = MadeBy::Manual;
                    shipment.status = ShipmentStatus::PreparingToShip;
                    shipment.packed = true;
                    let reason = if pickup { "Collected in the shop" } else { "Brought by our own van" };
                    shipment.no_number_reason = Some(reason.to_owned());
                },
                |line, units| line.packed += units,
            );
        }
        self.later(1, 40);
        shipments.clone().for_each(|place| self.hand_over(place));
        self.later(1, 4);
        shipments.for_each(|place| self.deliver(place));
        self.collect();
    }

    fn after_delivery(&mut self, fate: Fate, several: bool) {
        let all = self.delivered();
        let one = self.one_of(&all);
        let is_mall = self.is_mall();
        match fate {
            Fate::Refunded => {
                let paid: i64 = self
                    .parts
                    .ledger
                    .iter()
                    .filter(|row| row.kind == LedgerKind::Payment)
                    .map(|row| row.amount)
                    .sum();
                let hundredths = i64::from(self.chance.between(10, 40));
                self.refund(paid * hundredths / 100);
            }
            Fate::HeldAfter if is_mall => self.held_by_mall(),
            Fate::HeldAfter => {
                let exchange = self.chance.per_mille(300);
                let kind = if exchange { ClaimKind::Exchange } else { ClaimKind::Return };
                let reason = *self.chance.pick(&RETURN_REASONS);
                let place = self.claim(kind, reason, &one);
                if !exchange && self.chance.per_mille(500) {
                    self.later(2, 30);
                    self.settle(place, ClaimStatus::InProgress, None);
                }
            }
            Fate::ClaimRefused if is_mall => {}
            Fate::ClaimRefused => {
                let reason = *self.chance.pick(&RETURN_REASONS);
                let place = self.claim(ClaimKind::Return, reason, &one);
                self.later(4, 60);
                if self.chance.per_mille(600) {
                    self.settle(place, ClaimStatus::Denied, Some("Opened media can't be taken back."));
                } else {
                    self.settle(place, ClaimStatus::Withdrawn, None);
                }
            }
            Fate::Exchanged if !is_mall => self.exchange(&one),
            Fate::Exchanged | Fate::PartlyReturned if several => self.send_back(&one),
            _ => self.send_back(&all),
        }
    }

    /// Units come back and are refunded; at a mall, without a claim here.
    fn send_back(&mut self, units: &[(usize, i32)]) {
        let claim = (!self.is_mall()).then(|| {
            let reason = *self.chance.pick(&RETURN_REASONS);
            self.claim(ClaimKind::Return, reason, units)
        });
        self.later(48, 200);
        self.take_back(units);
        self.later(2, 40);
        self.refund_units(units);
        if let Some(place) = claim {
            self.settle(place, ClaimStatus::Completed, Some("Thank you, your money is on its way."));
        }
    }

    fn exchange(&mut self, units: &[(usize, i32)]) {
        let reason = *self.chance.pick(&RETURN_REASONS);
        let claim = self.claim(ClaimKind::Exchange, reason, units);
        self.later(2, 40);
        let new: Taken =
            units.iter().map(|(line, quantity)| (self.replace(*line, *quantity), *quantity)).collect();
        let first = self.release(&new);
        let claim_id = self.parts.claims[claim].0.id;
        for place in first..self.parts.shipments.len() {
            let shipment = &mut self.parts.shipments[place].0;
            shipment.kind = ShipmentKind::Exchange;
            shipment.claim_id = Some(claim_id);
            self.later(1, 20);
            self.invoice(place);
            self.later(1, 10);
            self.hand_over(place);
            self.later(20, 90);
            self.deliver(place);
        }
        self.take_back(units);
        self.settle(claim, ClaimStatus::Completed, Some("The exchange is on its way."));
    }

    /// One unit of one of these lines.
    fn one_of(&mut self, units: &[(usize, i32)]) -> Taken {
        match units {
            [] => Vec::new(),
            units => vec![(self.chance.pick(units).0, 1)],
        }
    }
}

//! What happened to an order from its placing to now, told in the steps of [`Life`].

use std::collections::BTreeMap;

use domain::address::PostalAddress;
use domain::claim::{ClaimKind, ClaimStatus};
use domain::id::{LocationId, SkuId};
use domain::intake::arrives_confirmed;
use domain::kind::{ActorKind, AddressRole, LedgerKind, PaymentMethod};
use domain::release::{ReleaseFailure, ReleaseInput, ReleaseLine, check_release};
use domain::shipment::{MadeBy, ShipmentKind, ShipmentStatus};
use domain::stage::Stage;
use domain::timeline::TimelineEvent;
use domain::units::UnitsError;
use store::entity::release_failure;

use super::fate::{Defect, Fate};
use super::goods::Goods;
use super::life::{Life, Taken};
use super::order::Standing;
use super::stores::{CHANNELS, Channel, HOME, LOCATIONS, mall_word};

const CANCEL_REASONS: [&str; 4] =
    ["Ordered twice", "Changed their mind", "Wrong size or version", "Found it at the venue"];
const RETURN_REASONS: [&str; 4] =
    ["Does not fit", "Damaged in transit", "Wrong version sent", "Not as pictured"];

impl Life<'_> {
    /// Brings the order from its placing to where it stands, and derives what follows.
    ///
    /// # Errors
    /// When a step has counted units that are not there: a mistake in the story.
    pub(super) fn live(&mut self, standing: Standing, goods: &Goods) -> Result<(), UnitsError> {
        let channel = self.channel();
        let is_mall = channel.kind.is_mall();
        let placed = TimelineEvent::Placed { method: self.parts.order.payment_method };
        self.tell(if is_mall { ActorKind::Channel } else { ActorKind::Customer }, &placed);
        let arrives_confirmed = arrives_confirmed(channel.kind, channel.auto_confirm);
        let in_grace = self.parts.order.ready_at.is_some_and(|ready_at| ready_at > self.as_of);
        let mut mall_stage = None;
        match standing {
            Standing::Past(fate) if fate == Fate::Waiting || (in_grace && !arrives_confirmed) => {
                mall_stage = self.wait(in_grace);
            }
            _ => {
                if arrives_confirmed {
                    self.confirm(ActorKind::Channel);
                }
                match standing {
                    Standing::Past(Fate::Canceled) => self.cancel_all(),
                    Standing::Past(fate) => {
                        self.get_ready(false);
                        self.go_on(fate);
                    }
                    Standing::Open => {
                        self.get_ready(true);
                        self.stay_open();
                    }
                    Standing::Test => self.get_ready(false),
                    Standing::Failed(defect) => {
                        self.get_ready(false);
                        self.fail_to_release(defect, goods)?;
                    }
                }
            }
        }
        self.derive(mall_stage)
    }

    fn channel(&self) -> &'static Channel {
        &CHANNELS[usize::try_from(self.parts.order.channel_id.0 - 1).unwrap_or(0)]
    }

    fn is_mall(&self) -> bool {
        self.channel().kind.is_mall()
    }

    /// Fills in what follows. A mall says what would follow here too, unless it is known to say something else.
    fn derive(&mut self, mall_stage: Option<Stage>) -> Result<(), UnitsError> {
        let kind = self.channel().kind;
        self.parts.order.mall_stage = None;
        self.parts.derive(HOME, self.as_of)?;
        if !kind.is_mall() {
            return Ok(());
        }
        let order = &mut self.parts.order;
        let stage = mall_stage.unwrap_or(order.stage);
        let delivered = order.delivered > 0 && order.delivered == order.ordered - order.canceled;
        order.mall_status = Some(mall_word(kind, stage, delivered).to_owned());
        order.mall_stage = Some(stage);
        self.parts.derive(HOME, self.as_of)
    }

    // Before it is worked on.

    /// Payment, approval or grace time are awaited. Gives the mall's stage where it is not what would follow here.
    fn wait(&mut self, in_grace: bool) -> Option<Stage> {
        let method = self.parts.order.payment_method;
        match method {
            // What came in does not reach.
            PaymentMethod::BankTransfer if self.chance.per_mille(300) => {
                self.later(6, 40);
                let hundredths = i64::from(self.chance.between(30, 80));
                self.pay(hundredths);
            }
            PaymentMethod::Card | PaymentMethod::Wallet if in_grace => self.authorise(),
            PaymentMethod::Marketplace if in_grace => self.pay(100),
            _ => {}
        }
        match self.is_mall() {
            true if in_grace && method == PaymentMethod::Marketplace => Some(Stage::New),
            true => Some(Stage::Waiting),
            false => None,
        }
    }

    /// Payment and grace time are met. A card may have approved only: the money is taken when the goods leave.
    fn get_ready(&mut self, may_be_pending: bool) {
        let method = self.parts.order.payment_method;
        let ready_at = self.parts.order.ready_at.filter(|ready_at| *ready_at <= self.as_of);
        match method {
            PaymentMethod::Card | PaymentMethod::Wallet if may_be_pending && self.chance.per_mille(180) => {
                self.authorise();
            }
            PaymentMethod::ConvenienceStore | PaymentMethod::BankTransfer => {
                self.later(2, 50);
                self.pay(100);
            }
            PaymentMethod::CashOnDelivery | PaymentMethod::PosOnDelivery => {}
            PaymentMethod::Card
            | PaymentMethod::Wallet
            | PaymentMethod::Marketplace
            | PaymentMethod::Unknown => {
                self.pay(100);
            }
        }
        self.at = self.at.max(ready_at.unwrap_or(self.at));
        let waited = self.at > self.parts.order.placed_at && self.parts.order.confirmed_at.is_none();
        if waited {
            self.tell(ActorKind::System, &TimelineEvent::BecameNew);
        }
    }

    // In the queue.

    fn stay_open(&mut self) {
        let parcels = self.parts.lines.len() > 1;
        if parcels && self.chance.per_mille(120) {
            self.ship_a_part();
        } else if self.chance.per_mille(450) {
            self.later(1, 10);
            self.confirm(ActorKind::User);
        }
    }

    /// The first line goes out by itself; the rest is still to be released.
    fn ship_a_part(&mut self) {
        self.later(2, 12);
        let first: Taken = self.open().into_iter().take(1).collect();
        let place = self.release(&first);
        let shipment = &mut self.parts.shipments[place].0;
        shipment.made_by = MadeBy::Manual;
        (shipment.policy_id, shipment.option_id) = (None, None);
        self.later(1, 5);
        self.invoice(place);
        self.later(1, 5);
        self.hand_over(place);
        if self.chance.per_mille(300) {
            self.later(20, 80);
            self.deliver(place);
        }
    }

    fn fail_to_release(&mut self, defect: Defect, goods: &Goods) -> Result<(), UnitsError> {
        match defect {
            Defect::Canceled => {
                self.later(1, 20);
                let all = self.open();
                self.cancel(&all, ActorKind::Customer, CANCEL_REASONS[0]);
            }
            Defect::ItemLink => {
                self.later(1, 6);
                self.confirm(ActorKind::User);
            }
            Defect::NotConfirmed => {}
            Defect::Provider => {
                self.later(1, 6);
                let all = self.open();
                let first = self.release(&all);
                (first..self.parts.shipments.len()).for_each(|place| self.undo(place));
            }
            _ if self.chance.per_mille(400) => {
                self.later(1, 6);
                self.confirm(ActorKind::User);
            }
            _ => {}
        }
        self.later(1, 12);
        let failures = if defect == Defect::Provider {
            let carrier = self.parts.lines[0].option_id.map(super::stores::Route::of);
            let carrier = carrier.map_or(0, |route| route.service().carrier(self.parts.order.destination));
            vec![ReleaseFailure::ProviderRefused {
                provider: super::invoice::CARRIERS[carrier].name.to_owned(),
                message: "No pickup in this area today".to_owned(),
            }]
        } else {
            self.refusals(goods)?
        };
        self.tell(ActorKind::User, &TimelineEvent::ReleaseFailed { failures: failures.clone() });
        self.parts.failure = Some(release_failure::Model {
            order_id: self.parts.order.id,
            // Its fields are numbers, texts and enums: all of them have a JSON form.
            reasons: serde_json::to_value(failures).unwrap_or_default(),
            user_id: Some(self.owner),
            failed_at: self.at,
        });
        Ok(())
    }

    /// What a release of the order would say.
    fn refusals(&mut self, goods: &Goods) -> Result<Vec<ReleaseFailure>, UnitsError> {
        self.derive(None)?;
        let mut available: BTreeMap<(LocationId, SkuId), i32> = BTreeMap::new();
        let parts = &self.parts;
        let lines: Vec<ReleaseLine<'_>> = (0_u32..)
            .zip(&parts.lines)
            .map(|(index, line)| {
                let sku = line.sku_id.and_then(|id| usize::try_from(id.0 - 1).ok());
                if let (Some(location), Some(id), Some(sku)) = (line.location_id, line.sku_id, sku) {
                    available.insert((location, id), goods.skus[sku].available);
                }
                let location = |id: LocationId| (id, LOCATIONS[usize::try_from(id.0 - 1).unwrap_or(0)].code);
                ReleaseLine {
                    line: domain::order::LineIndex(index),
                    open: line.ordered - line.canceled - line.assigned,
                    sku: line.sku_id,
                    sku_code: &line.sku_code,
                    product_code: &line.product_code,
                    name: &line.name,
                    delivery_name: sku.and_then(|sku| goods.product_of(sku).delivery_name),
                    item_link: line.item_link,
                    mall_sku: line.mall_sku.as_deref(),
                    location: line.location_id.map(location),
                    policy: line.policy_id,
                    option: line.option_id,
                }
            })
            .collect();
        let ship_to = parts.addresses.iter().find(|address| address.role == AddressRole::ShipTo);
        let address = ship_to.map_or(PostalAddress::default(), |address| PostalAddress {
            recipient: address.recipient.as_deref(),
            country: address.country.as_deref().and_then(|country| country.parse().ok()),
            postal_code: address.postal_code.as_deref(),
            region: address.region.as_deref(),
            city: address.city.as_deref(),
            line1: address.line1.as_deref(),
        });
        Ok(check_release(&ReleaseInput {
            stage: parts.order.stage,
            is_mall: self.is_mall(),
            is_test: parts.order.is_test,
            address,
            lines: &lines,
            available: &available,
        }))
    }

    // Canceled.

    fn cancel_all(&mut self) {
        let late = matches!(
            self.parts.order.payment_method,
            PaymentMethod::ConvenienceStore | PaymentMethod::BankTransfer
        );
        let unpaid = late && self.chance.per_mille(600);
        if !unpaid {
            self.get_ready(false);
        }
        let all = self.open();
        if unpaid {
            self.later(72, 120);
            self.cancel(&all, ActorKind::System, "Not paid in time");
        } else {
            self.later(1, 30);
            let actor = if self.is_mall() { ActorKind::Channel } else { ActorKind::Customer };
            let reason = *self.chance.pick(&CANCEL_REASONS);
            self.cancel(&all, actor, reason);
        }
        // What was canceled lately is still to be sent back.
        if (self.as_of.0 - self.at.0) / 3_600_000_000 > 30 {
            self.later(4, 40);
            self.refund_owed();
        }
    }

    // Released and after.

    fn go_on(&mut self, fate: Fate) {
        let is_mall = self.is_mall();
        let at_home = self.parts.order.destination == domain::kind::Destination::Domestic;
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

    // After it arrived.

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

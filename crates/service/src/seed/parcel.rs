//! What an order's life does to its shipments, which are named by their place.

use domain::id::{LocationId, OptionId, PolicyId, ShipmentId, ShipmentInvoiceId};
use domain::kind::{ActorKind, Destination, InvoiceAction, PaymentMethod};
use domain::release::Lane;
use domain::shipment::{MadeBy, ShipmentKind, ShipmentStatus};
use domain::timeline::TimelineEvent;
use store::entity::{order_line, shipment, shipment_invoice, shipment_line};

use super::channels::OFFSET;
use super::invoice::{self, CARRIERS};
use super::life::{Life, place_of};
use super::number;
use super::routes::{Route, Service};

impl Life<'_> {
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
        (location_id, policy_id): (Option<LocationId>, Option<PolicyId>),
        option_id: Option<OptionId>,
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
            lane: Lane::NONE,
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
            latest_event_at: None,
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
}

//! Where one order is decided upon: nothing here is read or written, so a refused order leaves no trace.

use domain::id::{SkuId, StockMovementId};
use domain::kind::{Notice, NoticeMedium};
use domain::money::Money;
use domain::notice::NoticeFacts;
use domain::order::{Command, Event, Order, Refusal, ShipmentIndex, Stocks, decide};
use domain::shipment::{ShipmentCommand, ShipmentStatus, Trigger};
use domain::time::Timestamp;
use domain::timeline::TimelineEvent;
use store::aggregate::{OrderParts, Taking};
use store::entity::{event, shipment_invoice, stock_movement};
use store::write::LinkRule;
use text::Locale;

use super::By;
use crate::merchant::Home;
use crate::notices::NewNotice;
use crate::number;

/// One order, as it is to be.
#[derive(Debug)]
pub struct Desk<'a> {
    done: Done,
    by: By,
    now: Timestamp,
    home: &'a Home,
}

/// What a command did to one order.
#[derive(Debug)]
pub(super) struct Done {
    /// The order as it is to be. Its events are the new ones.
    pub parts: OrderParts,
    /// The stock of its lines as it is to be.
    pub stocks: Stocks,
    /// What changed it.
    pub movements: Vec<stock_movement::Model>,
    /// Who is to be told.
    pub notices: Vec<NewNotice>,
    /// What other orders are linked by from now on.
    pub rules: Vec<LinkRule>,
    /// What became of its shipments' invoices.
    pub invoices: Vec<shipment_invoice::Model>,
}

impl<'a> Desk<'a> {
    /// A desk for one order; `stocks` are those of all orders beside it, and `brought` the goods that may be sent in the place of its own.
    pub(super) fn new(
        parts: OrderParts,
        stocks: &Stocks,
        brought: &[SkuId],
        by: By,
        now: Timestamp,
        home: &'a Home,
    ) -> Self {
        let places = parts.lines.iter().filter_map(|line| Some((line.location_id?, line.sku_id?)));
        let locations = parts.lines.iter().filter_map(|line| line.location_id);
        let brought = locations.flat_map(|location| brought.iter().map(move |sku| (location, *sku)));
        let stocks = places.chain(brought).filter_map(|place| Some((place, *stocks.get(&place)?))).collect();
        let (movements, notices, rules, invoices) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { done: Done { parts, stocks, movements, notices, rules, invoices }, by, now, home }
    }

    pub(super) fn done(self) -> Done {
        self.done
    }

    /// The order as it is to be.
    pub fn parts(&self) -> &OrderParts {
        &self.done.parts
    }

    /// The same as the domain's machines see it.
    pub fn order(&self) -> Order {
        self.done.parts.as_domain(self.now)
    }

    /// The stock of its lines as it is to be.
    pub fn stocks(&self) -> &Stocks {
        &self.done.stocks
    }

    /// Lets the domain decide a command, takes over what it decided and tells it on the timeline. `reason` is that of a cancel or a claim, or
    /// the answer to a claim.
    ///
    /// # Errors
    /// Why the command is refused.
    pub fn decide(&mut self, command: &Command, reason: Option<&str>) -> Result<(), Refusal> {
        let parts = &self.done.parts;
        let decision = decide(&self.order(), &self.done.stocks, command)?;
        let shipments = parts.shipments.len();
        let taking = Taking {
            now: self.now,
            user_id: self.by.user_id,
            home_country: &self.home.country,
            shipment_number: &|| number::shipment(self.now, self.home.zone),
            claim_number: &|| number::claim(self.now, self.home.zone),
        };
        self.done.parts.take_over(&decision.order, &taking)?;
        self.done.stocks = decision.stocks;
        for event in &decision.events {
            if let Event::StockMoved { location, sku, step, quantity } = event {
                let (on_hand, allocated) = step.change();
                self.done.movements.push(stock_movement::Model {
                    id: StockMovementId(0),
                    location_id: *location,
                    sku_id: *sku,
                    on_hand_change: on_hand * quantity,
                    allocated_change: allocated * quantity,
                    cause: (*step).into(),
                    order_id: Some(self.done.parts.order.id),
                    shipment_id: None,
                    user_id: self.by.user_id,
                    at: self.now,
                });
            }
        }
        for event in self.story(&decision.events, shipments, reason) {
            self.tell(&event);
        }
        Ok(())
    }

    /// Writes something on the timeline.
    pub fn tell(&mut self, told: &TimelineEvent) {
        self.done.parts.events.push(event::Model {
            order_id: Some(self.done.parts.order.id),
            user_id: self.by.user_id,
            ..event::Model::new(told, self.by.kind, self.now)
        });
    }

    /// Changes the rows that no rule of the domain looks at.
    pub fn edit(&mut self, edit: impl FnOnce(&mut OrderParts)) -> Result<(), Refusal> {
        let parts = &mut self.done.parts;
        let before = parts.shipments.clone();
        edit(parts);
        parts.derive(&self.home.country, self.now)?;
        for ((row, _), (before, _)) in parts.shipments.iter_mut().zip(&before) {
            if row != before {
                row.changed_at = self.now;
                row.version += 1;
            }
        }
        Ok(())
    }

    /// Who gave the command.
    pub const fn by(&self) -> By {
        self.by
    }

    /// The merchant's language.
    pub fn locale(&self) -> Locale {
        self.home.locale.parse().unwrap_or(Locale::En)
    }

    /// This moment.
    pub const fn now(&self) -> Timestamp {
        self.now
    }

    /// Writes down what became of a shipment's invoice.
    pub fn record(&mut self, invoice: shipment_invoice::Model) {
        self.done.invoices.push(invoice);
    }

    /// Makes a rule for the orders to come.
    pub fn rule(&mut self, rule: LinkRule) {
        self.done.rules.push(rule);
    }

    /// Queues a notice to the customer, once for what `about` names. Nobody is told of a test order, nor where no email is known.
    pub fn notify(&mut self, notice: Notice, about: &str, facts: NoticeFacts) {
        let parts = &self.done.parts;
        let email = parts.order.email.as_ref().or(parts.customer_email.as_ref());
        if let (Some(email), false) = (email, parts.order.is_test) {
            self.done.notices.push(NewNotice {
                order_id: parts.order.id,
                customer_id: parts.order.customer_id,
                medium: NoticeMedium::Email,
                recipient: email.clone(),
                notice,
                about: about.to_owned(),
                facts,
                at: self.now,
            });
        }
    }

    /// What happened, as the timeline tells it. The first `known` shipments were there before.
    fn story(&self, events: &[Event], known: usize, reason: Option<&str>) -> Vec<TimelineEvent> {
        let order = &self.done.parts.order;
        let money = |amount| Money::new(amount, order.currency);
        let mut story = Vec::new();
        let mut canceled = 0_u32;
        for event in events {
            match event {
                Event::Confirmed => story.push(TimelineEvent::Confirmed),
                Event::PaymentRecorded { amount } => story.push(TimelineEvent::PaymentReceived {
                    amount: money(*amount),
                    method: order.payment_method,
                }),
                Event::RefundRecorded { amount } => {
                    story.push(TimelineEvent::Refunded { amount: money(*amount) });
                }
                Event::RefundDueRecorded { amount } => {
                    story.push(TimelineEvent::RefundDue { amount: money(*amount) });
                }
                Event::ReleaseFailed { failures } => {
                    story.push(TimelineEvent::ReleaseFailed { failures: failures.clone() });
                }
                Event::FailureDismissed => story.push(TimelineEvent::FailureDismissed),
                Event::StageChanged { from, to } => {
                    story.push(TimelineEvent::StageChanged { from: *from, to: *to });
                }
                Event::UnitsCanceled { quantity, .. } => canceled += quantity.unsigned_abs(),
                Event::UnitsReturned { quantity, .. } => {
                    story.push(TimelineEvent::ReturnReceived { units: quantity.unsigned_abs() });
                }
                Event::ShipmentMoved { shipment, by, from, to } => {
                    story.extend(self.journey(*shipment, *by, *from, *to))
                }
                Event::ClaimOpened { claim, kind } => {
                    story.extend(claim.of(&self.done.parts.claims).map(|(row, _)| {
                        TimelineEvent::ClaimRequested {
                            claim: row.number.clone(),
                            claim_kind: *kind,
                            reason: reason.map(str::to_owned),
                        }
                    }));
                }
                Event::ClaimMoved { claim, to, .. } => {
                    story.extend(claim.of(&self.done.parts.claims).map(|(row, _)| {
                        TimelineEvent::ClaimMoved {
                            claim: row.number.clone(),
                            claim_kind: row.kind,
                            status: *to,
                            answer: reason.map(str::to_owned),
                        }
                    }));
                }
                // Told together below, by the stage, by what they follow from, or by whoever knows what is sent.
                Event::ShipmentPrepared { .. }
                | Event::TrackingKept { .. }
                | Event::LineAdded { .. }
                | Event::StockMoved { .. }
                | Event::PaymentStatusChanged { .. }
                | Event::FulfilmentStatusChanged { .. } => {}
            }
        }
        if canceled > 0 {
            story.insert(0, TimelineEvent::Canceled { units: canceled, reason: reason.map(str::to_owned) });
        }
        let made = self.shipments_since(known);
        let is_of_claim = events.iter().any(|event| matches!(event, Event::ClaimMoved { .. }));
        if !made.is_empty() && !is_of_claim {
            story.insert(0, TimelineEvent::Released { shipments: made });
        }
        story
    }

    /// What is told of a shipment that moved; of its invoice whoever registers that tells.
    fn journey(
        &self,
        shipment: ShipmentIndex,
        by: Trigger,
        from: ShipmentStatus,
        to: ShipmentStatus,
    ) -> Option<TimelineEvent> {
        let shipment = shipment.of(&self.done.parts.shipments)?.0.number.clone();
        match to {
            _ if by == Trigger::Command(ShipmentCommand::MarkPacked) => {
                Some(TimelineEvent::Packed { shipment })
            }
            ShipmentStatus::Canceled => Some(TimelineEvent::ShipmentCanceled { shipment }),
            ShipmentStatus::Failed => Some(TimelineEvent::DeliveryFailed { shipment }),
            ShipmentStatus::Delivered | ShipmentStatus::PickedUp => {
                Some(TimelineEvent::Delivered { shipment })
            }
            _ if from == ShipmentStatus::Failed => Some(TimelineEvent::RedeliveryStarted { shipment }),
            _ if to.is_handed_over() && !from.is_handed_over() => {
                Some(TimelineEvent::HandedOver { shipment })
            }
            _ => None,
        }
    }

    /// The numbers of the shipments but the first `known`.
    pub fn shipments_since(&self, known: usize) -> Vec<String> {
        self.done.parts.shipments.iter().skip(known).map(|(row, _)| row.number.clone()).collect()
    }
}

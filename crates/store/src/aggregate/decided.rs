//! What was decided upon an order, written back into its rows.

use domain::claim::ClaimStatus;
use domain::id::{ClaimId, LedgerEntryId, OrderLineId, ShipmentId, UserId};
use domain::order::{Claim, Line, Order, Shipment};
use domain::release::Lane;
use domain::shipment::ShipmentStatus;
use domain::time::Timestamp;
use domain::units::UnitsError;

use super::OrderParts;
use crate::entity::{claim, claim_line, ledger_entry, order_line, release_failure, shipment, shipment_line};

/// Who decided, when, and what a decision cannot know.
#[derive(Clone, Copy)]
pub struct Taking<'a> {
    /// This moment.
    pub now: Timestamp,
    /// The person who asked; none for what happens by itself.
    pub user_id: Option<UserId>,
    /// The merchant's.
    pub home_country: &'a str,
    /// Gives the number of a shipment that is made, another one each time.
    pub shipment_number: &'a (dyn Fn() -> String + Sync),
    /// The same for a claim that is opened.
    pub claim_number: &'a (dyn Fn() -> String + Sync),
}

impl OrderParts {
    /// Writes an order that was decided upon [`Self::as_domain`] back into the rows, and derives what follows. New rows have ids as
    /// [`OrderParts`] says.
    ///
    /// Of a shipment that was there already its status, whether it is packed, and the moments of hand-over and delivery are taken over; what
    /// stands for its number is written by whoever registers that. A line that an exchange adds is called what the line is called that it
    /// replaces, and a claim has no reason: whoever opens it knows better.
    ///
    /// # Errors
    /// When the lines' counters contradict each other.
    pub fn take_over(&mut self, decided: &Order, taking: &Taking<'_>) -> Result<(), UnitsError> {
        for (row, line) in self.lines.iter_mut().zip(&decided.lines) {
            row.count(line.units);
            row.refunded = line.refunded;
        }
        for line in decided.lines.iter().skip(self.lines.len()) {
            self.lines.extend(self.added_line(line));
        }
        for ((row, _), claim) in self.claims.iter_mut().zip(&decided.claims) {
            take_claim(row, claim.status, taking.now);
        }
        for claim in decided.claims.iter().skip(self.claims.len()) {
            self.claims.push(self.opened_claim(claim, taking));
        }
        for entry in decided.ledger.iter().skip(self.ledger.len()) {
            self.ledger.push(ledger_entry::Model {
                id: LedgerEntryId(0),
                order_id: self.order.id,
                kind: entry.kind,
                method: self.order.payment_method,
                amount: entry.amount,
                currency: self.order.currency,
                reference: None,
                user_id: taking.user_id,
                at: taking.now,
            });
        }
        for ((row, _), made) in self.shipments.iter_mut().zip(&decided.shipments) {
            take_shipment(row, made, taking.now);
        }
        for made in decided.shipments.iter().skip(self.shipments.len()) {
            let row = self.shipment_row(made, taking);
            self.shipments.push((row, self.shipment_lines(made)));
        }
        if decided.confirmed && self.order.confirmed_at.is_none() {
            self.order.confirmed_at = Some(taking.now);
        }
        if decided.failures.is_empty() {
            self.failure = None;
        } else {
            // Reasons are plain enums and texts, which JSON can always hold.
            let reasons = serde_json::to_value(&decided.failures).unwrap_or_default();
            if self.failure.as_ref().is_none_or(|failure| failure.reasons != reasons) {
                self.failure = Some(release_failure::Model {
                    order_id: self.order.id,
                    reasons,
                    user_id: taking.user_id,
                    failed_at: taking.now,
                });
            }
        }
        self.derive(taking.home_country, taking.now)
    }

    /// The row of a line that an exchange adds, free of charge; each such line replaces one.
    fn added_line(&self, line: &Line) -> Option<order_line::Model> {
        let replaced = line.replaces?.of(&self.lines)?;
        let mut row = order_line::Model {
            id: OrderLineId(next(self.lines.len())),
            position: self.lines.last()?.position.saturating_add(1),
            sku_id: line.sku,
            unit_price: 0,
            refunded: line.refunded,
            discount: 0,
            tax: 0,
            replaces_line_id: Some(replaced.id),
            ..replaced.clone()
        };
        row.count(line.units);
        Some(row)
    }

    fn opened_claim(&self, claim: &Claim, taking: &Taking<'_>) -> (claim::Model, Vec<claim_line::Model>) {
        let id = ClaimId(next(self.claims.len()));
        let mut row = claim::Model {
            id,
            number: (taking.claim_number)(),
            order_id: self.order.id,
            customer_id: self.order.customer_id,
            kind: claim.kind,
            status: ClaimStatus::Requested,
            reason: String::new(),
            responsible: None,
            memo: None,
            answer: None,
            requested_at: taking.now,
            decided_at: None,
            changed_at: taking.now,
            version: 1,
        };
        take_claim(&mut row, claim.status, taking.now);
        let lines = claim.lines.iter().filter_map(|named| {
            Some(claim_line::Model {
                claim_id: id,
                order_line_id: named.line.of(&self.lines)?.id,
                quantity: named.quantity,
                replacement_sku_id: named.replacement,
            })
        });
        (row, lines.collect())
    }

    fn shipment_row(&self, made: &Shipment, taking: &Taking<'_>) -> shipment::Model {
        shipment::Model {
            id: ShipmentId(0),
            number: (taking.shipment_number)(),
            order_id: self.order.id,
            claim_id: made.claim.and_then(|claim| Some(claim.of(&self.claims)?.0.id)),
            kind: made.kind,
            status: made.status,
            destination: made.destination,
            lane: Lane::NONE,
            is_test: self.order.is_test,
            made_by: made.made_by,
            location_id: made.location,
            policy_id: made.policy,
            option_id: made.option,
            carrier_code: None,
            invoice_number: None,
            no_number_reason: None,
            invoice_registered_at: None,
            invoice_rejected: None,
            pickup: made.pickup,
            packed: made.packed,
            expected_on: None,
            order_placed_at: self.order.placed_at,
            created_at: taking.now,
            handed_over_at: made.was_handed_over.then_some(taking.now),
            delivered_at: made.status.is_delivered().then_some(taking.now),
            next_poll_at: None,
            latest_event_at: made.latest_event_at,
            changed_at: taking.now,
            version: 1,
        }
    }

    fn shipment_lines(&self, made: &Shipment) -> Vec<shipment_line::Model> {
        made.lines
            .iter()
            .filter_map(|(line, quantity)| {
                Some(shipment_line::Model {
                    shipment_id: ShipmentId(0),
                    order_line_id: line.of(&self.lines)?.id,
                    quantity: *quantity,
                })
            })
            .collect()
    }
}

/// The id of a row that is added to so many, until the database gives it one.
fn next(rows: usize) -> i64 {
    -1 - i64::try_from(rows).unwrap_or(i64::MAX - 1)
}

fn take_claim(row: &mut claim::Model, status: ClaimStatus, now: Timestamp) {
    if row.status == status {
        return;
    }
    // Who takes it back before anything was decided leaves nothing to decide.
    if status != ClaimStatus::Withdrawn {
        row.decided_at = row.decided_at.or(Some(now));
    }
    row.status = status;
    row.changed_at = now;
    row.version += 1;
}

fn take_shipment(row: &mut shipment::Model, made: &Shipment, now: Timestamp) {
    let before = row.clone();
    row.status = made.status;
    row.packed = made.packed;
    row.latest_event_at = made.latest_event_at;
    // Nothing more becomes of it.
    if !made.status.is_tracked() {
        row.next_poll_at = None;
    }
    row.handed_over_at = made.was_handed_over.then(|| row.handed_over_at.unwrap_or(now));
    // A delivery that is taken back was none.
    row.delivered_at = match made.status {
        status if status.is_delivered() => Some(row.delivered_at.unwrap_or(now)),
        ShipmentStatus::Canceled => row.delivered_at,
        _ => None,
    };
    if *row != before {
        row.changed_at = now;
        row.version += 1;
    }
}

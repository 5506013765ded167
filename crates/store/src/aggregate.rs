//! An order with everything that belongs to it, and what follows from it.
//!
//! [`OrderParts::derive`] is the one place that fills derived columns: every command, import and bulk load calls it, and the tests
//! recompute stored orders with it.

mod decided;

pub use decided::Taking;

use domain::address::PostalAddress;
use domain::claim::ClaimLine;
use domain::id::OrderLineId;
use domain::intake::{IntakeFacts, is_ready};
use domain::kind::{AddressRole, ChargeKind, Destination, ItemLink, TermKind};
use domain::ledger::{Entry, Totals, due};
use domain::order::{ClaimIndex, LineIndex};
use domain::query::{normalise, pair};
use domain::release::Lane;
use domain::time::Timestamp;
use domain::units::UnitsError;

use crate::entity::{
    claim, claim_line, event, ledger_entry, order, order_address, order_charge, order_line, order_term,
    release_failure, shipment, shipment_line, shipment_term,
};

/// An order's rows. Before the database has given ids, they are 0; those of lines and claims, which other rows name, are below 0, each its own.
#[derive(Clone, Debug, PartialEq)]
pub struct OrderParts {
    /// The order.
    pub order: order::Model,
    /// The email that its customer is known by: an order that came without one is found by it.
    pub customer_email: Option<String>,
    /// Its lines.
    pub lines: Vec<order_line::Model>,
    /// Its charges.
    pub charges: Vec<order_charge::Model>,
    /// Its addresses, at most one a role.
    pub addresses: Vec<order_address::Model>,
    /// Its ledger.
    pub ledger: Vec<ledger_entry::Model>,
    /// Its claims with their lines.
    pub claims: Vec<(claim::Model, Vec<claim_line::Model>)>,
    /// Its shipments with their lines.
    pub shipments: Vec<(shipment::Model, Vec<shipment_line::Model>)>,
    /// Why the last release failed.
    pub failure: Option<release_failure::Model>,
    /// Its timeline.
    pub events: Vec<event::Model>,
}

impl OrderParts {
    /// Fills every derived column of the order from its parts, by [`domain::order::Order::derive`].
    ///
    /// `home_country` decides Domestic or International: an unknown country is International. `now` decides whether a grace time is over.
    ///
    /// # Errors
    /// When the lines' counters contradict each other; the order is then as it was.
    pub fn derive(&mut self, home_country: &str, now: Timestamp) -> Result<(), UnitsError> {
        self.order.destination = destination(home_country, self.order.country.as_deref());
        self.derive_money();
        let derived = self.as_domain(now).derive()?;
        let order = &mut self.order;
        order.stage = derived.stage;
        order.payment_status = derived.payment;
        order.fulfilment_status = derived.fulfilment;
        order.release_state = derived.release;
        order.lane = derived.lane;
        order.due = derived.due;
        order.paid = derived.money.paid;
        order.refunded = derived.money.refunded;
        order.open_claims = derived.open_claims;
        order.line_count = i32::try_from(self.lines.len()).unwrap_or(i32::MAX);
        order.count(derived.units);
        order.item_link = if self.lines.iter().any(|line| line.item_link == ItemLink::Fail) {
            ItemLink::Fail
        } else if self.lines.iter().any(|line| line.item_link == ItemLink::Ok) {
            ItemLink::Ok
        } else {
            ItemLink::NotNeeded
        };
        // Where a parcel goes, its shipment goes.
        for (row, _) in &mut self.shipments {
            row.destination = order.destination;
            row.lane = row.status.lane(row.destination, row.kind);
        }
        Ok(())
    }

    /// The sums that need no rule.
    fn derive_money(&mut self) {
        let sum = |amounts: &mut dyn Iterator<Item = i64>| amounts.fold(0_i64, i64::saturating_add);
        let order = &mut self.order;
        order.items_total =
            sum(&mut self.lines.iter().map(|line| line.unit_price.saturating_mul(i64::from(line.ordered))));
        order.discount_total = sum(&mut self.lines.iter().map(|line| line.discount));
        order.tax_total = sum(&mut self.lines.iter().map(|line| line.tax));
        let shipping = |charge: &&order_charge::Model| charge.kind == ChargeKind::Shipping;
        order.shipping_total = sum(&mut self.charges.iter().filter(shipping).map(|charge| charge.amount));
        order.charge_total =
            sum(&mut self.charges.iter().filter(|charge| !shipping(charge)).map(|charge| charge.amount));
        order.total = order
            .items_total
            .saturating_sub(order.discount_total)
            .saturating_add(order.tax_total)
            .saturating_add(order.shipping_total)
            .saturating_add(order.charge_total);
    }

    /// The order as the domain's machines see it. What was tracked is left out: nothing follows from it but the shipments' statuses.
    pub fn as_domain(&self, now: Timestamp) -> domain::order::Order {
        let order = &self.order;
        let charges = order.shipping_total.saturating_add(order.charge_total);
        let lines: Vec<domain::order::Line> = self.lines.iter().map(|line| self.domain_line(line)).collect();
        let ledger: Vec<Entry> =
            self.ledger.iter().map(|row| Entry { kind: row.kind, amount: row.amount }).collect();
        let totals = Totals::of(&ledger);
        let due = due(&lines.iter().map(domain::order::Line::money).collect::<Vec<_>>(), charges);
        let intake = IntakeFacts {
            method: order.payment_method,
            // Where nothing is due, nothing is there to approve.
            approved: totals.pending > 0 || totals.paid > 0 || due <= 0,
            paid_in_full: totals.paid >= due,
            ready_at: order.ready_at,
        };
        domain::order::Order {
            is_test: order.is_test,
            mall: order.mall_stage,
            mall_hold: order.mall_hold,
            is_cancellation: order.is_cancellation,
            confirmed: order.confirmed_at.is_some(),
            ready: is_ready(&intake, now),
            destination: order.destination,
            charges,
            failures: self
                .failure
                .as_ref()
                .and_then(|failure| serde_json::from_value(failure.reasons.clone()).ok())
                .unwrap_or_default(),
            shipments: self.shipments.iter().map(|(row, lines)| self.domain_shipment(row, lines)).collect(),
            claims: self.claims.iter().map(|(row, lines)| self.domain_claim(row, lines)).collect(),
            lines,
            ledger,
        }
    }

    fn domain_line(&self, line: &order_line::Model) -> domain::order::Line {
        domain::order::Line {
            units: line.units(),
            refunded: line.refunded,
            net: line
                .unit_price
                .saturating_mul(i64::from(line.ordered))
                .saturating_sub(line.discount)
                .saturating_add(line.tax),
            sku: line.sku_id,
            location: line.location_id,
            policy: line.policy_id,
            option: line.option_id,
            replaces: line.replaces_line_id.and_then(|id| self.line_index(id)),
        }
    }

    fn domain_shipment(
        &self,
        row: &shipment::Model,
        lines: &[shipment_line::Model],
    ) -> domain::order::Shipment {
        domain::order::Shipment {
            kind: row.kind,
            status: row.status,
            made_by: row.made_by,
            destination: row.destination,
            pickup: row.pickup,
            claim: row
                .claim_id
                .and_then(|id| self.claims.iter().position(|(claim, _)| claim.id == id))
                .and_then(|at| u32::try_from(at).ok())
                .map(ClaimIndex),
            location: row.location_id,
            policy: row.policy_id,
            option: row.option_id,
            lines: lines
                .iter()
                .filter_map(|line| Some((self.line_index(line.order_line_id)?, line.quantity)))
                .collect(),
            packed: row.packed,
            numbering: row.numbering(),
            was_handed_over: row.handed_over_at.is_some(),
            latest_event_at: row.latest_event_at,
        }
    }

    fn domain_claim(&self, row: &claim::Model, lines: &[claim_line::Model]) -> domain::order::Claim {
        domain::order::Claim {
            kind: row.kind,
            status: row.status,
            lines: lines
                .iter()
                .filter_map(|line| {
                    Some(ClaimLine {
                        line: self.line_index(line.order_line_id)?,
                        quantity: line.quantity,
                        replacement: line.replacement_sku_id,
                    })
                })
                .collect(),
        }
    }

    fn line_index(&self, id: OrderLineId) -> Option<LineIndex> {
        let at = self.lines.iter().position(|line| line.id == id)?;
        u32::try_from(at).ok().map(LineIndex)
    }

    /// Where it ships to, as far as it is known. The country is the order's where the address names none.
    pub fn ship_to(&self) -> PostalAddress<'_> {
        let country = |code: Option<&String>| code.and_then(|code| code.parse().ok());
        let address = self.addresses.iter().find(|address| address.role == AddressRole::ShipTo);
        let Some(address) = address else {
            return PostalAddress {
                country: country(self.order.country.as_ref()),
                ..PostalAddress::default()
            };
        };
        PostalAddress {
            recipient: address.recipient.as_deref(),
            country: country(address.country.as_ref().or(self.order.country.as_ref())),
            postal_code: address.postal_code.as_deref(),
            region: address.region.as_deref(),
            city: address.city.as_deref(),
            line1: address.line1.as_deref(),
        }
    }

    /// Everything the order can be found by, each once.
    pub fn terms(&self) -> Vec<order_term::Model> {
        let order = &self.order;
        let mut found: Vec<(TermKind, String)> = vec![
            (TermKind::OrderNo, normalise(TermKind::OrderNo, &order.number)),
            (TermKind::OrderNo, normalise(TermKind::OrderNo, &order.channel_number)),
        ];
        let email = order.email.as_ref().or(self.customer_email.as_ref());
        found.extend(email.map(|email| (TermKind::Email, normalise(TermKind::Email, email))));
        found.extend(order.customer_id.map(|id| (TermKind::Customer, id.to_string())));
        for line in &self.lines {
            found.push((TermKind::ProductId, normalise(TermKind::ProductId, &line.product_code)));
            found.push((TermKind::Sku, normalise(TermKind::Sku, &line.sku_code)));
            found.extend(line.location_id.map(|id| (TermKind::Location, id.to_string())));
            found.extend(line.policy_id.map(|id| (TermKind::Policy, id.to_string())));
            found.extend(line.option_id.map(|id| (TermKind::Option, id.to_string())));
        }
        found.retain(|(_, value)| !value.is_empty());
        found.sort_unstable();
        found.dedup();
        if order.lane != Lane::NONE {
            found.extend(pairs(&found));
        }
        found
            .into_iter()
            .map(|(kind, value)| order_term::Model {
                order_id: order.id,
                kind,
                value,
                lane: order.lane,
                placed_at: order.placed_at,
                is_test: order.is_test,
            })
            .collect()
    }
}

/// Everything that one of an order's shipments can be found by beside numbers, each once.
pub fn shipment_terms(
    row: &shipment::Model,
    lines: &[shipment_line::Model],
    of_order: &[order_line::Model],
) -> Vec<shipment_term::Model> {
    let mut found: Vec<(TermKind, String)> = lines
        .iter()
        .filter_map(|line| of_order.iter().find(|of| of.id == line.order_line_id))
        .map(|line| (TermKind::ProductId, normalise(TermKind::ProductId, &line.product_code)))
        .collect();
    found.extend(row.location_id.map(|id| (TermKind::Location, id.to_string())));
    found.extend(row.policy_id.map(|id| (TermKind::Policy, id.to_string())));
    found.extend(row.option_id.map(|id| (TermKind::Option, id.to_string())));
    found.retain(|(_, value)| !value.is_empty());
    found.sort_unstable();
    found.dedup();
    found.extend(pairs(&found));
    found
        .into_iter()
        .map(|(kind, value)| shipment_term::Model {
            shipment_id: row.id,
            kind,
            value,
            lane: row.lane,
            placed_at: row.order_placed_at,
            is_test: row.is_test,
        })
        .collect()
}

/// Every two of these terms that the list can be filtered by together.
pub(crate) fn pairs(terms: &[(TermKind, String)]) -> Vec<(TermKind, String)> {
    let mut found = Vec::new();
    for (i, (kind, value)) in terms.iter().enumerate() {
        for (also, and) in &terms[i + 1..] {
            found.extend(pair((*kind, value), (*also, and)).map(|both| (TermKind::Pair, both)));
        }
    }
    found.sort_unstable();
    found
}

/// Where an order goes, seen from the merchant's home country.
pub fn destination(home_country: &str, country: Option<&str>) -> Destination {
    if country == Some(home_country) { Destination::Domestic } else { Destination::International }
}

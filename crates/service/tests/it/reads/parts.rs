//! What belongs to an order beside its lines, as rows.

use domain::claim::{ClaimKind, ClaimStatus};
use domain::id::{
    ClaimId, CustomerId, EventId, LedgerEntryId, LocationId, NoteId, OptionId, OrderChargeId, OrderId,
    OrderLineId, PolicyId, ShipmentId, SkuId,
};
use domain::kind::{ActorKind, AddressRole, ChargeKind, Destination, LedgerKind, PaymentMethod};
use domain::money::Currency;
use domain::release::Lane;
use domain::shipment::{MadeBy, ShipmentKind, ShipmentStatus};
use domain::timeline::TimelineEvent;
use store::aggregate::OrderParts;
use store::entity::{
    claim, claim_line, event, ledger_entry, note, order_address, order_charge, shipment, shipment_line,
};

use crate::shop::{ROUTES, Route, USER, a_line, an_order, at, routed};

/// An order of `size` lines, charges, payments, shipments, claims and events each; the second half of the lines is still open.
pub fn a_large_order(id: i64, size: i64, customer: CustomerId) -> OrderParts {
    let mut parts = an_order(id, at("2026-11-20T15:12:00Z"));
    let child = |k: i64| id * 1000 + k;
    parts.order.customer_id = Some(customer);
    parts.lines = (1..=size)
        .map(|k| {
            let mut line = a_line(id, i32::try_from(k).unwrap(), "TEE", "TEE-NV");
            line.sku_id = Some(SkuId(1));
            routed(&mut line, ROUTES[usize::try_from(k % 4).unwrap()]);
            line.ordered = 2;
            line.assigned = if k <= (size + 1) / 2 { 1 } else { 0 };
            line
        })
        .collect();
    parts.charges = (1..=size).map(|k| a_charge(child(k), id, ChargeKind::Fee, "Gift wrap", 200)).collect();
    parts.ledger = (1..=size).map(|k| an_entry(child(k), id, LedgerKind::Payment, 700)).collect();
    parts.addresses = vec![an_address(id)];
    parts.shipments = (1..=(size + 1) / 2)
        .map(|k| {
            let line = shipment_line::Model {
                shipment_id: ShipmentId(child(k)),
                order_line_id: OrderLineId(child(k)),
                quantity: 1,
            };
            (a_shipment(child(k), id, ROUTES[0]), vec![line])
        })
        .collect();
    parts.claims = (1..=size)
        .map(|k| {
            let line = claim_line::Model {
                claim_id: ClaimId(child(k)),
                order_line_id: OrderLineId(child(k)),
                quantity: 1,
                replacement_sku_id: None,
            };
            (claim::Model { customer_id: Some(customer), ..a_claim(child(k), id) }, vec![line])
        })
        .collect();
    parts.events = (1..=size)
        .map(|k| {
            let told = TimelineEvent::Placed { method: PaymentMethod::CashOnDelivery };
            let mut row = an_event(child(k), id, &told);
            (row.actor, row.user_id) = (ActorKind::User, Some(USER));
            row
        })
        .collect();
    parts
}

pub fn a_note(id: i64, order: i64) -> note::Model {
    note::Model {
        id: NoteId(id),
        order_id: OrderId(order),
        user_id: USER,
        body: "Call before 9".to_owned(),
        created_at: at("2026-11-21T00:00:00Z"),
        edited_at: None,
    }
}

pub fn a_charge(id: i64, order: i64, kind: ChargeKind, name: &str, amount: i64) -> order_charge::Model {
    order_charge::Model {
        id: OrderChargeId(id),
        order_id: OrderId(order),
        position: i32::try_from(id % 1000).unwrap(),
        kind,
        code: name.to_uppercase(),
        name: name.to_owned(),
        amount,
    }
}

pub fn an_entry(id: i64, order: i64, kind: LedgerKind, amount: i64) -> ledger_entry::Model {
    ledger_entry::Model {
        id: LedgerEntryId(id),
        order_id: OrderId(order),
        kind,
        method: PaymentMethod::Card,
        amount,
        currency: Currency::JPY,
        reference: Some(format!("ch_{id}")),
        user_id: None,
        at: at("2026-11-20T15:13:00Z"),
    }
}

pub fn a_shipment(id: i64, order: i64, Route(location, policy, option): Route) -> shipment::Model {
    let placed_at = at("2026-11-20T15:12:00Z");
    shipment::Model {
        id: ShipmentId(id),
        number: format!("S-{id}"),
        order_id: OrderId(order),
        claim_id: None,
        kind: ShipmentKind::Standard,
        status: ShipmentStatus::PreparingToRelease,
        destination: Destination::Domestic,
        lane: Lane::NONE,
        is_test: false,
        made_by: MadeBy::Release,
        location_id: Some(LocationId(location)),
        policy_id: Some(PolicyId(policy)),
        option_id: Some(OptionId(option)),
        carrier_code: None,
        invoice_number: None,
        no_number_reason: None,
        invoice_registered_at: None,
        invoice_rejected: None,
        pickup: false,
        packed: false,
        expected_on: None,
        order_placed_at: placed_at,
        created_at: at("2026-11-21T01:00:00Z"),
        handed_over_at: None,
        delivered_at: None,
        next_poll_at: None,
        latest_event_at: None,
        changed_at: placed_at,
        version: 1,
    }
}

pub fn a_claim(id: i64, order: i64) -> claim::Model {
    claim::Model {
        id: ClaimId(id),
        number: format!("C-{id}"),
        order_id: OrderId(order),
        customer_id: None,
        kind: ClaimKind::Cancel,
        status: ClaimStatus::Denied,
        reason: "Ordered twice".to_owned(),
        responsible: None,
        memo: None,
        answer: None,
        requested_at: at("2026-11-20T16:00:00Z"),
        decided_at: None,
        changed_at: at("2026-11-20T16:00:00Z"),
        version: 1,
    }
}

pub fn an_event(id: i64, order: i64, told: &TimelineEvent) -> event::Model {
    event::Model {
        id: EventId(id),
        order_id: Some(OrderId(order)),
        ..event::Model::new(told, ActorKind::System, at("2026-11-20T15:12:00Z"))
    }
}

pub fn an_address(order: i64) -> order_address::Model {
    order_address::Model {
        order_id: OrderId(order),
        role: AddressRole::ShipTo,
        recipient: None,
        company: None,
        phone: None,
        country: Some("JP".to_owned()),
        postal_code: None,
        region: None,
        city: None,
        line1: None,
        line2: None,
    }
}

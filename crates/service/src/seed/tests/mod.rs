//! The generator, without a database.

mod filters;

use std::collections::{BTreeMap, BTreeSet};

use domain::address::{AddressField, AddressProblem, PostalAddress};
use domain::claim::{ClaimKind, ClaimStatus};
use domain::fulfilment::FulfilmentStatus;
use domain::id::{CustomerId, UserId};
use domain::kind::{AddressRole, ChannelKind, Destination, ItemLink, LedgerKind, PaymentMethod};
use domain::payment::PaymentStatus;
use domain::release::{Lane, ReleaseFailure, ReleaseState};
use domain::shipment::{ShipmentKind, ShipmentStatus};
use domain::stage::Stage;
use domain::time::Timestamp;
use store::aggregate::OrderParts;

use super::channels::{CHANNELS, HOME};
use super::goods::sku_id;
use super::order::{Generator, Made};

/// 2026-11-22 11:00 in Tokyo.
const LATE_MORNING: Timestamp = Timestamp(1_795_312_800_000_000);
const BIG: CustomerId = CustomerId(1);

fn generator(orders: u64, seed: u64, as_of: Timestamp) -> Generator {
    Generator::new(orders, seed, as_of, UserId(1))
}

fn make(orders: u64, seed: u64) -> Vec<Made> {
    let generator = generator(orders, seed, LATE_MORNING);
    (0..orders).map(|index| generator.order(index).unwrap()).collect()
}

fn share(made: &[Made], of: impl Fn(&OrderParts) -> bool) -> f64 {
    made.iter().filter(|made| of(&made.parts)).count() as f64 / made.len() as f64
}

fn failures(parts: &OrderParts) -> Vec<ReleaseFailure> {
    parts.failure.as_ref().map_or(Vec::new(), |row| serde_json::from_value(row.reasons.clone()).unwrap())
}

#[test]
fn ops_01_the_same_seed_makes_the_same_orders_and_another_makes_others() {
    let first = make(3_000, 1);
    assert!(first == make(3_000, 1));
    let other = make(3_000, 2);
    assert!(
        first
            .iter()
            .zip(&other)
            .all(|(a, b)| a.parts.lines != b.parts.lines || a.parts.addresses != b.parts.addresses)
    );
}

#[test]
fn ops_01_an_order_does_not_depend_on_those_made_before_it() {
    let generator = generator(3_000, 1, LATE_MORNING);
    let late = generator.order(2_990).unwrap();
    assert!(late == make(3_000, 1)[2_990]);
}

#[test]
fn ops_01_counters_shipments_and_claims_agree() {
    for made in make(10_000, 1) {
        let parts = &made.parts;
        let number = &parts.order.number;
        assert!((1..=7).contains(&parts.lines.len()), "{number}");
        for line in &parts.lines {
            let counted = |of: &dyn Fn(ShipmentStatus, bool) -> bool| -> i32 {
                parts
                    .shipments
                    .iter()
                    .filter(|(shipment, _)| of(shipment.status, shipment.packed))
                    .flat_map(|(_, lines)| lines)
                    .filter(|row| row.order_line_id == line.id)
                    .map(|row| row.quantity)
                    .sum()
            };
            assert_eq!(line.assigned, counted(&|status, _| status != ShipmentStatus::Canceled), "{number}");
            assert_eq!(line.packed, counted(&|_, packed| packed), "{number}");
            assert_eq!(line.handed_over, counted(&|status, _| status.is_handed_over()), "{number}");
            assert_eq!(line.delivered, counted(&|status, _| status.is_delivered()), "{number}");
            assert!(line.refunded <= line.ordered, "{number}");
            assert!(
                line.replaces_line_id.is_none_or(|id| parts.lines.iter().any(|line| line.id == id)),
                "{number}"
            );
        }
        for (shipment, lines) in &parts.shipments {
            assert!(!lines.is_empty(), "{number}");
            assert_eq!(shipment.kind == ShipmentKind::Exchange, shipment.claim_id.is_some(), "{number}");
            assert!(!shipment.status.is_packed() || shipment.packed, "{number}");
        }
        for (claim, lines) in &parts.claims {
            assert!(
                !lines.is_empty() && lines.iter().all(|line| line.quantity > 0),
                "{number} {}",
                claim.number
            );
        }
    }
}

#[test]
fn ops_01_nothing_happens_before_the_order_or_after_the_moment_it_is_seen_from() {
    for made in make(5_000, 1) {
        let parts = &made.parts;
        let times: Vec<_> = parts.events.iter().map(|event| event.at).collect();
        assert!(times.is_sorted(), "{}", parts.order.number);
        assert!(times.first().is_some_and(|first| *first == parts.order.placed_at));
        assert!(
            parts.order.changed_at <= LATE_MORNING && times.last().is_some_and(|last| *last <= LATE_MORNING)
        );
        for (shipment, _) in &parts.shipments {
            let life = [
                Some(shipment.created_at),
                shipment.invoice_registered_at,
                shipment.handed_over_at,
                shipment.delivered_at,
            ];
            assert!(life.iter().flatten().is_sorted(), "{}", shipment.number);
        }
    }
}

#[test]
fn ops_01_money_comes_in_and_goes_back_within_what_was_paid() {
    for made in make(10_000, 1) {
        let order = &made.parts.order;
        assert!(order.total >= 0 && order.refunded <= order.paid, "{}", order.number);
        assert!(order.total > 0 || order.stage == Stage::Canceled, "{}", order.number);
        let lines: i64 = made.parts.lines.iter().map(|line| line.discount).sum();
        assert_eq!(lines, order.discount_total);
        // What a cancel owes and what was sent back for it.
        let sum = |kind| -> i64 {
            made.parts.ledger.iter().filter(|row| row.kind == kind).map(|row| row.amount).sum()
        };
        if order.stage == Stage::Canceled && sum(LedgerKind::Refund) > 0 {
            assert_eq!(sum(LedgerKind::Refund), sum(LedgerKind::RefundDue), "{}", order.number);
            assert_eq!(order.payment_status, PaymentStatus::Refunded, "{}", order.number);
        }
    }
}

#[test]
fn ops_01_every_address_is_well_formed_but_those_that_failed_for_it() {
    let mut countries = BTreeMap::<String, usize>::new();
    for made in make(10_000, 1) {
        for row in &made.parts.addresses {
            let address = PostalAddress {
                recipient: row.recipient.as_deref(),
                country: row.country.as_deref().and_then(|code| code.parse().ok()),
                postal_code: row.postal_code.as_deref(),
                region: row.region.as_deref(),
                city: row.city.as_deref(),
                line1: row.line1.as_deref(),
            };
            let problems = address.problems();
            let told: Vec<_> = failures(&made.parts)
                .into_iter()
                .filter(|failure| {
                    matches!(
                        failure,
                        ReleaseFailure::AddressMissing { .. } | ReleaseFailure::AddressMalformed { .. }
                    )
                })
                .collect();
            if row.role == AddressRole::ShipTo && row.country.is_none() {
                assert_eq!(problems, [AddressProblem::Missing { field: AddressField::Country }], "{row:?}");
            } else if row.role == AddressRole::ShipTo {
                assert_eq!(
                    problems.into_iter().map(ReleaseFailure::from).collect::<Vec<_>>(),
                    told,
                    "{row:?}"
                );
                *countries.entry(row.country.clone().unwrap()).or_default() += 1;
            } else {
                assert_eq!(problems, [], "{row:?}");
            }
        }
    }
    for (country, least) in [
        ("JP", 5_000),
        ("KR", 400),
        ("GB", 300),
        ("US", 300),
        ("DE", 50),
        ("FR", 50),
        ("CA", 50),
        ("AU", 50),
        ("TW", 100),
        ("SG", 50),
    ] {
        assert!(countries[country] >= least, "{country}: {}", countries[country]);
    }
    assert!(countries.len() >= 15, "{countries:?}");
}

#[test]
fn ops_01_some_orders_go_to_a_country_that_is_not_recognised() {
    for orders in [10_000, 20_000] {
        let unknown: Vec<_> =
            make(orders, 1).into_iter().filter(|made| made.parts.order.country.is_none()).collect();
        let open = unknown.iter().filter(|made| made.parts.order.lane != Lane::NONE).count();
        assert!(open > 0, "{orders}");
        assert!((1..orders as usize / 200).contains(&unknown.len()), "{orders}: {}", unknown.len());
        for Made { parts, .. } in unknown {
            let order = &parts.order;
            let given = order.country_given.as_deref().unwrap();
            assert_eq!(crate::import::country_named(given), None);
            assert_eq!(order.destination, Destination::International);
            assert!(parts.shipments.is_empty(), "{} left without a country", order.number);
        }
    }
}

#[test]
fn ops_01_shares_are_lifelike() {
    let made = make(20_000, 1);
    let near = |what: &str, share: f64, low: f64, high: f64| {
        assert!((low..=high).contains(&share), "{what}: {share}")
    };
    let popular = sku_id(generator(1, 1, LATE_MORNING).goods.popular);
    near("open", share(&made, |parts| parts.order.lane != Lane::NONE), 0.019, 0.022);
    near("failed", share(&made, |parts| parts.order.release_state == ReleaseState::Failed), 0.0005, 0.0009);
    near(
        "the popular SKU",
        share(&made, |parts| parts.lines.iter().any(|line| line.sku_id == Some(popular))),
        0.19,
        0.22,
    );
    near("the big customer", share(&made, |parts| parts.order.customer_id == Some(BIG)), 0.047, 0.055);
    near("domestic", share(&made, |parts| parts.order.destination == Destination::Domestic), 0.55, 0.75);
    near("several lines", share(&made, |parts| parts.order.line_count > 1), 0.45, 0.65);
    near("shipping requests", share(&made, |parts| parts.order.shipping_request.is_some()), 0.13, 0.17);
    near(
        "delivered",
        share(&made, |parts| parts.order.fulfilment_status == FulfilmentStatus::Delivered),
        0.7,
        0.9,
    );
    near("canceled", share(&made, |parts| parts.order.stage == Stage::Canceled), 0.04, 0.1);
    near("guests", share(&made, |parts| parts.order.customer_id.is_none()), 0.01, 0.05);
    near("test orders", share(&made, |parts| parts.order.is_test), 0.0001, 0.001);
    near("malls", share(&made, |parts| parts.order.mall_stage.is_some()), 0.2, 0.4);
    let currencies: BTreeSet<_> = made.iter().map(|made| made.parts.order.currency.to_string()).collect();
    assert_eq!(currencies.len(), 5, "{currencies:?}");
    let mut orders = BTreeMap::<CustomerId, usize>::new();
    made.iter()
        .filter_map(|made| made.parts.order.customer_id)
        .for_each(|id| *orders.entry(id).or_default() += 1);
    let second = orders.iter().filter(|(id, _)| **id != BIG).map(|(_, orders)| *orders).max().unwrap();
    assert!(orders[&BIG] > 10 * second, "the big one is far ahead: {} and {second}", orders[&BIG]);
}

#[test]
fn ops_01_requests_are_in_the_language_of_where_the_order_goes() {
    for made in make(3_000, 1) {
        let parts = &made.parts;
        if let (Some(request), Some("JP")) = (&parts.order.shipping_request, parts.order.country.as_deref()) {
            assert!(!request.is_ascii(), "{request}");
        }
    }
}

/// Everything that occurs, by what it is.
fn occurring(made: &[Made]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for Made { parts, .. } in made {
        let order = &parts.order;
        found.insert(format!("stage {}", order.stage));
        found.insert(format!("payment {}", order.payment_status));
        found.insert(format!("method {}", order.payment_method));
        found.insert(format!("fulfilment {}", order.fulfilment_status));
        found.insert(format!("link {}", order.item_link));
        found.insert(format!("lane {}", order.lane.0));
        for (shipment, _) in &parts.shipments {
            found.insert(format!("shipment {}", shipment.status));
            found.insert(format!("shipment of {}", shipment.kind));
        }
        found.extend(parts.claims.iter().map(|(claim, _)| format!("claim {} {}", claim.kind, claim.status)));
        found.extend(parts.ledger.iter().map(|entry| format!("entry {}", entry.kind)));
        found.extend(failures(parts).iter().map(|failure| {
            format!("failure {}", serde_json::to_value(failure).unwrap()["reason"].as_str().unwrap())
        }));
    }
    found
}

#[test]
fn ops_01_every_stage_and_status_occurs() {
    let found = occurring(&make(10_000, 1));
    let mut expected = BTreeSet::new();
    expected.extend(Stage::ALL.iter().map(|stage| format!("stage {stage}")));
    expected.extend(PaymentStatus::ALL.iter().map(|status| format!("payment {status}")));
    expected.extend(FulfilmentStatus::ALL.iter().map(|status| format!("fulfilment {status}")));
    expected.extend(ShipmentStatus::ALL.iter().map(|status| format!("shipment {status}")));
    expected.extend(ShipmentKind::ALL.iter().map(|kind| format!("shipment of {kind}")));
    expected.extend(LedgerKind::ALL.iter().map(|kind| format!("entry {kind}")));
    expected.extend(ItemLink::ALL.iter().map(|link| format!("link {link}")));
    expected.extend((0..=4).map(|lane| format!("lane {lane}")));
    let known = PaymentMethod::ALL.iter().filter(|method| **method != PaymentMethod::Unknown);
    expected.extend(known.map(|method| format!("method {method}")));
    expected.extend(ClaimStatus::ALL.iter().map(|status| format!("claim {} {status}", ClaimKind::Return)));
    expected.extend(
        ["claim cancel requested", "claim cancel in_progress", "claim exchange completed"].map(str::to_owned),
    );
    expected.extend(
        [
            "canceled",
            "not_confirmed",
            "address_missing",
            "address_malformed",
            "no_delivery_name",
            "stock_short",
            "item_link_failed",
            "provider_refused",
        ]
        .map(|reason| format!("failure {reason}")),
    );
    let missing: Vec<_> = expected.difference(&found).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn ops_01_a_small_demo_shows_every_stage_and_reason_too() {
    let found = occurring(&make(2_000, 1));
    let stages: Vec<_> = Stage::ALL.iter().map(|stage| format!("stage {stage}")).collect();
    let lanes = (0..=4).map(|lane| format!("lane {lane}"));
    let missing: Vec<_> = stages.into_iter().chain(lanes).filter(|what| !found.contains(what)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    assert!(found.iter().filter(|what| what.starts_with("failure ")).count() >= 8, "{found:?}");
}

#[test]
fn ops_01_failures_are_true() {
    let goods = generator(1, 1, LATE_MORNING).goods;
    let mut seen = 0;
    for made in make(20_000, 1) {
        let parts = &made.parts;
        for failure in failures(parts) {
            seen += 1;
            let line = |code: &str| parts.lines.iter().find(|line| line.sku_code == code).unwrap();
            match failure {
                ReleaseFailure::Canceled => assert_eq!(parts.order.stage, Stage::Canceled),
                ReleaseFailure::NotConfirmed => assert_eq!(parts.order.confirmed_at, None),
                ReleaseFailure::StockShort { sku, needed, available, .. } => {
                    let sku_row = goods.skus.iter().find(|row| row.code == sku).unwrap();
                    assert_eq!((sku_row.available, line(&sku).ordered), (available, needed));
                    assert!(available < needed);
                }
                ReleaseFailure::NoDeliveryName { sku, .. } => {
                    let line = line(&sku);
                    let product = goods.products.iter().find(|product| product.code == line.product_code);
                    assert!(line.item_link == ItemLink::Fail || product.unwrap().delivery_name.is_none());
                }
                ReleaseFailure::NoDeliveryPolicy { sku } => assert_eq!(line(&sku).policy_id, None),
                ReleaseFailure::ItemLinkFailed { mall_sku, .. } => {
                    assert!(
                        parts.lines.iter().any(|line| line.mall_sku == mall_sku && line.sku_id.is_none())
                    );
                }
                ReleaseFailure::ProviderRefused { .. } => {
                    assert!(
                        parts
                            .shipments
                            .iter()
                            .all(|(shipment, _)| shipment.status == ShipmentStatus::Canceled)
                    );
                }
                ReleaseFailure::AddressMissing { .. } | ReleaseFailure::AddressMalformed { .. } => {}
                other => panic!("{other:?} is not among the demo's reasons"),
            }
        }
    }
    assert!(seen >= 12);
    // What was shipped had a delivery name.
    let nameless: Vec<_> = goods.nameless.iter().map(|sku| sku_id(*sku)).collect();
    for made in make(5_000, 1) {
        let lines = &made.parts.lines;
        assert!(
            lines
                .iter()
                .all(|line| line.assigned == 0 || line.sku_id.is_none_or(|id| !nameless.contains(&id)))
        );
    }
}

#[test]
fn mal_03_mal_04_mall_orders_stand_where_their_mall_lets_them() {
    for made in make(10_000, 1) {
        let order = &made.parts.order;
        let channel = &CHANNELS[order.channel_id.0 as usize - 1];
        assert_eq!(order.mall_stage.is_some(), channel.kind.is_mall());
        assert_eq!(order.mall_status.is_some(), channel.kind.is_mall());
        if matches!(channel.kind, ChannelKind::Amazon | ChannelKind::Qoo10) {
            assert_ne!(order.stage, Stage::New, "{} is never New", channel.name);
        }
        if order.stage == Stage::New {
            assert!(order.ready_at.is_none_or(|ready_at| ready_at <= LATE_MORNING), "{}", order.number);
        }
        if order.stage != Stage::Canceled && channel.kind.is_mall() {
            assert!(made.parts.claims.is_empty(), "claims show as the mall's hold");
        }
    }
}

#[test]
fn ops_01_any_number_of_orders_can_be_made() {
    for orders in [0, 1, 2, 10, 49] {
        let made = make(orders, 1);
        let somewhere =
            |parts: &OrderParts| parts.order.country.is_some() || parts.order.country_given.is_some();
        assert!(made.iter().all(|made| somewhere(&made.parts)), "{orders}");
    }
    assert!(make(40, 5).iter().any(|made| made.parts.order.country.as_deref() == Some(HOME)));
}

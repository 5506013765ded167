//! Everything that is derived, computed anew and compared with what is stored.

use std::collections::BTreeMap;

use domain::claim::ClaimKind;
use domain::id::OrderId;
use domain::release::Lane;
use domain::shipment::ShipmentKind;
use sea_orm::{EntityTrait as _, QueryOrder as _, QuerySelect as _};
use store::aggregate::{OrderParts, shipment_terms};
use store::entity::{customer_total, order, order_term, shipment_line, shipment_term, stock, stock_movement};
use store::testing::TestDb;
use store::{StoreError, read, write_tx};

use crate::shop::{NOW, at};

/// All orders with their parts.
pub async fn orders(db: &TestDb) -> Vec<OrderParts> {
    let read: Result<_, StoreError> = write_tx(&db.store, async |tx| {
        let ids: Vec<OrderId> =
            order::Entity::find().select_only().column(order::Column::Id).into_tuple().all(tx).await?;
        read::whole_order::lock(tx, &ids).await
    })
    .await;
    read.unwrap()
}

/// Statuses, lanes, terms, counts, customers' totals and stock are what follows from the orders' lines, shipments, claims and money; and each
/// assigned unit is in exactly one shipment. `placed` is the stock before the first command.
pub async fn balance(db: &TestDb, placed: &[stock::Model]) {
    let orders = orders(db).await;
    let (mut terms, mut shipment_terms_wanted) = (Vec::new(), Vec::new());
    let mut lanes = BTreeMap::<i16, i64>::new();
    let mut allocated = BTreeMap::new();
    let mut totals = BTreeMap::new();
    for parts in &orders {
        let mut again = parts.clone();
        again.derive("JP", at(NOW)).unwrap();
        assert_eq!(again.order, parts.order);
        terms.extend(again.terms().iter().map(|term| format!("{term:?}")));
        assert_eq!(again.shipments, parts.shipments);
        let stands = parts.shipments.iter().map(|(row, _)| row.lane).chain([parts.order.lane]);
        for lane in stands.filter(|lane| *lane != Lane::NONE && !parts.order.is_test) {
            *lanes.entry(lane.0).or_default() += 1;
        }
        for (row, lines) in &parts.shipments {
            let terms = shipment_terms(row, lines, &parts.lines);
            shipment_terms_wanted.extend(terms.iter().map(|term| format!("{term:?}")));
        }
        if let (Some(customer), false, false) = (
            parts.order.customer_id,
            parts.order.is_test,
            parts.order.stage == domain::stage::Stage::Canceled,
        ) {
            let total: &mut (i32, i64) = totals.entry((customer, parts.order.currency)).or_default();
            *total = (total.0 + 1, total.1 + parts.order.due);
        }
        exchanges_fit(parts);
        for line in &parts.lines {
            line.units().check().unwrap();
            let parcels = parts
                .shipments
                .iter()
                .filter(|(row, _)| row.status != domain::shipment::ShipmentStatus::Canceled)
                .flat_map(|(_, lines)| lines)
                .filter(|parcel| parcel.order_line_id == line.id);
            assert_eq!(parcels.map(|parcel| parcel.quantity).sum::<i32>(), line.assigned, "{line:?}");
            if let (Some(location), Some(sku), false) = (line.location_id, line.sku_id, parts.order.is_test) {
                *allocated.entry((location, sku)).or_insert(0) += line.assigned - line.handed_over;
            }
        }
    }
    let reader = db.store.reader();
    let mut stored: Vec<String> = order_term::Entity::find()
        .all(reader)
        .await
        .unwrap()
        .iter()
        .map(|term| format!("{term:?}"))
        .collect();
    stored.sort();
    terms.sort();
    assert_eq!(stored, terms);
    let mut stored: Vec<String> = shipment_term::Entity::find()
        .all(reader)
        .await
        .unwrap()
        .iter()
        .map(|term| format!("{term:?}"))
        .collect();
    stored.sort();
    shipment_terms_wanted.sort();
    assert_eq!(stored, shipment_terms_wanted);
    let mut kept = BTreeMap::new();
    for (lane, orders) in read::desk::lanes(reader).await.unwrap() {
        if orders != 0 {
            kept.insert(lane.0, i64::try_from(orders).unwrap());
        }
    }
    assert_eq!(kept, lanes);
    let moved = stock_movement::Entity::find().all(reader).await.unwrap();
    for row in stock::Entity::find().all(reader).await.unwrap() {
        let key = (row.location_id, row.sku_id);
        assert_eq!(row.allocated, allocated.get(&key).copied().unwrap_or(0), "{row:?}");
        assert!(0 <= row.allocated && row.allocated <= row.on_hand, "{row:?}");
        let before = placed.iter().find(|before| (before.location_id, before.sku_id) == key);
        let own = || moved.iter().filter(|one| (one.location_id, one.sku_id) == key);
        assert_eq!(
            (row.on_hand, row.allocated),
            (
                before.map_or(0, |row| row.on_hand) + own().map(|one| one.on_hand_change).sum::<i32>(),
                before.map_or(0, |row| row.allocated) + own().map(|one| one.allocated_change).sum::<i32>(),
            )
        );
    }
    let stored: BTreeMap<_, _> = customer_total::Entity::find()
        .all(reader)
        .await
        .unwrap()
        .into_iter()
        .map(|row| ((row.customer_id, row.currency), (row.order_count, row.amount)))
        .collect();
    assert_eq!(stored, totals);
    // No unit is in a shipment of another order.
    let parcels = shipment_line::Entity::find()
        .order_by_asc(shipment_line::Column::ShipmentId)
        .all(reader)
        .await
        .unwrap();
    let known: usize = orders.iter().flat_map(|parts| &parts.shipments).map(|(_, lines)| lines.len()).sum();
    assert_eq!(parcels.len(), known);
}

/// What an exchange sends is free and for a line of the same order; its shipments hold nothing else and are of an exchange claim; and open
/// claims name no more units than the customer has.
fn exchanges_fit(parts: &OrderParts) {
    for line in &parts.lines {
        let replaced = line.replaces_line_id.map(|id| parts.lines.iter().find(|other| other.id == id));
        if let Some(replaced) = replaced {
            assert!(replaced.is_some_and(|other| other.position < line.position), "{line:?}");
            assert_eq!((line.unit_price, line.discount, line.tax), (0, 0, 0));
        }
        let open = parts.claims.iter().filter(|(row, _)| row.status.is_open()).flat_map(|(_, lines)| lines);
        let named: i32 =
            open.filter(|named| named.order_line_id == line.id).map(|named| named.quantity).sum();
        assert!(named <= line.delivered - line.returned, "{named} of {line:?}");
    }
    for (row, lines) in &parts.shipments {
        let claim = row.claim_id.map(|id| parts.claims.iter().find(|(claim, _)| claim.id == id));
        assert_eq!(claim.is_some(), row.kind == ShipmentKind::Exchange, "{row:?}");
        assert!(claim.is_none_or(|claim| claim.is_some_and(|(claim, _)| claim.kind == ClaimKind::Exchange)));
        for held in lines {
            let line = parts.lines.iter().find(|line| line.id == held.order_line_id).unwrap();
            assert_eq!(line.replaces_line_id.is_some(), row.kind == ShipmentKind::Exchange, "{row:?}");
        }
    }
    let positions: Vec<i32> = parts.lines.iter().map(|line| line.position).collect();
    assert!(positions.is_sorted_by(|a, b| a < b), "{positions:?}");
}

/// The stock as it is now.
pub async fn stocks(db: &TestDb) -> Vec<stock::Model> {
    stock::Entity::find().all(db.store.reader()).await.unwrap()
}

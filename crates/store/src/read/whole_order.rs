//! Whole orders for whoever changes them: locked first, then read with everything that a decision looks at.

use std::collections::HashMap;
use std::hash::Hash;

use domain::id::{CustomerId, OrderId};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::aggregate::OrderParts;
use crate::entity::{
    claim, claim_line, customer, ledger_entry, order, order_address, order_charge, order_line,
    release_failure, shipment, shipment_line,
};
use crate::error::StoreError;

/// Locks these orders in the order of their ids and reads them, without their timelines; those that are not there are left out. A fixed number of
/// statements, however many orders.
///
/// On PostgreSQL nobody else changes them until the transaction ends; on SQLite the transaction itself sees to that.
///
/// # Errors
/// [`StoreError`] as any statement.
pub async fn lock(tx: &DatabaseTransaction, ids: &[OrderId]) -> Result<Vec<OrderParts>, StoreError> {
    let orders = order::Entity::find()
        .filter(order::Column::Id.is_in(ids.iter().copied()))
        .order_by_asc(order::Column::Id)
        .lock_exclusive()
        .all(tx)
        .await?;
    let ids: Vec<OrderId> = orders.iter().map(|order| order.id).collect();
    let emails: HashMap<_, Option<String>> = customer::Entity::find()
        .filter(customer::Column::Id.is_in(orders.iter().filter_map(|order| order.customer_id)))
        .select_only()
        .columns([customer::Column::Id, customer::Column::Email])
        .into_tuple::<(CustomerId, _)>()
        .all(tx)
        .await?
        .into_iter()
        .collect();
    macro_rules! of_orders {
        ($entity:ident, $sort:ident) => {
            grouped(
                $entity::Entity::find()
                    .filter($entity::Column::OrderId.is_in(ids.iter().copied()))
                    .order_by_asc($entity::Column::$sort)
                    .all(tx)
                    .await?,
                |row| row.order_id,
            )
        };
    }
    let mut lines = of_orders!(order_line, Position);
    let mut charges = of_orders!(order_charge, Position);
    let mut addresses = of_orders!(order_address, Role);
    let mut ledger = of_orders!(ledger_entry, Id);
    let mut failures = of_orders!(release_failure, OrderId);
    let claims = claim::Entity::find()
        .filter(claim::Column::OrderId.is_in(ids.iter().copied()))
        .order_by_asc(claim::Column::Id)
        .all(tx)
        .await?;
    let mut claim_lines = grouped(
        claim_line::Entity::find()
            .filter(claim_line::Column::ClaimId.is_in(claims.iter().map(|row| row.id)))
            .all(tx)
            .await?,
        |row| row.claim_id,
    );
    let shipments = shipment::Entity::find()
        .filter(shipment::Column::OrderId.is_in(ids.iter().copied()))
        .order_by_asc(shipment::Column::Id)
        .all(tx)
        .await?;
    let mut shipment_lines = grouped(
        shipment_line::Entity::find()
            .filter(shipment_line::Column::ShipmentId.is_in(shipments.iter().map(|row| row.id)))
            .all(tx)
            .await?,
        |row| row.shipment_id,
    );
    let mut claims = grouped(
        claims.into_iter().map(|row| {
            let lines = claim_lines.remove(&row.id).unwrap_or_default();
            (row, lines)
        }),
        |(row, _)| row.order_id,
    );
    let mut shipments = grouped(
        shipments.into_iter().map(|row| {
            let lines = shipment_lines.remove(&row.id).unwrap_or_default();
            (row, lines)
        }),
        |(row, _)| row.order_id,
    );
    Ok(orders
        .into_iter()
        .map(|order| {
            let id = order.id;
            OrderParts {
                customer_email: order.customer_id.and_then(|id| emails.get(&id).cloned().flatten()),
                order,
                lines: lines.remove(&id).unwrap_or_default(),
                charges: charges.remove(&id).unwrap_or_default(),
                addresses: addresses.remove(&id).unwrap_or_default(),
                ledger: ledger.remove(&id).unwrap_or_default(),
                claims: claims.remove(&id).unwrap_or_default(),
                shipments: shipments.remove(&id).unwrap_or_default(),
                failure: failures.remove(&id).and_then(|mut rows| rows.pop()),
                events: Vec::new(),
            }
        })
        .collect())
}

fn grouped<K: Eq + Hash, T>(rows: impl IntoIterator<Item = T>, key: impl Fn(&T) -> K) -> HashMap<K, Vec<T>> {
    let mut groups: HashMap<K, Vec<T>> = HashMap::new();
    for row in rows {
        groups.entry(key(&row)).or_default().push(row);
    }
    groups
}

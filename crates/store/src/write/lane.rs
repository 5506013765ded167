//! The counts of the lanes of New orders and Shipping.

use std::collections::BTreeMap;

use domain::release::Lane;
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::sea_query::{Expr, LockBehavior, LockType};
use sea_orm::{
    ColumnTrait as _, DatabaseTransaction, EntityTrait as _, PaginatorTrait as _, QueryFilter as _,
    QuerySelect as _,
};

use crate::StoreError;
use crate::entity::{lane_delta, order, shipment};
use crate::migration::IN_QUEUE;

/// So many rows are summed up by every page before a writer folds them.
const ROWS: u64 = 256;

/// Notes that orders and shipments which are no test came into lanes (more than 0) or left them (less). Whatever changes `order.lane` or
/// `shipment.lane` calls it in the same transaction.
///
/// Rows are appended, since all writers would wait for each other to change the few counts; whoever finds many folds them.
///
/// # Errors
/// As any statement.
pub async fn lanes_changed(
    tx: &DatabaseTransaction,
    changes: impl IntoIterator<Item = (Lane, i64)>,
) -> Result<(), StoreError> {
    let rows = summed(changes);
    if rows.is_empty() {
        return Ok(());
    }
    lane_delta::Entity::insert_many(rows).exec_without_returning(tx).await?;
    if lane_delta::Entity::find().count(tx).await? > ROWS {
        // Rows that another is folding are left to it.
        let found = lane_delta::Entity::find()
            .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
            .all(tx)
            .await?;
        lane_delta::Entity::delete_many()
            .filter(lane_delta::Column::Id.is_in(found.iter().map(|row| row.id)))
            .exec(tx)
            .await?;
        let sums = summed(found.iter().map(|row| (row.lane, row.orders)));
        if !sums.is_empty() {
            lane_delta::Entity::insert_many(sums).exec_without_returning(tx).await?;
        }
    }
    Ok(())
}

/// Counts all lanes anew, after a load that nobody else wrote beside.
///
/// # Errors
/// As any statement.
pub async fn recount_lanes(tx: &DatabaseTransaction) -> Result<(), StoreError> {
    lane_delta::Entity::delete_many().exec(tx).await?;
    let counts: Vec<(Lane, i64)> = order::Entity::find()
        .filter(Expr::cust(IN_QUEUE))
        .filter(order::Column::IsTest.eq(false))
        .select_only()
        .column(order::Column::Lane)
        .column_as(order::Column::Id.count(), "orders")
        .group_by(order::Column::Lane)
        .into_tuple()
        .all(tx)
        .await?;
    let shipments: Vec<(Lane, i64)> = shipment::Entity::find()
        .filter(Expr::cust(IN_QUEUE))
        .filter(shipment::Column::IsTest.eq(false))
        .select_only()
        .column(shipment::Column::Lane)
        .column_as(shipment::Column::Id.count(), "shipments")
        .group_by(shipment::Column::Lane)
        .into_tuple()
        .all(tx)
        .await?;
    lanes_changed(tx, counts.into_iter().chain(shipments)).await
}

fn summed(changes: impl IntoIterator<Item = (Lane, i64)>) -> Vec<lane_delta::ActiveModel> {
    let mut lanes = BTreeMap::<i16, i64>::new();
    for (lane, orders) in changes {
        if lane != Lane::NONE {
            *lanes.entry(lane.0).or_default() += orders;
        }
    }
    lanes
        .into_iter()
        .filter(|(_, orders)| *orders != 0)
        .map(|(lane, orders)| lane_delta::ActiveModel {
            id: NotSet,
            lane: Set(Lane(lane)),
            orders: Set(orders),
        })
        .collect()
}

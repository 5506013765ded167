//! Another home country.

use domain::kind::Destination;
use domain::release::{Lane, ReleaseState};
use domain::shipment::{ShipmentKind, ShipmentTab};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait as _, Condition, DatabaseTransaction, EntityTrait as _, PaginatorTrait as _,
    QueryFilter as _, QuerySelect as _, QueryTrait as _,
};

use super::lanes_changed;
use crate::StoreError;
use crate::entity::{order, order_term, shipment, shipment_term};

/// Makes every order Domestic or International anew, seen from another home country, with its lane, its terms' lanes and its shipments.
/// Only what changes is written.
///
/// # Errors
/// [`StoreError`] as any statement.
pub async fn set_destinations(tx: &DatabaseTransaction, home_country: &str) -> Result<(), StoreError> {
    for destination in [Destination::Domestic, Destination::International] {
        let there = match destination {
            Destination::Domestic => Condition::all().add(order::Column::Country.eq(home_country)),
            Destination::International => Condition::any()
                .add(order::Column::Country.ne(home_country))
                .add(order::Column::Country.is_null()),
        };
        order::Entity::update_many()
            .col_expr(order::Column::Destination, Expr::value(destination))
            .filter(there.clone())
            .filter(order::Column::Destination.ne(destination))
            .exec(tx)
            .await?;
        for state in [ReleaseState::NotReleased, ReleaseState::Failed] {
            let lane = Lane::of(destination, state);
            for is_test in [false, true] {
                let moved = order::Entity::update_many()
                    .col_expr(order::Column::Lane, Expr::value(lane))
                    .filter(there.clone())
                    .filter(order::Column::ReleaseState.eq(state))
                    .filter(order::Column::Lane.ne(lane))
                    .filter(order::Column::IsTest.eq(is_test))
                    .exec(tx)
                    .await?;
                if !is_test {
                    // They come from the lane of the same state on the other side.
                    let orders = i64::try_from(moved.rows_affected).unwrap_or(i64::MAX);
                    lanes_changed(tx, [(lane, orders), (Lane::of(destination.other(), state), -orders)])
                        .await?;
                }
            }
            let orders = order::Entity::find()
                .select_only()
                .column(order::Column::Id)
                .filter(order::Column::Lane.eq(lane))
                .filter(Expr::cust(crate::migration::IN_QUEUE))
                .into_query();
            order_term::Entity::update_many()
                .col_expr(order_term::Column::Lane, Expr::value(lane))
                .filter(order_term::Column::OrderId.in_subquery(orders))
                .filter(order_term::Column::Lane.ne(lane))
                .exec(tx)
                .await?;
        }
        let orders = order::Entity::find()
            .select_only()
            .column(order::Column::Id)
            .filter(order::Column::Destination.eq(destination))
            .into_query();
        shipment::Entity::update_many()
            .col_expr(shipment::Column::Destination, Expr::value(destination))
            .filter(shipment::Column::OrderId.in_subquery(orders))
            .filter(shipment::Column::Destination.ne(destination))
            .exec(tx)
            .await?;
    }
    for tab in ShipmentTab::ALL {
        for kind in ShipmentKind::ALL {
            for destination in [Destination::Domestic, Destination::International] {
                move_shipments(
                    tx,
                    tab.lane(destination.other(), *kind),
                    tab.lane(destination, *kind),
                    destination,
                )
                .await?;
            }
        }
    }
    Ok(())
}

/// Moves the shipments that go to `destination` from one lane to the other, with their terms and counts.
async fn move_shipments(
    tx: &DatabaseTransaction,
    from: Lane,
    to: Lane,
    destination: Destination,
) -> Result<(), StoreError> {
    let moving = || {
        shipment::Entity::find()
            .select_only()
            .column(shipment::Column::Id)
            .filter(shipment::Column::Lane.eq(from))
            .filter(Expr::cust(crate::migration::IN_QUEUE))
            .filter(shipment::Column::Destination.eq(destination))
    };
    shipment_term::Entity::update_many()
        .col_expr(shipment_term::Column::Lane, Expr::value(to))
        .filter(shipment_term::Column::ShipmentId.in_subquery(moving().into_query()))
        .exec(tx)
        .await?;
    let counted = moving().filter(shipment::Column::IsTest.eq(false)).count(tx).await?;
    let counted = i64::try_from(counted).unwrap_or(i64::MAX);
    lanes_changed(tx, [(to, counted), (from, -counted)]).await?;
    shipment::Entity::update_many()
        .col_expr(shipment::Column::Lane, Expr::value(to))
        .filter(shipment::Column::Id.in_subquery(moving().into_query()))
        .exec(tx)
        .await?;
    Ok(())
}

//! What is derived of customers.

use std::collections::HashMap;

use domain::id::{CustomerId, OrderId};
use domain::kind::TermKind;
use domain::query::normalise;
use domain::release::Lane;
use domain::stage::Stage;
use domain::time::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait as _, Query, SelectStatement};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait as _, DatabaseTransaction, EntityTrait as _,
    IntoActiveModel as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};

use super::order::insert;
use crate::StoreError;
use crate::aggregate::pairs;
use crate::entity::{customer, customer_total, order, order_term};

/// Ids of one statement, at most.
const IDS: usize = 1_000;

/// Counts the orders of these customers anew. `order_count` and `last_order_at` are of all orders but test orders; `customer_total`
/// leaves out canceled ones too, and its amount is what is due for the others.
///
/// # Errors
/// [`StoreError`] as any statement.
pub async fn refresh_customers(tx: &DatabaseTransaction, customers: &[CustomerId]) -> Result<(), StoreError> {
    for ids in customers.chunks(IDS) {
        let of_customer = |what: Expr| -> Expr { SelectStatement::into(own_orders(what)) };
        customer::Entity::update_many()
            .col_expr(
                customer::Column::OrderCount,
                of_customer(Expr::col((order::Entity, order::Column::Id)).count()),
            )
            .col_expr(
                customer::Column::LastOrderAt,
                of_customer(Expr::col((order::Entity, order::Column::PlacedAt)).max()),
            )
            .filter(customer::Column::Id.is_in(ids.iter().copied()))
            .exec(tx)
            .await?;
        customer_total::Entity::delete_many()
            .filter(customer_total::Column::CustomerId.is_in(ids.iter().copied()))
            .exec(tx)
            .await?;
        let totals = Query::select()
            .column(order::Column::CustomerId)
            .column(order::Column::Currency)
            .expr(Expr::col(order::Column::Id).count())
            .expr(Expr::col(order::Column::Due).sum())
            .from(order::Entity)
            .and_where(order::Column::CustomerId.is_in(ids.iter().copied()))
            .and_where(order::Column::IsTest.eq(false))
            .and_where(order::Column::Stage.ne(Stage::Canceled))
            .group_by_columns([order::Column::CustomerId, order::Column::Currency])
            .to_owned();
        let mut insert = Query::insert();
        insert.into_table(customer_total::Entity).columns([
            customer_total::Column::CustomerId,
            customer_total::Column::Currency,
            customer_total::Column::OrderCount,
            customer_total::Column::Amount,
        ]);
        // As many columns as above.
        insert.select_from(totals).map_err(|error| sea_orm::DbErr::Type(error.to_string()))?;
        tx.execute(&insert).await?;
    }
    Ok(())
}

/// Lets the orders of these customers that came without an email be found by the one that the customer is known by now (REL-03).
///
/// # Errors
/// [`StoreError`] as any statement.
pub async fn refresh_emails(tx: &DatabaseTransaction, customers: &[CustomerId]) -> Result<(), StoreError> {
    for ids in customers.chunks(IDS) {
        let orders = order::Entity::find()
            .filter(order::Column::CustomerId.is_in(ids.iter().copied()))
            .filter(order::Column::Email.is_null())
            // Their lanes are copied into the terms: nobody moves them meanwhile.
            .order_by_asc(order::Column::Id)
            .lock_exclusive()
            .select_only()
            .columns([
                order::Column::Id,
                order::Column::CustomerId,
                order::Column::Lane,
                order::Column::PlacedAt,
                order::Column::IsTest,
            ])
            .into_tuple::<(OrderId, CustomerId, Lane, Timestamp, bool)>()
            .all(tx)
            .await?;
        if orders.is_empty() {
            continue;
        }
        let emails: HashMap<CustomerId, String> = customer::Entity::find()
            .filter(customer::Column::Id.is_in(ids.iter().copied()))
            .all(tx)
            .await?
            .into_iter()
            .filter_map(|row| Some((row.id, normalise(TermKind::Email, &row.email?))))
            .collect();
        for orders in orders.chunks(IDS) {
            order_term::Entity::delete_many()
                .filter(order_term::Column::Kind.eq(TermKind::Email))
                .filter(order_term::Column::OrderId.is_in(orders.iter().map(|(id, ..)| *id)))
                .exec(tx)
                .await?;
        }
        let queued: Vec<OrderId> =
            orders.iter().filter(|(_, _, lane, ..)| *lane != Lane::NONE).map(|(id, ..)| *id).collect();
        let terms = orders.into_iter().filter_map(|(order_id, customer, lane, placed_at, is_test)| {
            let value = emails.get(&customer)?.clone();
            let term = order_term::Model { order_id, kind: TermKind::Email, value, lane, placed_at, is_test };
            Some(term.into_active_model().reset_all())
        });
        insert::<order_term::ActiveModel>(tx, terms.collect()).await?;
        for queued in queued.chunks(IDS) {
            pair_anew(tx, queued).await?;
        }
    }
    Ok(())
}

/// Makes the pairs of orders in the queue from their other terms.
async fn pair_anew(tx: &DatabaseTransaction, orders: &[OrderId]) -> Result<(), StoreError> {
    let terms = order_term::Entity::find()
        .filter(order_term::Column::OrderId.is_in(orders.iter().copied()))
        .filter(order_term::Column::Kind.ne(TermKind::Pair))
        .order_by_asc(order_term::Column::OrderId)
        .all(tx)
        .await?;
    order_term::Entity::delete_many()
        .filter(order_term::Column::Kind.eq(TermKind::Pair))
        .filter(order_term::Column::OrderId.is_in(orders.iter().copied()))
        .exec(tx)
        .await?;
    let pairs = terms.chunk_by(|one, next| one.order_id == next.order_id).flat_map(|terms| {
        let known: Vec<_> = terms.iter().map(|term| (term.kind, term.value.clone())).collect();
        let of_order = terms.first().cloned();
        of_order.into_iter().flat_map(move |of_order| {
            pairs(&known).into_iter().map(move |(kind, value)| {
                order_term::Model { kind, value, ..of_order.clone() }.into_active_model().reset_all()
            })
        })
    });
    insert::<order_term::ActiveModel>(tx, pairs.collect()).await
}

/// Something of all orders of the customer in question but test orders.
fn own_orders(what: Expr) -> SelectStatement {
    Query::select()
        .expr(what)
        .from(order::Entity)
        .and_where(
            Expr::col((order::Entity, order::Column::CustomerId))
                .equals((customer::Entity, customer::Column::Id)),
        )
        .and_where(order::Column::IsTest.eq(false))
        .to_owned()
}

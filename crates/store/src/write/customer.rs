//! What is derived of customers.

use domain::id::CustomerId;
use domain::stage::Stage;
use sea_orm::sea_query::{Expr, ExprTrait as _, Query, SelectStatement};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait as _, DatabaseTransaction, EntityTrait as _, QueryFilter as _,
};

use crate::StoreError;
use crate::entity::{customer, customer_total, order};

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

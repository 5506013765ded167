//! New orders, many at once.

use domain::id::OrderId;
use sea_orm::ActiveValue::NotSet;
use sea_orm::{ActiveModelTrait, DatabaseTransaction, EntityTrait, IntoActiveModel};

use super::lane::lanes_changed;
use crate::StoreError;
use crate::aggregate::OrderParts;
use crate::entity::{event, ledger_entry, order_address, order_charge, order_line, order_term};
use crate::read::numbers;

/// Rows of one statement, at most: SQLite binds 32,766 values, and an order has 53.
pub(super) const ROWS: usize = 500;

/// Inserts orders that came in, derived already, and gives them and what belongs to them their ids, where there are such: an order's,
/// and that of the order in its lines, charges, addresses, ledger and events. Their terms are written too.
///
/// What an order can have only later is not written: claims, shipments, a failed release.
///
/// # Errors
/// [`StoreError::Conflict`] when a number is taken; else as any statement.
pub async fn insert_orders(tx: &DatabaseTransaction, orders: &mut [OrderParts]) -> Result<(), StoreError> {
    for orders in orders.chunks_mut(ROWS) {
        let rows_of_orders = orders.iter().map(|parts| {
            let mut row = parts.order.clone().into_active_model().reset_all();
            row.id = NotSet;
            row
        });
        insert(tx, rows_of_orders.collect()).await?;
        let ids = numbers::ids(tx, orders.iter().map(|parts| parts.order.number.clone())).await?;
        for parts in &mut *orders {
            // It was inserted above, in this transaction.
            parts.set_id(ids.get(&parts.order.number).copied().unwrap_or(parts.order.id));
        }
        insert(
            tx,
            rows(orders, |parts| &parts.lines)
                .map(|row| order_line::ActiveModel { id: NotSet, ..row })
                .collect(),
        )
        .await?;
        insert(
            tx,
            rows(orders, |parts| &parts.charges)
                .map(|row| order_charge::ActiveModel { id: NotSet, ..row })
                .collect(),
        )
        .await?;
        insert(tx, rows::<_, order_address::ActiveModel>(orders, |parts| &parts.addresses).collect()).await?;
        insert(
            tx,
            rows(orders, |parts| &parts.ledger)
                .map(|row| ledger_entry::ActiveModel { id: NotSet, ..row })
                .collect(),
        )
        .await?;
        let events = rows(orders, |parts| &parts.events).map(|row| event::ActiveModel { id: NotSet, ..row });
        insert(tx, events.collect()).await?;
        let terms = orders.iter().flat_map(OrderParts::terms);
        insert::<order_term::ActiveModel>(tx, terms.map(|row| row.into_active_model().reset_all()).collect())
            .await?;
        let counted = orders.iter().filter(|parts| !parts.order.is_test);
        lanes_changed(tx, counted.map(|parts| (parts.order.lane, 1))).await?;
    }
    Ok(())
}

impl OrderParts {
    fn set_id(&mut self, id: OrderId) {
        self.order.id = id;
        self.lines.iter_mut().for_each(|row| row.order_id = id);
        self.charges.iter_mut().for_each(|row| row.order_id = id);
        self.addresses.iter_mut().for_each(|row| row.order_id = id);
        self.ledger.iter_mut().for_each(|row| row.order_id = id);
        self.events.iter_mut().for_each(|row| row.order_id = Some(id));
    }
}

/// One kind of rows of all the orders.
fn rows<'a, M, A>(
    orders: &'a [OrderParts],
    of: impl Fn(&'a OrderParts) -> &'a Vec<M> + 'a,
) -> impl Iterator<Item = A> + 'a
where
    M: Clone + IntoActiveModel<A> + 'a,
    A: ActiveModelTrait + 'a,
{
    orders.iter().flat_map(of).map(|row| row.clone().into_active_model().reset_all())
}

/// Inserts rows, which are made before: what waits while it borrows them could not go to another thread.
pub(super) async fn insert<A>(tx: &DatabaseTransaction, rows: Vec<A>) -> Result<(), StoreError>
where
    A: ActiveModelTrait + Send,
{
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        A::Entity::insert_many(rows.by_ref().take(ROWS)).exec_without_returning(tx).await?;
    }
    Ok(())
}

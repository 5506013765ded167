//! Orders that were changed, many at once.

use std::collections::{BTreeMap, HashMap};

use domain::id::{CustomerId, OrderId, ShipmentId};
use domain::kind::TermKind;
use domain::money::Currency;
use domain::release::Lane;
use domain::stage::Stage;
use domain::time::Timestamp;
use sea_orm::ActiveValue::NotSet;
use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict};
use sea_orm::{
    ActiveModelTrait, ColumnTrait as _, DatabaseTransaction, EntityTrait, IntoActiveModel, Iterable as _,
    QueryFilter as _, QuerySelect as _,
};

use super::added::{insert_added, save_claims};
use super::lane::lanes_changed;
use super::order::{ROWS, insert};
use crate::StoreError;
use crate::aggregate::{OrderParts, shipment_terms};
use crate::entity::{
    customer_total, event, ledger_entry, order, order_address, order_line, order_term, release_failure,
    shipment, shipment_invoice, shipment_line, shipment_term, tracking_event,
};

/// An order as it was read under its lock, and as it is to be.
#[derive(Clone, Debug)]
pub struct Changed {
    /// As it is stored.
    pub before: OrderParts,
    /// As it is to be stored, derived already. Its new rows have the id 0; its events are the new ones alone.
    pub after: OrderParts,
}

/// Writes what differs, and gives each order its next version: the order, its lines, claims, shipments, addresses, ledger, failure, events and terms,
/// the counts of the lanes of both lists and what the customers' totals follow from. The number of statements does not depend on the number of
/// orders, but for very many of them. New lines and claims are given their ids in `changed`.
///
/// Lines and claims are never taken away, charges are not added either, and an order does not change its customer.
///
/// # Errors
/// [`StoreError::Conflict`] when the number of a new claim or shipment is taken; else as any statement.
pub async fn save_orders(
    tx: &DatabaseTransaction,
    changed: &mut [Changed],
    now: Timestamp,
) -> Result<(), StoreError> {
    for one in &mut *changed {
        one.after.order.version = one.before.order.version + 1;
        one.after.order.changed_at = now;
    }
    let orders = changed.iter().map(|one| whole(&one.after.order)).collect();
    upsert::<order::ActiveModel>(tx, orders, &[order::Column::Id], &order_columns()).await?;
    insert_added(tx, changed).await?;
    let changed = &*changed;
    save_claims(tx, changed).await?;
    let lines = changed.iter().flat_map(|one| one.before.lines.iter().zip(&one.after.lines));
    let lines = lines.filter(|(before, after)| before != after).map(|(_, after)| whole(after)).collect();
    let columns = {
        use order_line::Column::*;
        [
            SkuId,
            ProductCode,
            SkuCode,
            ItemLink,
            Canceled,
            Assigned,
            Packed,
            HandedOver,
            Delivered,
            Returned,
            Refunded,
            LocationId,
            PolicyId,
            OptionId,
        ]
    };
    upsert::<order_line::ActiveModel>(tx, lines, &[order_line::Column::Id], &columns).await?;
    let addresses = differing(changed, |parts| &parts.addresses).map(whole).collect();
    let (keys, columns) = {
        use order_address::Column::*;
        ([OrderId, Role], [Recipient, Company, Phone, Country, PostalCode, Region, City, Line1, Line2])
    };
    upsert::<order_address::ActiveModel>(tx, addresses, &keys, &columns).await?;
    save_shipments(tx, changed).await?;
    let entries = changed.iter().flat_map(|one| one.after.ledger.iter().skip(one.before.ledger.len()));
    insert(tx, entries.map(|row| ledger_entry::ActiveModel { id: NotSet, ..whole(row) }).collect()).await?;
    save_failures(tx, changed).await?;
    let events = changed.iter().flat_map(|one| &one.after.events);
    insert(tx, events.map(|row| event::ActiveModel { id: NotSet, ..whole(row) }).collect()).await?;
    save_terms(tx, changed).await?;
    let counted = changed.iter().filter(|one| !one.after.order.is_test);
    let moves: Vec<_> = counted
        .flat_map(|one| {
            let of = |parts: &OrderParts| -> Vec<Lane> {
                let shipments = parts.shipments.iter().map(|(row, _)| row.lane);
                std::iter::once(parts.order.lane).chain(shipments).collect()
            };
            let left = of(&one.before).into_iter().map(|lane| (lane, -1));
            left.chain(of(&one.after).into_iter().map(|lane| (lane, 1)))
        })
        .collect();
    lanes_changed(tx, moves).await?;
    save_totals(tx, changed).await
}

/// What of an order may change.
fn order_columns() -> Vec<order::Column> {
    use order::Column::*;
    order::Column::iter()
        .filter(|column| {
            !matches!(column, Id | Number | ChannelId | ChannelNumber | IsTest | PlacedAt | CreatedAt)
        })
        .collect()
}

/// The rows of `after` that are not as in `before`.
fn differing<'a, M: PartialEq + 'a>(
    changed: &'a [Changed],
    of: impl Fn(&'a OrderParts) -> &'a Vec<M> + Copy + 'a,
) -> impl Iterator<Item = &'a M> {
    changed.iter().flat_map(move |one| {
        let before = of(&one.before);
        of(&one.after)
            .iter()
            .enumerate()
            .filter(move |(i, row)| before.get(*i) != Some(*row))
            .map(|(_, row)| row)
    })
}

/// Inserts rows, or gives those that are there already the values of these columns.
pub(super) async fn upsert<A>(
    tx: &DatabaseTransaction,
    rows: Vec<A>,
    keys: &[<A::Entity as EntityTrait>::Column],
    columns: &[<A::Entity as EntityTrait>::Column],
) -> Result<(), StoreError>
where
    A: ActiveModelTrait + Send,
{
    let there = OnConflict::columns(keys.iter().copied()).update_columns(columns.iter().copied()).to_owned();
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let rows = rows.by_ref().take(ROWS);
        A::Entity::insert_many(rows).on_conflict(there.clone()).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// A row with all its values, to be written.
pub(super) fn whole<M, A>(row: &M) -> A
where
    M: Clone + IntoActiveModel<A>,
    A: ActiveModelTrait,
{
    row.clone().into_active_model().reset_all()
}

async fn save_shipments(tx: &DatabaseTransaction, changed: &[Changed]) -> Result<(), StoreError> {
    let there = changed.iter().flat_map(|one| {
        let pairs = one.before.shipments.iter().zip(&one.after.shipments);
        pairs.filter(|((before, _), (after, _))| before != after).map(|(_, after)| after)
    });
    let columns: Vec<_> = shipment::Column::iter()
        .filter(|column| {
            use shipment::Column::*;
            !matches!(column, Id | Number | OrderId | IsTest | CreatedAt)
        })
        .collect();
    let there = there.map(|(row, _)| whole(row)).collect();
    upsert::<shipment::ActiveModel>(tx, there, &[shipment::Column::Id], &columns).await?;
    let mut moved: BTreeMap<Lane, Vec<ShipmentId>> = BTreeMap::new();
    for one in changed {
        for ((before, _), (after, _)) in one.before.shipments.iter().zip(&one.after.shipments) {
            if before.lane != after.lane {
                moved.entry(after.lane).or_default().push(after.id);
            }
        }
    }
    for (lane, shipments) in moved {
        shipment_term::Entity::update_many()
            .col_expr(shipment_term::Column::Lane, Expr::value(lane))
            .filter(shipment_term::Column::ShipmentId.is_in(shipments))
            .exec(tx)
            .await?;
    }
    let made = || {
        changed.iter().flat_map(|one| {
            let made = one.after.shipments.iter().skip(one.before.shipments.len());
            made.map(|(row, lines)| (row, lines, &one.after.lines))
        })
    };
    insert(tx, made().map(|(row, ..)| shipment::ActiveModel { id: NotSet, ..whole(row) }).collect()).await?;
    let numbers: Vec<&str> = made().map(|(row, ..)| row.number.as_str()).collect();
    let mut ids: HashMap<String, ShipmentId> = HashMap::new();
    for numbers in numbers.chunks(ROWS) {
        ids.extend(
            shipment::Entity::find()
                .filter(shipment::Column::Number.is_in(numbers.iter().copied()))
                .select_only()
                .columns([shipment::Column::Number, shipment::Column::Id])
                .into_tuple::<(String, ShipmentId)>()
                .all(tx)
                .await?,
        );
    }
    // They were inserted above.
    let id = |row: &shipment::Model| ids.get(&row.number).copied().unwrap_or(row.id);
    let lines = made().flat_map(|(row, lines, _)| {
        let shipment_id = id(row);
        lines.iter().map(move |line| whole(&shipment_line::Model { shipment_id, ..line.clone() }))
    });
    insert::<shipment_line::ActiveModel>(tx, lines.collect()).await?;
    let terms = made().flat_map(|(row, lines, of_order)| {
        let terms = shipment_terms(row, lines, of_order).into_iter();
        let shipment_id = id(row);
        terms.map(move |term| whole(&shipment_term::Model { shipment_id, ..term }))
    });
    insert::<shipment_term::ActiveModel>(tx, terms.collect()).await
}

/// Writes down what became of shipments' invoices.
///
/// # Errors
/// As any statement.
pub async fn save_invoices(
    tx: &DatabaseTransaction,
    invoices: Vec<shipment_invoice::Model>,
) -> Result<(), StoreError> {
    let rows = invoices.iter().map(|row| shipment_invoice::ActiveModel { id: NotSet, ..whole(row) });
    insert(tx, rows.collect()).await
}

/// Keeps what a tracking provider told for the first time.
///
/// # Errors
/// [`StoreError`] as any statement.
pub async fn save_tracking_events(
    tx: &DatabaseTransaction,
    events: Vec<tracking_event::Model>,
) -> Result<(), StoreError> {
    let rows = events.iter().map(|row| tracking_event::ActiveModel { id: NotSet, ..whole(row) });
    insert(tx, rows.collect()).await
}

async fn save_failures(tx: &DatabaseTransaction, changed: &[Changed]) -> Result<(), StoreError> {
    let gone: Vec<OrderId> = changed
        .iter()
        .filter(|one| one.before.failure.is_some() && one.after.failure.is_none())
        .map(|one| one.after.order.id)
        .collect();
    if !gone.is_empty() {
        release_failure::Entity::delete_many()
            .filter(release_failure::Column::OrderId.is_in(gone))
            .exec(tx)
            .await?;
    }
    let kept = changed
        .iter()
        .filter(|one| one.before.failure != one.after.failure)
        .filter_map(|one| one.after.failure.clone());
    let kept = kept.map(|row| whole(&row)).collect();
    let (keys, columns) = {
        use release_failure::Column::*;
        ([OrderId], [Reasons, UserId, FailedAt])
    };
    upsert::<release_failure::ActiveModel>(tx, kept, &keys, &columns).await
}

/// Terms follow their order's lane; only where an order is found by something else than before are its terms written anew.
async fn save_terms(tx: &DatabaseTransaction, changed: &[Changed]) -> Result<(), StoreError> {
    let mut moved: BTreeMap<Lane, Vec<OrderId>> = BTreeMap::new();
    let (mut unpaired, mut anew) = (Vec::new(), Vec::new());
    for one in changed {
        let (before, after) = (&one.before.order, &one.after.order);
        let names = |parts: &OrderParts| -> Vec<(TermKind, String)> {
            parts.terms().into_iter().map(|term| (term.kind, term.value)).collect()
        };
        let (known, wanted) = (names(&one.before), names(&one.after));
        let is_left = before.lane != Lane::NONE && after.lane == Lane::NONE;
        if known == wanted && before.lane == after.lane {
            continue;
        } else if known == wanted {
            moved.entry(after.lane).or_default().push(after.id);
        } else if is_left && known.iter().filter(|(kind, _)| *kind != TermKind::Pair).eq(&wanted) {
            unpaired.push(after.id);
            moved.entry(after.lane).or_default().push(after.id);
        } else {
            anew.push(one);
        }
    }
    if !unpaired.is_empty() {
        order_term::Entity::delete_many()
            .filter(order_term::Column::OrderId.is_in(unpaired))
            .filter(order_term::Column::Kind.eq(TermKind::Pair))
            .exec(tx)
            .await?;
    }
    for (lane, orders) in moved {
        order_term::Entity::update_many()
            .col_expr(order_term::Column::Lane, Expr::value(lane))
            .filter(order_term::Column::OrderId.is_in(orders))
            .exec(tx)
            .await?;
    }
    if !anew.is_empty() {
        order_term::Entity::delete_many()
            .filter(order_term::Column::OrderId.is_in(anew.iter().map(|one| one.after.order.id)))
            .exec(tx)
            .await?;
        let terms = anew.iter().flat_map(|one| one.after.terms());
        insert::<order_term::ActiveModel>(tx, terms.map(|row| whole(&row)).collect()).await?;
    }
    Ok(())
}

/// What an order adds to its customer's lifetime figures: `(orders, amount due)`.
fn share(order: &order::Model) -> (i32, i64) {
    if order.is_test || order.stage == Stage::Canceled { (0, 0) } else { (1, order.due) }
}

/// Adds to the customers' lifetime figures what changed in these orders. Counting a customer's orders anew would take as long as their list is.
async fn save_totals(tx: &DatabaseTransaction, changed: &[Changed]) -> Result<(), StoreError> {
    let mut sums: BTreeMap<(CustomerId, Currency), (i32, i64)> = BTreeMap::new();
    for one in changed {
        let Some(customer) = one.after.order.customer_id else { continue };
        let (before, after) = (share(&one.before.order), share(&one.after.order));
        let sum = sums.entry((customer, one.after.order.currency)).or_default();
        *sum = (sum.0 + after.0 - before.0, sum.1.saturating_add(after.1).saturating_sub(before.1));
    }
    for ((customer_id, currency), (order_count, amount)) in sums.into_iter().filter(|(_, sum)| *sum != (0, 0))
    {
        let own = |column: customer_total::Column| Expr::col((customer_total::Entity, column));
        let row = customer_total::Model { customer_id, currency, order_count, amount };
        let there =
            OnConflict::columns([customer_total::Column::CustomerId, customer_total::Column::Currency])
                .value(
                    customer_total::Column::OrderCount,
                    own(customer_total::Column::OrderCount).add(order_count),
                )
                .value(customer_total::Column::Amount, own(customer_total::Column::Amount).add(amount))
                .to_owned();
        customer_total::Entity::insert(whole::<_, customer_total::ActiveModel>(&row))
            .on_conflict(there)
            .exec_without_returning(tx)
            .await?;
        // Who has no counted order in a currency has no row of it.
        customer_total::Entity::delete_many()
            .filter(customer_total::Column::CustomerId.eq(customer_id))
            .filter(customer_total::Column::Currency.eq(currency))
            .filter(customer_total::Column::OrderCount.eq(0))
            .exec(tx)
            .await?;
    }
    Ok(())
}

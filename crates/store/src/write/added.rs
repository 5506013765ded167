//! Lines and claims that orders get when they are there already.

use std::collections::HashMap;

use domain::id::{ClaimId, OrderId, OrderLineId};
use sea_orm::ActiveValue::NotSet;
use sea_orm::{ColumnTrait as _, DatabaseTransaction, EntityTrait as _, QueryFilter as _, QuerySelect as _};

use super::changed::{Changed, upsert, whole};
use super::order::{ROWS, insert};
use crate::StoreError;
use crate::entity::{claim, claim_line, order_line};

/// Inserts what was added, and puts the ids that the database gives it in the place of those below 0, wherever they are named.
///
/// # Errors
/// [`StoreError::Conflict`] when the number of a claim is taken; else as any statement.
pub(super) async fn insert_added(
    tx: &DatabaseTransaction,
    changed: &mut [Changed],
) -> Result<(), StoreError> {
    let lines = added_lines(tx, changed).await?;
    for one in &mut *changed {
        let order = one.after.order.id;
        for row in &mut one.after.lines {
            row.id = lines.get(&(order, row.position)).copied().unwrap_or(row.id);
        }
        // Whatever names a line does so by the id that it had while it was decided upon.
        let position = |id: OrderLineId| usize::try_from(-1 - id.0).ok();
        let ids: Vec<OrderLineId> = one.after.lines.iter().map(|row| row.id).collect();
        let given = |id: OrderLineId| position(id).and_then(|at| ids.get(at).copied()).unwrap_or(id);
        let of_claims = one.after.claims.iter_mut().flat_map(|(_, lines)| lines);
        of_claims.for_each(|row| row.order_line_id = given(row.order_line_id));
        let of_shipments = one.after.shipments.iter_mut().flat_map(|(_, lines)| lines);
        of_shipments.for_each(|row| row.order_line_id = given(row.order_line_id));
    }
    let claims = added_claims(tx, changed).await?;
    for one in &mut *changed {
        for (row, lines) in &mut one.after.claims {
            let Some(id) = claims.get(&row.number) else { continue };
            let of_claim =
                one.after.shipments.iter_mut().filter(|(parcel, _)| parcel.claim_id == Some(row.id));
            of_claim.for_each(|(parcel, _)| parcel.claim_id = Some(*id));
            row.id = *id;
            lines.iter_mut().for_each(|line| line.claim_id = *id);
        }
    }
    let lines = changed.iter().flat_map(|one| one.after.claims.iter().skip(one.before.claims.len()));
    insert::<claim_line::ActiveModel>(tx, lines.flat_map(|(_, lines)| lines).map(whole).collect()).await
}

/// The ids of the lines that are added, by order and position.
async fn added_lines(
    tx: &DatabaseTransaction,
    changed: &[Changed],
) -> Result<HashMap<(OrderId, i32), OrderLineId>, StoreError> {
    let added: Vec<&order_line::Model> =
        changed.iter().flat_map(|one| one.after.lines.iter().skip(one.before.lines.len())).collect();
    let rows = added.iter().map(|row| order_line::ActiveModel { id: NotSet, ..whole(*row) });
    insert(tx, rows.collect()).await?;
    let mut ids = HashMap::new();
    for added in added.chunks(ROWS) {
        let found = order_line::Entity::find()
            .filter(order_line::Column::OrderId.is_in(added.iter().map(|row| row.order_id)))
            .filter(order_line::Column::ReplacesLineId.is_not_null())
            .select_only()
            .columns([order_line::Column::OrderId, order_line::Column::Position, order_line::Column::Id])
            .into_tuple::<(OrderId, i32, OrderLineId)>()
            .all(tx)
            .await?;
        ids.extend(found.into_iter().map(|(order, position, id)| ((order, position), id)));
    }
    Ok(ids)
}

/// The ids of the claims that are opened, by their numbers.
async fn added_claims(
    tx: &DatabaseTransaction,
    changed: &[Changed],
) -> Result<HashMap<String, ClaimId>, StoreError> {
    let opened: Vec<&claim::Model> = changed
        .iter()
        .flat_map(|one| one.after.claims.iter().skip(one.before.claims.len()))
        .map(|(row, _)| row)
        .collect();
    let rows = opened.iter().map(|row| claim::ActiveModel { id: NotSet, ..whole(*row) });
    insert(tx, rows.collect()).await?;
    let mut ids = HashMap::new();
    for opened in opened.chunks(ROWS) {
        let found = claim::Entity::find()
            .filter(claim::Column::Number.is_in(opened.iter().map(|row| row.number.as_str())))
            .select_only()
            .columns([claim::Column::Number, claim::Column::Id])
            .into_tuple::<(String, ClaimId)>()
            .all(tx)
            .await?;
        ids.extend(found);
    }
    Ok(ids)
}

/// Writes the claims that were there already and are not as they were.
///
/// # Errors
/// As any statement.
pub(super) async fn save_claims(tx: &DatabaseTransaction, changed: &[Changed]) -> Result<(), StoreError> {
    let there = changed.iter().flat_map(|one| one.before.claims.iter().zip(&one.after.claims));
    let moved = there.filter(|((before, _), (after, _))| before != after).map(|(_, (row, _))| whole(row));
    let columns = {
        use claim::Column::*;
        [Status, Responsible, Memo, Answer, DecidedAt, ChangedAt, Version]
    };
    upsert::<claim::ActiveModel>(tx, moved.collect(), &[claim::Column::Id], &columns).await
}

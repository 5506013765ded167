//! All of one order: a fixed number of statements.

use std::collections::HashMap;

use domain::id::{LocationId, OrderId, SkuId, UserId};
use domain::kind::{AddressRole, NoticeState};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect,
};

use super::goods::{self, Good};
use super::{numbers, people};
use crate::entity::{
    carrier, channel, claim, claim_line, customer, event, ledger_entry, note, notice, order, order_address,
    order_charge, order_line, release_failure, shipment, shipment_line,
};
use crate::error::StoreError;

/// Everything an order's detail shows, as rows.
#[derive(Clone, Debug)]
pub struct OrderRows {
    /// The order.
    pub order: order::Model,
    /// Its channel.
    pub channel: channel::Model,
    /// Its customer.
    pub customer: Option<customer::Model>,
    /// The number of the order it cancels.
    pub original_number: Option<String>,
    /// Lines by position.
    pub lines: Vec<order_line::Model>,
    /// What the SKUs of the lines are, and those that exchanges send instead.
    pub goods: HashMap<SkuId, Good>,
    /// Units on hand and not allocated of the lines' SKUs, at each location.
    pub available: HashMap<(LocationId, SkuId), i64>,
    /// Charges by position.
    pub charges: Vec<order_charge::Model>,
    /// Ship to first.
    pub addresses: Vec<order_address::Model>,
    /// The ledger, oldest first.
    pub ledger: Vec<ledger_entry::Model>,
    /// The last failed release.
    pub failure: Option<release_failure::Model>,
    /// Shipments, newest first, with the units in each.
    pub shipments: Vec<(shipment::Model, i64)>,
    /// Carriers' names by code.
    pub carriers: HashMap<String, String>,
    /// Claims, newest first, with what each names.
    pub claims: Vec<(claim::Model, Vec<claim_line::Model>)>,
    /// Events, newest first.
    pub events: Vec<event::Model>,
    /// Notes, newest first.
    pub notes: Vec<note::Model>,
    /// Notices that were not sent yet, or were given up.
    pub notices: Vec<notice::Model>,
    /// The emails of whoever wrote the events and notes.
    pub users: HashMap<UserId, String>,
}

#[derive(FromQueryResult)]
struct Units {
    id: i64,
    units: i64,
}

/// Reads an order by its number; none when no order bears it.
///
/// # Errors
/// When the database can't be read.
pub async fn by_number(db: &impl ConnectionTrait, number: &str) -> Result<Option<OrderRows>, StoreError> {
    let Some(order) = order::Entity::find().filter(order::Column::Number.eq(number)).one(db).await? else {
        return Ok(None);
    };
    let Some(channel) = channel::Entity::find_by_id(order.channel_id).one(db).await? else { return Ok(None) };
    let id = order.id;

    let customer = match order.customer_id {
        Some(customer_id) => customer::Entity::find_by_id(customer_id).one(db).await?,
        None => None,
    };
    let original_number = match order.original_order_id {
        Some(original) => numbers::number(db, original).await?,
        None => None,
    };
    let lines = order_line::Entity::find()
        .filter(order_line::Column::OrderId.eq(id))
        .order_by_asc(order_line::Column::Position)
        .all(db)
        .await?;
    let claims = claims(db, id).await?;
    let instead = claims.iter().flat_map(|(_, lines)| lines).filter_map(|line| line.replacement_sku_id);
    let skus: Vec<SkuId> = lines.iter().filter_map(|line| line.sku_id).chain(instead).collect();
    let goods = goods::goods(db, &skus).await?;
    let available = goods::available(db, &skus).await?;
    let charges = order_charge::Entity::find()
        .filter(order_charge::Column::OrderId.eq(id))
        .order_by_asc(order_charge::Column::Position)
        .all(db)
        .await?;
    let mut addresses =
        order_address::Entity::find().filter(order_address::Column::OrderId.eq(id)).all(db).await?;
    addresses.sort_by_key(|address| address.role != AddressRole::ShipTo);
    let ledger = ledger_entry::Entity::find()
        .filter(ledger_entry::Column::OrderId.eq(id))
        .order_by_asc(ledger_entry::Column::At)
        .order_by_asc(ledger_entry::Column::Id)
        .all(db)
        .await?;
    let failure = release_failure::Entity::find_by_id(id).one(db).await?;
    let shipments = shipments(db, id).await?;
    let carriers =
        carrier::Entity::find().all(db).await?.into_iter().map(|row| (row.code, row.name)).collect();
    let events = event::Entity::find()
        .filter(event::Column::OrderId.eq(id))
        .order_by_desc(event::Column::At)
        .order_by_desc(event::Column::Id)
        .all(db)
        .await?;
    let notes = note::Entity::find()
        .filter(note::Column::OrderId.eq(id))
        .order_by_desc(note::Column::CreatedAt)
        .order_by_desc(note::Column::Id)
        .all(db)
        .await?;
    let notices = notice::Entity::find()
        .filter(notice::Column::OrderId.eq(id))
        .filter(notice::Column::State.ne(NoticeState::Sent))
        .order_by_asc(notice::Column::Id)
        .all(db)
        .await?;
    let authors =
        events.iter().filter_map(|event| event.user_id).chain(notes.iter().map(|note| note.user_id));
    let users = people::emails(db, authors).await?;

    Ok(Some(OrderRows {
        order,
        channel,
        customer,
        original_number,
        lines,
        goods,
        available,
        charges,
        addresses,
        ledger,
        failure,
        shipments,
        carriers,
        claims,
        events,
        notes,
        notices,
        users,
    }))
}

async fn shipments(
    db: &impl ConnectionTrait,
    id: OrderId,
) -> Result<Vec<(shipment::Model, i64)>, StoreError> {
    let shipments = shipment::Entity::find()
        .filter(shipment::Column::OrderId.eq(id))
        .order_by_desc(shipment::Column::CreatedAt)
        .order_by_desc(shipment::Column::Id)
        .all(db)
        .await?;
    let mut units = HashMap::new();
    for line in shipment_line::Entity::find()
        .filter(shipment_line::Column::ShipmentId.is_in(shipments.iter().map(|row| row.id)))
        .all(db)
        .await?
    {
        *units.entry(line.shipment_id).or_insert(0) += i64::from(line.quantity);
    }
    Ok(shipments
        .into_iter()
        .map(|row| {
            let units = units.get(&row.id).copied().unwrap_or(0);
            (row, units)
        })
        .collect())
}

/// An order's claims, newest first, with what each names.
async fn claims(
    db: &impl ConnectionTrait,
    id: OrderId,
) -> Result<Vec<(claim::Model, Vec<claim_line::Model>)>, StoreError> {
    let claims = claim::Entity::find()
        .filter(claim::Column::OrderId.eq(id))
        .order_by_desc(claim::Column::RequestedAt)
        .order_by_desc(claim::Column::Id)
        .all(db)
        .await?;
    let mut lines: HashMap<_, Vec<claim_line::Model>> = HashMap::new();
    for line in claim_line::Entity::find()
        .filter(claim_line::Column::ClaimId.is_in(claims.iter().map(|row| row.id)))
        .order_by_asc(claim_line::Column::OrderLineId)
        .all(db)
        .await?
    {
        lines.entry(line.claim_id).or_default().push(line);
    }
    Ok(claims
        .into_iter()
        .map(|row| {
            let lines = lines.remove(&row.id).unwrap_or_default();
            (row, lines)
        })
        .collect())
}

/// The units in each claim.
pub(super) async fn with_units(
    db: &impl ConnectionTrait,
    claims: Vec<claim::Model>,
) -> Result<Vec<(claim::Model, i64)>, StoreError> {
    let units: HashMap<i64, i64> = claim_line::Entity::find()
        .filter(claim_line::Column::ClaimId.is_in(claims.iter().map(|row| row.id)))
        .select_only()
        .column_as(claim_line::Column::ClaimId, "id")
        // PostgreSQL sums 32-bit columns as 64-bit ones; SQLite's are 64-bit anyway.
        .column_as(Expr::col(claim_line::Column::Quantity).sum(), "units")
        .group_by(claim_line::Column::ClaimId)
        .into_model::<Units>()
        .all(db)
        .await?
        .into_iter()
        .map(|row| (row.id, row.units))
        .collect();
    Ok(claims
        .into_iter()
        .map(|row| {
            let units = units.get(&row.id.0).copied().unwrap_or(0);
            (row, units)
        })
        .collect())
}

//! Shipments with what belongs to them.

use std::collections::HashMap;

use domain::id::{OrderId, OrderLineId, ShipmentId};
use domain::kind::AddressRole;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};

use super::carriers::carriers;
use crate::entity::{
    carrier, location, order, order_address, order_line, shipment, shipment_invoice, shipment_line,
    tracking_event,
};
use crate::error::StoreError;

/// Numbers of one IN list.
const NUMBERS: usize = 500;

/// The number of the order that a shipment is of.
///
/// # Errors
/// When the database can't be read.
pub async fn order_number(db: &impl ConnectionTrait, number: &str) -> Result<Option<String>, StoreError> {
    let of = shipment::Entity::find()
        .filter(shipment::Column::Number.eq(number))
        .select_only()
        .column(shipment::Column::OrderId)
        .into_tuple::<OrderId>()
        .one(db)
        .await?;
    match of {
        Some(order) => super::numbers::number(db, order).await,
        None => Ok(None),
    }
}

/// The orders of the shipments with these numbers. A number that no shipment bears is left out.
///
/// # Errors
/// When the database can't be read.
pub async fn orders_of(
    db: &impl ConnectionTrait,
    numbers: &[String],
) -> Result<HashMap<String, OrderId>, StoreError> {
    let mut found = HashMap::with_capacity(numbers.len());
    for numbers in numbers.chunks(NUMBERS) {
        found.extend(
            shipment::Entity::find()
                .filter(shipment::Column::Number.is_in(numbers))
                .select_only()
                .columns([shipment::Column::Number, shipment::Column::OrderId])
                .into_tuple::<(String, OrderId)>()
                .all(db)
                .await?,
        );
    }
    Ok(found)
}

/// Shipments by their numbers, with their orders.
///
/// # Errors
/// When the database can't be read.
pub async fn with_orders(
    db: &impl ConnectionTrait,
    numbers: &[String],
) -> Result<HashMap<String, (shipment::Model, order::Model)>, StoreError> {
    let mut found = HashMap::new();
    for numbers in numbers.chunks(NUMBERS) {
        let shipments =
            shipment::Entity::find().filter(shipment::Column::Number.is_in(numbers)).all(db).await?;
        let orders = order::Entity::find()
            .filter(order::Column::Id.is_in(shipments.iter().map(|row| row.order_id)))
            .all(db)
            .await?;
        let orders: HashMap<OrderId, order::Model> = orders.into_iter().map(|row| (row.id, row)).collect();
        found.extend(shipments.into_iter().filter_map(|row| {
            let order = orders.get(&row.order_id)?.clone();
            Some((row.number.clone(), (row, order)))
        }));
    }
    Ok(found)
}

/// A shipment with what is printed of it.
#[derive(Clone, Debug)]
pub struct Printed {
    /// The shipment.
    pub shipment: shipment::Model,
    /// Its order.
    pub order: order::Model,
    /// Where it goes.
    pub address: Option<order_address::Model>,
    /// Where it ships from.
    pub location: Option<location::Model>,
    /// The order's lines that it holds something of, with so many units.
    pub lines: Vec<(i32, order_line::Model)>,
    /// Its carrier's name.
    pub carrier: Option<String>,
}

/// What is printed of the shipments with these numbers, with as many statements for many as for one.
///
/// # Errors
/// When the database can't be read.
pub async fn printed(db: &impl ConnectionTrait, numbers: &[String]) -> Result<Vec<Printed>, StoreError> {
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    let shipments = shipment::Entity::find().filter(shipment::Column::Number.is_in(numbers)).all(db).await?;
    let orders: Vec<OrderId> = shipments.iter().map(|row| row.order_id).collect();
    let addresses: HashMap<OrderId, order_address::Model> = order_address::Entity::find()
        .filter(order_address::Column::OrderId.is_in(orders.iter().copied()))
        .filter(order_address::Column::Role.eq(AddressRole::ShipTo))
        .all(db)
        .await?
        .into_iter()
        .map(|row| (row.order_id, row))
        .collect();
    let orders: HashMap<OrderId, order::Model> = order::Entity::find()
        .filter(order::Column::Id.is_in(orders))
        .all(db)
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    let units = shipment_line::Entity::find()
        .filter(shipment_line::Column::ShipmentId.is_in(shipments.iter().map(|row| row.id)))
        .all(db)
        .await?;
    let lines: HashMap<OrderLineId, order_line::Model> = order_line::Entity::find()
        .filter(order_line::Column::Id.is_in(units.iter().map(|line| line.order_line_id)))
        .all(db)
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    let mut held: HashMap<ShipmentId, Vec<(i32, order_line::Model)>> = HashMap::new();
    for line in units {
        if let Some(row) = lines.get(&line.order_line_id) {
            held.entry(line.shipment_id).or_default().push((line.quantity, row.clone()));
        }
    }
    let locations = location::Entity::find().all(db).await?;
    let carriers = carriers(db).await?;
    let printed = |shipment: shipment::Model| {
        let mut lines = held.remove(&shipment.id).unwrap_or_default();
        lines.sort_by_key(|(_, line)| line.position);
        Some(Printed {
            order: orders.get(&shipment.order_id)?.clone(),
            address: addresses.get(&shipment.order_id).cloned(),
            location: locations.iter().find(|row| Some(row.id) == shipment.location_id).cloned(),
            carrier: carriers
                .iter()
                .find(|row| Some(&row.code) == shipment.carrier_code.as_ref())
                .map(|row| row.name.clone()),
            lines,
            shipment,
        })
    };
    Ok(shipments.into_iter().filter_map(printed).collect())
}

/// A shipment with what belongs to it.
#[derive(Clone, Debug)]
pub struct ShipmentRows {
    /// The shipment.
    pub shipment: shipment::Model,
    /// Its order.
    pub order: order::Model,
    /// Where it goes.
    pub address: Option<order_address::Model>,
    /// The order's lines that it holds something of, with so many units.
    pub lines: Vec<(i32, order_line::Model)>,
    /// What became of its invoice, newest first.
    pub invoices: Vec<shipment_invoice::Model>,
    /// All carriers, in the merchant's order.
    pub carriers: Vec<carrier::Model>,
    /// What was told of the number that it bears, the latest first: some dozens.
    pub events: Vec<tracking_event::Model>,
}

/// Reads a shipment by its number; none when no shipment bears it.
///
/// # Errors
/// When the database can't be read.
pub async fn whole(db: &impl ConnectionTrait, number: &str) -> Result<Option<ShipmentRows>, StoreError> {
    let found = shipment::Entity::find().filter(shipment::Column::Number.eq(number)).one(db).await?;
    let Some(shipment) = found else { return Ok(None) };
    let Some(order) = order::Entity::find_by_id(shipment.order_id).one(db).await? else { return Ok(None) };
    let address = order_address::Entity::find_by_id((order.id, AddressRole::ShipTo)).one(db).await?;
    let units: HashMap<OrderLineId, i32> = shipment_line::Entity::find()
        .filter(shipment_line::Column::ShipmentId.eq(shipment.id))
        .all(db)
        .await?
        .into_iter()
        .map(|line| (line.order_line_id, line.quantity))
        .collect();
    let lines = order_line::Entity::find()
        .filter(order_line::Column::Id.is_in(units.keys().copied()))
        .order_by_asc(order_line::Column::Position)
        .all(db)
        .await?
        .into_iter()
        .map(|line| (units.get(&line.id).copied().unwrap_or(0), line))
        .collect();
    let invoices = shipment_invoice::Entity::find()
        .filter(shipment_invoice::Column::ShipmentId.eq(shipment.id))
        .order_by_desc(shipment_invoice::Column::Id)
        .all(db)
        .await?;
    let events = match &shipment.invoice_number {
        Some(number) => {
            tracking_event::Entity::find()
                .filter(tracking_event::Column::ShipmentId.eq(shipment.id))
                .filter(tracking_event::Column::Number.eq(number))
                .filter(tracking_event::Column::CarrierCode.eq(shipment.carrier_code.as_deref()))
                .filter(tracking_event::Column::ReceivedAt.gte(shipment.invoice_registered_at))
                .order_by_desc(tracking_event::Column::OccurredAt)
                .order_by_desc(tracking_event::Column::Id)
                .all(db)
                .await?
        }
        None => Vec::new(),
    };
    let carriers = carriers(db).await?;
    Ok(Some(ShipmentRows { shipment, order, address, lines, invoices, carriers, events }))
}

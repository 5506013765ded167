//! Carriers, the shipments that bear their numbers, and what was told of these.

use std::collections::{HashMap, HashSet};

use domain::id::{OptionId, OrderId, ShipmentId};
use domain::shipment::ShipmentStatus;
use domain::time::Timestamp;
use sea_orm::sea_query::{ExprTrait as _, LockType};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DatabaseTransaction, EntityTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _,
};

use super::shipments::WITH_NUMBER;
use crate::entity::{carrier, shipment, shipping_option, tracking_event};
use crate::error::StoreError;

/// Numbers of one IN list.
const NUMBERS: usize = 500;

/// Holds carriers until the transaction ends, in the order of their codes, so that whoever registers one of their numbers meanwhile sees this
/// one's. On SQLite the transaction itself sees to that.
///
/// # Errors
/// When the database can't be read.
pub async fn hold_carriers(tx: &DatabaseTransaction, codes: &[&str]) -> Result<(), StoreError> {
    if !codes.is_empty() {
        carrier::Entity::find()
            .filter(carrier::Column::Code.is_in(codes.iter().copied()))
            .order_by_asc(carrier::Column::Code)
            .lock(LockType::NoKeyUpdate)
            .all(tx)
            .await?;
    }
    Ok(())
}

/// All carriers, in the merchant's order: a few dozen.
///
/// # Errors
/// When the database can't be read.
pub async fn carriers(db: &impl ConnectionTrait) -> Result<Vec<carrier::Model>, StoreError> {
    Ok(carrier::Entity::find()
        .order_by_asc(carrier::Column::Position)
        .order_by_asc(carrier::Column::Code)
        .all(db)
        .await?)
}

/// The code of the carrier that a shipping option usually goes by.
///
/// # Errors
/// When the database can't be read.
pub async fn usual_carrier(
    db: &impl ConnectionTrait,
    option: OptionId,
) -> Result<Option<String>, StoreError> {
    let carrier: Option<Option<String>> = shipping_option::Entity::find_by_id(option)
        .select_only()
        .column(shipping_option::Column::CarrierCode)
        .into_tuple()
        .one(db)
        .await?;
    Ok(carrier.flatten())
}

/// Shipments by carrier and number, with their orders.
pub type Borne = HashMap<(String, String), Vec<(OrderId, String)>>;

/// The shipments whose invoices bear one of these numbers, whatever the carrier. Carriers give their numbers again: what arrived before `since`
/// bears its number no more, and neither does what was canceled or is of a test order.
///
/// # Errors
/// When the database can't be read.
pub async fn all_bearing(
    db: &impl ConnectionTrait,
    numbers: &[String],
    since: Timestamp,
) -> Result<Borne, StoreError> {
    let mut borne = Borne::new();
    for numbers in numbers.chunks(NUMBERS) {
        let rows: Vec<(Option<String>, Option<String>, OrderId, String)> = shipment::Entity::find()
            .filter(shipment::Column::InvoiceNumber.is_in(numbers))
            .filter(shipment::Column::Status.ne(ShipmentStatus::Canceled))
            .filter(shipment::Column::IsTest.eq(false))
            .filter(shipment::Column::DeliveredAt.is_null().or(shipment::Column::DeliveredAt.gte(since)))
            .select_only()
            .columns([
                shipment::Column::CarrierCode,
                shipment::Column::InvoiceNumber,
                shipment::Column::OrderId,
                shipment::Column::Number,
            ])
            .into_tuple()
            .all(db)
            .await?;
        for (carrier, number, order, shipment) in rows {
            if let (Some(carrier), Some(number)) = (carrier, number) {
                borne.entry((carrier, number)).or_default().push((order, shipment));
            }
        }
    }
    Ok(borne)
}

/// The shipments whose invoice bears one of these numbers, whatever its carrier; those that are canceled left out.
///
/// # Errors
/// When the database can't be read.
pub async fn by_invoice_number(
    db: &impl ConnectionTrait,
    numbers: &[String],
) -> Result<Vec<shipment::Model>, StoreError> {
    Ok(shipment::Entity::find()
        .filter(shipment::Column::InvoiceNumber.is_in(numbers))
        .filter(shipment::Column::Status.ne(ShipmentStatus::Canceled))
        .order_by_asc(shipment::Column::Id)
        .limit(WITH_NUMBER)
        .all(db)
        .await?)
}

/// The shipments of these ids.
///
/// # Errors
/// When the database can't be read.
pub async fn by_ids(
    db: &impl ConnectionTrait,
    ids: &[ShipmentId],
) -> Result<Vec<shipment::Model>, StoreError> {
    Ok(shipment::Entity::find()
        .filter(shipment::Column::Id.is_in(ids.iter().copied()))
        .order_by_asc(shipment::Column::Id)
        .all(db)
        .await?)
}

/// Of these events of a tracking provider the ids of those that are kept already.
///
/// # Errors
/// When the database can't be read.
pub async fn known_events(
    db: &impl ConnectionTrait,
    provider: &str,
    ids: Vec<String>,
) -> Result<HashSet<String>, StoreError> {
    let mut known = HashSet::new();
    for ids in ids.chunks(NUMBERS) {
        let found: Vec<String> = tracking_event::Entity::find()
            .filter(tracking_event::Column::Provider.eq(provider))
            .filter(tracking_event::Column::ProviderEventId.is_in(ids))
            .select_only()
            .column(tracking_event::Column::ProviderEventId)
            .into_tuple()
            .all(db)
            .await?;
        known.extend(found);
    }
    Ok(known)
}

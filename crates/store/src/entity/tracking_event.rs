//! A carrier's tracking event, kept as it came.

use domain::id::{ShipmentId, TrackingEventId};
use domain::time::Timestamp;
use sea_orm::entity::prelude::*;

/// A carrier's tracking event, kept as it came.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tracking_event")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: TrackingEventId,
    /// `None`: no shipment bears the number.
    pub shipment_id: Option<ShipmentId>,
    pub carrier_code: Option<String>,
    /// The number it was reported for; the shipment may bear another by now.
    pub number: Option<String>,
    pub provider: String,
    /// Unique within the provider.
    pub provider_event_id: String,
    pub status: String,
    pub place: Option<String>,
    pub message: Option<String>,
    #[sea_orm(column_type = "JsonBinary")]
    pub raw: Json,
    pub occurred_at: Timestamp,
    pub received_at: Timestamp,
}

/// The rows this one names by a foreign key.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// To `shipment`.
    #[sea_orm(
        belongs_to = "super::shipment::Entity",
        from = "Column::ShipmentId",
        to = "super::shipment::Column::Id"
    )]
    Shipment,
}

impl ActiveModelBehavior for ActiveModel {}

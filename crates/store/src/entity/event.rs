//! An entry on a timeline. It outlives what it tells of: no foreign keys.

use domain::id::{EventId, OrderId, ShipmentId, UserId};
use domain::kind::ActorKind;
use domain::time::Timestamp;
use domain::timeline::TimelineEvent;
use sea_orm::entity::prelude::*;

/// An entry on a timeline. It outlives what it tells of: no foreign keys.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "event")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: EventId,
    pub order_id: Option<OrderId>,
    pub shipment_id: Option<ShipmentId>,
    pub kind: String,
    pub actor: ActorKind,
    pub user_id: Option<UserId>,
    #[sea_orm(column_type = "JsonBinary")]
    pub payload: Json,
    pub at: Timestamp,
}

/// No foreign keys.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// A new entry, with the id 0, of no order or shipment yet and nobody's.
    pub fn new(told: &TimelineEvent, actor: ActorKind, at: Timestamp) -> Self {
        Self {
            id: EventId(0),
            order_id: None,
            shipment_id: None,
            kind: told.kind().to_owned(),
            actor,
            user_id: None,
            // Its fields are numbers, texts and enums: all of them have a JSON form.
            payload: serde_json::to_value(told).unwrap_or_default(),
            at,
        }
    }
}

//! One thing a shipment can be found by, with its lane and its order's time beside it. Rebuilt at will: no foreign keys.

use domain::id::ShipmentId;
use domain::kind::TermKind;
use domain::release::Lane;
use domain::time::Timestamp;
use sea_orm::entity::prelude::*;

/// One thing a shipment can be found by, with its lane and its order's time beside it. Rebuilt at will: no foreign keys.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "shipment_term")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub shipment_id: ShipmentId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: TermKind,
    #[sea_orm(primary_key, auto_increment = false)]
    pub value: String,
    pub lane: Lane,
    pub placed_at: Timestamp,
    pub is_test: bool,
}

/// No foreign keys.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

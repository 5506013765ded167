//! A recorded change of stock. It outlives what it tells of: no foreign keys.

use domain::id::{LocationId, OrderId, ShipmentId, SkuId, StockMovementId, UserId};
use domain::stock::StockCause;
use domain::time::Timestamp;
use sea_orm::entity::prelude::*;

/// A recorded change of stock. It outlives what it tells of: no foreign keys.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "stock_movement")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: StockMovementId,
    pub location_id: LocationId,
    pub sku_id: SkuId,
    pub on_hand_change: i32,
    pub allocated_change: i32,
    pub cause: StockCause,
    pub order_id: Option<OrderId>,
    pub shipment_id: Option<ShipmentId>,
    pub user_id: Option<UserId>,
    pub at: Timestamp,
}

/// No foreign keys.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

//! How many orders or shipments came into a lane of their list, or left it; the sum is the lane's count. Folded at will.

use domain::release::Lane;
use sea_orm::entity::prelude::*;

/// How many orders or shipments came into a lane of their list, or left it; the sum is the lane's count. Folded at will.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "lane_delta")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub lane: Lane,
    /// Less than 0 when they left. Test orders are not counted.
    pub orders: i64,
}

/// No foreign keys.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

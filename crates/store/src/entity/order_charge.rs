//! A charge on an order that is not a line of goods.

use domain::id::{OrderChargeId, OrderId};
use domain::kind::ChargeKind;
use sea_orm::entity::prelude::*;

/// A charge on an order that is not a line of goods.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "order_charge")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: OrderChargeId,
    pub order_id: OrderId,
    pub position: i32,
    pub kind: ChargeKind,
    pub code: String,
    pub name: String,
    /// Minor units of the order's currency.
    pub amount: i64,
}

/// The rows this one names by a foreign key.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// To `order`.
    #[sea_orm(belongs_to = "super::order::Entity", from = "Column::OrderId", to = "super::order::Column::Id")]
    Order,
}

impl ActiveModelBehavior for ActiveModel {}

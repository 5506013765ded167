//! Where an order goes, and where its bill goes.

use domain::id::OrderId;
use domain::kind::AddressRole;
use sea_orm::entity::prelude::*;

/// Where an order goes, and where its bill goes.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "order_address")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub order_id: OrderId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub role: AddressRole,
    pub recipient: Option<String>,
    pub company: Option<String>,
    pub phone: Option<String>,
    #[sea_orm(column_type = "String(StringLen::N(2))")]
    pub country: Option<String>,
    pub postal_code: Option<String>,
    pub region: Option<String>,
    pub city: Option<String>,
    pub line1: Option<String>,
    pub line2: Option<String>,
}

/// The rows this one names by a foreign key.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// To `order`.
    #[sea_orm(belongs_to = "super::order::Entity", from = "Column::OrderId", to = "super::order::Column::Id")]
    Order,
}

impl ActiveModelBehavior for ActiveModel {}

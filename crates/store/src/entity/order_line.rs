//! A line of an order.

use domain::id::{LocationId, OptionId, OrderId, OrderLineId, PolicyId, SkuId};
use domain::kind::ItemLink;
use sea_orm::entity::prelude::*;

/// A line of an order.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "order_line")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: OrderLineId,
    pub order_id: OrderId,
    /// Unique within the order.
    pub position: i32,
    pub sku_id: Option<SkuId>,
    pub product_code: String,
    pub sku_code: String,
    pub name: String,
    pub option_name: Option<String>,
    pub mall_sku: Option<String>,
    pub item_link: ItemLink,
    /// Minor units of the order's currency, as all amounts of a line.
    pub unit_price: i64,
    pub ordered: i32,
    pub canceled: i32,
    pub assigned: i32,
    pub packed: i32,
    pub handed_over: i32,
    pub delivered: i32,
    pub returned: i32,
    pub refunded: i32,
    /// The line's share of the order's discount.
    pub discount: i64,
    /// The line's share of the order's tax.
    pub tax: i64,
    /// The line that an exchange replaces by this one.
    pub replaces_line_id: Option<OrderLineId>,
    pub location_id: Option<LocationId>,
    pub policy_id: Option<PolicyId>,
    pub option_id: Option<OptionId>,
}

/// The rows this one names by a foreign key.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// To `order`.
    #[sea_orm(belongs_to = "super::order::Entity", from = "Column::OrderId", to = "super::order::Column::Id")]
    Order,
    /// To `sku`.
    #[sea_orm(belongs_to = "super::sku::Entity", from = "Column::SkuId", to = "super::sku::Column::Id")]
    Sku,
    /// To `order_line`.
    #[sea_orm(belongs_to = "Entity", from = "Column::ReplacesLineId", to = "Column::Id")]
    ReplacesLine,
    /// To `location`.
    #[sea_orm(
        belongs_to = "super::location::Entity",
        from = "Column::LocationId",
        to = "super::location::Column::Id"
    )]
    Location,
    /// To `delivery_policy`.
    #[sea_orm(
        belongs_to = "super::delivery_policy::Entity",
        from = "Column::PolicyId",
        to = "super::delivery_policy::Column::Id"
    )]
    Policy,
    /// To `shipping_option`.
    #[sea_orm(
        belongs_to = "super::shipping_option::Entity",
        from = "Column::OptionId",
        to = "super::shipping_option::Column::Id"
    )]
    Option,
}

impl ActiveModelBehavior for ActiveModel {}

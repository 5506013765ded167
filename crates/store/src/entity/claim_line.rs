//! The units of an order line that a claim names.

use domain::id::{ClaimId, OrderLineId, SkuId};
use sea_orm::entity::prelude::*;

/// The units of an order line that a claim names.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "claim_line")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub claim_id: ClaimId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub order_line_id: OrderLineId,
    pub quantity: i32,
    /// The SKU that an exchange sends instead; `None` is the same.
    pub replacement_sku_id: Option<SkuId>,
}

/// The rows this one names by a foreign key.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// To `claim`.
    #[sea_orm(belongs_to = "super::claim::Entity", from = "Column::ClaimId", to = "super::claim::Column::Id")]
    Claim,
    /// To `order_line`.
    #[sea_orm(
        belongs_to = "super::order_line::Entity",
        from = "Column::OrderLineId",
        to = "super::order_line::Column::Id"
    )]
    OrderLine,
    /// To `sku`.
    #[sea_orm(
        belongs_to = "super::sku::Entity",
        from = "Column::ReplacementSkuId",
        to = "super::sku::Column::Id"
    )]
    ReplacementSku,
}

impl ActiveModelBehavior for ActiveModel {}

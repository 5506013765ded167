//! A rule that links a mall's listing to a SKU.

use domain::id::{ChannelId, ItemRuleId, SkuId};
use domain::time::Timestamp;
use sea_orm::entity::prelude::*;

/// A rule that links a mall's listing to a SKU.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "item_rule")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: ItemRuleId,
    pub channel_id: ChannelId,
    /// Unique within the channel.
    pub mall_sku: String,
    pub sku_id: SkuId,
    pub created_at: Timestamp,
}

/// The rows this one names by a foreign key.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// To `channel`.
    #[sea_orm(
        belongs_to = "super::channel::Entity",
        from = "Column::ChannelId",
        to = "super::channel::Column::Id"
    )]
    Channel,
    /// To `sku`.
    #[sea_orm(belongs_to = "super::sku::Entity", from = "Column::SkuId", to = "super::sku::Column::Id")]
    Sku,
}

impl ActiveModelBehavior for ActiveModel {}

//! A store or a marketplace account that orders come from.

use domain::id::ChannelId;
use domain::kind::ChannelKind;
use domain::money::Currency;
use domain::time::Timestamp;
use sea_orm::entity::prelude::*;

/// A store or a marketplace account that orders come from.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "channel")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: ChannelId,
    /// Unique.
    pub code: String,
    pub name: String,
    pub kind: ChannelKind,
    #[sea_orm(column_type = "String(StringLen::N(3))")]
    pub currency: Currency,
    pub grace_minutes: i32,
    pub auto_confirm: bool,
    pub enabled: bool,
    pub created_at: Timestamp,
}

/// No foreign keys.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

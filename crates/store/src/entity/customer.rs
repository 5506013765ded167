//! An ordering member.

use domain::id::{ChannelId, CustomerId};
use domain::time::Timestamp;
use sea_orm::entity::prelude::*;

/// An ordering member.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "customer")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: CustomerId,
    /// The channel that `external_ref` is of, and that a mall's customers belong to; `None`: the own store's, known by email alone.
    pub channel_id: Option<ChannelId>,
    /// The channel's id for them, unique within the channel.
    pub external_ref: Option<String>,
    pub email: Option<String>,
    /// The email in lower case, unique.
    pub email_key: Option<String>,
    pub name: Option<String>,
    /// The name in lower case.
    pub name_key: Option<String>,
    pub phone: Option<String>,
    #[sea_orm(column_type = "String(StringLen::N(2))")]
    pub country: Option<String>,
    pub locale: Option<String>,
    /// Derived.
    pub order_count: i32,
    /// Derived.
    pub last_order_at: Option<Timestamp>,
    pub created_at: Timestamp,
    pub changed_at: Timestamp,
    pub erased_at: Option<Timestamp>,
    pub version: i32,
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
}

impl ActiveModelBehavior for ActiveModel {}

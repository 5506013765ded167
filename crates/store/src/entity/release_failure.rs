//! Why an order's release failed; gone once it is retried.

use domain::id::{OrderId, UserId};
use domain::time::Timestamp;
use sea_orm::entity::prelude::*;

/// Why an order's release failed; gone once it is retried.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "release_failure")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub order_id: OrderId,
    /// A list of `domain::release::ReleaseFailure`.
    #[sea_orm(column_type = "JsonBinary")]
    pub reasons: Json,
    pub user_id: Option<UserId>,
    pub failed_at: Timestamp,
}

/// The rows this one names by a foreign key.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// To `order`.
    #[sea_orm(belongs_to = "super::order::Entity", from = "Column::OrderId", to = "super::order::Column::Id")]
    Order,
    /// To `user`.
    #[sea_orm(belongs_to = "super::user::Entity", from = "Column::UserId", to = "super::user::Column::Id")]
    User,
}

impl ActiveModelBehavior for ActiveModel {}

//! A delivery policy of one location.

use domain::id::{LocationId, PolicyId};
use sea_orm::entity::prelude::*;

/// A delivery policy of one location.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "delivery_policy")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: PolicyId,
    pub location_id: LocationId,
    /// Unique.
    pub code: String,
    pub name: String,
    pub position: i32,
}

/// The rows this one names by a foreign key.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// To `location`.
    #[sea_orm(
        belongs_to = "super::location::Entity",
        from = "Column::LocationId",
        to = "super::location::Column::Id"
    )]
    Location,
}

impl ActiveModelBehavior for ActiveModel {}

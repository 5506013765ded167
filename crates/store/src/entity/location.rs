//! A warehouse.

use domain::id::LocationId;
use sea_orm::entity::prelude::*;

/// A warehouse.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "location")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: LocationId,
    /// Unique.
    pub code: String,
    pub name: String,
    #[sea_orm(column_type = "String(StringLen::N(2))")]
    pub country: String,
    pub postal_code: Option<String>,
    pub region: Option<String>,
    pub city: Option<String>,
    pub line1: Option<String>,
    pub phone: Option<String>,
    pub is_default: bool,
    pub position: i32,
}

/// No foreign keys.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

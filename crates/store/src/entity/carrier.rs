//! A shipping company: names, number rule, tracking page.

use sea_orm::entity::prelude::*;

/// A shipping company: names, number rule, tracking page.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "carrier")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    pub name: String,
    pub enabled: bool,
    pub position: i32,
    /// The number rule of an own carrier.
    pub pattern: Option<String>,
    pub tracking_url: Option<String>,
    pub is_own: bool,
}

/// No foreign keys.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

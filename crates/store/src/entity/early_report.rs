//! What was told of a number before a shipment bears it.

use domain::time::Timestamp;
use sea_orm::entity::prelude::*;

/// What was told of a number before a shipment bears it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "early_report")]
pub struct Model {
    /// The number, without hyphens.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: String,
    /// The provider's name of the carrier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub slug: String,
    /// All that was told of it by now.
    #[sea_orm(column_type = "JsonBinary")]
    pub report: Json,
    /// When something was told last.
    pub received_at: Timestamp,
}

/// No foreign keys.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

//! How much has been tried lately, and which browsers are known.

use domain::time::Timestamp;
use sea_orm::entity::prelude::*;

/// How much has been tried lately under a key, and which browsers are known.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "throttle")]
pub struct Model {
    /// What is counted, and the SHA-256 of for whom: `address:..`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    /// From then on nothing is left of it, and the row may go.
    pub until: Timestamp,
}

/// No foreign keys.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

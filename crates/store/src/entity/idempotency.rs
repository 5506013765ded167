//! The answer to a command that was given once already.

use domain::time::Timestamp;
use sea_orm::entity::prelude::*;

/// The answer to a command that was given once already.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "idempotency")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    /// Who asked: `user:1`, and later a token, a customer, a worker.
    pub actor: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub command: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    pub input_hash: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub result: Json,
    pub at: Timestamp,
}

/// No foreign keys.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

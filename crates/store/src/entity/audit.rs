//! Who did what to the installation: sign-ins, people, settings.

use domain::id::{AuditId, UserId};
use domain::time::Timestamp;
use sea_orm::entity::prelude::*;

/// Who did what to the installation: sign-ins, people, settings.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: AuditId,
    pub user_id: Option<UserId>,
    pub kind: String,
    pub subject: String,
    /// The network address it came from.
    pub address: Option<String>,
    #[sea_orm(column_type = "JsonBinary")]
    pub payload: Json,
    pub at: Timestamp,
}

/// No foreign keys.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

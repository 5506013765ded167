//! A background job.

use domain::id::{JobId, UserId};
use domain::kind::JobState;
use domain::time::Timestamp;
use sea_orm::entity::prelude::*;

/// A background job.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "job")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: JobId,
    pub kind: String,
    pub state: JobState,
    #[sea_orm(column_type = "JsonBinary")]
    pub input: Json,
    pub total: i32,
    pub done: i32,
    pub failed: i32,
    pub lease_owner: Option<String>,
    pub lease_until: Option<Timestamp>,
    /// Counts the leases; a worker whose fence is old may not write.
    pub fence: i64,
    pub user_id: Option<UserId>,
    pub created_at: Timestamp,
    pub finished_at: Option<Timestamp>,
}

/// The rows this one names by a foreign key.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// To `user`.
    #[sea_orm(belongs_to = "super::user::Entity", from = "Column::UserId", to = "super::user::Column::Id")]
    User,
}

impl ActiveModelBehavior for ActiveModel {}

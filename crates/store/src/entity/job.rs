//! A background job.

use domain::id::{JobId, UserId};
use domain::kind::JobState;
use domain::time::Timestamp;
use sea_orm::ActiveValue::{NotSet, Set};
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

impl ActiveModel {
    /// A job of `total` rows that nobody has worked on.
    pub fn new(
        kind: &str,
        state: JobState,
        input: Json,
        total: usize,
        by: Option<UserId>,
        at: Timestamp,
    ) -> Self {
        Self {
            id: NotSet,
            kind: Set(kind.to_owned()),
            state: Set(state),
            input: Set(input),
            total: Set(i32::try_from(total).unwrap_or(i32::MAX)),
            done: Set(0),
            failed: Set(0),
            lease_owner: Set(None),
            lease_until: Set(None),
            fence: Set(0),
            user_id: Set(by),
            created_at: Set(at),
            finished_at: Set(None),
        }
    }
}

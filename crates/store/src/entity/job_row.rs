//! One target of a job. No foreign keys: the target is whatever the job's kind says.

use domain::id::JobId;
use domain::kind::JobRowState;
use sea_orm::entity::prelude::*;

/// One target of a job. No foreign keys: the target is whatever the job's kind says.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "job_row")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub job_id: JobId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    /// `None`: what the row names is not there.
    pub target_id: Option<i64>,
    /// What the row brings of its own.
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub input: Option<Json>,
    pub state: JobRowState,
    #[sea_orm(column_type = "JsonBinary")]
    pub result: Json,
}

/// No foreign keys.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

//! A message in the outbox. It outlives what it tells of: no foreign keys.

use domain::id::{EventId, NoticeId, OrderId};
use domain::kind::{NoticeMedium, NoticeState};
use domain::time::Timestamp;
use sea_orm::entity::prelude::*;

/// A message in the outbox. It outlives what it tells of: no foreign keys.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notice")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: NoticeId,
    /// Unique: one event is told once.
    pub dedupe_key: String,
    pub order_id: Option<OrderId>,
    pub event_id: Option<EventId>,
    pub medium: NoticeMedium,
    pub recipient: String,
    pub template: String,
    pub locale: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub payload: Json,
    pub state: NoticeState,
    pub attempts: i32,
    pub next_attempt_at: Timestamp,
    pub last_error: Option<String>,
    pub created_at: Timestamp,
    pub sent_at: Option<Timestamp>,
}

/// No foreign keys.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

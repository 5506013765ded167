//! A cancel, return or exchange request.

use domain::claim::{ClaimKind, ClaimStatus};
use domain::id::{ClaimId, CustomerId, OrderId};
use domain::time::Timestamp;
use sea_orm::entity::prelude::*;

/// A cancel, return or exchange request.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "claim")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: ClaimId,
    /// Unique.
    pub number: String,
    pub order_id: OrderId,
    /// The order's customer, kept here to find a customer's claims.
    pub customer_id: Option<CustomerId>,
    pub kind: ClaimKind,
    pub status: ClaimStatus,
    pub reason: String,
    pub responsible: Option<String>,
    /// Internal.
    pub memo: Option<String>,
    /// What the customer is told.
    pub answer: Option<String>,
    pub requested_at: Timestamp,
    pub decided_at: Option<Timestamp>,
    pub changed_at: Timestamp,
    pub version: i32,
}

/// The rows this one names by a foreign key.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// To `order`.
    #[sea_orm(belongs_to = "super::order::Entity", from = "Column::OrderId", to = "super::order::Column::Id")]
    Order,
}

impl ActiveModelBehavior for ActiveModel {}

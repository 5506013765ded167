//! An entry in an order's money ledger.

use domain::id::{LedgerEntryId, OrderId, UserId};
use domain::kind::{LedgerKind, PaymentMethod};
use domain::money::Currency;
use domain::time::Timestamp;
use sea_orm::entity::prelude::*;

/// An entry in an order's money ledger.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_entry")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: LedgerEntryId,
    pub order_id: OrderId,
    pub kind: LedgerKind,
    pub method: PaymentMethod,
    /// Minor units.
    pub amount: i64,
    #[sea_orm(column_type = "String(StringLen::N(3))")]
    pub currency: Currency,
    pub reference: Option<String>,
    pub user_id: Option<UserId>,
    pub at: Timestamp,
}

/// The rows this one names by a foreign key.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// To `order`.
    #[sea_orm(belongs_to = "super::order::Entity", from = "Column::OrderId", to = "super::order::Column::Id")]
    Order,
    /// To `user`.
    #[sea_orm(belongs_to = "super::user::Entity", from = "Column::UserId", to = "super::user::Column::Id")]
    User,
}

impl ActiveModelBehavior for ActiveModel {}

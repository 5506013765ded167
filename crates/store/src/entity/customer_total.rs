//! A customer's lifetime figures in one currency, without test and canceled orders. Derived.

use domain::id::CustomerId;
use domain::money::Currency;
use sea_orm::entity::prelude::*;

/// A customer's lifetime figures in one currency, without test and canceled orders. Derived.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "customer_total")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub customer_id: CustomerId,
    #[sea_orm(primary_key, auto_increment = false, column_type = "String(StringLen::N(3))")]
    pub currency: Currency,
    pub order_count: i32,
    /// Minor units.
    pub amount: i64,
}

/// The rows this one names by a foreign key.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// To `customer`.
    #[sea_orm(
        belongs_to = "super::customer::Entity",
        from = "Column::CustomerId",
        to = "super::customer::Column::Id"
    )]
    Customer,
}

impl ActiveModelBehavior for ActiveModel {}

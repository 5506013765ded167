//! An address in a customer's address book.

use domain::id::{CustomerAddressId, CustomerId};
use sea_orm::entity::prelude::*;

/// An address in a customer's address book.
#[derive(Clone, Debug, PartialEq, Eq, Hash, DeriveEntityModel)]
#[sea_orm(table_name = "customer_address")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: CustomerAddressId,
    pub customer_id: CustomerId,
    pub recipient: Option<String>,
    pub company: Option<String>,
    pub phone: Option<String>,
    #[sea_orm(column_type = "String(StringLen::N(2))")]
    pub country: Option<String>,
    pub postal_code: Option<String>,
    pub region: Option<String>,
    pub city: Option<String>,
    pub line1: Option<String>,
    pub line2: Option<String>,
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

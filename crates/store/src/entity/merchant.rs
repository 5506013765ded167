//! The merchant whose desk this is: one row, id 1.

use domain::money::Currency;
use domain::time::Timestamp;
use sea_orm::entity::prelude::*;

/// The merchant whose desk this is: one row, id 1.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "merchant")]
pub struct Model {
    /// Always 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    pub name: String,
    /// What Domestic means.
    #[sea_orm(column_type = "String(StringLen::N(2))")]
    pub home_country: String,
    /// IANA name.
    pub time_zone: String,
    #[sea_orm(column_type = "String(StringLen::N(3))")]
    pub currency: Currency,
    pub locale: String,
    pub late_after_hours: i32,
    pub created_at: Timestamp,
    pub changed_at: Timestamp,
    pub version: i32,
}

/// The id of the one merchant.
pub const ONLY: i64 = 1;

/// No foreign keys.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

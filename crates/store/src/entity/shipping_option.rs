//! A shipping option of one delivery policy.

use domain::id::{OptionId, PolicyId};
use sea_orm::entity::prelude::*;

/// A shipping option of one delivery policy.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "shipping_option")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: OptionId,
    pub policy_id: PolicyId,
    /// Unique.
    pub code: String,
    pub name: String,
    pub carrier_code: Option<String>,
    pub position: i32,
}

/// The rows this one names by a foreign key.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// To `delivery_policy`.
    #[sea_orm(
        belongs_to = "super::delivery_policy::Entity",
        from = "Column::PolicyId",
        to = "super::delivery_policy::Column::Id"
    )]
    Policy,
    /// To `carrier`.
    #[sea_orm(
        belongs_to = "super::carrier::Entity",
        from = "Column::CarrierCode",
        to = "super::carrier::Column::Code"
    )]
    Carrier,
}

impl ActiveModelBehavior for ActiveModel {}

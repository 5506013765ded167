//! An entry in a shipment's invoice history.

use domain::id::{ShipmentId, ShipmentInvoiceId, UserId};
use domain::kind::InvoiceAction;
use domain::time::Timestamp;
use sea_orm::entity::prelude::*;

/// An entry in a shipment's invoice history.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "shipment_invoice")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: ShipmentInvoiceId,
    pub shipment_id: ShipmentId,
    pub action: InvoiceAction,
    pub carrier_before: Option<String>,
    pub number_before: Option<String>,
    pub carrier_after: Option<String>,
    pub number_after: Option<String>,
    pub reason: Option<String>,
    pub user_id: Option<UserId>,
    pub at: Timestamp,
}

/// The rows this one names by a foreign key.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// To `shipment`.
    #[sea_orm(
        belongs_to = "super::shipment::Entity",
        from = "Column::ShipmentId",
        to = "super::shipment::Column::Id"
    )]
    Shipment,
    /// To `user`.
    #[sea_orm(belongs_to = "super::user::Entity", from = "Column::UserId", to = "super::user::Column::Id")]
    User,
}

impl ActiveModelBehavior for ActiveModel {}

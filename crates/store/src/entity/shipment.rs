//! One parcel's worth of an order's lines.

use domain::id::{ClaimId, LocationId, OptionId, OrderId, PolicyId, ShipmentId};
use domain::kind::Destination;
use domain::release::Lane;
use domain::shipment::{MadeBy, Numbering, ShipmentKind, ShipmentStatus};
use domain::time::Timestamp;
use sea_orm::entity::prelude::*;

/// One parcel's worth of an order's lines.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "shipment")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: ShipmentId,
    /// Unique; the reference the carrier receives.
    pub number: String,
    pub order_id: OrderId,
    pub claim_id: Option<ClaimId>,
    pub kind: ShipmentKind,
    pub status: ShipmentStatus,
    pub destination: Destination,
    /// Derived: the list of the Shipping page that it stands in.
    pub lane: Lane,
    pub is_test: bool,
    pub made_by: MadeBy,
    pub location_id: Option<LocationId>,
    pub policy_id: Option<PolicyId>,
    pub option_id: Option<OptionId>,
    pub carrier_code: Option<String>,
    pub invoice_number: Option<String>,
    pub no_number_reason: Option<String>,
    pub invoice_registered_at: Option<Timestamp>,
    /// The carrier's reason.
    pub invoice_rejected: Option<String>,
    pub pickup: bool,
    /// Packed already.
    pub packed: bool,
    /// YYYY-MM-DD.
    pub expected_on: Option<String>,
    pub order_placed_at: Timestamp,
    pub created_at: Timestamp,
    pub handed_over_at: Option<Timestamp>,
    pub delivered_at: Option<Timestamp>,
    /// When its parcel is asked about next; none: not any more, or not yet.
    pub next_poll_at: Option<Timestamp>,
    /// When the latest event of its present number occurred, by the carrier.
    pub latest_event_at: Option<Timestamp>,
    pub changed_at: Timestamp,
    pub version: i32,
}

/// The rows this one names by a foreign key.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// To `order`.
    #[sea_orm(belongs_to = "super::order::Entity", from = "Column::OrderId", to = "super::order::Column::Id")]
    Order,
    /// To `claim`.
    #[sea_orm(belongs_to = "super::claim::Entity", from = "Column::ClaimId", to = "super::claim::Column::Id")]
    Claim,
    /// To `location`.
    #[sea_orm(
        belongs_to = "super::location::Entity",
        from = "Column::LocationId",
        to = "super::location::Column::Id"
    )]
    Location,
    /// To `delivery_policy`.
    #[sea_orm(
        belongs_to = "super::delivery_policy::Entity",
        from = "Column::PolicyId",
        to = "super::delivery_policy::Column::Id"
    )]
    Policy,
    /// To `shipping_option`.
    #[sea_orm(
        belongs_to = "super::shipping_option::Entity",
        from = "Column::OptionId",
        to = "super::shipping_option::Column::Id"
    )]
    Option,
    /// To `carrier`.
    #[sea_orm(
        belongs_to = "super::carrier::Entity",
        from = "Column::CarrierCode",
        to = "super::carrier::Column::Code"
    )]
    Carrier,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// What stands for its number.
    pub const fn numbering(&self) -> Numbering {
        if self.invoice_rejected.is_some() {
            Numbering::Rejected
        } else if self.invoice_number.is_some() {
            Numbering::Invoice
        } else if self.no_number_reason.is_some() {
            Numbering::Reason
        } else {
            Numbering::Missing
        }
    }
}

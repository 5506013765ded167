//! An order.

use domain::fulfilment::FulfilmentStatus;
use domain::id::{ChannelId, CustomerId, OrderId};
use domain::kind::{Destination, ItemLink, PaymentMethod};
use domain::money::Currency;
use domain::payment::PaymentStatus;
use domain::release::{Lane, ReleaseState};
use domain::stage::Stage;
use domain::time::Timestamp;
use sea_orm::entity::prelude::*;

/// An order.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "order")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: OrderId,
    /// The visible Order No., unique.
    pub number: String,
    pub channel_id: ChannelId,
    /// The channel's own number, unique within it.
    pub channel_number: String,
    pub customer_id: Option<CustomerId>,
    /// The order that a cancellation document cancels.
    pub original_order_id: Option<OrderId>,
    pub stage: Stage,
    /// Derived.
    pub payment_status: PaymentStatus,
    /// Derived.
    pub fulfilment_status: FulfilmentStatus,
    /// Derived.
    pub release_state: ReleaseState,
    pub destination: Destination,
    /// Derived. What the New orders page lists by; 0 is not in its queue.
    pub lane: Lane,
    pub is_test: bool,
    #[sea_orm(column_type = "String(StringLen::N(2))")]
    pub country: Option<String>,
    /// What was received, when it is no country we know.
    pub country_given: Option<String>,
    pub email: Option<String>,
    pub buyer_name: Option<String>,
    pub shipping_request: Option<String>,
    pub payment_method: PaymentMethod,
    #[sea_orm(column_type = "String(StringLen::N(3))")]
    pub currency: Currency,
    pub items_total: i64,
    pub discount_total: i64,
    pub shipping_total: i64,
    pub charge_total: i64,
    pub tax_total: i64,
    pub total: i64,
    /// Derived.
    pub due: i64,
    /// Derived.
    pub paid: i64,
    /// Derived.
    pub refunded: i64,
    pub line_count: i32,
    /// The lines' units, here and in the next six; derived.
    pub ordered: i32,
    pub canceled: i32,
    pub assigned: i32,
    pub packed: i32,
    pub handed_over: i32,
    pub delivered: i32,
    pub returned: i32,
    pub item_link: ItemLink,
    /// The mall's own word for where the order stands.
    pub mall_status: Option<String>,
    /// The stage that the mall's word stands for; `None` in the own store.
    pub mall_stage: Option<Stage>,
    pub mall_hold: bool,
    /// A document that cancels another order.
    pub is_cancellation: bool,
    /// Derived.
    pub open_claims: i32,
    pub placed_at: Timestamp,
    /// End of the grace time.
    pub ready_at: Option<Timestamp>,
    pub confirmed_at: Option<Timestamp>,
    pub created_at: Timestamp,
    pub changed_at: Timestamp,
    pub version: i32,
}

/// The rows this one names by a foreign key.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// To `channel`.
    #[sea_orm(
        belongs_to = "super::channel::Entity",
        from = "Column::ChannelId",
        to = "super::channel::Column::Id"
    )]
    Channel,
    /// To `customer`.
    #[sea_orm(
        belongs_to = "super::customer::Entity",
        from = "Column::CustomerId",
        to = "super::customer::Column::Id"
    )]
    Customer,
    /// To `order`.
    #[sea_orm(belongs_to = "Entity", from = "Column::OriginalOrderId", to = "Column::Id")]
    OriginalOrder,
}

impl ActiveModelBehavior for ActiveModel {}

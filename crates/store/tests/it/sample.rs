//! Rows that tests begin with.

use domain::fulfilment::FulfilmentStatus;
use domain::id::{ChannelId, OrderId};
use domain::kind::{ChannelKind, Destination, ItemLink, PaymentMethod};
use domain::money::Currency;
use domain::payment::PaymentStatus;
use domain::release::{Lane, ReleaseState};
use domain::stage::Stage;
use domain::time::Timestamp;
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::{ActiveModelTrait, IntoActiveModel};
use store::entity::{channel, order, product};

pub const NOW: Timestamp = Timestamp(1_750_000_000_123_456);

pub fn channel(code: &str) -> channel::ActiveModel {
    channel::ActiveModel {
        id: NotSet,
        code: Set(code.to_owned()),
        name: Set("Own store".to_owned()),
        kind: Set(ChannelKind::OwnStore),
        currency: Set(Currency::JPY),
        grace_minutes: Set(30),
        auto_confirm: Set(false),
        enabled: Set(true),
        created_at: Set(NOW),
    }
}

pub fn product(code: &str) -> product::ActiveModel {
    product::ActiveModel {
        id: NotSet,
        code: Set(code.to_owned()),
        name: Set("Lamp".to_owned()),
        delivery_name: Set(None),
        picture: Set(None),
        changed_at: Set(NOW),
        version: Set(1),
    }
}

/// An order of that channel; its id is given by the database when inserted by [`new_order`].
pub fn order(channel_id: ChannelId, number: &str) -> order::Model {
    order::Model {
        id: OrderId(0),
        number: number.to_owned(),
        channel_id,
        channel_number: format!("C-{number}"),
        customer_id: None,
        original_order_id: None,
        stage: Stage::New,
        payment_status: PaymentStatus::Unpaid,
        fulfilment_status: FulfilmentStatus::Unfulfilled,
        release_state: ReleaseState::NotReleased,
        destination: Destination::Domestic,
        lane: Lane::DOMESTIC_NOT_RELEASED,
        is_test: false,
        country: Some("JP".to_owned()),
        country_given: None,
        email: Some("hanako@example.com".to_owned()),
        buyer_name: Some("花子".to_owned()),
        shipping_request: None,
        payment_method: PaymentMethod::BankTransfer,
        currency: Currency::JPY,
        items_total: 16_350,
        discount_total: 0,
        shipping_total: 0,
        charge_total: 0,
        tax_total: 0,
        total: 16_350,
        due: 16_350,
        paid: 0,
        refunded: 0,
        line_count: 1,
        ordered: 1,
        canceled: 0,
        assigned: 0,
        packed: 0,
        handed_over: 0,
        delivered: 0,
        returned: 0,
        item_link: ItemLink::NotNeeded,
        mall_status: None,
        mall_stage: None,
        mall_hold: false,
        is_cancellation: false,
        open_claims: 0,
        placed_at: NOW,
        ready_at: None,
        confirmed_at: None,
        created_at: NOW,
        changed_at: NOW,
        version: 1,
    }
}

/// The order as a new row.
pub fn new_order(channel_id: ChannelId, number: &str) -> order::ActiveModel {
    let mut row = order(channel_id, number).into_active_model().reset_all();
    row.id = NotSet;
    row
}

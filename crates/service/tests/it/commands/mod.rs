//! Commands: what they change, what they refuse, and that each happens once.

mod address;
mod at_once;
mod books;
mod bulk;
mod live;
mod release;

use domain::id::{LocationId, OrderId, SkuId};
use domain::kind::AddressRole;
use domain::outcome::Outcome;
use domain::role::Role;
use service::command::{self, IdempotencyKey, OrderCommand, PrepareRelease};
use service::{Error, Services};
use store::aggregate::OrderParts;
use store::entity::{order_address, stock};
use store::testing::TestDb;

use crate::shop::{self, ROUTES, actor, add, an_order, at, place, routed};

/// An order of `quantity` units of the shop's one SKU, which can be released if there is stock.
pub fn ready_order(id: i64, quantity: i32) -> OrderParts {
    let mut parts = an_order(id, at("2026-11-21T00:00:00Z"));
    let line = &mut parts.lines[0];
    line.sku_id = Some(SkuId(1));
    line.ordered = quantity;
    routed(line, ROUTES[0]);
    parts.order.email = Some(format!("member{id}@mail.example"));
    parts.addresses = vec![an_address(id)];
    parts
}

fn an_address(order: i64) -> order_address::Model {
    order_address::Model {
        order_id: OrderId(order),
        role: AddressRole::ShipTo,
        recipient: Some("佐藤 花子".to_owned()),
        company: None,
        phone: None,
        country: Some("JP".to_owned()),
        postal_code: Some("150-0001".to_owned()),
        region: Some("東京都".to_owned()),
        city: Some("渋谷区".to_owned()),
        line1: Some("神宮前1-1".to_owned()),
        line2: None,
    }
}

/// The shop with so many units of its SKU at its first location, and these orders.
pub async fn open(db: &TestDb, on_hand: i32, orders: Vec<OrderParts>) -> Services {
    let services = shop::open(db, "JP", "Asia/Tokyo").await;
    place(db, "JP", orders).await;
    add::<stock::Entity>(
        db,
        vec![stock::Model { location_id: LocationId(1), sku_id: SkuId(1), on_hand, allocated: 0 }],
    )
    .await;
    services
}

/// Gives a command with a key of its own.
pub async fn give<C: OrderCommand>(services: &Services, number: &str, command: &C) -> Result<Outcome, Error> {
    command::order(services, &actor(Role::Owner), &IdempotencyKey::fresh(), number, None, command).await
}

/// Releases an order.
pub async fn release(services: &Services, number: &str) -> Outcome {
    give(services, number, &PrepareRelease {}).await.unwrap()
}

//! Commands: what they change, what they refuse, and that each happens once.

mod address;
mod at_once;
mod books;
mod bulk;
mod intake;
mod live;
mod release;

use domain::id::{LocationId, SkuId};
use domain::outcome::Outcome;
use domain::role::Role;
use service::command::{self, IdempotencyKey, OrderCommand, PrepareRelease};
use service::{Error, Services};
use store::aggregate::OrderParts;
use store::entity::stock;
use store::testing::TestDb;

use crate::shop::{self, actor, add, place};

pub use crate::shop::ready_order;

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

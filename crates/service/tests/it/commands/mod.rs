//! Commands: what they change, what they refuse, and that each happens once.

mod address;
mod at_once;
pub mod books;
mod bulk;
mod carriers;
mod exchange;
mod intake;
pub mod invoices;
mod link;
mod live;
mod moves;
mod notices;
mod payment;
mod release;
mod sequences;
mod shipments;
pub mod tracking;
mod waybills;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use domain::id::{LocationId, ProductId, SkuId};
use domain::outcome::Outcome;
use domain::role::Role;
use domain::time::Timestamp;
use domain::view::ExchangeInput;
use service::command::{self, Exchange, IdempotencyKey, OrderCommand, PrepareRelease};
use service::{Error, Services};
use store::Store;
use store::aggregate::OrderParts;
use store::entity::{sku, stock};
use store::testing::TestDb;

use crate::shop::{self, NOW, a_sku, actor, add, at, place};

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

/// A clock that is set by hand.
pub struct Clock(Arc<AtomicI64>);

impl Clock {
    /// A desk by such a clock, which stands at [`NOW`].
    pub fn of(store: &Store) -> (Services, Self) {
        let clock = Arc::new(AtomicI64::new(at(NOW).0));
        let read = Arc::clone(&clock);
        (Services::with_clock(store.clone(), move || Timestamp(read.load(Ordering::Relaxed))), Self(clock))
    }

    /// Lets so many seconds pass.
    pub fn pass(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1_000_000, Ordering::Relaxed);
    }
}

/// Gives a command with a key of its own.
pub async fn give<C: OrderCommand>(services: &Services, number: &str, command: &C) -> Result<Outcome, Error> {
    command::order(services, &actor(Role::Owner), &IdempotencyKey::fresh(), number, None, command).await
}

/// A number of Yamato's: its last digit is what is left of the others by 7.
pub fn yamato(serial: u64) -> String {
    let digits = 40_000_000_000 + serial;
    format!("{digits}{}", digits % 7)
}

/// An exchange of so many units of a line for a SKU; an empty code stands for the same.
pub fn exchange(line: u32, quantity: i32, sku: &str) -> Exchange {
    let typed = ExchangeInput { line: line.to_string(), quantity: quantity.to_string(), sku: sku.to_owned() };
    Exchange::typed(&[typed], "Too small").unwrap()
}

/// A second option of the shop's product, with so many units at each location.
pub async fn second_option(db: &TestDb, on_hand: i32) {
    let sku =
        sku::Model { product_id: ProductId(1), option_name: Some("Red".to_owned()), ..a_sku(2, "TEE-RD") };
    add::<sku::Entity>(db, vec![sku]).await;
    let at = |location| stock::Model {
        location_id: LocationId(location),
        sku_id: SkuId(2),
        on_hand,
        allocated: 0,
    };
    add::<stock::Entity>(db, vec![at(1), at(2)]).await;
}

/// Releases an order.
pub async fn release(services: &Services, number: &str) -> Outcome {
    give(services, number, &PrepareRelease {}).await.unwrap()
}

//! Random sequences of commands over orders, shipments and stock keep everything in balance.

use domain::goods::Field;
use domain::id::{LocationId, SkuId};
use domain::kind::{ItemLink, PaymentMethod};
use domain::money::{Currency, Money};
use domain::order::Disposal;
use domain::role::Role;
use domain::shipment::{CarrierEvent, ShipmentStatus};
use domain::stage::Stage;
use domain::stock::StockCause;
use domain::view::AddressInput;
use rand::seq::IndexedRandom as _;
use rand::{Rng as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _};
use service::Services;
use service::command::{
    CancelOrder, ConfirmOrder, DismissFailure, EditAddress, IdempotencyKey, Invoice, LinkItems,
    PrepareRelease, RecordPayment, Step, move_shipment,
};
use service::goods::correct;
use service::intake::take_in;
use service::tracking::{Hook, Report, Told, take_hook};
use store::aggregate::OrderParts;
use store::entity::{order, shipment, stock};
use store::testing::{TestDb, each_database};

use super::books::{balance, orders, stocks};
use super::{give, open, ready_order, yamato};
use crate::shop::{MALL, ROUTES, a_line, actor, routed};

/// Orders of a sequence.
const ORDERS: i64 = 6;
/// Commands of a sequence.
const STEPS: usize = 30;
/// Sequences on each database.
const SEQUENCES: u64 = 120;

/// Orders of the own store and of the mall, in all the states that a command may find them in.
fn some_orders(chance: &mut ChaCha8Rng, first: i64) -> Vec<OrderParts> {
    (first..first + ORDERS)
        .map(|id| {
            let mut parts = ready_order(id, chance.random_range(1..4));
            for position in 2..2 + chance.random_range(0..2) {
                let mut line = a_line(id, position, "TEE", "TEE-NV");
                line.sku_id = Some(SkuId(1));
                line.ordered = chance.random_range(1..3);
                routed(&mut line, *ROUTES.choose(chance).unwrap());
                parts.lines.push(line);
            }
            match chance.random_range(0..6) {
                0 => {
                    parts.order.channel_id = MALL;
                    parts.order.mall_stage = Some(Stage::New);
                }
                1 => {
                    parts.order.channel_id = MALL;
                    parts.order.mall_stage = Some(Stage::Processing);
                    let line = &mut parts.lines[0];
                    (line.item_link, line.sku_id) = (ItemLink::Fail, None);
                    (line.location_id, line.policy_id, line.option_id) = (None, None, None);
                    line.mall_sku = Some("mall-tee".to_owned());
                }
                2 => parts.order.payment_method = PaymentMethod::BankTransfer,
                3 => parts.order.is_test = true,
                4 => parts.addresses.clear(),
                _ => {}
            }
            parts
        })
        .collect()
}

fn an_address(chance: &mut ChaCha8Rng) -> EditAddress {
    let (country, postal_code, region) =
        *[("JP", "150-0001", "東京都"), ("GB", "EH1 1YZ", "")].choose(chance).unwrap();
    let typed = AddressInput {
        recipient: "A. Smith".to_owned(),
        country: country.to_owned(),
        postal_code: postal_code.to_owned(),
        region: region.to_owned(),
        city: "Edinburgh".to_owned(),
        line1: "1 High Street".to_owned(),
        ..AddressInput::default()
    };
    EditAddress::to(typed).unwrap()
}

/// One of the shipments of a sequence's orders.
async fn a_shipment(db: &TestDb, first: i64, chance: &mut ChaCha8Rng) -> Option<String> {
    let numbers = (first..first + ORDERS).map(|number| format!("W-{number}"));
    let orders = order::Entity::find().filter(order::Column::Number.is_in(numbers));
    let orders = orders.all(db.store.reader()).await.unwrap();
    let of = shipment::Column::OrderId.is_in(orders.iter().map(|row| row.id));
    let shipments = shipment::Entity::find().filter(of).order_by_asc(shipment::Column::Id);
    let shipments = shipments.all(db.store.reader()).await.unwrap();
    Some(shipments.choose(chance)?.number.clone())
}

/// A step of a shipment, whether it may make it or not.
fn a_step(chance: &mut ChaCha8Rng) -> Step {
    let serial = chance.random_range(0..200);
    let invoice = || Invoice { carrier: "yamato".to_owned(), number: yamato(serial) };
    match chance.random_range(0..18) {
        0..3 => Step::Register(invoice()),
        3 => Step::Change(invoice()),
        4 => Step::Delete,
        5 => Step::GoWithout { reason: "Our own van".to_owned() },
        6..8 => Step::MarkPacked,
        8..11 => Step::HandOver,
        11..14 => Step::MarkDelivered,
        14 => Step::CancelFailed(Disposal { cancel_units: chance.random(), write_off: chance.random() }),
        15 => Step::Redeliver,
        16 => Step::MarkPickedUp,
        _ => Step::Void,
    }
}

/// Its carrier tells something of one of the shipments, if it bears a number.
async fn tell(services: &Services, db: &TestDb, chance: &mut ChaCha8Rng, first: i64) {
    let Some(number) = a_shipment(db, first, chance).await else { return };
    let found = shipment::Entity::find().filter(shipment::Column::Number.eq(number));
    let row = found.one(db.store.reader()).await.unwrap().unwrap();
    let Some(number) = row.invoice_number else { return };
    let event = *CarrierEvent::ALL.choose(chance).unwrap();
    let told = Told {
        id: chance.random::<u64>().to_string(),
        event: Some(event),
        status: event.to_string(),
        place: None,
        message: None,
        occurred_at: row.created_at,
        raw: serde_json::Value::Null,
    };
    let report = Report { carrier: String::new(), number, events: vec![told] };
    take_hook(services, Hook { slug: "taqbin-jp".to_owned(), report }).await.unwrap();
}

/// One command, whatever it comes to.
async fn step(services: &Services, db: &TestDb, chance: &mut ChaCha8Rng, first: i64) {
    let number = format!("W-{}", chance.random_range(first..first + ORDERS));
    let _ = match chance.random_range(0..20) {
        0..3 => give(services, &number, &PrepareRelease {}).await.unwrap(),
        3 => give(services, &number, &CancelOrder::because("Sold out").unwrap()).await.unwrap(),
        4 => give(services, &number, &ConfirmOrder {}).await.unwrap(),
        5 => give(services, &number, &an_address(chance)).await.unwrap(),
        6 => {
            let by_hand = LinkItems::by_hand(domain::order::LineIndex(0), "TEE-NV");
            let link = if chance.random() { LinkItems::ByRules } else { by_hand };
            give(services, &number, &link).await.unwrap()
        }
        7 => {
            let part = chance.random_bool(0.3).then_some(500);
            give(
                services,
                &number,
                &RecordPayment::of(part.map(|minor| Money::new(minor, Currency::JPY)), ""),
            )
            .await
            .unwrap()
        }
        8 => give(services, &number, &DismissFailure {}).await.unwrap(),
        9..12 => return tell(services, db, chance, first).await,
        12..19 => match a_shipment(db, first, chance).await {
            Some(shipment) => {
                let key = IdempotencyKey::fresh();
                let step = a_step(chance);
                move_shipment(services, &actor(Role::Owner), &key, &shipment, None, step).await.unwrap()
            }
            None => return,
        },
        _ => {
            let location = LocationId(chance.random_range(1..3));
            let known = stock::Entity::find_by_id((location, SkuId(1))).one(db.store.reader()).await.unwrap();
            let field = Field::OnHand { sku: SkuId(1), location, was: known.as_ref().map(|row| row.on_hand) };
            // What is allocated already, and some; now and then less than that.
            let allocated = known.map_or(0, |row| row.allocated);
            let typed = vec![(field, (allocated + chance.random_range(-3..20)).to_string())];
            let key = IdempotencyKey::fresh();
            correct(services, &actor(Role::Owner), &key, &typed, StockCause::Count).await.unwrap();
            take_in(services).await.unwrap();
            return;
        }
    };
}

#[tokio::test]
async fn rel_11_inv_05_sec_02_random_sequences_of_commands_keep_the_books() {
    each_database(async |db| {
        let mut chance = ChaCha8Rng::seed_from_u64(1);
        let services = open(db, 20, Vec::new()).await;
        let placed = stocks(db).await;
        for sequence in 0..SEQUENCES {
            // The seed of a sequence that breaks something, alone.
            let seed = chance.random();
            let mut chance = ChaCha8Rng::seed_from_u64(seed);
            let first = i64::try_from(sequence).unwrap() * ORDERS + 1;
            crate::shop::place(db, "JP", some_orders(&mut chance, first)).await;
            for _ in 0..STEPS {
                step(&services, db, &mut chance, first).await;
            }
            if sequence % 10 == 9 {
                eprintln!("sequence {sequence}, seed {seed}");
                balance(db, &placed).await;
            }
        }
        // It was no walk through refusals alone.
        let all = orders(db).await;
        let any = |is: fn(&OrderParts) -> bool| all.iter().filter(|parts| is(parts)).count();
        assert!(any(|parts| !parts.shipments.is_empty()) > 100);
        assert!(any(|parts| parts.order.canceled > 0) > 50);
        assert!(any(|parts| parts.failure.is_some()) > 20);
        assert!(any(|parts| parts.order.paid > 0) > 20);
        assert!(any(|parts| parts.order.item_link == ItemLink::Ok) > 5);
        let status =
            |parts: &OrderParts, is: ShipmentStatus| parts.shipments.iter().any(|(row, _)| row.status == is);
        assert!(all.iter().filter(|parts| status(parts, ShipmentStatus::Canceled)).count() > 10);
        assert!(all.iter().filter(|parts| status(parts, ShipmentStatus::Delivered)).count() > 5);
        assert!(all.iter().any(|parts| status(parts, ShipmentStatus::Failed)));
        let rejected =
            |parts: &OrderParts| parts.shipments.iter().any(|(row, _)| row.invoice_rejected.is_some());
        assert!(all.iter().any(rejected));
    })
    .await;
}

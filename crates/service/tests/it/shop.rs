//! A small shop whose every row a test knows: orders are made as parts, derived as in production, and inserted as rows.

use chrono::{DateTime, Utc};
use domain::fulfilment::FulfilmentStatus;
use domain::id::{
    ChannelId, CustomerId, LocationId, OptionId, OrderId, OrderLineId, PolicyId, ProductId, SkuId, UserId,
};
use domain::kind::{AddressRole, ChannelKind, Destination, ItemLink, PaymentMethod};
use domain::money::Currency;
use domain::payment::PaymentStatus;
use domain::release::{Lane, ReleaseFailure, ReleaseState};
use domain::role::Role;
use domain::stage::Stage;
use domain::time::Timestamp;
use sea_orm::{ActiveModelTrait, DatabaseTransaction, EntityTrait, IntoActiveModel};
use service::{Actor, Services};
use store::aggregate::{OrderParts, shipment_terms};
use store::entity::{
    channel, claim, claim_line, customer, delivery_policy, event, ledger_entry, location, merchant, order,
    order_address, order_charge, order_line, order_term, product, release_failure, shipment, shipment_line,
    shipment_term, shipping_option, sku, user,
};
use store::testing::TestDb;
use store::{Store, StoreError, write_tx};
use text::Locale;

/// The moment of every request: noon of a Sunday in Tokyo.
pub const NOW: &str = "2026-11-22T03:00:00Z";
/// The own store.
pub const OWN_STORE: ChannelId = ChannelId(1);
/// A mall, whose customers are its own.
pub const MALL: ChannelId = ChannelId(2);
/// Whoever is signed in.
pub const USER: UserId = UserId(1);

/// A way to ship: the option belongs to the policy, the policy to the location.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Route(pub i64, pub i64, pub i64);

/// Two locations, three policies, four options.
pub const ROUTES: [Route; 4] = [Route(1, 1, 1), Route(1, 1, 2), Route(1, 2, 3), Route(2, 3, 4)];

pub fn at(text: &str) -> Timestamp {
    text.parse::<DateTime<Utc>>().unwrap().into()
}

/// The commands and reads of a store, at [`NOW`].
pub fn services(store: &Store) -> Services {
    Services::with_clock(store.clone(), || at(NOW))
}

pub fn actor(role: Role) -> Actor {
    Actor { user_id: USER, email: "desk@shop.example".to_owned(), role, locale: Locale::En, address: None }
}

/// The merchant of these settings, two channels, a user, the routes, and one product with one SKU.
pub async fn open(db: &TestDb, home_country: &str, time_zone: &str) -> Services {
    let now = at(NOW);
    let merchant = merchant::Model {
        id: merchant::ONLY,
        name: "Corner Shop".to_owned(),
        home_country: home_country.to_owned(),
        time_zone: time_zone.to_owned(),
        currency: Currency::JPY,
        locale: "en".to_owned(),
        late_after_hours: 48,
        created_at: now,
        changed_at: now,
        version: 1,
    };
    let done: Result<(), StoreError> = write_tx(&db.store, async |tx| {
        insert::<merchant::Entity>(tx, vec![merchant]).await?;
        insert::<channel::Entity>(tx, channels(now)).await?;
        let user = user::Model {
            id: USER,
            email: "desk@shop.example".to_owned(),
            password_hash: String::new(),
            role: Role::Owner,
            locale: None,
            created_at: now,
            disabled_at: None,
            last_seen_at: None,
        };
        insert::<user::Entity>(tx, vec![user]).await?;
        insert::<location::Entity>(tx, [1, 2].map(a_location).into()).await?;
        insert::<delivery_policy::Entity>(tx, [(1, 1), (2, 1), (3, 2)].map(a_policy).into()).await?;
        insert::<shipping_option::Entity>(tx, ROUTES.map(an_option).into()).await?;
        let product =
            product::Model { delivery_name: Some("Cotton shirt".to_owned()), ..a_product(1, "TEE", "Tee") };
        insert::<product::Entity>(tx, vec![product]).await?;
        let sku = sku::Model { option_name: Some("Navy".to_owned()), ..a_sku(1, "TEE-NV") };
        insert::<sku::Entity>(tx, vec![sku]).await
    })
    .await;
    done.unwrap();
    services(&db.store)
}

/// A product without a delivery name.
pub fn a_product(id: i64, code: &str, name: &str) -> product::Model {
    product::Model {
        id: ProductId(id),
        code: code.to_owned(),
        name: name.to_owned(),
        delivery_name: None,
        picture: None,
        changed_at: at(NOW),
        version: 1,
    }
}

/// The option of the product with the same id.
pub fn a_sku(id: i64, code: &str) -> sku::Model {
    sku::Model {
        id: SkuId(id),
        product_id: ProductId(id),
        code: code.to_owned(),
        option_name: None,
        barcode: None,
        weight_g: None,
        hs_code: None,
        origin: None,
        price: None,
        changed_at: at(NOW),
        version: 1,
    }
}

fn channels(now: Timestamp) -> Vec<channel::Model> {
    let row = |id, code: &str, name: &str, kind| channel::Model {
        id,
        code: code.to_owned(),
        name: name.to_owned(),
        kind,
        currency: Currency::JPY,
        grace_minutes: 0,
        auto_confirm: false,
        enabled: true,
        created_at: now,
    };
    vec![
        row(OWN_STORE, "own", "Own store", ChannelKind::OwnStore),
        row(MALL, "mall", "Big mall", ChannelKind::Rakuten),
    ]
}

fn a_location(id: i64) -> location::Model {
    location::Model {
        id: LocationId(id),
        code: format!("L{id}"),
        name: format!("Location {id}"),
        country: "JP".to_owned(),
        postal_code: None,
        region: None,
        city: None,
        line1: None,
        phone: None,
        is_default: id == 1,
        position: 1,
    }
}

fn a_policy((id, location): (i64, i64)) -> delivery_policy::Model {
    delivery_policy::Model {
        id: PolicyId(id),
        location_id: LocationId(location),
        code: format!("P{id}"),
        name: format!("Policy {id}"),
        position: 1,
    }
}

fn an_option(Route(_, policy, id): Route) -> shipping_option::Model {
    shipping_option::Model {
        id: OptionId(id),
        policy_id: PolicyId(policy),
        code: format!("O{id}"),
        name: format!("Option {id}"),
        carrier_code: None,
        position: 1,
    }
}

/// A customer of the own store. Their `order_count` and `last_order_at` are as given: no order need stand behind them.
pub fn a_customer(id: i64, email: &str, last_order_at: Option<Timestamp>) -> customer::Model {
    customer::Model {
        id: CustomerId(id),
        channel_id: None,
        external_ref: None,
        email: Some(email.to_owned()),
        email_key: Some(email.to_lowercase()),
        name: None,
        name_key: None,
        phone: None,
        country: None,
        locale: None,
        order_count: i32::from(last_order_at.is_some()),
        last_order_at,
        created_at: at("2026-01-01T00:00:00Z"),
        changed_at: at("2026-01-01T00:00:00Z"),
        erased_at: None,
        version: 1,
    }
}

/// An order of the own store in the queue, paid on delivery, with one line of one unit. Rows that belong to it have ids from
/// `1000 * id` on.
pub fn an_order(id: i64, placed_at: Timestamp) -> OrderParts {
    let order = order::Model {
        id: OrderId(id),
        number: format!("W-{id}"),
        channel_id: OWN_STORE,
        channel_number: format!("own-{id}"),
        customer_id: None,
        original_order_id: None,
        stage: Stage::New,
        payment_status: PaymentStatus::Unpaid,
        fulfilment_status: FulfilmentStatus::Unfulfilled,
        release_state: ReleaseState::None,
        destination: Destination::Domestic,
        lane: Lane::NONE,
        is_test: false,
        country: Some("JP".to_owned()),
        country_given: None,
        email: None,
        buyer_name: None,
        shipping_request: None,
        payment_method: PaymentMethod::CashOnDelivery,
        currency: Currency::JPY,
        items_total: 0,
        discount_total: 0,
        shipping_total: 0,
        charge_total: 0,
        tax_total: 0,
        total: 0,
        due: 0,
        paid: 0,
        refunded: 0,
        line_count: 0,
        ordered: 0,
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
        placed_at,
        ready_at: None,
        confirmed_at: None,
        created_at: placed_at,
        changed_at: placed_at,
        version: 1,
    };
    OrderParts {
        lines: vec![a_line(id, 1, "TEE", "TEE-NV")],
        order,
        customer_email: None,
        charges: Vec::new(),
        addresses: Vec::new(),
        ledger: Vec::new(),
        claims: Vec::new(),
        shipments: Vec::new(),
        failure: None,
        events: Vec::new(),
    }
}

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

/// A line of one unit at ¥1,500, without a route.
pub fn a_line(order: i64, position: i32, product: &str, sku: &str) -> order_line::Model {
    order_line::Model {
        id: OrderLineId(order * 1000 + i64::from(position)),
        order_id: OrderId(order),
        position,
        sku_id: None,
        product_code: product.to_owned(),
        sku_code: sku.to_owned(),
        name: format!("The {product}"),
        option_name: None,
        mall_sku: None,
        item_link: ItemLink::NotNeeded,
        unit_price: 1500,
        ordered: 1,
        canceled: 0,
        assigned: 0,
        packed: 0,
        handed_over: 0,
        delivered: 0,
        returned: 0,
        refunded: 0,
        discount: 0,
        tax: 0,
        replaces_line_id: None,
        location_id: None,
        policy_id: None,
        option_id: None,
    }
}

/// Sends a line by a route.
pub fn routed(line: &mut order_line::Model, Route(location, policy, option): Route) {
    line.location_id = Some(LocationId(location));
    line.policy_id = Some(PolicyId(policy));
    line.option_id = Some(OptionId(option));
}

/// What a failed release left behind.
pub fn failed(parts: &mut OrderParts, reasons: &[ReleaseFailure]) {
    parts.failure = Some(release_failure::Model {
        order_id: parts.order.id,
        reasons: serde_json::to_value(reasons).unwrap(),
        user_id: None,
        failed_at: at("2026-11-21T15:30:00Z"),
    });
}

/// Derives the orders for a merchant at home there and writes them with all that belongs to them; gives them as they are stored.
pub async fn place(db: &TestDb, home_country: &str, mut orders: Vec<OrderParts>) -> Vec<OrderParts> {
    for parts in &mut orders {
        parts.derive(home_country, at(NOW)).unwrap();
    }
    let done: Result<(), StoreError> = write_tx(&db.store, async |tx| write(tx, &orders).await).await;
    done.unwrap();
    orders
}

async fn write(tx: &DatabaseTransaction, orders: &[OrderParts]) -> Result<(), StoreError> {
    macro_rules! all {
        ($entity:ident, |$parts:ident| $rows:expr) => {
            insert::<$entity::Entity>(tx, orders.iter().flat_map(|$parts| $rows).collect()).await?;
        };
    }
    all!(order, |parts| [parts.order.clone()]);
    all!(order_line, |parts| parts.lines.clone());
    all!(order_charge, |parts| parts.charges.clone());
    all!(order_address, |parts| parts.addresses.clone());
    all!(order_term, |parts| parts.terms());
    all!(ledger_entry, |parts| parts.ledger.clone());
    all!(release_failure, |parts| parts.failure.clone());
    all!(claim, |parts| parts.claims.iter().map(|(row, _)| row.clone()).collect::<Vec<_>>());
    all!(claim_line, |parts| parts.claims.iter().flat_map(|(_, lines)| lines.clone()).collect::<Vec<_>>());
    all!(shipment, |parts| parts.shipments.iter().map(|(row, _)| row.clone()).collect::<Vec<_>>());
    all!(shipment_line, |parts| {
        parts.shipments.iter().flat_map(|(_, lines)| lines.clone()).collect::<Vec<_>>()
    });
    all!(shipment_term, |parts| {
        let of = |(row, lines): &(shipment::Model, Vec<shipment_line::Model>)| {
            shipment_terms(row, lines, &parts.lines)
        };
        parts.shipments.iter().flat_map(of).collect::<Vec<_>>()
    });
    all!(event, |parts| parts.events.clone());
    store::write::recount_lanes(tx).await
}

/// Inserts rows with all their values, ids too.
pub async fn insert<E>(tx: &DatabaseTransaction, rows: Vec<E::Model>) -> Result<(), StoreError>
where
    E: EntityTrait,
    E::Model: IntoActiveModel<E::ActiveModel>,
    E::ActiveModel: ActiveModelTrait<Entity = E> + Send,
{
    let mut rows = rows.into_iter().map(|row| row.into_active_model().reset_all()).peekable();
    while rows.peek().is_some() {
        // SQLite takes 32,766 values in one statement.
        E::insert_many(rows.by_ref().take(500)).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// [`insert`] in a transaction of its own.
pub async fn add<E>(db: &TestDb, rows: Vec<E::Model>)
where
    E: EntityTrait,
    E::Model: IntoActiveModel<E::ActiveModel>,
    E::ActiveModel: ActiveModelTrait<Entity = E> + Send,
{
    write_tx(&db.store, async |tx| insert::<E>(tx, rows).await).await.unwrap();
}

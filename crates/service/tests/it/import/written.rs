//! What a database holds, for tests that look at all of it.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use domain::id::OrderId;
use domain::import::ImportReport;
use domain::kind::PaymentMethod;
use domain::time::Timestamp;
use sea_orm::EntityTrait;
use service::Services;
use service::import::{ImportFailed, ImportOrders, Mapping, import_orders};
use store::Store;
use store::aggregate::OrderParts;
use store::entity::{
    audit, channel, customer, customer_address, customer_total, delivery_policy, event, item_rule,
    ledger_entry, location, merchant, order, order_address, order_charge, order_line, order_term, product,
    shipping_option, sku,
};
use store::testing::TestDb;
use tempfile::TempDir;
use text::Locale;

/// The columns of Waybill's own format that are needed.
pub const HEADING: &str = "order_number,ordered_at,country,sku,quantity,unit_price";

/// The moment of every import here: long after the orders.
pub const NOW: Timestamp = Timestamp(1_800_000_000_000_000);

pub fn services(db: &TestDb) -> Services {
    Services::with_clock(db.store.clone(), || NOW)
}

/// Where a file is written to, under the name that the timeline shows.
pub struct Files(TempDir);

impl Files {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn file(&self, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join("orders.csv");
        std::fs::write(&path, content).unwrap();
        path
    }
}

pub fn input(path: &Path, channel: &str, mapping: &'static Mapping) -> ImportOrders {
    ImportOrders {
        path: path.to_owned(),
        channel: channel.to_owned(),
        mapping,
        payment: Some(PaymentMethod::Card),
        time_zone: None,
        currency: None,
        locale: Locale::Ja,
        is_dry_run: false,
    }
}

/// Imports rows below a heading, paid by card unless they say otherwise.
pub async fn import(
    db: &TestDb,
    channel: &str,
    mapping: &'static Mapping,
    heading: &str,
    rows: &[&str],
) -> ImportReport {
    let files = Files::new();
    let path = files.file(format!("{heading}\n{}\n", rows.join("\n")));
    let report = import_orders(&services(db), input(&path, channel, mapping)).await.unwrap();
    assert!(report.adds_up(), "{report:?}");
    assert_derived(&db.store).await;
    report
}

/// The import of a file that is refused.
pub async fn refused(db: &TestDb, path: &Path, mapping: &'static Mapping) -> domain::import::ImportError {
    match import_orders(&services(db), input(path, "SHOP", mapping)).await.unwrap_err() {
        ImportFailed::Refused(error) => error,
        ImportFailed::Failed(error) => panic!("{error}"),
    }
}

async fn all<E>(store: &Store) -> Vec<E::Model>
where
    E: EntityTrait,
{
    E::find().all(store.reader()).await.unwrap()
}

async fn dump<E>(store: &Store) -> Vec<String>
where
    E: EntityTrait,
    E::Model: std::fmt::Debug,
{
    let mut rows: Vec<String> = all::<E>(store).await.iter().map(|row| format!("{row:?}")).collect();
    rows.sort();
    rows
}

/// Every row of every table that an import could write.
pub async fn everything(store: &Store) -> BTreeMap<&'static str, Vec<String>> {
    macro_rules! tables {
        ($($name:ident),+) => {
            BTreeMap::from([$((stringify!($name), dump::<$name::Entity>(store).await)),+])
        };
    }
    tables!(
        audit,
        merchant,
        channel,
        customer,
        customer_address,
        customer_total,
        location,
        delivery_policy,
        shipping_option,
        product,
        sku,
        item_rule,
        order,
        order_line,
        order_charge,
        order_address,
        order_term,
        ledger_entry,
        event
    )
}

/// All orders with what belongs to them, by number.
pub async fn orders(store: &Store) -> BTreeMap<String, OrderParts> {
    async fn by_order<E: EntityTrait>(
        store: &Store,
        id: impl Fn(&E::Model) -> OrderId,
    ) -> HashMap<OrderId, Vec<E::Model>> {
        let mut rows: HashMap<OrderId, Vec<E::Model>> = HashMap::new();
        for row in all::<E>(store).await {
            rows.entry(id(&row)).or_default().push(row);
        }
        rows
    }
    let mut lines = by_order::<order_line::Entity>(store, |row| row.order_id).await;
    let mut charges = by_order::<order_charge::Entity>(store, |row| row.order_id).await;
    let mut addresses = by_order::<order_address::Entity>(store, |row| row.order_id).await;
    let mut ledger = by_order::<ledger_entry::Entity>(store, |row| row.order_id).await;
    let mut events = by_order::<event::Entity>(store, |row| row.order_id.unwrap()).await;
    let emails: HashMap<_, _> =
        all::<customer::Entity>(store).await.into_iter().map(|row| (row.id, row.email)).collect();
    let mut orders = BTreeMap::new();
    for order in all::<order::Entity>(store).await {
        let id = order.id;
        let mut parts = OrderParts {
            customer_email: order.customer_id.and_then(|id| emails[&id].clone()),
            order,
            lines: lines.remove(&id).unwrap_or_default(),
            charges: charges.remove(&id).unwrap_or_default(),
            addresses: addresses.remove(&id).unwrap_or_default(),
            ledger: ledger.remove(&id).unwrap_or_default(),
            claims: Vec::new(),
            shipments: Vec::new(),
            failure: None,
            events: events.remove(&id).unwrap_or_default(),
        };
        parts.lines.sort_by_key(|row| row.position);
        parts.charges.sort_by_key(|row| row.position);
        parts.events.sort_by_key(|row| row.id);
        orders.insert(parts.order.number.clone(), parts);
    }
    orders
}

/// Recomputes everything that is derived, by other means where there are others, and compares it with what is stored.
pub async fn assert_derived(store: &Store) {
    let home =
        merchant::Entity::find_by_id(merchant::ONLY).one(store.reader()).await.unwrap().unwrap().home_country;
    let orders = orders(store).await;
    let mut terms = Vec::new();
    let mut counted = HashMap::new();
    let mut totals = BTreeMap::new();
    for parts in orders.values() {
        let mut again = parts.clone();
        again.derive(&home, NOW).unwrap();
        assert_eq!(again.order, parts.order);
        terms.extend(again.terms().iter().map(|row| format!("{row:?}")));
        let Some(customer) = parts.order.customer_id else { continue };
        let (count, last) = counted.entry(customer).or_insert((0, None));
        *count += 1;
        *last = Some(parts.order.placed_at).max(*last);
        if parts.order.stage != domain::stage::Stage::Canceled {
            let (count, amount) = totals.entry((customer.0, parts.order.currency)).or_insert((0, 0));
            *count += 1;
            *amount += parts.order.due;
        }
    }
    terms.sort();
    assert_eq!(terms, dump::<order_term::Entity>(store).await);
    for row in all::<customer::Entity>(store).await {
        assert_eq!(counted.get(&row.id), Some(&(row.order_count, row.last_order_at)), "{row:?}");
    }
    let stored: BTreeMap<_, _> = all::<customer_total::Entity>(store)
        .await
        .into_iter()
        .map(|row| ((row.customer_id.0, row.currency), (row.order_count, row.amount)))
        .collect();
    assert_eq!(stored, totals);
}

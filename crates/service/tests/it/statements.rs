//! The number of statements of a page does not depend on its rows, and no statement reads what it does not show.

use std::collections::BTreeMap;

use domain::audit::AuditKind;
use domain::documents::Chosen;
use domain::goods::picture::PictureSize;
use domain::id::{AuditId, CustomerId, LocationId, OrderId, ProductId, SkuId, StockMovementId, UserId};
use domain::kind::Destination;
use domain::query::{
    AuditQuery, Cursor, CustomersQuery, Direction, ItemsQuery, NewOrdersQuery, PageSize, Parsed,
    ShippingQuery,
};
use domain::role::Role;
use domain::shipment::{ShipmentKind, ShipmentStatus, ShipmentTab};
use domain::stock::StockCause;
use domain::waybill::WaybillFormat;
use sea_orm::{ConnectionTrait, DbBackend};
use service::goods::{item, items, picture};
use service::jobs::MOST;
use service::{
    Services, customer, customers, desk, find, new_orders, order_detail, shipment, shipments, waybills,
};
use store::entity::{audit, customer as customer_row, note, product, sku, stock, stock_movement};
use store::read::listed::Narrowing;
use store::read::shipments::{all, lanes};
use store::testing::{Statements, TestDb, each_database};
use store::write::refresh_products;
use store::write_tx;

use crate::plans::plans;
use crate::reads::{a_large_order, a_note};
use crate::shop::{self, ROUTES, a_customer, a_product, a_sku, actor, add, an_order, at, place, routed};

fn parsed<Q>(query: Q) -> Parsed<Q> {
    Parsed { query, problems: Vec::new() }
}

/// What each page costs, asked of a database with one row of each kind and of one with 200.
async fn cost(
    services: &Services,
    heard: &Statements,
    order: &str,
    customer_id: CustomerId,
) -> BTreeMap<&'static str, usize> {
    let viewer = actor(Role::Viewer);
    let mut cost = BTreeMap::new();
    heard.take();
    let mut note = |page, heard: &Statements| cost.insert(page, heard.take().len());

    desk(services, &viewer).await.unwrap();
    note("desk", heard);
    for (page, url) in [
        ("new_orders", "rows=200"),
        (
            "new_orders, every filter",
            "rows=200&q=TEE&in=product_id&email=hana@mail.example&range=90d&location=1&policy=1",
        ),
        ("new_orders, search unbound", "rows=200&q=TEE"),
    ] {
        let list = new_orders(services, &viewer, NewOrdersQuery::parse(url)).await.unwrap();
        assert!(!list.rows.is_empty(), "{url}");
        note(page, heard);
    }
    for (page, url) in [
        ("shipments", "rows=200"),
        (
            "shipments, every filter",
            "rows=200&q=TEE&in=product_id&kind=standard&range=90d&location=1&policy=1",
        ),
        ("shipments, search unbound", "rows=200&q=TEE"),
        ("shipments, by order", &format!("rows=200&q={order}&in=order_no")),
    ] {
        let list = shipments(services, &viewer, ShippingQuery::parse(url)).await.unwrap();
        assert!(!list.rows.is_empty(), "{url}");
        note(page, heard);
    }
    let listed = Chosen { list: "rows=200".to_owned(), ..Chosen::default() };
    let fulfils = actor(Role::Fulfilment);
    assert!(!waybills(services, &fulfils, WaybillFormat::YamatoB2, listed).await.unwrap().rows.is_empty());
    note("waybills", heard);
    shipment(services, &viewer, &format!("S-{}001", &order[2..])).await.unwrap();
    note("shipment", heard);
    order_detail(services, &viewer, order).await.unwrap();
    note("order_detail", heard);
    assert!(!find(services, &viewer, order).await.unwrap().is_empty());
    note("find, an order", heard);
    assert!(!find(services, &viewer, &format!("S-{}001", &order[2..])).await.unwrap().is_empty());
    note("find, a shipment", heard);
    assert!(!find(services, &viewer, "h").await.unwrap().is_empty());
    note("find, customers", heard);
    let query = CustomersQuery { size: PageSize::ALL[3], ..CustomersQuery::default() };
    customers(services, &viewer, parsed(query.clone())).await.unwrap();
    note("customers", heard);
    customers(services, &viewer, parsed(CustomersQuery { text: Some("h".to_owned()), ..query.clone() }))
        .await
        .unwrap();
    note("customers, search", heard);
    customer(services, &viewer, customer_id, parsed(query)).await.unwrap();
    note("customer", heard);
    items(services, &viewer, ItemsQuery::parse("rows=200&q=t")).await.unwrap();
    note("items", heard);
    item(services, &viewer, "TEE").await.unwrap();
    note("item", heard);
    cost
}

/// Orders of one customer, each with `size` of everything, the first of them named by the last.
async fn fill(db: &TestDb, ids: std::ops::RangeInclusive<i64>, size: i64) {
    let hana = CustomerId(1);
    let mut orders: Vec<_> = ids.clone().map(|id| an_order(id, at("2026-11-20T00:00:00Z"))).collect();
    for parts in &mut orders {
        parts.order.email = Some("hana@mail.example".to_owned());
        parts.order.customer_id = Some(hana);
        routed(&mut parts.lines[0], ROUTES[0]);
        let id = parts.order.id.0;
        parts.claims = a_large_order(id, 1, hana).claims;
    }
    place(db, "JP", orders).await;
    let large = ids.end() + 1;
    let mut parts = a_large_order(large, size, hana);
    parts.order.email = Some("hana@mail.example".to_owned());
    parts.order.original_order_id = Some(OrderId(*ids.start()));
    place(db, "JP", vec![parts]).await;
    add::<note::Entity>(db, (1..=size).map(|k| a_note(large * 1000 + k, large)).collect()).await;
}

#[tokio::test]
async fn rel_01_rel_05_cus_01_ux_03_pages_of_1_and_of_200_rows_take_the_same_statements() {
    each_database(async |db| {
        shop::open(db, "JP", "Asia/Tokyo").await;
        let (store, heard) = db.watched();
        let services = shop::services(&store);
        let ordered = Some(at("2026-11-20T00:00:00Z"));
        add::<customer_row::Entity>(db, vec![a_customer(1, "hana@mail.example", ordered)]).await;
        fill(db, 1..=1, 1).await;
        let small = cost(&services, &heard, "W-2", CustomerId(1)).await;

        let others = (2..=200).map(|id| a_customer(id, &format!("h{id}@mail.example"), ordered));
        add::<customer_row::Entity>(db, others.collect()).await;
        fill(db, 11..=220, 200).await;
        goods(db, 2..=200).await;
        let viewer = actor(Role::Viewer);
        let list =
            new_orders(&services, &viewer, NewOrdersQuery::parse("rows=200&email=hana%40mail.example")).await;
        assert_eq!(list.unwrap().rows.len(), 200);
        assert_eq!(
            items(&services, &viewer, ItemsQuery::parse("rows=200&q=t")).await.unwrap().rows.len(),
            200
        );
        let movements = item(&services, &viewer, "TEE").await.unwrap().movements;
        assert_eq!(movements.len(), 100);
        let detail = order_detail(&services, &viewer, "W-221").await.unwrap();
        let parts = [detail.lines.len(), detail.timeline.len(), detail.notes.len(), detail.claims.len()];
        assert_eq!((parts, detail.shipments.len()), ([200; 4], 100));
        let large = cost(&services, &heard, "W-221", CustomerId(1)).await;

        assert_eq!(small, large, "one row, and 200");
        // Whoever adds one should know it.
        let known = [
            ("desk", 2),
            ("find, an order", 8),
            ("find, a shipment", 7),
            ("find, customers", 7),
            ("new_orders", 4),
            ("new_orders, every filter", 4),
            ("new_orders, search unbound", 5),
            ("shipments", 4),
            ("shipments, every filter", 4),
            ("shipments, search unbound", 8),
            ("shipments, by order", 7),
            ("waybills", 14),
            ("shipment", 11),
            ("order_detail", 23),
            ("customers", 3),
            ("customers, search", 5),
            ("customer", 9),
            ("items", 6),
            ("item", 7),
        ];
        assert_eq!(large, known.into());
    })
    .await;
}

/// Products, each with an option, its stock, and a movement of it; the first product has as many movements as there are products.
async fn goods(db: &TestDb, ids: std::ops::RangeInclusive<i64>) {
    let now = at("2026-11-20T00:00:00Z");
    let products = ids.clone().map(|id| product::Model {
        delivery_name: (id % 50 != 0).then(|| "Thing".to_owned()),
        picture: (id % 2 != 0).then(|| format!("{id:x}")),
        ..a_product(id, &format!("T-{id:04}"), &format!("Thing {id}"))
    });
    add::<product::Entity>(db, products.collect()).await;
    let skus = ids.clone().map(|id| a_sku(id, &format!("T-{id:04}")));
    add::<sku::Entity>(db, skus.collect()).await;
    let (location_id, allocated) = (LocationId(1), 0);
    let stocks = ids.clone().map(|id| stock::Model {
        location_id,
        sku_id: SkuId(id),
        on_hand: i32::from(id % 40 != 0),
        allocated,
    });
    add::<stock::Entity>(db, stocks.collect()).await;
    let first = SkuId(1);
    let movements = ids.clone().flat_map(|id| {
        [SkuId(id), first].map(|sku_id| stock_movement::Model {
            id: StockMovementId(id * 2 + i64::from(sku_id == first)),
            location_id,
            sku_id,
            on_hand_change: 1,
            allocated_change: 0,
            cause: StockCause::Count,
            order_id: None,
            shipment_id: None,
            user_id: None,
            at: now.plus_seconds(id),
        })
    });
    add::<stock_movement::Entity>(db, movements.collect()).await;
    let all: Vec<ProductId> = ids.chain([1]).map(ProductId).collect();
    write_tx(&db.store, async |tx| refresh_products(tx, &all).await).await.unwrap();
}

#[tokio::test]
async fn itm_01_products_are_read_from_ranges_of_indexes() {
    each_database(async |db| {
        shop::open(db, "JP", "Asia/Tokyo").await;
        goods(db, 2..=3_000).await;
        if db.store.backend() == DbBackend::Postgres {
            db.store.writer().execute_unprepared("ANALYZE").await.unwrap();
        }
        let (store, heard) = db.watched();
        let services = shop::services(&store);
        let viewer = actor(Role::Viewer);
        for text in ["", "&q=t-20", "&q=t-20+thing"] {
            for shown in ["", "&show=sold_out", "&show=unnamed"] {
                for cursor in ["", "&after=50_T-1000", "&before=50_T-1000"] {
                    let query = ItemsQuery::parse(&format!("{text}{shown}{cursor}"));
                    items(&services, &viewer, query).await.unwrap();
                }
            }
        }
        item(&services, &viewer, "TEE").await.unwrap();
        item(&services, &viewer, "T-0003").await.unwrap();
        assert!(picture(&services, &viewer, "3", PictureSize::Small).await.is_err());
        let plans = plans(db, heard.take()).await;
        assert!(plans.len() > 3 * 3 * 3, "{}", plans.len());
        for plan in plans {
            plan.assert_reads_ranges();
        }
    })
    .await;
}

/// 3,000 orders, one in ten in the queue, and 600 customers; PostgreSQL knows their distribution.
async fn a_table_worth_an_index(db: &TestDb) {
    let start = at("2026-11-20T00:00:00Z");
    let last = |id: i64| start.plus_seconds(-60 * id);
    let people = (1..=600).map(|id| a_customer(id, &format!("c{id}@mail.example"), Some(last(id))));
    add::<customer_row::Entity>(db, people.collect()).await;
    let orders = (1..=3_000).map(|id| {
        let mut parts = an_order(id, last(id));
        parts.order.customer_id = Some(CustomerId(id % 600 + 1));
        parts.order.email = Some(format!("c{}@mail.example", id % 600 + 1));
        parts.order.is_test = id % 100 == 0;
        parts.order.country = Some(if id % 3 == 0 { "US" } else { "JP" }.to_owned());
        let line = &mut parts.lines[0];
        line.product_code = format!("P-{}", id % 200);
        line.sku_code = format!("S-{}", id % 900);
        line.canceled = i32::from(id % 10 != 0);
        routed(line, ROUTES[usize::try_from(id % 4).unwrap()]);
        if id % 3 == 0 {
            parts.claims = a_large_order(id, 1, CustomerId(1)).claims;
        }
        parts
    });
    place(db, "JP", orders.collect()).await;
    place(db, "JP", vec![a_large_order(9_000, 20, CustomerId(41))]).await;
    if db.store.backend() == DbBackend::Postgres {
        db.store.writer().execute_unprepared("ANALYZE").await.unwrap();
    }
}

/// The combinations of the New orders page's filters, at its first page and at others. A search in another field, or a policy without
/// its location, is another value in the same statement.
fn every_combination() -> Vec<NewOrdersQuery> {
    let mut urls = vec![String::new()];
    for alternatives in [
        &["", "&q=P-40", "&q=W-20&in=order_no", "&q=S-40&in=sku"][..],
        &["", "&email=c41%40mail.example"],
        &["", "&from=2026-11-01", "&until=2026-11-19", "&range=30d"],
        &["", "&location=1", "&location=1&policy=1", "&location=1&policy=1&option=1"],
    ] {
        urls =
            alternatives.iter().flat_map(|part| urls.iter().map(move |url| format!("{url}{part}"))).collect();
    }
    let cursor = |direction| Cursor { direction, at: at("2026-11-18T00:00:00Z"), id: 1_500, above: 50 };
    let queries = urls.iter().map(|url| NewOrdersQuery::parse(url).query);
    queries
        .flat_map(|query| {
            let at = |cursor| NewOrdersQuery { cursor, ..query.clone() };
            [at(None), at(Some(cursor(Direction::After))), at(Some(cursor(Direction::Before)))]
        })
        .collect()
}

#[tokio::test]
async fn rel_01_to_04_every_combination_of_filters_reads_ranges_of_indexes() {
    each_database(async |db| {
        shop::open(db, "JP", "Asia/Tokyo").await;
        a_table_worth_an_index(db).await;
        let (store, heard) = db.watched();
        let services = shop::services(&store);
        let viewer = actor(Role::Viewer);
        let combinations = every_combination();
        assert_eq!(combinations.len(), 4 * 2 * 4 * 4 * 3);
        for query in combinations {
            new_orders(&services, &viewer, parsed(query)).await.unwrap();
        }
        let plans = plans(db, heard.take()).await;
        // Three pages and a count of each number of terms from none to three (two filters being one term), with and without either bound, at
        // least.
        assert!(plans.len() >= 4 * 4 * 4, "{}", plans.len());
        for plan in plans {
            plan.assert_reads_ranges();
        }
    })
    .await;
}

/// 3,000 orders, each in a shipment of some status; PostgreSQL knows their distribution.
async fn shipments_worth_an_index(db: &TestDb) {
    let start = at("2026-11-20T00:00:00Z");
    let orders = (1..=3_000).map(|id| {
        let mut parts = a_large_order(id, 2, CustomerId(1));
        parts.order.placed_at = start.plus_seconds(-60 * id);
        parts.order.customer_id = None;
        parts.order.country = Some(if id % 3 == 0 { "US" } else { "JP" }.to_owned());
        for (row, _) in &mut parts.shipments {
            row.order_placed_at = parts.order.placed_at;
            row.status = ShipmentStatus::ALL[usize::try_from(id).unwrap() % ShipmentStatus::ALL.len()];
            row.kind = ShipmentKind::ALL[usize::from(id % 50 == 0)];
            row.invoice_number = Some(format!("4{id:011}"));
        }
        for line in &mut parts.lines {
            line.product_code = format!("P-{}", id % 40);
        }
        parts
    });
    let rows = |number: usize| vec![a_customer(i64::try_from(number).unwrap(), "one@mail.example", None)];
    add::<customer_row::Entity>(db, rows(1)).await;
    place(db, "JP", orders.collect()).await;
    place(db, "JP", vec![a_large_order(9_000, 20, CustomerId(1))]).await;
    if db.store.backend() == DbBackend::Postgres {
        db.store.writer().execute_unprepared("ANALYZE").await.unwrap();
    }
}

#[tokio::test]
async fn shp_01_to_04_every_combination_of_filters_reads_ranges_of_indexes() {
    each_database(async |db| {
        shop::open(db, "JP", "Asia/Tokyo").await;
        shipments_worth_an_index(db).await;
        let (store, heard) = db.watched();
        let services = shop::services(&store);
        let viewer = actor(Role::Viewer);
        let mut urls = vec![String::new()];
        for alternatives in [
            &["", "&tab=delivered&to=international"][..],
            &["", "&kind=standard"],
            &[
                "",
                "&q=P-7",
                "&q=W-9000&in=order_no",
                "&q=400000000070&in=invoice_no",
                "&q=S-70001&in=shipment_no",
            ],
            &["", "&from=2026-11-01", "&until=2026-11-19", "&range=30d"],
            &["", "&location=1", "&location=1&policy=1&option=1"],
            &["", "&after=1795000000000000_1500_50", "&before=1795000000000000_1500_50"],
        ] {
            urls = alternatives
                .iter()
                .flat_map(|part| urls.iter().map(move |url| format!("{url}{part}")))
                .collect();
        }
        for url in &urls {
            let list = shipments(&services, &viewer, ShippingQuery::parse(url)).await.unwrap();
            assert!(!list.rows.is_empty() || !url.is_empty(), "the first page is empty");
        }
        shipment(&services, &viewer, "S-70001").await.unwrap();
        for text in ["S-70001", "400000000070"] {
            assert!(!find(&services, &viewer, text).await.unwrap().is_empty(), "{text}");
        }
        // All results of a list, for a job.
        for kind in [None, Some(ShipmentKind::Standard)] {
            let lanes = lanes(ShipmentTab::InDelivery, Destination::Domestic, kind);
            let all = all(store.reader(), &lanes, &Narrowing::default(), MOST).await.unwrap();
            assert!(!all.is_empty(), "{kind:?}");
        }
        let plans = plans(db, heard.take()).await;
        assert!(plans.len() >= 2 * 4 * 4, "{}", plans.len());
        for plan in plans {
            plan.assert_reads_ranges();
        }
    })
    .await;
}

#[tokio::test]
async fn cus_01_ux_03_customers_their_orders_and_what_the_palette_finds_are_read_from_ranges_of_indexes() {
    each_database(async |db| {
        shop::open(db, "JP", "Asia/Tokyo").await;
        a_table_worth_an_index(db).await;
        let (store, heard) = db.watched();
        let services = shop::services(&store);
        let viewer = actor(Role::Viewer);
        let cursor =
            |direction| Some(Cursor { direction, at: at("2026-11-19T20:00:00Z"), id: 100, above: 50 });
        for cursor in [None, cursor(Direction::After), cursor(Direction::Before)] {
            let query = CustomersQuery { cursor, ..CustomersQuery::default() };
            customers(&services, &viewer, parsed(query.clone())).await.unwrap();
            customer(&services, &viewer, CustomerId(41), parsed(query)).await.unwrap();
        }
        customers(&services, &viewer, CustomersQuery::parse("q=c4")).await.unwrap();
        order_detail(&services, &viewer, "W-9000").await.unwrap();
        desk(&services, &viewer).await.unwrap();
        find(&services, &viewer, "W-9000").await.unwrap();
        find(&services, &viewer, "c4").await.unwrap();
        // PostgreSQL goes through any index of so few shipments. Where there are many is a test of its own.
        let mut heard = heard.take();
        heard.retain(|statement| !statement.sql.contains(r#""shipment"."invoice_number" IN"#));
        for plan in plans(db, heard).await {
            plan.assert_reads_ranges();
        }
    })
    .await;
}

#[tokio::test]
async fn sec_01_the_audit_log_is_read_from_ranges_of_indexes_by_every_filter() {
    each_database(async |db| {
        shop::open(db, "JP", "Asia/Tokyo").await;
        let start = at("2026-11-20T00:00:00Z");
        let entries = (1..=3_000).map(|id| audit::Model {
            id: AuditId(id),
            user_id: Some(UserId(id % 40 + 1)),
            kind: AuditKind::ALL[usize::try_from(id).unwrap() % AuditKind::ALL.len()].to_string(),
            subject: String::new(),
            address: None,
            payload: serde_json::json!({}),
            at: start.plus_seconds(-60 * id),
        });
        add::<audit::Entity>(db, entries.collect()).await;
        if db.store.backend() == DbBackend::Postgres {
            db.store.writer().execute_unprepared("ANALYZE").await.unwrap();
        }
        let (store, heard) = db.watched();
        let services = shop::services(&store);
        let mut pages = Vec::new();
        for person in ["", "&person=7"] {
            for action in ["", "&action=signed_in"] {
                for days in ["", "&from=2026-11-18", "&until=2026-11-19", "&from=2026-11-18&until=2026-11-19"]
                {
                    for cursor in ["", "&after=1795000000000000_1500_50", "&before=1795000000000000_1500_50"]
                    {
                        pages.push(format!("{person}{action}{days}{cursor}"));
                    }
                }
            }
        }
        // The newest of all are read off the end of the index: no range, and no more than a page.
        for page in pages.into_iter().filter(|page| !page.is_empty()) {
            service::audit::audit_log(&services, &actor(Role::Owner), AuditQuery::parse(&page))
                .await
                .unwrap();
        }
        let plans = plans(db, heard.take()).await;
        assert!(plans.len() >= 2 * 2 * 4 * 3 - 1, "{}", plans.len());
        for plan in plans {
            plan.assert_reads_ranges();
        }
    })
    .await;
}

//! The number of statements of a page does not depend on its rows, and no statement reads what it does not show.

use std::collections::BTreeMap;

use domain::audit::AuditKind;
use domain::id::{AuditId, CustomerId, OrderId, UserId};
use domain::query::{AuditQuery, Cursor, CustomersQuery, Direction, NewOrdersQuery, PageSize, Parsed};
use domain::role::Role;
use sea_orm::sea_query::{PostgresQueryBuilder, QueryBuilder as _};
use sea_orm::{ConnectionTrait, DbBackend, Statement, TransactionTrait};
use service::{Services, customer, customers, desk, find, new_orders, order_detail};
use store::entity::{audit, customer as customer_row, note};
use store::testing::{Statements, TestDb, each_database};

use crate::reads::{a_large_order, a_note};
use crate::shop::{self, ROUTES, a_customer, actor, add, an_order, at, place, routed};

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
    order_detail(services, &viewer, order).await.unwrap();
    note("order_detail", heard);
    assert!(!find(services, &viewer, order).await.unwrap().is_empty());
    note("find, an order", heard);
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
        let viewer = actor(Role::Viewer);
        let list =
            new_orders(&services, &viewer, NewOrdersQuery::parse("rows=200&email=hana%40mail.example")).await;
        assert_eq!(list.unwrap().rows.len(), 200);
        let detail = order_detail(&services, &viewer, "W-221").await.unwrap();
        let parts = [detail.lines.len(), detail.timeline.len(), detail.notes.len(), detail.claims.len()];
        assert_eq!((parts, detail.shipments.len()), ([200; 4], 100));
        let large = cost(&services, &heard, "W-221", CustomerId(1)).await;

        assert_eq!(small, large, "one row, and 200");
        // Whoever adds one should know it.
        let known = [
            ("desk", 2),
            ("find, an order", 6),
            ("find, customers", 5),
            ("new_orders", 4),
            ("new_orders, every filter", 4),
            ("new_orders, search unbound", 5),
            ("order_detail", 23),
            ("customers", 3),
            ("customers, search", 5),
            ("customer", 9),
        ];
        assert_eq!(large, known.into());
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
        for plan in plans(db, heard.take()).await {
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

/// How a database goes about a statement.
enum Plan {
    /// The rows of `EXPLAIN QUERY PLAN`: the parent's id and the text.
    Sqlite { sql: String, steps: Vec<(i64, String)> },
    /// The tree of `EXPLAIN (FORMAT JSON)`.
    Postgres { sql: String, tree: serde_json::Value },
}

/// The plans of these statements, one for each text.
async fn plans(db: &TestDb, statements: Vec<Statement>) -> Vec<Plan> {
    let distinct: BTreeMap<String, Statement> =
        statements.into_iter().map(|statement| (statement.sql.clone(), statement)).collect();
    let tx = db.store.reader().begin().await.unwrap();
    if db.store.backend() == DbBackend::Postgres {
        // Tables of a test are small enough to be read as a whole; what is asked is whether they need to be.
        tx.execute_unprepared("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
            .await
            .unwrap();
    }
    let mut plans = Vec::new();
    for (sql, statement) in distinct {
        let explain = |how: &str| Statement { sql: format!("{how} {sql}"), ..statement.clone() };
        plans.push(match db.store.backend() {
            DbBackend::Sqlite => {
                let rows = tx.query_all_raw(explain("EXPLAIN QUERY PLAN")).await.unwrap();
                let steps = rows
                    .iter()
                    .map(|row| (row.try_get_by("parent").unwrap(), row.try_get_by("detail").unwrap()));
                Plan::Sqlite { steps: steps.collect(), sql }
            }
            _ => {
                // As a prepared statement, which is how the store runs it: planned without its values.
                tx.execute_unprepared(&format!("PREPARE asked AS {sql}")).await.unwrap();
                let values = statement.values.iter().flat_map(|values| &values.0);
                let values: Vec<_> =
                    values.map(|value| PostgresQueryBuilder.value_to_string(value)).collect();
                let execute = match values.as_slice() {
                    [] => "EXECUTE asked".to_owned(),
                    values => format!("EXECUTE asked ({})", values.join(", ")),
                };
                let explain = format!("EXPLAIN (FORMAT JSON) {execute}");
                let row = tx.query_one_raw(Statement::from_string(DbBackend::Postgres, explain)).await;
                let row = row.unwrap().unwrap();
                tx.execute_unprepared("DEALLOCATE asked").await.unwrap();
                let tree: serde_json::Value = row.try_get_by(0).unwrap();
                Plan::Postgres { tree: tree[0]["Plan"].clone(), sql }
            }
        });
    }
    plans
}

/// Tables that [`a_table_worth_an_index`] fills: PostgreSQL goes through an index of few rows as a whole, with good reason.
const FILLED: [&str; 7] = ["order", "order_line", "order_term", "customer", "claim", "claim_line", "audit"];
/// Tables of a few dozen rows at most in any shop, read whole.
const SMALL: [&str; 7] =
    ["merchant", "channel", "location", "delivery_policy", "shipping_option", "carrier", "user"];

impl Plan {
    /// Each large table is entered by a key or a range of an index, and a page's rows come out of it in their order.
    fn assert_reads_ranges(&self) {
        match self {
            Self::Sqlite { sql, steps } => {
                for (parent, step) in steps {
                    let fault = if let Some(scanned) = step.strip_prefix("SCAN ") {
                        let table = scanned.split(' ').next().unwrap_or_default();
                        // The page's keys or the counted rows, found before; a SELECT without a table; a table that is folded before it is long.
                        !SMALL.contains(&table)
                            && !["page", "found", "lane_delta"].contains(&table)
                            && scanned != "CONSTANT ROW"
                    } else {
                        // The rows of a page may be sorted again; their keys may not, for then all were read.
                        *parent != 0 && step.contains("TEMP B-TREE") && !step.contains("GROUP BY")
                    };
                    assert!(!fault, "{step}\nof {steps:#?}\nof {sql}");
                }
            }
            // A customer's claims are few: they are found by their orders, and sorted.
            Self::Postgres { sql, tree } => ranges_only(sql, tree, sql.contains("FROM \"claim\"")),
        }
    }
}

fn ranges_only(sql: &str, node: &serde_json::Value, may_sort: bool) {
    let kind = node["Node Type"].as_str().unwrap_or_default();
    let reads_much = node["Relation Name"].as_str().is_some_and(|table| FILLED.contains(&table));
    assert!(!reads_much || node["Index Cond"].is_string(), "{kind} without a range\n{node:#}\nof {sql}");
    for child in node["Plans"].as_array().into_iter().flatten() {
        let is_sorted = kind == "Limit" && child["Node Type"] == "Sort";
        assert!(may_sort || !is_sorted, "all rows are sorted for a page\n{node:#}\nof {sql}");
        ranges_only(sql, child, may_sort);
    }
}

//! REL-01: pages are cut at rows, so that every order is seen once, however many share a moment and whatever comes and goes.

use std::collections::HashSet;

use domain::id::OrderId;
use domain::query::{Cursor, NewOrdersQuery, PageSize, Parsed};
use domain::release::Lane;
use domain::role::Role;
use domain::view::NewOrders;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use service::{Services, new_orders};
use store::entity::{order, order_term};
use store::testing::{TestDb, each_database};
use store::write_tx;

use super::queue::{lane, queue};
use crate::shop::{self, actor, an_order, at, place};

async fn page(services: &Services, query: &NewOrdersQuery, cursor: Option<Cursor>) -> NewOrders {
    let query = NewOrdersQuery { cursor, ..query.clone() };
    new_orders(services, &actor(Role::Viewer), Parsed { query, problems: Vec::new() }).await.unwrap()
}

fn numbers(list: &NewOrders) -> Vec<String> {
    list.rows.iter().map(|row| row.number.clone()).collect()
}

#[tokio::test]
async fn rel_01_pages_forward_and_back_show_every_row_once() {
    each_database(async |db| {
        let services = shop::open(db, "JP", "Asia/Tokyo").await;
        let orders = queue();
        place(db, "JP", orders.iter().map(|queued| queued.parts.clone()).collect()).await;
        for url in ["", "q=TEE&in=product_id", "email=HANA.SATO%40mail.example&to=international"] {
            let largest = NewOrdersQuery { size: PageSize::ALL[3], ..NewOrdersQuery::parse(url).query };
            let all = numbers(&page(&services, &largest, None).await);
            assert!(!all.is_empty(), "{url}");
            if url.is_empty() {
                assert!((100..200).contains(&all.len()), "{} rows fit no page, or too few", all.len());
                assert_eq!(all, lane(&orders, &largest));
            }
            for size in PageSize::ALL {
                let query = NewOrdersQuery { size, ..largest.clone() };
                there_and_back(&services, &query, &all).await;
            }
        }
    })
    .await;
}

async fn there_and_back(services: &Services, query: &NewOrdersQuery, all: &[String]) {
    let size = usize::from(query.size.rows());
    let (mut forward, mut cursor) = (Vec::new(), None);
    let last = loop {
        let list = page(services, query, cursor).await;
        assert_eq!(usize::try_from(list.above).unwrap(), forward.len());
        assert_eq!(list.newer.is_some(), !forward.is_empty(), "only the first page has none before it");
        forward.extend(numbers(&list));
        assert_eq!(list.older.is_some(), forward.len() < all.len(), "only the last page has none after it");
        match list.older {
            Some(older) => {
                assert_eq!(list.rows.len(), size);
                cursor = Some(older);
            }
            None => break list,
        }
    };
    assert_eq!(forward, all);

    let mut list = last;
    let mut back = numbers(&list);
    while let Some(newer) = list.newer {
        list = page(services, query, Some(newer)).await;
        assert_eq!(list.rows.len(), size);
        assert!(list.older.is_some());
        back = [numbers(&list), back].concat();
        assert_eq!(usize::try_from(list.above).unwrap(), all.len() - back.len());
    }
    assert_eq!(back, all);
}

/// Takes an order out of the queue, as a release does.
async fn release(db: &TestDb, number: &str) {
    let id = OrderId(number.trim_start_matches("W-").parse().unwrap());
    let done: Result<(), store::StoreError> = write_tx(&db.store, async |tx| {
        order::Entity::update_many()
            .col_expr(order::Column::Lane, Expr::value(Lane::NONE))
            .filter(order::Column::Id.eq(id))
            .exec(tx)
            .await?;
        order_term::Entity::update_many()
            .col_expr(order_term::Column::Lane, Expr::value(Lane::NONE))
            .filter(order_term::Column::OrderId.eq(id))
            .exec(tx)
            .await?;
        Ok(())
    })
    .await;
    done.unwrap();
}

#[tokio::test]
async fn rel_01_no_row_is_missed_or_repeated_while_others_come_and_go() {
    each_database(async |db| {
        let services = shop::open(db, "JP", "Asia/Tokyo").await;
        // 130 orders of five moments: every page ends inside a tie.
        let mut all: Vec<_> = (1..=130).map(|id| an_order(id, tied(id))).collect();
        for parts in &mut all {
            parts.order.email = Some("bob@mail.example".to_owned());
        }
        place(db, "JP", all).await;
        for (url, first_new) in [("rows=25", 200), ("rows=25&email=bob%40mail.example", 300)] {
            let query = NewOrdersQuery::parse(url).query;
            let before: HashSet<String> = walk(&services, &query).await.into_iter().collect();
            let (mut seen, mut released, mut cursor, mut id) = (Vec::new(), Vec::new(), None, first_new);
            loop {
                let list = page(&services, &query, cursor).await;
                seen.extend(numbers(&list));
                // The row that the next page starts after goes, and so do the first of this page and one far behind;
                // orders come in on top, inside this page's moment, and at the very end.
                for gone in [&list.rows[0], &list.rows[list.rows.len() - 1]] {
                    release(db, &gone.number).await;
                    released.push(gone.number.clone());
                }
                let comers = [at("2026-11-22T02:59:00Z"), tied(id), at("2020-01-01T00:00:00Z")];
                let mut parts: Vec<_> =
                    comers.into_iter().zip(id..).map(|(at, id)| an_order(id, at)).collect();
                for parts in &mut parts {
                    parts.order.email = Some("bob@mail.example".to_owned());
                }
                place(db, "JP", parts).await;
                id += 3;
                match list.older {
                    Some(older) => cursor = Some(older),
                    None => break,
                }
                assert!(id < first_new + 99, "the list has no end");
            }
            let distinct: HashSet<String> = seen.iter().cloned().collect();
            assert_eq!(distinct.len(), seen.len(), "{url}: a row was shown twice");
            let missed: Vec<_> =
                before.difference(&distinct).filter(|number| !released.contains(number)).collect();
            assert_eq!(missed, Vec::<&String>::new(), "{url}");
        }
    })
    .await;
}

fn tied(id: i64) -> domain::time::Timestamp {
    at(["2026-11-20T01:00:00Z", "2026-11-19T01:00:00Z", "2026-11-18T01:00:00Z", "2026-11-17T01:00:00Z"]
        [usize::try_from(id % 4).unwrap()])
}

async fn walk(services: &Services, query: &NewOrdersQuery) -> Vec<String> {
    let (mut seen, mut cursor) = (Vec::new(), None);
    loop {
        let list = page(services, query, cursor).await;
        seen.extend(numbers(&list));
        match list.older {
            Some(older) => cursor = Some(older),
            None => return seen,
        }
    }
}

/// Links outlive what they pointed at: where nothing is left, the nearest page that has rows is shown.
#[tokio::test]
async fn rel_01_a_page_that_is_empty_by_now_is_the_nearest_one_that_is_not() {
    each_database(async |db| {
        let services = shop::open(db, "JP", "Asia/Tokyo").await;
        place(db, "JP", (1..=60).map(|id| an_order(id, tied(0))).collect()).await;
        let query = NewOrdersQuery::parse("rows=25").query;
        let first = page(&services, &query, None).await;
        let second = page(&services, &query, first.older).await;
        let third = page(&services, &query, second.older).await;
        assert_eq!((first.rows.len(), second.rows.len(), third.rows.len()), (25, 25, 10));

        // Everything of the third page is released.
        for row in &third.rows {
            release(db, &row.number).await;
        }
        let list = page(&services, &query, second.older).await;
        assert_eq!(numbers(&list), numbers(&second));
        assert_eq!((list.above, list.older, list.newer), (25, None, second.newer));

        // Everything of the first page is released: before the second there is nothing, so the list begins with it.
        for row in &first.rows {
            release(db, &row.number).await;
        }
        let list = page(&services, &query, second.newer).await;
        assert_eq!(numbers(&list), numbers(&second));
        assert_eq!((list.above, list.older, list.newer), (0, None, None));

        // Everything is.
        for row in &second.rows {
            release(db, &row.number).await;
        }
        for cursor in [second.newer, second.older] {
            let list = page(&services, &query, cursor).await;
            assert_eq!((list.rows.len(), list.above, list.older, list.newer), (0, 0, None, None));
        }
    })
    .await;
}

#[tokio::test]
async fn rel_01_a_cursor_that_no_page_gave_still_shows_the_list() {
    each_database(async |db| {
        let services = shop::open(db, "JP", "Asia/Tokyo").await;
        place(db, "JP", (1..=30).map(|id| an_order(id, tied(id))).collect()).await;
        let query = NewOrdersQuery::parse("rows=25").query;
        let all = walk(&services, &query).await;
        let (newest, oldest) = (&all[..25], &all[5..]);
        let (min, max) = (i64::MIN, i64::MAX);
        for (url, expected) in [
            (format!("after={min}_{min}_0"), oldest),
            (format!("after={max}_{max}_{}", u32::MAX), newest),
            (format!("before={min}_{min}_{}", u32::MAX), oldest),
            (format!("before={max}_{max}_0"), newest),
        ] {
            let cursor = NewOrdersQuery::parse(&url).query.cursor;
            assert!(cursor.is_some(), "{url}");
            assert_eq!(numbers(&page(&services, &query, cursor).await), expected, "{url}");
        }
    })
    .await;
}

//! CUS-01: the customers list, its search, and a customer's page.

use domain::id::{CustomerAddressId, CustomerId};
use domain::money::{Currency, Money};
use domain::query::{Cursor, CustomersQuery, PageSize, Parsed};
use domain::role::Role;
use domain::view::{CustomerDetail, Customers};
use sea_orm::ConnectionTrait as _;
use service::{Error, Services, customer, customers};
use store::entity::{customer as customer_row, customer_address, customer_total};
use store::testing::{TestDb, each_database};

use super::parts::a_large_order;
use crate::shop::{self, MALL, a_customer, actor, add, an_order, at, place};

async fn list(services: &Services, query: CustomersQuery) -> Customers {
    customers(services, &actor(Role::Viewer), Parsed { query, problems: Vec::new() }).await.unwrap()
}

async fn page_of(services: &Services, id: i64, cursor: Option<Cursor>) -> CustomerDetail {
    let query = CustomersQuery { size: PageSize::ALL[0], cursor, ..CustomersQuery::default() };
    let query = Parsed { query, problems: Vec::new() };
    customer(services, &actor(Role::Viewer), CustomerId(id), query).await.unwrap()
}

async fn found(services: &Services, text: &str) -> Vec<i64> {
    let list =
        list(services, CustomersQuery { text: Some(text.to_owned()), ..CustomersQuery::default() }).await;
    assert_eq!((list.above, list.older, list.newer), (0, None, None));
    list.rows.iter().map(|row| row.id.0).collect()
}

#[tokio::test]
async fn cus_01_the_list_runs_from_whoever_ordered_last_and_pages_over_ties() {
    each_database(async |db| {
        let services = shop::open(db, "JP", "Asia/Tokyo").await;
        let moments = ["2026-11-20T00:00:00Z", "2026-11-21T00:00:00Z", "2026-11-19T00:00:00Z"];
        let rows: Vec<_> = (1..=70)
            .map(|id| {
                let last = (id % 10 != 0).then(|| at(moments[usize::try_from(id % 3).unwrap()]));
                a_customer(id, &format!("c{id}@mail.example"), last)
            })
            .collect();
        let mut all: Vec<_> = rows.iter().filter_map(|row| Some((row.last_order_at?, row.id.0))).collect();
        all.sort_unstable_by_key(|key| std::cmp::Reverse(*key));
        let all: Vec<i64> = all.into_iter().map(|(_, id)| id).collect();
        add::<customer_row::Entity>(db, rows).await;

        let query = CustomersQuery { size: PageSize::ALL[0], ..CustomersQuery::default() };
        let (mut forward, mut cursor) = (Vec::new(), None);
        let mut page = loop {
            let page = list(&services, CustomersQuery { cursor, ..query.clone() }).await;
            assert_eq!((page.above as usize, page.is_cut), (forward.len(), false));
            assert_eq!(page.newer.is_some(), !forward.is_empty());
            forward.extend(page.rows.iter().map(|row| row.id.0));
            match page.older {
                Some(older) => cursor = Some(older),
                None => break page,
            }
        };
        assert_eq!(forward, all, "whoever never ordered is not listed");
        let mut back: Vec<i64> = page.rows.iter().map(|row| row.id.0).collect();
        while let Some(newer) = page.newer {
            page = list(&services, CustomersQuery { cursor: Some(newer), ..query.clone() }).await;
            back.splice(0..0, page.rows.iter().map(|row| row.id.0));
        }
        assert_eq!(back, all);
    })
    .await;
}

#[tokio::test]
async fn cus_01_the_search_takes_the_beginning_of_an_email_a_name_or_the_channels_number() {
    each_database(async |db| {
        let services = shop::open(db, "JP", "Asia/Tokyo").await;
        let named = |id, email: &str, name: &str| customer_row::Model {
            name: Some(name.to_owned()),
            name_key: Some(name.to_lowercase()),
            ..a_customer(id, email, None)
        };
        let mall = customer_row::Model {
            channel_id: Some(MALL),
            external_ref: Some("A-77".to_owned()),
            email: None,
            email_key: None,
            ..a_customer(6, "", None)
        };
        let rows = vec![
            named(1, "Hana.Sato@mail.example", "Sato Hana"),
            named(2, "hanako@mail.example", "佐藤 花子"),
            named(3, "ze@mail.example", "Zoë O'Neil"),
            named(4, "100%@mail.example", "HANA"),
            named(5, "h_na@mail.example", "Hanna"),
            mall,
        ];
        add::<customer_row::Entity>(db, rows).await;
        assert_eq!(found(&services, "hana").await, [1, 2, 4]);
        assert_eq!(found(&services, "HANA.").await, [1]);
        assert_eq!(found(&services, "　ＨＡＮＡ．").await, [1]);
        assert_eq!(
            found(&services, "ａ－７").await,
            Vec::<i64>::new(),
            "a channel's number is as the channel writes it"
        );
        assert_eq!(found(&services, "Ａ－７").await, [6]);
        assert_eq!(found(&services, "佐藤").await, [2]);
        assert_eq!(found(&services, "zoë o'").await, [3]);
        assert_eq!(found(&services, "A-7").await, [6]);
        // Signs that mean something to a database mean themselves.
        assert_eq!(found(&services, "100%").await, [4]);
        assert_eq!(found(&services, "h_").await, [5]);
        for text in ["%", "_ana", "mail.example", "\u{10ffff}", "hana\0", "'"] {
            assert_eq!(found(&services, text).await, Vec::<i64>::new(), "{text:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn cus_01_a_search_that_finds_too_many_says_so() {
    each_database(async |db| {
        let services = shop::open(db, "JP", "Asia/Tokyo").await;
        let rows = (1..=201).map(|id| a_customer(id, &format!("c{id:03}@mail.example"), None));
        add::<customer_row::Entity>(db, rows.collect()).await;
        let search = async |text: &str| {
            let list =
                list(&services, CustomersQuery { text: Some(text.to_owned()), ..Default::default() }).await;
            (list.rows.len(), list.is_cut)
        };
        assert_eq!(search("c").await, (200, true));
        assert_eq!(search("c1").await, (100, false));
    })
    .await;
}

#[tokio::test]
async fn cus_01_rel_06_a_customers_page_shows_all_of_them() {
    each_database(async |db| {
        let services = shop::open(db, "JP", "Asia/Tokyo").await;
        with_customer(db).await;
        let page = page_of(&services, 7, None).await;
        assert_eq!((page.row.id, page.row.orders), (CustomerId(7), 61));
        assert_eq!(page.row.email.as_deref(), Some("hana@mail.example"));
        assert_eq!(page.row.country.as_deref(), Some("Japan"));
        assert_eq!(page.row.totals, [Money::new(500, Currency::GBP), Money::new(90_000, Currency::JPY)]);
        assert_eq!(page.row.last_order.as_ref().map(|at| at.text.as_str()), Some("Nov 21 00:12"));
        assert_eq!(
            (page.phone.as_deref(), page.channel.as_deref()),
            (Some("03-1234-5678"), Some("Big mall"))
        );
        assert_eq!(page.since.text, "Jan 1 09:00");
        assert_eq!(page.addresses, [["佐藤 花", "東京都渋谷区", "Japan"]]);
        let claims: Vec<_> =
            page.claims.iter().map(|row| (row.order_number.as_str(), row.claim.quantity)).collect();
        assert_eq!(claims, [("W-100", 1), ("W-100", 1)]);

        // 60 orders of one moment and one later, nobody else's.
        let mut numbers: Vec<_> = page.orders.iter().map(|order| order.number.clone()).collect();
        assert_eq!((numbers[0].as_str(), page.orders[0].channel.as_str()), ("W-100", "Own store"));
        let second = page_of(&services, 7, page.older).await;
        numbers.extend(second.orders.iter().map(|order| order.number.clone()));
        let third = page_of(&services, 7, second.older).await;
        numbers.extend(third.orders.iter().map(|order| order.number.clone()));
        let expected: Vec<_> = [100].into_iter().chain((1..=60).rev()).map(|id| format!("W-{id}")).collect();
        assert_eq!(numbers, expected);
        assert_eq!((page.above, second.above, third.above, third.older), (0, 25, 50, None));
        let back = page_of(&services, 7, second.newer).await;
        assert_eq!((back.orders, back.newer), (page.orders, None));

        let nobody =
            customer(&services, &actor(Role::Viewer), CustomerId(8), CustomersQuery::parse("")).await;
        assert!(matches!(nobody, Err(Error::NotFound)), "{nobody:?}");
    })
    .await;
}

#[tokio::test]
async fn cus_01_of_very_many_addresses_and_claims_the_newest_are_shown_and_it_is_said() {
    each_database(async |db| {
        let services = shop::open(db, "JP", "Asia/Tokyo").await;
        with_customer(db).await;
        let page = page_of(&services, 7, None).await;
        assert!(!page.has_more_addresses && !page.has_more_claims);

        let addresses = (2..=101).map(|id| an_address(id, &format!("No. {id}"))).collect();
        add::<customer_address::Entity>(db, addresses).await;
        place(db, "JP", vec![a_large_order(300, 99, CustomerId(7))]).await;
        let page = page_of(&services, 7, None).await;
        let recipients: Vec<_> = page.addresses.iter().map(|lines| lines[0].as_str()).collect();
        assert_eq!((recipients.len(), recipients[0], recipients[99]), (100, "No. 2", "No. 101"));
        assert_eq!((page.has_more_addresses, page.has_more_claims, page.claims.len()), (true, true, 100));
    })
    .await;
}

#[tokio::test]
async fn cus_01_claims_of_an_older_database_are_found_by_their_customer_too() {
    each_database(async |db| {
        let services = shop::open(db, "JP", "Asia/Tokyo").await;
        with_customer(db).await;
        let claims = page_of(&services, 7, None).await.claims;
        assert_eq!(claims.len(), 2);
        // As it was before the column came.
        for undo in [
            "DROP INDEX ix_claim_customer_id_requested_at_id",
            "ALTER TABLE claim DROP COLUMN customer_id",
            "DELETE FROM seaql_migrations WHERE version = 'm0004_claim_customer'",
        ] {
            db.store.writer().execute_unprepared(undo).await.unwrap();
        }
        store::migrate(&db.store).await.unwrap();
        assert_eq!(page_of(&services, 7, None).await.claims, claims);
    })
    .await;
}

fn an_address(id: i64, recipient: &str) -> customer_address::Model {
    customer_address::Model {
        id: CustomerAddressId(id),
        customer_id: CustomerId(7),
        recipient: Some(recipient.to_owned()),
        company: None,
        phone: None,
        country: Some("JP".to_owned()),
        postal_code: None,
        region: Some("東京都".to_owned()),
        city: Some("渋谷区".to_owned()),
        line1: None,
        line2: None,
    }
}

async fn with_customer(db: &TestDb) {
    let last = at("2026-11-20T15:12:00Z");
    let hana = customer_row::Model {
        channel_id: Some(MALL),
        phone: Some("03-1234-5678".to_owned()),
        country: Some("JP".to_owned()),
        order_count: 61,
        ..a_customer(7, "hana@mail.example", Some(last))
    };
    add::<customer_row::Entity>(db, vec![hana, a_customer(9, "other@mail.example", Some(last))]).await;
    let total = |currency, amount| customer_total::Model {
        customer_id: CustomerId(7),
        currency,
        order_count: 1,
        amount,
    };
    add::<customer_total::Entity>(db, vec![total(Currency::JPY, 90_000), total(Currency::GBP, 500)]).await;
    add::<customer_address::Entity>(db, vec![an_address(1, "佐藤 花")]).await;
    let mut orders: Vec<_> = (1..=61).map(|id| an_order(id, at("2026-11-19T00:00:00Z"))).collect();
    for parts in &mut orders {
        parts.order.customer_id = Some(CustomerId(if parts.order.id.0 == 61 { 9 } else { 7 }));
    }
    orders.push(a_large_order(100, 2, CustomerId(7)));
    place(db, "JP", orders).await;
}

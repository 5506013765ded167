//! Who ordered: customers are recognised, and only told what was not known.

use std::collections::BTreeMap;

use super::written::{everything, import, orders, services};
use super::*;
use domain::kind::AddressRole;
use domain::kind::TermKind;
use domain::query::NewOrdersQuery;
use domain::role::Role;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use service::Actor;
use store::entity::{channel, customer, customer_address, customer_total, order_term};
use store::testing::{TestDb, each_database};

const HEADING: &str = "order_number,ordered_at,country,sku,quantity,unit_price,customer_id,customer_email,customer_name,\
    customer_phone,recipient,currency";

async fn own(db: &TestDb, channel: &str, rows: &[&str]) {
    let report = import(db, channel, &WAYBILL, HEADING, rows).await;
    assert_eq!(report.rejected, []);
}

/// The customers by the orders that they placed.
async fn buyers(db: &TestDb) -> BTreeMap<String, Option<customer::Model>> {
    let rows = customer::Entity::find().all(db.store.reader()).await.unwrap();
    let of = |id| rows.iter().find(|row| Some(row.id) == id).cloned();
    orders(&db.store).await.into_iter().map(|(number, parts)| (number, of(parts.order.customer_id))).collect()
}

#[tokio::test]
async fn ops_01_customers_are_recognised_by_the_channels_id_or_by_their_email() {
    each_database(async |db| {
        own(
            db,
            "SHOP",
            &[
                "A1,2026-01-05,JP,S,1,100,c-1,,,,,",
                "A2,2026-01-04,JP,S,1,100,c-1,Hana@Example.com,花子,090,,",
                "A3,2026-01-06,US,S,1,100,,hana@example.com,Another name,,Somebody else,",
                "A4,2026-01-05,JP,S,1,100,,taro@example.com,,,,",
                "A5,2026-01-05,US,S,1,100,c-2,hana@example.com,太郎,,花子,",
                "A6,2026-01-05,JP,S,1,100,,,A guest,080-1,,",
                "A7,2026-01-05,JP,S,1,100,,,,,,",
            ],
        )
        .await;
        let known = buyers(db).await;
        let hana = known["A1"].clone().unwrap();
        assert_eq!((&known["A2"], &known["A3"]), (&Some(hana.clone()), &Some(hana.clone())));
        assert_eq!(
            (hana.email.as_deref(), hana.email_key.as_deref()),
            (Some("Hana@Example.com"), Some("hana@example.com"))
        );
        assert_eq!((hana.name.as_deref(), hana.phone.as_deref()), (Some("花子"), Some("090")));
        // Since their first order; and where they live is not where their present goes.
        assert_eq!(hana.created_at.utc().to_rfc3339(), "2026-01-03T15:00:00+00:00");
        assert_eq!((hana.country.as_deref(), hana.order_count), (Some("JP"), 3));
        // The channel tells two apart that share an email.
        let other = known["A5"].clone().unwrap();
        assert_ne!(other.id, hana.id);
        assert_eq!(
            (other.external_ref.as_deref(), &other.email_key, &other.country),
            (Some("c-2"), &None, &None)
        );
        assert_eq!((&known["A6"], &known["A7"]), (&None, &None));
        let orders = orders(&db.store).await;
        assert_eq!(orders["A6"].order.buyer_name.as_deref(), Some("A guest"));
        let bill_to = orders["A6"].addresses.iter().find(|row| row.role == AddressRole::BillTo).unwrap();
        assert_eq!(bill_to.phone.as_deref(), Some("080-1"));

        // A second file recognises them, and tells only what is new.
        own(
            db,
            "SHOP",
            &[
                "B1,2026-02-05,JP,S,1,100,c-1,new@example.com,New name,,,",
                "B2,2026-02-05,JP,S,1,100,c-9,TARO@example.com,太郎,,,",
                "B3,2026-02-05,JP,S,1,100,c-9,,,,,",
            ],
        )
        .await;
        let known = buyers(db).await;
        let again = known["B1"].clone().unwrap();
        assert_eq!(
            (again.id, &again.email, &again.name, again.order_count),
            (hana.id, &hana.email, &hana.name, 4)
        );
        let taro = known["B2"].clone().unwrap();
        assert_eq!((Some(&taro), Some(&taro)), (known["A4"].as_ref(), known["B3"].as_ref()));
        assert_eq!((taro.external_ref.as_deref(), taro.name_key.as_deref()), (Some("c-9"), Some("太郎")));
    })
    .await;
}

#[tokio::test]
async fn ops_01_the_same_id_in_two_channels_is_two_customers() {
    each_database(async |db| {
        own(db, "SHOP", &["A1,2026-01-05,JP,S,1,100,1,,,,,"]).await;
        own(db, "OLD", &["B1,2026-01-05,JP,S,1,100,1,,,,,"]).await;
        let known = buyers(db).await;
        let (first, second) = (known["A1"].clone().unwrap(), known["B1"].clone().unwrap());
        assert_ne!(first.id, second.id);
        let channels = channel::Entity::find().all(db.store.reader()).await.unwrap();
        assert_eq!([first.channel_id, second.channel_id], [Some(channels[0].id), Some(channels[1].id)]);
    })
    .await;
}

#[tokio::test]
async fn ops_01_lifetime_figures_leave_out_canceled_orders() {
    each_database(async |db| {
        own(
            db,
            "SHOP",
            &[
                "A1,2026-01-05,JP,T,2,100,c-1,,,,,JPY",
                "A2,2026-01-06,JP,S,1,2.50,c-1,,,,,USD",
                "A3,2026-01-07,JP,S,1,300,c-1,,,,,JPY",
            ],
        )
        .await;
        let heading = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country";
        let rows = ["C1,T,X,-5,1/9/2026 10:00,1,c-1,Japan", "C2,T,X,-5,1/9/2026 10:00,1,c-2,Japan"];
        import(db, "SHOP", &ONLINE_RETAIL, heading, &rows).await;
        let known = buyers(db).await;
        let buyer = known["A1"].clone().unwrap();
        assert_eq!(buyer.order_count, 4);
        assert_eq!(buyer.last_order_at.unwrap().utc().to_rfc3339(), "2026-01-09T10:00:00+00:00");
        // Whoever only canceled is listed, without an amount.
        assert_eq!(known["C2"].as_ref().unwrap().order_count, 1);
        let totals = customer_total::Entity::find().all(db.store.reader()).await.unwrap();
        let totals: Vec<_> =
            totals.iter().map(|row| (row.customer_id, row.currency, row.order_count, row.amount)).collect();
        assert_eq!(totals, [(buyer.id, Currency::JPY, 2, 500), (buyer.id, Currency::USD, 1, 250)]);
    })
    .await;
}

/// The numbers and the emails of the new orders that a search by email shows; searched by their SKU too it shows the same.
async fn found(db: &TestDb, email: &str) -> Vec<(String, Option<String>)> {
    let actor = Actor {
        user_id: domain::id::UserId(1),
        email: "viewer@waybill.test".to_owned(),
        role: Role::Viewer,
        locale: text::Locale::En,
        address: None,
    };
    let mut found = Vec::new();
    for pairs in [vec![("email", email)], vec![("email", email), ("in", "sku"), ("q", "s")]] {
        let query = NewOrdersQuery::parse(&domain::query::encode(pairs));
        let list = service::new_orders(&services(db), &actor, query).await.unwrap();
        found.push(list.rows.into_iter().map(|row| (row.number, row.member.email)).collect::<Vec<_>>());
    }
    assert_eq!(found[0], found[1]);
    found.remove(0)
}

#[tokio::test]
async fn rel_03_an_order_without_an_email_is_found_by_that_of_its_customer() {
    each_database(async |db| {
        own(
            db,
            "SHOP",
            &["A1,2026-01-05,JP,S,1,100,c-1,,,,,", "A2,2026-01-06,JP,S,1,100,c-2,taro@example.com,,,,"],
        )
        .await;
        assert_eq!(found(db, "hana@example.com").await, []);
        // Another file tells it: the order that is there is found too, from then on.
        own(
            db,
            "SHOP",
            &[
                "B1,2026-02-05,JP,S,1,100,c-1,Hana@Example.com,,,,",
                "B2,2026-02-06,JP,S,1,100,c-1,,,,,",
                "B3,2026-02-07,JP,S,1,100,c-1,other@example.com,,,,",
            ],
        )
        .await;
        let hana = Some("Hana@Example.com".to_owned());
        let theirs = ["B2", "B1", "A1"].map(|number| (number.to_owned(), hana.clone()));
        assert_eq!(found(db, "hana@example.com").await, theirs);
        assert_eq!(found(db, "taro@example.com").await.len(), 1);
        // What came with an order is the order's.
        assert_eq!(
            found(db, "other@example.com").await,
            [("B3".to_owned(), Some("other@example.com".to_owned()))]
        );
        let emails = order_term::Entity::find()
            .filter(order_term::Column::Kind.eq(TermKind::Email))
            .count(db.store.reader())
            .await
            .unwrap();
        assert_eq!(emails, 5);
    })
    .await;
}

#[tokio::test]
async fn cus_01_where_orders_go_is_in_their_customers_address_books_once() {
    each_database(async |db| {
        let heading = "order_number,ordered_at,country,sku,quantity,unit_price,customer_id,recipient,phone,\
            postal_code,region,city,line1,line2";
        let rows = [
            "A1,2026-01-05,JP,S,1,100,c-1,能登 花子,03-0000-0000,100-0001,東京都,千代田区,表町1-2-3,101",
            "A2,2026-01-06,JP,S,1,100,c-1,能登 花子,03-0000-0000,100-0001,東京都,千代田区,表町1-2-3,101",
            "A3,2026-01-07,US,S,1,100,c-1,Ann Lee,,97201,Oregon,Portland,1 Front St,",
            "A4,2026-01-08,JP,S,1,100,c-2,能登 花子,03-0000-0000,100-0001,東京都,千代田区,表町1-2-3,101",
            // A country alone is no address, and a guest has no address book.
            "A5,2026-01-09,KR,S,1,100,c-3,Kim,,,,,,",
            "A6,2026-01-09,JP,S,1,100,,Guest,,100-0001,東京都,千代田区,表町1-2-3,",
        ];
        import(db, "SHOP", &WAYBILL, heading, &rows).await;
        let known = buyers(db).await;
        let of = |number: &str| known[number].as_ref().unwrap().id;
        let book = async || {
            let rows = customer_address::Entity::find().order_by_asc(customer_address::Column::Id);
            rows.all(db.store.reader()).await.unwrap()
        };
        let expected =
            [(of("A1"), "JP", "100-0001"), (of("A1"), "US", "97201"), (of("A4"), "JP", "100-0001")];
        let rows_of = |rows: &[customer_address::Model]| -> Vec<_> {
            rows.iter()
                .map(|row| (row.customer_id, row.country.clone().unwrap(), row.postal_code.clone().unwrap()))
                .collect()
        };
        let expected: Vec<_> =
            expected.map(|(id, country, code)| (id, country.to_owned(), code.to_owned())).into();
        let first = book().await;
        assert_eq!(rows_of(&first), expected);
        assert_eq!(
            (first[0].recipient.as_deref(), first[0].line2.as_deref()),
            (Some("能登 花子"), Some("101"))
        );

        // The same file again changes nothing; a new order to a known place adds none, one to another place does.
        let before = everything(&db.store).await;
        import(db, "SHOP", &WAYBILL, heading, &rows).await;
        assert_eq!(everything(&db.store).await, before);
        let more = [
            "B1,2026-03-05,JP,S,1,100,c-1,能登 花子,03-0000-0000,100-0001,東京都,千代田区,表町1-2-3,101",
            "B2,2026-03-05,JP,S,1,100,c-1,能登 花子,03-0000-0000,100-0001,東京都,千代田区,表町4-5,",
        ];
        import(db, "SHOP", &WAYBILL, heading, &more).await;
        let last = book().await;
        assert_eq!((last.len(), &last[..3]), (4, &first[..]));
        assert_eq!((last[3].customer_id, last[3].line1.as_deref()), (of("A1"), Some("表町4-5")));
    })
    .await;
}

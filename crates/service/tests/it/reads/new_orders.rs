//! REL-01 to REL-04: the New orders list says what going through all orders one by one says.

use chrono::NaiveDate;
use domain::count::Count;
use domain::id::{LocationId, OptionId, PolicyId};
use domain::kind::{Destination, TermKind};
use domain::money::{Currency, Money};
use domain::query::{
    Created, NewOrdersQuery, OfCustomer, PageSize, Parsed, QueueStatus, Quick, Routing, Search, SearchField,
};
use domain::release::{ReleaseFailure, ReleaseState};
use domain::role::Role;
use domain::view::{NewOrders, TabCounts};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use service::{Services, new_orders};
use store::entity::order_address;
use store::testing::{TestDb, each_database};

use super::parts::an_address;
use super::queue::{Asked, Expected, expect, queue};
use crate::shop::{self, ROUTES, actor, an_order, at, failed, place, routed};

/// The texts that searches look for; the last is on no order.
const TEXTS: [&str; 10] =
    ["W-1007", "own-1007", "W-1003", "TEE", "TEE-NV", "CAP", "MUG", "POSTER-A1", "tee-nv", "W-1"];
const EMAILS: [&str; 4] =
    ["Hana.Sato@Mail.Example", "bob@mail.example", "c3@mail.example", "nobody@mail.example"];

async fn list(services: &Services, query: NewOrdersQuery) -> NewOrders {
    new_orders(services, &actor(Role::Viewer), Parsed { query, problems: Vec::new() }).await.unwrap()
}

async fn list_of(services: &Services, url: &str) -> NewOrders {
    new_orders(services, &actor(Role::Viewer), NewOrdersQuery::parse(url)).await.unwrap()
}

fn numbers(list: &NewOrders) -> Vec<String> {
    list.rows.iter().map(|row| row.number.clone()).collect()
}

/// The sample in a shop at home in Japan.
async fn with_queue(db: &TestDb) -> (Services, Vec<super::queue::Queued>) {
    let services = shop::open(db, "JP", "Asia/Tokyo").await;
    let orders = queue();
    place(db, "JP", orders.iter().map(|queued| queued.parts.clone()).collect()).await;
    (services, orders)
}

fn any_asked() -> impl Strategy<Value = Asked> {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let days = |from: Option<&str>, to: Option<&str>| Created::Days { from: from.map(day), to: to.map(day) };
    let created = vec![
        Created::Quick(Quick::Today),
        Created::Quick(Quick::Week),
        Created::Quick(Quick::Month),
        Created::Quick(Quick::Quarter),
        days(Some("2026-11-01"), None),
        days(None, Some("2026-10-31")),
        days(Some("2026-10-01"), Some("2026-10-31")),
        days(Some("2026-11-22"), Some("2026-11-22")),
        days(Some("2026-11-22"), Some("2026-11-01")),
    ];
    let search = (prop::option::of(prop::sample::select(SearchField::ALL)), prop::sample::select(&TEXTS[..]));
    (
        (prop::sample::select(Destination::ALL), prop::sample::select(QueueStatus::ALL)),
        prop::option::of(search),
        prop::option::weighted(0.3, prop::sample::select(&EMAILS[..])),
        prop::option::weighted(0.4, prop::sample::select(created)),
        prop::option::of((0..4_usize, any::<[bool; 3]>(), any::<bool>())),
    )
        .prop_map(|((destination, status), search, email, created, routing)| {
            let routing = routing.map_or((None, None, None), |(route, chosen, is_mixed)| {
                let shop::Route(location, policy, option) = ROUTES[route];
                // Also an option beside the policy or location of another.
                let option = if is_mixed { ROUTES[(route + 1) % 4].2 } else { option };
                (chosen[0].then_some(location), chosen[1].then_some(policy), chosen[2].then_some(option))
            });
            Asked { destination, status, search, email, created, routing }
        })
}

fn query(asked: &Asked) -> NewOrdersQuery {
    let (location, policy, option) = asked.routing;
    NewOrdersQuery {
        destination: asked.destination,
        tab: asked.status,
        search: asked.search.map(|(field, text)| Search { field, text: text.to_owned() }),
        own: OfCustomer { email: asked.email.map(str::to_owned) },
        created: asked.created,
        routing: Routing {
            location: location.map(LocationId),
            policy: policy.map(PolicyId),
            option: option.map(OptionId),
        },
        size: PageSize::ALL[3],
        cursor: None,
    }
}

#[tokio::test]
async fn rel_01_to_04_rows_and_counts_are_those_of_a_look_at_every_order() {
    // The texts are compared as they stand in the sample; the one in another case is looked up in its own.
    let as_stored = |asked: &Asked| Asked {
        search: asked.search.map(|(field, text)| (field, if text == "tee-nv" { "TEE-NV" } else { text })),
        ..asked.clone()
    };
    each_database(async |db| {
        let (services, orders) = with_queue(db).await;
        let mut runner = TestRunner::deterministic();
        let mut shown = 0;
        for _ in 0..150 {
            let asked = any_asked().new_tree(&mut runner).unwrap().current();
            let list = list(&services, query(&asked)).await;
            let expected = expect(&orders, &as_stored(&asked));
            let actual =
                Expected { numbers: numbers(&list), counts: list.counts, recognised: list.recognised };
            assert_eq!(actual, expected, "{asked:?}");
            assert_eq!(list.total, expected.counts.of(asked.status, asked.destination), "{asked:?}");
            assert_eq!((list.above, list.older, list.newer), (0, None, None), "{asked:?}");
            assert!(!list.desk_is_empty);
            shown += usize::from(!list.rows.is_empty());
        }
        // Else the sample would prove little.
        assert!(shown > 50, "only {shown} queries showed an order");
    })
    .await;
}

#[tokio::test]
async fn rel_01_test_orders_are_listed_but_not_counted() {
    each_database(async |db| {
        let services = shop::open(db, "JP", "Asia/Tokyo").await;
        let mut test = an_order(2, at("2026-11-20T00:00:00Z"));
        test.order.is_test = true;
        place(db, "JP", vec![an_order(1, at("2026-11-21T00:00:00Z")), test]).await;
        for url in ["", "q=TEE", "q=TEE&in=sku", "q=TEE-NV&in=sku"] {
            let list = list_of(&services, url).await;
            let expected: &[_] = if url == "q=TEE&in=sku" { &[] } else { &[("W-1", false), ("W-2", true)] };
            let rows: Vec<_> = list.rows.iter().map(|row| (row.number.as_str(), row.is_test)).collect();
            assert_eq!(rows, expected, "{url}");
            assert_eq!(list.total.counted, u64::from(!expected.is_empty()), "{url}");
        }
        let desk = service::desk(&services, &actor(Role::Viewer)).await.unwrap();
        assert_eq!(desk.queues.new_orders, 1);
    })
    .await;
}

#[tokio::test]
async fn rel_02_an_unbound_search_is_an_order_number_then_a_sku_then_a_product() {
    each_database(async |db| {
        let (services, _) = with_queue(db).await;
        for (text, kind) in [
            ("W-1003", Some(TermKind::OrderNo)), // a SKU too
            ("own-1007", Some(TermKind::OrderNo)),
            ("CAP", Some(TermKind::Sku)), // a product too
            ("TEE", Some(TermKind::ProductId)),
            ("W-1", None), // a beginning is no whole
        ] {
            let list = list_of(&services, &domain::query::encode([("q", text)])).await;
            assert_eq!(list.recognised, kind, "{text}");
        }
        // A chosen field is not recognised, and not replaced by another that would find something.
        let list = list_of(&services, "q=TEE&in=order_no").await;
        assert_eq!((list.recognised, list.rows.len()), (None, 0));
        assert_eq!(list.counts, TabCounts::by(|_, _| Count::default()));
        assert!(!list.desk_is_empty);
    })
    .await;
}

#[tokio::test]
async fn rel_02_rel_03_what_is_typed_in_another_case_or_width_is_found() {
    each_database(async |db| {
        let (services, _) = with_queue(db).await;
        for (typed, plain) in [
            (("q", "w-1007"), ("q", "W-1007")),
            (("q", " ｗ－１００７　"), ("q", "W-1007")),
            (("q", "ＯＷＮ－１００７"), ("q", "own-1007")),
            (("q", "ｔｅｅ－ｎｖ"), ("q", "TEE-NV")),
            (("q", "Poster"), ("q", "POSTER")),
            (("email", "HANA.SATO@MAIL.EXAMPLE"), ("email", "Hana.Sato@Mail.Example")),
            (("email", "　ｂｏｂ＠mail.example"), ("email", "bob@mail.example")),
        ] {
            let found = numbers(&list_of(&services, &domain::query::encode([plain])).await);
            assert!(!found.is_empty(), "{plain:?}");
            assert_eq!(
                numbers(&list_of(&services, &domain::query::encode([typed])).await),
                found,
                "{typed:?}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn rel_02_signs_that_no_database_keeps_find_nothing() {
    each_database(async |db| {
        let (services, _) = with_queue(db).await;
        for url in
            ["q=W-1007%00", "q=%00&in=sku", "email=bob%40mail.example%00", "q=%25", "q='%3B--", "email=%FF"]
        {
            let list = list_of(&services, url).await;
            assert_eq!((list.rows.len(), list.total.counted), (0, 0), "{url}");
        }
    })
    .await;
}

#[tokio::test]
async fn rel_02_a_day_is_the_merchants_day_also_when_the_clocks_change() {
    each_database(async |db| {
        let services = shop::open(db, "GB", "Europe/London").await;
        // 2026-10-25 has 25 hours in London, from 23:00 UTC of the day before; 2026-03-29 has 23.
        let moments = [
            "2026-03-28T23:59:59.999999Z",
            "2026-03-29T00:00:00Z",
            "2026-03-29T22:59:59.999999Z",
            "2026-03-29T23:00:00Z",
            "2026-10-24T22:59:59.999999Z",
            "2026-10-24T23:00:00Z",
            "2026-10-25T23:59:59.999999Z",
            "2026-10-26T00:00:00Z",
        ];
        let orders = moments.iter().zip(1..).map(|(moment, id)| {
            let mut parts = an_order(id, at(moment));
            parts.order.country = Some("GB".to_owned());
            parts
        });
        place(db, "GB", orders.collect()).await;
        for (day, expected) in [
            ("2026-03-28", vec!["W-1"]),
            ("2026-03-29", vec!["W-3", "W-2"]),
            ("2026-03-30", vec!["W-4"]),
            ("2026-10-24", vec!["W-5"]),
            ("2026-10-25", vec!["W-7", "W-6"]),
            ("2026-10-26", vec!["W-8"]),
        ] {
            let list = list_of(&services, &format!("from={day}&until={day}")).await;
            assert_eq!(numbers(&list), expected, "{day}");
            assert_eq!(list.total.counted, expected.len() as u64, "{day}");
        }
        // The first and the last day that can be typed, and a range that runs backwards.
        for url in ["from=-262143-01-01", "until=%2B262142-12-31", "from=0001-01-01&until=9999-12-31"] {
            assert_eq!(list_of(&services, url).await.total.counted, 8, "{url}");
        }
        assert_eq!(list_of(&services, "from=2026-10-26&until=2026-03-01").await.total.counted, 0);
    })
    .await;
}

#[tokio::test]
async fn rel_01_what_of_the_address_makes_no_sense_is_named_and_the_rest_is_shown() {
    each_database(async |db| {
        let (services, orders) = with_queue(db).await;
        let url = "to=moon&rows=7&option=x&range=year&from=soon&in=colour&q=TEE&after=1_2";
        let list = list_of(&services, url).await;
        let problems = NewOrdersQuery::parse(url).problems;
        let problems: Vec<_> = problems.iter().map(|problem| problem.name.as_str()).collect();
        assert_eq!(problems, ["to", "rows", "option", "range", "from", "in", "after"]);
        assert_eq!(list.recognised, Some(TermKind::ProductId));
        let asked = Asked {
            destination: Destination::Domestic,
            status: QueueStatus::NotReleased,
            search: Some((None, "TEE")),
            email: None,
            created: None,
            routing: (None, None, None),
        };
        let expected = expect(&orders, &asked);
        assert_eq!(list.counts, expected.counts);
        assert_eq!(numbers(&list), expected.numbers[..50]);
    })
    .await;
}

#[tokio::test]
async fn rel_04_a_location_narrows_the_policies_and_a_policy_the_options() {
    each_database(async |db| {
        let services = shop::open(db, "JP", "Asia/Tokyo").await;
        let offered = async |url: &str| {
            let choices = list_of(&services, url).await.choices;
            let ids =
                |choices: &[domain::view::Choice]| choices.iter().map(|choice| choice.id).collect::<Vec<_>>();
            (ids(&choices.locations), ids(&choices.policies), ids(&choices.options))
        };
        assert_eq!(offered("").await, (vec![1, 2], vec![1, 2, 3], vec![1, 2, 3, 4]));
        assert_eq!(offered("location=1").await, (vec![1, 2], vec![1, 2], vec![1, 2, 3]));
        assert_eq!(offered("location=1&policy=2").await, (vec![1, 2], vec![1, 2], vec![3]));
        assert_eq!(offered("policy=3").await, (vec![1, 2], vec![1, 2, 3], vec![4]));
        // What does not fit is let go.
        assert_eq!(offered("location=2&policy=1&option=3").await, (vec![1, 2], vec![3], vec![4]));
        assert_eq!(offered("policy=1&option=3").await, (vec![1, 2], vec![1, 2, 3], vec![1, 2]));
        assert_eq!(offered("location=9").await, (vec![1, 2], vec![], vec![]));
    })
    .await;
}

#[tokio::test]
async fn rel_01_rel_07_a_row_says_what_is_needed_to_decide() {
    each_database(async |db| {
        let services = shop::open(db, "JP", "Asia/Tokyo").await;
        let mut parts = an_order(1, at("2026-11-18T15:30:00Z"));
        parts.order.email = Some("Hana@mail.example".to_owned());
        parts.order.buyer_name = Some("Sato Hana".to_owned());
        parts.order.shipping_request = Some("Leave it at the door".to_owned());
        parts.lines[0].option_name = Some("Navy".to_owned());
        parts.lines[0].ordered = 3;
        parts.lines[0].canceled = 1;
        routed(&mut parts.lines[0], ROUTES[3]);
        parts.lines.push(shop::a_line(1, 2, "CAP", "CAP"));
        parts.addresses.push(order_address::Model {
            city: Some("渋谷区".to_owned()),
            postal_code: Some("150-0001".to_owned()),
            ..an_address(1)
        });
        let reasons =
            vec![ReleaseFailure::NoDeliveryPolicy { sku: "CAP".to_owned() }, ReleaseFailure::OnHold];
        failed(&mut parts, &reasons);
        let mut abroad = an_order(2, at("2026-11-22T02:00:00Z"));
        abroad.order.country = None;
        abroad.order.country_given = Some("Atlantis".to_owned());
        let mut town = an_order(3, at("2026-11-22T01:00:00Z"));
        (town.order.country, town.order.country_given) = (None, Some("Atlantis".to_owned()));
        town.addresses.push(order_address::Model { city: Some("Poseidonis".to_owned()), ..an_address(3) });
        place(db, "JP", vec![parts, abroad, town]).await;

        let list = list_of(&services, "status=failed").await;
        let [row] = &list.rows[..] else { panic!("{:?}", list.rows) };
        assert_eq!((row.state, &row.failures), (ReleaseState::Failed, &reasons));
        assert_eq!(row.placed.text, "Nov 19 00:30");
        assert_eq!(row.placed.iso, "2026-11-18T15:30:00Z");
        assert_eq!(row.late_days, Some(3));
        assert_eq!(row.member.email.as_deref(), Some("Hana@mail.example"));
        assert_eq!(row.member.name.as_deref(), Some("Sato Hana"));
        assert_eq!(row.shipping_request.as_deref(), Some("Leave it at the door"));
        assert_eq!((row.first_item.as_deref(), row.more_lines, row.quantity), (Some("The TEE / Navy"), 1, 3));
        assert_eq!(row.total, Money::new(6000, Currency::JPY));
        assert_eq!(row.ship_to, "渋谷区 150-0001");
        assert_eq!(row.option.as_deref(), Some("Option 4"));

        let list = list_of(&services, "to=international").await;
        let [row, town] = &list.rows[..] else { panic!("{:?}", list.rows) };
        assert_eq!(town.ship_to, "Poseidonis Atlantis");
        assert_eq!((row.late_days, row.ship_to.as_str()), (None, "Atlantis"));
        assert_eq!((&row.failures[..], &row.option), (&[][..], &None));
    })
    .await;
}

#[tokio::test]
async fn rel_01_an_empty_desk_is_told_from_an_empty_tab() {
    each_database(async |db| {
        let services = shop::open(db, "JP", "Asia/Tokyo").await;
        assert!(list_of(&services, "").await.desk_is_empty);
        assert!(!list_of(&services, "q=TEE").await.desk_is_empty, "a search that found nothing is just that");
        place(db, "JP", vec![an_order(1, at("2026-11-21T00:00:00Z"))]).await;
        assert!(!list_of(&services, "to=international").await.desk_is_empty);
    })
    .await;
}

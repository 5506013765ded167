//! SEC-02: two servers on one database, asked by sixteen clients at once.

use std::collections::BTreeMap;

use domain::outcome::Outcome;
use domain::role::Role;
use service::account;
use store::entity::stock;
use store::testing::each_database;

use crate::books::{balance, stocks};
use crate::process::{PASSWORD, Server, Waybill, request};
use crate::shop::{self, add, place, ready_order};

const ORDERS: i64 = 200;
const CLIENTS: usize = 16;
/// So many orders find no stock.
const SHORT: i32 = 3;
const PEOPLE: [&str; 2] = ["a@waybill.test", "b@waybill.test"];

/// What a client was answered for an order, in JSON.
fn release(server: &Server, cookie: &str, order: i64, key: &str) -> Outcome {
    let body = format!("number=W-{order}&version=1&key={key}&back=%2F");
    let headers = [("cookie", cookie), ("accept", "application/json")];
    let answer = request(server.address, "POST", "/api/orders/release", &headers, &body);
    assert_eq!(answer.status, 200, "{answer:?}\n{}", server.log());
    // The body comes in chunks.
    let json = answer.body.lines().find(|line| line.starts_with('"') || line.starts_with('{'));
    serde_json::from_str(json.unwrap_or_default()).unwrap_or_else(|error| panic!("{error}: {answer:?}"))
}

/// What each of the clients was answered; `key` is given the client and the order. All ask as the person that `person` says.
fn race(
    servers: &[Server; 2],
    cookies: &[[String; 2]; 2],
    orders: std::ops::RangeInclusive<i64>,
    person: impl Fn(usize) -> usize + Sync,
    key: impl Fn(usize, i64) -> String + Sync,
) -> Vec<Vec<Outcome>> {
    std::thread::scope(|scope| {
        let clients: Vec<_> = (0..CLIENTS)
            .map(|client| {
                let (server, orders) = (client % 2, orders.clone());
                let (person, key) = (&person, &key);
                scope.spawn(move || {
                    let cookie = &cookies[server][person(client)];
                    orders
                        .map(|order| release(&servers[server], cookie, order, &key(client, order)))
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        clients.into_iter().map(|client| client.join().unwrap()).collect()
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sec_02_rel_08_two_servers_release_the_same_orders_once() {
    each_database(async |db| {
        let services = shop::open(db, "JP", "Asia/Tokyo").await;
        place(db, "JP", (1..=2 * ORDERS).map(|id| ready_order(id, 1)).collect()).await;
        let on_hand = i32::try_from(2 * ORDERS).unwrap() - SHORT;
        let (location_id, sku_id) = (domain::id::LocationId(1), domain::id::SkuId(1));
        add::<stock::Entity>(db, vec![stock::Model { location_id, sku_id, on_hand, allocated: 0 }]).await;
        store::bulk::reset_sequences(&db.store).await.unwrap();
        for email in PEOPLE {
            account::add_user(&services, email, PASSWORD, Role::Fulfilment).await.unwrap();
        }
        let before = stocks(db).await;
        let waybill = Waybill::new();
        let servers = [(); 2].map(|()| waybill.serve(&["--database", &db.url]));
        let cookies = [0, 1].map(|server: usize| PEOPLE.map(|email| servers[server].sign_in(email)));

        // The same request from everywhere is done once and answered alike.
        let same = |_, order| format!("the-same-request-{order}");
        let answers = race(&servers, &cookies, 1..=ORDERS, |_| 0, same);
        assert!(answers[0].iter().all(Outcome::is_done), "{:?}", answers[0]);
        assert!(answers.iter().all(|client| *client == answers[0]));

        // Requests of many: each order once, the others told by whom.
        let own = |client, order| format!("client-{client}-order-{order}");
        let answers = race(&servers, &cookies, ORDERS + 1..=2 * ORDERS, |client| client / 8, own);
        let mut done = BTreeMap::<usize, (usize, usize)>::new();
        for (client, answers) in answers.iter().enumerate() {
            for (order, answer) in answers.iter().enumerate() {
                if answer.is_done() {
                    let times = &mut done.entry(order).or_default().0;
                    *times += 1;
                    done.entry(order).or_default().1 = client / 8;
                }
            }
        }
        assert_eq!(done.len(), usize::try_from(ORDERS).unwrap() - usize::try_from(SHORT).unwrap());
        assert!(done.values().all(|(times, _)| *times == 1), "{done:?}");
        for (order, answer) in answers.iter().flat_map(|answers| answers.iter().enumerate()) {
            match (answer, done.get(&order)) {
                (Outcome::Done { .. }, Some(_)) => {}
                (Outcome::AlreadyReleased { by }, Some((_, person))) => {
                    assert_eq!(by.as_deref(), Some(PEOPLE[*person]), "order {order}");
                }
                // No stock; or somebody else has been told so since this page came.
                (Outcome::Failed { .. } | Outcome::Changed, None) => {}
                other => panic!("order {order}: {other:?}"),
            }
        }
        drop(servers);
        balance(db, &before).await;
    })
    .await;
}

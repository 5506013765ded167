//! MAL-13: a mall's listings are linked to own SKUs.

use domain::id::{ItemRuleId, LocationId, OptionId, PolicyId, SkuId};
use domain::item_link::CannotLink;
use domain::kind::{ItemLink, JobState};
use domain::order::{LineIndex, Refusal};
use domain::outcome::Outcome;
use domain::query::NewOrdersQuery;
use domain::release::{ReleaseFailure, ReleaseState};
use domain::role::Role;
use domain::stage::Stage;
use domain::view::{BulkCommand, Selection};
use sea_orm::{ActiveModelTrait as _, ActiveValue::Set, EntityTrait as _, IntoActiveModel as _};
use service::command::{self, IdempotencyKey, LinkItems};
use service::jobs::{self, Worked, work};
use service::{Services, new_orders, order_detail};
use store::aggregate::OrderParts;
use store::entity::{item_rule, order_line};
use store::testing::{TestDb, each_database};

use super::books::{balance, orders, stocks};
use super::{give, open, ready_order, release};
use crate::shop::{MALL, ROUTES, a_line, actor, add, at, routed};

/// An order of the mall in Processing whose one listing is linked to nothing.
fn unlinked(id: i64) -> OrderParts {
    let mut parts = ready_order(id, 1);
    parts.order.channel_id = MALL;
    parts.order.mall_stage = Some(Stage::Processing);
    parts.lines = vec![listing(id, 1, "mall-tee")];
    parts
}

fn listing(order: i64, position: i32, mall_sku: &str) -> order_line::Model {
    let mut line = a_line(order, position, "LISTING", mall_sku);
    line.name = format!("Mall {mall_sku}");
    line.mall_sku = Some(mall_sku.to_owned());
    line.item_link = ItemLink::Fail;
    line
}

/// Says what the mall's listing is.
async fn a_rule(db: &TestDb, mall_sku: &str) {
    let rule = item_rule::Model {
        id: ItemRuleId(1),
        channel_id: MALL,
        mall_sku: mall_sku.to_owned(),
        sku_id: SkuId(1),
        created_at: at("2026-01-01T00:00:00Z"),
    };
    add::<item_rule::Entity>(db, vec![rule]).await;
}

async fn rules(db: &TestDb) -> Vec<(String, i64)> {
    let rules = item_rule::Entity::find().all(db.store.reader()).await.unwrap();
    rules.into_iter().map(|rule| (rule.mall_sku, rule.sku_id.0)).collect()
}

/// The numbers of the orders that are found by a SKU.
async fn found(services: &Services, sku: &str, status: &str) -> Vec<String> {
    let query = NewOrdersQuery::parse(&format!("q={sku}&in=sku&status={status}"));
    let list = new_orders(services, &actor(Role::Viewer), query).await.unwrap();
    list.rows.into_iter().map(|row| row.number).collect()
}

fn by_hand(sku: &str) -> LinkItems {
    LinkItems::by_hand(LineIndex(0), sku)
}

fn refused(why: CannotLink) -> Outcome {
    Outcome::Refused { refusal: Refusal::Link(why) }
}

const DONE: Outcome = Outcome::Done { shipments: Vec::new() };

#[tokio::test]
async fn mal_13_a_listing_with_a_rule_is_linked_and_gets_a_way_to_ship() {
    each_database(async |db| {
        let services = open(db, 5, vec![unlinked(1)]).await;
        let before = stocks(db).await;
        a_rule(db, "mall-tee").await;
        let Outcome::Failed { failures } = release(&services, "W-1").await else { panic!() };
        assert!(matches!(&failures[0], ReleaseFailure::ItemLinkFailed { .. }), "{failures:?}");
        assert_eq!(found(&services, "tee-nv", "failed").await, [""; 0]);

        assert_eq!(give(&services, "W-1", &LinkItems::ByRules).await.unwrap(), DONE);
        let linked = orders(db).await.remove(0);
        let line = &linked.lines[0];
        assert_eq!((line.sku_id, line.item_link), (Some(SkuId(1)), ItemLink::Ok));
        assert_eq!((line.sku_code.as_str(), line.product_code.as_str()), ("TEE-NV", "TEE"));
        assert_eq!(line.mall_sku.as_deref(), Some("mall-tee"));
        // The default location, its first policy, that one's first option.
        assert_eq!(
            (line.location_id, line.policy_id, line.option_id),
            (Some(LocationId(1)), Some(PolicyId(1)), Some(OptionId(1)))
        );
        assert_eq!(linked.order.item_link, ItemLink::Ok);
        // Why it failed stands there until it is tried again.
        assert_eq!(linked.order.release_state, ReleaseState::Failed);
        assert_eq!(found(&services, "tee-nv", "failed").await, ["W-1"]);
        assert_eq!(found(&services, "mall-tee", "failed").await, [""; 0]);
        let detail = order_detail(&services, &actor(Role::Viewer), "W-1").await.unwrap();
        assert_eq!(detail.timeline[0].text, "Mall mall-tee linked to SKU TEE-NV");
        assert_eq!(detail.timeline[0].by, "desk@shop.example");
        balance(db, &before).await;

        // Linked once more, nothing is written; and now it can be released.
        let version = linked.order.version;
        assert_eq!(give(&services, "W-1", &LinkItems::ByRules).await.unwrap(), Outcome::Unchanged);
        assert_eq!(give(&services, "W-1", &by_hand("TEE-NV")).await.unwrap(), Outcome::Unchanged);
        assert_eq!(orders(db).await[0].order.version, version);
        assert!(release(&services, "W-1").await.is_done());
        balance(db, &before).await;
    })
    .await;
}

#[tokio::test]
async fn mal_13_linking_by_hand_makes_the_rule_for_the_next_order() {
    each_database(async |db| {
        // It can be linked while it still waits (MAL-03).
        let mut waiting = unlinked(2);
        waiting.order.mall_stage = Some(Stage::Waiting);
        let services = open(db, 5, vec![unlinked(1), waiting]).await;
        let before = stocks(db).await;
        let no_rule = refused(CannotLink::NoRule { items: vec!["Mall mall-tee".to_owned()] });
        assert_eq!(give(&services, "W-1", &LinkItems::ByRules).await.unwrap(), no_rule);
        let fulfilment = order_detail(&services, &actor(Role::Fulfilment), "W-1").await.unwrap();
        assert!(fulfilment.lines[0].can_link);
        assert!(!order_detail(&services, &actor(Role::Viewer), "W-1").await.unwrap().lines[0].can_link);

        // As a Japanese keyboard types it.
        assert_eq!(give(&services, "W-1", &by_hand("　ＴＥＥ－ＮＶ ")).await.unwrap(), DONE);
        assert_eq!(rules(db).await, [("mall-tee".to_owned(), 1)]);
        assert_eq!(give(&services, "W-2", &LinkItems::ByRules).await.unwrap(), DONE);
        let linked = orders(db).await;
        assert!(linked.iter().all(|parts| parts.order.item_link == ItemLink::Ok), "{linked:?}");
        balance(db, &before).await;
    })
    .await;
}

#[tokio::test]
async fn mal_13_a_rule_that_was_wrong_is_replaced() {
    each_database(async |db| {
        let services = open(db, 5, vec![unlinked(1)]).await;
        let tee = store::entity::sku::Entity::find().one(db.store.reader()).await.unwrap().unwrap();
        let white = store::entity::sku::Model { id: SkuId(2), code: "TEE-WH".to_owned(), ..tee };
        add::<store::entity::sku::Entity>(db, vec![white]).await;
        a_rule(db, "mall-tee").await;
        assert_eq!(give(&services, "W-1", &by_hand("TEE-WH")).await.unwrap(), DONE);
        assert_eq!(rules(db).await, [("mall-tee".to_owned(), 2)]);
    })
    .await;
}

#[tokio::test]
async fn mal_13_an_unknown_sku_is_refused_and_changes_nothing() {
    each_database(async |db| {
        let services = open(db, 5, vec![unlinked(1)]).await;
        for code in ["TEE", "tee-nv", "", "TEE-NV\0", "%"] {
            let kept = code.replace('\0', "\u{fffd}");
            let why = refused(CannotLink::UnknownSku { code: kept });
            assert_eq!(give(&services, "W-1", &by_hand(code)).await.unwrap(), why, "{code:?}");
        }
        let nowhere = LinkItems::by_hand(LineIndex(7), "TEE-NV");
        assert_eq!(
            give(&services, "W-1", &nowhere).await.unwrap(),
            Outcome::Refused { refusal: Refusal::UnknownLine { line: LineIndex(7) } }
        );
        assert_eq!(orders(db).await[0].order.version, 1);
        assert_eq!(rules(db).await, []);
    })
    .await;
}

#[tokio::test]
async fn mal_13_what_is_in_a_shipment_is_not_linked_any_more() {
    each_database(async |db| {
        let mut own = ready_order(2, 1);
        routed(&mut own.lines[0], ROUTES[1]);
        let services = open(db, 5, vec![unlinked(1), own]).await;
        assert_eq!(give(&services, "W-1", &by_hand("TEE-NV")).await.unwrap(), DONE);
        assert!(release(&services, "W-1").await.is_done());
        // The mall takes its listing back: the parcel keeps what is in it.
        let line = orders(db).await.remove(0).lines.remove(0);
        let mut again = line.into_active_model();
        again.item_link = Set(ItemLink::Fail);
        again.update(db.store.writer()).await.unwrap();
        let before = orders(db).await;
        for link in [LinkItems::ByRules, by_hand("TEE-NV")] {
            assert_eq!(give(&services, "W-1", &link).await.unwrap(), refused(CannotLink::InShipment));
        }
        // An own order has nothing to link.
        for link in [LinkItems::ByRules, by_hand("TEE-NV")] {
            assert_eq!(give(&services, "W-2", &link).await.unwrap(), Outcome::Unchanged);
        }
        assert_eq!(orders(db).await, before);
    })
    .await;
}

#[tokio::test]
async fn mal_13_sec_02_a_repeated_link_is_done_once() {
    each_database(async |db| {
        let services = open(db, 5, vec![unlinked(1)]).await;
        let owner = actor(Role::Owner);
        let key = IdempotencyKey::fresh();
        let link = by_hand("TEE-NV");
        let ask =
            async |link: &LinkItems| command::order(&services, &owner, &key, "W-1", Some(1), link).await;
        // A typing error leaves the key free.
        assert!(matches!(ask(&by_hand("TEE-XX")).await.unwrap(), Outcome::Refused { .. }));
        assert_eq!(ask(&link).await.unwrap(), DONE);
        assert_eq!(ask(&link).await.unwrap(), DONE);
        assert_eq!(orders(db).await[0].order.version, 2);
        let detail = order_detail(&services, &owner, "W-1").await.unwrap();
        assert_eq!(detail.timeline.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn mal_13_rel_08_many_orders_are_linked_by_the_rules_as_a_job() {
    each_database(async |db| {
        let mut partly = unlinked(2);
        partly.lines.push(listing(2, 2, "mall-cap"));
        let mut without = unlinked(3);
        without.lines = vec![listing(3, 1, "mall-cap")];
        let services = open(db, 5, vec![unlinked(1), partly, without, ready_order(4, 1)]).await;
        let before = stocks(db).await;
        a_rule(db, "mall-tee").await;
        let owner = actor(Role::Fulfilment);
        let key = IdempotencyKey::fresh();
        let all = Selection::Listed(Box::default());
        let id = jobs::start_bulk(&services, &owner, &key, &all, &BulkCommand::Link).await.unwrap();
        while work(&services, "one").await.unwrap() != Worked::Nothing {}
        let job = jobs::job(&services, &owner, id, 10).await.unwrap();
        assert_eq!(
            (job.kind.as_str(), job.state, job.done, job.failed),
            ("link_items", JobState::Done, 2, 2)
        );
        let of = |number: &str| {
            let row = job.rows.iter().find(|row| row.number == number).unwrap();
            row.outcome.clone().unwrap()
        };
        assert_eq!(of("W-1"), DONE);
        assert_eq!(of("W-4"), Outcome::Unchanged);
        let cap = vec!["Mall mall-cap".to_owned()];
        assert_eq!(of("W-2"), Outcome::PartlyLinked { left: cap.clone() });
        assert_eq!(of("W-3"), refused(CannotLink::NoRule { items: cap }));
        let links: Vec<_> = orders(db).await.iter().map(|parts| parts.order.item_link).collect();
        assert_eq!(links, [ItemLink::Ok, ItemLink::Fail, ItemLink::Fail, ItemLink::NotNeeded]);
        balance(db, &before).await;
    })
    .await;
}

//! SHP-03, RET-02: delivered units are exchanged, and the claim is settled.

use domain::action::CannotAct;
use domain::claim::{CannotClaim, ClaimCommand, ClaimStatus, MistypedClaim};
use domain::id::{LocationId, SkuId};
use domain::order::{LineIndex, Refusal};
use domain::outcome::Outcome;
use domain::query::ShippingQuery;
use domain::release::ReleaseFailure;
use domain::role::Role;
use domain::shipment::{ShipmentKind, ShipmentStatus};
use domain::stage::Stage;
use domain::view::{Closed, ExchangeInput, OrderClaim, OrderDetail};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use service::command::{Exchange, IdempotencyKey, Invoice, SettleClaim, Step, move_shipment};
use service::{Services, exchange_form, order_detail, shipments};
use store::aggregate::OrderParts;
use store::entity::{notice, order_address, order_line, product, stock};
use store::testing::{TestDb, each_database};

use super::books::{balance, orders, stocks};
use super::{exchange, give, open, ready_order, release, second_option, yamato};
use crate::shop::{MALL, actor};

async fn step(services: &Services, shipment: &str, step: Step) {
    let key = IdempotencyKey::fresh();
    let done = move_shipment(services, &actor(Role::Owner), &key, shipment, None, step).await.unwrap();
    assert_eq!(done, Outcome::Done { shipments: Vec::new() });
}

/// Lets a shipment arrive.
async fn arrive(services: &Services, shipment: &str, serial: u64) {
    let invoice = Invoice { carrier: "yamato".to_owned(), number: yamato(serial) };
    for way in [Step::Register(invoice), Step::HandOver, Step::MarkDelivered] {
        step(services, shipment, way).await;
    }
}

fn made(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Done { shipments } => shipments[0].clone(),
        other => panic!("{other:?}"),
    }
}

fn refused(why: impl Into<Refusal>) -> Outcome {
    Outcome::Refused { refusal: why.into() }
}

/// A shop where order 1, of three units, has arrived, and with so many units of a second option.
async fn delivered(db: &TestDb, parts: OrderParts, second: i32) -> Services {
    let services = open(db, 5, vec![parts]).await;
    second_option(db, second).await;
    let shipment = made(&release(&services, "W-1").await);
    arrive(&services, &shipment, 1).await;
    services
}

async fn seen(services: &Services) -> OrderDetail {
    order_detail(services, &actor(Role::Owner), "W-1").await.unwrap()
}

async fn on_shelf(db: &TestDb, location: i64, sku: i64) -> (i32, i32) {
    let row = stock::Entity::find_by_id((LocationId(location), SkuId(sku))).one(db.store.reader()).await;
    row.unwrap().map(|row| (row.on_hand, row.allocated)).unwrap()
}

fn the_claim(order: &OrderDetail) -> &OrderClaim {
    &order.claims[0]
}

#[tokio::test]
async fn shp_03_ret_02_an_exchange_sends_another_option_and_is_completed_when_the_goods_came_back() {
    each_database(async |db| {
        let placed = vec![
            stock::Model { location_id: LocationId(1), sku_id: SkuId(1), on_hand: 5, allocated: 0 },
            stock::Model { location_id: LocationId(1), sku_id: SkuId(2), on_hand: 4, allocated: 0 },
            stock::Model { location_id: LocationId(2), sku_id: SkuId(2), on_hand: 4, allocated: 0 },
        ];
        let services = delivered(db, ready_order(1, 3), 4).await;
        let form = exchange_form(&services, &actor(Role::Manager), "W-1").await.unwrap();
        let offered: Vec<_> =
            form.lines[0].goods.iter().map(|good| (good.sku.as_str(), good.available)).collect();
        assert_eq!((form.closed, form.lines[0].free, offered), (None, 3, vec![("TEE-NV", 2), ("TEE-RD", 4)]));

        // As a Japanese keyboard types it.
        let shipment = made(&give(&services, "W-1", &exchange(0, 2, "ＴＥＥ－ＲＤ")).await.unwrap());
        balance(db, &placed).await;
        assert_eq!((on_shelf(db, 1, 1).await, on_shelf(db, 1, 2).await), ((2, 0), (4, 2)));
        let order = seen(&services).await;
        assert_eq!((order.stage, order.money.due.minor), (Stage::OnHold, 4500));
        let line = &order.lines[1];
        assert_eq!(
            (line.sku.as_str(), line.name.as_str(), line.option.as_deref(), line.total.minor),
            ("TEE-RD", "Tee", Some("Red"), 0)
        );
        assert_eq!((line.ordered, line.instead_of.as_deref()), (2, Some("TEE-NV")));
        let claim = the_claim(&order);
        assert_eq!((claim.claim.status, claim.claim.reason.as_str()), (ClaimStatus::InProgress, "Too small"));
        assert_eq!(claim.lines[0].instead.as_deref(), Some("TEE-RD"));
        assert_eq!(claim.shipments, [(shipment.clone(), ShipmentStatus::PreparingToRelease)]);
        let parts = orders(db).await;
        assert_eq!(parts[0].shipments[1].0.kind, ShipmentKind::Exchange);
        assert_eq!(parts[0].shipments[1].0.claim_id, Some(parts[0].claims[0].0.id));
        assert_eq!(parts[0].lines[1].replaces_line_id, Some(parts[0].lines[0].id));
        assert!(parts[0].lines[1].id.0 > 0 && parts[0].claims[0].0.id.0 > 0);
        assert_eq!(parts[0].claims[0].1[0].replacement_sku_id, Some(SkuId(2)));

        // It stands in Shipping among exchanges, and its own claim does not hold it.
        let listed = shipments(&services, &actor(Role::Viewer), ShippingQuery::parse("kind=exchange")).await;
        let listed = listed.unwrap();
        assert_eq!(
            listed.rows.iter().map(|row| row.number.as_str()).collect::<Vec<_>>(),
            [shipment.as_str()]
        );
        arrive(&services, &shipment, 2).await;
        assert_eq!(on_shelf(db, 1, 2).await, (2, 0));

        let number = claim.claim.number.clone();
        give(&services, "W-1", &SettleClaim::complete(&number, true)).await.unwrap();
        balance(db, &placed).await;
        assert_eq!(on_shelf(db, 1, 1).await, (4, 0));
        let order = seen(&services).await;
        assert_eq!((order.stage, the_claim(&order).claim.status), (Stage::Completed, ClaimStatus::Completed));
        assert!(the_claim(&order).ways.is_empty());
        let told: Vec<&str> = order.timeline.iter().map(|entry| entry.text.as_str()).collect();
        for words in [
            format!("Exchange requested: {number} (Too small)"),
            format!("Exchange {number} approved"),
            format!("Exchange shipment {shipment}: 2 x TEE-RD for TEE-NV"),
            "2 units came back".to_owned(),
            format!("Exchange {number} completed"),
        ] {
            assert!(told.contains(&words.as_str()), "{words}: {told:?}");
        }
        let mails = notice::Entity::find().filter(notice::Column::Template.eq("order_processing"));
        assert_eq!(mails.all(db.store.reader()).await.unwrap().len(), 2);
        // What was sent can be exchanged, too; what came back can't.
        let form = exchange_form(&services, &actor(Role::Manager), "W-1").await.unwrap();
        let free: Vec<_> = form.lines.iter().map(|line| (line.line, line.free)).collect();
        assert_eq!(free, [(LineIndex(0), 1), (LineIndex(1), 2)]);
        made(&give(&services, "W-1", &exchange(1, 1, "TEE-NV")).await.unwrap());
        balance(db, &placed).await;
        assert_eq!(seen(&services).await.lines[2].instead_of.as_deref(), Some("TEE-RD"));
    })
    .await;
}

#[tokio::test]
async fn ret_02_an_exchange_that_does_not_happen_is_denied_or_withdrawn_once_its_shipment_is_void() {
    each_database(async |db| {
        let services = delivered(db, ready_order(1, 2), 4).await;
        for deny in [true, false] {
            let shipment = made(&give(&services, "W-1", &exchange(0, 1, "")).await.unwrap());
            let order = seen(&services).await;
            let claim = the_claim(&order).claim.number.clone();
            let first = Closed::Cannot { why: CannotAct::ReplacementFirst };
            assert_eq!(
                the_claim(&order).ways,
                [
                    (ClaimCommand::Complete, None),
                    (ClaimCommand::Deny, Some(first.clone())),
                    (ClaimCommand::Withdraw, Some(first))
                ]
            );
            let settle = match deny {
                true => SettleClaim::deny(&claim, "They are worn").unwrap(),
                false => SettleClaim::withdraw(&claim),
            };
            let early = give(&services, "W-1", &settle).await.unwrap();
            assert_eq!(early, refused(CannotAct::ReplacementFirst));
            step(&services, &shipment, Step::Void).await;
            assert_eq!(on_shelf(db, 1, 1).await, (3, 0));
            give(&services, "W-1", &settle).await.unwrap();
            let order = seen(&services).await;
            let claim = the_claim(&order);
            assert_eq!(order.stage, Stage::Completed);
            let status = if deny { ClaimStatus::Denied } else { ClaimStatus::Withdrawn };
            assert_eq!(
                (claim.claim.status, claim.answer.as_deref()),
                (status, deny.then_some("They are worn"))
            );
            let again = give(&services, "W-1", &settle).await.unwrap();
            assert!(matches!(
                again,
                Outcome::Refused { refusal: Refusal::Claim(CannotClaim::NotFrom { .. }) }
            ));
        }
        let lines = seen(&services).await.lines;
        assert_eq!(lines.iter().map(|line| line.canceled).collect::<Vec<_>>(), [0, 1, 1]);
    })
    .await;
}

#[tokio::test]
async fn shp_03_what_a_void_exchange_shipment_held_goes_in_an_exchange_shipment_again() {
    each_database(async |db| {
        let services = delivered(db, ready_order(1, 1), 4).await;
        let shipment = made(&give(&services, "W-1", &exchange(0, 1, "TEE-RD")).await.unwrap());
        let claim = the_claim(&seen(&services).await).claim.number.clone();
        step(&services, &shipment, Step::Void).await;
        give(&services, "W-1", &SettleClaim::complete(&claim, false)).await.unwrap();
        // The claim is closed, and what it owes the customer waits among the orders to ship.
        assert_eq!(seen(&services).await.stage, Stage::Processing);
        let again = made(&release(&services, "W-1").await);
        let order = seen(&services).await;
        let kinds: Vec<_> = order.shipments.iter().map(|row| (row.number.clone(), row.kind)).collect();
        assert!(kinds.contains(&(again, ShipmentKind::Exchange)), "{kinds:?}");
        assert_eq!(the_claim(&order).shipments.len(), 2);
        assert_eq!(on_shelf(db, 1, 2).await, (4, 1));
    })
    .await;
}

#[tokio::test]
async fn shp_03_rel_10_a_replacement_that_cannot_be_sent_is_refused_with_all_that_is_in_the_way() {
    each_database(async |db| {
        let services = delivered(db, ready_order(1, 3), 1).await;
        let before = orders(db).await;
        let short = ReleaseFailure::StockShort {
            sku: "TEE-RD".to_owned(),
            location: "L1".to_owned(),
            needed: 2,
            available: 1,
        };
        let outcome = give(&services, "W-1", &exchange(0, 2, "TEE-RD")).await.unwrap();
        assert_eq!(outcome, refused(Refusal::CannotShip { failures: vec![short.clone()] }));

        let postal_code = (order_address::Column::PostalCode, Expr::value(None::<String>));
        let writer = db.store.writer();
        let update = order_address::Entity::update_many().col_expr(postal_code.0, postal_code.1);
        update.exec(writer).await.unwrap();
        let unnamed = product::Entity::update_many()
            .col_expr(product::Column::DeliveryName, Expr::value(None::<String>));
        unnamed.exec(writer).await.unwrap();
        let outcome = give(&services, "W-1", &exchange(0, 2, "TEE-RD")).await.unwrap();
        let Outcome::Refused { refusal: Refusal::CannotShip { failures } } = outcome else {
            panic!("{outcome:?}")
        };
        assert!(
            failures.iter().any(|one| matches!(one, ReleaseFailure::AddressMissing { .. })),
            "{failures:?}"
        );
        assert!(
            failures.iter().any(|one| matches!(one, ReleaseFailure::NoDeliveryName { .. })),
            "{failures:?}"
        );
        assert!(failures.contains(&short), "{failures:?}");

        let unrouted = order_line::Entity::update_many()
            .col_expr(order_line::Column::PolicyId, Expr::value(None::<i64>));
        unrouted.exec(writer).await.unwrap();
        let outcome = give(&services, "W-1", &exchange(0, 1, "")).await.unwrap();
        let Outcome::Refused { refusal: Refusal::CannotShip { failures } } = outcome else {
            panic!("{outcome:?}")
        };
        assert!(failures.contains(&ReleaseFailure::NoDeliveryPolicy { sku: "TEE-NV".to_owned() }));
        // Nothing of it is kept.
        let after = orders(db).await;
        assert_eq!((after[0].claims.len(), after[0].lines.len()), (0, 1));
        assert_eq!((&after[0].order, &after[0].shipments), (&before[0].order, &before[0].shipments));
    })
    .await;
}

#[tokio::test]
async fn ret_02_mal_02_an_exchange_names_delivered_units_of_the_own_store_once() {
    each_database(async |db| {
        let mut mall = ready_order(2, 1);
        mall.order.channel_id = MALL;
        mall.order.mall_stage = Some(Stage::Processing);
        let services = delivered(db, ready_order(1, 3), 4).await;
        crate::shop::place(db, "JP", vec![mall, ready_order(3, 1)]).await;
        for (number, wanted, why) in [
            (
                "W-1",
                exchange(0, 4, ""),
                Refusal::from(CannotClaim::NotEnough { line: LineIndex(0), asked: 4, free: 3 }),
            ),
            ("W-1", exchange(7, 1, ""), Refusal::UnknownLine { line: LineIndex(7) }),
            ("W-1", exchange(0, 1, "TEE-XX"), CannotClaim::UnknownSku { code: "TEE-XX".to_owned() }.into()),
            ("W-1", exchange(0, 0, ""), CannotClaim::NothingNamed.into()),
            ("W-2", exchange(0, 1, ""), CannotAct::ManagedAtMall.into()),
            ("W-3", exchange(0, 1, ""), CannotAct::NotInStage { stage: Stage::New }.into()),
        ] {
            assert_eq!(give(&services, number, &wanted).await.unwrap(), refused(why), "{number}");
        }
        let twice = ExchangeInput { line: "0".to_owned(), quantity: "1".to_owned(), sku: String::new() };
        let twice = Exchange::typed(&[twice.clone(), twice], "Too small").unwrap();
        assert_eq!(
            give(&services, "W-1", &twice).await.unwrap(),
            refused(Refusal::LineTwice { line: LineIndex(0) })
        );
        made(&give(&services, "W-1", &exchange(0, 2, "")).await.unwrap());
        let outcome = give(&services, "W-1", &exchange(0, 2, "")).await.unwrap();
        assert_eq!(outcome, refused(CannotClaim::NotEnough { line: LineIndex(0), asked: 2, free: 1 }));

        let reader = |role| actor(role);
        let form = exchange_form(&services, &reader(Role::Owner), "W-2").await.unwrap();
        assert_eq!(form.closed, Some(Closed::Cannot { why: CannotAct::ManagedAtMall }));
        let form = exchange_form(&services, &reader(Role::Fulfilment), "W-1").await.unwrap();
        assert_eq!(form.closed, Some(Closed::NoRight));
        let order = order_detail(&services, &reader(Role::Fulfilment), "W-1").await.unwrap();
        assert!(the_claim(&order).ways.iter().all(|(_, closed)| *closed == Some(Closed::NoRight)));
        let unknown = give(&services, "W-1", &SettleClaim::withdraw("C-99")).await.unwrap();
        assert_eq!(unknown, refused(CannotClaim::UnknownClaim));
    })
    .await;
}

#[tokio::test]
async fn ord_02_a_test_order_is_exchanged_without_stock() {
    each_database(async |db| {
        let mut parts = ready_order(1, 1);
        parts.order.is_test = true;
        let services = delivered(db, parts, 0).await;
        let before = stocks(db).await;
        let shipment = made(&give(&services, "W-1", &exchange(0, 1, "TEE-RD")).await.unwrap());
        arrive(&services, &shipment, 2).await;
        let claim = the_claim(&seen(&services).await).claim.number.clone();
        give(&services, "W-1", &SettleClaim::complete(&claim, true)).await.unwrap();
        assert_eq!(stocks(db).await, before);
        assert!(notice::Entity::find().all(db.store.reader()).await.unwrap().is_empty());
    })
    .await;
}

#[test]
fn ret_02_what_is_typed_wrong_is_told() {
    let line = |quantity: &str| ExchangeInput {
        line: "0".to_owned(),
        quantity: quantity.to_owned(),
        sku: String::new(),
    };
    assert_eq!(Exchange::typed(&[line("two")], "Too small"), Err(MistypedClaim::Quantity));
    assert_eq!(Exchange::typed(&[line("-1")], "Too small"), Err(MistypedClaim::Quantity));
    assert_eq!(Exchange::typed(&[line("1")], "  "), Err(MistypedClaim::Reason));
    assert_eq!(SettleClaim::deny("C-1", ""), Err(MistypedClaim::Reason));
    // Full width, and none.
    assert_eq!(Exchange::typed(&[line("１"), line(" ")], "x"), Exchange::typed(&[line("1")], "x"));
}

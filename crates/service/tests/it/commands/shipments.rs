//! INV-01 to INV-06, SHP-07: shipments that are moved at the desk.

use domain::action::CannotAct;
use domain::carrier::Fault;
use domain::kind::InvoiceAction;
use domain::order::{Disposal, Refusal};
use domain::outcome::Outcome;
use domain::query::ShippingQuery;
use domain::role::Role;
use domain::shipment::{CannotMove, CannotNumber, ShipmentStatus};
use domain::stage::Stage;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _};
use service::command::{EditAddress, IdempotencyKey, Invoice, Step, move_shipment};
use service::{Error, Services, order_detail};
use store::aggregate::OrderParts;
use store::entity::{carrier, notice, order, order_line, shipment, shipment_invoice, shipment_term};
use store::testing::{TestDb, each_database};

use super::address::abroad;
use super::books::{balance, orders, stocks};
use super::{give, open, ready_order, release};
use crate::shop::{MALL, NOW, USER, actor, at};

/// Numbers of Yamato's, whose last digit is what is left of the others by 7.
const ONE: &str = "400000000013";
const OTHER: &str = "400000000024";

fn by(carrier: &str, number: &str) -> Invoice {
    Invoice { carrier: carrier.to_owned(), number: number.to_owned() }
}

async fn step(services: &Services, shipment: &str, step: Step) -> Outcome {
    let key = IdempotencyKey::fresh();
    move_shipment(services, &actor(Role::Fulfilment), &key, shipment, None, step).await.unwrap()
}

fn refused(why: impl Into<Refusal>) -> Outcome {
    Outcome::Refused { refusal: why.into() }
}

fn done() -> Outcome {
    Outcome::Done { shipments: Vec::new() }
}

/// Releases an order; gives its shipment's number.
async fn prepared(services: &Services, order: &str) -> String {
    match release(services, order).await {
        Outcome::Done { shipments } => shipments.into_iter().next().unwrap(),
        other => panic!("{other:?}"),
    }
}

async fn row(db: &TestDb, number: &str) -> shipment::Model {
    let found = shipment::Entity::find().filter(shipment::Column::Number.eq(number));
    found.one(db.store.reader()).await.unwrap().unwrap()
}

async fn history(db: &TestDb) -> Vec<(InvoiceAction, Option<String>, Option<String>)> {
    let rows = shipment_invoice::Entity::find().order_by_asc(shipment_invoice::Column::Id);
    let rows = rows.all(db.store.reader()).await.unwrap();
    rows.into_iter()
        .map(|row| {
            assert_eq!(row.user_id, Some(USER));
            (row.action, row.number_before, row.number_after)
        })
        .collect()
}

async fn told(services: &Services, order: &str) -> Vec<String> {
    let detail = order_detail(services, &actor(Role::Viewer), order).await.unwrap();
    detail.timeline.into_iter().map(|entry| entry.text).collect()
}

/// A carrier has taken the parcel and could not deliver it.
async fn fail(db: &TestDb, number: &str) {
    let writer = db.store.writer();
    let of = row(db, number).await;
    let lane = ShipmentStatus::Failed.lane(of.destination, of.kind);
    shipment::Entity::update_many()
        .col_expr(shipment::Column::Status, Expr::value(ShipmentStatus::Failed))
        .col_expr(shipment::Column::Lane, Expr::value(lane))
        .filter(shipment::Column::Id.eq(of.id))
        .exec(writer)
        .await
        .unwrap();
    shipment_term::Entity::update_many()
        .col_expr(shipment_term::Column::Lane, Expr::value(lane))
        .filter(shipment_term::Column::ShipmentId.eq(of.id))
        .exec(writer)
        .await
        .unwrap();
    store::write_tx(&db.store, async |tx| store::write::recount_lanes(tx).await).await.unwrap();
}

#[tokio::test]
async fn inv_01_inv_02_inv_06_a_registered_invoice_locks_the_address_and_is_written_down() {
    each_database(async |db| {
        let services = open(db, 5, vec![ready_order(1, 2)]).await;
        let before = stocks(db).await;
        let number = prepared(&services, "W-1").await;
        // As people write it; it is kept as the carrier does.
        assert_eq!(step(&services, &number, Step::Register(by("yamato", " 4000-0000-0013 "))).await, done());
        let after = row(db, &number).await;
        assert_eq!(after.status, ShipmentStatus::PreparingToShip);
        assert!(after.packed && after.invoice_registered_at.is_some());
        let kept = (after.carrier_code.as_deref(), after.invoice_number.as_deref());
        assert_eq!(kept, (Some("yamato"), Some(ONE)));
        assert_eq!(orders(db).await[0].order.stage, Stage::Completed);
        let locked = give(&services, "W-1", &EditAddress::to(abroad()).unwrap()).await.unwrap();
        assert_eq!(locked, refused(CannotAct::InvoiceRegistered));

        assert_eq!(step(&services, &number, Step::Delete).await, done());
        let after = row(db, &number).await;
        assert_eq!((after.status, after.invoice_number), (ShipmentStatus::PreparingToRelease, None));
        assert_eq!(orders(db).await[0].order.stage, Stage::Processing);
        assert_eq!(give(&services, "W-1", &EditAddress::to(abroad()).unwrap()).await.unwrap(), done());
        assert_eq!(
            history(db).await,
            [
                (InvoiceAction::Registered, None, Some(ONE.to_owned())),
                (InvoiceAction::Deleted, Some(ONE.to_owned()), None),
            ]
        );
        let told = told(&services, "W-1").await;
        for text in [
            format!("Invoice {ONE} (Yamato Transport) registered for {number}"),
            format!("Invoice of {number} deleted: Yamato Transport {ONE}"),
        ] {
            assert!(told.contains(&text), "{text}: {told:?}");
        }
        balance(db, &before).await;
    })
    .await;
}

#[tokio::test]
async fn inv_01_what_is_no_number_of_the_carrier_is_refused_with_the_reason() {
    each_database(async |db| {
        let services = open(db, 9, vec![ready_order(1, 1), ready_order(2, 1)]).await;
        let (first, second) = (prepared(&services, "W-1").await, prepared(&services, "W-2").await);
        let wrong = |fault| CannotNumber::Wrong { carrier: "Yamato Transport".to_owned(), fault };
        for (carrier, number, why) in [
            ("nobody", ONE, CannotNumber::UnknownCarrier { code: "nobody".to_owned() }),
            ("", ONE, CannotNumber::UnknownCarrier { code: String::new() }),
            ("yamato", "", wrong(Fault::Empty)),
            ("yamato", "4.0E+11", wrong(Fault::Mangled)),
            ("yamato", "00000000000\0", wrong(Fault::Characters { found: '\u{fffd}' })),
        ] {
            let outcome = step(&services, &first, Step::Register(by(carrier, number))).await;
            assert_eq!(outcome, refused(why), "{carrier} {number}");
        }
        let mistyped = step(&services, &first, Step::Register(by("yamato", "400000000014"))).await;
        let Outcome::Refused { refusal: Refusal::Number(CannotNumber::Wrong { fault, .. }) } = mistyped
        else {
            panic!("{mistyped:?}")
        };
        assert!(matches!(fault, Fault::CheckDigit { .. }), "{fault:?}");
        // A zero that a spreadsheet cut off is offered, and never added silently.
        let short = step(&services, &first, Step::Register(by("yamato", "12345678903"))).await;
        assert_eq!(short, refused(CannotNumber::Padded { number: "012345678903".to_owned() }));
        carrier::Entity::update_many()
            .col_expr(carrier::Column::Enabled, Expr::value(false))
            .filter(carrier::Column::Code.eq("sagawa"))
            .exec(db.store.writer())
            .await
            .unwrap();
        let off = step(&services, &first, Step::Register(by("sagawa", ONE))).await;
        assert_eq!(off, refused(CannotNumber::CarrierOff { carrier: "Sagawa Express".to_owned() }));
        assert_eq!(row(db, &first).await.status, ShipmentStatus::PreparingToRelease);
        assert_eq!(history(db).await, []);

        // One number is one parcel's, which holds one order's goods.
        assert_eq!(step(&services, &first, Step::Register(by("yamato", ONE))).await, done());
        let taken = step(&services, &second, Step::Register(by("yamato", ONE))).await;
        assert_eq!(taken, refused(CannotNumber::Taken { shipment: first.clone() }));
        // Other carriers have the same numbers.
        assert_eq!(step(&services, &second, Step::Register(by("japan_post", ONE))).await, done());
    })
    .await;
}

#[tokio::test]
async fn inv_05_a_changed_invoice_starts_anew_and_after_delivery_none_is_changed() {
    each_database(async |db| {
        let services = open(db, 5, vec![ready_order(1, 2)]).await;
        let before = stocks(db).await;
        let number = prepared(&services, "W-1").await;
        let change = |to| Step::Change(by("yamato", to));
        assert_eq!(step(&services, &number, change(ONE)).await, refused(CannotMove::NoInvoice));
        assert_eq!(step(&services, &number, Step::Delete).await, refused(CannotMove::NoInvoice));
        step(&services, &number, Step::Register(by("yamato", ONE))).await;
        assert_eq!(step(&services, &number, change(ONE)).await, Outcome::Unchanged);

        assert_eq!(step(&services, &number, Step::HandOver).await, done());
        let released = orders(db).await.remove(0);
        assert_eq!(released.order.handed_over, 2);
        assert_eq!(stocks(db).await[0].on_hand, 3);
        assert_eq!(step(&services, &number, change(OTHER)).await, done());
        let anew = row(db, &number).await;
        assert_eq!((anew.status, anew.handed_over_at), (ShipmentStatus::PreparingToShip, None));
        assert_eq!((stocks(db).await[0].on_hand, stocks(db).await[0].allocated), (5, 2));
        balance(db, &before).await;

        step(&services, &number, Step::HandOver).await;
        assert_eq!(step(&services, &number, Step::MarkDelivered).await, done());
        assert!(row(db, &number).await.delivered_at.is_some());
        for late in [change(ONE), Step::Delete, Step::Register(by("yamato", ONE)), Step::Void] {
            let outcome = step(&services, &number, late).await;
            let Outcome::Refused { refusal: Refusal::Shipment(CannotMove::NotFrom { from, .. }) } = outcome
            else {
                panic!("{outcome:?}")
            };
            assert_eq!(from, ShipmentStatus::Delivered);
        }
        balance(db, &before).await;
        // The customer is told of each parcel that left, also of the second number, and of its arrival.
        let notices = notice::Entity::find().order_by_asc(notice::Column::Id).all(db.store.reader()).await;
        let kinds: Vec<_> = notices.unwrap().into_iter().map(|row| row.template).collect();
        assert_eq!(kinds, ["order_processing", "order_shipped", "order_shipped", "order_delivered"]);
    })
    .await;
}

#[tokio::test]
async fn shp_07_a_failed_shipment_is_redelivered_or_canceled_with_its_stock() {
    let both = |cancel_units, write_off| Disposal { cancel_units, write_off };
    each_database(async |db| {
        let services = open(db, 20, (1..=5).map(|id| ready_order(id, 2)).collect()).await;
        let before = stocks(db).await;
        let mut failed = Vec::new();
        for (id, yamato) in (1..=5).zip([ONE, OTHER, "400000000035", "400000000046", "400000000050"]) {
            let number = prepared(&services, &format!("W-{id}")).await;
            assert_eq!(
                step(&services, &number, Step::Register(by("yamato", yamato))).await,
                done(),
                "{yamato}"
            );
            step(&services, &number, Step::HandOver).await;
            fail(db, &number).await;
            failed.push(number);
        }
        assert_eq!(stocks(db).await[0].on_hand, 10);
        assert_eq!(step(&services, &failed[0], Step::Redeliver).await, done());
        assert_eq!(row(db, &failed[0]).await.status, ShipmentStatus::InTransit);
        for (number, disposal) in failed[1..].iter().zip([
            both(false, false),
            both(false, true),
            both(true, false),
            both(true, true),
        ]) {
            assert_eq!(step(&services, number, Step::CancelFailed(disposal)).await, done(), "{disposal:?}");
            assert_eq!(row(db, number).await.status, ShipmentStatus::Canceled);
        }
        let now = orders(db).await;
        let units = |parts: &OrderParts| (parts.order.units().open(), parts.order.canceled);
        assert_eq!(now[1..].iter().map(units).collect::<Vec<_>>(), [(2, 0), (2, 0), (0, 2), (0, 2)]);
        // What is canceled is told, once for each.
        let told = notice::Entity::find().filter(notice::Column::Template.eq("order_canceled"));
        assert_eq!(told.all(db.store.reader()).await.unwrap().len(), 2);
        // Two of four parcels are back on the shelf.
        assert_eq!((stocks(db).await[0].on_hand, stocks(db).await[0].allocated), (14, 0));
        balance(db, &before).await;
    })
    .await;
}

#[tokio::test]
async fn inv_01_sec_02_of_two_who_look_at_one_shipment_the_second_is_told() {
    each_database(async |db| {
        let services = open(db, 5, vec![ready_order(1, 2)]).await;
        let number = prepared(&services, "W-1").await;
        let seen = service::shipment(&services, &actor(Role::Fulfilment), &number).await.unwrap();
        let register = |to| {
            let (services, number) = (services.clone(), number.clone());
            async move {
                let key = IdempotencyKey::fresh();
                let step = Step::Register(by("yamato", to));
                move_shipment(&services, &actor(Role::Fulfilment), &key, &number, Some(seen.version), step)
                    .await
                    .unwrap()
            }
        };
        let (one, other) = tokio::join!(register(ONE), register(OTHER));
        let told = |outcome: &Outcome| {
            // Or, where its version was still the same, that there is a number already.
            matches!(outcome, Outcome::Changed | Outcome::Refused { refusal: Refusal::Shipment(_) })
        };
        assert!((one == done() && told(&other)) || (other == done() && told(&one)), "{one:?} {other:?}");
        // Whoever comes later with what they saw before, whatever they ask.
        let (key, person) = (IdempotencyKey::fresh(), actor(Role::Fulfilment));
        let late = move_shipment(&services, &person, &key, &number, Some(seen.version), Step::HandOver);
        assert_eq!(late.await.unwrap(), Outcome::Changed);
        assert_eq!(history(db).await.len(), 1);
        let detail = service::shipment(&services, &actor(Role::Viewer), &number).await.unwrap();
        assert_eq!(detail.history.len(), 1);
        assert!(detail.commands.is_empty(), "a viewer can do nothing with it");
    })
    .await;
}

#[tokio::test]
async fn inv_01_one_number_given_to_many_orders_at_once_is_one_orders() {
    each_database(async |db| {
        let services = open(db, 20, (1..=8).map(|id| ready_order(id, 1)).collect()).await;
        let mut numbers = Vec::new();
        for id in 1..=8 {
            numbers.push(prepared(&services, &format!("W-{id}")).await);
        }
        let mut tasks = tokio::task::JoinSet::new();
        for number in numbers {
            let services = services.clone();
            tasks.spawn(async move { step(&services, &number, Step::Register(by("yamato", ONE))).await });
        }
        let outcomes = tasks.join_all().await;
        assert_eq!(outcomes.iter().filter(|outcome| **outcome == done()).count(), 1, "{outcomes:?}");
        let taken = |outcome: &&Outcome| {
            matches!(outcome, Outcome::Refused { refusal: Refusal::Number(CannotNumber::Taken { .. }) })
        };
        assert_eq!(outcomes.iter().filter(taken).count(), 7, "{outcomes:?}");
    })
    .await;
}

#[tokio::test]
async fn inv_01_the_same_request_twice_registers_once() {
    each_database(async |db| {
        let services = open(db, 5, vec![ready_order(1, 2)]).await;
        let number = prepared(&services, "W-1").await;
        let key = IdempotencyKey::fresh();
        for _ in 0..2 {
            let register = Step::Register(by("yamato", ONE));
            let outcome =
                move_shipment(&services, &actor(Role::Fulfilment), &key, &number, None, register).await;
            assert_eq!(outcome.unwrap(), done());
        }
        assert_eq!(history(db).await.len(), 1);
        let reused = Step::Register(by("yamato", OTHER));
        let refused = move_shipment(&services, &actor(Role::Fulfilment), &key, &number, None, reused).await;
        assert!(matches!(refused, Err(Error::KeyReused)), "{refused:?}");
        let key = IdempotencyKey::fresh();
        let gone =
            move_shipment(&services, &actor(Role::Fulfilment), &key, "S-\0", None, Step::MarkPacked).await;
        assert!(matches!(gone, Err(Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn shp_01_a_voided_shipment_opens_its_units_and_one_on_hold_is_not_shipped() {
    each_database(async |db| {
        let services = open(db, 9, vec![ready_order(1, 2), ready_order(3, 1)]).await;
        let before = stocks(db).await;
        let number = prepared(&services, "W-1").await;
        assert_eq!(step(&services, &number, Step::MarkPacked).await, done());
        assert_eq!(step(&services, &number, Step::MarkPacked).await, refused(CannotMove::AlreadyPacked));
        assert_eq!(step(&services, &number, Step::Void).await, done());
        let open_again = orders(db).await.remove(0);
        assert_eq!((open_again.order.units().open(), open_again.order.packed), (2, 0));
        assert_eq!(stocks(db).await[0].allocated, 0);
        balance(db, &before).await;

        let local = prepared(&services, "W-3").await;
        let without = |reason: &str| Step::GoWithout { reason: reason.to_owned() };
        assert_eq!(step(&services, &local, without("  ")).await, refused(CannotNumber::NoReason));
        assert_eq!(step(&services, &local, without("Our own van")).await, done());
        assert_eq!(row(db, &local).await.no_number_reason.as_deref(), Some("Our own van"));
        // The history keeps the reason that is deleted.
        assert_eq!(step(&services, &local, Step::Delete).await, done());
        let kept = shipment_invoice::Entity::find().order_by_desc(shipment_invoice::Column::Id);
        let deleted = kept.one(db.store.reader()).await.unwrap().unwrap();
        assert_eq!(
            (deleted.action, deleted.reason.as_deref()),
            (InvoiceAction::Deleted, Some("Our own van"))
        );
        assert_eq!(step(&services, &local, without("Our own van")).await, done());
        order::Entity::update_many()
            .col_expr(order::Column::MallHold, Expr::value(true))
            .exec(db.store.writer())
            .await
            .unwrap();
        assert_eq!(step(&services, &local, Step::HandOver).await, refused(CannotMove::OnHold));
        assert!(
            order_line::Entity::find()
                .all(db.store.reader())
                .await
                .unwrap()
                .iter()
                .all(|line| line.handed_over == 0)
        );
    })
    .await;
}

#[tokio::test]
async fn mal_02_shp_07_a_malls_units_are_canceled_on_its_own_pages() {
    each_database(async |db| {
        let mut of_mall = ready_order(1, 2);
        of_mall.order.channel_id = MALL;
        of_mall.order.mall_stage = Some(Stage::Processing);
        let services = open(db, 5, vec![of_mall]).await;
        let before = stocks(db).await;
        let number = prepared(&services, "W-1").await;
        step(&services, &number, Step::Register(by("yamato", ONE))).await;
        step(&services, &number, Step::HandOver).await;
        fail(db, &number).await;
        let cancel = |cancel_units| Step::CancelFailed(Disposal { cancel_units, write_off: false });
        assert_eq!(step(&services, &number, cancel(true)).await, refused(CannotAct::ManagedAtMall));
        assert_eq!(step(&services, &number, cancel(false)).await, done());
        balance(db, &before).await;
    })
    .await;
}

#[tokio::test]
async fn inv_01_carriers_give_a_number_again_long_after_its_parcel_arrived() {
    each_database(async |db| {
        let services = open(db, 9, vec![ready_order(1, 1), ready_order(2, 1)]).await;
        let (first, second) = (prepared(&services, "W-1").await, prepared(&services, "W-2").await);
        step(&services, &first, Step::Register(by("other", "AB-12 3"))).await;
        step(&services, &first, Step::HandOver).await;
        step(&services, &first, Step::MarkDelivered).await;
        let again = || Step::Register(by("other", "ab-123"));
        let taken = refused(CannotNumber::Taken { shipment: first.clone() });
        assert_eq!(step(&services, &second, again()).await, taken);
        shipment::Entity::update_many()
            .col_expr(shipment::Column::DeliveredAt, Expr::value(at(NOW).plus_seconds(-200 * 86_400)))
            .filter(shipment::Column::Number.eq(first.as_str()))
            .exec(db.store.writer())
            .await
            .unwrap();
        assert_eq!(step(&services, &second, again()).await, done());
        // Kept with its hyphen, and found with it and without.
        for typed in ["ab-123", "AB-123"] {
            let query = ShippingQuery::parse(&format!("q={typed}&in=invoice_no"));
            let found = service::shipments(&services, &actor(Role::Viewer), query).await.unwrap();
            assert_eq!(found.rows.len(), 1, "{typed}");
            assert_eq!(found.rows[0].number, second);
        }
    })
    .await;
}

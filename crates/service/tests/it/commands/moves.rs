//! SHP-01, INV-05, ORD-08: a job over many shipments.

use domain::id::JobId;
use domain::kind::{JobRowState, JobState, Notice};
use domain::order::Refusal;
use domain::outcome::Outcome;
use domain::query::{ShippingList, ShippingQuery};
use domain::role::Role;
use domain::shipment::{BulkMove, CannotMove, ShipmentStatus, ShipmentTab};
use domain::view::{JobRow, JobView, Selection};
use sea_orm::{ColumnTrait as _, EntityTrait as _, PaginatorTrait as _, QueryFilter as _};
use service::command::{IdempotencyKey, Invoice, Step, move_shipment};
use service::jobs::{self, Worked, work};
use service::{Error, Services};
use store::entity::{notice, order, shipment};
use store::testing::{TestDb, each_database};

use super::books::{balance, stocks};
use super::invoices::{in_two_parcels, shipments};
use super::{open, release, yamato};
use crate::shop::actor;

async fn step(services: &Services, number: &str, step: Step) -> Outcome {
    let key = IdempotencyKey::fresh();
    move_shipment(services, &actor(Role::Fulfilment), &key, number, None, step).await.unwrap()
}

/// Registers invoices on these, with numbers from `first` on.
async fn numbered(services: &Services, shipments: &[String], first: u64) {
    for (number, serial) in shipments.iter().zip(first..) {
        let invoice = Invoice { carrier: "yamato".to_owned(), number: yamato(serial) };
        assert!(step(services, number, Step::Register(invoice)).await.is_done());
    }
}

async fn start(services: &Services, of: &Selection<ShippingList>, asked: BulkMove) -> JobId {
    let key = IdempotencyKey::fresh();
    jobs::start_moves(services, &actor(Role::Fulfilment), &key, of, asked).await.unwrap()
}

async fn worked(services: &Services, id: JobId) -> JobView {
    while work(services, "a server").await.unwrap() != Worked::Nothing {}
    jobs::job(services, &actor(Role::Viewer), id, 1_000).await.unwrap()
}

fn outcome<'a>(job: &'a JobView, number: &str) -> &'a Outcome {
    let is = |row: &&JobRow| row.number == number;
    job.rows.iter().find(is).unwrap().outcome.as_ref().unwrap()
}

fn refused(why: CannotMove) -> Outcome {
    Outcome::Refused { refusal: Refusal::from(why) }
}

async fn held(db: &TestDb, number: &str, is_held: bool) {
    order::Entity::update_many()
        .col_expr(order::Column::MallHold, is_held.into())
        .filter(order::Column::Number.eq(number))
        .exec(db.store.writer())
        .await
        .unwrap();
}

async fn in_status(db: &TestDb, status: ShipmentStatus) -> u64 {
    let found = shipment::Entity::find().filter(shipment::Column::Status.eq(status));
    found.count(db.store.reader()).await.unwrap()
}

#[tokio::test]
async fn shp_01_ord_08_many_shipments_are_handed_over_each_for_itself_with_its_reason() {
    each_database(async |db| {
        let (services, numbers, before) = shipments(db, 60).await;
        numbered(&services, &numbers[..58], 1).await;
        // Somebody is faster with one of them, and the order of another is put on hold.
        assert!(step(&services, &numbers[3], Step::HandOver).await.is_done());
        held(db, "W-6", true).await;

        let id = start(&services, &Selection::Numbers(numbers.clone()), BulkMove::HandOver).await;
        assert_eq!(in_status(db, ShipmentStatus::Released).await, 1);
        let job = worked(&services, id).await;
        assert_eq!((job.kind.as_str(), job.state), ("hand_over", JobState::Done));
        assert_eq!((job.total, job.done, job.failed), (60, 56, 4));
        // Those that need somebody come first, by their shipments' numbers.
        assert!(job.rows[..4].iter().all(|row| row.state == JobRowState::Failed));
        assert!(job.rows.iter().all(|row| row.is_shipment && numbers.contains(&row.number)));
        let from = |from| refused(CannotMove::NotFrom { command: BulkMove::HandOver.command(), from });
        assert_eq!(*outcome(&job, &numbers[3]), from(ShipmentStatus::Released));
        assert_eq!(*outcome(&job, &numbers[5]), refused(CannotMove::OnHold));
        for number in &numbers[58..] {
            assert_eq!(*outcome(&job, number), from(ShipmentStatus::PreparingToRelease));
        }
        assert_eq!(in_status(db, ShipmentStatus::Released).await, 57);
        // Each customer is told once.
        let told = notice::Entity::find().filter(notice::Column::Template.eq(Notice::OrderShipped.as_str()));
        assert_eq!(told.count(db.store.reader()).await.unwrap(), 57);
        held(db, "W-6", false).await;
        balance(db, &before).await;

        // The same once more finds the one that was held.
        let id = start(&services, &Selection::Numbers(numbers.clone()), BulkMove::HandOver).await;
        let job = worked(&services, id).await;
        assert_eq!((job.done, job.failed), (1, 59));
        assert_eq!(job.rows[59].number, numbers[5]);
        balance(db, &before).await;
    })
    .await;
}

#[tokio::test]
async fn shp_01_shp_05_several_shipments_of_one_order_go_in_one_job() {
    each_database(async |db| {
        let services = open(db, 100, vec![in_two_parcels(1), in_two_parcels(2)]).await;
        let before = stocks(db).await;
        let mut numbers = Vec::new();
        for order in ["W-1", "W-2"] {
            let Outcome::Done { shipments } = release(&services, order).await else { panic!() };
            numbers.extend(shipments);
        }
        assert_eq!(numbers.len(), 4);
        let all = Selection::Listed(Box::<ShippingQuery>::default());
        let id = start(&services, &all, BulkMove::MarkPacked).await;
        let job = worked(&services, id).await;
        assert_eq!((job.total, job.done, job.failed), (4, 4, 0));
        let packed = shipment::Entity::find().filter(shipment::Column::Packed.eq(true));
        assert_eq!(packed.count(db.store.reader()).await.unwrap(), 4);
        numbered(&services, &numbers, 1).await;
        let id = start(&services, &all, BulkMove::HandOver).await;
        assert_eq!(worked(&services, id).await.done, 4);
        balance(db, &before).await;
    })
    .await;
}

#[tokio::test]
async fn shp_01_all_results_are_those_of_the_moment_at_which_the_job_is_given() {
    each_database(async |db| {
        let (services, numbers, before) = shipments(db, 6).await;
        numbered(&services, &numbers[..5], 1).await;
        let clerk = actor(Role::Fulfilment);
        let query = |url: &str| Selection::<ShippingList>::Listed(Box::new(ShippingQuery::parse(url).query));
        let key = IdempotencyKey::fresh();
        // The page that is shown does not matter, the filter does.
        let (all, one) = (query("rows=25&after=1_1_1"), query(&format!("q={}", numbers[1])));
        let id = jobs::start_moves(&services, &clerk, &key, &all, BulkMove::HandOver).await.unwrap();
        // A double click is one job, and the key can't be used for another.
        let again = jobs::start_moves(&services, &clerk, &key, &all, BulkMove::HandOver).await.unwrap();
        assert_eq!(again, id);
        let other = jobs::start_moves(&services, &clerk, &key, &one, BulkMove::HandOver).await;
        assert!(matches!(other, Err(Error::KeyReused)), "{other:?}");
        let gone = Selection::Numbers(vec!["S-NONE".to_owned(), "W-1\0".to_owned()]);
        for nothing in [gone, query("tab=failed"), query("to=international")] {
            let key = IdempotencyKey::fresh();
            let given = jobs::start_moves(&services, &clerk, &key, &nothing, BulkMove::HandOver).await;
            assert!(matches!(given, Err(Error::NothingSelected)), "{given:?}");
        }
        // What gets its number afterwards was chosen, too; what left the list is told.
        numbered(&services, &numbers[5..], 6).await;
        assert!(step(&services, &numbers[0], Step::Void).await.is_done());
        let job = worked(&services, id).await;
        assert_eq!((job.total, job.done, job.failed), (6, 5, 1));
        assert_eq!(job.rows[0].number, numbers[0]);

        let delivered = ShippingQuery::default().with(|query| query.tab = ShipmentTab::InDelivery);
        let some = Selection::Listed(Box::new(delivered));
        let id = start(&services, &some, BulkMove::MarkDelivered).await;
        let job = worked(&services, id).await;
        assert_eq!((job.total, job.done), (5, 5));
        // INV-05: after that its invoice stands.
        assert!(matches!(step(&services, &numbers[1], Step::Delete).await, Outcome::Refused { .. }));
        balance(db, &before).await;
    })
    .await;
}

//! REL-08, INV-03: a server that is killed while it works a job off loses nothing and does nothing twice, and neither do two servers that take it
//! from each other.

use std::collections::BTreeSet;
use std::time::Duration;

use domain::id::{JobId, LocationId, SkuId};
use domain::kind::{InvoiceAction, JobState};
use domain::role::Role;
use domain::view::{InvoiceFile, Selection};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _};
use service::command::{IdempotencyKey, Invoice, PrepareRelease, Step, move_shipment};
use service::{InvoiceSource, Services, invoice_file, jobs, look_invoices_over, register_invoices};
use store::Store;
use store::entity::{event, job, job_row, notice, shipment, shipment_invoice, stock};
use store::testing::{TestDb, each_database};

use crate::books::{balance, orders, stocks};
use crate::process::{Server, Waybill};
use crate::shop::{self, actor, add, place, ready_order};

const ORDERS: i64 = 1_000;
const KILLS: u64 = 20;

/// A shop of so many orders of one unit each, and so many units.
async fn fill(db: &TestDb, on_hand: i64) -> Services {
    let services = shop::open(db, "JP", "Asia/Tokyo").await;
    place(db, "JP", (1..=ORDERS).map(|id| ready_order(id, 1)).collect()).await;
    let on_hand = i32::try_from(on_hand).unwrap();
    let row = stock::Model { location_id: LocationId(1), sku_id: SkuId(1), on_hand, allocated: 0 };
    add::<stock::Entity>(db, vec![row]).await;
    services
}

async fn start_release(services: &Services) -> JobId {
    let all = Selection::Listed(Box::default());
    let key = IdempotencyKey::fresh();
    jobs::start(services, &actor(Role::Owner), &key, &all, &PrepareRelease {}).await.unwrap()
}

async fn job(db: &TestDb, id: JobId) -> job::Model {
    job::Entity::find_by_id(id).one(db.store.reader()).await.unwrap().unwrap()
}

async fn state(services: &Services, id: JobId) -> (JobState, u32) {
    let job = jobs::job(services, &actor(Role::Owner), id, 0).await.unwrap();
    (job.state, job.worked())
}

fn serve(waybill: &Waybill, db: &TestDb) -> Server {
    waybill.serve(&["--database", &db.url])
}

/// Nobody has to wait until the lease of the server that was killed has run out.
async fn forget_lease(store: &Store, id: JobId) {
    job::Entity::update_many()
        .col_expr(job::Column::LeaseUntil, Expr::value(Some(0_i64)))
        .filter(job::Column::Id.eq(id))
        .filter(job::Column::State.eq(JobState::Running))
        .exec(store.writer())
        .await
        .unwrap();
}

/// Waits until more of the job is done than was seen, or all of it.
async fn further(services: &Services, id: JobId, seen: u32) {
    for _ in 0..6_000 {
        let (state, worked) = state(services, id).await;
        if worked > seen || state == JobState::Done {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("the job does not go on");
}

/// Waits for the job's end.
async fn ended(services: &Services, id: JobId) {
    for _ in 0..600 {
        if state(services, id).await.0 == JobState::Done {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the job does not end: {:?}", state(services, id).await);
}

/// Serves, and kills the server at so many moments while it works the job off; the last server finishes it. Gives how far the job was at each
/// kill.
async fn worked_off_among_kills(
    db: &TestDb,
    services: &Services,
    id: JobId,
    before: &[stock::Model],
) -> Vec<u32> {
    let waybill = Waybill::new();
    let mut seen = Vec::new();
    for kill in 0..KILLS {
        let mut server = serve(&waybill, db);
        // From before its first batch to somewhere in a later one, spread evenly; every second of them not before that first is done.
        if kill % 2 == 1 {
            further(services, id, seen.last().copied().unwrap_or_default()).await;
        }
        tokio::time::sleep(Duration::from_millis(kill * 17 % 80)).await;
        server.process.kill().unwrap();
        server.process.wait().unwrap();
        seen.push(state(services, id).await.1);
        balance(db, before).await;
        forget_lease(&db.store, id).await;
    }
    eprintln!("killed after {seen:?} orders");
    assert!(seen.is_sorted(), "{seen:?}");
    assert!(seen.iter().any(|at| (1..ORDERS).contains(&i64::from(*at))), "never in the middle: {seen:?}");
    let server = serve(&waybill, db);
    ended(services, id).await;
    drop(server);
    balance(db, before).await;
    seen
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rel_08_a_server_killed_at_twenty_moments_releases_every_order_once() {
    each_database(async |db| {
        // The orders want two more.
        let services = fill(db, ORDERS - 2).await;
        let before = stocks(db).await;
        let id = start_release(&services).await;
        let seen = worked_off_among_kills(db, &services, id, &before).await;
        let job = jobs::job(&services, &actor(Role::Owner), id, 10).await.unwrap();
        assert_eq!((job.state, job.done, job.failed), (JobState::Done, 998, 2), "killed at {seen:?}");
        let released = orders(db).await.iter().filter(|parts| parts.shipments.len() == 1).count();
        assert_eq!(released, 998);
        let notices = notice::Entity::find().all(db.store.reader()).await.unwrap();
        assert_eq!(notices.len(), 998, "each customer is told once");
    })
    .await;
}

/// A number of Yamato's: its last digit is what is left of the others by 7.
fn yamato(serial: i64) -> String {
    let digits = 40_000_000_000 + serial;
    format!("{digits}{}", digits % 7)
}

/// A thousand rows of invoices, looked over.
struct Invoices {
    services: Services,
    id: JobId,
    shipments: Vec<String>,
    before: Vec<stock::Model>,
    /// How many notices there were.
    told: usize,
}

/// So many rows are wrong, and of so many shipments somebody has registered another number meanwhile.
const WRONG: usize = 2;
const QUICKER: usize = 1;

impl Invoices {
    async fn looked_over(db: &TestDb) -> Self {
        let services = fill(db, ORDERS).await;
        let before = stocks(db).await;
        let release = start_release(&services).await;
        while jobs::work(&services, "this one").await.unwrap() != jobs::Worked::Nothing {}
        assert_eq!(state(&services, release).await, (JobState::Done, 1_000));
        let shipments =
            shipment::Entity::find().order_by_asc(shipment::Column::Id).all(db.store.reader()).await.unwrap();
        let shipments: Vec<String> = shipments.into_iter().map(|row| row.number).collect();
        // By the servers' clock: what nobody asks for they forget after a while.
        let services = Services::new(db.store.clone());
        let rows: Vec<String> = (1..)
            .zip(&shipments)
            .map(|(serial, shipment)| {
                let number = if serial <= WRONG as i64 { "1.2E+11".to_owned() } else { yamato(serial) };
                format!("{shipment}\tyamato\t{number}")
            })
            .collect();
        let person = actor(Role::Fulfilment);
        let source = InvoiceSource::Pasted(rows.join("\n"));
        let id = look_invoices_over(&services, &person, source).await.unwrap();
        for shipment in &shipments[shipments.len() - QUICKER..] {
            let step = Step::Register(Invoice { carrier: "yamato".to_owned(), number: yamato(5_000) });
            let key = IdempotencyKey::fresh();
            assert!(move_shipment(&services, &person, &key, shipment, None, step).await.unwrap().is_done());
        }
        let told = notice::Entity::find().all(db.store.reader()).await.unwrap().len();
        Self { services, id, shipments, before, told }
    }

    /// Asks for their registration.
    async fn ask(&self) {
        let key = IdempotencyKey::fresh();
        register_invoices(&self.services, &actor(Role::Fulfilment), &key, self.id).await.unwrap();
    }

    /// Every good row was registered exactly once, and nothing else was.
    async fn registered_once(&self, db: &TestDb) {
        let reader = db.store.reader();
        let good = self.shipments.len() - WRONG - QUICKER;
        let file = invoice_file(&self.services, &actor(Role::Fulfilment), self.id, 0).await.unwrap();
        let InvoiceFile { state, waiting, done, refused, .. } = file;
        assert_eq!(
            (state, waiting as usize, done as usize, refused as usize),
            (JobState::Done, 0, good, WRONG + QUICKER)
        );
        let job = job(db, self.id).await;
        assert_eq!((job.done as usize, job.failed as usize), (good, WRONG + QUICKER));
        let rows =
            job_row::Entity::find().filter(job_row::Column::JobId.eq(self.id)).all(reader).await.unwrap();
        assert_eq!(rows.len(), self.shipments.len());

        let shipments =
            shipment::Entity::find().order_by_asc(shipment::Column::Id).all(reader).await.unwrap();
        let numbers: Vec<Option<String>> = shipments.iter().map(|row| row.invoice_number.clone()).collect();
        let expected: Vec<Option<String>> = (1..)
            .zip(&self.shipments)
            .map(|(serial, _)| match usize::try_from(serial).unwrap() {
                at if at <= WRONG => None,
                at if at > WRONG + good => Some(yamato(5_000)),
                _ => Some(yamato(serial)),
            })
            .collect();
        assert_eq!(numbers, expected);

        // Each has one entry in its history, and its order one on its timeline.
        let history = shipment_invoice::Entity::find().all(reader).await.unwrap();
        let once: BTreeSet<_> = history.iter().map(|row| row.shipment_id).collect();
        assert_eq!((history.len(), once.len()), (good + QUICKER, good + QUICKER));
        assert!(history.iter().all(|row| row.action == InvoiceAction::Registered));
        let events = event::Entity::find().filter(event::Column::Kind.eq("invoice_registered"));
        let events = events.all(reader).await.unwrap();
        let once: BTreeSet<_> = events.iter().map(|row| row.order_id).collect();
        assert_eq!((events.len(), once.len()), (good + QUICKER, good + QUICKER));
        // The customers were told of the release; a number alone is not told.
        let notices = notice::Entity::find().all(reader).await.unwrap();
        assert_eq!((notices.len(), self.told), (self.shipments.len(), self.shipments.len()));
        balance(db, &self.before).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn inv_03_a_server_killed_at_twenty_moments_registers_every_invoice_once() {
    each_database(async |db| {
        let invoices = Invoices::looked_over(db).await;
        invoices.ask().await;
        worked_off_among_kills(db, &invoices.services, invoices.id, &invoices.before).await;
        invoices.registered_once(db).await;
    })
    .await;
}

/// So many times the server that works is stopped, and the other takes the job.
const TURNS: usize = 3;

/// Stops a server, most times not in the middle of a transaction, which would keep the other from the job; gives whether the other goes on.
async fn stopped_for_the_other(db: &TestDb, services: &Services, id: JobId, server: &Server) -> bool {
    for _ in 0..20 {
        server.signal("STOP");
        let forgetting = forget_lease(&db.store, id);
        if tokio::time::timeout(Duration::from_millis(50), forgetting).await.is_ok() {
            break;
        }
        server.signal("CONT");
        tokio::time::sleep(Duration::from_millis(7)).await;
    }
    let seen = state(services, id).await.1;
    // Longer than it takes until the other looks for jobs again.
    for _ in 0..150 {
        if state(services, id).await.1 > seen {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    false
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn inv_03_sec_02_two_servers_that_take_a_job_from_each_other_register_every_invoice_once() {
    each_database(async |db| {
        let invoices = Invoices::looked_over(db).await;
        let waybill = Waybill::new();
        let servers = [(); 2].map(|()| serve(&waybill, db));
        invoices.ask().await;
        let (services, id) = (&invoices.services, invoices.id);
        let mut turns = 0;
        while turns < TURNS && state(services, id).await.0 != JobState::Done {
            let stopped = &servers[turns % 2];
            if stopped_for_the_other(db, services, id, stopped).await {
                turns += 1;
            }
            // It goes on where it was, and finds its lease gone.
            stopped.signal("CONT");
        }
        ended(services, id).await;
        drop(servers);
        // On a busy machine one of them may have done it all before the other had its turn; a job that is taken over is what the kills show.
        eprintln!("it was taken {} times", job(db, id).await.fence);
        invoices.registered_once(db).await;
    })
    .await;
}

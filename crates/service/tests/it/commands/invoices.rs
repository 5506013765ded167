//! INV-03, INV-04: invoices by the thousand.

use domain::carrier::Fault;
use domain::id::JobId;
use domain::import::ImportError;
use domain::kind::{JobRowState, JobState};
use domain::outcome::Outcome;
use domain::role::Role;
use domain::shipment::ShipmentStatus;
use domain::shipment::bulk::{PasteProblem, RowProblem, RowVerdict};
use domain::view::InvoiceFile;
use sea_orm::EntityTrait as _;
use service::command::{IdempotencyKey, Invoice, Step, move_shipment};
use service::draft::NotTaken;
use service::goods::file::look_over;
use service::jobs::{Worked, work};
use service::{
    Error, InvoiceSource, NotLooked, Services, invoice_file, invoice_result, invoice_sample,
    look_invoices_over, register_invoices,
};
use store::aggregate::OrderParts;
use store::entity::{job, shipment, shipment_invoice, stock};
use store::testing::{TestDb, each_database};

use super::books::{balance, stocks};
use super::{open, ready_order, release, yamato};
use crate::shop::{ROUTES, a_line, actor, routed};

/// Released orders; gives their shipments' numbers, and the stock before they were released.
pub async fn shipments(db: &TestDb, orders: i64) -> (Services, Vec<String>, Vec<stock::Model>) {
    let services = open(db, 5_000, (1..=orders).map(|id| ready_order(id, 1)).collect()).await;
    let before = stocks(db).await;
    let mut numbers = Vec::new();
    for id in 1..=orders {
        let Outcome::Done { shipments } = release(&services, &format!("W-{id}")).await else { panic!() };
        numbers.extend(shipments);
    }
    (services, numbers, before)
}

/// An order that is released in two shipments, by two policies.
pub fn in_two_parcels(id: i64) -> OrderParts {
    let mut two = ready_order(id, 1);
    let mut line = a_line(id, 2, "TEE", "TEE-NV");
    line.sku_id = two.lines[0].sku_id;
    routed(&mut line, ROUTES[2]);
    two.lines.push(line);
    two
}

pub async fn looked(services: &Services, text: String) -> InvoiceFile {
    let actor = actor(Role::Fulfilment);
    let id = look_invoices_over(services, &actor, InvoiceSource::Pasted(text)).await.unwrap();
    invoice_file(services, &actor, id, 1_000).await.unwrap()
}

pub async fn registered(services: &Services, id: JobId) -> InvoiceFile {
    let actor = actor(Role::Fulfilment);
    register_invoices(services, &actor, &IdempotencyKey::fresh(), id).await.unwrap();
    while work(services, "a server").await.unwrap() != Worked::Nothing {}
    invoice_file(services, &actor, id, 1_000).await.unwrap()
}

/// A column of a workbook's first sheet.
fn column(bytes: &[u8], column: usize) -> Vec<String> {
    use calamine::Reader as _;

    let mut workbook = calamine::Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
    let sheet = workbook.worksheet_range_at(0).unwrap().unwrap();
    sheet.rows().map(|row| row[column].to_string()).collect()
}

#[tokio::test]
async fn inv_04_each_row_has_its_verdict_and_the_good_ones_are_registered() {
    each_database(async |db| {
        let (services, numbers, before) = shipments(db, 7).await;
        for (number, serial) in [(&numbers[5], 9), (&numbers[6], 8)] {
            let invoice = Invoice { carrier: "yamato".to_owned(), number: yamato(serial) };
            let key = IdempotencyKey::fresh();
            let step = Step::Register(invoice);
            let done = move_shipment(&services, &actor(Role::Fulfilment), &key, number, None, step).await;
            assert!(done.unwrap().is_done());
        }
        let rows = [
            ("Shipment No.".to_owned(), "carrier", "Invoice No.".to_owned()),
            (numbers[0].clone(), "Yamato Transport", yamato(1)),
            // As it is typed on a Japanese keyboard, in groups.
            (
                numbers[1].to_lowercase(),
                "ＹＡＭＡＴＯ",
                "４０００ー００００－０".to_owned() + &yamato(2)[9..],
            ),
            (numbers[2].clone(), "yamato", yamato(9)),
            (numbers[3].clone(), "yamato", "4.0E+11".to_owned()),
            (numbers[0].clone(), "yamato", yamato(3)),
            (numbers[4].clone(), "yamato", yamato(1)),
            ("S-NONE".to_owned(), "yamato", yamato(4)),
            (numbers[4].clone(), "nobody", yamato(5)),
            (numbers[6].clone(), "yamato", yamato(8)),
        ];
        let text: Vec<String> = rows.iter().map(|(a, b, c)| format!("{a}\t{b}\t{c}")).collect();
        let mut file = looked(&services, text.join("\r\n")).await;
        file.rows.sort_by_key(|row| row.row.line);
        let why = |row: usize| match &file.rows[row].verdict {
            Some(RowVerdict::Refused { why }) => why.clone(),
            other => panic!("row {row}: {other:?}"),
        };
        assert!(
            matches!(&file.rows[0].verdict, Some(RowVerdict::Good { number, .. }) if *number == yamato(1))
        );
        assert!(
            matches!(&file.rows[1].verdict, Some(RowVerdict::Good { number, .. }) if *number == yamato(2)),
            "{:?}",
            file.rows[1]
        );
        assert_eq!(why(2), RowProblem::Taken { shipment: numbers[5].clone() });
        assert_eq!(why(3), RowProblem::Number { fault: Fault::Mangled });
        assert_eq!(why(4), RowProblem::ShipmentTwice { line: 2 });
        assert_eq!(why(5), RowProblem::NumberTwice { line: 2 });
        assert_eq!(why(6), RowProblem::UnknownShipment);
        assert!(matches!(why(7), RowProblem::UnknownCarrier { .. }));
        assert_eq!(file.rows[8].verdict, Some(RowVerdict::Unchanged));
        assert_eq!((file.state, file.waiting, file.refused, file.unchanged), (JobState::Draft, 2, 6, 1));
        // Nothing is registered before it is asked for.
        assert_eq!(shipment_invoice::Entity::find().all(db.store.reader()).await.unwrap().len(), 2);

        let done = registered(&services, file.id).await;
        assert_eq!((done.state, done.done, done.refused, done.waiting), (JobState::Done, 2, 6, 0));
        // Asked a second time nothing happens.
        let again = registered(&services, file.id).await;
        assert_eq!((again.done, again.refused), (2, 6));
        assert_eq!(shipment_invoice::Entity::find().all(db.store.reader()).await.unwrap().len(), 4);
        balance(db, &before).await;

        // What came of it can be mended and sent again: what is registered is unchanged then.
        let actor = actor(Role::Fulfilment);
        let bytes = invoice_result(&services, &actor, file.id).await.unwrap();
        let results = column(&bytes, 3);
        assert_eq!(results[0], "Result");
        assert_eq!(&results[1..3], ["Registered", "Registered"]);
        assert_eq!(
            results[3],
            format!("Shipment {} of another order bears this number already.", numbers[5])
        );
        assert!(results[4].starts_with("A spreadsheet has lost digits"), "{results:?}");
        assert_eq!(results[9], "It is registered already.");
        let in_japanese = service::Actor { locale: text::Locale::Ja, ..actor.clone() };
        let bytes_ja = invoice_result(&services, &in_japanese, file.id).await.unwrap();
        assert_eq!(column(&bytes_ja, 3)[..2], ["結果", "登録済"]);
        let source = InvoiceSource::File { name: "result.xlsx".to_owned(), bytes };
        let id = look_invoices_over(&services, &actor, source).await.unwrap();
        let again = invoice_file(&services, &actor, id, 1_000).await.unwrap();
        assert_eq!((again.waiting, again.unchanged), (0, 3));
    })
    .await;
}

#[tokio::test]
async fn inv_03_what_changed_since_it_was_looked_over_is_told_row_by_row() {
    each_database(async |db| {
        let (services, numbers, _) = shipments(db, 3).await;
        let rows: Vec<_> =
            numbers.iter().zip(1..).map(|(number, i)| format!("{number}\tyamato\t{}", yamato(i))).collect();
        let file = looked(&services, rows.join("\n")).await;
        assert_eq!(file.waiting, 3);
        // Somebody voids one, and another bears the number of a third by now.
        let act = async |number: &str, step| {
            let key = IdempotencyKey::fresh();
            move_shipment(&services, &actor(Role::Fulfilment), &key, number, None, step).await.unwrap()
        };
        assert!(act(&numbers[0], Step::Void).await.is_done());
        let other = Step::Register(Invoice { carrier: "yamato".to_owned(), number: yamato(3) });
        assert!(act(&numbers[1], other).await.is_done());
        let done = registered(&services, file.id).await;
        assert_eq!((done.done, done.refused), (0, 3));
        for row in &done.rows {
            assert_eq!(row.state, JobRowState::Failed);
            assert!(matches!(row.outcome, Some(Outcome::Refused { .. })), "{row:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn inv_03_several_batches_and_two_shipments_of_one_order() {
    each_database(async |db| {
        let mut orders: Vec<_> = (1..=120).map(|id| ready_order(id, 1)).collect();
        orders.push(in_two_parcels(500));
        let services = open(db, 5_000, orders).await;
        let mut numbers = Vec::new();
        for id in (1..=120).chain([500]) {
            match release(&services, &format!("W-{id}")).await {
                Outcome::Done { shipments } => numbers.extend(shipments),
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(numbers.len(), 122);
        // Those of one order one after the other, so that one batch would hold both.
        numbers.reverse();
        let rows: Vec<_> =
            numbers.iter().zip(1..).map(|(number, i)| format!("{number}\tyamato\t{}", yamato(i))).collect();
        let file = looked(&services, rows.join("\n")).await;
        let done = registered(&services, file.id).await;
        assert_eq!((done.done, done.refused), (122, 0));
        let all = shipment::Entity::find().all(db.store.reader()).await.unwrap();
        assert!(all.iter().all(|row| row.status == ShipmentStatus::PreparingToShip));

        let too_many = "S\tyamato\t1\n".repeat(1_001);
        let actor = actor(Role::Fulfilment);
        let refused = look_invoices_over(&services, &actor, InvoiceSource::Pasted(too_many)).await;
        assert!(matches!(refused, Err(NotLooked::Pasted(PasteProblem::TooManyRows { limit: 1_000 }))));
    })
    .await;
}

#[tokio::test]
async fn inv_03_the_sample_is_read_as_it_stands_and_others_see_no_file() {
    each_database(async |db| {
        let (services, numbers, _) = shipments(db, 1).await;
        let owner = actor(Role::Owner);
        let bytes = invoice_sample(&services, &owner).await.unwrap();
        let source = InvoiceSource::File { name: "sample.xlsx".to_owned(), bytes };
        let id = look_invoices_over(&services, &owner, source).await.unwrap();
        let file = invoice_file(&services, &owner, id, 10).await.unwrap();
        assert_eq!((file.rows.len(), file.waiting), (3, 0));
        // Its numbers are right: it is the shipments that are not there.
        for row in &file.rows {
            let expected = RowVerdict::Refused { why: RowProblem::UnknownShipment };
            assert_eq!(row.verdict.as_ref(), Some(&expected), "{row:?}");
        }
        let other = service::Actor { user_id: domain::id::UserId(99), ..actor(Role::Owner) };
        assert!(matches!(invoice_file(&services, &other, id, 10).await, Err(Error::NotFound)));
        assert!(matches!(invoice_result(&services, &other, id).await, Err(Error::NotFound)));
        let key = IdempotencyKey::fresh();
        assert!(matches!(register_invoices(&services, &other, &key, id).await, Err(Error::NotFound)));
        // What is a file of goods is none of invoices, and the other way round.
        let goods = look_over(&services, &owner, "goods.csv", b"SKU\nTEE-NV\n".to_vec()).await.unwrap();
        assert!(matches!(invoice_file(&services, &owner, goods, 10).await, Err(Error::NotFound)));
        let key = IdempotencyKey::fresh();
        assert!(matches!(service::goods::apply(&services, &owner, &key, id).await, Err(Error::NotFound)));

        // Stopped, what is left is told as such.
        let stopped = looked(&services, format!("{}\tyamato\t{}", numbers[0], yamato(1))).await;
        let fulfilment = actor(Role::Fulfilment);
        let key = IdempotencyKey::fresh();
        register_invoices(&services, &fulfilment, &key, stopped.id).await.unwrap();
        service::jobs::cancel(&services, &fulfilment, stopped.id).await.unwrap();
        let stopped = invoice_file(&services, &fulfilment, stopped.id, 10).await.unwrap();
        assert_eq!((stopped.state, stopped.stopped, stopped.unchanged), (JobState::Canceled, 1, 0));

        // A file whose columns are none of ours.
        let bytes = format!("number,what\n{},x\n", numbers[0]).into_bytes();
        let source = InvoiceSource::File { name: "x.csv".to_owned(), bytes };
        let refused = look_invoices_over(&services, &owner, source).await;
        assert!(
            matches!(refused, Err(NotLooked::Taken(NotTaken::File(ImportError::Columns { .. })))),
            "{refused:?}"
        );
    })
    .await;
}

/// A workbook as far as its parts go, one of them with macros.
fn with_macros() -> Vec<u8> {
    use std::io::Write as _;

    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for part in ["xl/workbook.xml", "xl/vbaProject.bin"] {
        archive.start_file(part, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(b"<x/>").unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[tokio::test]
async fn inv_03_a_file_of_invoices_has_its_own_bounds() {
    each_database(async |db| {
        let (services, numbers, _) = shipments(db, 1).await;
        let look = |bytes: Vec<u8>| {
            let services = services.clone();
            async move {
                let source = InvoiceSource::File { name: "invoices".to_owned(), bytes };
                look_invoices_over(&services, &actor(Role::Fulfilment), source).await
            }
        };
        let rows = |count: usize| {
            let rows = format!("{},yamato,{}\n", numbers[0], yamato(1)).repeat(count);
            format!("Shipment No.,Shipping company,Invoice No.\n{rows}").into_bytes()
        };
        let problem = async |bytes: Vec<u8>| match look(bytes).await {
            Err(NotLooked::Taken(NotTaken::File(error))) => error,
            other => panic!("{other:?}"),
        };
        assert!(look(rows(1_000)).await.is_ok());
        let many = problem(rows(1_001)).await;
        assert!(matches!(many, ImportError::TooManyRows { limit: 1_000 }), "{many:?}");
        let large = problem(vec![b' '; (5 << 20) + 1]).await;
        assert!(matches!(large, ImportError::TooLarge { limit: 5_242_880, .. }), "{large:?}");
        assert_eq!(problem(with_macros()).await, ImportError::Macros);
        assert!(matches!(problem(Vec::new()).await, ImportError::Empty));
        // Nothing of them is kept.
        let kept = job::Entity::find().all(db.store.reader()).await.unwrap();
        assert_eq!(kept.len(), 1);
    })
    .await;
}

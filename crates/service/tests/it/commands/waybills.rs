//! INV-09: a carrier's file out, and its result file back in.

use domain::documents::Chosen;
use domain::id::LocationId;
use domain::kind::{JobState, PaymentMethod};
use domain::outcome::Outcome;
use domain::role::Role;
use domain::shipment::ShipmentStatus;
use domain::waybill::{LeftOut, WaybillFormat, WaybillPart, WaybillRow};
use encoding_rs::SHIFT_JIS;
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _,
};
use service::command::{IdempotencyKey, Invoice, Step, move_shipment};
use service::jobs::{Worked, work};
use service::{
    Error, InvoiceSource, Services, invoice_file, look_invoices_over, register_invoices, waybill_file,
    waybills,
};
use store::aggregate::OrderParts;
use store::entity::{location, shipment};
use store::testing::{TestDb, each_database};
use store::write_tx;

use super::{open, ready_order, release, yamato};
use crate::shop::actor;

/// An order that a carrier can take: everything of its address is known.
fn posted(id: i64, quantity: i32) -> OrderParts {
    let mut parts = ready_order(id, quantity);
    parts.addresses[0].phone = Some("090-1234-5678".to_owned());
    parts.addresses[0].line2 = Some("ソレイユ405".to_owned());
    parts
}

/// Releases orders, which are numbered from 1 on; gives the shipment of each.
async fn shipments(db: &TestDb, orders: Vec<OrderParts>) -> (Services, Vec<String>) {
    let count = orders.len();
    let services = open(db, 5_000, orders).await;
    let mut numbers = Vec::new();
    for id in 1..=count {
        match release(&services, &format!("W-{id}")).await {
            Outcome::Done { shipments } => numbers.extend(shipments),
            other => panic!("W-{id}: {other:?}"),
        }
    }
    (services, numbers)
}

async fn with_sender(db: &TestDb) {
    let some = |text: &str| Set(Some(text.to_owned()));
    let row = location::ActiveModel {
        id: Set(LocationId(1)),
        postal_code: some("100-0001"),
        region: some("東京都"),
        city: some("千代田区"),
        line1: some("千代田1-1"),
        phone: some("03-0000-0000"),
        ..Default::default()
    };
    let done: Result<_, Error> =
        write_tx(&db.store, async |tx| Ok(row.update(tx).await.map_err(store::StoreError::from)?)).await;
    done.unwrap();
}

fn chosen(numbers: &[String]) -> Chosen {
    Chosen { named: numbers.to_vec(), ..Chosen::default() }
}

async fn looked(services: &Services, format: WaybillFormat, numbers: &[String]) -> Vec<WaybillRow> {
    waybills(services, &actor(Role::Fulfilment), format, chosen(numbers)).await.unwrap().rows
}

/// The file's rows, the heading first; it must be CP932 with each line ended by CRLF, and without quotes.
async fn file(services: &Services, format: WaybillFormat, numbers: &[String]) -> Vec<Vec<String>> {
    let bytes = waybill_file(services, &actor(Role::Fulfilment), format, chosen(numbers)).await.unwrap();
    let text = SHIFT_JIS.decode_without_bom_handling_and_without_replacement(&bytes).unwrap();
    assert!(text.ends_with("\r\n") && !text.contains('"'), "{text}");
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    text.trim_end().split("\r\n").map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

fn cell<'a>(rows: &'a [Vec<String>], row: usize, heading: &str) -> &'a str {
    let column = rows[0].iter().position(|name| name == heading).unwrap();
    &rows[row][column]
}

#[tokio::test]
async fn inv_09_what_goes_into_a_carriers_file_and_what_is_left_out_with_its_reason() {
    each_database(async |db| {
        let mut orders: Vec<OrderParts> = (1..=9).map(|id| posted(id, 2)).collect();
        orders[1].order.is_test = true;
        orders[2].addresses[0].recipient = Some("𠮷田 太郎".to_owned());
        orders[3].addresses[0].phone = None;
        orders[4].addresses[0].line1 = Some("長".repeat(120));
        let abroad = &mut orders[5].addresses[0];
        abroad.country = Some("US".to_owned());
        abroad.postal_code = Some("94105".to_owned());
        orders[5].order.country = Some("US".to_owned());
        orders[7].order.payment_method = PaymentMethod::PosOnDelivery;
        // Free of charge.
        orders[8].lines[0].unit_price = 0;
        let (services, numbers) = shipments(db, orders).await;
        with_sender(db).await;
        let invoice = Invoice { carrier: "yamato".to_owned(), number: yamato(1) };
        let (by, key) = (actor(Role::Fulfilment), IdempotencyKey::fresh());
        let registered =
            move_shipment(&services, &by, &key, &numbers[6], None, Step::Register(invoice)).await;
        assert!(registered.unwrap().is_done());

        let asked: Vec<String> =
            numbers.iter().cloned().chain(["S-NONE".to_owned(), numbers[0].clone()]).collect();
        let found = waybills(&services, &by, WaybillFormat::YamatoB2, chosen(&asked)).await.unwrap();
        assert_eq!(found.missing, 1);
        let phone = LeftOut::Missing { part: WaybillPart::Phone };
        let why: Vec<Vec<LeftOut>> = found.rows.iter().map(|row| row.left_out.clone()).collect();
        let expected = [
            vec![],
            vec![LeftOut::Test],
            vec![LeftOut::Unwritable { part: WaybillPart::Recipient, sign: '𠮷' }],
            vec![phone.clone()],
            vec![LeftOut::TooLong { part: WaybillPart::Address }],
            vec![LeftOut::International],
            vec![LeftOut::HasInvoice { number: yamato(1) }],
            vec![LeftOut::PaidOtherwise],
            vec![],
        ];
        assert_eq!(why, expected);
        // Cash on delivery is collected, where something is to be paid.
        let collect: Vec<Option<i64>> = found.rows.iter().map(|row| row.collect).collect();
        assert_eq!((collect[0], collect[8]), (Some(3_000), None));
        assert!(found.rows[0].to.contains("佐藤 花子"), "{}", found.rows[0].to);

        let rows = file(&services, WaybillFormat::YamatoB2, &asked).await;
        assert_eq!(rows.len(), 3);
        assert!(rows.iter().all(|row| row.len() == 95));
        for (heading, text) in [
            ("お客様管理番号", numbers[0].as_str()),
            ("送り状種類", "2"),
            ("ｺﾚｸﾄ代金引換額（税込)", "3000"),
            ("お届け先電話番号", "090-1234-5678"),
            ("お届け先住所", "東京都渋谷区神宮前1-1"),
            ("お届け先アパートマンション名", "ソレイユ405"),
            ("お届け先名", "佐藤 花子"),
            ("ご依頼主名", "Corner Shop"),
            ("ご依頼主電話番号", "03-0000-0000"),
            ("品名１", "Cotton shirt×2"),
        ] {
            assert_eq!(cell(&rows, 1, heading), text, "{heading}");
        }
        assert_eq!(
            (cell(&rows, 2, "お客様管理番号"), cell(&rows, 2, "送り状種類")),
            (numbers[8].as_str(), "0")
        );

        // Japan Post has more room, and takes a parcel without a phone.
        let found = looked(&services, WaybillFormat::JapanPostYupri, &asked).await;
        assert!(found[3].goes_in() && found[0].has_sender);
        let found = looked(&services, WaybillFormat::SagawaEHiden, &asked).await;
        assert_eq!(found[3].left_out, [phone]);
        // Where none goes in there is no file.
        let none = waybill_file(&services, &by, WaybillFormat::YamatoB2, chosen(&numbers[1..3])).await;
        assert!(matches!(none, Err(Error::NothingSelected)), "{none:?}");
    })
    .await;
}

#[tokio::test]
async fn inv_09_cash_on_delivery_is_not_collected_twice() {
    each_database(async |db| {
        let mut two = posted(1, 1);
        let mut line = crate::shop::a_line(1, 2, "TEE", "TEE-NV");
        line.sku_id = two.lines[0].sku_id;
        crate::shop::routed(&mut line, crate::shop::ROUTES[2]);
        two.lines.push(line);
        let (services, numbers) = shipments(db, vec![two]).await;
        assert_eq!(numbers.len(), 2);
        for row in looked(&services, WaybillFormat::YamatoB2, &numbers).await {
            assert_eq!(row.left_out, [LeftOut::InParts]);
        }
    })
    .await;
}

/// Gives the carrier's numbers, as its program writes them into its result file.
fn numbered(format: WaybillFormat, rows: &[Vec<String>], number: impl Fn(usize) -> String) -> Vec<u8> {
    let column = |name: &str| rows[0].iter().position(|heading| heading == name).unwrap();
    let lines: Vec<String> = match format {
        // A history of its own, with a few columns.
        WaybillFormat::JapanPostYupri => {
            let reference = column("お客様側管理番号");
            let heading = "お客様側管理番号,お問い合わせ番号,配達ステータス集約コード".to_owned();
            let history = rows.iter().enumerate().skip(1);
            let history = history.map(|(at, row)| format!("{},{},10", row[reference], number(at)));
            std::iter::once(heading).chain(history).collect()
        }
        // What was taken in, with the number in its column, and each cell in quotes.
        _ => {
            let place = match format {
                WaybillFormat::YamatoB2 => column("伝票番号"),
                _ => column("お問い合せ送り状No."),
            };
            let filled = rows.iter().enumerate().map(|(at, row)| {
                let mut row = row.clone();
                if at > 0 {
                    row[place] = number(at);
                }
                row.iter().map(|cell| format!("\"{cell}\"")).collect::<Vec<_>>().join(",")
            });
            filled.collect()
        }
    };
    SHIFT_JIS.encode(&(lines.join("\r\n") + "\r\n")).0.into_owned()
}

#[tokio::test]
async fn inv_09_a_file_comes_back_with_numbers_and_registers_them() {
    each_database(async |db| {
        let (services, numbers) = shipments(db, (1..=6).map(|id| posted(id, 1)).collect()).await;
        let by = actor(Role::Fulfilment);
        let all = [
            (WaybillFormat::YamatoB2, "yamato", 10),
            (WaybillFormat::SagawaEHiden, "sagawa", 20),
            (WaybillFormat::JapanPostYupri, "japan_post", 30),
        ];
        for ((format, carrier, serial), numbers) in all.into_iter().zip(numbers.chunks(2)) {
            // The warehouse has no address here: who sends it is left to the program.
            assert!(
                looked(&services, format, numbers).await.iter().all(|row| row.goes_in() && !row.has_sender)
            );
            let rows = file(&services, format, numbers).await;
            assert_eq!(rows.len(), 3, "{format}");
            let bytes = numbered(format, &rows, |at| yamato(serial + at as u64));
            let source = InvoiceSource::File { name: format!("{format}.csv"), bytes: bytes.clone() };
            let id = look_invoices_over(&services, &by, source).await.unwrap();
            let looked = invoice_file(&services, &by, id, 10).await.unwrap();
            assert_eq!((looked.waiting, looked.refused), (2, 0), "{format}: {:?}", looked.rows);
            register_invoices(&services, &by, &IdempotencyKey::fresh(), id).await.unwrap();
            while work(&services, "a server").await.unwrap() != Worked::Nothing {}
            let done = invoice_file(&services, &by, id, 10).await.unwrap();
            assert_eq!((done.state, done.done), (JobState::Done, 2), "{format}");
            let stored = shipment::Entity::find()
                .filter(shipment::Column::Number.is_in(numbers.iter().cloned()))
                .all(db.store.reader())
                .await
                .unwrap();
            for row in stored {
                let at = numbers.iter().position(|number| *number == row.number).unwrap();
                assert_eq!(row.carrier_code.as_deref(), Some(carrier));
                assert_eq!(row.invoice_number, Some(yamato(serial + at as u64 + 1)));
                assert_eq!(row.status, ShipmentStatus::PreparingToShip);
            }
            // A second time nothing changes, and none goes into a file any more.
            let source = InvoiceSource::File { name: "again.csv".to_owned(), bytes };
            let id = look_invoices_over(&services, &by, source).await.unwrap();
            assert_eq!(invoice_file(&services, &by, id, 10).await.unwrap().unchanged, 2);
            let none = waybill_file(&services, &by, format, chosen(numbers)).await;
            assert!(matches!(none, Err(Error::NothingSelected)), "{none:?}");
        }
    })
    .await;
}

//! A file is imported whole or not at all, however large or broken it is.

use super::written::{
    Files, HEADING, NOW, assert_derived, everything, import, input, orders, refused, services,
};
use super::*;
use domain::import::{ImportSetting, Imported};
use sea_orm::{ConnectionTrait, DbBackend, EntityTrait};
use service::Services;
use service::import::{ImportFailed, ImportOrders, import_orders};
use store::entity::order;
use store::testing::each_database;

#[tokio::test]
async fn ops_01_an_order_of_600_lines_is_imported() {
    each_database(async |db| {
        let rows: Vec<String> = (0..600).map(|i| format!("BIG,2026-01-05,JP,S{i:03},2,100")).collect();
        let report =
            import(db, "SHOP", &WAYBILL, HEADING, &rows.iter().map(String::as_str).collect::<Vec<_>>()).await;
        assert_eq!(report.created, Imported { orders: 1, rows: 600 });
        let parts = &orders(&db.store).await["BIG"];
        assert_eq!((parts.order.line_count, parts.order.ordered, parts.order.paid), (600, 1_200, 120_000));
        assert!(
            parts
                .lines
                .iter()
                .zip(0..)
                .all(|(line, at)| (line.position, &line.sku_code) == (at + 1, &format!("S{at:03}")))
        );
    })
    .await;
}

#[tokio::test]
async fn ops_01_what_is_no_file_of_orders_leaves_nothing() {
    each_database(async |db| {
        let files = Files::new();
        let nothing = everything(&db.store).await;
        let large = files.file("");
        std::fs::File::create(&large).unwrap().set_len(200_000_000).unwrap();
        let too_large = ImportError::TooLarge { bytes: 200_000_000, limit: 52_428_800 };
        assert_eq!(refused(db, &large, &WAYBILL).await, too_large);
        assert!(matches!(
            refused(db, &files.file("a,b\n1,2\n"), &WAYBILL).await,
            ImportError::Columns { .. }
        ));
        assert!(matches!(refused(db, &files.file([0_u8; 99]), &WAYBILL).await, ImportError::Binary { .. }));
        assert_eq!(refused(db, &files.file(""), &WAYBILL).await, ImportError::Empty);
        // Cut off, or broken in the middle: the rows before it are not imported either.
        let row = "A,2026-01-05,JP,S1,1,100\n";
        let cut = files.file(format!("{HEADING}\n{row}B,2026-01-05,JP"));
        assert!(matches!(refused(db, &cut, &WAYBILL).await, ImportError::CutOff { line: 3, .. }));
        let quote = files.file(format!("{HEADING}\n{row}B,2026-01-05,JP,\"S1,1,100\n{row}"));
        assert_eq!(refused(db, &quote, &WAYBILL).await, ImportError::UnclosedQuote { line: 3 });

        let path = files.file(format!("{HEADING}\n{row}"));
        let ask = async |input: ImportOrders| match import_orders(&services(db), input).await.unwrap_err() {
            ImportFailed::Refused(error) => error,
            ImportFailed::Failed(error) => panic!("{error}"),
        };
        for code in ["", "a b", "日本", &"x".repeat(33)] {
            let error = ask(ImportOrders { channel: code.to_owned(), ..input(&path, "", &WAYBILL) }).await;
            assert_eq!(error, ImportError::ChannelCode { code: code.to_owned() });
        }
        let dollars = ImportOrders { currency: Some(Currency::USD), ..input(&path, "R", &ONLINE_RETAIL) };
        assert!(matches!(
            ask(dollars).await,
            ImportError::FixedByFormat { setting: ImportSetting::Currency, .. }
        ));
        assert_eq!(everything(&db.store).await, nothing);
    })
    .await;
}

#[tokio::test]
async fn ops_01_an_error_in_the_middle_leaves_nothing() {
    each_database(async |db| {
        // The third batch meets a row that the database refuses.
        let sql = match db.store.backend() {
            DbBackend::Sqlite => {
                "CREATE TRIGGER stop BEFORE INSERT ON \"order\" WHEN NEW.number = 'N-1234' \
                 BEGIN SELECT RAISE(ABORT, 'stop'); END"
            }
            _ => "ALTER TABLE \"order\" ADD CONSTRAINT stop CHECK (number <> 'N-1234')",
        };
        db.store.writer().execute_unprepared(sql).await.unwrap();
        let nothing = everything(&db.store).await;
        let files = Files::new();
        let rows: Vec<String> = (0..1_300).map(|i| format!("N-{i},2026-01-05,JP,S{},1,100", i % 7)).collect();
        let path = files.file(format!("{HEADING}\n{}\n", rows.join("\n")));
        let failed = import_orders(&services(db), input(&path, "SHOP", &WAYBILL)).await.unwrap_err();
        assert!(matches!(failed, ImportFailed::Failed(_)), "{failed}");
        assert_eq!(everything(&db.store).await, nothing);

        let fewer = files.file(format!("{HEADING}\n{}\n", rows[..1_200].join("\n")));
        let report = import_orders(&services(db), input(&fewer, "SHOP", &WAYBILL)).await.unwrap();
        assert_eq!(report.created.orders, 1_200);
        assert_derived(&db.store).await;
    })
    .await;
}

#[tokio::test]
async fn ops_01_a_batch_takes_the_same_statements_however_many_orders_it_has() {
    each_database(async |db| {
        let (store, heard) = db.watched();
        let services = Services::with_clock(store, || NOW);
        let files = Files::new();
        let mut cost = Vec::new();
        for (file, orders) in [(0, 1), (1, 2), (2, 50)] {
            let rows: Vec<String> = (0..orders)
                .map(|i| {
                    format!(
                        "{file}-{i},2026-01-05,JP,S{file}-{i},1,100,c{file}-{i},c{file}-{i}@example.com,9"
                    )
                })
                .collect();
            let heading = format!("{HEADING},customer_id,customer_email,shipping_fee");
            let path = files.file(format!("{heading}\n{}\n", rows.join("\n")));
            import_orders(&services, input(&path, "SHOP", &WAYBILL)).await.unwrap();
            let first = heard.take().len();
            import_orders(&services, input(&path, "SHOP", &WAYBILL)).await.unwrap();
            cost.push((first, heard.take().len()));
        }
        // The first made the merchant and the channel by the way.
        assert_eq!(cost[1], cost[2]);
        assert!(cost[1].0 < cost[0].0 && cost[1].0 < 40, "{cost:?}");
        assert_eq!(order::Entity::find().all(db.store.reader()).await.unwrap().len(), 53);
    })
    .await;
}

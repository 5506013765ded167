//! The real file on real databases.

use super::real_file::real_orders;
use super::written::{assert_derived, everything, import, input, orders, services};
use super::*;
use domain::import::{ImportReport, Imported};
use domain::payment::PaymentStatus;
use domain::release::Lane;
use domain::stage::Stage;
use domain::timeline::TimelineEvent;
use service::import::import_orders;
use store::testing::each_database;

#[tokio::test]
async fn ops_01_each_of_the_2709_rows_ends_in_an_order_or_a_reason() {
    let Some(path) = real_orders() else { return };
    each_database(async |db| {
        let report = import_orders(&services(db), input(&path, "RETAIL", &ONLINE_RETAIL)).await.unwrap();
        assert!(report.adds_up());
        assert!(report.is_new_channel && report.new_merchant.is_some());
        assert_eq!((report.rows_read, report.rejected.len()), (2_709, 7));
        assert_eq!(report.created, Imported { orders: 2_174, rows: 2_652 });
        assert_eq!(report.canceled, Imported { orders: 50, rows: 50 });
        // The sample holds no cancellation together with its sale.
        assert_eq!((report.linked, report.unchanged), (0, Imported::default()));

        assert_derived(&db.store).await;
        let orders = orders(&db.store).await;
        let count = |stage, lane| {
            orders.values().filter(|it| (it.order.stage, it.order.lane) == (stage, lane)).count()
        };
        assert_eq!(count(Stage::New, Lane::DOMESTIC_NOT_RELEASED), 1_960);
        assert_eq!(count(Stage::New, Lane::INTERNATIONAL_NOT_RELEASED), 204);
        assert_eq!(count(Stage::Canceled, Lane::NONE), 50);
        // Fees alone: nothing to ship.
        assert_eq!(count(Stage::Completed, Lane::NONE), 10);
        assert_eq!(orders.len(), 2_224);

        let sum = |stage, amount: fn(&store::entity::order::Model) -> i64| -> i64 {
            orders.values().filter(|it| it.order.stage == stage).map(|it| amount(&it.order)).sum()
        };
        assert_eq!(sum(Stage::New, |order| order.due), 4_759_785);
        assert_eq!(sum(Stage::New, |order| order.paid), 4_759_785);
        assert_eq!(sum(Stage::Canceled, |order| order.items_total), 201_333);
        // Three cancellations take fees back; of goods that are canceled nothing is due.
        assert_eq!(sum(Stage::Canceled, |order| order.due), -883_656);
        assert_eq!(sum(Stage::Canceled, |order| order.paid), 0);
        assert_eq!(sum(Stage::Completed, |order| order.total), 75_529);
        let is_paid = |order: &store::entity::order::Model| order.payment_status == PaymentStatus::Paid;
        assert!(orders.values().all(|it| is_paid(&it.order) && it.order.currency == Currency::GBP));
        assert!(orders.values().all(|it| it.order.email.is_none() && it.order.country_given.is_none()));
        // Goods are linked: item pages can be built upon them.
        assert!(orders.values().flat_map(|it| &it.lines).all(|line| line.sku_id.is_some()));
    })
    .await;
}

#[tokio::test]
async fn ops_01_a_dry_run_and_a_second_import_change_nothing() {
    let Some(path) = real_orders() else { return };
    each_database(async |db| {
        let nothing = everything(&db.store).await;
        assert!(nothing.values().all(Vec::is_empty));
        let dry = input(&path, "RETAIL", &ONLINE_RETAIL);
        let dry = service::import::ImportOrders { is_dry_run: true, ..dry };
        let tried = import_orders(&services(db), dry.clone()).await.unwrap();
        assert!(tried.is_dry_run);
        assert_eq!(everything(&db.store).await, nothing);

        let first = import_orders(&services(db), input(&path, "RETAIL", &ONLINE_RETAIL)).await.unwrap();
        assert_eq!(ImportReport { is_dry_run: false, ..tried }, first);
        let written = everything(&db.store).await;
        assert_eq!(written["order"].len(), 2_224);
        for input in [input(&path, "RETAIL", &ONLINE_RETAIL), dry] {
            let again = import_orders(&services(db), input).await.unwrap();
            assert!(again.adds_up() && !again.is_new_channel && again.new_merchant.is_none());
            assert_eq!(again.unchanged, Imported { orders: 2_224, rows: 2_702 });
            assert_eq!((again.created, again.canceled), Default::default());
            assert_eq!(again.rejected, first.rejected);
            assert!(everything(&db.store).await == written);
        }
    })
    .await;
}

#[tokio::test]
async fn ops_01_the_timeline_says_where_an_order_came_from() {
    let Some(path) = real_orders() else { return };
    each_database(async |db| {
        import_orders(&services(db), input(&path, "RETAIL", &ONLINE_RETAIL)).await.unwrap();
        let orders = orders(&db.store).await;
        let told = |number: &str| -> Vec<TimelineEvent> {
            orders[number]
                .events
                .iter()
                .map(|row| serde_json::from_value(row.payload.clone()).unwrap())
                .collect()
        };
        let imported = TimelineEvent::Imported { file: "online_retail_sample.csv".to_owned() };
        let placed = TimelineEvent::Placed { method: domain::kind::PaymentMethod::Card };
        assert_eq!(told("567183"), [placed, imported.clone()]);
        // Fees alone, taken back: nothing that has units.
        assert_eq!(told("C574902"), [TimelineEvent::CanceledOrder { original: None }, imported]);
    })
    .await;
}

#[tokio::test]
async fn ops_01_the_report_is_worded_in_both_languages() {
    each_database(async |db| {
        let heading = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country";
        let report = import(
            db,
            "RETAIL",
            &ONLINE_RETAIL,
            heading,
            &["1,A,X,4,6/12/2011 10:43,4.25,1,France", "1,K,X,-12,6/12/2011 10:43,0,1,France"],
        )
        .await;
        let english = text::Locale::En.import_report(&report);
        assert_eq!(
            english,
            [
                "orders.csv into channel RETAIL",
                "New merchant: United Kingdom, Europe/London, GBP. Settings can change it.",
                "New channel: RETAIL, an own store. There was none of that code.",
                "Rows read: 2",
                "Orders created: 1 (1 row)",
                "Canceled orders created: 0 (0 rows), 0 linked to the order they cancel",
                "Orders unchanged: 0 (0 rows)",
                "Rows rejected: 1",
                "  line 3, order 1: stock write-off: a negative quantity outside a cancellation",
            ]
        );
        let japanese = text::Locale::Ja.import_report(&report);
        assert_eq!(japanese.len(), english.len());
        assert_eq!(
            japanese.last().unwrap(),
            "  3行目（注文 1）：在庫の廃棄（キャンセル以外の行で数量がマイナス）"
        );
    })
    .await;
}

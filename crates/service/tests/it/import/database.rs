//! What becomes of orders in a database.

use super::written::{Files, HEADING, NOW, everything, import, input, orders, services};
use super::*;
use domain::import::{ImportDifference, Imported};
use domain::kind::{AddressRole, ChannelKind, ItemLink, LedgerKind, PaymentMethod};
use domain::order::LineIndex;
use domain::payment::PaymentStatus;
use domain::role::Role;
use domain::stage::Stage;
use domain::timeline::TimelineEvent;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};
use service::command::{IdempotencyKey, LinkItems, order};
use service::import::{ImportOrders, import_orders};
use store::entity::{audit, channel, delivery_policy, item_rule, location, product, shipping_option, sku};
use store::testing::{TestDb, each_database};

use crate::shop::actor;

const RETAIL: &str = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country";

async fn own(db: &TestDb, further: &str, rows: &[&str]) -> domain::import::ImportReport {
    import(db, "SHOP", &WAYBILL, &format!("{HEADING}{further}"), rows).await
}

/// The reasons of the rejected rows, by line.
fn reasons(report: &domain::import::ImportReport) -> Vec<(u32, RejectReason)> {
    report.rejected.iter().map(|row| (row.line, row.reason.clone())).collect()
}

async fn a_channel(db: &TestDb, code: &str, kind: ChannelKind) -> channel::Model {
    let row = channel::ActiveModel {
        code: Set(code.to_owned()),
        name: Set(code.to_owned()),
        kind: Set(kind),
        currency: Set(Currency::JPY),
        grace_minutes: Set(30),
        auto_confirm: Set(false),
        enabled: Set(true),
        created_at: Set(NOW),
        ..Default::default()
    };
    row.insert(db.store.writer()).await.unwrap()
}

#[tokio::test]
async fn ops_01_an_order_is_written_with_all_that_the_file_says() {
    each_database(async |db| {
        let heading = ",customer_id,customer_name,customer_email,payment_method,shipping_request,recipient,phone,postal_code,\
            region,city,line1,product_id,product_name,option,discount,shipping_fee,fee,order_discount,tax";
        let report = own(
            db,
            heading,
            &[
                "A-1,2026-01-05 10:15,日本,P-1-R,2,1200,c-7,能登 花子,Hana@Mail.Example,cash_on_delivery,午前中,能登 花子,03-0000-0000,100-0001,東京都,千代田区,表町1-2-3,P-1,マグカップ,赤,400,550,330,100,90",
                "A-1,,,P-2,1,1000,,,,,,,,,,,,,,,,,,,",
                "A-2,2026-01-06,Atlantis,P-2,1,1000,,,,,,,,,,,,,,,,,,,",
            ],
        )
        .await;
        // Without a merchant the language decides: Japan.
        let merchant = report.new_merchant.clone().unwrap();
        assert_eq!((merchant.home_country.as_str(), merchant.currency), ("JP", Currency::JPY));
        assert_eq!((report.created, report.rejected.len()), (Imported { orders: 2, rows: 3 }, 0));
        let orders = orders(&db.store).await;
        let order = &orders["A-1"].order;
        assert_eq!((order.channel_number.as_str(), order.placed_at.utc().to_rfc3339().as_str()), ("A-1", "2026-01-05T01:15:00+00:00"));
        assert_eq!((order.stage, order.lane), (Stage::New, domain::release::Lane::DOMESTIC_NOT_RELEASED));
        assert_eq!((order.confirmed_at, order.ready_at), (None, Some(order.placed_at)));
        assert_eq!((order.email.as_deref(), order.buyer_name.as_deref()), (Some("Hana@Mail.Example"), Some("能登 花子")));
        assert_eq!((order.shipping_request.as_deref(), order.item_link), (Some("午前中"), ItemLink::NotNeeded));
        // 2,400 - 400 and 1,000: the order's discount of 100 and its tax of 90 are shared 2 to 1.
        let shares: Vec<_> = orders["A-1"].lines.iter().map(|line| (line.discount, line.tax)).collect();
        assert_eq!(shares, [(467, 60), (33, 30)]);
        let charges: Vec<_> = orders["A-1"].charges.iter().map(|row| (row.code.as_str(), row.amount)).collect();
        assert_eq!(charges, [("shipping_fee", 550), ("fee", 330)]);
        assert_eq!((order.discount_total, order.tax_total, order.total), (500, 90, 3_400 - 500 + 90 + 880));
        // Paid at the door: not yet.
        assert_eq!((order.payment_status, order.paid), (PaymentStatus::Unpaid, 0));
        let address = &orders["A-1"].addresses[0];
        assert_eq!((address.role, address.postal_code.as_deref()), (AddressRole::ShipTo, Some("100-0001")));
        assert_eq!((address.country.as_deref(), address.line1.as_deref()), (Some("JP"), Some("表町1-2-3")));

        // Nobody knows where that is: International, and the words are kept.
        let unknown = &orders["A-2"];
        assert_eq!((unknown.order.country.as_deref(), unknown.order.country_given.as_deref()), (None, Some("Atlantis")));
        assert_eq!(unknown.order.lane, domain::release::Lane::INTERNATIONAL_NOT_RELEASED);
        assert_eq!((unknown.order.customer_id, unknown.addresses.len()), (None, 0));
        assert_eq!((unknown.ledger[0].kind, unknown.ledger[0].amount), (LedgerKind::Payment, 1_000));

        let products = product::Entity::find().all(db.store.reader()).await.unwrap();
        let named: Vec<_> = products.iter().map(|row| (row.code.as_str(), row.name.as_str(), &row.delivery_name)).collect();
        assert_eq!(named, [("P-1", "マグカップ", &None), ("P-2", "", &None)]);
        let skus = sku::Entity::find().all(db.store.reader()).await.unwrap();
        assert_eq!(skus[0].option_name.as_deref(), Some("赤"));
        assert_eq!(orders["A-1"].lines[1].sku_id, orders["A-2"].lines[0].sku_id);
    })
    .await;
}

#[tokio::test]
async fn ops_01_every_order_is_new_however_it_was_paid() {
    each_database(async |db| {
        for method in PaymentMethod::ALL {
            let rows = [
                format!("{method},2026-01-05,JP,S1,2,500,{method}"),
                // A present: nothing is due.
                format!("{method}-0,2026-01-05,JP,S1,1,0,{method}"),
            ];
            own(db, ",payment_method", &rows.each_ref().map(String::as_str)).await;
        }
        // A clock that runs ahead.
        own(db, "", &["LATER,2199-01-05,JP,S1,1,100"]).await;
        let orders = orders(&db.store).await;
        assert!(orders.values().all(|it| it.order.stage == Stage::New), "{orders:#?}");
        for method in PaymentMethod::ALL {
            let order = &orders[method.as_str()].order;
            let is_paid = !matches!(
                method,
                PaymentMethod::CashOnDelivery | PaymentMethod::PosOnDelivery | PaymentMethod::Unknown
            );
            assert_eq!((order.payment_method, order.paid), (*method, if is_paid { 1_000 } else { 0 }));
            assert!(orders[&format!("{method}-0")].ledger.is_empty());
        }
        // Nobody said how: not --payment, not the file.
        let files = Files::new();
        let path = files.file(format!("{HEADING}\nX,2026-01-05,JP,S1,1,100\n"));
        let silent = ImportOrders { payment: None, ..input(&path, "SHOP", &WAYBILL) };
        import_orders(&services(db), silent).await.unwrap();
        let order = &super::written::orders(&db.store).await["X"].order;
        assert_eq!((order.stage, order.payment_method, order.paid), (Stage::New, PaymentMethod::Unknown, 0));
    })
    .await;
}

#[tokio::test]
async fn ops_01_a_cancellation_is_linked_only_where_exactly_one_sale_matches() {
    each_database(async |db| {
        // A sale that an earlier file brought.
        import(
            db,
            "R",
            &ONLINE_RETAIL,
            RETAIL,
            &["500,A,X,3,6/1/2011 10:00,1,5,France", "600,A,X,3,6/1/2011 9:00,1,6,France"],
        )
        .await;
        let rows = [
            // Cancellations of customer 1: of one sale only, and with units split over its lines.
            "C101,A,X,-5,6/2/2011 10:00,1,1,France",
            "C101,K,X,-1,6/2/2011 10:00,1,1,France",
            "100,A,X,3,6/1/2011 10:00,1,1,France",
            "100,A,X,3,6/1/2011 10:00,1,1,France",
            "100,K,X,1,6/1/2011 10:00,1,1,France",
            "C102,K,X,-2,6/2/2011 10:00,1,1,France",
            // Customer 2 bought the same twice.
            "200,A,X,3,6/1/2011 10:00,1,2,France",
            "201,A,X,9,6/1/2011 11:00,1,2,France",
            "C202,A,X,-3,6/2/2011 10:00,1,2,France",
            "C203,A,X,-4,6/2/2011 10:00,1,2,France",
            // Customer 3 bought it only later; a guest can't be known again.
            "C300,A,X,-1,6/1/2011 10:00,1,3,France",
            "301,A,X,1,6/2/2011 10:00,1,3,France",
            "400,A,X,1,6/1/2011 10:00,1,NA,France",
            "C401,A,X,-1,6/2/2011 10:00,1,NA,France",
            // Of the earlier file; and of both files.
            "C501,A,X,-3,6/2/2011 10:00,1,5,France",
            "601,A,X,3,6/1/2011 10:00,1,6,France",
            "C602,A,X,-3,6/2/2011 10:00,1,6,France",
            // Fees fit any sale.
            "C103,M,Manual,-1,6/2/2011 10:00,1,1,France",
        ];
        let report = import(db, "R", &ONLINE_RETAIL, RETAIL, &rows).await;
        assert_eq!((report.canceled.orders, report.linked), (9, 3));
        let orders = orders(&db.store).await;
        let original = |number: &str| {
            let id = orders[number].order.original_order_id?;
            let told: TimelineEvent =
                serde_json::from_value(orders[number].events[0].payload.clone()).unwrap();
            let original = orders.values().find(|it| it.order.id == id).unwrap().order.number.clone();
            assert_eq!(told, TimelineEvent::CanceledOrder { original: Some(original.clone()) });
            Some(original)
        };
        assert_eq!(original("C101").as_deref(), Some("100"));
        assert_eq!(original("C102"), None, "more units than were bought");
        assert_eq!(original("C103"), None, "fees alone");
        assert_eq!(original("C202"), None, "two sales match");
        assert_eq!(original("C203").as_deref(), Some("201"));
        assert_eq!(original("C300"), None, "bought later");
        assert_eq!(original("C401"), None, "a guest");
        assert_eq!(original("C501").as_deref(), Some("500"));
        assert_eq!(original("C602"), None, "one in each file");
        let canceled = &orders["C101"].order;
        assert_eq!((canceled.stage, canceled.ordered, canceled.canceled), (Stage::Canceled, 6, 6));
        assert_eq!((canceled.lane, canceled.due), (domain::release::Lane::NONE, 0));
        assert!(orders["C101"].ledger.is_empty());
    })
    .await;
}

#[tokio::test]
async fn ops_01_an_order_that_the_file_tells_differently_is_rejected_and_not_overwritten() {
    each_database(async |db| {
        let further = ",currency,shipping_fee,order_discount";
        let first = ["A,2026-01-05,JP,S1,2,100,JPY,30,7", "A,,,S2,1,50,,,", "B,2026-01-05,JP,S1,1,100,,,"];
        own(db, further, &first).await;
        let before = everything(&db.store).await;
        for (rows, differs) in [
            (&["A,2026-01-06,JP,S1,2,100,JPY,30,7", "A,,,S2,1,50,,,"][..], ImportDifference::OrderedAt),
            (&["A,2026-01-05,JP,S1,2,100,USD,30,7", "A,,,S2,1,50,,,"], ImportDifference::Currency),
            (&["A,2026-01-05,JP,S1,2,101,JPY,30,7", "A,,,S2,1,50,,,"], ImportDifference::Lines),
            (&["A,2026-01-05,JP,S1,2,100,JPY,30,8", "A,,,S2,1,50,,,"], ImportDifference::Lines),
            (&["A,2026-01-05,JP,S1,2,100,JPY,30,7"], ImportDifference::Lines),
            (&["A,2026-01-05,JP,S1,2,100,JPY,31,7", "A,,,S2,1,50,,,"], ImportDifference::Charges),
        ] {
            let report = own(db, further, rows).await;
            let reason = RejectReason::AlreadyImportedDifferently { differs };
            let expected: Vec<_> = (2..).zip(rows).map(|(line, _)| (line, reason.clone())).collect();
            assert_eq!(reasons(&report), expected);
            assert_eq!(everything(&db.store).await, before);
        }
        // Beside one that differs, what is new comes in and what is the same is counted.
        let rows = [
            "A,2026-01-05,JP,S1,9,100,JPY,30,7",
            "B,2026-01-05,JP,S1,1,100,,,",
            "C,2026-01-05,JP,S1,1,100,,,",
        ];
        let report = own(db, further, &rows).await;
        assert_eq!((report.created.orders, report.unchanged.orders, report.rejected.len()), (1, 1, 1));
    })
    .await;
}

#[tokio::test]
async fn ops_01_a_number_that_another_channel_has_bears_the_channels_code() {
    each_database(async |db| {
        let row = ["7,2026-01-05,JP,S1,1,100"];
        for (channel, number) in [("SHOP", "7"), ("OTHER", "OTHER-7")] {
            let report = import(db, channel, &WAYBILL, HEADING, &row).await;
            assert!(report.is_new_channel);
            let orders = orders(&db.store).await;
            assert_eq!(orders[number].order.channel_number, "7");
            let again = import(db, channel, &WAYBILL, HEADING, &row).await;
            assert_eq!((again.unchanged.orders, again.is_new_channel), (1, false));
        }
        // Nothing is left that it could be called.
        import(
            db,
            "THIRD",
            &WAYBILL,
            HEADING,
            &["OTHER-8,2026-01-05,JP,S1,1,100", "8,2026-01-05,JP,S1,1,100"],
        )
        .await;
        let report = import(db, "OTHER", &WAYBILL, HEADING, &["8,2026-01-05,JP,S1,1,100"]).await;
        assert_eq!(reasons(&report), [(2, RejectReason::NumberTaken { number: "8".to_owned() })]);
    })
    .await;
}

#[tokio::test]
async fn ops_01_codes_say_where_lines_ship_from() {
    each_database(async |db| {
        let writer = db.store.writer();
        for (id, code) in [(1, "TYO"), (2, "OSA")] {
            let place = location::ActiveModel {
                code: Set(code.to_owned()),
                name: Set(code.to_owned()),
                country: Set("JP".to_owned()),
                is_default: Set(id == 1),
                position: Set(id),
                ..Default::default()
            };
            let location_id = Set(place.insert(writer).await.unwrap().id);
            let (code, name, position) = (Set(format!("{code}-STD")), Set("Standard".to_owned()), Set(id));
            let policy =
                delivery_policy::ActiveModel { location_id, code, name, position, ..Default::default() };
            let policy = policy.insert(writer).await.unwrap();
            let option = shipping_option::ActiveModel {
                policy_id: Set(policy.id),
                code: Set(format!("{}-NEXT", policy.code)),
                name: Set("Next day".to_owned()),
                position: Set(id),
                ..Default::default()
            };
            option.insert(writer).await.unwrap();
        }
        let report = own(
            db,
            ",shipping_location,delivery_policy,shipping_option",
            &[
                "A,2026-01-05,JP,S1,1,100,OSA,OSA-STD,OSA-STD-NEXT",
                "A,,,S2,1,100,TYO,,",
                "A,,,S3,1,100,,,",
                "B,2026-01-05,JP,S1,1,100,,,OSA-STD-NEXT",
                "C,2026-01-05,JP,S1,1,100,TYO,OSA-STD,",
                "C,,,S2,1,100,TYO,,",
                "D,2026-01-05,JP,S1,1,100,,TYO-STD,OSA-STD-NEXT",
                "E,2026-01-05,JP,S1,1,100,TYO,,OSA-STD-NEXT",
                "F,2026-01-05,JP,S1,1,100,tyo,,",
                "F,,,S2,1,100,,none,",
                "F,,,S3,1,100,,,none",
            ],
        )
        .await;
        let another = |column: &str, value: &str, other: &str| {
            let (column, value, other) = (column.to_owned(), value.to_owned(), other.to_owned());
            RejectReason::CodeOfAnother { column, value, other }
        };
        let unknown = |column: &str, value: &str| RejectReason::UnknownCode {
            column: column.to_owned(),
            value: value.to_owned(),
        };
        let expected = [
            (6, another("delivery_policy", "OSA-STD", "shipping_location")),
            (7, RejectReason::OrderHasBadRow { line: 6 }),
            (8, another("shipping_option", "OSA-STD-NEXT", "delivery_policy")),
            (9, another("shipping_option", "OSA-STD-NEXT", "shipping_location")),
            (10, unknown("shipping_location", "tyo")),
            (11, unknown("delivery_policy", "none")),
            (12, unknown("shipping_option", "none")),
        ];
        assert_eq!(reasons(&report), expected);
        let orders = orders(&db.store).await;
        let osaka =
            delivery_policy::Entity::find_by_id(domain::id::PolicyId(2)).one(writer).await.unwrap().unwrap();
        let [first, second, third] = &orders["A"].lines[..] else { panic!() };
        assert_eq!((first.location_id, first.policy_id), (Some(osaka.location_id), Some(osaka.id)));
        assert!(first.option_id.is_some());
        assert_eq!((second.policy_id, second.option_id), (None, None));
        assert_ne!((second.location_id, second.location_id), (None, first.location_id));
        assert_eq!((third.location_id, third.policy_id, third.option_id), (None, None, None));
        // An option says its policy, and that its location.
        let line = &orders["B"].lines[0];
        assert_eq!((line.location_id, line.policy_id), (Some(osaka.location_id), Some(osaka.id)));
        assert_eq!(line.option_id, first.option_id);
    })
    .await;
}

#[tokio::test]
async fn ops_01_a_malls_items_are_linked_by_its_rules() {
    each_database(async |db| {
        own(db, "", &["1,2026-01-05,JP,OWN-1,1,100"]).await;
        let own_sku = orders(&db.store).await["1"].lines[0].sku_id.unwrap();
        let mall = a_channel(db, "RAK", ChannelKind::Rakuten).await;
        let rule = item_rule::ActiveModel {
            channel_id: Set(mall.id),
            mall_sku: Set("RAK-1".to_owned()),
            sku_id: Set(own_sku),
            created_at: Set(NOW),
            ..Default::default()
        };
        rule.insert(db.store.writer()).await.unwrap();
        let rows = ["M1,2026-01-05,JP,RAK-1,1,100", "M2,2026-01-05,JP,RAK-1,1,100", "M2,,,RAK-2,1,100"];
        import(db, "RAK", &WAYBILL, HEADING, &rows).await;
        a_channel(db, "AMZ", ChannelKind::Amazon).await;
        import(db, "AMZ", &WAYBILL, HEADING, &["M3,2026-01-05,JP,X,1,100"]).await;
        let orders = orders(&db.store).await;
        assert_eq!(
            (orders["M1"].order.item_link, orders["M1"].lines[0].sku_id),
            (ItemLink::Ok, Some(own_sku))
        );
        assert_eq!((orders["M2"].order.item_link, orders["M2"].lines[1].sku_id), (ItemLink::Fail, None));
        assert_eq!((orders["M1"].order.stage, orders["M1"].order.mall_stage), (Stage::New, Some(Stage::New)));
        // Amazon's are never New (MAL-04).
        assert_eq!(
            (orders["M3"].order.stage, orders["M3"].order.confirmed_at.is_some()),
            (Stage::Processing, true)
        );
        // A mall's items are not the merchant's goods.
        assert_eq!(sku::Entity::find().all(db.store.reader()).await.unwrap().len(), 1);
        // Linked at the desk since (MAL-13), it is still the order that the file tells.
        let (desk, number) = (actor(Role::Fulfilment), &orders["M2"].order.number);
        let link = LinkItems::by_hand(LineIndex(1), "OWN-1");
        let linked =
            order(&services(db), &desk, &IdempotencyKey::fresh(), number, None, &link).await.unwrap();
        assert!(linked.is_done(), "{linked:?}");
        assert_eq!(reasons(&import(db, "RAK", &WAYBILL, HEADING, &rows).await), []);
    })
    .await;
}

#[tokio::test]
async fn ops_01_an_import_that_changed_something_is_in_the_audit_log() {
    each_database(async |db| {
        let rows = ["A-1,2026-01-05,JP,P-1,2,1200", "A-2,2026-01-05,JP,P-1,0,1200"];
        own(db, "", &rows).await;
        // Neither a second import nor one that is only tried does.
        own(db, "", &rows).await;
        let files = Files::new();
        let path = files.file(format!("{HEADING}\nB-1,2026-01-05,JP,P-1,2,1200\n"));
        let tried = ImportOrders { is_dry_run: true, ..input(&path, "SHOP", &WAYBILL) };
        import_orders(&services(db), tried).await.unwrap();
        let entries = audit::Entity::find().all(db.store.reader()).await.unwrap();
        let [entry] = &entries[..] else { panic!("{entries:?}") };
        assert_eq!(
            (entry.user_id, entry.kind.as_str(), entry.subject.as_str()),
            (None, "orders_imported", "SHOP")
        );
        let payload = serde_json::json!({
            "by": "command_line", "file": "orders.csv", "rows_read": 2, "created": { "orders": 1, "rows": 1 },
            "canceled": { "orders": 0, "rows": 0 }, "rejected_rows": 1,
        });
        assert_eq!((&entry.payload, entry.at), (&payload, NOW));
    })
    .await;
}

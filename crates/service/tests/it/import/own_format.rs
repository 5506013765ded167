//! Waybill's own format.

use super::*;
use domain::country::Country;
use domain::kind::{ChargeKind, PaymentMethod};
use encoding_rs::SHIFT_JIS;
use service::import::draft::{AddressDraft, CustomerRef, LineDraft};
use text::Locale;

const HEADING: &str = "order_number,ordered_at,country,sku,quantity,unit_price";

/// A file with the needed columns, and further ones at the end.
fn own(further: &str, rows: &[&str]) -> Parsed {
    parse_bytes(format!("{HEADING}{further}\n{}\n", rows.join("\n")), &WAYBILL).unwrap()
}

fn owned(text: &str) -> Option<String> {
    Some(text.to_owned())
}

/// The example that `docs/import-format.md` shows.
fn documented_example() -> String {
    let page = include_str!("../../../../../docs/import-format.md");
    let (_, rest) = page.split_once("```csv\n").expect("the page shows an example");
    rest.split_once("```").expect("the example ends").0.to_owned()
}

fn assert_is_documented_example(parsed: &Parsed) {
    assert_eq!(parsed.rejected, []);
    let [first, second] = &parsed.orders[..] else { panic!("{parsed:?}") };
    assert_eq!(first.channel_number, "A-1001");
    assert_eq!(first.placed_at.utc().to_rfc3339(), "2026-01-05T01:15:00+00:00");
    assert_eq!(first.payment_method, Some(PaymentMethod::CashOnDelivery));
    assert_eq!((first.country, first.currency), (Some(Country::JP), Currency::JPY));
    assert_eq!(first.shipping_request, owned("午前中, 宅配ボックス"));
    let customer = CustomerRef {
        external_ref: owned("c-77"),
        email: owned("hanako@example.com"),
        name: owned("能登 花子"),
        phone: None,
    };
    assert_eq!(first.customer, Some(customer));
    let address = AddressDraft {
        recipient: owned("能登 花子"),
        company: None,
        phone: owned("03-0000-0000"),
        postal_code: owned("100-0001"),
        region: owned("東京都"),
        city: owned("千代田区"),
        line1: owned("表町1-2-3"),
        line2: owned("ソレイユ405"),
    };
    assert_eq!(first.address, address);
    let line = LineDraft {
        row: 2,
        product_code: "P-10".to_owned(),
        sku_code: "P-10-R".to_owned(),
        name: owned("マグカップ"),
        option_name: owned("赤"),
        quantity: 2,
        unit_price: 1_200,
        discount: 400,
        location_code: None,
        policy_code: None,
        shipping_option_code: None,
    };
    assert_eq!(first.lines[0], line);
    assert_eq!(first.lines[1].product_code, "P-11");
    let charges: Vec<_> = first.charges.iter().map(|charge| (charge.kind, charge.amount)).collect();
    assert_eq!(charges, [(ChargeKind::Shipping, 550), (ChargeKind::Fee, 330)]);
    assert_eq!((second.country, second.currency), (Some(Country::US), Currency::USD));
    assert_eq!(second.placed_at.utc().to_rfc3339(), "2026-01-05T23:40:12+00:00");
    assert_eq!((second.lines[0].unit_price, second.customer.is_none()), (850, true));
}

#[test]
fn ops_01_the_documented_example_reads_in_every_encoding_and_line_end() {
    let example = documented_example();
    let cp932 = SHIFT_JIS.encode(&example).0.into_owned();
    assert!(cp932.contains(&b'\\'), "表, ソ and 能 end in a backslash byte");
    for bytes in [
        example.clone().into_bytes(),
        format!("\u{FEFF}{example}").into_bytes(),
        example.replace('\n', "\r\n").into_bytes(),
        cp932.clone(),
        SHIFT_JIS.encode(&example.replace('\n', "\r\n")).0.into_owned(),
        [&cp932[..], b"\x1A"].concat(),
    ] {
        assert_is_documented_example(&parse_bytes(bytes, &WAYBILL).unwrap());
    }
}

#[test]
fn ops_01_the_documented_example_reads_from_a_workbook() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(documented_example().into_bytes().leak() as &[u8]);
    for (row, record) in reader.records().enumerate() {
        for (column, cell) in record.unwrap().iter().enumerate() {
            match cell.parse::<f64>() {
                Ok(number) => sheet.write(row as u32, column as u16, number).unwrap(),
                Err(_) => sheet.write(row as u32, column as u16, cell).unwrap(),
            };
        }
    }
    assert_is_documented_example(&parse_bytes(workbook.save_to_buffer().unwrap(), &WAYBILL).unwrap());
}

#[test]
fn ops_01_every_column_is_documented() {
    let page = include_str!("../../../../../docs/import-format.md");
    for mapping in Mapping::ALL {
        for column in mapping.columns.iter().filter(|column| !column.name.is_empty()) {
            assert!(page.contains(&format!("| `{}` |", column.name)), "{} of {}", column.name, mapping.name);
        }
        for fee in mapping.fees {
            assert!(page.contains(&format!("`{}`", fee.code)), "{} of {}", fee.code, mapping.name);
        }
    }
}

#[test]
fn ops_01_an_order_with_a_bad_row_is_rejected_whole_and_the_others_stand() {
    let parsed = own(
        "",
        &[
            "A,2026-01-05,JP,S1,1,100",
            "B,2026-01-05,JP,S1,1,100",
            "A,2026-01-05,JP,S2,many,100",
            "A,2026-01-05,JP,S3,1,100",
        ],
    );
    let quantity = RejectReason::NotAQuantity { column: "quantity".to_owned(), value: "many".to_owned() };
    let other = RejectReason::OrderHasBadRow { line: 4 };
    assert_eq!(reasons(&parsed), [(2, other.clone()), (4, quantity), (5, other)]);
    assert_eq!(parsed.orders.len(), 1);
    assert_eq!(parsed.rejected[0].order_number.as_deref(), Some("A"));
}

#[test]
fn ops_01_each_kind_of_bad_row_has_its_reason() {
    let parsed = own(
        ",currency,customer_email,payment_method,discount,shipping_fee",
        &[
            ",2026-01-05,JP,S,1,100,,,,,",
            "1,,JP,S,1,100,,,,,",
            "2,soon,JP,S,1,100,,,,,",
            "3,2026-01-05,JP,,1,100,,,,,",
            "4,2026-01-05,JP,S,-1,100,,,,,",
            "5,2026-01-05,JP,S,0,100,,,,,",
            "6,2026-01-05,JP,S,1,-100,,,,,",
            "7,2026-01-05,JP,S,1,1.5,,,,,",
            "8,2026-01-05,JP,S,1,1.555,USD,,,,",
            "9,2026-01-05,JP,S,1,free,,,,,",
            "10,2026-01-05,JP,S,1000000,99999999999,,,,,",
            "11,2026-01-05,JP,S,1,100,dollars,,,,",
            "11b,2026-01-05,JP,S,1,100,YEN,,,,",
            "12,2026-01-05,JP,S,1,100,,nobody,,,",
            "13,2026-01-05,JP,S,1,100,,,shells,,",
            "14,2026-01-05,JP,S,1,100,,,,101,",
            "15,2026-01-05,JP,S,1,100,,,,,-5",
            "16,2026-01-05,JP,S,1,100,,,",
            "17,2026-01-05,JP,S,1,100,,,,,,surplus",
        ],
    );
    assert_eq!(parsed.orders, []);
    let found: Vec<String> =
        parsed.rejected.iter().map(|row| Locale::En.reject_reason(&row.reason)).collect();
    let expected = [
        "order_number is empty",
        "ordered_at is empty",
        "ordered_at: “soon” is no time",
        "sku is empty",
        "quantity: -1 where a quantity of at least 1 is needed",
        "quantity: 0 where a quantity of at least 1 is needed",
        "unit_price: “-100” is negative",
        "unit_price: “1.5” has more decimals than JPY has",
        "unit_price: “1.555” has more decimals than USD has",
        "unit_price: “free” is no amount",
        "unit_price: the amount is too large",
        "currency: “dollars” is no ISO 4217 currency code",
        "currency: “YEN” is no ISO 4217 currency code",
        "customer_email: “nobody” is no email address",
        "payment_method: “shells” is no payment method",
        "discount is more than the line costs",
        "shipping_fee: “-5” is negative",
        "9 cells where the heading has 11",
        "12 cells where the heading has 11",
    ];
    assert_eq!(found, expected);
}

#[test]
fn ops_01_rows_of_an_order_may_leave_out_what_another_row_says_but_not_contradict_it() {
    let parsed = own(
        ",customer_email,currency,shipping_fee",
        &[
            "A,,JP,S1,１２,12.50,a@example.com,GBP,3",
            "A,2026-01-05,,S2,1,0.99,,,",
            "B,2026-01-05,JP,S1,1,100,a@example.com,,",
            "B,2026-01-05,JP,S2,1,100,b@example.com,,",
        ],
    );
    let order = &parsed.orders[0];
    assert_eq!(
        order.lines.iter().map(|line| (line.quantity, line.unit_price)).collect::<Vec<_>>(),
        [(12, 1_250), (1, 99)]
    );
    assert_eq!((order.currency, order.charges[0].amount), (Currency::GBP, 300));
    let conflict = RejectReason::Conflict { column: "customer_email".to_owned(), first_line: 4 };
    assert_eq!(reasons(&parsed), [(4, RejectReason::OrderHasBadRow { line: 5 }), (5, conflict)]);
}

#[test]
fn ops_01_what_the_file_does_not_know_stays_unknown() {
    let parsed = own("", &["A,2026-01-05,,S1,1,100"]);
    let order = &parsed.orders[0];
    assert_eq!((order.country, &order.country_given, &order.customer), (None, &None, &None));
    assert_eq!(
        (&order.address, order.payment_method, &order.lines[0].name),
        (&AddressDraft::default(), None, &None)
    );
}

#[test]
fn ops_01_an_order_of_600_lines_is_read_and_one_of_2001_is_refused_alone() {
    let rows = |number: &str, count: usize| -> Vec<String> {
        (0..count).map(|i| format!("{number},2026-01-05,JP,S{i},1,100")).collect()
    };
    let all = [rows("BIG", 600), rows("TOO-BIG", 2_001)].concat();
    let parsed = own("", &all.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(parsed.orders.len(), 1);
    assert_eq!(parsed.orders[0].lines.len(), 600);
    assert_eq!(parsed.rejected.len(), 2_001);
    let too_long = RejectReason::OrderTooLong { found: 2_001, limit: 2_000 };
    assert!(parsed.rejected.iter().all(|row| row.reason == too_long));
}

#[test]
fn ops_01_wrong_columns_are_named_with_what_was_expected() {
    let file = "order_number,ordered_at,Country,sku,qty,unit_price,unit_price,sku\n1,2,3,4,5,6,7,8\n";
    let Err(ImportError::Columns { missing, unknown, repeated, expected }) = parse_bytes(file, &WAYBILL)
    else {
        panic!()
    };
    assert_eq!((missing, unknown), (vec!["quantity".to_owned()], vec!["qty".to_owned()]));
    assert_eq!(repeated, ["sku", "unit_price"]);
    assert_eq!(expected.len(), 33);
    let error = Locale::En.import_error(&parse_bytes("a,b\n1,2\n", &ONLINE_RETAIL).unwrap_err());
    let wording = "wrong columns. Missing: InvoiceNo, StockCode, Description, Quantity, InvoiceDate, UnitPrice, CustomerID, \
        Country. Unknown: a, b. Expected: InvoiceNo, StockCode, Description, Quantity, InvoiceDate, UnitPrice, CustomerID, Country";
    assert_eq!(error, wording);
}

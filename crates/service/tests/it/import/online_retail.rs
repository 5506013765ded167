//! The rules of the online-retail format, on rows made for each.

use super::*;
use domain::country::Country;
use domain::kind::ChargeKind;
use service::import::draft::DraftKind;

/// A file of rows (without row ids) below the format's heading.
fn retail(rows: &[&str]) -> Parsed {
    let heading = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country";
    parse_bytes(format!("{heading}\r\n{}\r\n", rows.join("\r\n")), &ONLINE_RETAIL).unwrap()
}

#[test]
fn ops_01_rows_of_an_invoice_make_one_order_and_the_earlier_time_counts() {
    let parsed = retail(&[
        "573442,21479, WHITE  BOTTLE ,4,6/12/2011 10:43,4.25,12488,EIRE",
        "573443,22178,HOLDER,1,6/12/2011 10:50,1.5,NA,Channel Islands",
        "573442,22178,HOLDER,2,6/12/2011 10:42,1.5,12488,EIRE",
    ]);
    let [first, guest] = &parsed.orders[..] else { panic!("{parsed:?}") };
    assert_eq!(first.placed_at.utc().to_rfc3339(), "2011-06-12T09:42:00+00:00");
    assert_eq!(first.currency, Currency::GBP);
    assert_eq!(first.country, "IE".parse().ok());
    assert_eq!(first.rows, [2, 4]);
    let customer = first.customer.as_ref().unwrap();
    assert_eq!((customer.external_ref.as_deref(), &customer.email), (Some("12488"), &None));
    assert_eq!(first.lines[0].name.as_deref(), Some("WHITE  BOTTLE"));
    assert_eq!((first.lines[0].product_code.as_str(), first.lines[0].unit_price), ("21479", 425));
    assert_eq!(guest.customer, None);
    assert_eq!(guest.country, "JE".parse().ok());
    assert_eq!((first.kind, first.payment_method), (DraftKind::Sale, None));
}

#[test]
fn ops_01_a_country_nobody_knows_keeps_its_words() {
    let parsed = retail(&[
        "1,21479,X,4,6/12/2011 10:43,4.25,12488,European Community",
        "2,21479,X,4,6/12/2011 10:43,4.25,12488,United Kingdom",
    ]);
    assert_eq!(
        (parsed.orders[0].country, parsed.orders[0].country_given.as_deref()),
        (None, Some("European Community"))
    );
    assert_eq!((parsed.orders[1].country, &parsed.orders[1].country_given), (Some(Country::GB), &None));
}

#[test]
fn ops_01_fees_are_charges_with_their_sign_and_not_goods() {
    let parsed = retail(&[
        "1,21479,X,4,6/12/2011 10:43,4.25,12488,France",
        "1,POST,POSTAGE,3,6/12/2011 10:43,18,12488,France",
        "2,C2,CARRIAGE,1,6/12/2011 10:43,50,12488,EIRE",
        "C3,AMAZONFEE,AMAZON FEE,-1,6/12/2011 10:43,8286.22,NA,United Kingdom",
        "4,m,Manual,1,6/12/2011 10:43,1.5,NA,United Kingdom",
        "A5,B,Adjust bad debt,1,6/12/2011 10:43,-11062.06,NA,United Kingdom",
    ]);
    let charges: Vec<_> = parsed
        .orders
        .iter()
        .flat_map(|order| {
            order.charges.iter().map(|charge| (charge.kind, charge.code.as_str(), charge.amount))
        })
        .collect();
    let expected = [
        (ChargeKind::Shipping, "POST", 5_400),
        (ChargeKind::Shipping, "C2", 5_000),
        (ChargeKind::Fee, "AMAZONFEE", -828_622),
        (ChargeKind::Adjustment, "M", 150),
        (ChargeKind::Adjustment, "B", -1_106_206),
    ];
    assert_eq!(charges, expected);
    assert_eq!(
        parsed.orders.iter().map(|order| order.is_fees_only()).collect::<Vec<_>>(),
        [false, true, true, true, true]
    );
    assert_eq!(parsed.orders[2].kind, DraftKind::Cancellation);
}

#[test]
fn ops_01_negative_lines_of_a_sale_are_write_offs_and_the_rest_stands() {
    let parsed = retail(&[
        "1,21479,X,4,6/12/2011 10:43,4.25,12488,France",
        "1,84313C,,-12,6/12/2011 10:43,0,12488,France",
        "2,85208,check,-22,6/12/2011 10:43,0,NA,United Kingdom",
    ]);
    assert_eq!(reasons(&parsed), [(3, RejectReason::StockWriteOff), (4, RejectReason::StockWriteOff)]);
    assert_eq!(parsed.orders.len(), 1);
    assert_eq!(parsed.orders[0].lines.len(), 1);
}

#[test]
fn ops_01_goods_without_a_price_or_a_name_are_kept_as_they_are() {
    let parsed = retail(&["1,85096,,48,3/11/2011 12:07,0,NA,United Kingdom"]);
    assert_eq!((parsed.orders[0].lines[0].unit_price, &parsed.orders[0].lines[0].name), (0, &None));
}

#[test]
fn ops_01_a_cancellation_is_an_order_of_its_own_with_positive_units() {
    let parsed = retail(&[
        "C536379,21479,X,-4,6/12/2011 10:43,4.25,12488,France",
        "C536380,21479,X,4,6/12/2011 10:43,4.25,12488,France",
        "C536380,21480,X,-4,6/12/2011 10:43,4.25,12488,France",
    ]);
    assert_eq!(parsed.orders[0].kind, DraftKind::Cancellation);
    assert_eq!(parsed.orders[0].lines[0].quantity, 4);
    let positive = RejectReason::PositiveOnCancellation { column: "Quantity".to_owned(), value: 4 };
    assert_eq!(reasons(&parsed), [(3, positive), (4, RejectReason::OrderHasBadRow { line: 3 })]);
}

#[test]
fn ops_01_a_row_id_counts_once() {
    let file = "\"\",InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n\
        7,1,A,X,3,6/1/2011 10:00,1,1,France\n7,1,A,X,3,6/1/2011 10:00,1,1,France\n";
    let parsed = parse_bytes(file, &ONLINE_RETAIL).unwrap();
    assert_eq!(parsed.orders[0].lines.len(), 1);
    assert_eq!(reasons(&parsed), [(3, RejectReason::Repeated { first_line: 2 })]);
}

#[test]
fn ops_01_latin_1_is_read() {
    let file = b"InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n\
        1,A,CAF\xC9 \xA35,3,6/1/2011 10:00,1,1,France\n";
    let parsed = parse_bytes(&file[..], &ONLINE_RETAIL).unwrap();
    assert_eq!(parsed.orders[0].lines[0].name.as_deref(), Some("CAFÉ £5"));
}

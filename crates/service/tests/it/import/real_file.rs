//! The real file that the online-retail format was made for.

use std::path::{Path, PathBuf};

use super::*;
use service::import::draft::{DraftKind, OrderDraft};
use service::import::read_orders;

/// The file, or what would be it, by the variable that the browser tests read too. It is no part of the project: where it is absent these
/// tests say so and prove nothing.
pub fn real_orders() -> Option<PathBuf> {
    let path = match std::env::var_os("WAYBILL_REAL_ORDERS") {
        Some(path) => PathBuf::from(path),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/online_retail_sample.csv"),
    };
    if path.exists() {
        return Some(path);
    }
    eprintln!(
        "SKIPPED: the real orders are not on this machine: {} (WAYBILL_REAL_ORDERS names another place)",
        path.display()
    );
    None
}

fn parsed() -> Option<Parsed> {
    Some(read_orders(&real_orders()?, &ONLINE_RETAIL, &defaults(), &Limits::default()).unwrap())
}

#[test]
fn ops_01_each_of_the_2709_rows_is_accounted_for() {
    let Some(parsed) = parsed() else { return };
    assert_eq!(parsed.rows_read, 2_709);
    let used: usize = parsed.orders.iter().map(|order| order.rows.len()).sum();
    assert_eq!((used, parsed.rejected.len()), (2_702, 7));
    let lines: usize = parsed.orders.iter().map(|order| order.lines.len()).sum();
    let charges: usize = parsed.orders.iter().map(|order| order.charges.len()).sum();
    assert_eq!((lines, charges), (2_685, 17));
    let write_offs: Vec<(u32, &str)> =
        parsed.rejected.iter().map(|row| (row.line, row.order_number.as_deref().unwrap())).collect();
    assert!(parsed.rejected.iter().all(|row| row.reason == RejectReason::StockWriteOff));
    let expected = [229, 963, 1557, 1569, 2030, 2190, 2646];
    assert_eq!(write_offs.iter().map(|row| row.0).collect::<Vec<_>>(), expected);
}

#[test]
fn ops_01_its_orders_are_sales_cancellations_and_fees() {
    let Some(parsed) = parsed() else { return };
    let (canceled, sales): (Vec<_>, Vec<_>) =
        parsed.orders.iter().partition(|order| order.kind != DraftKind::Sale);
    assert_eq!((parsed.orders.len(), canceled.len(), sales.len()), (2_224, 50, 2_174));
    let fees_only = |orders: &[&OrderDraft]| orders.iter().filter(|order| order.is_fees_only()).count();
    assert_eq!((fees_only(&canceled), fees_only(&sales)), (3, 10));
    assert_eq!(parsed.orders.iter().filter(|order| order.customer.is_none()).count(), 390);
}

#[test]
fn ops_01_its_money_is_exact_to_the_penny() {
    let Some(parsed) = parsed() else { return };
    assert!(parsed.orders.iter().all(|order| order.currency == Currency::GBP));
    let goods = |sale: bool| -> i64 {
        let orders = parsed.orders.iter().filter(|order| (order.kind == DraftKind::Sale) == sale);
        orders.flat_map(|order| &order.lines).map(|line| line.quantity * line.unit_price).sum()
    };
    assert_eq!((goods(true), goods(false)), (4_713_392, 201_333));
    let charges: i64 =
        parsed.orders.iter().flat_map(|order| &order.charges).map(|charge| charge.amount).sum();
    assert_eq!(charges, -761_734);
}

#[test]
fn ops_01_its_times_are_londons_and_its_countries_are_known() {
    let Some(parsed) = parsed() else { return };
    let placed = |number: &str| {
        let order = parsed.orders.iter().find(|order| order.channel_number == number).unwrap();
        (order.placed_at.utc().to_rfc3339(), order.rows.clone())
    };
    // The two invoices with two times on them: one in summer time, one not.
    assert_eq!(placed("567183"), ("2011-09-18T14:32:00+00:00".to_owned(), vec![1652, 1784, 1850]));
    assert_eq!(placed("545713"), ("2011-03-07T10:11:00+00:00".to_owned(), vec![1896, 2666]));
    assert!(parsed.orders.iter().all(|order| order.country.is_some() && order.country_given.is_none()));
    let of = |code: &str| parsed.orders.iter().filter(|order| order.country == code.parse().ok()).count();
    assert_eq!((of("GB"), of("IE"), of("JE"), of("JP"), of("US")), (2_014, 36, 3, 1, 1));
    assert!(
        parsed
            .orders
            .iter()
            .all(|order| order.customer.as_ref().is_none_or(|customer| customer.email.is_none()))
    );
}

//! Which sale a cancellation takes back.

use std::collections::HashMap;

use domain::time::Timestamp;

use super::draft::LineDraft;

/// A sale that could be the one taken back.
#[derive(Debug)]
pub(super) struct Sale<K> {
    /// Whatever names it.
    pub key: K,
    /// When it was placed.
    pub placed_at: Timestamp,
    /// Units ordered by SKU.
    pub units: HashMap<String, i64>,
}

/// The one sale that matches: placed no later than the cancellation, with at least as many units of every SKU that it takes back.
/// None or several: none, for no guess is made. `sales` are those of the same customer.
pub(super) fn original<'a, K>(
    canceled_at: Timestamp,
    lines: &[LineDraft],
    sales: &'a [Sale<K>],
) -> Option<&'a K> {
    if lines.is_empty() {
        // Fees alone would fit any sale.
        return None;
    }
    let mut taken: HashMap<&str, i64> = HashMap::new();
    for line in lines {
        *taken.entry(&line.sku_code).or_insert(0) += line.quantity;
    }
    let mut matching = sales.iter().filter(|sale| {
        let holds = |(sku, taken): (&&str, &i64)| sale.units.get(*sku).is_some_and(|bought| bought >= taken);
        sale.placed_at <= canceled_at && taken.iter().all(holds)
    });
    match (matching.next(), matching.next()) {
        (Some(sale), None) => Some(&sale.key),
        _ => None,
    }
}

//! Reads: each a fixed number of statements, whatever they find.

pub mod audit;
pub mod carriers;
pub mod customers;
pub mod desk;
pub mod early;
pub mod find;
pub mod goods;
pub mod item_rules;
pub mod items;
mod keyset;
pub mod listed;
pub mod new_orders;
pub mod numbers;
pub mod order_detail;
pub mod people;
pub mod routing;
pub mod shipments;
pub mod whole_order;
pub mod whole_shipment;

/// So many of the rows, and whether there are more: one more was asked for.
fn cut<T>(mut rows: Vec<T>, limit: usize) -> (Vec<T>, bool) {
    let is_cut = rows.len() > limit;
    rows.truncate(limit);
    (rows, is_cut)
}

/// What stands behind everything that begins with this, byte by byte.
fn after_all_of(prefix: &str) -> String {
    format!("{prefix}\u{10ffff}")
}

//! Reads: each a fixed number of statements, whatever they find.

pub mod audit;
pub mod customers;
pub mod desk;
pub mod find;
pub mod goods;
mod keyset;
pub mod new_orders;
pub mod order_detail;
pub mod routing;
pub mod whole_order;

/// So many of the rows, and whether there are more: one more was asked for.
fn cut<T>(mut rows: Vec<T>, limit: usize) -> (Vec<T>, bool) {
    let is_cut = rows.len() > limit;
    rows.truncate(limit);
    (rows, is_cut)
}

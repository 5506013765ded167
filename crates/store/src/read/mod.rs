//! Reads: each a fixed number of statements, whatever they find.

pub mod audit;
pub mod customers;
pub mod desk;
pub mod find;
mod keyset;
pub mod new_orders;
pub mod order_detail;
pub mod routing;

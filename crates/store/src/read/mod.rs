//! Reads: each a fixed number of statements, whatever they find.

pub mod customers;
pub mod desk;
pub mod find;
pub mod new_orders;
pub mod order_detail;
pub mod routing;

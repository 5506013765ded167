//! The Shipping page: what waits for an invoice, what is on its way, what failed, what arrived.

mod api;
mod detail;
mod fields;
mod import;
mod invoice;
mod moves;
mod page;
mod paste;
mod rows;
mod steps;
mod waybills;

pub use api::*;
pub use detail::ShipmentDialog;
pub use import::{ImportInvoicesPage, InvoiceFilePage, LOOK_INVOICES_OVER};
pub use moves::{MoveDialog, ShipmentsJobDialog};
pub use page::ShippingPage;
pub use waybills::*;

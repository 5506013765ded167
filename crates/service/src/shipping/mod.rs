//! Shipments, as they are listed and shown (SHP-01 to SHP-06); invoices by the thousand (INV-03, INV-04).

pub(crate) mod bulk;
mod detail;
mod list;
mod sheet;

pub use bulk::{
    InvoiceSource, NotLooked, invoice_file, known_carriers, look_invoices_over, register_invoices,
};
pub use detail::shipment;
pub use list::shipments;
pub use sheet::{invoice_result, invoice_sample};

//! Shipments, as they are listed and shown (SHP-01 to SHP-06); invoices by the thousand (INV-03, INV-04), and waybills (INV-09).

pub(crate) mod bulk;
mod detail;
mod list;
mod sheet;
mod waybills;

use domain::shipment::ShipmentFacts;
use domain::stage::Stage;
use store::entity::{order, shipment};

pub use bulk::{
    InvoiceSource, NotLooked, invoice_file, known_carriers, look_invoices_over, register_invoices,
};
pub use detail::shipment;
pub(crate) use list::listed;
pub use list::shipments;
pub use sheet::{invoice_result, invoice_sample};
pub use waybills::{waybill_file, waybills};

/// What the shipment machine looks at, as far as the rows of a shipment and of its order tell it. A command reads the whole order and looks
/// closer.
fn facts(row: &shipment::Model, order: &order::Model) -> ShipmentFacts {
    // An exchange is not held by its own claim.
    let own_claims = i32::from(row.claim_id.is_some());
    ShipmentFacts {
        status: row.status,
        packed: row.packed,
        numbering: row.numbering(),
        on_hold: order.mall_hold || order.mall_stage == Some(Stage::OnHold) || order.open_claims > own_claims,
        destination: row.destination,
        pickup: row.pickup,
        made_by: row.made_by,
        latest_event_at: row.latest_event_at,
    }
}

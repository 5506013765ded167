//! Register invoices on many orders' shipments, one of each order's at a time (INV-03, INV-04).

use std::collections::BTreeMap;

use domain::id::OrderId;
use domain::order::{Refusal, ShipmentIndex, Stocks};
use domain::outcome::Outcome;
use domain::role::Permission;
use domain::shipment::bulk::asked;
use domain::shipment::{Numbering, ShipmentCommand};
use domain::time::Timestamp;
use sea_orm::DatabaseTransaction;
use serde::{Deserialize, Serialize};
use store::aggregate::OrderParts;

use super::move_shipment::{Carriers, Invoice, MoveShipment, Step};
use super::{Desk, OrderCommand};
use crate::Error;

/// Register one invoice on each of these orders.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterInvoices {
    /// Shipment No. and invoice by the order's id.
    rows: BTreeMap<i64, (String, Invoice)>,
}

impl RegisterInvoices {
    /// Adds an order's shipment; false where one of the order's is there already.
    pub(crate) fn add(&mut self, order: OrderId, shipment: &str, invoice: &Invoice) -> bool {
        let is_new = !self.rows.contains_key(&order.0);
        if is_new {
            self.rows.insert(order.0, (shipment.to_owned(), invoice.clone()));
        }
        is_new
    }

    /// The command to an order, where it has one.
    fn of(&self, parts: &OrderParts) -> Option<MoveShipment> {
        let (number, invoice) = self.rows.get(&parts.order.id.0)?;
        let found = parts.shipments.iter().find(|(row, _)| row.number == *number);
        let numbering = found.map_or(Numbering::Missing, |(row, _)| row.numbering());
        let step = match asked(numbering) {
            ShipmentCommand::ChangeInvoice => Step::Change(invoice.clone()),
            _ => Step::Register(invoice.clone()),
        };
        Some(MoveShipment::by_step(number, step))
    }
}

impl OrderCommand for RegisterInvoices {
    const NAME: &'static str = "register_invoices";
    const PERMISSION: Permission = Permission::Fulfil;
    type Context = BTreeMap<i64, (MoveShipment, Carriers)>;

    async fn gather(
        &self,
        tx: &DatabaseTransaction,
        orders: &[OrderParts],
        now: Timestamp,
    ) -> Result<(Self::Context, Stocks), Error> {
        let asked: Vec<(i64, MoveShipment)> =
            orders.iter().filter_map(|parts| Some((parts.order.id.0, self.of(parts)?))).collect();
        let commands: Vec<&MoveShipment> = asked.iter().map(|(_, command)| command).collect();
        let (contexts, stocks) = Carriers::gather(tx, orders, &commands, now).await?;
        let context = asked.into_iter().zip(contexts);
        Ok((context.map(|((order, command), carriers)| (order, (command, carriers))).collect(), stocks))
    }

    fn decide(&self, desk: &mut Desk<'_>, context: &Self::Context) -> Result<Outcome, Refusal> {
        match context.get(&desk.parts().order.id.0) {
            Some((command, carriers)) => command.decide(desk, carriers),
            None => Err(Refusal::UnknownShipment { shipment: ShipmentIndex::next(&desk.parts().shipments) }),
        }
    }
}

//! Move many orders' shipments, one of each order's at a time (INV-03, INV-04, SHP-01).

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

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

use super::move_shipment::{Carriers, MoveShipment, Step};
use super::{Desk, OrderCommand};
use crate::Error;

/// Move one shipment of each of these orders. An invoice that is to be registered is put in the place of one that the carrier rejected.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoveShipments {
    /// Shipment No. and step by the order's id.
    rows: BTreeMap<i64, (String, Step)>,
}

impl MoveShipments {
    /// Adds an order's shipment; false where one of the order's is there already.
    pub(crate) fn add(&mut self, order: OrderId, shipment: String, step: Step) -> bool {
        match self.rows.entry(order.0) {
            Entry::Vacant(row) => {
                row.insert((shipment, step));
                true
            }
            Entry::Occupied(_) => false,
        }
    }

    /// The command to an order, where it has one.
    fn of(&self, parts: &OrderParts) -> Option<MoveShipment> {
        let (number, step) = self.rows.get(&parts.order.id.0)?;
        let found = parts.shipments.iter().find(|(row, _)| row.number == *number);
        let numbering = found.map_or(Numbering::Missing, |(row, _)| row.numbering());
        let step = match step {
            Step::Register(invoice) if asked(numbering) == ShipmentCommand::ChangeInvoice => {
                Step::Change(invoice.clone())
            }
            step => step.clone(),
        };
        Some(MoveShipment::by_step(number, step))
    }
}

impl OrderCommand for MoveShipments {
    const NAME: &'static str = "move_shipments";
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

//! Commands about shipments.

use std::collections::BTreeMap;

use super::desk::Desk;
use super::{ClaimIndex, Disposal, Event, Fulfil, LineIndex, Refusal, Shipment, ShipmentIndex};
use crate::action::{Action, CannotAct};
use crate::id::{LocationId, PolicyId};
use crate::shipment::{
    CarrierEvent, MadeBy, Move, ShipmentCommand, ShipmentKind, ShipmentStatus, Tracked, Trigger,
    decide_shipment, track,
};
use crate::stock::StockStep;
use crate::time::Timestamp;
use crate::units::UnitsStep;

impl Desk {
    /// All open units, one shipment per location and delivery policy (REL-11).
    pub(super) fn prepare_release(&mut self) -> Result<(), Refusal> {
        self.allow(Action::PrepareRelease)?;
        let open: Vec<_> = LineIndex::all(&self.order.lines)
            .filter_map(|line| line.of(&self.order.lines).map(|found| (line, found.units.open())))
            .filter(|(_, open)| *open > 0)
            .collect();
        self.confirm();
        let mut parcels: BTreeMap<Option<ClaimIndex>, Vec<(LineIndex, i32)>> = BTreeMap::new();
        for (line, quantity) in open {
            parcels.entry(self.sent_for(line)).or_default().push((line, quantity));
        }
        for (claim, lines) in parcels {
            let kind = if claim.is_some() { ShipmentKind::Exchange } else { ShipmentKind::Standard };
            self.prepare_shipments(&lines, kind, claim)?;
        }
        self.order.failures.clear();
        Ok(())
    }

    /// The exchange that a line was sent for before, in a shipment that is canceled: it goes in one of that exchange again.
    fn sent_for(&self, line: LineIndex) -> Option<ClaimIndex> {
        let holds = |shipment: &&Shipment| shipment.lines.iter().any(|(held, _)| *held == line);
        self.order.shipments.iter().filter(holds).find_map(|shipment| shipment.claim)
    }

    pub(super) fn prepare_shipments(
        &mut self,
        lines: &[(LineIndex, i32)],
        kind: ShipmentKind,
        claim: Option<ClaimIndex>,
    ) -> Result<(), Refusal> {
        let destination = self.order.destination;
        let mut parcels: BTreeMap<(LocationId, PolicyId), Shipment> = BTreeMap::new();
        for (index, quantity) in lines {
            let line = self.line(*index)?;
            let (Some(location), Some(policy)) = (line.location, line.policy) else {
                return Err(Refusal::NoDeliveryPolicy { line: *index });
            };
            let parcel = parcels.entry((location, policy)).or_insert_with(|| Shipment {
                kind,
                claim,
                location: Some(location),
                policy: Some(policy),
                option: line.option,
                ..Shipment::prepared(destination, MadeBy::Release)
            });
            if parcel.option != line.option {
                parcel.option = None;
            }
            parcel.lines.push((*index, *quantity));
        }
        parcels.into_values().try_for_each(|parcel| self.prepare(parcel).map(drop))
    }

    pub(super) fn prepare(&mut self, shipment: Shipment) -> Result<ShipmentIndex, Refusal> {
        for (line, quantity) in &shipment.lines {
            self.step_units(*line, UnitsStep::Assign, *quantity)?;
            self.step_stock(shipment.location, *line, StockStep::Allocate, *quantity)?;
        }
        let index = ShipmentIndex::next(&self.order.shipments);
        self.order.shipments.push(shipment);
        self.events.push(Event::ShipmentPrepared { shipment: index });
        Ok(index)
    }

    pub(super) fn fulfil(&mut self, fulfil: &Fulfil) -> Result<(), Refusal> {
        self.allow(Action::Fulfil)?;
        self.named(&fulfil.lines)?;
        self.confirm();
        let index = self.prepare(Shipment {
            pickup: fulfil.pickup,
            location: fulfil.location,
            lines: fulfil.lines.clone(),
            ..Shipment::prepared(self.order.destination, fulfil.made_by)
        })?;
        let number =
            if fulfil.numbered { ShipmentCommand::RegisterInvoice } else { ShipmentCommand::GiveReason };
        self.move_shipment(index, number, Disposal::default())?;
        if !fulfil.hand_over_later {
            self.move_shipment(index, ShipmentCommand::HandOver, Disposal::default())?;
        }
        Ok(())
    }

    /// The command to every shipment that can follow it; the table has made sure that there is one.
    pub(super) fn each_shipment(&mut self, action: Action, command: ShipmentCommand) -> Result<(), Refusal> {
        self.allow(action)?;
        let mut refused = None;
        let mut moved = false;
        for index in ShipmentIndex::all(&self.order.shipments) {
            match decide_shipment(&self.order.shipment_facts(self.shipment(index)?), command) {
                Ok(next) => {
                    self.apply_move(index, Trigger::Command(command), &next)?;
                    moved = true;
                }
                Err(why) => refused = Some(why),
            }
        }
        match refused {
            Some(why) if !moved => Err(why.into()),
            _ => Ok(()),
        }
    }

    pub(super) fn move_shipment(
        &mut self,
        index: ShipmentIndex,
        command: ShipmentCommand,
        disposal: Disposal,
    ) -> Result<(), Refusal> {
        let moved = decide_shipment(&self.order.shipment_facts(self.shipment(index)?), command)?;
        // A mall's units are canceled on its own pages (MAL-02).
        if command == ShipmentCommand::CancelFailed && disposal.cancel_units && self.order.mall.is_some() {
            return Err(CannotAct::ManagedAtMall.into());
        }
        self.apply_move(index, Trigger::Command(command), &moved)?;
        if command == ShipmentCommand::CancelFailed {
            let Shipment { lines, location, .. } = self.shipment(index)?.clone();
            if disposal.write_off {
                for (line, quantity) in &lines {
                    self.step_stock(location, *line, StockStep::WriteOff, *quantity)?;
                }
            }
            if disposal.cancel_units {
                self.cancel(&lines)?;
            }
        }
        Ok(())
    }

    pub(super) fn track(
        &mut self,
        index: ShipmentIndex,
        event: CarrierEvent,
        occurred_at: Timestamp,
    ) -> Result<(), Refusal> {
        let tracked = track(&self.order.shipment_facts(self.shipment(index)?), event, occurred_at);
        if let Some(shipment) = self.order.shipments.get_mut(index.0 as usize) {
            shipment.latest_event_at = shipment.latest_event_at.max(Some(occurred_at));
        }
        match tracked {
            Tracked::Moved(moved) => self.apply_move(index, Trigger::Carrier(event), &moved),
            Tracked::Kept(why) => {
                self.events.push(Event::TrackingKept { shipment: index, event, why });
                Ok(())
            }
        }
    }

    pub(super) fn apply_move(
        &mut self,
        index: ShipmentIndex,
        by: Trigger,
        moved: &Move,
    ) -> Result<(), Refusal> {
        let Shipment { lines, location, .. } = self.shipment(index)?.clone();
        for step in &moved.steps {
            for (line, quantity) in &lines {
                self.step_units(*line, *step, *quantity)?;
                if let Some(stock_step) = StockStep::of_units(*step) {
                    self.step_stock(location, *line, stock_step, *quantity)?;
                }
            }
        }
        let Some(shipment) = self.order.shipments.get_mut(index.0 as usize) else {
            return Err(Refusal::UnknownShipment { shipment: index });
        };
        shipment.status = moved.to;
        shipment.packed = moved.packed;
        shipment.numbering = moved.numbering;
        // What failed on its way was handed over for good; a changed invoice says it was not.
        if moved.to != ShipmentStatus::Canceled {
            shipment.was_handed_over = moved.to.is_handed_over();
            if !shipment.was_handed_over {
                shipment.latest_event_at = None;
            }
        }
        self.events.push(Event::ShipmentMoved { shipment: index, by, from: moved.from, to: moved.to });
        Ok(())
    }
}

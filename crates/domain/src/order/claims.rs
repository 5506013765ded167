//! Commands about claims.

use super::desk::Desk;
use super::{Claim, ClaimIndex, Event, Line, LineIndex, Refusal};
use crate::action::CannotAct;
use crate::claim::{
    CannotClaim, ClaimCommand, ClaimEffect, ClaimKind, ClaimLine, ClaimStatus, claimable, decide_claim,
};
use crate::shipment::{ShipmentKind, ShipmentStatus};
use crate::units::Units;

impl Desk {
    pub(super) fn open_claim(&mut self, kind: ClaimKind, lines: &[ClaimLine]) -> Result<(), Refusal> {
        if self.order.mall.is_some() {
            return Err(CannotAct::ManagedAtMall.into());
        }
        if lines.is_empty() {
            return Err(CannotClaim::NothingNamed.into());
        }
        let claim = Claim { kind, status: ClaimStatus::Requested, lines: Vec::new() };
        let index = ClaimIndex::next(&self.order.claims);
        self.order.claims.push(claim);
        for named in lines {
            let ClaimLine { line, quantity: asked, .. } = *named;
            let units = line.of(&self.order.lines).ok_or(CannotClaim::UnknownLine { line })?.units;
            let claimed = self.order.claims.iter().filter(|claim| claim.status.is_open()).flat_map(|claim| {
                let of_line = claim.lines.iter().filter(move |other| other.line == line);
                of_line.map(|other| (claim.kind, other.quantity))
            });
            let free = claimable(units, kind, claimed);
            if asked <= 0 {
                return Err(CannotClaim::NotPositive { asked }.into());
            } else if asked > free {
                return Err(CannotClaim::NotEnough { line, asked, free }.into());
            }
            // Named at once, so that a line named twice counts twice.
            if let Some(claim) = self.order.claims.last_mut() {
                claim.lines.push(*named);
            }
        }
        self.events.push(Event::ClaimOpened { claim: index, kind });
        Ok(())
    }

    pub(super) fn move_claim(
        &mut self,
        index: ClaimIndex,
        command: ClaimCommand,
        restock: bool,
    ) -> Result<(), Refusal> {
        if self.order.mall.is_some() {
            return Err(CannotAct::ManagedAtMall.into());
        }
        let Claim { kind, status, lines } =
            index.of(&self.order.claims).ok_or(CannotClaim::UnknownClaim)?.clone();
        let transition = decide_claim(status, command)?;
        match (transition.effect, kind) {
            (ClaimEffect::None, _) => {}
            (ClaimEffect::SendReplacement, ClaimKind::Exchange) => self.send_replacement(index, &lines)?,
            (ClaimEffect::DropReplacement, ClaimKind::Exchange) => self.drop_replacement(index)?,
            (
                ClaimEffect::SendReplacement | ClaimEffect::DropReplacement,
                ClaimKind::Cancel | ClaimKind::Return,
            ) => {}
            (ClaimEffect::SettleUnits, ClaimKind::Cancel) => {
                let lines: Vec<_> = lines.iter().map(|line| (line.line, line.quantity)).collect();
                self.cancel(&lines)?;
            }
            (ClaimEffect::SettleUnits, ClaimKind::Return | ClaimKind::Exchange) => {
                lines.iter().try_for_each(|line| self.take_back(line.line, line.quantity, restock))?;
            }
        }
        if let Some(claim) = self.order.claims.get_mut(index.0 as usize) {
            claim.status = transition.to;
        }
        self.events.push(Event::ClaimMoved { claim: index, from: status, to: transition.to });
        Ok(())
    }

    pub(super) fn send_replacement(&mut self, claim: ClaimIndex, lines: &[ClaimLine]) -> Result<(), Refusal> {
        let mut added = Vec::with_capacity(lines.len());
        for named in lines {
            let replaced = self.line(named.line)?.clone();
            let line = LineIndex::next(&self.order.lines);
            self.order.lines.push(Line {
                units: Units::ordered(named.quantity),
                refunded: 0,
                net: 0,
                sku: named.replacement.or(replaced.sku),
                replaces: Some(named.line),
                ..replaced
            });
            self.events.push(Event::LineAdded { line });
            added.push((line, named.quantity));
        }
        self.prepare_shipments(&added, ShipmentKind::Exchange, Some(claim))
    }

    pub(super) fn drop_replacement(&mut self, claim: ClaimIndex) -> Result<(), Refusal> {
        let shipments: Vec<_> =
            self.order.shipments.iter().filter(|shipment| shipment.claim == Some(claim)).cloned().collect();
        if shipments.iter().any(|shipment| shipment.status != ShipmentStatus::Canceled) {
            return Err(CannotAct::VoidFirst.into());
        }
        for (line, _) in shipments.into_iter().flat_map(|shipment| shipment.lines) {
            let open = self.line(line)?.units.open();
            if open > 0 {
                self.cancel(&[(line, open)])?;
            }
        }
        Ok(())
    }
}

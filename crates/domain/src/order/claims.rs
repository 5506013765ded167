//! Commands about claims.

use super::desk::Desk;
use super::{Claim, ClaimIndex, Event, Line, LineIndex, Refusal};
use crate::action::{Action, CannotAct};
use crate::claim::{CannotClaim, ClaimCommand, ClaimEffect, ClaimKind, ClaimLine, ClaimStatus, decide_claim};
use crate::shipment::{ShipmentKind, ShipmentStatus};
use crate::units::Units;

/// Whether a claim can be settled so: not a mall's, and what an exchange sends is dropped only when its shipments are canceled. `shipments` are
/// the statuses of those that were made for it.
pub fn can_settle(
    is_mall: bool,
    effect: ClaimEffect,
    mut shipments: impl Iterator<Item = ShipmentStatus>,
) -> Result<(), CannotAct> {
    if is_mall {
        Err(CannotAct::ManagedAtMall)
    } else if effect == ClaimEffect::DropReplacement
        && shipments.any(|status| status != ShipmentStatus::Canceled)
    {
        Err(CannotAct::ReplacementFirst)
    } else {
        Ok(())
    }
}

impl Desk {
    pub(super) fn open_claim(&mut self, kind: ClaimKind, lines: &[ClaimLine]) -> Result<(), Refusal> {
        if self.order.mall.is_some() {
            return Err(CannotAct::ManagedAtMall.into());
        }
        if lines.is_empty() {
            return Err(CannotClaim::NothingNamed.into());
        }
        if kind == ClaimKind::Exchange {
            self.allow(Action::Exchange)?;
        }
        let claim = Claim { kind, status: ClaimStatus::Requested, lines: Vec::new() };
        let index = ClaimIndex::next(&self.order.claims);
        self.order.claims.push(claim);
        for named in lines {
            let ClaimLine { line, quantity: asked, .. } = *named;
            line.of(&self.order.lines).ok_or(CannotClaim::UnknownLine { line })?;
            let free = self.order.claimable(line, kind);
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
        let is_mall = self.order.mall.is_some();
        can_settle(is_mall, ClaimEffect::None, std::iter::empty())?;
        let Claim { kind, status, lines } =
            index.of(&self.order.claims).ok_or(CannotClaim::UnknownClaim)?.clone();
        let transition = decide_claim(status, command)?;
        let sent = self.order.shipments.iter().filter(|shipment| shipment.claim == Some(index));
        can_settle(is_mall, transition.effect, sent.map(|shipment| shipment.status))?;
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
        for (line, _) in shipments.into_iter().flat_map(|shipment| shipment.lines) {
            let open = self.line(line)?.units.open();
            if open > 0 {
                self.cancel(&[(line, open)])?;
            }
        }
        Ok(())
    }
}

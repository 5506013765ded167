//! Exchange delivered units: a claim that is approved at once, and the shipment of what is sent instead (RET-02, SHP-03).

use std::collections::{HashMap, HashSet};

use domain::claim::{CannotClaim, ClaimCommand, ClaimKind, ClaimLine, MistypedClaim};
use domain::id::{LocationId, SkuId};
use domain::kind::{ItemLink, Notice};
use domain::notice::NoticeFacts;
use domain::order::{ClaimIndex, Command, LineIndex, Refusal, Stocks};
use domain::outcome::{Outcome, is_reason};
use domain::release::{ReleaseFailure, ReleaseInput, ReleaseLine, check_parcels};
use domain::role::Permission;
use domain::time::Timestamp;
use domain::timeline::{Replaced, TimelineEvent};
use domain::typed::half_width;
use domain::view::ExchangeInput;
use sea_orm::DatabaseTransaction;
use serde::{Deserialize, Serialize};
use store::aggregate::OrderParts;
use store::read::goods::{Good, by_codes, goods, location_codes, lock_stocks};

use super::prepare_release::release_line;
use super::{Desk, OrderCommand};
use crate::{Error, storable};

/// Take units back and send others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exchange {
    lines: Vec<Wanted>,
    reason: String,
}

/// Units of one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Wanted {
    line: LineIndex,
    quantity: i32,
    /// The code of what is sent instead; empty for the same.
    sku: String,
}

impl Exchange {
    /// The command, of the lines as they were typed; those without a quantity are left out.
    ///
    /// # Errors
    /// What was typed wrong.
    pub fn typed(lines: &[ExchangeInput], reason: &str) -> Result<Self, MistypedClaim> {
        if !is_reason(reason) {
            return Err(MistypedClaim::Reason);
        }
        let mut wanted = Vec::new();
        for typed in lines {
            let number = |text: &str| match half_width(text).as_ref() {
                "" => Ok(0),
                digits => digits.parse::<u32>().map_err(|_| MistypedClaim::Quantity),
            };
            let quantity = i32::try_from(number(&typed.quantity)?).map_err(|_| MistypedClaim::Quantity)?;
            if quantity > 0 {
                let sku = storable(&half_width(&typed.sku));
                wanted.push(Wanted { line: LineIndex(number(&typed.line)?), quantity, sku });
            }
        }
        Ok(Self { lines: wanted, reason: storable(reason.trim()) })
    }
}

/// What an exchange looks at beside the order.
#[derive(Debug, Default)]
pub struct Replacements {
    goods: HashMap<SkuId, Good>,
    locations: HashMap<LocationId, String>,
}

impl OrderCommand for Exchange {
    const NAME: &'static str = "exchange";
    const PERMISSION: Permission = Permission::Manage;
    type Context = Replacements;

    async fn gather(
        &self,
        tx: &DatabaseTransaction,
        orders: &[OrderParts],
        _: Timestamp,
    ) -> Result<(Replacements, Stocks), Error> {
        let codes: Vec<&str> = self.lines.iter().map(|wanted| wanted.sku.as_str()).collect();
        let mut known = by_codes(tx, &codes).await?;
        let own = orders.iter().flat_map(|parts| {
            self.lines
                .iter()
                .filter_map(move |wanted| wanted.line.of(&parts.lines).and_then(|row| row.sku_id))
        });
        let own: Vec<SkuId> = own.filter(|sku| !known.contains_key(sku)).collect();
        known.extend(goods(tx, &own).await?);
        let skus: Vec<SkuId> = known.keys().copied().collect();
        let stocks = lock_stocks(tx, &skus).await?;
        Ok((Replacements { goods: known, locations: location_codes(tx).await? }, stocks))
    }

    fn brought(context: &Replacements) -> Vec<SkuId> {
        context.goods.keys().copied().collect()
    }

    fn decide(&self, desk: &mut Desk<'_>, context: &Replacements) -> Result<Outcome, Refusal> {
        let named = self.named(desk, context)?;
        let claim = ClaimIndex::next(&desk.parts().claims);
        let open = Command::OpenClaim { kind: ClaimKind::Exchange, lines: named.clone() };
        desk.decide(&open, Some(&self.reason))?;
        let failures = context.check(desk, &named);
        if !failures.is_empty() {
            return Err(Refusal::CannotShip { failures });
        }
        let (lines, shipments) = (desk.parts().lines.len(), desk.parts().shipments.len());
        let approve = Command::MoveClaim { claim, command: ClaimCommand::Approve, restock: false };
        desk.decide(&approve, None)?;
        desk.edit(|parts| {
            if let Some((row, _)) = parts.claims.get_mut(claim.0 as usize) {
                row.reason.clone_from(&self.reason);
            }
            for (row, named) in parts.lines.iter_mut().skip(lines).zip(&named) {
                // The same goods are called the same.
                let Some(good) = named.replacement.and_then(|sku| context.goods.get(&sku)) else { continue };
                row.sku_code.clone_from(&good.code);
                row.product_code.clone_from(&good.product_code);
                row.name.clone_from(&good.name);
                row.option_name.clone_from(&good.option);
                row.mall_sku = None;
                row.item_link = ItemLink::NotNeeded;
            }
        })?;
        let made = desk.shipments_since(shipments);
        let sent = desk.parts().lines.iter().skip(lines).zip(&named).map(|(row, named)| Replaced {
            units: named.quantity.unsigned_abs(),
            sku: row.sku_code.clone(),
            instead_of: named
                .line
                .of(&desk.parts().lines)
                .map(|row| row.sku_code.clone())
                .unwrap_or_default(),
        });
        let told = TimelineEvent::ReplacementPrepared { shipments: made.clone(), goods: sent.collect() };
        desk.tell(&told);
        let order = desk.parts().order.number.clone();
        let facts = NoticeFacts { order, shipments: made.clone(), reason: None, tracking: None };
        desk.notify(Notice::OrderProcessing, &made.join("+"), facts);
        Ok(Outcome::Done { shipments: made })
    }
}

impl Exchange {
    /// What is named, with the SKUs of the codes that were typed; none where it is the line's own.
    fn named(&self, desk: &Desk<'_>, context: &Replacements) -> Result<Vec<ClaimLine>, Refusal> {
        let mut seen = HashSet::new();
        let line = |wanted: &Wanted| -> Result<ClaimLine, Refusal> {
            let Wanted { line, quantity, sku: code } = wanted;
            let row = line.of(&desk.parts().lines).ok_or(Refusal::UnknownLine { line: *line })?;
            // A claim names a line once.
            if !seen.insert(*line) {
                return Err(Refusal::LineTwice { line: *line });
            }
            let replacement = if code.is_empty() || *code == half_width(&row.sku_code) {
                None
            } else {
                let found = context.goods.iter().find(|(_, good)| good.code == *code).map(|(sku, _)| *sku);
                let sku = found.ok_or_else(|| CannotClaim::UnknownSku { code: code.clone() })?;
                Some(sku).filter(|sku| row.sku_id != Some(*sku))
            };
            Ok(ClaimLine { line: *line, quantity: *quantity, replacement })
        };
        self.lines.iter().map(line).collect()
    }
}

impl Replacements {
    /// All that keeps what is sent instead from being sent, as of a release (REL-10).
    fn check(&self, desk: &Desk<'_>, named: &[ClaimLine]) -> Vec<ReleaseFailure> {
        let parts = desk.parts();
        let lines: Vec<ReleaseLine<'_>> = named
            .iter()
            .filter_map(|named| {
                let row = named.line.of(&parts.lines)?;
                let sku = named.replacement.or(row.sku_id);
                let good = sku.and_then(|sku| self.goods.get(&sku));
                let line = release_line(row, named.line, good, &self.locations);
                let item_link = if named.replacement.is_some() { ItemLink::NotNeeded } else { row.item_link };
                Some(ReleaseLine { open: named.quantity, sku, item_link, ..line })
            })
            .collect();
        check_parcels(&ReleaseInput {
            stage: parts.order.stage,
            is_mall: parts.order.mall_stage.is_some(),
            is_test: parts.order.is_test,
            address: parts.ship_to(),
            lines: &lines,
            available: &desk.stocks().iter().map(|(place, stock)| (*place, stock.available())).collect(),
        })
    }
}

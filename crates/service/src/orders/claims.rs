//! An order's claims, and what can be done about them.

use std::collections::HashMap;

use domain::claim::{ClaimCommand, ClaimKind, claimable, decide_claim};
use domain::id::{ClaimId, SkuId};
use domain::order::can_settle;
use domain::role::Role;
use domain::shipment::ShipmentStatus;
use domain::view::{ClaimView, ClaimedLine, Closed, OrderClaim};
use store::entity::{claim, claim_line, order_line};
use store::read::goods::Good;
use store::read::order_detail::OrderRows;

use crate::clock::Clock;
use crate::command::{OrderCommand as _, SettleClaim};

/// A claim, worded.
pub(crate) fn claim_view(row: claim::Model, units: i64, clock: &Clock) -> ClaimView {
    ClaimView {
        number: row.number,
        kind: row.kind,
        status: row.status,
        reason: row.reason,
        quantity: u32::try_from(units).unwrap_or(0),
        requested: clock.moment(row.requested_at),
    }
}

/// How many units of a line an exchange could name.
pub(super) fn exchangeable(line: &order_line::Model, rows: &OrderRows) -> i32 {
    let id = line.id;
    let open = rows.claims.iter().filter(|(claim, _)| claim.status.is_open());
    let named = open.flat_map(|(claim, lines)| {
        let of_line = lines.iter().filter(move |named| named.order_line_id == id);
        of_line.map(|named| (claim.kind, named.quantity))
    });
    claimable(line.units(), ClaimKind::Exchange, named)
}

/// All claims of an order, newest first.
pub(super) fn claims(role: Role, rows: &OrderRows, clock: &Clock) -> Vec<OrderClaim> {
    let mut shipments: HashMap<ClaimId, Vec<(String, ShipmentStatus)>> = HashMap::new();
    for (row, _) in &rows.shipments {
        if let Some(claim) = row.claim_id {
            shipments.entry(claim).or_default().push((row.number.clone(), row.status));
        }
    }
    let is_mall = rows.order.mall_stage.is_some();
    let view = |(row, named): &(claim::Model, Vec<claim_line::Model>)| {
        let shipments = shipments.get(&row.id).cloned().unwrap_or_default();
        let units = named.iter().map(|line| i64::from(line.quantity)).sum();
        OrderClaim {
            lines: named
                .iter()
                .filter_map(|line| claimed(row.kind, line, &rows.lines, &rows.goods))
                .collect(),
            ways: ways(role, is_mall, row, &shipments),
            answer: row.answer.clone(),
            claim: claim_view(row.clone(), units, clock),
            shipments,
        }
    };
    rows.claims.iter().map(view).collect()
}

fn claimed(
    kind: ClaimKind,
    named: &claim_line::Model,
    lines: &[order_line::Model],
    goods: &HashMap<SkuId, Good>,
) -> Option<ClaimedLine> {
    let line = lines.iter().find(|line| line.id == named.order_line_id)?;
    let other = || named.replacement_sku_id.and_then(|sku| goods.get(&sku)).map(|good| good.code.clone());
    Some(ClaimedLine {
        quantity: named.quantity.unsigned_abs(),
        name: line.name.clone(),
        option: line.option_name.clone(),
        instead: (kind == ClaimKind::Exchange).then(|| other().unwrap_or_else(|| line.sku_code.clone())),
    })
}

/// How an exchange can be settled. Cancels and returns are not decided here yet.
fn ways(
    role: Role,
    is_mall: bool,
    row: &claim::Model,
    shipments: &[(String, ShipmentStatus)],
) -> Vec<(ClaimCommand, Option<Closed>)> {
    if row.kind != ClaimKind::Exchange {
        return Vec::new();
    }
    let way = |command: &ClaimCommand| {
        let transition =
            decide_claim(row.status, *command).ok().filter(|_| *command != ClaimCommand::Approve)?;
        let closed = match can_settle(is_mall, transition.effect, shipments.iter().map(|(_, status)| *status))
        {
            _ if !role.can(SettleClaim::PERMISSION) => Some(Closed::NoRight),
            Err(why) => Some(Closed::Cannot { why }),
            Ok(()) => None,
        };
        Some((*command, closed))
    };
    ClaimCommand::ALL.iter().filter_map(way).collect()
}

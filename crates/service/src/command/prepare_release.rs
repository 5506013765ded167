//! Prepare for release: all open units become shipments, or the order says what is in the way (REL-09 to REL-11).

use std::collections::HashMap;

use domain::id::{LocationId, OrderId, SkuId, UserId};
use domain::kind::Notice;
use domain::notice::NoticeFacts;
use domain::order::{Command, LineIndex, Refusal, Stocks};
use domain::outcome::Outcome;
use domain::release::{ReleaseFailure, ReleaseInput, ReleaseLine, check_release};
use domain::role::Permission;
use domain::time::Timestamp;
use sea_orm::{
    ColumnTrait as _, DatabaseTransaction, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _,
};
use serde::{Deserialize, Serialize};
use store::aggregate::OrderParts;
use store::entity::{event, order_line};
use store::read::goods::{Good, goods, location_codes, lock_stocks};
use store::read::people::emails;

use super::{Desk, OrderCommand};
use crate::Error;

/// Turn the order's open units into shipments.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PrepareRelease {}

/// What a release looks at beside the order.
#[derive(Debug, Default)]
pub struct Released {
    goods: HashMap<SkuId, Good>,
    locations: HashMap<LocationId, String>,
    /// Of orders with nothing left to release: who released them.
    released_by: HashMap<OrderId, String>,
}

impl OrderCommand for PrepareRelease {
    const NAME: &'static str = "prepare_release";
    const PERMISSION: Permission = Permission::Fulfil;
    type Context = Released;

    async fn gather(
        &self,
        tx: &DatabaseTransaction,
        orders: &[OrderParts],
        _: Timestamp,
    ) -> Result<(Released, Stocks), Error> {
        let open = orders.iter().flat_map(|parts| &parts.lines).filter(|line| line.units().open() > 0);
        let mut skus: Vec<SkuId> = open.filter_map(|line| line.sku_id).collect();
        skus.sort_unstable();
        skus.dedup();
        let closed: Vec<OrderId> = orders
            .iter()
            .filter(|parts| {
                parts.order.assigned > 0 && parts.lines.iter().all(|line| line.units().open() <= 0)
            })
            .map(|parts| parts.order.id)
            .collect();
        let stocks = lock_stocks(tx, &skus).await?;
        let context = Released {
            goods: goods(tx, &skus).await?,
            locations: location_codes(tx).await?,
            released_by: released_by(tx, &closed).await?,
        };
        Ok((context, stocks))
    }

    fn decide(&self, desk: &mut Desk<'_>, context: &Released) -> Result<Outcome, Refusal> {
        let failures = context.check(desk)?;
        if failures == [ReleaseFailure::AlreadyReleased] {
            let by = context.released_by.get(&desk.parts().order.id).cloned();
            return Ok(Outcome::AlreadyReleased { by });
        }
        if !failures.is_empty() {
            desk.decide(&Command::FailRelease { failures: failures.clone() }, None)?;
            return Ok(Outcome::Failed { failures });
        }
        let known = desk.parts().shipments.len();
        desk.decide(&Command::PrepareRelease, None)?;
        let shipments = desk.shipments_since(known);
        desk.notify(
            Notice::OrderProcessing,
            &shipments.join("+"),
            NoticeFacts {
                order: desk.parts().order.number.clone(),
                shipments: shipments.clone(),
                reason: None,
                tracking: None,
            },
        );
        Ok(Outcome::Done { shipments })
    }
}

impl Released {
    fn check(&self, desk: &Desk<'_>) -> Result<Vec<ReleaseFailure>, Refusal> {
        let parts = desk.parts();
        let lines: Vec<ReleaseLine<'_>> = parts
            .lines
            .iter()
            .zip(LineIndex::all(&parts.lines))
            .map(|(row, line)| {
                let good = row.sku_id.and_then(|sku| self.goods.get(&sku));
                ReleaseLine { open: row.units().open(), ..release_line(row, line, good, &self.locations) }
            })
            .collect();
        let order = desk.order();
        Ok(check_release(&ReleaseInput {
            stage: order.derive()?.stage,
            is_mall: order.mall.is_some(),
            is_test: order.is_test,
            address: parts.ship_to(),
            lines: &lines,
            available: &desk.stocks().iter().map(|(place, stock)| (*place, stock.available())).collect(),
        }))
    }
}

/// What a release needs to know of a line whose goods are these; of no units.
pub(super) fn release_line<'a>(
    row: &'a order_line::Model,
    line: LineIndex,
    good: Option<&'a Good>,
    locations: &'a HashMap<LocationId, String>,
) -> ReleaseLine<'a> {
    ReleaseLine {
        line,
        open: 0,
        sku: row.sku_id,
        sku_code: good.map_or(row.sku_code.as_str(), |good| good.code.as_str()),
        product_code: good.map_or(row.product_code.as_str(), |good| good.product_code.as_str()),
        name: &row.name,
        delivery_name: good.and_then(|good| good.delivery_name.as_deref()),
        item_link: row.item_link,
        mall_sku: row.mall_sku.as_deref(),
        location: row.location_id.map(|id| (id, locations.get(&id).map(String::as_str).unwrap_or_default())),
        policy: row.policy_id,
        option: row.option_id,
    }
}

/// The email of whoever released each of these orders last.
async fn released_by(
    tx: &DatabaseTransaction,
    orders: &[OrderId],
) -> Result<HashMap<OrderId, String>, Error> {
    if orders.is_empty() {
        return Ok(HashMap::new());
    }
    let releases: Vec<(OrderId, UserId)> = event::Entity::find()
        .filter(event::Column::OrderId.is_in(orders.iter().copied()))
        .filter(event::Column::Kind.eq("released"))
        .filter(event::Column::UserId.is_not_null())
        .order_by_asc(event::Column::Id)
        .select_only()
        .columns([event::Column::OrderId, event::Column::UserId])
        .into_tuple()
        .all(tx)
        .await?;
    let emails = emails(tx, releases.iter().map(|(_, user)| *user)).await?;
    Ok(releases.into_iter().filter_map(|(order, user)| Some((order, emails.get(&user)?.clone()))).collect())
}

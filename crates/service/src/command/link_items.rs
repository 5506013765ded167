//! Link a mall's listings to own SKUs (MAL-13): by the rules, or by hand, which makes a rule.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::id::{ChannelId, SkuId};
use domain::item_link::{CannotLink, Ways, to_link};
use domain::kind::ItemLink;
use domain::order::{LineIndex, Refusal, Stocks};
use domain::outcome::Outcome;
use domain::query::Routing;
use domain::role::Permission;
use domain::time::Timestamp;
use domain::timeline::TimelineEvent;
use domain::typed::half_width;
use sea_orm::DatabaseTransaction;
use serde::{Deserialize, Serialize};
use store::aggregate::OrderParts;
use store::read::goods::{Good, by_codes, goods};
use store::read::{item_rules, routing};
use store::write::LinkRule;

use super::{Desk, OrderCommand};
use crate::{Error, storable};

/// Link what is not linked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkItems {
    /// Every line whose listing has a rule.
    ByRules,
    /// One line. The next order of the same listing is linked by the rule that this makes.
    ByHand {
        /// Which.
        line: LineIndex,
        /// The code of the own SKU.
        sku: String,
    },
}

impl LinkItems {
    /// One line, to the SKU whose code was typed.
    pub fn by_hand(line: LineIndex, sku: &str) -> Self {
        Self::ByHand { line, sku: storable(&half_width(sku)) }
    }
}

/// What linking looks at beside the orders.
#[derive(Debug, Default)]
pub struct Links {
    rules: HashMap<ChannelId, HashMap<String, SkuId>>,
    goods: HashMap<SkuId, Good>,
    ways: Ways,
}

impl OrderCommand for LinkItems {
    const NAME: &'static str = "link_items";
    const PERMISSION: Permission = Permission::Fulfil;
    type Context = Links;

    async fn gather(
        &self,
        tx: &DatabaseTransaction,
        orders: &[OrderParts],
        _: Timestamp,
    ) -> Result<(Links, Stocks), Error> {
        let mut links = Links { ways: routing::all(tx).await?.ways(), ..Links::default() };
        match self {
            Self::ByRules => {
                let mut listings: BTreeMap<ChannelId, BTreeSet<&str>> = BTreeMap::new();
                for parts in orders {
                    let unlinked = parts.lines.iter().filter(|line| line.item_link == ItemLink::Fail);
                    let channel = listings.entry(parts.order.channel_id).or_default();
                    channel.extend(unlinked.filter_map(|line| line.mall_sku.as_deref()));
                }
                // Channels are a handful.
                for (channel, mall_skus) in listings {
                    links.rules.insert(channel, item_rules::of_channel(tx, channel, mall_skus).await?);
                }
                let skus: Vec<SkuId> =
                    links.rules.values().flat_map(|rules| rules.values().copied()).collect();
                links.goods = goods(tx, &skus).await?;
            }
            Self::ByHand { sku, .. } => links.goods = by_codes(tx, &[sku.as_str()]).await?,
        }
        Ok((links, Stocks::new()))
    }

    fn decide(&self, desk: &mut Desk<'_>, links: &Links) -> Result<Outcome, Refusal> {
        match self {
            Self::ByRules => by_rules(desk, links),
            Self::ByHand { line, sku } => by_hand(desk, links, *line, sku),
        }
    }
}

fn by_rules(desk: &mut Desk<'_>, links: &Links) -> Result<Outcome, Refusal> {
    let rules = links.rules.get(&desk.parts().order.channel_id);
    let (mut fits, mut left) = (Vec::new(), Vec::new());
    let mut in_shipment = None;
    for (row, line) in desk.parts().lines.iter().zip(LineIndex::all(&desk.parts().lines)) {
        match to_link(row.item_link, row.units()) {
            Ok(false) => {}
            Err(why) => in_shipment = Some(why),
            Ok(true) => match row.mall_sku.as_ref().and_then(|mall_sku| rules?.get(mall_sku)) {
                Some(sku) => fits.push((line, *sku)),
                None => left.push(row.name.clone()),
            },
        }
    }
    if fits.is_empty() {
        return match in_shipment {
            _ if !left.is_empty() => Err(CannotLink::NoRule { items: left }.into()),
            Some(why) => Err(why.into()),
            None => Ok(Outcome::Unchanged),
        };
    }
    for (line, sku) in fits {
        link(desk, links, line, sku)?;
    }
    if left.is_empty() {
        Ok(Outcome::Done { shipments: Vec::new() })
    } else {
        Ok(Outcome::PartlyLinked { left })
    }
}

fn by_hand(desk: &mut Desk<'_>, links: &Links, line: LineIndex, code: &str) -> Result<Outcome, Refusal> {
    let order = &desk.parts().order;
    let row = line.of(&desk.parts().lines).ok_or(Refusal::UnknownLine { line })?;
    if !to_link(row.item_link, row.units())? {
        return Ok(Outcome::Unchanged);
    }
    let sku = links.goods.keys().next().ok_or_else(|| CannotLink::UnknownSku { code: code.to_owned() })?;
    let rule = row.mall_sku.clone().map(|mall_sku| LinkRule {
        channel_id: order.channel_id,
        mall_sku,
        sku_id: *sku,
    });
    link(desk, links, line, *sku)?;
    if let Some(rule) = rule {
        desk.rule(rule);
    }
    Ok(Outcome::Done { shipments: Vec::new() })
}

/// Makes a line one of this SKU, with a way to ship it.
fn link(desk: &mut Desk<'_>, links: &Links, line: LineIndex, sku: SkuId) -> Result<(), Refusal> {
    let at = line.0 as usize;
    // A rule's SKU is there by its foreign key, and the line was found by its index.
    let (Some(good), Some(row)) = (links.goods.get(&sku), desk.parts().lines.get(at)) else {
        return Err(Refusal::UnknownLine { line });
    };
    let event = TimelineEvent::ItemLinked { item: row.name.clone(), sku: good.code.clone() };
    let route = links.ways.complete(Routing {
        location: row.location_id,
        policy: row.policy_id,
        option: row.option_id,
    });
    desk.edit(|parts| {
        if let Some(row) = parts.lines.get_mut(at) {
            row.sku_id = Some(sku);
            row.item_link = ItemLink::Ok;
            row.sku_code.clone_from(&good.code);
            row.product_code.clone_from(&good.product_code);
            (row.location_id, row.policy_id, row.option_id) = (route.location, route.policy, route.option);
        }
    })?;
    desk.tell(&event);
    Ok(())
}

//! Orders that are there already.

use std::collections::{HashMap, HashSet};

use domain::id::{ChannelId, CustomerId, OrderId};
use domain::import::ImportDifference;
use sea_orm::{
    ColumnTrait as _, Condition, DatabaseTransaction, EntityTrait as _, JoinType, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, RelationTrait as _,
};
use store::StoreError;
use store::entity::{order, order_charge, order_line};

use super::build::Contents;
use super::draft::OrderDraft;
use super::link::Sale;
use super::mapping::Mapping;

/// An order as it is there: what of it a file could tell differently, and what nobody changes at the desk.
pub(super) struct Stored {
    order: order::Model,
    /// Without the lines that exchanges added.
    lines: Vec<order_line::Model>,
    charges: Vec<order_charge::Model>,
}

/// The orders of a channel that some drafts name, by the channel's numbers.
pub(super) async fn stored(
    tx: &DatabaseTransaction,
    channel: ChannelId,
    drafts: &[OrderDraft],
) -> Result<HashMap<String, Stored>, StoreError> {
    let orders = order::Entity::find()
        .filter(order::Column::ChannelId.eq(channel))
        .filter(order::Column::ChannelNumber.is_in(drafts.iter().map(|draft| draft.channel_number.as_str())))
        .all(tx)
        .await?;
    if orders.is_empty() {
        return Ok(HashMap::new());
    }
    let ids: Vec<OrderId> = orders.iter().map(|order| order.id).collect();
    let mut lines: HashMap<OrderId, Vec<order_line::Model>> = HashMap::new();
    for line in order_line::Entity::find()
        .filter(order_line::Column::OrderId.is_in(ids.iter().copied()))
        .filter(order_line::Column::ReplacesLineId.is_null())
        .order_by_asc(order_line::Column::Position)
        .all(tx)
        .await?
    {
        lines.entry(line.order_id).or_default().push(line);
    }
    let mut charges: HashMap<OrderId, Vec<order_charge::Model>> = HashMap::new();
    for charge in order_charge::Entity::find()
        .filter(order_charge::Column::OrderId.is_in(ids))
        .order_by_asc(order_charge::Column::Position)
        .all(tx)
        .await?
    {
        charges.entry(charge.order_id).or_default().push(charge);
    }
    Ok(orders
        .into_iter()
        .map(|order| {
            let lines = lines.remove(&order.id).unwrap_or_default();
            let charges = charges.remove(&order.id).unwrap_or_default();
            (order.channel_number.clone(), Stored { order, lines, charges })
        })
        .collect())
}

impl Stored {
    /// The first thing in which a draft differs from it.
    pub fn difference(&self, draft: &OrderDraft) -> Option<ImportDifference> {
        let told = Contents::of(draft);
        let is_same_line = |(here, there): (&order_line::Model, &order_line::Model)| {
            let told = channel_sku(&here.sku_code, here.mall_sku.as_deref());
            // A line that was linked at the desk bears the codes of our own SKU.
            (told != here.sku_code || here.product_code == there.product_code)
                && (told, &here.name, &here.option_name)
                    == (there.sku_code.as_str(), &there.name, &there.option_name)
                && (here.ordered, here.unit_price, here.discount, here.tax)
                    == (there.ordered, there.unit_price, there.discount, there.tax)
        };
        let is_same_charge = |(here, there): (&order_charge::Model, &order_charge::Model)| {
            (here.kind, &here.code, &here.name, here.amount)
                == (there.kind, &there.code, &there.name, there.amount)
        };
        if self.order.placed_at != draft.placed_at {
            Some(ImportDifference::OrderedAt)
        } else if self.order.currency != draft.currency {
            Some(ImportDifference::Currency)
        } else if self.lines.len() != told.lines.len()
            || !self.lines.iter().zip(&told.lines).all(is_same_line)
        {
            Some(ImportDifference::Lines)
        } else if self.charges.len() != told.charges.len()
            || !self.charges.iter().zip(&told.charges).all(is_same_charge)
        {
            Some(ImportDifference::Charges)
        } else {
            None
        }
    }
}

/// What the channel calls a line's goods: its own SKU is there where the line is linked to one of ours.
fn channel_sku<'a>(sku_code: &'a str, mall_sku: Option<&'a str>) -> &'a str {
    mall_sku.unwrap_or(sku_code)
}

/// All the sales to some customers in a channel, by customer; each with its id and number.
pub(super) async fn sales(
    tx: &DatabaseTransaction,
    channel: ChannelId,
    mapping: &Mapping,
    customers: HashSet<CustomerId>,
) -> Result<HashMap<CustomerId, Vec<Sale<(OrderId, String)>>>, StoreError> {
    if customers.is_empty() {
        return Ok(HashMap::new());
    }
    let of_customers = Condition::all()
        .add(order::Column::CustomerId.is_in(customers))
        .add(order::Column::ChannelId.eq(channel))
        .add(order::Column::IsTest.eq(false));
    let mut units: HashMap<OrderId, HashMap<String, i64>> = HashMap::new();
    for (id, sku_code, mall_sku, ordered) in order_line::Entity::find()
        .join(JoinType::InnerJoin, order_line::Relation::Order.def())
        .filter(of_customers.clone())
        .filter(order_line::Column::ReplacesLineId.is_null())
        .select_only()
        .column(order_line::Column::OrderId)
        .column(order_line::Column::SkuCode)
        .column(order_line::Column::MallSku)
        .column(order_line::Column::Ordered)
        .into_tuple::<(OrderId, String, Option<String>, i32)>()
        .all(tx)
        .await?
    {
        let code = channel_sku(&sku_code, mall_sku.as_deref()).to_owned();
        *units.entry(id).or_default().entry(code).or_insert(0) += i64::from(ordered);
    }
    let mut sales: HashMap<CustomerId, Vec<Sale<(OrderId, String)>>> = HashMap::new();
    for order in order::Entity::find().filter(of_customers).all(tx).await? {
        // A cancellation is an order too, but no sale.
        let (Some(customer), false) = (order.customer_id, mapping.is_cancellation(&order.channel_number))
        else {
            continue;
        };
        let units = units.remove(&order.id).unwrap_or_default();
        let sale = Sale { key: (order.id, order.number), placed_at: order.placed_at, units };
        sales.entry(customer).or_default().push(sale);
    }
    Ok(sales)
}

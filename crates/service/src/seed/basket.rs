//! What an order is for: its lines, what they cost, what is charged beside them and how it is paid.

use domain::id::{OrderChargeId, OrderId, OrderLineId};
use domain::kind::{ChannelKind, ChargeKind, ItemLink, PaymentMethod};
use domain::money::{Currency, allocate};
use store::entity::{order_charge, order_line};

use super::chance::Chance;
use super::channels::{Channel, HOME};
use super::fate::{Defect, Fate};
use super::goods::{SkuIndex, location_of, sku_id};
use super::order::{Draft, Generator, Standing};
use super::routes::{POLICIES, Route};

/// A line before it is priced.
pub(super) struct Wanted {
    pub sku: SkuIndex,
    pub route: Route,
    pub quantity: i32,
}

impl Generator {
    pub(super) fn wanted(&self, draft: &Draft, chance: &mut Chance) -> Vec<Wanted> {
        let count = (1 + chance.weighted([46, 25, 13, 8, 5, 3].into_iter())).max(draft.least_lines);
        // Most choose the same speed for all they order.
        let speed = chance.weighted([70, 19, 11].into_iter());
        let mut wanted: Vec<Wanted> = Vec::with_capacity(count);
        let mut take = |sku: SkuIndex, option: usize, quantity: i32| {
            let policy = self.goods.skus[sku].policy;
            let offered = POLICIES[policy].options.len();
            let route = Route { policy, option: if option < offered { option } else { 0 } };
            // Two lines of one SKU would be one line.
            let is_new = wanted.iter().all(|line| line.sku != sku);
            if is_new {
                wanted.push(Wanted { sku, route, quantity });
            }
            is_new
        };
        let mut taken = match draft.standing {
            Standing::Failed(Defect::Stock) => {
                let sku = *chance.pick(&self.goods.short);
                take(sku, speed, self.goods.skus[sku].available + chance.between(1, 2) as i32)
            }
            Standing::Failed(Defect::DeliveryName) => take(*chance.pick(&self.goods.nameless), speed, 1),
            Standing::Open if chance.per_mille(15) => take(*chance.pick(&self.goods.nameless), speed, 1),
            _ => false,
        } as usize;
        if draft.popular {
            taken += take(self.goods.popular, speed, quantity(chance)) as usize;
        }
        // Most orders are of goods that ship together.
        let alike = chance.per_mille(700).then(|| {
            let sku = if draft.popular { self.goods.popular } else { self.goods.any(chance) };
            self.goods.skus[sku].policy
        });
        // What is dealt out in turn comes beside what the order has for other reasons.
        let more =
            count.saturating_sub(taken).max(if draft.routes.is_some() { draft.least_lines } else { 0 });
        for turn in 0..more {
            for _ in 0..9 {
                let is_new = match (draft.routes, alike) {
                    (Some((first, apart)), _) => {
                        let route = Route::nth(first + apart * turn);
                        take(self.goods.of_policy(route.policy, chance), route.option, quantity(chance))
                    }
                    (None, Some(policy)) => {
                        take(self.goods.of_policy(policy, chance), speed, quantity(chance))
                    }
                    (None, None) => take(self.goods.any(chance), speed, quantity(chance)),
                };
                if is_new {
                    break;
                }
            }
        }
        wanted.truncate(6);
        wanted
    }

    pub(super) fn lines(
        &self,
        draft: &Draft,
        channel: &Channel,
        wanted: &[Wanted],
        chance: &mut Chance,
    ) -> Vec<order_line::Model> {
        let is_mall = channel.kind.is_mall();
        let amounts: Vec<i64> = wanted
            .iter()
            .map(|line| channel.price(self.goods.skus[line.sku].price) * i64::from(line.quantity))
            .collect();
        // A coupon for the whole order: each line carries its share.
        let percent = if chance.per_mille(100) { i64::from(chance.between(1, 3)) * 5 } else { 0 };
        let weights: Vec<u64> = amounts.iter().map(|amount| amount.unsigned_abs()).collect();
        let discounts = allocate(amounts.iter().sum::<i64>() * percent / 100, &weights);
        let mut lines: Vec<_> = wanted
            .iter()
            .zip(discounts)
            .enumerate()
            .map(|(place, (line, discount))| {
                let sku = &self.goods.skus[line.sku];
                let product = self.goods.product_of(line.sku);
                order_line::Model {
                    id: OrderLineId(place as i64 + 1),
                    order_id: OrderId(draft.index as i64 + 1),
                    position: place as i32 + 1,
                    sku_id: Some(sku_id(line.sku)),
                    product_code: product.code.clone(),
                    sku_code: sku.code.clone(),
                    name: product.name.clone(),
                    option_name: sku.option_name.map(str::to_owned),
                    mall_sku: is_mall.then(|| mall_sku(channel, &sku.code)),
                    item_link: if is_mall { ItemLink::Ok } else { ItemLink::NotNeeded },
                    unit_price: channel.price(sku.price),
                    ordered: line.quantity,
                    canceled: 0,
                    assigned: 0,
                    packed: 0,
                    handed_over: 0,
                    delivered: 0,
                    returned: 0,
                    refunded: 0,
                    discount,
                    tax: 0,
                    replaces_line_id: None,
                    location_id: Some(location_of(sku)),
                    policy_id: Some(line.route.policy()),
                    option_id: Some(line.route.option()),
                }
            })
            .collect();
        if draft.standing == Standing::Failed(Defect::ItemLink)
            && let Some(line) = lines.last_mut()
        {
            unlink(channel, line, chance);
        }
        lines
    }
}

/// How a mall names a SKU.
pub(super) fn mall_sku(channel: &Channel, code: &str) -> String {
    format!("{}-{}", channel.code.to_lowercase(), code.to_lowercase())
}

/// The mall sells something under a name that nobody linked to a SKU.
fn unlink(channel: &Channel, line: &mut order_line::Model, chance: &mut Chance) {
    let listing = format!("lim{}", chance.digits(5));
    line.sku_id = None;
    line.product_code = listing.to_uppercase();
    line.name.push_str(" (mall edition)");
    let code = mall_sku(channel, &listing);
    line.sku_code = code.clone();
    line.mall_sku = Some(code);
    line.item_link = ItemLink::Fail;
    (line.location_id, line.policy_id, line.option_id) = (None, None, None);
}

fn quantity(chance: &mut Chance) -> i32 {
    [1, 2, 3, 4, 5][chance.weighted([74, 16, 6, 2, 2].into_iter())]
}

pub(super) fn payment_method(
    standing: Standing,
    channel: &Channel,
    country: &str,
    chance: &mut Chance,
) -> PaymentMethod {
    use PaymentMethod::{BankTransfer, Card, CashOnDelivery, ConvenienceStore, PosOnDelivery};
    let mut method = channel.methods[chance.weighted(channel.methods.iter().map(|(_, share)| *share))].0;
    if country != HOME && matches!(method, CashOnDelivery | PosOnDelivery | ConvenienceStore) {
        method = Card;
    }
    // Cards are approved at once and what is paid on delivery does not wait: those who wait pay by other means.
    let waits = standing == Standing::Past(Fate::Waiting) && channel.kind == ChannelKind::OwnStore;
    if waits && method != ConvenienceStore && chance.per_mille(800) {
        method = if country == HOME && chance.per_mille(500) { ConvenienceStore } else { BankTransfer };
    }
    if waits && matches!(method, CashOnDelivery | PosOnDelivery) {
        method = BankTransfer;
    }
    method
}

pub(super) fn charges(
    channel: &Channel,
    wanted: &[Wanted],
    lines: &[order_line::Model],
    method: PaymentMethod,
    is_abroad: bool,
    chance: &mut Chance,
) -> Vec<order_charge::Model> {
    let order_id = lines.first().map_or(OrderId(0), |line| line.order_id);
    let items: i64 = lines.iter().map(|line| line.unit_price * i64::from(line.ordered) - line.discount).sum();
    let fee = wanted.iter().map(|line| line.route.service().fee).max().unwrap_or_default();
    let dearest = wanted.iter().max_by_key(|line| line.route.service().fee);
    let shipping = channel.price(if is_abroad { fee.1 } else { fee.0 });
    let is_free = items >= channel.price(if is_abroad { 30_000 } else { 12_000 });
    let mut charges = Vec::new();
    let mut add = |kind, code: &str, name: &str, amount: i64| {
        let position = charges.len() as i32 + 1;
        charges.push(order_charge::Model {
            id: OrderChargeId(i64::from(position)),
            order_id,
            position,
            kind,
            code: code.to_owned(),
            name: name.to_owned(),
            amount,
        });
    };
    if let Some(line) = dearest
        && !is_free
    {
        let service = line.route.service();
        add(ChargeKind::Shipping, service.code, service.name, shipping);
    }
    if method == PaymentMethod::CashOnDelivery {
        add(ChargeKind::Fee, "COD", "Cash on delivery", channel.price(330));
    }
    if chance.per_mille(25) {
        add(ChargeKind::Fee, "GIFT", "Gift wrapping", channel.price(440));
    }
    if chance.per_mille(30) && items > channel.price(3_000) {
        add(ChargeKind::Discount, "POINTS", "Fan club points", -channel.price(500));
    }
    if channel.currency == Currency::USD && is_abroad && chance.per_mille(250) {
        add(ChargeKind::Tax, "SALES-TAX", "Sales tax", items * 6 / 100);
    }
    charges
}

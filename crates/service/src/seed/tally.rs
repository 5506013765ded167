//! What is summed up over all orders: stock, and each customer's figures. A few bytes a customer, whatever they order.

use domain::id::CustomerId;
use domain::stage::Stage;
use domain::time::Timestamp;
use store::aggregate::OrderParts;
use store::entity::{customer_total, stock};

use super::chance::Source;
use super::channels::CHANNELS;
use super::goods::{Goods, location_of, sku_id};
use super::people;

/// A customer's figures.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Figures {
    /// All orders but test orders.
    pub orders: i32,
    /// The same without canceled ones.
    counted: i32,
    /// What was due for those, minor units.
    amount: i64,
    pub first_at: i64,
    pub last_at: i64,
}

/// The sums so far.
#[derive(Clone, Debug)]
pub(super) struct Tally {
    customers: Vec<Figures>,
    allocated: Vec<i32>,
}

impl Tally {
    pub(super) fn new(customers: u64, goods: &Goods) -> Self {
        Self {
            customers: vec![Figures::default(); usize::try_from(customers).unwrap_or(usize::MAX)],
            allocated: vec![0; goods.skus.len()],
        }
    }

    /// Adds an order. Test orders count nowhere and allocate nothing.
    pub(super) fn add(&mut self, parts: &OrderParts) {
        let order = &parts.order;
        if order.is_test {
            return;
        }
        for line in &parts.lines {
            if let Some(sku) = line.sku_id.and_then(|id| usize::try_from(id.0 - 1).ok()) {
                self.allocated[sku] += line.assigned - line.handed_over;
            }
        }
        let Some(customer) = order.customer_id.and_then(|id| usize::try_from(id.0 - 1).ok()) else { return };
        let figures = &mut self.customers[customer];
        if figures.orders == 0 {
            (figures.first_at, figures.last_at) = (order.placed_at.0, order.placed_at.0);
        }
        figures.orders += 1;
        figures.first_at = figures.first_at.min(order.placed_at.0);
        figures.last_at = figures.last_at.max(order.placed_at.0);
        if order.stage != Stage::Canceled {
            figures.counted += 1;
            figures.amount += order.due;
        }
    }

    /// The stock that leaves of each SKU what the goods say is available.
    pub(super) fn stock(&self, goods: &Goods) -> Vec<stock::Model> {
        goods
            .skus
            .iter()
            .zip(&self.allocated)
            .enumerate()
            .map(|(index, (sku, allocated))| stock::Model {
                location_id: location_of(sku),
                sku_id: sku_id(index),
                on_hand: allocated + sku.available,
                allocated: *allocated,
            })
            .collect()
    }

    /// The figures of those who ordered, with their ids, so many at a time.
    pub(super) fn ordered(&self) -> impl Iterator<Item = (CustomerId, &Figures)> {
        (1..).map(CustomerId).zip(&self.customers).filter(|(_, figures)| figures.orders > 0)
    }

    /// The lifetime figures' rows.
    pub(super) fn totals(&self, source: &Source) -> impl Iterator<Item = customer_total::Model> {
        self.ordered().filter(|(_, figures)| figures.counted > 0).map(|(customer_id, figures)| {
            let customer = people::customer(source, customer_id.0.unsigned_abs() - 1);
            customer_total::Model {
                customer_id,
                // Everybody orders at one channel.
                currency: CHANNELS[customer.channel].currency,
                order_count: figures.counted,
                amount: figures.amount,
            }
        })
    }

    /// When a customer's account was made: a little before their first order.
    pub(super) fn since(figures: &Figures) -> Timestamp {
        Timestamp(figures.first_at).plus_seconds(-600)
    }
}

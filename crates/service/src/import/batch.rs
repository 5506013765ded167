//! Orders written batch by batch.

use std::collections::{BTreeSet, HashMap, HashSet};

use domain::id::{CustomerId, OrderId, SkuId};
use domain::import::{ImportReport, Imported, RejectReason, RejectedRow};
use sea_orm::DatabaseTransaction;
use store::{StoreError, read};

use super::build::{Found, Import};
use super::customers::{Buyer, customers};
use super::draft::{DraftKind, LineDraft, OrderDraft};
use super::goods::{self, Names};
use super::link::{self, Sale};
use super::mapping::Mapping;
use super::routing::{Route, Routing};
use super::stored::{sales, stored};
use crate::Error;

/// Orders of one batch, at most: a batch is a fixed number of statements.
const ORDERS: usize = 500;
/// Lines of one batch, at most, if it has more than one order: they are looked up in one statement.
const LINES: usize = 5_000;

/// Cuts orders into batches of at most [`ORDERS`] orders and, unless one has more by itself, [`LINES`] lines.
pub(super) fn batches(mut orders: &[OrderDraft]) -> impl Iterator<Item = &[OrderDraft]> {
    std::iter::from_fn(move || {
        let mut lines = 0;
        let fits = |draft: &&OrderDraft| {
            lines += draft.lines.len();
            lines <= LINES
        };
        let count = orders.iter().take(ORDERS).take_while(fits).count().max(1).min(orders.len());
        let (batch, rest) = orders.split_at(count);
        orders = rest;
        (!batch.is_empty()).then_some(batch)
    })
}

/// Writes orders batch by batch.
pub(super) struct Importer<'a> {
    pub tx: &'a DatabaseTransaction,
    pub mapping: &'static Mapping,
    pub import: Import<'a>,
    pub routing: Routing,
    /// Whoever has new orders.
    pub buyers: BTreeSet<i64>,
    pub report: ImportReport,
}

impl Importer<'_> {
    /// Writes what of a batch is new, and counts or rejects the rest.
    pub async fn batch(&mut self, drafts: &[OrderDraft], names: &Names<'_>) -> Result<(), Error> {
        let (tx, channel) = (self.tx, self.import.channel);
        let there = stored(tx, channel.id, drafts).await?;
        let mut taken = self.taken_numbers(drafts).await?;
        let mut new: Vec<(&OrderDraft, String, Vec<Route>)> = Vec::new();
        for draft in drafts {
            if let Some(stored) = there.get(&draft.channel_number) {
                match stored.difference(draft) {
                    None => count(&mut self.report.unchanged, draft),
                    Some(differs) => {
                        self.reject(draft, &RejectReason::AlreadyImportedDifferently { differs })
                    }
                }
                continue;
            }
            let Some(routes) = self.routes(draft) else { continue };
            match self.number(draft, &mut taken) {
                Some(number) => new.push((draft, number, routes)),
                None => {
                    self.reject(draft, &RejectReason::NumberTaken { number: draft.channel_number.clone() })
                }
            }
        }
        if new.is_empty() {
            return Ok(());
        }
        let new_drafts: Vec<&OrderDraft> = new.iter().map(|(draft, ..)| *draft).collect();
        let buyers = customers(tx, self.import.now, channel, &new_drafts).await?;
        let skus = self.skus(&new_drafts, names).await?;
        let sales = self.sales(&new_drafts, &buyers).await?;
        let mut orders = Vec::with_capacity(new.len());
        for ((draft, number, routes), customer) in new.into_iter().zip(buyers) {
            let original = original(draft, customer.as_ref(), &sales);
            let is_canceled = draft.kind == DraftKind::Cancellation;
            count(if is_canceled { &mut self.report.canceled } else { &mut self.report.created }, draft);
            self.report.linked += u64::from(original.is_some());
            self.buyers.extend(customer.as_ref().map(|buyer| buyer.id.0));
            let skus = draft.lines.iter().map(|line| skus.get(&line.sku_code).copied()).collect();
            let found = Found { number, customer, original, skus, routes };
            let parts = self.import.order(draft, found).map_err(|error| {
                Error::Internal(format!(
                    "order {}: its units contradict each other: {error}",
                    draft.channel_number
                ))
            })?;
            orders.push(parts);
        }
        store::write::insert_orders(tx, &mut orders).await?;
        Ok(())
    }

    /// Rejects an order whole.
    fn reject(&mut self, draft: &OrderDraft, reason: &RejectReason) {
        self.report.rejected.extend(draft.rows.iter().map(|line| rejected(*line, draft, reason.clone())));
    }

    /// Where each line ships from; none, and the order rejected, where a code is wrong.
    fn routes(&mut self, draft: &OrderDraft) -> Option<Vec<Route>> {
        let routes: Vec<_> = draft.lines.iter().map(|line| self.routing.of(self.mapping, line)).collect();
        let bad: HashMap<u32, &RejectReason> = draft
            .lines
            .iter()
            .zip(&routes)
            .filter_map(|(line, route)| route.as_ref().err().map(|reason| (line.row, reason)))
            .collect();
        let Some(first) = bad.keys().min().copied() else {
            return routes.into_iter().collect::<Result<_, _>>().ok();
        };
        self.report.rejected.extend(draft.rows.iter().map(|line| {
            let reason = bad.get(line).copied().cloned();
            rejected(*line, draft, reason.unwrap_or(RejectReason::OrderHasBadRow { line: first }))
        }));
        None
    }

    fn with_code(&self, number: &str) -> String {
        format!("{}-{number}", self.import.channel.code)
    }

    /// Which of the numbers that drafts could bear are borne by other orders.
    async fn taken_numbers(&self, drafts: &[OrderDraft]) -> Result<HashSet<String>, StoreError> {
        let numbers = drafts.iter().flat_map(|draft| {
            let number = &draft.channel_number;
            [number.clone(), self.with_code(number)]
        });
        Ok(read::numbers::ids(self.tx, numbers).await?.into_keys().collect())
    }

    /// The visible number of a new order: the channel's own, or that with the channel's code where another channel has it.
    fn number(&self, draft: &OrderDraft, taken: &mut HashSet<String>) -> Option<String> {
        let number = &draft.channel_number;
        [number.clone(), self.with_code(number)].into_iter().find(|number| taken.insert(number.clone()))
    }

    async fn skus(
        &self,
        drafts: &[&OrderDraft],
        names: &Names<'_>,
    ) -> Result<HashMap<String, SkuId>, StoreError> {
        let lines: Vec<&LineDraft> = drafts.iter().flat_map(|draft| &draft.lines).collect();
        if self.import.channel.kind.is_mall() {
            goods::linked_skus(self.tx, self.import.channel, &lines).await
        } else {
            goods::own_skus(self.tx, self.import.now, names, &lines).await
        }
    }

    /// The sales that the cancellations among some drafts could take back, by customer.
    async fn sales(&self, drafts: &[&OrderDraft], buyers: &[Option<Buyer>]) -> Result<Sales, StoreError> {
        let cancels = drafts.iter().zip(buyers).filter(|(draft, _)| draft.kind == DraftKind::Cancellation);
        let customers = cancels.filter_map(|(_, buyer)| Some(buyer.as_ref()?.id)).collect();
        sales(self.tx, self.import.channel.id, self.mapping, customers).await
    }
}

type Sales = HashMap<CustomerId, Vec<Sale<(OrderId, String)>>>;

/// The sale that a cancellation takes back.
fn original(draft: &OrderDraft, buyer: Option<&Buyer>, sales: &Sales) -> Option<(OrderId, String)> {
    let sales = sales.get(&buyer?.id).filter(|_| draft.kind == DraftKind::Cancellation)?;
    link::original(draft.placed_at, &draft.lines, sales).cloned()
}

fn rejected(line: u32, draft: &OrderDraft, reason: RejectReason) -> RejectedRow {
    RejectedRow { line, order_number: Some(draft.channel_number.clone()), reason }
}

fn count(imported: &mut Imported, draft: &OrderDraft) {
    imported.orders += 1;
    imported.rows += draft.rows.len() as u64;
}

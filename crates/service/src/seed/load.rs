//! Writes made-up orders, however many: one thread makes them, another inserts them, and what waits between them is bounded.

use std::fmt::Write as _;
use std::sync::Arc;

use domain::id::{
    ClaimId, EventId, LedgerEntryId, NoteId, OrderChargeId, OrderLineId, ShipmentId, ShipmentInvoiceId,
    UserId,
};
use domain::units::UnitsError;
use sea_orm::{ConnectionTrait as _, DbBackend, Value};
use store::aggregate::shipment_terms;
use store::bulk::reset_sequences;
use store::entity::{
    claim, claim_line, event, ledger_entry, note, order, order_address, order_charge, order_line, order_term,
    release_failure, shipment, shipment_invoice, shipment_line, shipment_term,
};
use store::load::{Batch, LoadTx};
use store::migration::{create_bulk_indexes, drop_bulk_indexes};
use store::write::recount_lanes;
use store::{StoreError, write_tx};
use tokio::sync::mpsc;

use super::merchant::bulk;
use super::order::{Generator, Made};
use super::rows::Row;
use super::tally::Tally;
use super::{Plan, Progress, SeedError, people};
use crate::{Error, Services};

/// Orders of one transaction.
const TRANSACTION: u64 = 80 * CHUNK;
/// Orders that are handed over at a time.
const CHUNK: u64 = 256;
/// Customers of one transaction, and of one statement that changes them.
const CUSTOMERS: usize = 10_000;
const CHANGED: usize = 500;

/// Writes customers, orders and stock, with the indexes dropped before and built after.
pub(super) async fn load(
    services: &Services,
    plan: &Plan,
    owner: UserId,
    progress: &mut impl FnMut(Progress),
) -> Result<(), SeedError> {
    let store = &services.store;
    drop_bulk_indexes(store.writer()).await?;
    let generator = Arc::new(Generator::new(plan.orders, plan.seed, plan.as_of, owner));
    insert_customers(services, &generator).await?;
    let tally = insert_orders(services, &generator, progress).await?;
    write_tx(store, async |tx| bulk(tx, tally.stock(&generator.goods)).await).await?;
    insert_figures(services, &generator, &tally).await?;
    write_tx(store, async |tx| recount_lanes(tx).await).await?;
    create_bulk_indexes(store.writer(), |done, of| progress(Progress::Indexes { done, of })).await?;
    reset_sequences(store).await?;
    if store.backend() == DbBackend::Postgres {
        // Its planner knows nothing of the tables until then, and an index alone answers only where no row is new.
        store.writer().execute_unprepared("VACUUM (ANALYZE)").await?;
    }
    Ok(())
}

async fn insert_customers(services: &Services, generator: &Generator) -> Result<(), SeedError> {
    let mut index = 0;
    while index < generator.customers {
        let until = (index + CUSTOMERS as u64).min(generator.customers);
        let (mut customers, mut addresses) = (Vec::new(), Vec::new());
        for index in index..until {
            // Who never ordered has been there for as many days as comes out.
            let days = i64::from(generator.source.evenly(index) % 700);
            let created_at = generator.as_of.plus_seconds(-days * 86_400);
            if let Some((customer, address)) = people::customer(&generator.source, index).rows(created_at) {
                customers.push(customer);
                addresses.push(address);
            }
        }
        write_tx(&services.store, async |tx| {
            bulk(tx, customers).await?;
            bulk(tx, addresses).await
        })
        .await?;
        index = until;
    }
    Ok(())
}

/// The customers' figures, once all orders are known.
async fn insert_figures(services: &Services, generator: &Generator, tally: &Tally) -> Result<(), SeedError> {
    let mut ordered = tally.ordered().peekable();
    while ordered.peek().is_some() {
        write_tx(&services.store, async |tx| {
            for _ in 0..CUSTOMERS / CHANGED {
                let mut values = String::new();
                for (id, figures) in ordered.by_ref().take(CHANGED) {
                    let comma = if values.is_empty() { "" } else { "," };
                    // Writing to a String cannot fail.
                    let _ = write!(
                        values,
                        "{comma}({id},{},{},{})",
                        figures.orders,
                        figures.last_at,
                        Tally::since(figures).0
                    );
                }
                if !values.is_empty() {
                    // Both databases name the columns of VALUES so.
                    let sql = format!(
                        "UPDATE customer SET order_count = new.column2, last_order_at = new.column3, \
                         created_at = new.column4, changed_at = new.column4 FROM (VALUES {values}) AS new \
                         WHERE customer.id = new.column1"
                    );
                    tx.execute_unprepared(&sql).await?;
                }
            }
            Ok::<_, SeedError>(())
        })
        .await?;
    }
    let mut totals = tally.totals(&generator.source).peekable();
    while totals.peek().is_some() {
        let rows: Vec<_> = totals.by_ref().take(CUSTOMERS).collect();
        write_tx(&services.store, async |tx| bulk(tx, rows).await).await?;
    }
    Ok(())
}

async fn insert_orders(
    services: &Services,
    generator: &Arc<Generator>,
    progress: &mut impl FnMut(Progress),
) -> Result<Tally, SeedError> {
    let (sender, mut receiver) = mpsc::channel(4);
    let (maker, backend) = (Arc::clone(generator), services.store.backend());
    let making = tokio::task::spawn_blocking(move || make(&maker, backend, &sender));
    let of = generator.orders;
    let mut done = 0;
    progress(Progress::Orders { done, of });
    while done < of {
        let mut tx = LoadTx::begin(&services.store).await?;
        let until = (done + TRANSACTION).min(of);
        while done < until {
            let Some(chunk) = receiver.recv().await else {
                return Err(SeedError::Service(Error::Internal(
                    "the maker of orders stopped early".to_owned(),
                )));
            };
            let (orders, batch) = chunk?;
            tx.insert(batch).await?;
            done += orders;
        }
        tx.commit().await?;
        progress(Progress::Orders { done, of });
    }
    making.await.map_err(|error| SeedError::Service(Error::Internal(format!("a thread failed: {error}"))))
}

/// So many orders, ready to be inserted.
type Chunk = Result<(u64, Batch), SeedError>;

/// Makes all orders, in their order, until nobody takes them any more.
fn make(generator: &Generator, backend: DbBackend, sender: &mpsc::Sender<Chunk>) -> Tally {
    let mut tally = Tally::new(generator.customers, &generator.goods);
    let (mut last, mut rows) = (Ids::default(), Rows::default());
    let mut index = 0;
    while index < generator.orders {
        let until = (index + CHUNK).min(generator.orders);
        let made = (index..until).try_for_each(|index| {
            let mut made = generator.order(index).map_err(contradiction)?;
            last.give(&mut made);
            tally.add(&made.parts);
            rows.take(made);
            Ok(())
        });
        let chunk = made.and_then(|()| Ok((until - index, rows.batch(backend)?)));
        if sender.blocking_send(chunk).is_err() {
            break;
        }
        index = until;
    }
    tally
}

fn contradiction(error: UnitsError) -> SeedError {
    SeedError::Service(Error::Internal(format!("a made-up order is wrong: {error}")))
}

macro_rules! tables {
    ($($table:ident),+ $(,)?) => {
        /// Values of rows by table; a table stands after those it names.
        #[derive(Default)]
        struct Rows { $($table: Vec<Value>),+ }

        impl Rows {
            fn batch(&mut self, backend: DbBackend) -> Result<Batch, StoreError> {
                let mut batch = Batch::new(backend);
                $(batch.add(<$table::Model as Row>::TABLE, <$table::Model as Row>::COLUMNS, &mut self.$table)?;)+
                Ok(batch)
            }
        }
    };
}

tables! {
    order, order_line, order_charge, order_address, order_term, ledger_entry, release_failure, claim, claim_line, note, event,
    shipment, shipment_line, shipment_term, shipment_invoice,
}

impl Rows {
    fn take(&mut self, made: Made) {
        let Made { parts, invoices, note } = made;
        put(parts.terms(), &mut self.order_term);
        for (shipment, lines) in &parts.shipments {
            put(shipment_terms(shipment, lines, &parts.lines), &mut self.shipment_term);
        }
        parts.order.put(&mut self.order);
        put(parts.lines, &mut self.order_line);
        put(parts.charges, &mut self.order_charge);
        put(parts.addresses, &mut self.order_address);
        put(parts.ledger, &mut self.ledger_entry);
        put(parts.failure, &mut self.release_failure);
        for (claim, lines) in parts.claims {
            claim.put(&mut self.claim);
            put(lines, &mut self.claim_line);
        }
        put(note, &mut self.note);
        put(parts.events, &mut self.event);
        for (shipment, lines) in parts.shipments {
            shipment.put(&mut self.shipment);
            put(lines, &mut self.shipment_line);
        }
        put(invoices, &mut self.shipment_invoice);
    }
}

fn put<R: Row>(rows: impl IntoIterator<Item = R>, values: &mut Vec<Value>) {
    rows.into_iter().for_each(|row| row.put(values));
}

/// The last ids given.
#[derive(Default)]
struct Ids {
    line: i64,
    charge: i64,
    ledger: i64,
    claim: i64,
    shipment: i64,
    event: i64,
    invoice: i64,
    note: i64,
}

impl Ids {
    /// Moves an order's own ids, which count from 1, behind those given so far.
    fn give(&mut self, made: &mut Made) {
        let line = |id: OrderLineId| OrderLineId(id.0 + self.line);
        let claim = |id: ClaimId| ClaimId(id.0 + self.claim);
        let shipment = |id: ShipmentId| ShipmentId(id.0 + self.shipment);
        let parts = &mut made.parts;
        for row in &mut parts.lines {
            row.id = line(row.id);
            row.replaces_line_id = row.replaces_line_id.map(line);
        }
        for row in &mut parts.charges {
            row.id = OrderChargeId(row.id.0 + self.charge);
        }
        for row in &mut parts.ledger {
            row.id = LedgerEntryId(row.id.0 + self.ledger);
        }
        for (row, lines) in &mut parts.claims {
            row.id = claim(row.id);
            for row in lines {
                (row.claim_id, row.order_line_id) = (claim(row.claim_id), line(row.order_line_id));
            }
        }
        for (row, lines) in &mut parts.shipments {
            row.id = shipment(row.id);
            row.claim_id = row.claim_id.map(claim);
            for row in lines {
                (row.shipment_id, row.order_line_id) = (shipment(row.shipment_id), line(row.order_line_id));
            }
        }
        for row in &mut parts.events {
            row.id = EventId(row.id.0 + self.event);
            row.shipment_id = row.shipment_id.map(shipment);
        }
        for row in &mut made.invoices {
            row.id = ShipmentInvoiceId(row.id.0 + self.invoice);
            row.shipment_id = shipment(row.shipment_id);
        }
        if let Some(row) = &mut made.note {
            row.id = NoteId(row.id.0 + self.note);
        }
        self.line += parts.lines.len() as i64;
        self.charge += parts.charges.len() as i64;
        self.ledger += parts.ledger.len() as i64;
        self.claim += parts.claims.len() as i64;
        self.shipment += parts.shipments.len() as i64;
        self.event += parts.events.len() as i64;
        self.invoice += made.invoices.len() as i64;
        self.note += i64::from(made.note.is_some());
    }
}

//! Reads inside this process: what the database and the service take, without HTTP or HTML.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use domain::id::UserId;
use domain::query::{CustomersQuery, ItemsQuery, NewOrdersQuery, ShippingQuery};
use serde::Serialize;
use service::{Actor, Services, account};

use crate::Run;
use crate::cases::{Case, Read};
use crate::stats::{Figures, Times};

/// The figures of a read.
#[derive(Debug, Serialize)]
pub struct Reading {
    /// Rows that it gave.
    rows: usize,
    /// Statements that it ran.
    statements: usize,
    /// One after the other.
    one_client: Figures,
    /// Eight at a time.
    eight_clients: Figures,
}

/// Times each case's read.
pub async fn time(services: &Services, cases: &[Case], run: &Run) -> anyhow::Result<Vec<Reading>> {
    let statements = Arc::new(AtomicUsize::new(0));
    let counted = Services::new(services.store.heard_by({
        let statements = Arc::clone(&statements);
        move |_| {
            statements.fetch_add(1, Ordering::Relaxed);
        }
    }));
    // As the server does: it reads who asks, and with them the merchant, before anything else.
    let (owner, counted) = account::actor(&counted, UserId(1)).await?.context("the seed's owner is gone")?;
    let (_, services) = account::actor(services, UserId(1)).await?.context("the seed's owner is gone")?;
    let mut looked = Vec::with_capacity(cases.len());
    for case in cases {
        let before = statements.load(Ordering::Relaxed);
        let rows = read(&owner, &counted, &case.read).await.with_context(|| case.name.clone())?;
        looked.push((rows, statements.load(Ordering::Relaxed) - before));
    }

    let mut times: Vec<(Times, Times)> = cases.iter().map(|_| (Times::default(), Times::default())).collect();
    for round in 0..=run.rounds {
        eprint!("\rreads: round {round} of {} ", run.rounds);
        for (case, (one, eight)) in cases.iter().zip(&mut times) {
            for (clients, times) in [(1, one), (8, eight)] {
                let started = Instant::now();
                let taken =
                    clients_read((&owner, &services), case, clients, Duration::from_millis(run.millis))
                        .await?;
                // The first round warms the caches.
                if round > 0 {
                    times.add(taken, started.elapsed());
                }
            }
        }
    }
    eprintln!();
    Ok(looked
        .into_iter()
        .zip(times)
        .map(|((rows, statements), (one, eight))| Reading {
            rows,
            statements,
            one_client: one.figures(),
            eight_clients: eight.figures(),
        })
        .collect())
}

/// What each answer took while so many clients read for so long.
async fn clients_read(
    (owner, services): (&Actor, &Services),
    case: &Case,
    clients: usize,
    long: Duration,
) -> anyhow::Result<Vec<Duration>> {
    let until = Instant::now() + long;
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..clients {
        let (owner, services, what) = (owner.clone(), services.clone(), case.read.clone());
        tasks.spawn(async move {
            let mut taken = Vec::new();
            while Instant::now() < until {
                let started = Instant::now();
                read(&owner, &services, &what).await?;
                taken.push(started.elapsed());
            }
            anyhow::Ok(taken)
        });
    }
    let mut all = Vec::new();
    while let Some(done) = tasks.join_next().await {
        all.extend(done??);
    }
    Ok(all)
}

/// Reads what a page shows; gives the number of rows.
async fn read(owner: &Actor, services: &Services, what: &Read) -> anyhow::Result<usize> {
    Ok(match what {
        Read::NewOrders(query) => {
            service::new_orders(services, owner, NewOrdersQuery::parse(query)).await?.rows.len()
        }
        Read::Order(number) => service::order_detail(services, owner, number).await?.lines.len(),
        Read::Customers(query) => {
            service::customers(services, owner, CustomersQuery::parse(query)).await?.rows.len()
        }
        Read::Items(query) => {
            service::goods::items(services, owner, ItemsQuery::parse(query)).await?.rows.len()
        }
        Read::Shipments(query) => {
            service::shipments(services, owner, ShippingQuery::parse(query)).await?.rows.len()
        }
        Read::Shipment(number) => service::shipment(services, owner, number).await?.lines.len(),
        Read::Item(code) => service::goods::item(services, owner, code).await?.row.options.len(),
        Read::Customer(id) => {
            service::customer(services, owner, *id, CustomersQuery::parse("")).await?.orders.len()
        }
    })
}

//! Waybill's commands and reads: who may, what is decided, what is written.
#![warn(missing_docs)]

pub mod account;
mod actor;
pub mod audit;
pub mod backup;
pub mod carriers;
mod client;
mod clock;
pub mod command;
mod customers;
mod desk;
mod documents;
pub mod draft;
mod error;
mod find;
pub mod goods;
pub mod health;
pub mod import;
pub mod intake;
pub mod jobs;
pub mod live;
pub mod merchant;
pub mod notices;
mod number;
mod orders;
mod paging;
pub mod seed;
pub mod session;
mod shipping;
mod throttle;
pub mod tracking;
mod turn;
mod workbook;

use std::sync::Arc;

pub use actor::Actor;
pub use client::Client;
pub use clock::Clock;
pub use customers::{customer, customers};
pub use desk::desk;
pub use documents::documents;
use domain::time::Timestamp;
pub use error::{Error, Invalid};
pub use find::find;
pub use number::reference;
pub use orders::{detail as order_detail, exchange_form, new_orders, release_preview};
pub use shipping::{
    InvoiceSource, NotLooked, invoice_file, invoice_result, invoice_sample, known_carriers,
    look_invoices_over, register_invoices, shipment, shipments, waybill_file, waybills,
};
use store::Store;
pub use throttle::KNOWN_BROWSER_SECONDS;
use tokio::sync::Notify;

/// What every command and read works with. Cheap to clone.
#[derive(Clone)]
pub struct Services {
    /// The database.
    pub store: Store,
    clock: Arc<dyn Fn() -> Timestamp + Send + Sync>,
    /// The merchant as a request found them when it came; its reads need not ask again. Such services end with the request.
    merchant: Option<Arc<store::entity::merchant::Model>>,
    job_given: Arc<Notify>,
    live: Arc<live::Live>,
}

impl Services {
    /// Services on a database, by the machine's clock.
    pub fn new(store: Store) -> Self {
        Self::with_clock(store, || chrono::Utc::now().into())
    }

    /// Opens a database by its URL and brings its tables up to this version.
    ///
    /// # Errors
    /// When the URL makes no sense, the database can't be reached or can't be migrated.
    pub async fn connect(url: &str) -> Result<Self, Error> {
        let store = Store::connect(url).await?;
        store::migrate(&store).await?;
        Ok(Self::new(store))
    }

    /// Services by another clock.
    pub fn with_clock(store: Store, clock: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self {
            store,
            clock: Arc::new(clock),
            merchant: None,
            job_given: Arc::default(),
            live: Arc::default(),
        }
    }

    /// Waits until this process is given a job.
    pub async fn job_given(&self) {
        self.job_given.notified().await;
    }

    /// This moment.
    pub fn now(&self) -> Timestamp {
        (self.clock)()
    }
}

/// A text as both databases can hold it: PostgreSQL refuses the character NUL, which nobody types and a hostile request contains.
pub(crate) fn storable(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}

/// JSON likewise.
pub(crate) fn storable_json(value: serde_json::Value) -> serde_json::Value {
    use serde_json::Value;
    match value {
        Value::String(text) => Value::String(storable(&text)),
        Value::Array(values) => Value::Array(values.into_iter().map(storable_json).collect()),
        Value::Object(fields) => Value::Object(
            fields.into_iter().map(|(name, value)| (storable(&name), storable_json(value))).collect(),
        ),
        other => other,
    }
}

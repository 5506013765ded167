//! Parcels on their way (INV-08): a [`Provider`] tells what became of them, [`poll`] asks it in batches, and what it tells moves the shipments by
//! their machine, as does what comes by a [`hook`]. Every event is kept as it came; one that came before, or that tells nothing new, moves nothing.

mod aftership;
mod early;
mod poll;
mod simulated;

use std::future::Future;

pub use aftership::{Address, AfterShip, BadAddress, BadHook, BadKey, Hook, Limits, SIGNATURE, hook};
use domain::id::{OrderId, ShipmentId};
use domain::shipment::CarrierEvent;
use domain::time::Timestamp;
pub use early::take_hook;
pub(crate) use early::{forget, take_early};
pub use poll::{Polled, home_zone, poll};
use serde::{Deserialize, Serialize};
pub use simulated::Simulated;

/// A parcel that a provider is asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parcel {
    pub(crate) shipment_id: ShipmentId,
    pub(crate) order_id: OrderId,
    /// Shipment No.
    pub shipment: String,
    /// The carrier's code.
    pub carrier: String,
    /// Its number for the parcel.
    pub number: String,
    /// When the number was registered.
    pub registered_at: Timestamp,
    /// Until when it is one server's.
    pub(crate) leased: Option<Timestamp>,
    /// Of a test order: it is never asked about anywhere but here.
    pub is_test: bool,
}

/// What a provider tells of one number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The carrier's code.
    pub carrier: String,
    /// Its number for the parcel.
    pub number: String,
    /// What happened, in any order; also what was told before.
    pub events: Vec<Told>,
}

/// Something that happened to a parcel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// What the provider knows it by: it never means another event.
    pub id: String,
    /// What it means to a shipment; none for what means nothing to it.
    pub event: Option<CarrierEvent>,
    /// The provider's own word for it.
    pub status: String,
    /// Where.
    pub place: Option<String>,
    /// What the carrier says.
    pub message: Option<String>,
    /// When, by the carrier.
    pub occurred_at: Timestamp,
    /// All that was told.
    pub raw: serde_json::Value,
}

/// Why a provider told nothing.
#[derive(Debug, thiserror::Error)]
pub enum ProviderError {
    /// It is asked too often.
    #[error("asked too often: again in {seconds} s")]
    TooOften {
        /// When to ask again, in seconds.
        seconds: i64,
    },
    /// Anything else.
    #[error("{0}")]
    Failed(String),
}

const HOUR: i64 = 3600;

/// Whoever knows where parcels are.
pub trait Provider: Send + Sync + 'static {
    /// Its name: with an event's id it is unique.
    const NAME: &'static str;

    /// What it knows of these parcels at this moment. What it does not know is left out, and asked about rarely; what it knows and has nothing to
    /// tell of is a report without events.
    fn follow(
        &self,
        parcels: &[Parcel],
        now: Timestamp,
    ) -> impl Future<Output = Result<Vec<Report>, ProviderError>> + Send;

    /// How long a parcel that is `age` seconds old (since its number was registered) is left alone after it was asked about, in seconds.
    fn pause(&self, age: i64) -> i64 {
        match age / (24 * HOUR) {
            0..=2 => HOUR,
            3..=13 => 3 * HOUR,
            _ => 12 * HOUR,
        }
    }

    /// How long a parcel is left alone that it does not know, in seconds.
    fn rest(&self) -> i64 {
        12 * HOUR
    }
}

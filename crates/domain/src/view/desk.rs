//! The desk itself: who is at it, and how it is set.

use serde::{Deserialize, Serialize};

use crate::id::JobId;
use crate::role::Role;

/// The merchant's settings (SET-01).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MerchantSettings {
    /// The merchant's name.
    pub name: String,
    /// Home country, ISO 3166-1 alpha-2.
    pub home_country: String,
    /// IANA time zone.
    pub time_zone: String,
    /// Currency.
    pub currency: String,
    /// Language: `en` or `ja`.
    pub language: String,
    /// Counts the changes; a save of an older version is refused.
    pub version: i32,
}

/// A carrier, as it is set (INV-07).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarrierSetting {
    /// What it is stored by.
    pub code: String,
    /// What it is called.
    pub name: String,
    /// Whether it is offered.
    pub enabled: bool,
    /// Whether the merchant has added it.
    pub is_own: bool,
    /// What the numbers of an own carrier look like.
    pub pattern: Option<String>,
    /// Its page for a number.
    pub tracking_url: Option<String>,
}

/// Who is at the desk, and what waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Desk {
    /// The merchant's name.
    pub merchant: String,
    /// The person's email.
    pub email: String,
    /// Their role.
    pub role: Role,
    /// What waits.
    pub queues: Queues,
}

/// How much waits in each queue, without test orders.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Queues {
    /// New orders in all lanes.
    pub new_orders: u64,
    /// Shipments that are Preparing to release or to ship.
    pub preparing: u64,
    /// Shipments that failed.
    pub failed: u64,
}

/// What changed. Whoever hears of it reads anew what they show of it; of everything, where it names nothing, for then nobody knows what it was.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The numbers of the orders that changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub orders: Vec<String>,
    /// The jobs that went further.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub jobs: Vec<JobId>,
}

impl Change {
    /// These orders changed.
    pub const fn of_orders(orders: Vec<String>) -> Self {
        Self { orders, jobs: Vec::new() }
    }

    /// This job went further.
    pub fn of_job(job: JobId) -> Self {
        Self { orders: Vec::new(), jobs: vec![job] }
    }

    /// Whether it names nothing.
    pub const fn is_unknown(&self) -> bool {
        self.orders.is_empty() && self.jobs.is_empty()
    }

    /// Whether orders changed, as far as anybody knows.
    pub const fn is_of_orders(&self) -> bool {
        !self.orders.is_empty() || self.is_unknown()
    }

    /// Whether this job went further, as far as anybody knows.
    pub fn is_of_job(&self, job: JobId) -> bool {
        self.jobs.contains(&job) || self.is_unknown()
    }
}

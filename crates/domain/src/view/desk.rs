//! The desk itself: who is at it, and how it is set.

use serde::{Deserialize, Serialize};

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

/// Who is at the desk, and what waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Desk {
    /// The merchant's name.
    pub merchant: String,
    /// The person's email.
    pub email: String,
    /// Their role.
    pub role: Role,
    /// New orders in all lanes.
    pub new_orders: u64,
}

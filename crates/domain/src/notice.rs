//! What a notice names: written down when it is queued, worded when it is sent.

use serde::{Deserialize, Serialize};

/// What a notice to a customer names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeFacts {
    /// Order No.
    pub order: String,
    /// Shipment No. of each shipment it tells of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shipments: Vec<String>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// How its parcel can be followed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tracking: Option<Tracking>,
}

/// How a parcel can be followed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tracking {
    /// The carrier's name.
    pub carrier: String,
    /// Invoice No.
    pub number: String,
    /// The carrier's own page of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

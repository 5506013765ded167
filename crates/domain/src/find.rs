//! What the command palette finds (UX-03).

use serde::{Deserialize, Serialize};

/// What something found is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HitKind {
    /// A page of the desk.
    Page,
    /// An order.
    Order,
    /// A shipment.
    Shipment,
    /// A customer.
    Customer,
}

/// Something to go to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// What it is.
    pub kind: HitKind,
    /// Its address.
    pub href: String,
    /// What it is called.
    pub title: String,
    /// What else is known of it, worded in the reader's language.
    pub detail: String,
}

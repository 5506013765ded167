//! Customers: the list and a customer's page.

use serde::{Deserialize, Serialize};

use super::{ClaimView, Moment};
use crate::fulfilment::FulfilmentStatus;
use crate::id::CustomerId;
use crate::money::Money;
use crate::payment::PaymentStatus;
use crate::query::Cursor;
use crate::stage::Stage;

/// One page of the customers list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Customers {
    /// The rows, whoever ordered last first; by email or name when searched.
    pub rows: Vec<CustomerRow>,
    /// How many rows stand above this page.
    pub above: u32,
    /// Where the next page starts.
    pub older: Option<Cursor>,
    /// Where the previous page ends.
    pub newer: Option<Cursor>,
    /// A search found more than are shown.
    pub is_cut: bool,
}

/// A row of the customers list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CustomerRow {
    /// Who.
    pub id: CustomerId,
    /// Email.
    pub email: Option<String>,
    /// Name.
    pub name: Option<String>,
    /// The channel's own number for them.
    pub external_ref: Option<String>,
    /// Country, worded.
    pub country: Option<String>,
    /// Orders placed.
    pub orders: u32,
    /// What they came to, one sum a currency.
    pub totals: Vec<Money>,
    /// The last order.
    pub last_order: Option<Moment>,
}

impl CustomerRow {
    /// What they are called where there is room for one thing: email, name, the channel's number, our own.
    pub fn called(&self) -> String {
        let known = self.email.as_ref().or(self.name.as_ref()).or(self.external_ref.as_ref());
        known.cloned().unwrap_or_else(|| format!("#{}", self.id))
    }
}

/// A customer's page (CUS-01).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CustomerDetail {
    /// As in the list.
    pub row: CustomerRow,
    /// Phone.
    pub phone: Option<String>,
    /// The channel they belong to; none: the own store.
    pub channel: Option<String>,
    /// When they were first seen.
    pub since: Moment,
    /// Their addresses.
    pub addresses: Vec<Vec<String>>,
    /// Whether they have older ones, too.
    pub has_more_addresses: bool,
    /// A page of their orders, newest first.
    pub orders: Vec<CustomerOrder>,
    /// How many rows stand above this page.
    pub above: u32,
    /// Where the next page starts.
    pub older: Option<Cursor>,
    /// Where the previous page ends.
    pub newer: Option<Cursor>,
    /// Their claims, newest first.
    pub claims: Vec<CustomerClaim>,
    /// Whether they have older ones, too.
    pub has_more_claims: bool,
}

/// An order on a customer's page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CustomerOrder {
    /// Order No.
    pub number: String,
    /// When it was placed.
    pub placed: Moment,
    /// Stage.
    pub stage: Stage,
    /// Payment status.
    pub payment: PaymentStatus,
    /// Fulfilment status.
    pub fulfilment: FulfilmentStatus,
    /// Total.
    pub total: Money,
    /// A test order.
    pub is_test: bool,
    /// The channel's name.
    pub channel: String,
}

/// A claim on a customer's page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CustomerClaim {
    /// The order it is about.
    pub order_number: String,
    /// The claim.
    pub claim: ClaimView,
}

//! The Shipping page.

use serde::{Deserialize, Serialize};

use super::{AddressView, Moment, RoutingChoices, TabCounts};
use crate::count::Count;
use crate::id::JobId;
use crate::kind::{InvoiceAction, JobRowState, JobState};
use crate::outcome::Outcome;
use crate::query::{Cursor, ShipmentField};
use crate::shipment::bulk::{InvoiceRow, RowVerdict};
use crate::shipment::{CannotMove, ShipmentCommand, ShipmentKind, ShipmentStatus, ShipmentTab};

/// One page of the Shipping list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shipments {
    /// The rows, those of the newest orders first.
    pub rows: Vec<ShipmentRow>,
    /// The tabs' counts.
    pub counts: TabCounts<ShipmentTab>,
    /// How many rows stand above this page.
    pub above: u32,
    /// How many shipments the list holds.
    pub total: Count,
    /// Where the next page starts, when there is one.
    pub older: Option<Cursor>,
    /// Where the previous page ends, when there is one.
    pub newer: Option<Cursor>,
    /// What an unbound search was recognised as.
    pub recognised: Option<ShipmentField>,
    /// What Optional + offers, narrowed by what is chosen.
    pub choices: RoutingChoices,
    /// Of what a search for a number found, the numbers of canceled shipments, which stand in no tab.
    pub canceled: Vec<String>,
}

/// A row of the Shipping list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShipmentRow {
    /// Shipment No.
    pub number: String,
    /// Order No.
    pub order: String,
    /// When its order was placed.
    pub ordered: Moment,
    /// Standard or exchange.
    pub kind: ShipmentKind,
    /// Where it is.
    pub status: ShipmentStatus,
    /// Of a test order.
    pub is_test: bool,
    /// The carrier rejected the number it had.
    pub is_rejected: bool,
    /// The carrier's name.
    pub carrier: Option<String>,
    /// Invoice No.
    pub invoice: Option<String>,
    /// Why it goes without one.
    pub no_number: Option<String>,
    /// What the customer asked for at checkout.
    pub shipping_request: Option<String>,
    /// Who gets it.
    pub recipient: Option<String>,
    /// Town and postal code, or the country.
    pub ship_to: String,
    /// The first line's name and option.
    pub first_item: Option<String>,
    /// How many more lines there are.
    pub more_lines: u32,
    /// Units in it.
    pub quantity: u32,
}

/// A carrier to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarrierChoice {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The number rule of an own carrier.
    pub pattern: Option<String>,
}

/// What a carrier told of a parcel (INV-08).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrackingEntry {
    /// The status that it brings a shipment to; none for what means nothing to one.
    pub status: Option<ShipmentStatus>,
    /// Where, and what the carrier says.
    pub said: String,
    /// When, by the carrier.
    pub at: Moment,
}

/// A shipment with all that is shown of it (SHP-06).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShipmentDetail {
    /// Shipment No.
    pub number: String,
    /// Order No.
    pub order: String,
    /// The order's version, which a command names.
    pub version: i32,
    /// Of a mall's order.
    pub is_mall: bool,
    /// A fresh key for a command.
    pub key: String,
    /// Standard or exchange.
    pub kind: ShipmentKind,
    /// Where it is.
    pub status: ShipmentStatus,
    /// Of a test order.
    pub is_test: bool,
    /// Packed already.
    pub packed: bool,
    /// The customer collects it.
    pub pickup: bool,
    /// Where it goes.
    pub address: Option<AddressView>,
    /// What the customer asked for at checkout.
    pub shipping_request: Option<String>,
    /// The shipping location's name.
    pub location: Option<String>,
    /// The delivery policy's name.
    pub policy: Option<String>,
    /// The shipping option's name.
    pub option: Option<String>,
    /// What is in it.
    pub lines: Vec<ShipmentLine>,
    /// Its invoice.
    pub invoice: Option<InvoiceView>,
    /// Why it goes without one.
    pub no_number: Option<String>,
    /// Why the carrier rejected the number it had.
    pub rejected: Option<String>,
    /// What became of its invoice, newest first (INV-06).
    pub history: Vec<InvoiceEntry>,
    /// How far it came, newest first.
    pub course: Vec<(ShipmentStatus, Moment)>,
    /// The day it is expected, YYYY-MM-DD.
    pub expected_on: Option<String>,
    /// What the carrier told of the number that it bears, the latest first.
    pub events: Vec<TrackingEntry>,
    /// The carriers to choose from.
    pub carriers: Vec<CarrierChoice>,
    /// The carrier to begin with: its own, else that of its shipping option.
    pub carrier: Option<String>,
    /// What can be done with it, or why not; nothing for who may not.
    pub commands: Vec<(ShipmentCommand, Option<CannotMove>)>,
}

impl ShipmentDetail {
    /// Whether this can be done with it now.
    pub fn can(&self, command: ShipmentCommand) -> bool {
        self.commands.contains(&(command, None))
    }
}

/// A line of a shipment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShipmentLine {
    /// Name.
    pub name: String,
    /// Option.
    pub option: Option<String>,
    /// Product ID.
    pub product_code: String,
    /// SKU.
    pub sku: String,
    /// Units in the shipment.
    pub quantity: u32,
}

/// An invoice as it is registered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoiceView {
    /// The carrier's name.
    pub carrier: String,
    /// Invoice No.
    pub number: String,
    /// The carrier's own tracking page.
    pub url: Option<String>,
    /// When it was registered.
    pub registered: Option<Moment>,
}

/// What became of an invoice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoiceEntry {
    /// What.
    pub action: InvoiceAction,
    /// Carrier and number before.
    pub before: Option<String>,
    /// Carrier and number after.
    pub after: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// When.
    pub at: Moment,
    /// Who, in words.
    pub by: String,
}

/// Invoices that were looked over, and what came of them (INV-03, INV-04).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InvoiceFile {
    /// Which.
    pub id: JobId,
    /// The file's name; empty for what was pasted.
    pub name: String,
    /// A draft as long as it was not asked for.
    pub state: JobState,
    /// So many rows can be registered, or are to be.
    pub waiting: u32,
    /// So many are.
    pub done: u32,
    /// So many are refused.
    pub refused: u32,
    /// So many were registered before.
    pub unchanged: u32,
    /// So many were to be registered, and somebody stopped it.
    pub stopped: u32,
    /// The rows that are refused, then the others, as many as are shown.
    pub rows: Vec<InvoiceFileRow>,
    /// A key for registering them.
    pub key: String,
}

/// A row of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InvoiceFileRow {
    /// As it was written.
    pub row: InvoiceRow,
    /// What becomes of it, as long as it was not tried.
    pub verdict: Option<RowVerdict>,
    /// What it came to.
    pub outcome: Option<Outcome>,
    /// Whether it waits, is done or is refused.
    pub state: JobRowState,
}

impl InvoiceFileRow {
    /// Whether it was to be registered, and somebody stopped that.
    pub fn is_stopped(&self) -> bool {
        self.state == JobRowState::Skipped && matches!(self.verdict, Some(RowVerdict::Good { .. }))
    }
}

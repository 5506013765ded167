//! What lists and pages show: filled by the server, drawn by the browser.
//!
//! Times come worded in the reader's language and the merchant's zone; money comes as minor units and is written by
//! [`Money`]'s `Display`.

use serde::{Deserialize, Serialize};

use crate::fulfilment::FulfilmentStatus;
use crate::id::CustomerId;
use crate::kind::{AddressRole, ChannelKind, Destination, ItemLink, LedgerKind, PaymentMethod, TermKind};
use crate::money::Money;
use crate::payment::PaymentStatus;
use crate::query::{Cursor, QueryProblem, QueueStatus, Routing};
use crate::release::{ReleaseFailure, ReleaseState};
use crate::role::Role;
use crate::shipment::ShipmentStatus;
use crate::stage::Stage;

/// A moment as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// For machines: RFC 3339 in UTC.
    pub iso: String,
    /// For people: in their language, in the merchant's zone.
    pub text: String,
}

/// Counts of the New orders page, one per lane, under the list's search (but not its tab and status).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LaneCounts {
    /// Domestic, not yet released.
    pub domestic_not_released: u64,
    /// Domestic, failed to release.
    pub domestic_failed: u64,
    /// International, not yet released.
    pub international_not_released: u64,
    /// International, failed to release.
    pub international_failed: u64,
}

impl LaneCounts {
    /// The count of a tab's status.
    pub const fn of(&self, destination: Destination, status: QueueStatus) -> u64 {
        match (destination, status) {
            (Destination::Domestic, QueueStatus::NotReleased) => self.domestic_not_released,
            (Destination::Domestic, QueueStatus::Failed) => self.domestic_failed,
            (Destination::International, QueueStatus::NotReleased) => self.international_not_released,
            (Destination::International, QueueStatus::Failed) => self.international_failed,
        }
    }

    /// The count of a tab.
    pub const fn of_destination(&self, destination: Destination) -> u64 {
        self.of(destination, QueueStatus::NotReleased) + self.of(destination, QueueStatus::Failed)
    }
}

/// One page of the New orders list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NewOrders {
    /// The rows, newest first.
    pub rows: Vec<NewOrderRow>,
    /// The tabs' and filters' counts.
    pub counts: LaneCounts,
    /// How many rows stand above this page.
    pub above: u32,
    /// How many orders the list holds.
    pub total: u64,
    /// Where the next page starts, when there is one.
    pub older: Option<Cursor>,
    /// Where the previous page ends, when there is one.
    pub newer: Option<Cursor>,
    /// What an unbound search was recognised as.
    pub recognised: Option<TermKind>,
    /// What of the URL could not be understood.
    pub problems: Vec<QueryProblem>,
    /// What Optional + offers, narrowed by what is chosen.
    pub choices: RoutingChoices,
    /// How many orders there are at all, up to one: an empty desk is greeted otherwise than an empty search.
    pub desk_is_empty: bool,
}

/// Something to choose in a list: its id and name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// What the URL says.
    pub id: i64,
    /// What the person reads.
    pub name: String,
}

/// The choices of Optional + (REL-04).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoutingChoices {
    /// What is chosen, as far as it fits together.
    pub chosen: Routing,
    /// All shipping locations.
    pub locations: Vec<Choice>,
    /// The delivery policies, of the chosen location if one is chosen.
    pub policies: Vec<Choice>,
    /// The shipping options, of the chosen policy, or of the chosen location's policies.
    pub options: Vec<Choice>,
}

/// A row of the New orders list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NewOrderRow {
    /// Order No.
    pub number: String,
    /// When it was placed.
    pub placed: Moment,
    /// Days it has waited, once that is longer than the merchant allows.
    pub late_days: Option<u32>,
    /// Not yet released or failed.
    pub state: ReleaseState,
    /// Why it failed.
    pub failures: Vec<ReleaseFailure>,
    /// A test order.
    pub is_test: bool,
    /// The channel's name.
    pub channel: String,
    /// The ordering member.
    pub member: Member,
    /// What the customer asked for at checkout.
    pub shipping_request: Option<String>,
    /// The first line's name and option.
    pub first_item: Option<String>,
    /// How many more lines there are.
    pub more_lines: u32,
    /// Units ordered and not canceled.
    pub quantity: u32,
    /// The order's total.
    pub total: Money,
    /// Town and postal code, or the country.
    pub ship_to: String,
    /// The country's code, where it is known.
    pub country: Option<String>,
    /// The first line's shipping option.
    pub option: Option<String>,
}

/// Who ordered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Their page; none for a guest.
    pub id: Option<CustomerId>,
    /// Their email, where the channel tells it.
    pub email: Option<String>,
    /// Their name, or the channel's own id of them.
    pub name: Option<String>,
}

/// An order as its detail shows it (REL-05).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrderDetail {
    /// Order No.
    pub number: String,
    /// The channel's own number, where it differs.
    pub channel_number: Option<String>,
    /// The channel's name.
    pub channel: String,
    /// The channel's kind.
    pub channel_kind: ChannelKind,
    /// The mall's own status word.
    pub mall_status: Option<String>,
    /// The order this one cancels.
    pub original_number: Option<String>,
    /// When it was placed.
    pub placed: Moment,
    /// Stage.
    pub stage: Stage,
    /// Its place in the queue of new orders.
    pub release_state: ReleaseState,
    /// When the last attempt to release it failed.
    pub failed_at: Option<Moment>,
    /// Why.
    pub failures: Vec<ReleaseFailure>,
    /// Payment status.
    pub payment: PaymentStatus,
    /// Fulfilment status.
    pub fulfilment: FulfilmentStatus,
    /// Domestic or International.
    pub destination: Destination,
    /// A test order.
    pub is_test: bool,
    /// The ordering member.
    pub member: Member,
    /// How many orders the member has placed.
    pub member_orders: u32,
    /// What the customer asked for at checkout.
    pub shipping_request: Option<String>,
    /// Ordered Product.
    pub lines: Vec<LineView>,
    /// Payment Info.
    pub money: MoneyView,
    /// Where it goes; none when the channel told nothing of it.
    pub addresses: Vec<AddressView>,
    /// Shipping: the shipments.
    pub shipments: Vec<ShipmentView>,
    /// What a release would make: location, policy and option of the lines still open.
    pub planned: Vec<PlannedShipment>,
    /// Claim: cancel, return and exchange requests.
    pub claims: Vec<ClaimView>,
    /// Timeline, newest first.
    pub timeline: Vec<TimelineEntry>,
    /// Notes, newest first.
    pub notes: Vec<NoteView>,
}

/// A line of an order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LineView {
    /// Product ID.
    pub product_code: String,
    /// SKU.
    pub sku: String,
    /// Name.
    pub name: String,
    /// Option.
    pub option: Option<String>,
    /// The name for customs and labels, from the product.
    pub delivery_name: Option<String>,
    /// Whether the listing is linked to a SKU.
    pub item_link: ItemLink,
    /// Units ordered.
    pub ordered: u32,
    /// Units canceled.
    pub canceled: u32,
    /// Units still to release.
    pub open: u32,
    /// Units on hand and not allocated, over all locations; none when the SKU is not kept.
    pub available: Option<i64>,
    /// Price of one unit.
    pub unit_price: Money,
    /// Price of the ordered units, without discount.
    pub total: Money,
}

/// An order's money.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MoneyView {
    /// How it is paid.
    pub method: PaymentMethod,
    /// Goods.
    pub items: Money,
    /// Discount, as a negative amount.
    pub discount: Money,
    /// Shipping.
    pub shipping: Money,
    /// Other charges, one by one.
    pub charges: Vec<(String, Money)>,
    /// Tax on top of the prices.
    pub tax: Money,
    /// What was ordered.
    pub total: Money,
    /// What is due after cancellations.
    pub due: Money,
    /// What was paid.
    pub paid: Money,
    /// What was refunded.
    pub refunded: Money,
    /// The ledger, oldest first.
    pub entries: Vec<LedgerView>,
}

/// An entry of the ledger.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LedgerView {
    /// Payment, refund, ...
    pub kind: LedgerKind,
    /// By which means.
    pub method: PaymentMethod,
    /// How much.
    pub amount: Money,
    /// When.
    pub at: Moment,
    /// The payment system's reference.
    pub reference: Option<String>,
}

/// An address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddressView {
    /// Ship to or bill to.
    pub role: AddressRole,
    /// The lines, in the country's order.
    pub lines: Vec<String>,
    /// Phone.
    pub phone: Option<String>,
}

/// A shipment of the order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShipmentView {
    /// Shipment No.
    pub number: String,
    /// Status.
    pub status: ShipmentStatus,
    /// Location, policy and option.
    pub routing: String,
    /// Carrier.
    pub carrier: Option<String>,
    /// Invoice No.
    pub invoice: Option<String>,
    /// Units in it.
    pub quantity: u32,
    /// When it was made.
    pub created: Moment,
}

/// A shipment that a release would make.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedShipment {
    /// Location, policy and option.
    pub routing: String,
    /// Units.
    pub quantity: u32,
}

/// A claim of the order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClaimView {
    /// Claim No.
    pub number: String,
    /// Cancel, return or exchange.
    pub kind: crate::claim::ClaimKind,
    /// Status.
    pub status: crate::claim::ClaimStatus,
    /// The customer's reason.
    pub reason: String,
    /// Units claimed.
    pub quantity: u32,
    /// When it was requested.
    pub requested: Moment,
}

/// An entry of the timeline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TimelineEntry {
    /// What happened, in words.
    pub text: String,
    /// When.
    pub at: Moment,
    /// Who did it, in words.
    pub by: String,
    /// Something went wrong.
    pub is_bad: bool,
}

/// A note.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NoteView {
    /// The author's email.
    pub author: String,
    /// The note.
    pub body: String,
    /// When it was written.
    pub at: Moment,
}

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

/// A person's own account (SEC-01).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// The email they sign in with.
    pub email: String,
    /// Their role.
    pub role: Role,
    /// Where they are signed in: this browser first, then whichever was used last.
    pub sessions: Vec<SessionRow>,
}

/// A browser in which somebody is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionRow {
    /// What it is ended by; it opens no session.
    pub key: String,
    /// Whether it is the one that asks.
    pub is_current: bool,
    /// The browser and its system, in words.
    pub browser: String,
    /// The network address it was last used from.
    pub address: Option<String>,
    /// When it was signed in.
    pub signed_in: Moment,
    /// When it was last used, to ten minutes.
    pub last_used: Moment,
}

/// A page of the audit log (SEC-01).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditLog {
    /// The entries, newest first.
    pub rows: Vec<AuditRow>,
    /// How many rows stand above this page.
    pub above: u32,
    /// Where the next page starts.
    pub older: Option<Cursor>,
    /// Where the previous page ends.
    pub newer: Option<Cursor>,
    /// The people to filter by: id and email.
    pub people: Vec<(String, String)>,
    /// The actions to filter by: name and words.
    pub actions: Vec<(String, String)>,
}

/// An entry of the audit log, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditRow {
    /// When.
    pub at: Moment,
    /// Who; none where nobody was signed in.
    pub who: Option<String>,
    /// What.
    pub what: String,
    /// More about it: what was changed, which email was given.
    pub detail: String,
    /// The network address it came from.
    pub address: Option<String>,
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

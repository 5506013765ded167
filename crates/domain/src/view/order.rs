//! An order's detail.

use serde::{Deserialize, Serialize};

use super::{Member, Moment};
use crate::action::{Action, CannotAct};
use crate::claim::ClaimCommand;
use crate::fulfilment::FulfilmentStatus;
use crate::id::NoticeId;
use crate::kind::{AddressRole, Destination, ItemLink, LedgerKind, Notice, PaymentMethod};
use crate::money::Money;
use crate::payment::PaymentStatus;
use crate::release::{ReleaseFailure, ReleaseState};
use crate::shipment::{ShipmentKind, ShipmentStatus};
use crate::stage::Stage;

/// An order as its detail shows it (REL-05).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrderDetail {
    /// Order No.
    pub number: String,
    /// The channel's own number, where it differs.
    pub channel_number: Option<String>,
    /// The channel's name.
    pub channel: String,
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
    pub claims: Vec<OrderClaim>,
    /// Timeline, newest first.
    pub timeline: Vec<TimelineEntry>,
    /// Notes, newest first.
    pub notes: Vec<NoteView>,
    /// What a command says it has looked at.
    pub version: i32,
    /// Names the next command to it, so that it is done once.
    pub key: String,
    /// Its buttons.
    pub actions: Vec<ActionView>,
    /// Notices that were not sent yet, or were given up.
    pub notices: Vec<NoticeView>,
    /// Where it ships to, to be edited.
    pub ship_to: AddressInput,
    /// Why that can't be changed.
    pub address_closed: Option<Closed>,
    /// It is under Failed to release only because it is canceled, and can be taken out of there.
    pub can_be_dismissed: bool,
}

/// A notice to the customer that was not sent yet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NoticeView {
    /// Which.
    pub id: NoticeId,
    /// What it tells; none where a newer version has queued it.
    pub notice: Option<Notice>,
    /// To whom.
    pub to: String,
    /// Whether it was given up.
    pub is_dead: bool,
    /// How often it was tried.
    pub attempts: u32,
    /// What was answered last.
    pub error: Option<String>,
}

/// An address as it is typed, part by part; what is not there is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddressInput {
    /// Who receives.
    pub recipient: String,
    /// Their company.
    pub company: String,
    /// Their phone.
    pub phone: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// Postal code.
    pub postal_code: String,
    /// State, prefecture or province.
    pub region: String,
    /// Town.
    pub city: String,
    /// Street and number.
    pub line1: String,
    /// Building, room.
    pub line2: String,
}

/// A button of the order, and whether it can be pressed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ActionView {
    /// What it does.
    pub action: Action,
    /// Why it can't be pressed.
    pub closed: Option<Closed>,
}

/// Why a button can't be pressed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "closed", rename_all = "snake_case")]
pub enum Closed {
    /// The person's role lacks the right.
    NoRight,
    /// The order does not allow it.
    Cannot {
        /// Why.
        why: CannotAct,
    },
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
    /// The product's picture, by its digest.
    pub picture: Option<String>,
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
    /// Price of the ordered units, without discount.
    pub total: Money,
    /// Of its units to release, what is available at the location that it ships from.
    pub available_here: Option<i64>,
    /// Whether whoever looks at it can link it to a SKU.
    pub can_link: bool,
    /// The SKU of the line that an exchange replaces by it.
    pub instead_of: Option<String>,
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
    /// Standard or exchange.
    pub kind: ShipmentKind,
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

/// A claim on its order's page, and what can be done about it there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrderClaim {
    /// It.
    pub claim: ClaimView,
    /// What it names.
    pub lines: Vec<ClaimedLine>,
    /// The shipments that were made for it.
    pub shipments: Vec<(String, ShipmentStatus)>,
    /// What the customer was answered.
    pub answer: Option<String>,
    /// How it can be settled, or why not yet; nothing where that is not done here.
    pub ways: Vec<(ClaimCommand, Option<Closed>)>,
}

/// Units that a claim names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimedLine {
    /// How many.
    pub quantity: u32,
    /// Their name.
    pub name: String,
    /// Their option.
    pub option: Option<String>,
    /// The SKU of an exchange's other goods.
    pub instead: Option<String>,
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

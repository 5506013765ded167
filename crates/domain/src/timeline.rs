//! What an order's timeline tells: events past tense, with what is needed to word them later, in any language.

use serde::{Deserialize, Serialize};

use crate::claim::{ClaimKind, ClaimStatus};
use crate::kind::{Notice, PaymentMethod};
use crate::money::Money;
use crate::release::ReleaseFailure;
use crate::stage::Stage;

/// Something that happened to an order, as it is stored: `kind` beside it, the rest as JSON.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum TimelineEvent {
    /// The customer ordered.
    Placed {
        /// How it is paid.
        method: PaymentMethod,
    },
    /// The order came in from a file.
    Imported {
        /// The file's name.
        file: String,
    },
    /// A payment came in.
    PaymentReceived {
        /// How much.
        amount: Money,
        /// By which means.
        method: PaymentMethod,
    },
    /// Payment or grace time met: the order may be worked on.
    BecameNew,
    /// The order was confirmed.
    Confirmed,
    /// Units were canceled.
    Canceled {
        /// How many.
        units: u32,
        /// Why, where it is known.
        reason: Option<String>,
    },
    /// The order cancels another.
    CanceledOrder {
        /// The other order's number, where exactly one matched.
        original: Option<String>,
    },
    /// An attempt to release failed.
    ReleaseFailed {
        /// Why.
        failures: Vec<ReleaseFailure>,
    },
    /// The order was released.
    Released {
        /// The shipments' numbers.
        shipments: Vec<String>,
    },
    /// An invoice was registered.
    InvoiceRegistered {
        /// Shipment No.
        shipment: String,
        /// The carrier's name.
        carrier: String,
        /// Invoice No.
        number: String,
    },
    /// Another invoice was put in the place of the one there was, or of the reason for having none.
    InvoiceChanged {
        /// Shipment No.
        shipment: String,
        /// Carrier and Invoice No. before.
        before: String,
        /// The same after.
        after: String,
    },
    /// An invoice, or the reason for having none, was deleted.
    InvoiceDeleted {
        /// Shipment No.
        shipment: String,
        /// Carrier and Invoice No.
        before: String,
    },
    /// The carrier does not know the number of an invoice.
    InvoiceRejected {
        /// Shipment No.
        shipment: String,
        /// Invoice No.
        number: String,
        /// What the carrier says.
        why: String,
    },
    /// A shipment goes without a number.
    NumberNotNeeded {
        /// Shipment No.
        shipment: String,
        /// Why.
        reason: String,
    },
    /// A shipment was packed.
    Packed {
        /// Shipment No.
        shipment: String,
    },
    /// The redelivery of a shipment began.
    RedeliveryStarted {
        /// Shipment No.
        shipment: String,
    },
    /// A shipment was voided, or canceled after it failed.
    ShipmentCanceled {
        /// Shipment No.
        shipment: String,
    },
    /// A shipment was handed to its carrier.
    HandedOver {
        /// Shipment No.
        shipment: String,
    },
    /// A delivery failed.
    DeliveryFailed {
        /// Shipment No.
        shipment: String,
    },
    /// A shipment arrived.
    Delivered {
        /// Shipment No.
        shipment: String,
    },
    /// Units came back.
    ReturnReceived {
        /// How many.
        units: u32,
    },
    /// Money went back.
    Refunded {
        /// How much.
        amount: Money,
    },
    /// The customer asked for something.
    ClaimRequested {
        /// Claim No.
        claim: String,
        /// What.
        claim_kind: ClaimKind,
        /// Why, where it is known.
        #[serde(default)]
        reason: Option<String>,
    },
    /// A claim was approved, or settled.
    ClaimMoved {
        /// Claim No.
        claim: String,
        /// What it asks for.
        claim_kind: ClaimKind,
        /// What became of it.
        status: ClaimStatus,
        /// What the customer is answered.
        answer: Option<String>,
    },
    /// What an exchange sends stands in shipments.
    ReplacementPrepared {
        /// The shipments' numbers.
        shipments: Vec<String>,
        /// What goes for what.
        goods: Vec<Replaced>,
    },
    /// The mall put the order on hold.
    HeldByMall,
    /// The order came into another stage.
    StageChanged {
        /// Before.
        from: Stage,
        /// After.
        to: Stage,
    },
    /// A failed release was taken out of the list.
    FailureDismissed,
    /// A cancel owes the customer money.
    RefundDue {
        /// How much.
        amount: Money,
    },
    /// The shipping address was changed.
    AddressChanged {
        /// Its lines before.
        before: Vec<String>,
        /// Its lines after.
        after: Vec<String>,
    },
    /// A mall's listing was linked to an own SKU.
    ItemLinked {
        /// The listing's name.
        item: String,
        /// The SKU's code.
        sku: String,
    },
    /// A notice to the customer was sent.
    NoticeSent {
        /// Which.
        notice: Notice,
        /// To whom.
        to: String,
    },
    /// A notice to the customer was given up.
    NoticeGivenUp {
        /// Which.
        notice: Notice,
        /// To whom.
        to: String,
        /// What was answered last.
        error: String,
    },
}

/// Units that go for others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replaced {
    /// How many.
    pub units: u32,
    /// The SKU's code.
    pub sku: String,
    /// The code of what comes back.
    pub instead_of: String,
}

impl TimelineEvent {
    /// The text of the `kind` column, the same as in the JSON.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Placed { .. } => "placed",
            Self::Imported { .. } => "imported",
            Self::PaymentReceived { .. } => "payment_received",
            Self::BecameNew => "became_new",
            Self::Confirmed => "confirmed",
            Self::Canceled { .. } => "canceled",
            Self::CanceledOrder { .. } => "canceled_order",
            Self::ReleaseFailed { .. } => "release_failed",
            Self::Released { .. } => "released",
            Self::InvoiceRegistered { .. } => "invoice_registered",
            Self::InvoiceChanged { .. } => "invoice_changed",
            Self::InvoiceDeleted { .. } => "invoice_deleted",
            Self::InvoiceRejected { .. } => "invoice_rejected",
            Self::NumberNotNeeded { .. } => "number_not_needed",
            Self::Packed { .. } => "packed",
            Self::RedeliveryStarted { .. } => "redelivery_started",
            Self::ShipmentCanceled { .. } => "shipment_canceled",
            Self::HandedOver { .. } => "handed_over",
            Self::DeliveryFailed { .. } => "delivery_failed",
            Self::Delivered { .. } => "delivered",
            Self::ReturnReceived { .. } => "return_received",
            Self::Refunded { .. } => "refunded",
            Self::ClaimRequested { .. } => "claim_requested",
            Self::ClaimMoved { .. } => "claim_moved",
            Self::ReplacementPrepared { .. } => "replacement_prepared",
            Self::HeldByMall => "held_by_mall",
            Self::StageChanged { .. } => "stage_changed",
            Self::FailureDismissed => "failure_dismissed",
            Self::RefundDue { .. } => "refund_due",
            Self::AddressChanged { .. } => "address_changed",
            Self::ItemLinked { .. } => "item_linked",
            Self::NoticeSent { .. } => "notice_sent",
            Self::NoticeGivenUp { .. } => "notice_given_up",
        }
    }

    /// Whether something went wrong.
    pub const fn is_bad(&self) -> bool {
        matches!(
            self,
            Self::ReleaseFailed { .. }
                | Self::DeliveryFailed { .. }
                | Self::InvoiceRejected { .. }
                | Self::HeldByMall
                | Self::NoticeGivenUp { .. }
        )
    }
}

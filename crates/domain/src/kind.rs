//! Small closed sets of words that orders, customers and goods are described with.

text_enum! {
    /// What kind of place a channel is.
    pub enum ChannelKind {
        /// The merchant's own store.
        OwnStore = "own_store",
        /// Amazon.
        Amazon = "amazon",
        /// Rakuten Ichiba.
        Rakuten = "rakuten",
        /// Yahoo! Shopping (Japan).
        Yahoo = "yahoo",
        /// Qoo10.
        Qoo10 = "qoo10",
        /// Shopee.
        Shopee = "shopee",
        /// Shopify.
        Shopify = "shopify",
        /// WooCommerce.
        WooCommerce = "woocommerce",
        /// eBay.
        Ebay = "ebay",
    }
}

impl ChannelKind {
    /// Whether the channel is a marketplace, whose orders mirror the mall (MAL-02), rather than the merchant's own store.
    pub const fn is_mall(self) -> bool {
        !matches!(self, ChannelKind::OwnStore)
    }
}

text_enum! {
    /// The shipping country compared with the merchant's home country. An unknown country is International.
    pub enum Destination {
        /// Shipped within the merchant's home country.
        Domestic = "domestic",
        /// Shipped abroad, or to a country nobody could name.
        International = "international",
    }
}

impl Destination {
    /// The other one.
    pub const fn other(self) -> Self {
        match self {
            Self::Domestic => Self::International,
            Self::International => Self::Domestic,
        }
    }
}

text_enum! {
    /// How an order is paid.
    pub enum PaymentMethod {
        /// Credit or debit card.
        Card = "card",
        /// An electronic wallet.
        Wallet = "wallet",
        /// Paid at a convenience store before shipping.
        ConvenienceStore = "convenience_store",
        /// Bank transfer before shipping.
        BankTransfer = "bank_transfer",
        /// Cash on delivery.
        CashOnDelivery = "cash_on_delivery",
        /// Card terminal on delivery.
        PosOnDelivery = "pos_on_delivery",
        /// The marketplace collects and pays out.
        Marketplace = "marketplace",
        /// Not known.
        Unknown = "unknown",
    }
}

text_enum! {
    /// Which of an order's two addresses.
    pub enum AddressRole {
        /// Where the goods go.
        ShipTo = "ship_to",
        /// Where the bill goes.
        BillTo = "bill_to",
    }
}

text_enum! {
    /// What an order's charge is for.
    pub enum ChargeKind {
        /// Postage and carriage.
        Shipping = "shipping",
        /// A fee of a bank, a marketplace or for a service.
        Fee = "fee",
        /// A reduction of the whole order.
        Discount = "discount",
        /// A tax that is not in the prices.
        Tax = "tax",
        /// A manual correction.
        Adjustment = "adjustment",
    }
}

text_enum! {
    /// Whether a mall's listing is matched to the merchant's own SKU.
    pub enum ItemLink {
        /// The own store's orders carry own SKUs.
        NotNeeded = "not_needed",
        /// Matched.
        Ok = "ok",
        /// Not matched, or not yet.
        Fail = "fail",
    }
}

text_enum! {
    /// What an order can be found by: the kinds of `order_term`.
    pub enum TermKind {
        /// The order's number, ours or the channel's.
        OrderNo = "order_no",
        /// A product's id on one of its lines.
        ProductId = "product_id",
        /// A SKU on one of its lines.
        Sku = "sku",
        /// The customer's email.
        Email = "email",
        /// The customer.
        Customer = "customer",
        /// A shipping location of one of its lines.
        Location = "location",
        /// A delivery policy of one of its lines.
        Policy = "policy",
        /// A shipping option of one of its lines.
        Option = "option",
        /// Two things at once, of an order in the queue: see `query::pair`.
        Pair = "pair",
    }
}

text_enum! {
    /// An entry of an order's money ledger.
    pub enum LedgerKind {
        /// A payment that is being processed.
        Pending = "pending",
        /// Money received.
        Payment = "payment",
        /// Money sent back.
        Refund = "refund",
        /// Money that a cancel owes the customer; it is not a refund yet.
        RefundDue = "refund_due",
    }
}

text_enum! {
    /// Who did something.
    pub enum ActorKind {
        /// A person who is signed in.
        User = "user",
        /// Waybill itself.
        System = "system",
        /// The channel the order came from.
        Channel = "channel",
        /// The customer.
        Customer = "customer",
    }
}

text_enum! {
    /// What happened to a shipment's invoice (INV-06).
    pub enum InvoiceAction {
        /// A first number was registered.
        Registered = "registered",
        /// The carrier or the number was changed.
        Changed = "changed",
        /// The number was deleted.
        Deleted = "deleted",
        /// The carrier refused the number later.
        Rejected = "rejected",
    }
}

text_enum! {
    /// How a notice reaches its recipient.
    pub enum NoticeMedium {
        /// By email.
        Email = "email",
        /// By text message.
        Sms = "sms",
    }
}

text_enum! {
    /// What a notice tells (NTF-01).
    pub enum Notice {
        /// To the customer: the order was released and is being processed.
        OrderProcessing = "order_processing",
        /// To the customer: units of the order were canceled.
        OrderCanceled = "order_canceled",
        /// To the customer: a parcel left.
        OrderShipped = "order_shipped",
        /// To the customer: a parcel arrived, or was collected.
        OrderDelivered = "order_delivered",
        /// To the customer: a parcel could not be delivered.
        DeliveryFailed = "delivery_failed",
    }
}

text_enum! {
    /// Where a notice of the outbox stands (NTF-02).
    pub enum NoticeState {
        /// To be sent, now or at its next attempt.
        Queued = "queued",
        /// A worker has it.
        Sending = "sending",
        /// The provider took it.
        Sent = "sent",
        /// Given up after the last attempt.
        Dead = "dead",
    }
}

text_enum! {
    /// Where a background job stands.
    pub enum JobState {
        /// Looked over, and not asked for yet.
        Draft = "draft",
        /// Nobody works on it yet.
        Waiting = "waiting",
        /// A worker holds its lease.
        Running = "running",
        /// All its rows have an outcome.
        Done = "done",
        /// It could not go on.
        Failed = "failed",
        /// Stopped by a person.
        Canceled = "canceled",
    }
}

text_enum! {
    /// The outcome of one row of a job.
    pub enum JobRowState {
        /// Not yet worked on.
        Waiting = "waiting",
        /// Done.
        Done = "done",
        /// Refused; its result says why.
        Failed = "failed",
        /// Passed over, by a person or because there was nothing to do.
        Skipped = "skipped",
    }
}

/// A composite primary key asks of each of its columns what a number given by the database means for it: nothing, here.
#[cfg(feature = "sea-orm")]
mod key {
    use sea_orm::{DbErr, TryFromU64};

    macro_rules! no_number {
        ($($name:ty),+) => {$(
            impl TryFromU64 for $name {
                fn try_from_u64(_: u64) -> Result<Self, DbErr> {
                    Err(DbErr::ConvertFromU64(stringify!($name)))
                }
            }
        )+};
    }

    no_number!(super::AddressRole, super::TermKind, crate::money::Currency);
}

//! Ids: one newtype a table, so that no id is taken for another.

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "sea-orm", derive(sea_orm::DeriveValueType))]
        #[cfg_attr(feature = "sea-orm", sea_orm(try_from_u64))]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::num::ParseIntError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

ids! {
    /// A person who signs in.
    UserId,
    /// A store or a marketplace account that orders come from.
    ChannelId,
    /// An ordering member.
    CustomerId,
    /// An address in a customer's address book.
    CustomerAddressId,
    /// An order; merchants see its number, never this.
    OrderId,
    /// A line of an order.
    OrderLineId,
    /// A charge on an order that is not a line of goods.
    OrderChargeId,
    /// An entry in an order's money ledger.
    LedgerEntryId,
    /// A cancel, return or exchange request.
    ClaimId,
    /// A note on an order.
    NoteId,
    /// An entry on a timeline.
    EventId,
    /// A warehouse.
    LocationId,
    /// A delivery policy of one location.
    PolicyId,
    /// A shipping option of one delivery policy.
    OptionId,
    /// A product.
    ProductId,
    /// A product's option with its own stock.
    SkuId,
    /// A recorded change of stock.
    StockMovementId,
    /// A rule that links a mall's listing to a SKU.
    ItemRuleId,
    /// A shipment.
    ShipmentId,
    /// An entry in a shipment's invoice history.
    ShipmentInvoiceId,
    /// A carrier's tracking event.
    TrackingEventId,
    /// A notice in the outbox.
    NoticeId,
    /// A background job.
    JobId,
    /// An entry of the audit log.
    AuditId,
}

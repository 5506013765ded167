//! What lists and pages show: filled by the server, drawn by the browser.
//!
//! Times come worded in the reader's language and the merchant's zone; money comes as minor units and is written by
//! [`Money`](crate::money::Money)'s `Display`.

mod account;
mod customers;
mod desk;
mod exchange;
mod items;
mod job;
mod new_orders;
mod order;
mod shipping;

pub use account::{Account, AuditLog, AuditRow, SessionRow};
pub use customers::{CustomerClaim, CustomerDetail, CustomerOrder, CustomerRow, Customers};
pub use desk::{CarrierSetting, Change, Desk, MerchantSettings, Queues};
pub use exchange::{ExchangeForm, ExchangeGoods, ExchangeInput, ExchangeLine, SettleInput};
pub use items::{
    GoodsFile, GoodsFileRow, ItemCounts, ItemDetail, ItemOption, ItemRow, ItemStock, Items, MovementView,
};
pub use job::{BulkCommand, JobRow, JobView, OptionNeed, ReleasePreview, Selection};
pub use new_orders::{Choice, NewOrderRow, NewOrders, RoutingChoices, TabCounts};
pub use order::{
    ActionView, AddressInput, AddressView, ClaimView, ClaimedLine, Closed, LedgerView, LineView, MoneyView,
    NoteView, NoticeView, OrderClaim, OrderDetail, PlannedShipment, ShipmentView, TimelineEntry,
};

pub use shipping::{
    CarrierChoice, InvoiceEntry, InvoiceFile, InvoiceFileRow, InvoiceView, ShipmentDetail, ShipmentLine,
    ShipmentRow, Shipments, TrackingEntry,
};

use serde::{Deserialize, Serialize};

use crate::id::CustomerId;

/// A moment as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// For machines: RFC 3339 in UTC.
    pub iso: String,
    /// For people: in their language, in the merchant's zone.
    pub text: String,
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

/// Goods with the option that was chosen of them.
pub fn with_option(name: &str, option: Option<&str>) -> String {
    match option {
        Some(option) => format!("{name} / {option}"),
        None => name.to_owned(),
    }
}

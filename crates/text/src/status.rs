//! Statuses and closed sets, worded.

use domain::claim::{ClaimKind, ClaimStatus};
use domain::fulfilment::FulfilmentStatus;
use domain::kind::{ChargeKind, Destination, LedgerKind, PaymentMethod, TermKind};
use domain::payment::PaymentStatus;
use domain::query::{QueueStatus, Quick, SearchField};
use domain::release::ReleaseState;
use domain::shipment::ShipmentStatus;
use domain::stage::Stage;

use crate::Locale;

/// Declares how an enum's variants are worded.
macro_rules! statuses {
    ($($(#[$meta:meta])* $method:ident($ty:ty) { $($variant:ident: $en:literal, $ja:literal;)+ })+) => {
        impl Locale {$(
            $(#[$meta])*
            pub const fn $method(self, value: $ty) -> &'static str {
                match (self, value) {$(
                    (Locale::En, <$ty>::$variant) => $en,
                    (Locale::Ja, <$ty>::$variant) => $ja,
                )+}
            }
        )+}
    };
}

statuses! {
    /// Domestic or International.
    destination_name(Destination) {
        Domestic: "Domestic", "国内";
        International: "International", "海外";
    }
    /// A stage.
    stage(Stage) {
        Waiting: "Waiting", "待機中";
        New: "New", "新規";
        Processing: "Processing", "処理中";
        Completed: "Completed", "完了済";
        OnHold: "On hold", "保留";
        Canceled: "Canceled", "キャンセル済";
        Closed: "Closed", "クローズ済";
    }
    /// A place in the queue.
    release_state(ReleaseState) {
        None: "Not in the queue", "対象外";
        NotReleased: "Not Yet Released", "出庫準備前";
        Failed: "Failed to Release", "出庫準備失敗";
    }
    /// The status filter of New orders.
    queue_status(QueueStatus) {
        NotReleased: "Not Yet Released", "出庫準備前";
        Failed: "Failed to Release", "出庫準備失敗";
    }
    /// A field of New orders to search in.
    search_field(SearchField) {
        OrderNo: "Order No.", "注文番号";
        ProductId: "Product ID", "商品ID";
        Sku: "SKU", "SKU";
    }
    /// A quick range of days.
    quick_range(Quick) {
        Today: "Today", "今日";
        Week: "Last 7 days", "過去7日間";
        Month: "Last 30 days", "過去30日間";
        Quarter: "Last 90 days", "過去90日間";
    }
    /// A payment status.
    payment_status(PaymentStatus) {
        Unpaid: "Unpaid", "未払い";
        InProgress: "In progress", "決済処理中";
        PartiallyPaid: "Partially paid", "一部支払済";
        Paid: "Paid", "支払済";
        PartiallyRefunded: "Partially refunded", "一部返金済";
        Refunded: "Refunded", "返金済";
    }
    /// A fulfilment status.
    fulfilment_status(FulfilmentStatus) {
        Unfulfilled: "Unfulfilled", "未出荷";
        Dispatched: "Dispatched (packed)", "梱包済";
        PartiallyFulfilled: "Partially fulfilled", "一部出荷済";
        Fulfilled: "Fulfilled", "出荷済";
        Delivered: "Delivered", "配達完了";
        PickedUp: "Picked up", "受取済";
        PartiallyReturned: "Partially returned", "一部返品済";
        Returned: "Returned", "返品済";
        Canceled: "Canceled", "キャンセル済";
    }
    /// A shipment's status.
    shipment_status(ShipmentStatus) {
        PreparingToRelease: "Preparing to release", "出庫準備中";
        PreparingToShip: "Preparing to ship", "出荷準備中";
        Released: "Released", "出庫済";
        InTransit: "In transit", "輸送中";
        OutForDelivery: "Out for delivery", "配達中";
        Failed: "Shipping failed", "配送失敗";
        Delivered: "Delivered", "配達完了";
        PickedUp: "Picked up", "受取済";
        Canceled: "Canceled", "キャンセル済";
    }
    /// A claim's kind.
    claim_kind(ClaimKind) {
        Cancel: "Cancel", "キャンセル";
        Return: "Return", "返品";
        Exchange: "Exchange", "交換";
    }
    /// A claim's status.
    claim_status(ClaimStatus) {
        Requested: "Requested", "受付";
        InProgress: "In progress", "対応中";
        Completed: "Completed", "完了";
        Denied: "Denied", "却下";
        Withdrawn: "Withdrawn", "取下げ";
    }
    /// A payment method.
    payment_method(PaymentMethod) {
        Card: "Card", "クレジットカード";
        Wallet: "Wallet", "ウォレット決済";
        ConvenienceStore: "Convenience store", "コンビニ決済";
        BankTransfer: "Money transfer", "銀行振込";
        CashOnDelivery: "Cash on delivery", "代金引換";
        PosOnDelivery: "POS on delivery", "配達時カード決済";
        Marketplace: "Marketplace", "モール決済";
        Unknown: "Not known", "不明";
    }
    /// An entry of the ledger.
    ledger_kind(LedgerKind) {
        Pending: "Payment in progress", "決済処理中";
        Payment: "Payment", "入金";
        Refund: "Refund", "返金";
        RefundDue: "Refund due", "要返金";
    }
    /// What a charge is for.
    charge_kind(ChargeKind) {
        Shipping: "Shipping", "送料";
        Fee: "Fee", "手数料";
        Discount: "Discount", "割引";
        Tax: "Tax", "税額";
        Adjustment: "Adjustment", "調整額";
    }
    /// What an order is found by.
    term_kind(TermKind) {
        OrderNo: "Order No.", "注文番号";
        ProductId: "Product ID", "商品ID";
        Sku: "SKU", "SKU";
        Email: "Customer Email", "会員メールアドレス";
        Customer: "Customer", "会員";
        Location: "Shipping location", "出荷元";
        Policy: "Delivery policy", "配送ポリシー";
        Option: "Shipping option", "配送オプション";
        Pair: "Two filters", "条件の組み合わせ";
    }
}

//! Intake: what an order waits for before it becomes New (MAL-03), and which orders arrive confirmed (MAL-04).

use crate::kind::{ChannelKind, PaymentMethod};
use crate::time::Timestamp;

/// What an order waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// The channel's grace time.
    Grace,
    /// The payment's approval and the grace time.
    ApprovalAndGrace,
    /// The whole payment.
    Payment,
}

/// What orders of a payment method wait for.
pub const fn wait(method: PaymentMethod) -> Wait {
    match method {
        PaymentMethod::Card | PaymentMethod::Wallet => Wait::ApprovalAndGrace,
        PaymentMethod::ConvenienceStore | PaymentMethod::BankTransfer => Wait::Payment,
        // The mall approved what it collects; of an unknown method nothing could be awaited.
        PaymentMethod::CashOnDelivery
        | PaymentMethod::PosOnDelivery
        | PaymentMethod::Marketplace
        | PaymentMethod::Unknown => Wait::Grace,
    }
}

/// What is known of an order's payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IntakeFacts {
    /// How it is paid.
    pub method: PaymentMethod,
    /// The card or wallet approved the payment: it is pending or received.
    pub approved: bool,
    /// Payments reach what is due, whatever was refunded since.
    pub paid_in_full: bool,
    /// End of the channel's grace time; `None`: the channel has none.
    pub ready_at: Option<Timestamp>,
}

/// Whether payment or grace time are met at a moment.
pub fn is_ready(facts: &IntakeFacts, now: Timestamp) -> bool {
    let grace_over = facts.ready_at.is_none_or(|ready_at| ready_at <= now);
    match wait(facts.method) {
        Wait::Grace => grace_over,
        Wait::ApprovalAndGrace => facts.approved && grace_over,
        Wait::Payment => facts.paid_in_full,
    }
}

/// Whether orders of a channel arrive confirmed, so that they are never New (MAL-04).
pub const fn arrives_confirmed(kind: ChannelKind, auto_confirm: bool) -> bool {
    match kind {
        ChannelKind::Amazon => true,
        ChannelKind::Qoo10 => auto_confirm,
        ChannelKind::OwnStore
        | ChannelKind::Rakuten
        | ChannelKind::Yahoo
        | ChannelKind::Shopee
        | ChannelKind::Shopify
        | ChannelKind::WooCommerce
        | ChannelKind::Ebay => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ready(method: PaymentMethod, approved: bool, paid_in_full: bool, now: i64) -> bool {
        is_ready(
            &IntakeFacts { method, approved, paid_in_full, ready_at: Some(Timestamp(100)) },
            Timestamp(now),
        )
    }

    #[test]
    fn mal_03_cash_on_delivery_waits_for_the_grace_time() {
        assert!(!ready(PaymentMethod::CashOnDelivery, false, false, 99));
        assert!(ready(PaymentMethod::CashOnDelivery, false, false, 100));
    }

    #[test]
    fn mal_03_a_card_needs_its_approval_and_the_grace_time() {
        assert!(!ready(PaymentMethod::Card, true, true, 99));
        assert!(!ready(PaymentMethod::Card, false, false, 100));
        assert!(ready(PaymentMethod::Card, true, false, 100));
    }

    #[test]
    fn mal_03_convenience_store_and_bank_transfer_wait_for_the_payment() {
        for method in [PaymentMethod::ConvenienceStore, PaymentMethod::BankTransfer] {
            assert!(!ready(method, false, false, 1_000));
            assert!(ready(method, false, true, 0));
        }
    }

    #[test]
    fn mal_04_amazon_is_never_new_and_qoo10_by_its_setting() {
        assert!(arrives_confirmed(ChannelKind::Amazon, false));
        assert!(arrives_confirmed(ChannelKind::Qoo10, true));
        assert!(!arrives_confirmed(ChannelKind::Qoo10, false));
        assert!(!arrives_confirmed(ChannelKind::Rakuten, true));
    }
}

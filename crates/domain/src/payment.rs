//! The payment status, derived from the ledger and never set by hand.

use serde::{Deserialize, Serialize};

text_enum! {
    /// How far an order is paid (ORD-05).
    pub enum PaymentStatus {
        /// Nothing came in yet: cash on delivery, money transfer, terminal on delivery.
        Unpaid = "unpaid",
        /// A payment is being processed.
        InProgress = "in_progress",
        /// Less than what is due came in.
        PartiallyPaid = "partially_paid",
        /// What is due came in, or nothing is due.
        Paid = "paid",
        /// A part of what came in was sent back.
        PartiallyRefunded = "partially_refunded",
        /// All that came in was sent back.
        Refunded = "refunded",
    }
}

/// Why a payment is not recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum CannotPay {
    /// A payment is more than zero.
    #[error("a payment of {amount}: it must be more than zero")]
    NotPositive {
        /// What was entered, in minor units.
        amount: i64,
    },
    /// Of another currency than the order's.
    #[error("a payment of another currency")]
    OtherCurrency,
    /// More than is still to be paid.
    #[error("a payment of {amount}: only {owed} is still to be paid")]
    TooMuch {
        /// What was entered, in minor units.
        amount: i64,
        /// What is still to be paid.
        owed: i64,
    },
}

/// What is still to be paid, in minor units. What was sent back is not asked for again.
pub const fn owed(due: i64, paid: i64) -> i64 {
    if due > paid { due.saturating_sub(paid) } else { 0 }
}

/// Whether a payment of so many minor units can be recorded where so many are still to be paid.
///
/// # Errors
/// Why not.
pub const fn check_payment(amount: i64, owed: i64) -> Result<(), CannotPay> {
    if amount <= 0 {
        Err(CannotPay::NotPositive { amount })
    } else if amount > owed {
        Err(CannotPay::TooMuch { amount, owed })
    } else {
        Ok(())
    }
}

/// What the payment status is derived from, in minor units of the order's currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PaymentFacts {
    /// What the customer owes for the whole order.
    pub due: i64,
    /// What came in.
    pub paid: i64,
    /// What was sent back.
    pub refunded: i64,
    /// A payment is being processed.
    pub pending: bool,
}

/// The payment status that the facts give; first match wins.
pub const fn derive_payment(facts: &PaymentFacts) -> PaymentStatus {
    let PaymentFacts { due, paid, refunded, pending } = *facts;
    if refunded > 0 {
        if refunded >= paid { PaymentStatus::Refunded } else { PaymentStatus::PartiallyRefunded }
    } else if due <= 0 || (paid > 0 && paid >= due) {
        PaymentStatus::Paid
    } else if paid > 0 {
        PaymentStatus::PartiallyPaid
    } else if pending {
        PaymentStatus::InProgress
    } else {
        PaymentStatus::Unpaid
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ord_05_a_payment_is_more_than_zero_and_no_more_than_is_owed() {
        assert_eq!((owed(1_000, 400), owed(1_000, 1_000), owed(400, 1_000)), (600, 0, 0));
        assert_eq!(check_payment(600, 600), Ok(()));
        assert_eq!(check_payment(1, 600), Ok(()));
        assert_eq!(check_payment(601, 600), Err(CannotPay::TooMuch { amount: 601, owed: 600 }));
        for amount in [0, -1] {
            assert_eq!(check_payment(amount, 600), Err(CannotPay::NotPositive { amount }));
        }
    }

    #[test]
    fn ord_05_payment_status_follows_the_ledger() {
        use PaymentStatus::*;
        let cases = [
            ((1_000, 0, 0, false), Unpaid),
            ((1_000, 0, 0, true), InProgress),
            ((1_000, 400, 0, true), PartiallyPaid),
            ((1_000, 1_000, 0, false), Paid),
            ((1_000, 1_200, 0, false), Paid),
            ((0, 0, 0, false), Paid),
            ((-5, 0, 0, true), Paid),
            ((1_000, 1_000, 300, false), PartiallyRefunded),
            ((1_000, 1_000, 1_000, false), Refunded),
            ((0, 1_000, 1_000, false), Refunded),
            ((0, 1_000, 999, true), PartiallyRefunded),
        ];
        for ((due, paid, refunded, pending), status) in cases {
            let facts = PaymentFacts { due, paid, refunded, pending };
            assert_eq!(derive_payment(&facts), status, "{facts:?}");
        }
    }
}

//! The payment status, derived from the ledger and never set by hand.

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

//! The money of an order: what is due, paid, refunded, and how much a refund comes to (PAY-01).
//!
//! Amounts are minor units of the order's one currency. Sums saturate: no order comes near the end of 64 bits.

use serde::{Deserialize, Serialize};

use crate::kind::LedgerKind;
use crate::order::LineIndex;
use crate::payment::PaymentFacts;

/// An entry of the ledger. Entries are only ever added: a pending payment that is settled or fails is taken back by a negative one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// What it is.
    pub kind: LedgerKind,
    /// How much.
    pub amount: i64,
}

/// The sums of a ledger.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// Payments being processed.
    pub pending: i64,
    /// What came in.
    pub paid: i64,
    /// What was sent back.
    pub refunded: i64,
    /// What cancels owe the customer; refunds settle it.
    pub refund_due: i64,
}

impl Totals {
    /// The sums of these entries.
    pub fn of<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Self {
        let mut totals = Self::default();
        for entry in entries {
            let sum = match entry.kind {
                LedgerKind::Pending => &mut totals.pending,
                LedgerKind::Payment => &mut totals.paid,
                LedgerKind::Refund => &mut totals.refunded,
                LedgerKind::RefundDue => &mut totals.refund_due,
            };
            *sum = sum.saturating_add(entry.amount);
        }
        totals
    }

    /// What can still be refunded.
    pub const fn left(&self) -> i64 {
        self.paid.saturating_sub(self.refunded)
    }

    /// What the payment status follows from.
    pub const fn payment_facts(&self, due: i64) -> PaymentFacts {
        PaymentFacts { due, paid: self.paid, refunded: self.refunded, pending: self.pending > 0 }
    }

    /// What the customer is owed: what came in and was not sent back, beyond what is due.
    pub const fn owed(&self, due: i64) -> i64 {
        let due = if due > 0 { due } else { 0 };
        let owed = self.left().saturating_sub(due);
        if owed > 0 { owed } else { 0 }
    }
}

/// What money needs to know of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineMoney {
    /// The whole line as ordered: price, less its share of discounts, plus its share of taxes on top.
    pub net: i64,
    /// Units ordered.
    pub ordered: i32,
    /// Units canceled.
    pub canceled: i32,
    /// Units refunded.
    pub refunded: i32,
}

impl LineMoney {
    /// The net amount of the last `count` units. A remainder of the division stands with the first units, so that any split adds up.
    fn net_of_last(&self, count: i32) -> i64 {
        let ordered = i128::from(self.ordered.max(1));
        let first = (ordered - i128::from(count)).clamp(0, ordered);
        let (each, rest) =
            (i128::from(self.net).div_euclid(ordered), i128::from(self.net).rem_euclid(ordered));
        let of_first = each * first + rest.min(first);
        // No more than `net`, which is an i64.
        (i128::from(self.net) - of_first) as i64
    }

    /// The net amount of the next `quantity` units to be refunded.
    fn net_of_refund(&self, quantity: i32) -> i64 {
        self.net_of_last(self.refunded.saturating_add(quantity))
            .saturating_sub(self.net_of_last(self.refunded))
    }
}

/// What is due: uncanceled lines net of discount, and charges (shipping, fees; order discounts and taxes that are not in the lines).
pub fn due<'a>(lines: impl IntoIterator<Item = &'a LineMoney>, charges: i64) -> i64 {
    lines.into_iter().fold(charges, |due, line| {
        due.saturating_add(line.net.saturating_sub(line.net_of_last(line.canceled)))
    })
}

/// A refund as the merchant enters it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefundRequest {
    /// Units of lines.
    pub lines: Vec<(LineIndex, i32)>,
    /// Refund shipping.
    pub shipping: i64,
    /// Adjustment refund.
    pub adjustment: i64,
    /// Adjustment fee, kept back.
    pub fee: i64,
}

text_enum! {
    /// An amount that the merchant enters.
    pub enum RefundField {
        /// Refund shipping.
        Shipping = "shipping",
        /// Adjustment refund.
        Adjustment = "adjustment",
        /// Adjustment fee.
        Fee = "fee",
    }
}

/// Why a refund is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum CannotRefund {
    /// The order has no such line, or it is named twice.
    #[error("the order has no line {line}, or it is named twice")]
    BadLine {
        /// What was named.
        line: LineIndex,
    },
    /// A quantity is at least 1.
    #[error("{asked} units: a quantity is at least 1")]
    NotPositive {
        /// What was asked for.
        asked: i32,
    },
    /// More units than are left to refund.
    #[error("{asked} units of line {line}: only {left} are not refunded")]
    TooManyUnits {
        /// The line.
        line: LineIndex,
        /// What was asked for.
        asked: i32,
        /// What is not refunded yet.
        left: i32,
    },
    /// An amount below zero.
    #[error("{field} is below zero")]
    Negative {
        /// Which.
        field: RefundField,
    },
    /// The total is nothing.
    #[error("the refund comes to {total}")]
    Nothing {
        /// It.
        total: i64,
    },
    /// The total exceeds what is left.
    #[error("the refund comes to {total}, but only {left} is left")]
    MoreThanLeft {
        /// It.
        total: i64,
        /// Paid less refunded.
        left: i64,
    },
}

/// What a refund comes to: quantity x net unit price + shipping + adjustment - fee. It moves no stock and can't exceed what is left.
///
/// `lines` are the order's, by their index.
pub fn refund_amount(
    lines: &[LineMoney],
    totals: &Totals,
    request: &RefundRequest,
) -> Result<i64, CannotRefund> {
    for (field, amount) in [
        (RefundField::Shipping, request.shipping),
        (RefundField::Adjustment, request.adjustment),
        (RefundField::Fee, request.fee),
    ] {
        if amount < 0 {
            return Err(CannotRefund::Negative { field });
        }
    }
    let mut total = i128::from(request.shipping) + i128::from(request.adjustment) - i128::from(request.fee);
    for (position, &(index, asked)) in request.lines.iter().enumerate() {
        let named_before = request.lines[..position].iter().any(|(other, _)| *other == index);
        let line = index.of(lines).filter(|_| !named_before).ok_or(CannotRefund::BadLine { line: index })?;
        if asked <= 0 {
            return Err(CannotRefund::NotPositive { asked });
        }
        let left = line.ordered.saturating_sub(line.refunded);
        if asked > left {
            return Err(CannotRefund::TooManyUnits { line: index, asked, left });
        }
        total += i128::from(line.net_of_refund(asked));
    }
    let total = i64::try_from(total).unwrap_or(if total < 0 { i64::MIN } else { i64::MAX });
    let left = totals.left();
    if total > left {
        Err(CannotRefund::MoreThanLeft { total, left })
    } else if total <= 0 {
        Err(CannotRefund::Nothing { total })
    } else {
        Ok(total)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn line(net: i64, ordered: i32) -> LineMoney {
        LineMoney { net, ordered, canceled: 0, refunded: 0 }
    }

    const PAID: Totals = Totals { pending: 0, paid: 10_000, refunded: 0, refund_due: 0 };

    #[test]
    fn ledger_sums_by_kind() {
        let entries = [
            Entry { kind: LedgerKind::Pending, amount: 500 },
            Entry { kind: LedgerKind::Payment, amount: 300 },
            Entry { kind: LedgerKind::Pending, amount: -500 },
            Entry { kind: LedgerKind::Refund, amount: 100 },
            Entry { kind: LedgerKind::RefundDue, amount: 40 },
        ];
        let totals = Totals::of(&entries);
        assert_eq!(totals, Totals { pending: 0, paid: 300, refunded: 100, refund_due: 40 });
        assert_eq!((totals.left(), totals.owed(150), totals.owed(250)), (200, 50, 0));
    }

    #[test]
    fn due_is_uncanceled_lines_net_and_charges() {
        let lines = [LineMoney { canceled: 1, ..line(1_000, 3) }, line(500, 1)];
        assert_eq!(due(&lines, 80), 1_000 - 333 + 500 + 80);
        assert_eq!(due(&[LineMoney { canceled: 3, ..line(1_000, 3) }], 0), 0);
    }

    #[test]
    fn pay_01_refund_is_quantity_times_price_plus_shipping_and_adjustment_less_fee() {
        let request = RefundRequest { lines: vec![(LineIndex(0), 2)], shipping: 50, adjustment: 30, fee: 10 };
        assert_eq!(refund_amount(&[line(3_000, 3)], &PAID, &request), Ok(2_000 + 50 + 30 - 10));
    }

    #[test]
    fn pay_01_a_refund_cannot_exceed_what_is_left() {
        let request = RefundRequest { adjustment: 501, ..RefundRequest::default() };
        let totals = Totals { refunded: 9_500, ..PAID };
        assert_eq!(
            refund_amount(&[], &totals, &request),
            Err(CannotRefund::MoreThanLeft { total: 501, left: 500 })
        );
    }

    #[test]
    fn pay_01_a_refund_that_makes_no_sense_says_why() {
        let lines = [LineMoney { refunded: 2, ..line(3_000, 3) }];
        let ask = |request: RefundRequest| refund_amount(&lines, &PAID, &request);
        let of = |lines: &[(u32, i32)]| RefundRequest {
            lines: lines.iter().map(|(line, quantity)| (LineIndex(*line), *quantity)).collect(),
            ..RefundRequest::default()
        };
        assert_eq!(ask(of(&[])), Err(CannotRefund::Nothing { total: 0 }));
        assert_eq!(ask(of(&[(1, 1)])), Err(CannotRefund::BadLine { line: LineIndex(1) }));
        assert_eq!(ask(of(&[(0, 1), (0, 1)])), Err(CannotRefund::BadLine { line: LineIndex(0) }));
        assert_eq!(ask(of(&[(0, 0)])), Err(CannotRefund::NotPositive { asked: 0 }));
        assert_eq!(
            ask(of(&[(0, 2)])),
            Err(CannotRefund::TooManyUnits { line: LineIndex(0), asked: 2, left: 1 })
        );
        assert_eq!(
            ask(RefundRequest { fee: -1, ..of(&[(0, 1)]) }),
            Err(CannotRefund::Negative { field: RefundField::Fee })
        );
        assert_eq!(
            ask(RefundRequest { fee: 1_000, ..of(&[(0, 1)]) }),
            Err(CannotRefund::Nothing { total: 0 })
        );
    }

    #[test]
    fn pay_01_refunding_what_was_canceled_is_exactly_the_refund_due() {
        let canceled = LineMoney { canceled: 1, ..line(10, 3) };
        let owed = Totals { paid: 10, ..Totals::default() }.owed(due(&[canceled], 0));
        let request = RefundRequest { lines: vec![(LineIndex(0), 1)], ..RefundRequest::default() };
        assert_eq!(refund_amount(&[canceled], &PAID, &request), Ok(owed));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(3_000))]

        #[test]
        fn pay_01_partial_refunds_add_up_to_the_line(net in 0_i64..1_000_000, parts in prop::collection::vec(1_i32..9, 1..10)) {
            let mut line = line(net, parts.iter().sum());
            let mut sum = 0;
            for part in parts {
                sum += line.net_of_refund(part);
                line.refunded += part;
            }
            prop_assert_eq!(sum, net);
        }

        #[test]
        fn pay_01_no_sequence_of_refunds_exceeds_what_was_paid(
            nets in prop::collection::vec((-100_i64..10_000, 1_i32..9), 1..5),
            paid in 0_i64..20_000,
            asks in prop::collection::vec((0_u32..5, 0_i32..5, 0_i64..900, 0_i64..900, 0_i64..900), 0..30),
        ) {
            let mut lines: Vec<_> = nets.into_iter().map(|(net, ordered)| line(net, ordered)).collect();
            let mut totals = Totals { paid, ..Totals::default() };
            for (index, quantity, shipping, adjustment, fee) in asks {
                let request = RefundRequest { lines: vec![(LineIndex(index), quantity)], shipping, adjustment, fee };
                if let Ok(amount) = refund_amount(&lines, &totals, &request) {
                    totals.refunded += amount;
                    lines[index as usize].refunded += quantity;
                }
                prop_assert!(totals.left() >= 0);
                prop_assert!(lines.iter().all(|line| line.refunded <= line.ordered));
            }
        }

        #[test]
        fn pay_01_any_numbers_are_answered_without_panic(numbers in any::<[i64; 6]>(), counts in any::<[i32; 4]>()) {
            let [net, shipping, adjustment, fee, paid, refunded] = numbers;
            let line = LineMoney { net, ordered: counts[0], canceled: counts[1], refunded: counts[2] };
            let request = RefundRequest { lines: vec![(LineIndex(0), counts[3])], shipping, adjustment, fee };
            let _ = refund_amount(&[line], &Totals { paid, refunded, ..Totals::default() }, &request);
            let _ = due(&[line], shipping);
        }
    }
}

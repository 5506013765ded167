//! What an order's life does to its money.

use domain::id::{LedgerEntryId, OrderChargeId};
use domain::kind::{ActorKind, ChargeKind, LedgerKind};
use domain::ledger::{Entry, LineMoney, RefundRequest, Totals, due, refund_amount};
use domain::money::Money;
use domain::order::LineIndex;
use domain::timeline::TimelineEvent;
use store::entity::{ledger_entry, order_charge, order_line};

use super::life::Life;
use super::number;

impl Life<'_> {
    fn lines_money(&self) -> Vec<LineMoney> {
        let net =
            |line: &order_line::Model| line.unit_price * i64::from(line.ordered) - line.discount + line.tax;
        let money = |line| LineMoney {
            net: net(line),
            ordered: line.ordered,
            canceled: line.canceled,
            refunded: line.refunded,
        };
        self.parts.lines.iter().map(money).collect()
    }

    /// What the customer owes for what is not canceled.
    fn due(&self) -> i64 {
        due(&self.lines_money(), self.charges())
    }

    fn charges(&self) -> i64 {
        self.parts.charges.iter().map(|charge| charge.amount).sum()
    }

    fn totals(&self) -> Totals {
        let entries: Vec<Entry> =
            self.parts.ledger.iter().map(|entry| Entry { kind: entry.kind, amount: entry.amount }).collect();
        Totals::of(&entries)
    }

    pub(super) fn enter(&mut self, kind: LedgerKind, amount: i64) {
        let order = &self.parts.order;
        let prefix = match kind {
            LedgerKind::Pending => "A",
            LedgerKind::Payment => "P",
            LedgerKind::Refund | LedgerKind::RefundDue => "R",
        };
        let reference =
            (kind != LedgerKind::RefundDue).then(|| format!("{prefix}-{}", number::code(self.index)));
        let ledger = &mut self.parts.ledger;
        ledger.push(ledger_entry::Model {
            id: LedgerEntryId(ledger.len() as i64 + 1),
            order_id: order.id,
            kind,
            method: order.payment_method,
            amount,
            currency: order.currency,
            reference,
            user_id: (kind == LedgerKind::Refund).then_some(self.owner),
            at: self.at,
        });
    }

    /// The card approves, and takes the money later.
    pub(super) fn authorise(&mut self) {
        self.enter(LedgerKind::Pending, self.due());
    }

    /// So many hundredths of what is due come in.
    pub(super) fn pay(&mut self, hundredths: i64) {
        let amount = self.due() * hundredths / 100;
        if amount <= 0 {
            return;
        }
        self.enter(LedgerKind::Payment, amount);
        let order = &self.parts.order;
        let event = TimelineEvent::PaymentReceived {
            amount: Money::new(amount, order.currency),
            method: order.payment_method,
        };
        self.tell(ActorKind::System, &event);
    }

    /// What a cancel owes the customer is noted.
    pub(super) fn owe(&mut self) {
        let totals = self.totals();
        let owed = totals.owed(self.due()) - (totals.refund_due - totals.refunded).max(0);
        if owed > 0 {
            self.enter(LedgerKind::RefundDue, owed);
        }
    }

    /// Sends money back, no more than is left.
    pub(super) fn refund(&mut self, amount: i64) {
        let amount = amount.min(self.totals().left());
        if amount <= 0 {
            return;
        }
        self.enter(LedgerKind::Refund, amount);
        let amount = Money::new(amount, self.parts.order.currency);
        self.tell(ActorKind::User, &TimelineEvent::Refunded { amount });
    }

    /// Sends back what is owed.
    pub(super) fn refund_owed(&mut self) {
        let owed = self.totals().owed(self.due());
        for line in &mut self.parts.lines {
            line.refunded = line.refunded.max(line.canceled);
        }
        self.refund(owed);
    }

    /// Units that are refunded with what they cost; everything that is left if no unit is.
    pub(super) fn refund_units(&mut self, units: &[(usize, i32)]) {
        let request = RefundRequest {
            lines: units.iter().map(|(index, quantity)| (LineIndex(*index as u32), *quantity)).collect(),
            ..RefundRequest::default()
        };
        let Ok(amount) = refund_amount(&self.lines_money(), &self.totals(), &request) else { return };
        for (index, quantity) in units {
            self.parts.lines[*index].refunded += quantity;
        }
        let all = self.parts.lines.iter().all(|line| line.refunded == line.ordered);
        self.refund(if all { i64::MAX } else { amount });
    }

    /// Of an order without goods, nothing is charged.
    pub(super) fn waive_charges(&mut self) {
        let amount = -self.charges();
        if amount == 0 {
            return;
        }
        let position = self.parts.charges.len() as i32 + 1;
        self.parts.charges.push(order_charge::Model {
            id: OrderChargeId(i64::from(position)),
            order_id: self.parts.order.id,
            position,
            kind: ChargeKind::Adjustment,
            code: "WAIVED".to_owned(),
            name: "Charges waived".to_owned(),
            amount,
        });
    }
}

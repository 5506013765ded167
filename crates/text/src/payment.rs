//! Recording a payment.

use domain::payment::CannotPay;

use crate::Locale;

words! {
    payment_question { en "Record a payment?", ja "入金を記録しますか？" }
    payment_hint {
        en "An order that waits for its payment becomes New once all of it is paid. This can't be undone.",
        ja "入金待ちの注文は、全額が入金されると「新規」になります。元に戻すことはできません。"
    }
    payment_amount { en "Amount", ja "入金額" }
    payment_reference { en "Reference (optional)", ja "取引番号（任意）" }
    payment_reference_hint {
        en "The bank's or the payment system's number of it.",
        ja "銀行や決済システムでの番号です。"
    }
    record_payment { en "Record payment", ja "入金を記録" }
    amount_malformed { en "Write an amount, without the currency's sign.", ja "金額を通貨記号なしで入力してください。" }
    amount_not_positive { en "A payment is more than zero.", ja "0より大きい金額を入力してください。" }
    amount_too_much { en "That is more than is still to be paid.", ja "未払額を超えています。" }
}

phrases! {
    still_owed(amount: &str) { en "{amount} is still to be paid.", ja "未払額は {amount} です。" }
}

impl Locale {
    /// Why a payment is not recorded.
    pub const fn cannot_pay(self, why: CannotPay) -> &'static str {
        match why {
            CannotPay::NotPositive { .. } => self.amount_not_positive(),
            CannotPay::OtherCurrency => self.amount_malformed(),
            CannotPay::TooMuch { .. } => self.amount_too_much(),
        }
    }
}

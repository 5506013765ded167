//! Claims: what they ask for, and how they are settled.

use domain::claim::{CannotClaim, ClaimCommand};

use crate::Locale;

words! {
    exchange_hint {
        en "What is sent instead costs nothing and gets a shipment of its own, under Preparing to release. Its stock is set aside and the customer is told.",
        ja "交換品は無料です。在庫を引き当て、「出庫準備中」に交換の配送を作成し、会員に通知します。"
    }
    units_to_exchange { en "Units", ja "数量" }
    sent_instead { en "Sent instead (SKU)", ja "交換品（SKU）" }
    no_such_option { en "No option of this product fits. Any SKU will do.", ja "この商品に該当するオプションはありません。他のSKUも入力できます。" }
    exchange_reason { en "Reason", ja "理由" }
    exchange_reason_hint { en "Why the customer wants others. It stands with the claim.", ja "会員が交換を希望する理由。クレームに記録されます。" }
    make_exchange { en "Make exchange shipment", ja "交換の配送を作成" }
    exchange_refused { en "Nothing is exchanged yet.", ja "まだ交換されていません。" }
    exchange_changed {
        en "Somebody changed this order meanwhile. Look at it again; what was typed is kept.",
        ja "他の人がこの注文を変更しました。内容を確認してください。入力内容は残っています。"
    }
    quantity_malformed { en "A quantity is a whole number.", ja "数量は整数で入力してください。" }
    claim_names_nothing { en "Say how many units of which product.", ja "交換する商品の数量を入力してください。" }
    complete_exchange_question { en "Have the goods of this exchange come back?", ja "交換元の商品は返送されましたか？" }
    complete_exchange_hint {
        en "The units count as returned and the claim is closed. This can't be undone.",
        ja "商品は返品済みとなり、クレームは完了します。元に戻すことはできません。"
    }
    deny_claim_question { en "Deny this claim?", ja "このクレームを却下しますか？" }
    withdraw_claim_question { en "Does the customer take this claim back?", ja "会員がこのクレームを取り下げましたか？" }
    drop_exchange_hint {
        en "Nothing is sent instead, and the claim is closed. This can't be undone.",
        ja "交換品は送られず、クレームは終了します。元に戻すことはできません。"
    }
    claim_answer { en "Answer to the customer", ja "会員への回答" }
    claim_answer_hint { en "It stands with the claim; no mail is sent.", ja "クレームに記録されます。メールは送信されません。" }
    claim_has_changed { en "The claim is settled already.", ja "このクレームはすでに処理されています。" }
}

phrases! {
    exchange_of(number: &str) { en "Exchange goods of order {number}", ja "注文 {number} の交換" }
    units_exchangeable(n: u32) { en "At most {n}.", ja "最大 {n}点" }
    in_exchange_for(sku: &str) { en "in exchange for {sku}", ja "{sku} の交換品" }
    exchanged_for(sku: &str) { en "→ {sku}", ja "→ {sku}" }
    option_with_stock(option: &str, n: i64) { en "{option}, {n} available", ja "{option}・有効在庫 {n}" }
    answered(answer: &str) { en "Answer: {answer}", ja "回答：{answer}" }
    claim_sku_unknown(code: &str) { en "There is no SKU {code}.", ja "SKU {code} はありません。" }
    claim_too_many(asked: i32, free: i32) {
        en "{asked} units can't be claimed: only {free} are delivered and named by no other claim.",
        ja "{asked}点は指定できません。配達済みで他のクレームに含まれない商品は{free}点です。"
    }
}

impl Locale {
    /// The words on a claim's button.
    pub const fn claim_command(self, command: ClaimCommand) -> &'static str {
        match (self, command) {
            (Self::En, ClaimCommand::Approve) => "Approve",
            (Self::Ja, ClaimCommand::Approve) => "承認",
            (Self::En, ClaimCommand::Complete) => "Complete",
            (Self::Ja, ClaimCommand::Complete) => "完了にする",
            (Self::En, ClaimCommand::Deny) => "Deny",
            (Self::Ja, ClaimCommand::Deny) => "却下する",
            (Self::En, ClaimCommand::Withdraw) => "Withdraw",
            (Self::Ja, ClaimCommand::Withdraw) => "取り下げる",
        }
    }

    /// Why a claim is not opened or moved.
    pub fn cannot_claim(self, why: &CannotClaim) -> String {
        match why {
            CannotClaim::NotFrom { .. } => self.claim_has_changed().to_owned(),
            CannotClaim::NothingNamed | CannotClaim::NotPositive { .. } => {
                self.claim_names_nothing().to_owned()
            }
            CannotClaim::UnknownSku { code } => self.claim_sku_unknown(code),
            CannotClaim::NotEnough { asked, free, .. } => self.claim_too_many(*asked, *free),
            CannotClaim::UnknownLine { .. } | CannotClaim::UnknownClaim => self.not_possible().to_owned(),
        }
    }
}

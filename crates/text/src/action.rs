//! An order's buttons: what they are called, what they ask, and why they can't be pressed.

use domain::action::{Action, CannotAct};
use domain::view::Closed;

use crate::Locale;

words! {
    prepare_for_release { en "Prepare for release", ja "出庫準備を実行" }
    release_preparing { en "Preparing to Release", ja "出庫準備" }
    release_question { en "Prepare this order for release?", ja "この注文の出庫準備を行いますか？" }
    release_hint {
        en "Its stock is set aside, its shipments are made and the customer is told. The customer can't cancel by themselves from then on.",
        ja "在庫を引き当て、配送を作成し、会員に通知します。以後、会員は自分でキャンセルできません。"
    }
    confirm_question { en "Confirm this order?", ja "この注文を確認済みにしますか？" }
    confirm_hint { en "It becomes Processing. This can't be undone.", ja "「処理中」になります。元に戻すことはできません。" }
    cancel_question { en "Cancel what is not released yet?", ja "出庫準備前の商品をキャンセルしますか？" }
    cancel_hint {
        en "What was paid for it becomes due back, and the customer is told. This can't be undone.",
        ja "入金済みの分は要返金となり、会員に通知します。元に戻すことはできません。"
    }
    cancel_reason { en "Reason", ja "理由" }
    cancel_reason_hint { en "The customer reads it, too.", ja "会員にも通知されます。" }
    reason_missing { en "Write a reason of at most 200 characters.", ja "理由を200文字以内で入力してください。" }
    cancel_order { en "Cancel order", ja "注文をキャンセル" }
    keep_order { en "Keep it", ja "キャンセルしない" }
    not_now { en "Not now", ja "戻る" }
    dismiss_failure { en "Dismiss", ja "一覧から除外" }
    needed { en "Needed", ja "必要数" }
    available { en "Available", ja "有効在庫" }
    short_of_stock { en "Short", ja "不足" }
    option { en "Option", ja "オプション" }
    sku { en "SKU", ja "SKU" }
    not_allowed_here { en "Your role may not do this.", ja "権限がありません。" }
}

impl Locale {
    /// The words on an action's button.
    pub const fn action(self, action: Action) -> &'static str {
        match (self, action) {
            (Self::En, Action::MarkPaid) => "Mark as paid",
            (Self::Ja, Action::MarkPaid) => "入金済みにする",
            (Self::En, Action::Confirm) => "Confirm",
            (Self::Ja, Action::Confirm) => "注文確認",
            (Self::En, Action::PrepareRelease) => "Preparing to Release",
            (Self::Ja, Action::PrepareRelease) => "出庫準備",
            (Self::En, Action::MarkPacked) => "Mark packed",
            (Self::Ja, Action::MarkPacked) => "梱包済みにする",
            (Self::En, Action::HandOver) => "Hand over",
            (Self::Ja, Action::HandOver) => "引渡し",
            (Self::En, Action::MarkDelivered) => "Mark as delivered",
            (Self::Ja, Action::MarkDelivered) => "配達完了にする",
            (Self::En, Action::MarkPickedUp) => "Mark as picked up",
            (Self::Ja, Action::MarkPickedUp) => "受取済みにする",
            (Self::En, Action::Fulfil) => "Fulfil",
            (Self::Ja, Action::Fulfil) => "出荷",
            (Self::En, Action::Return) => "Return",
            (Self::Ja, Action::Return) => "返品",
            (Self::En, Action::Exchange) => "Exchange",
            (Self::Ja, Action::Exchange) => "交換",
            (Self::En, Action::Refund) => "Refund",
            (Self::Ja, Action::Refund) => "返金",
            (Self::En, Action::Cancel) => "Cancel",
            (Self::Ja, Action::Cancel) => "キャンセル",
        }
    }

    /// Why a button can't be pressed.
    pub fn closed(self, closed: &Closed) -> String {
        match closed {
            Closed::NoRight => self.not_allowed_here().to_owned(),
            Closed::Cannot { why } => self.cannot_act(why),
        }
    }

    /// Why an action is not possible now.
    pub fn cannot_act(self, why: &CannotAct) -> String {
        let plain = match (self, why) {
            (Self::En, CannotAct::NotInStage { stage }) => {
                return format!("Not possible while the order is {}.", self.stage(*stage));
            }
            (Self::Ja, CannotAct::NotInStage { stage }) => {
                return format!("「{}」の注文ではできません。", self.stage(*stage));
            }
            (Self::En, CannotAct::ManagedAtMall) => "Do this on the mall's own pages.",
            (Self::Ja, CannotAct::ManagedAtMall) => "販売モールの管理画面で行ってください。",
            (Self::En, CannotAct::NotConfirmed) => "Confirm the mall's order first.",
            (Self::Ja, CannotAct::NotConfirmed) => "先に注文確認を行ってください。",
            (Self::En, CannotAct::NothingOwed) => "Nothing is owed.",
            (Self::Ja, CannotAct::NothingOwed) => "未払いはありません。",
            (Self::En, CannotAct::NothingOpen) => "Everything is released or canceled.",
            (Self::Ja, CannotAct::NothingOpen) => "すべて出庫準備済みまたはキャンセル済みです。",
            (Self::En, CannotAct::VoidFirst) => "Everything left is in shipments. Cancel those first.",
            (Self::Ja, CannotAct::VoidFirst) => "商品は配送に含まれています。先に配送を取り消してください。",
            (Self::En, CannotAct::NothingToPack) => "Everything in shipments is packed.",
            (Self::Ja, CannotAct::NothingToPack) => "梱包する商品はありません。",
            (Self::En, CannotAct::NothingToHandOver) => "No shipment is ready to be handed over.",
            (Self::Ja, CannotAct::NothingToHandOver) => "引渡しできる配送はありません。",
            (Self::En, CannotAct::NothingToDeliver) => "Nothing is on its way.",
            (Self::Ja, CannotAct::NothingToDeliver) => "配送中の商品はありません。",
            (Self::En, CannotAct::NothingToPickUp) => "Nothing waits to be picked up.",
            (Self::Ja, CannotAct::NothingToPickUp) => "受取待ちの商品はありません。",
            (Self::En, CannotAct::NothingToReturn) => "Nothing is delivered that could come back.",
            (Self::Ja, CannotAct::NothingToReturn) => "返品できる商品はありません。",
            (Self::En, CannotAct::NothingToExchange) => "Nothing is delivered that could be exchanged.",
            (Self::Ja, CannotAct::NothingToExchange) => "交換できる商品はありません。",
            (Self::En, CannotAct::ReplacementFirst) => "Cancel its exchange shipment first.",
            (Self::Ja, CannotAct::ReplacementFirst) => "先に交換の配送を取り消してください。",
            (Self::En, CannotAct::NothingToRefund) => "Nothing is paid that could be refunded.",
            (Self::Ja, CannotAct::NothingToRefund) => "返金できる入金はありません。",
            (Self::En, CannotAct::Released) => "It is released already. A cancel can be requested.",
            (Self::Ja, CannotAct::Released) => "出庫準備済みです。キャンセルを申請できます。",
            (Self::En, CannotAct::InvoiceRegistered) => {
                "An invoice is registered: the address can't be changed."
            }
            (Self::Ja, CannotAct::InvoiceRegistered) => "送り状が登録済みのため、住所は変更できません。",
        };
        plain.to_owned()
    }
}

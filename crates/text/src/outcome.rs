//! What an order's commands are called, why they can't be given, and what they came to.

use domain::action::{Action, CannotAct};
use domain::kind::JobState;
use domain::order::Refusal;
use domain::outcome::Outcome;
use domain::view::Closed;

use crate::Locale;

words! {
    prepare_for_release { en "Prepare for release", ja "出庫準備を実行" }
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
    changed_by_another {
        en "Somebody changed this order meanwhile. Look at it again; nothing was done.",
        ja "この注文は他の人が変更しました。内容を確認してください。何も実行していません。"
    }
    order_gone { en "There is no such order any more.", ja "この注文はもうありません。" }
    not_allowed_here { en "Your role may not do this.", ja "権限がありません。" }
    done { en "Done.", ja "完了しました。" }
    not_done { en "This could not be done; nothing was changed.", ja "実行できませんでした。変更は行われていません。" }
    not_possible { en "This is not possible now.", ja "現在この操作はできません。" }
    job_stop { en "Stop the rest", ja "残りを中止" }
    progress { en "Progress", ja "進行状況" }
    release_preparing { en "Preparing to Release", ja "出庫準備" }
    confirm_many { en "Confirm orders", ja "注文確認" }
    cancel_many { en "Cancel orders", ja "注文のキャンセル" }
    cancel_orders { en "Cancel these orders", ja "選択した注文をキャンセル" }
    notices { en "Notices", ja "お知らせ" }
    notice_waits { en "Waits to be sent", ja "送信待ち" }
    notice_given_up { en "Not sent", ja "送信失敗" }
    resend { en "Send again", ja "再送信" }
    edit_address { en "Edit address", ja "住所を変更" }
    recipient { en "Recipient", ja "宛名" }
    company { en "Company", ja "会社名" }
    country_label { en "Country", ja "国" }
    postal_code { en "Postal code", ja "郵便番号" }
    region { en "State, prefecture or province", ja "都道府県・州" }
    city { en "Town", ja "市区町村" }
    address_line_1 { en "Street and number", ja "番地" }
    address_line_2 { en "Building, room", ja "建物名・部屋番号" }
    address_changed_meanwhile {
        en "Somebody changed this order meanwhile. What you typed is kept; look at the order, and save again if it is still right.",
        ja "この注文は他の人が変更しました。入力内容は残っています。注文を確認し、よければもう一度保存してください。"
    }
    address_refused { en "Nothing is saved yet: a parcel can't be sent there.", ja "まだ保存していません。この住所には配送できません。" }
    nothing_ticked { en "No order is ticked", ja "注文が選択されていません" }
    nothing_ticked_hint { en "Tick orders in the list first.", ja "先に一覧で注文を選択してください。" }
    back_to_list { en "Back to the list", ja "一覧に戻る" }
    one_by_one { en "One by one", ja "1件ずつ確認" }
    needed_and_available { en "Needed and available, by option", ja "オプション別の必要数と有効在庫" }
    sku { en "SKU", ja "SKU" }
    skip { en "Skip", ja "スキップ" }
    skipped { en "Not tried", ja "未実行" }
    done_short { en "Done", ja "完了" }
    already_short { en "Already released", ja "出庫準備済" }
    steps_done { en "That was the last one.", ja "以上で終わりです。" }
    no_such_job { en "There is no such job", ja "この処理は見つかりません" }
}

phrases! {
    command_failed(why: &str) { en "Nothing is known to have happened: {why}", ja "実行を確認できませんでした：{why}" }
    released_as(shipments: &str) { en "Released: {shipments}", ja "出庫準備完了：{shipments}" }
    already_released_by(by: &str) { en "Already released by {by}.", ja "{by} が出庫準備済みです。" }
    job_progress(worked: &str, total: &str) { en "{worked} of {total}", ja "{total}件中{worked}件" }
    job_progress_failed(worked: &str, total: &str, failed: &str) {
        en "{worked} of {total} · {failed} failed",
        ja "{total}件中{worked}件・失敗{failed}件"
    }
    select_all_n(n: &str) { en "Select all {n} results", ja "検索結果{n}件をすべて選択" }
    all_n_selected(n: &str) { en "All {n} results selected", ja "検索結果{n}件をすべて選択中" }
    notice_tried(n: u32) { en "Tried {n} times, will be tried again", ja "{n}回失敗・再送信待ち" }
    needed_of(needed: i64, available: i64) { en "{needed} of {available}", ja "{needed}／有効在庫{available}" }
    address_of(number: &str) { en "Where order {number} ships to", ja "注文 {number} のお届け先" }
    part_missing(part: &str) { en "The {part} is missing.", ja "{part}を入力してください。" }
    part_malformed(part: &str) { en "This is not a {part} of that country.", ja "この国の{part}の形式ではありません。" }
    step_of(at: &str, total: &str) { en "Order {at} of {total}", ja "{total}件中{at}件目" }
    more_rows(n: &str) { en "and {n} more", ja "ほか{n}件" }
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

    /// Why a command was refused.
    pub fn order_refusal(self, refusal: &Refusal) -> String {
        match refusal {
            Refusal::Act(why) => self.cannot_act(why),
            // What else a command refuses, its own screen keeps from being asked for.
            _ => self.not_possible().to_owned(),
        }
    }

    /// What a command to an order came to, whole; nothing where it was simply done.
    pub fn outcome(self, outcome: &Outcome) -> Vec<String> {
        match outcome {
            Outcome::Done { shipments } if shipments.is_empty() => Vec::new(),
            Outcome::Done { shipments } => vec![self.released_as(&shipments.join(", "))],
            Outcome::Failed { failures } => failures.iter().map(|failure| self.failure(failure)).collect(),
            Outcome::AlreadyReleased { by: Some(by) } => vec![self.already_released_by(by)],
            Outcome::AlreadyReleased { by: None } => {
                vec![self.failure(&domain::release::ReleaseFailure::AlreadyReleased)]
            }
            Outcome::Refused { refusal } => vec![self.order_refusal(refusal)],
            Outcome::Changed => vec![self.changed_by_another().to_owned()],
            Outcome::Gone => vec![self.order_gone().to_owned()],
            Outcome::Broken { reference } => {
                vec![format!("{} {}", self.internal(), self.reference(reference))]
            }
        }
    }

    /// What a job does.
    pub fn job_kind(self, kind: &str) -> &'static str {
        match kind {
            "confirm_order" => self.confirm_many(),
            "cancel_order" => self.cancel_many(),
            _ => self.release_preparing(),
        }
    }

    /// So many options are short of stock.
    pub fn short_options(self, options: usize) -> String {
        match (self, options) {
            (Self::En, 1) => {
                "An option is short of stock: orders that come too late will fail and say so.".to_owned()
            }
            (Self::En, _) => {
                format!(
                    "{options} options are short of stock: orders that come too late will fail and say so."
                )
            }
            (Self::Ja, _) => {
                format!(
                    "{options}個のオプションの在庫が不足しています。足りない注文は失敗となり、理由が表示されます。"
                )
            }
        }
    }

    /// Where a job stands.
    pub const fn job_state(self, state: JobState) -> &'static str {
        match (self, state) {
            (Self::En, JobState::Waiting) => "Waiting",
            (Self::Ja, JobState::Waiting) => "待機中",
            (Self::En, JobState::Running) => "Running",
            (Self::Ja, JobState::Running) => "実行中",
            (Self::En, JobState::Done) => "Done",
            (Self::Ja, JobState::Done) => "完了",
            (Self::En, JobState::Failed) => "Failed",
            (Self::Ja, JobState::Failed) => "失敗",
            (Self::En, JobState::Canceled) => "Stopped",
            (Self::Ja, JobState::Canceled) => "中止",
        }
    }
}

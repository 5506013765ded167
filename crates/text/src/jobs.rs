//! Commands to many orders or shipments, one by one or as a job.

use domain::kind::JobState;
use domain::shipment::BulkMove;

use crate::Locale;

words! {
    job_stop { en "Stop the rest", ja "残りを中止" }
    progress { en "Progress", ja "進行状況" }
    confirm_many { en "Confirm orders", ja "注文確認" }
    cancel_many { en "Cancel orders", ja "注文のキャンセル" }
    cancel_orders { en "Cancel these orders", ja "選択した注文をキャンセル" }
    nothing_ticked { en "No order is ticked", ja "注文が選択されていません" }
    nothing_ticked_hint { en "Tick orders in the list first.", ja "先に一覧で注文を選択してください。" }
    no_shipment_ticked { en "No shipment is ticked", ja "配送が選択されていません" }
    no_shipment_ticked_hint { en "Tick shipments in the list first.", ja "先に一覧で配送を選択してください。" }
    hand_over_many_hint {
        en "Their units leave the stock, and each customer is told that the parcel is on its way. What they were told can't be taken back.",
        ja "商品が在庫から引き落とされ、各会員に発送が通知されます。送信した通知は取り消せません。"
    }
    pack_many_hint {
        en "They are marked packed and leave the pick list. This can't be undone.",
        ja "梱包済みとなり、ピッキングリストから外れます。この操作は取り消せません。"
    }
    deliver_many_hint {
        en "After this their invoices can't be changed any more. The customers are told. This can't be undone.",
        ja "以後、送り状は変更できません。各会員に通知されます。この操作は取り消せません。"
    }
    each_by_itself {
        en "A shipment for which it is not possible stays as it is, and you are told why.",
        ja "実行できない配送は変更されず、理由が表示されます。"
    }
    back_to_list { en "Back to the list", ja "一覧に戻る" }
    one_by_one { en "One by one", ja "1件ずつ確認" }
    needed_and_available { en "Needed and available, by option", ja "オプション別の必要数と有効在庫" }
    skip { en "Skip", ja "スキップ" }
    skipped { en "Not tried", ja "未実行" }
    done_short { en "Done", ja "完了" }
    unchanged_short { en "Nothing to do", ja "変更なし" }
    already_short { en "Already released", ja "出庫準備済" }
    steps_done { en "That was the last one.", ja "以上で終わりです。" }
    no_such_job { en "There is no such job", ja "この処理は見つかりません" }
}

phrases! {
    job_progress(worked: &str, total: &str) { en "{worked} of {total}", ja "{total}件中{worked}件" }
    job_progress_failed(worked: &str, total: &str, failed: &str) {
        en "{worked} of {total} · {failed} failed",
        ja "{total}件中{worked}件・失敗{failed}件"
    }
    select_all_n(n: &str) { en "Select all {n} results", ja "検索結果{n}件をすべて選択" }
    all_n_selected(n: &str) { en "All {n} results selected", ja "検索結果{n}件をすべて選択中" }
    needed_of(needed: i64, available: i64) { en "{needed} of {available}", ja "{needed}／有効在庫{available}" }
    step_of(at: &str, total: &str) { en "Order {at} of {total}", ja "{total}件中{at}件目" }
    more_rows(n: &str) { en "and {n} more", ja "ほか{n}件" }
}

impl Locale {
    /// What a job does.
    pub fn job_kind(self, kind: &str) -> &'static str {
        match kind {
            "confirm_order" => self.confirm_many(),
            "cancel_order" => self.cancel_many(),
            "link_items" => self.link_items(),
            "register_invoices" => self.import_invoices(),
            kind => match kind.parse::<BulkMove>() {
                Ok(asked) => self.shipment_command(asked.command()),
                Err(_) => self.release_preparing(),
            },
        }
    }

    /// What becomes of many shipments when they are given a command.
    pub const fn many_moved(self, asked: BulkMove) -> &'static str {
        match asked {
            BulkMove::MarkPacked => self.pack_many_hint(),
            BulkMove::HandOver => self.hand_over_many_hint(),
            BulkMove::MarkDelivered => self.deliver_many_hint(),
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
            (Self::En, JobState::Draft) => "Looked over",
            (Self::Ja, JobState::Draft) => "確認済",
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

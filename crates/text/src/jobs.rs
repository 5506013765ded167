//! Commands to many orders, one by one or as a job.

use domain::kind::JobState;

use crate::Locale;

words! {
    job_stop { en "Stop the rest", ja "残りを中止" }
    progress { en "Progress", ja "進行状況" }
    confirm_many { en "Confirm orders", ja "注文確認" }
    cancel_many { en "Cancel orders", ja "注文のキャンセル" }
    cancel_orders { en "Cancel these orders", ja "選択した注文をキャンセル" }
    nothing_ticked { en "No order is ticked", ja "注文が選択されていません" }
    nothing_ticked_hint { en "Tick orders in the list first.", ja "先に一覧で注文を選択してください。" }
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

//! The audit log.

use domain::audit::AuditKind;

words! {
    audit_log { en "Audit log", ja "監査ログ" }
    audit_person { en "Person", ja "ユーザー" }
    audit_action { en "Action", ja "操作" }
    anybody { en "Anybody", ja "すべてのユーザー" }
    any_action { en "Any action", ja "すべての操作" }
    column_when { en "When", ja "日時" }
    column_who { en "Who", ja "ユーザー" }
    column_what { en "What", ja "操作" }
    column_detail { en "About", ja "対象" }
    nobody_signed_in { en "Not signed in", ja "未サインイン" }
    command_line { en "Command line", ja "コマンドライン" }
    former_person { en "A former user", ja "以前のユーザー" }
    no_audit { en "No entry matches", ja "該当する記録がありません" }
    no_audit_hint { en "Clear the filters to see everything.", ja "条件をクリアするとすべて表示されます。" }
}

impl crate::Locale {
    /// What was done.
    pub const fn audit_kind(self, kind: AuditKind) -> &'static str {
        use AuditKind::*;
        match (self, kind) {
            (Self::En, SignedIn) => "Signed in",
            (Self::Ja, SignedIn) => "サインイン",
            (Self::En, SignInRefused) => "Sign-in refused",
            (Self::Ja, SignInRefused) => "サインイン失敗",
            (Self::En, SignInHeldBack) => "Sign-in held back after many attempts",
            (Self::Ja, SignInHeldBack) => "試行回数超過によるサインイン制限",
            (Self::En, SignedOut) => "Signed out",
            (Self::Ja, SignedOut) => "サインアウト",
            (Self::En, OwnerCreated) => "Owner set up",
            (Self::Ja, OwnerCreated) => "オーナー登録",
            (Self::En, PersonAdded) => "Person added",
            (Self::Ja, PersonAdded) => "ユーザー追加",
            (Self::En, OrdersImported) => "Orders imported",
            (Self::Ja, OrdersImported) => "注文取込",
            (Self::En, PasswordChanged) => "Password changed",
            (Self::Ja, PasswordChanged) => "パスワード変更",
            (Self::En, PasswordRefused) => "Password change refused",
            (Self::Ja, PasswordRefused) => "パスワード変更失敗",
            (Self::En, SessionEnded) => "Session ended elsewhere",
            (Self::Ja, SessionEnded) => "他の端末のセッション終了",
            (Self::En, SessionsEnded) => "All other sessions ended",
            (Self::Ja, SessionsEnded) => "他の端末から一括サインアウト",
            (Self::En, MerchantChanged) => "Settings changed",
            (Self::Ja, MerchantChanged) => "設定変更",
            (Self::En, CarrierChanged) => "Carriers changed",
            (Self::Ja, CarrierChanged) => "配送会社の設定変更",
        }
    }
}

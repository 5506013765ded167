//! What stands around every page.

words! {
    skip_to_content { en "Skip to content", ja "本文へ移動" }
    main_navigation { en "Main", ja "メインナビゲーション" }
    menu { en "Menu", ja "メニュー" }
    desk_group { en "Desk", ja "業務" }
    catalogue_group { en "Catalogue", ja "商品・顧客" }
    set_up_group { en "Set-up", ja "管理" }
    new_orders_short { en "New orders", ja "新規注文" }
    customers { en "Customers", ja "会員" }
    settings { en "Settings", ja "設定" }
    language { en "Language", ja "言語" }
    theme { en "Theme", ja "テーマ" }
    theme_light { en "Light", ja "ライト" }
    theme_dark { en "Dark", ja "ダーク" }
    theme_auto { en "As the system", ja "システムに合わせる" }
    sign_out { en "Sign out", ja "サインアウト" }
    close { en "Close", ja "閉じる" }
    apply { en "Apply", ja "適用" }
    loading { en "Loading", ja "読み込み中" }
    previous { en "Previous", ja "前へ" }
    next { en "Next", ja "次へ" }
    rows { en "Rows", ja "表示件数" }
    first_page { en "This is the first page", ja "最初のページです" }
    last_page { en "This is the last page", ja "最後のページです" }
    pages { en "Pages", ja "ページ" }
    test_order { en "Test", ja "テスト" }
    none { en "None.", ja "なし" }
    retry { en "Try again", ja "再試行" }
}

phrases! {
    rows_shown(from: &str, to: &str, total: &str) { en "{from}–{to} of {total}", ja "{total}件中 {from}～{to}件" }
    rows_shown_of_many(from: &str, to: &str) { en "{from}–{to}", ja "{from}～{to}件" }
    not_understood(name: &str, value: &str) {
        en "The address asks for {name}={value}, which is not understood and was left out.",
        ja "URLの {name}={value} を認識できないため、無視しました。"
    }
}

impl crate::Locale {
    /// A role's name.
    pub const fn role(self, role: domain::role::Role) -> &'static str {
        use domain::role::Role::*;
        match (self, role) {
            (Self::En, Owner) => "Owner",
            (Self::Ja, Owner) => "オーナー",
            (Self::En, Manager) => "Manager",
            (Self::Ja, Manager) => "マネージャー",
            (Self::En, Fulfilment) => "Fulfilment",
            (Self::Ja, Fulfilment) => "出荷担当",
            (Self::En, Viewer) => "Viewer",
            (Self::Ja, Viewer) => "閲覧者",
        }
    }
}

//! Keyboard and screen reader: shortcuts, the command palette, what live regions say.

use domain::count::Count;

words! {
    shortcuts { en "Keyboard shortcuts", ja "キーボードショートカット" }
    shortcut_search { en "Go to the search field", ja "検索欄へ移動" }
    shortcut_next { en "Next row; in an order's details, the next order", ja "次の行へ（注文詳細では次の注文へ）" }
    shortcut_previous { en "Previous row; in an order's details, the previous order", ja "前の行へ（注文詳細では前の注文へ）" }
    shortcut_tick { en "Select the row, or take it out of the selection", ja "行を選択・選択解除" }
    shortcut_tick_range { en "Select all rows from the last one selected to this one", ja "直前に選択した行からこの行までを選択" }
    shortcut_open { en "Open the row", ja "行を開く" }
    shortcut_leave { en "Close, leave the search field, clear the selection", ja "閉じる・検索欄を抜ける・選択を解除" }
    shortcut_help { en "Show this list", ja "この一覧を表示" }
    shortcut_palette { en "Go to a page, an order, a shipment or a customer", ja "ページ・注文・配送・会員へ移動" }
    single_keys { en "Single-key shortcuts", ja "1文字キーのショートカット" }
    single_keys_hint {
        en "Turn them off if speech input or another tool presses keys for you.",
        ja "音声入力などのツールが誤ってキーを押す場合はオフにしてください。"
    }
    on { en "On", ja "オン" }
    off { en "Off", ja "オフ" }
    go_to { en "Go to…", ja "移動…" }
    palette_hint { en "Page, Order, Shipment or Invoice No., or the beginning of a customer's email", ja "ページ名・注文／配送／送り状番号・会員のメールアドレス（前方一致）" }
    palette_results { en "Results", ja "検索結果" }
    palette_nothing { en "Nothing found. Type the whole number, or the beginning of an email or a name.", ja "見つかりませんでした。番号は全桁を、会員はメールアドレスまたは氏名の先頭を入力してください。" }
    palette_failed { en "The search did not work. Try again.", ja "検索できませんでした。もう一度お試しください。" }
    hit_page { en "Page", ja "ページ" }
    hit_order { en "Order", ja "注文" }
    hit_shipment { en "Shipment", ja "配送" }
    selection { en "Selection", ja "選択" }
    select_page { en "Select all orders on this page", ja "このページの注文をすべて選択" }
    select_shipments_page { en "Select all shipments on this page", ja "このページの配送をすべて選択" }
    clear_selection { en "Clear selection", ja "選択を解除" }
    copy_numbers { en "Copy Order Nos.", ja "注文番号をコピー" }
    copy_shipment_numbers { en "Copy Shipment Nos.", ja "配送番号をコピー" }
    copied { en "Copied", ja "コピーしました" }
}

phrases! {
    select_shipment(number: &str) { en "Select shipment {number}", ja "配送 {number} を選択" }
    select_order(number: &str) { en "Select order {number}", ja "注文 {number} を選択" }
    rows_shown_aloud(count: &str, from: &str, to: &str) { en "{count}, {from} to {to} shown", ja "{count}、{from}～{to}件目を表示" }
    entries_shown_aloud(from: &str, to: &str) { en "Entries {from} to {to} shown", ja "{from}～{to}件目を表示" }
}

impl crate::Locale {
    /// So many orders.
    pub fn orders_counted(self, n: Count) -> String {
        match self {
            Self::En if n == Count::exact(1) => "1 order".to_owned(),
            Self::En => format!("{n} orders"),
            Self::Ja => format!("注文{n}件"),
        }
    }

    /// How many customers are shown.
    pub fn customers_shown(self, n: usize) -> String {
        match self {
            Self::En if n == 1 => "1 customer shown".to_owned(),
            Self::En => format!("{n} customers shown"),
            Self::Ja => format!("会員{n}名を表示"),
        }
    }

    /// How many orders are selected.
    pub fn orders_selected(self, n: usize) -> String {
        match self {
            Self::En if n == 1 => "1 order selected".to_owned(),
            Self::En => format!("{n} orders selected"),
            Self::Ja => format!("{n}件選択中"),
        }
    }

    /// How many shipments are selected.
    pub fn shipments_selected(self, n: usize) -> String {
        match self {
            Self::En if n == 1 => "1 shipment selected".to_owned(),
            Self::En => format!("{n} shipments selected"),
            Self::Ja => format!("{n}件選択中"),
        }
    }

    /// How much the palette has found.
    pub fn palette_found(self, n: usize) -> String {
        match self {
            Self::En if n == 1 => "1 result".to_owned(),
            Self::En => format!("{n} results"),
            Self::Ja => format!("{n}件見つかりました"),
        }
    }
}

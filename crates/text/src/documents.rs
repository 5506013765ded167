//! Documents to print.

use domain::documents::DocumentKind;

words! {
    print { en "Print", ja "印刷" }
    packing_slip { en "Packing slip", ja "納品書" }
    packing_slips { en "Packing slips", ja "納品書" }
    pick_list { en "Pick list", ja "ピッキングリスト" }
    shipping_labels { en "Labels", ja "送り状ラベル" }
    shipping_label { en "Label", ja "送り状ラベル" }
    picked { en "Picked", ja "確認" }
    no_location { en "No warehouse", ja "倉庫未設定" }
    nothing_to_print { en "There is nothing to print", ja "印刷するものがありません" }
    nothing_to_print_hint { en "Go back to the list of shipments and print from there.", ja "配送の一覧に戻り、そこから印刷してください。" }
    print_selected_hint { en "The selected shipments:", ja "選択中の配送：" }
    print_page_hint { en "The shipments on this page of the list:", ja "一覧のこのページにある配送：" }
    units_total { en "Total", ja "合計" }
    column_sku { en "SKU", ja "SKU" }
}

phrases! {
    not_to_pick(count: usize) { en "Left out, because they are packed, on their way or tests: {count}", ja "梱包済み・配送中・テストのため除外：{count}件" }
    documents_missing(count: u32) { en "Not printed, because they are canceled or not there any more: {count}", ja "キャンセル済みまたは見つからないため印刷されない配送：{count}件" }
    print_at_most(most: usize) { en "At most {most} are printed at once: the first {most}.", ja "一度に印刷できるのは{most}件までです。先頭の{most}件を印刷します。" }
    label_of(shipment: &str) { en "Label of {shipment}", ja "{shipment} のラベル" }
}

impl crate::Locale {
    /// What a page of documents is called.
    pub const fn documents(self, kind: DocumentKind) -> &'static str {
        match kind {
            DocumentKind::PackingSlip => self.packing_slips(),
            DocumentKind::PickList => self.pick_list(),
            DocumentKind::Label => self.shipping_labels(),
        }
    }
}

//! The New (To Ship) Orders page, by the names of its manual.

words! {
    new_orders { en "New (To Ship) Orders", ja "新規注文（出荷前）" }
    destination { en "Destination", ja "配送先" }
    status { en "Status", ja "状態" }
    search_in { en "Search in", ja "検索項目" }
    any_field { en "Any", ja "すべて" }
    order_no { en "Order No.", ja "注文番号" }
    product_id { en "Product ID", ja "商品ID" }
    search_hint { en "Order No., Product ID, SKU", ja "注文番号・商品ID・SKU" }
    search { en "Search", ja "検索" }
    customer_email { en "Customer Email", ja "会員メールアドレス" }
    order_creation_date { en "Order creation date", ja "注文日" }
    created { en "Created", ja "注文日" }
    any_time { en "Any time", ja "全期間" }
    chosen_days { en "From – to", ja "期間を指定" }
    dates { en "Dates", ja "期間" }
    from_day { en "From", ja "開始日" }
    to_day { en "To", ja "終了日" }
    optional_more { en "Optional +", ja "詳細条件 +" }
    shipping_location { en "Shipping location", ja "出荷元" }
    delivery_policy { en "Delivery policy", ja "配送ポリシー" }
    shipping_option { en "Shipping option", ja "配送オプション" }
    any_location { en "Any location", ja "すべての出荷元" }
    any_policy { en "Any policy", ja "すべてのポリシー" }
    any_option { en "Any option", ja "すべてのオプション" }
    filters { en "Filters", ja "絞り込み" }
    clear { en "Clear", ja "クリア" }
    column_ordered { en "Ordered", ja "注文日時" }
    column_products { en "Products", ja "商品" }
    column_quantity { en "Qty", ja "数量" }
    column_option { en "Option", ja "配送オプション" }
    guest { en "Guest", ja "ゲスト" }
    failed_short { en "Failed", ja "失敗" }
    shipping_request { en "Shipping request", ja "配送時の要望" }
    to_before_from { en "The last day is before the first one, so no order can be found.", ja "終了日が開始日より前のため、該当する注文はありません。" }
    nothing_found { en "No order matches", ja "該当する注文がありません" }
    nothing_found_hint { en "Check the spelling, or clear the filters.", ja "入力内容を確認するか、条件をクリアしてください。" }
    queue_empty { en "Nothing waits here", ja "出庫準備待ちの注文はありません" }
    queue_empty_hint { en "New orders appear here as soon as they may be released.", ja "出庫準備できるようになった注文がここに表示されます。" }
    failed_empty { en "No release has failed", ja "出庫準備に失敗した注文はありません" }
    failed_empty_hint { en "Orders whose release fails stand here with the reason.", ja "出庫準備に失敗した注文が、理由とともにここに表示されます。" }
    desk_empty { en "No orders yet", ja "注文はまだありません" }
    desk_empty_hint {
        en "Bring your orders in: waybill import orders FILE --channel CODE",
        ja "注文を取り込んでください：waybill import orders FILE --channel CODE"
    }
}

phrases! {
    more_lines(n: u32) { en "+{n}", ja "他{n}商品" }
    found_by(field: &str, text: &str) { en "Recognised as {field}: {text}", ja "{field}として検索：{text}" }
    also_in_other_tab(n: &str, tab: &str) { en "{n} in {tab}", ja "{tab}に{n}件" }
    late(days: u32) { en "{days} d", ja "{days}日" }
    late_hint(days: u32) { en "Ordered {days} days ago", ja "注文から{days}日経過" }
    shipping_request_of(number: &str) { en "Shipping request of order {number}", ja "注文 {number} の配送時の要望" }
}

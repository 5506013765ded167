//! An order's detail.

words! {
    order_details { en "Details", ja "注文詳細" }
    about { en "About the order", ja "注文情報" }
    stage_label { en "Stage", ja "注文状態" }
    item_link_failed { en "Item link: FAIL", ja "アイテム紐づけ：FAIL" }
    ordered_product { en "Ordered Product", ja "注文商品" }
    payment_info { en "Payment Info", ja "決済情報" }
    shipping { en "Shipping", ja "配送" }
    claim { en "Claim", ja "クレーム" }
    timeline { en "Timeline", ja "タイムライン" }
    notes { en "Notes", ja "メモ" }
    ordering_member { en "Ordering Member", ja "注文会員" }
    ship_to { en "Ship to", ja "お届け先" }
    bill_to { en "Bill to", ja "請求先" }
    items_total { en "Items", ja "商品合計" }
    discount { en "Discount", ja "割引" }
    shipping_fee { en "Shipping", ja "送料" }
    tax { en "Tax", ja "税額" }
    total { en "Total", ja "合計" }
    due { en "Due", ja "請求額" }
    paid { en "Paid", ja "支払済" }
    refunded { en "Refunded", ja "返金済" }
    balance { en "Still to pay", ja "未払額" }
    method { en "Payment method", ja "支払方法" }
    movements { en "Payments and refunds", ja "入出金履歴" }
    no_shipment { en "No shipment yet.", ja "配送はまだありません。" }
    no_claim { en "No claim.", ja "クレームはありません。" }
    no_lines { en "This order has charges only, no goods.", ja "この注文には商品がなく、料金のみです。" }
    no_address { en "No address is known.", ja "住所が登録されていません。" }
    no_delivery_name { en "no delivery name", ja "配送品名なし" }
    channel { en "Channel", ja "販売モール" }
    placed { en "Placed", ja "注文日時" }
    original_order { en "Cancels order", ja "キャンセル対象の注文" }
    channel_number { en "Number at the channel", ja "販売モールの注文番号" }
    mall_status { en "The mall's own status", ja "販売モールでの状態" }
    order_not_found { en "There is no such order", ja "注文が見つかりません" }
    order_not_found_hint { en "Check the number, or search for it on the New orders page.", ja "番号を確認するか、新規注文ページで検索してください。" }
    shipment_no { en "Shipment No.", ja "配送番号" }
    invoice_no { en "Invoice No.", ja "送り状番号" }
    release_plan { en "Releasing makes:", ja "出庫準備で作成される配送：" }
    no_routing { en "No location chosen", ja "出荷元未設定" }
}

phrases! {
    country_not_recognised(given: &str) { en "{given} (country not recognised)", ja "{given}（国を特定できません）" }
    order_title(number: &str) { en "Order {number}", ja "注文 {number}" }
    stock_available(n: i64) { en "{n} available", ja "有効在庫 {n}" }
    delivery_name(name: &str) { en "delivery name “{name}”", ja "配送品名「{name}」" }
    units(n: &str) { en "× {n}", ja "× {n}" }
    units_canceled(n: u32) { en "{n} canceled", ja "{n}点キャンセル" }
    units_open(n: u32) { en "{n} to release", ja "出庫準備前 {n}点" }
    failed_at(when: &str) { en "Failed to release, {when}.", ja "出庫準備に失敗しました（{when}）。" }
    no_such_order(number: &str) { en "No order bears the number {number}.", ja "注文番号 {number} の注文はありません。" }
}

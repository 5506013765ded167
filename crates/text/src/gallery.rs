//! The gallery of the design kit, which development builds show.

words! {
    kit { en "Design kit", ja "デザインキット" }
    kit_hint { en "Every part in every state. Switch the theme and the language below, and try it narrow and by keyboard.", ja "全部品をすべての状態で表示しています。テーマ・言語・画面幅を切り替え、キーボードでも確認してください。" }
    kit_actions { en "Actions", ja "操作" }
    kit_fields { en "Fields", ja "入力" }
    kit_lists { en "Lists", ja "一覧" }
    kit_messages { en "Messages", ja "通知" }
    kit_overlays { en "Overlays", ja "重ね表示" }
    kit_frame { en "Frame", ja "枠組み" }
    kit_usual { en "As usual", ja "通常" }
    kit_set { en "Set", ja "設定済み" }
    kit_closed { en "Not to be used now, and why", ja "使用不可とその理由" }
    kit_wrong { en "Refused", ja "エラー" }
    kit_empty { en "Empty", ja "空" }
    kit_long { en "Long words", ja "長い文字列" }
    kit_tones { en "Tones", ja "トーン" }
    kit_icons { en "With a picture", ja "アイコン付き" }
    kit_many { en "Many", ja "多数" }
    kit_small { en "Small", ja "小" }
    kit_unknown { en "How far is not known", ja "進捗不明" }
    kit_danger { en "Destroys something", ja "取り消せない操作" }
    kit_remark { en "A short remark", ja "短い補足" }
    kit_is_frame { en "It is around this page. In a window below 960 px it becomes a bar with a menu.", ja "このページの周囲にあるものです。幅960px未満ではメニュー付きのバーになります。" }
    kit_open { en "Open", ja "開く" }
    kit_pressed { en "Pressed.", ja "実行しました。" }
    kit_undone { en "Taken back.", ja "元に戻しました。" }
    kit_no_right { en "Only an owner or a manager may do this.", ja "オーナーまたはマネージャーのみ実行できます。" }
    kit_nothing_selected { en "Tick an order first.", ja "先に注文を選択してください。" }
    kit_export { en "Download", ja "ダウンロード" }
    kit_duplicate { en "Copy", ja "コピー" }
    kit_delete { en "Delete", ja "削除" }
    kit_delete_view { en "Delete this view?", ja "この表示設定を削除しますか？" }
    kit_delete_view_hint { en "Its filters are lost. Orders are not touched. This can't be undone.", ja "保存した条件は失われます。注文には影響しません。この操作は取り消せません。" }
    kit_confirm_orders { en "Confirm 12 orders?", ja "12件の注文を確認しますか？" }
    kit_confirm_orders_hint { en "The marketplace is told. Orders that can't be confirmed are listed afterwards.", ja "販売モールに通知されます。確認できなかった注文は後で一覧表示します。" }
    kit_confirm_verb { en "Confirm", ja "確認する" }
    kit_keep { en "Keep it", ja "やめる" }
    kit_undo { en "Undo", ja "元に戻す" }
    kit_note_deleted { en "Note deleted", ja "メモを削除しました" }
    kit_view_saved { en "View saved", ja "表示設定を保存しました" }
    kit_push_failed { en "The marketplace did not take the tracking number", ja "販売モールに送り状番号を登録できませんでした" }
    kit_releasing { en "Preparing to release", ja "出庫準備中" }
    kit_progress_words { en "32 of 120 · 2 failed", ja "120件中32件 · 失敗2件" }
    kit_progress_done { en "120 of 120", ja "120件中120件" }
    kit_reading { en "Reading the file", ja "ファイルを読み込み中" }
    kit_invoice_file { en "Invoice numbers", ja "送り状番号ファイル" }
    kit_invoice_file_hint { en ".xlsx, .xls or .csv, at most 1,000 rows and 5 MB", ja ".xlsx・.xls・.csv、1,000行・5MBまで" }
    kit_drop { en "Drop a file here, or choose one", ja "ここにファイルをドロップするか、選択してください" }
    kit_file_protected { en "The file is protected by a password. Save it without one and try again.", ja "パスワードで保護されています。解除して保存し直してください。" }
    kit_zone_none { en "No zone matches. It is written like Asia/Tokyo.", ja "該当するタイムゾーンがありません。Asia/Tokyo のように入力してください。" }
    kit_zone_wrong { en "There is no such time zone.", ja "タイムゾーンが正しくありません。" }
    kit_carrier { en "Carrier", ja "配送会社" }
    kit_product { en "Light stick, version 3", ja "公式ペンライト Ver.3" }
    kit_product_details { en "LS-003 · white · delivery name “Light stick”", ja "LS-003 · ホワイト · 品名「ペンライト」" }
    kit_long_name { en "Anniversary photo book, first press, with a poster, a set of eight cards and an entry for the lottery (shipped in the order of payment)", ja "デビュー10周年記念フォトブック【初回限定盤・特大ポスター・トレーディングカード8枚セット・抽選応募券付き・入金確認順に発送】" }
    kit_request { en "Please leave it at the door; the baby sleeps.", ja "赤ちゃんが寝ているので、玄関前に置き配でお願いします。" }
    kit_selected { en "3 selected · ¥43,550", ja "3件選択中 · ¥43,550" }
    kit_select_all { en "Select all 987", ja "987件すべてを選択" }
    kit_release { en "Preparing to Release", ja "出庫準備" }
    kit_about_order { en "Order 26-1122-0K7QF", ja "注文 26-1122-0K7QF" }
    kit_paid_by_card { en "Paid by card", ja "カード決済済み" }
    kit_alert_body { en "SKU TEE-NV-L: 4 needed, 1 available.", ja "SKU TEE-NV-L：必要4点、在庫1点" }
    kit_short { en "2 of 6 checks failed", ja "6項目中2項目が不合格" }
    kit_sample_mall { en "Marketplace", ja "モール" }
}

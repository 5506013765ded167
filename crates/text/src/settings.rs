//! Settings.

words! {
    merchant_settings { en "Merchant", ja "店舗" }
    merchant_settings_hint { en "Who sells here, and by which country, zone and currency orders are shown.", ja "店舗の基本情報です。国内・海外の区分や、日時・金額の表示に使われます。" }
    merchant_name { en "Name", ja "店舗名" }
    home_country { en "Home country", ja "店舗の所在国" }
    home_country_hint { en "Orders shipped to this country are Domestic, all others International.", ja "この国への配送は国内、それ以外は海外になります。" }
    time_zone { en "Time zone", ja "タイムゾーン" }
    time_zone_hint { en "Dates are shown and filtered in this zone.", ja "日付はこのタイムゾーンで表示・絞り込みされます。" }
    currency { en "Currency", ja "通貨" }
    currency_hint { en "Three letters, as in JPY. Orders keep the currency they were placed in.", ja "JPY のような3文字。既存の注文の通貨は変わりません。" }
    default_language_hint { en "For whoever has not chosen one.", ja "言語を選択していないユーザーに適用されます。" }
    save { en "Save", ja "保存" }
    saved { en "Saved.", ja "保存しました。" }
    name_missing { en "Give the merchant a name.", ja "店舗名を入力してください。" }
    name_long { en "A name has at most 100 characters.", ja "店舗名は100文字以内にしてください。" }
    country_unknown { en "Choose a country from the list.", ja "国を一覧から選択してください。" }
    time_zone_unknown { en "There is no such time zone. It is written like Asia/Tokyo.", ja "タイムゾーンが正しくありません。Asia/Tokyo のように入力してください。" }
    currency_unknown { en "A currency is three capital letters, like JPY.", ja "通貨は JPY のような英大文字3文字です。" }
    changed_meanwhile { en "Somebody else changed the settings meanwhile. Look at them and save again.", ja "他のユーザーが設定を変更しました。内容を確認し、もう一度保存してください。" }
    not_saved { en "Nothing was saved: the database can't be reached. Try again in a moment.", ja "データベースに接続できないため、保存されていません。しばらくしてから再試行してください。" }
    not_saved_yet { en "Your session had ended. What you typed is here; save it now.", ja "セッションが終了していました。入力内容は残っています。もう一度保存してください。" }
    settings_read_only { en "Only an owner or a manager may change the settings.", ja "設定を変更できるのはオーナーまたはマネージャーのみです。" }
}

phrases! {
    meanwhile_set_to(value: &str) { en "Meanwhile set to {value} by somebody else.", ja "他のユーザーが「{value}」に変更しました。" }
}

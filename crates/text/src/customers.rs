//! Customers.

words! {
    customer { en "Customer", ja "会員" }
    customer_search_hint { en "Email, name or number, from its beginning", ja "メールアドレス・氏名・会員番号（前方一致）" }
    column_name { en "Name", ja "氏名" }
    column_country { en "Country", ja "国" }
    column_orders { en "Orders", ja "注文数" }
    column_spent { en "Lifetime total", ja "累計購入額" }
    column_last_order { en "Last order", ja "最終注文日" }
    column_payment { en "Payment", ja "決済" }
    column_fulfilment { en "Fulfilment", ja "出荷" }
    no_customers { en "No customers yet", ja "会員はまだいません" }
    no_customers_hint { en "Whoever orders appears here.", ja "注文した会員がここに表示されます。" }
    no_orders_of_customer_hint { en "What this customer orders appears here.", ja "この会員の注文がここに表示されます。" }
    no_customer_found { en "No customer matches", ja "該当する会員がいません" }
    no_customer_found_hint { en "Type the beginning of an email, a name or a number.", ja "メールアドレス・氏名・会員番号の先頭を入力してください。" }
    customer_not_found { en "There is no such customer", ja "会員が見つかりません" }
    search_is_cut { en "Only the first 200 are shown. Type more of it to narrow the search.", ja "先頭の200件のみ表示しています。さらに入力して絞り込んでください。" }
    contact { en "Contact", ja "連絡先" }
    email { en "Email", ja "メールアドレス" }
    phone { en "Phone", ja "電話番号" }
    addresses { en "Addresses", ja "住所" }
    lifetime { en "Lifetime figures", ja "取引実績" }
    customer_since { en "Known since", ja "登録日" }
    member_number { en "Customer No. at the channel", ja "販売モールの会員番号" }
    all_orders_of_customer { en "Orders", ja "注文履歴" }
    claims { en "Claims", ja "クレーム" }
    without_email { en "No email known", ja "メールアドレス未登録" }
    filter_new_orders { en "New orders of this customer", ja "この会員の新規注文" }
}

impl crate::Locale {
    /// That of many addresses or claims the newest alone are shown.
    pub fn newest_shown(self, n: usize) -> String {
        match self {
            Self::En => format!("Only the newest {n} are shown."),
            Self::Ja => format!("最新の{n}件のみ表示しています。"),
        }
    }
}

//! Where an order ships to, as a form.

words! {
    edit_address { en "Edit address", ja "住所を変更" }
    recipient { en "Recipient", ja "宛名" }
    company { en "Company", ja "会社名" }
    country_label { en "Country", ja "国" }
    postal_code { en "Postal code", ja "郵便番号" }
    region { en "State, prefecture or province", ja "都道府県・州" }
    city { en "Town", ja "市区町村" }
    address_line_1 { en "Street and number", ja "番地" }
    address_line_2 { en "Building, room", ja "建物名・部屋番号" }
    address_changed_meanwhile {
        en "Somebody changed this order meanwhile. What you typed is kept; look at the order, and save again if it is still right.",
        ja "この注文は他の人が変更しました。入力内容は残っています。注文を確認し、よければもう一度保存してください。"
    }
    address_refused { en "Nothing is saved yet: a parcel can't be sent there.", ja "まだ保存していません。この住所には配送できません。" }
}

phrases! {
    address_of(number: &str) { en "Where order {number} ships to", ja "注文 {number} のお届け先" }
    part_missing(part: &str) { en "The {part} is missing.", ja "{part}を入力してください。" }
    part_malformed(part: &str) { en "This is not a {part} of that country.", ja "この国の{part}の形式ではありません。" }
}

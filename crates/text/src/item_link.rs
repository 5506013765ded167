//! Linking malls' listings to SKUs.

use domain::item_link::CannotLink;

use crate::Locale;

words! {
    link_items { en "Link items", ja "アイテム紐づけ" }
    link_items_hint {
        en "What the malls' listings are is taken from the rules: each is made when a listing is linked by hand. Orders with a listing that has no rule say so.",
        ja "モールの商品は紐づけルールに従って紐づけます。ルールは手動で紐づけると作成されます。ルールのない商品がある注文は、その旨が表示されます。"
    }
    link_to_sku { en "Link to SKU", ja "SKUに紐づけ" }
    link_to_sku_hint { en "The next order of this listing is then linked by itself.", ja "以後、同じ商品の注文にも適用されます。" }
    link_item { en "Link", ja "紐づける" }
    sku_missing { en "Type the code of the SKU.", ja "SKUコードを入力してください。" }
    link_in_shipment {
        en "It is in a shipment already and can't be linked any more.",
        ja "すでに配送に含まれているため、紐づけできません。"
    }
    linked_partly { en "Linked in part.", ja "一部のみ紐づけました。" }
    partly_short { en "In part", ja "一部完了" }
}

phrases! {
    no_such_sku(code: &str) { en "There is no SKU {code}. Nothing was linked.", ja "SKU {code} はありません。紐づけは行われていません。" }
    no_link_rule(items: &str) {
        en "No rule says which SKU this is: {items}. Link it on the order.",
        ja "紐づけルールがありません：{items}。注文の画面で紐づけてください。"
    }
}

impl Locale {
    /// Why a line is not linked.
    pub fn cannot_link(self, why: &CannotLink) -> String {
        match why {
            CannotLink::UnknownSku { code } if code.is_empty() => self.sku_missing().to_owned(),
            CannotLink::UnknownSku { code } => self.no_such_sku(code),
            CannotLink::InShipment => self.link_in_shipment().to_owned(),
            CannotLink::NoRule { items } => self.no_link_rule(&items.join(", ")),
        }
    }
}

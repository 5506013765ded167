//! The settings of carriers.

use domain::carrier::own::{CODE_MAX, NAME_MAX, OwnCarrierFault, URL_MAX};
use domain::carrier::{PATTERN_MAX, PatternFault};

words! {
    carriers { en "Carriers", ja "配送会社" }
    carriers_hint { en "These are offered when an invoice is registered, in this order. One that is off keeps the numbers it has.", ja "送り状登録の選択肢です。この順に表示されます。オフにしても、登録済みの送り状番号は残ります。" }
    carriers_read_only { en "Only an owner or a manager may change carriers.", ja "配送会社を変更できるのはオーナーまたはマネージャーのみです。" }
    column_carrier_number { en "Number", ja "送り状番号の形式" }
    column_carrier_used { en "Offered", ja "使用" }
    column_carrier_order { en "Order", ja "並び順" }
    carrier_checked { en "Format and check digit", ja "桁数とチェックディジットを確認" }
    carrier_unchecked { en "Any number", ja "確認なし" }
    carrier_is_on { en "On", ja "オン" }
    carrier_is_off { en "Off", ja "オフ" }
    carrier_add { en "Add a carrier", ja "配送会社を追加" }
    carrier_add_hint { en "A local van, a courier of your own: whatever is not in the list.", ja "自社便や地域の宅配業者など、一覧にない配送会社を追加できます。" }
    carrier_edit { en "Change the carrier", ja "配送会社の変更" }
    carrier_edit_short { en "Edit", ja "編集" }
    carrier_own { en "Own", ja "独自" }
    carrier_name { en "Name", ja "名称" }
    carrier_code_hint { en "What files name it by, and what stays: small letters, digits and underscores, as in our_van.", ja "ファイルで使う、変更できないコードです。our_van のように、半角小文字・数字・アンダースコアで入力してください。" }
    carrier_pattern { en "Numbers", ja "送り状番号の形式" }
    carrier_pattern_hint { en "# is a digit, @ a letter, * either; several forms are parted by commas: AB-####-####, ########. Leave it empty to take any number.", ja "# は数字、@ は英字、* は英数字を表します。複数の形式はカンマで区切ります（例：AB-####-####, ########）。空欄の場合、番号を確認しません。" }
    carrier_url { en "Tracking page", ja "追跡ページ" }
    carrier_url_hint { en "{number} stands for the number: https://van.example/track?no={number}", ja "{number} が番号に置き換わります（例：https://van.example/track?no={number}）。" }
    carrier_name_missing { en "Give the carrier a name.", ja "名称を入力してください。" }
    carrier_name_taken { en "Another carrier is called that.", ja "同じ名称の配送会社があります。" }
    carrier_code_taken { en "Another carrier has this code.", ja "同じコードの配送会社があります。" }
    carrier_moved { en "Somebody else changed the list meanwhile; nothing was moved. Look at it again.", ja "他のユーザーが一覧を変更したため、今回の並べ替えは行われていません。内容を確認してください。" }
    carrier_gone { en "There is no such carrier any more.", ja "この配送会社はもうありません。" }
    pattern_empty { en "Write at least one form.", ja "形式を1つ以上入力してください。" }
    pattern_blank { en "A form needs a letter, a digit, or a sign for them.", ja "形式には英数字か、それを表す記号が必要です。" }
}

phrases! {
    carrier_first(name: &str) { en "Move {name} to the top", ja "{name}を先頭へ" }
    carrier_up(name: &str) { en "Move {name} up", ja "{name}を上へ" }
    carrier_down(name: &str) { en "Move {name} down", ja "{name}を下へ" }
    carrier_switch_on(name: &str) { en "Offer {name}", ja "{name}を使用する" }
    carrier_switch_off(name: &str) { en "Do not offer {name}", ja "{name}を使用しない" }
    carrier_edit_of(name: &str) { en "Edit {name}", ja "{name}を編集" }
    pattern_too_long(most: u16) { en "At most {most} characters.", ja "{most}文字以内で入力してください。" }
    pattern_character(found: char) { en "No number has a “{found}”.", ja "「{found}」は送り状番号に使えません。" }
}

impl crate::Locale {
    /// What a carrier is called. The built-in ones have a name in each language; they are known by the English one, as which they are stored. Any
    /// other is called what the merchant calls it.
    pub fn carrier_called(self, stored: &str) -> &str {
        if self == Self::En {
            return stored;
        }
        match stored {
            "Yamato Transport" => "ヤマト運輸",
            "Sagawa Express" => "佐川急便",
            "Japan Post" => "日本郵便",
            "EMS and registered post" => "EMS・国際書留郵便",
            "CJ Logistics" => "CJ大韓通運",
            "Hanjin" => "韓進",
            "Lotte Global Logistics" => "ロッテグローバルロジス",
            "Korea Post" => "韓国郵便",
            "USPS" => "USPS（米国郵便公社）",
            "Logen" => "ロジェン宅配",
            "Other carrier" => "その他の配送会社",
            other => other,
        }
    }

    /// The same for a carrier with its number behind it, as the timeline keeps them.
    pub(crate) fn carrier_and_number(self, stored: &str) -> String {
        match stored.rsplit_once(' ') {
            Some((name, number)) => format!("{} {number}", self.carrier_called(name)),
            None => stored.to_owned(),
        }
    }

    /// What is wrong with an own carrier.
    pub fn own_carrier_fault(self, fault: &OwnCarrierFault) -> String {
        use OwnCarrierFault as F;
        match fault {
            F::NameMissing => self.carrier_name_missing().to_owned(),
            F::NameLong => self.pattern_too_long(NAME_MAX as u16),
            F::NameTaken => self.carrier_name_taken().to_owned(),
            F::Code => match self {
                Self::En => format!("A code has small letters, digits and underscores, at most {CODE_MAX}."),
                Self::Ja => format!("コードは半角小文字・数字・アンダースコアで{CODE_MAX}文字以内です。"),
            },
            F::CodeTaken => self.carrier_code_taken().to_owned(),
            F::Pattern { fault } => match fault {
                PatternFault::Empty => self.pattern_empty().to_owned(),
                PatternFault::TooLong { most } => self.pattern_too_long((*most).min(PATTERN_MAX as u16)),
                PatternFault::Characters { found } => self.pattern_character(*found),
                PatternFault::Blank => self.pattern_blank().to_owned(),
            },
            F::Url => match self {
                Self::En => {
                    format!(
                        "An address begins with https:// or http:// and names a page; at most {URL_MAX} characters."
                    )
                }
                Self::Ja => format!(
                    "https:// または http:// から始まるページのURLを{URL_MAX}文字以内で入力してください。"
                ),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::carrier::CARRIERS;

    use crate::Locale;

    #[test]
    fn inv_07_built_in_carriers_have_a_japanese_name_and_own_ones_the_name_given() {
        let japanese = |name| Locale::Ja.carrier_called(name);
        // These write themselves like this in Japan, too.
        let as_they_are: Vec<&str> = CARRIERS
            .iter()
            .filter(|carrier| japanese(carrier.name) == carrier.name)
            .map(|carrier| carrier.name)
            .collect();
        assert_eq!(as_they_are, ["DHL Express", "FedEx", "UPS"]);
        let mut names: Vec<&str> = CARRIERS.iter().map(|carrier| japanese(carrier.name)).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), CARRIERS.len());
        for carrier in CARRIERS {
            assert_eq!(Locale::En.carrier_called(carrier.name), carrier.name);
        }
        assert_eq!(japanese("Our Van"), "Our Van");
        assert_eq!(Locale::Ja.carrier_and_number("Yamato Transport 123456789013"), "ヤマト運輸 123456789013");
        assert_eq!(Locale::Ja.carrier_and_number("Collected at the door"), "Collected at the door");
    }
}

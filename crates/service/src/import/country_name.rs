//! Countries as files name them.

use std::collections::HashMap;
use std::sync::LazyLock;

use domain::country::Country;
use domain::typed::half_width;
use text::Locale;

/// Names in use beside the ISO codes and Waybill's own English and Japanese names.
///
/// "Channel Islands" has no code of its own: ISO knows Jersey and Guernsey. It becomes Jersey, the larger of the two; both are
/// outside the United Kingdom for customs and postage, which is what a country decides here.
const ALIASES: &[(&str, &str)] = &[
    ("JE", "Channel Islands"),
    ("IE", "Eire"),
    ("IE", "Republic of Ireland"),
    ("GB", "UK"),
    ("GB", "GBR"),
    ("GB", "Great Britain"),
    ("GB", "Britain"),
    ("GB", "England"),
    ("GB", "Scotland"),
    ("GB", "Wales"),
    ("GB", "Northern Ireland"),
    ("GB", "英国"),
    ("US", "USA"),
    ("US", "United States of America"),
    ("US", "America"),
    ("US", "アメリカ"),
    ("US", "米国"),
    ("JP", "JPN"),
    ("JP", "Nippon"),
    ("JP", "日本国"),
    ("KR", "KOR"),
    ("KR", "Korea"),
    ("KR", "Republic of Korea"),
    ("KR", "Korea, Republic of"),
    ("KR", "大韓民国"),
    ("KR", "대한민국"),
    ("KR", "한국"),
    ("CN", "CHN"),
    ("CN", "People's Republic of China"),
    ("CN", "中華人民共和国"),
    ("TW", "TWN"),
    ("TW", "Taiwan, Province of China"),
    ("HK", "Hong Kong SAR"),
    ("HK", "Hong Kong SAR China"),
    ("MO", "Macau"),
    ("ZA", "RSA"),
    ("ZA", "Republic of South Africa"),
    ("AE", "UAE"),
    ("CZ", "Czech Republic"),
    ("NL", "Holland"),
    ("NL", "The Netherlands"),
    ("RU", "Russian Federation"),
    ("TR", "Turkey"),
    ("VN", "Viet Nam"),
    ("CI", "Ivory Coast"),
    ("CV", "Cabo Verde"),
    ("SZ", "Swaziland"),
    ("MK", "Macedonia"),
    ("MM", "Burma"),
    ("TL", "East Timor"),
    ("CD", "Democratic Republic of the Congo"),
    ("CG", "Republic of the Congo"),
    ("BN", "Brunei Darussalam"),
    ("IR", "Iran, Islamic Republic of"),
    ("LA", "Lao People's Democratic Republic"),
    ("MD", "Republic of Moldova"),
    ("SY", "Syrian Arab Republic"),
    ("TZ", "United Republic of Tanzania"),
    ("VA", "Holy See"),
    ("BA", "Bosnia"),
    ("GE", "グルジア"),
    ("AU", "豪州"),
];

static NAMES: LazyLock<HashMap<String, Country>> = LazyLock::new(|| {
    let own = Country::all()
        .flat_map(|country| Locale::ALL.iter().map(move |locale| (locale.country(country), country)));
    let aliases = ALIASES.iter().filter_map(|(code, name)| Some((*name, code.parse().ok()?)));
    own.chain(aliases).map(|(name, country)| (key(name), country)).collect()
});

/// The country that a text names: by ISO 3166-1 alpha-2 code, by its English or Japanese name, or by a name in common use
/// ("EIRE"). Case, accents and punctuation do not matter. `None` for what names no single country ("European Community",
/// "Unspecified").
pub fn country_named(text: &str) -> Option<Country> {
    let text = half_width(text.trim());
    text.to_ascii_uppercase().parse().ok().or_else(|| NAMES.get(&key(&text)).copied())
}

/// Letters and digits only, without case and the accents that the names have.
fn key(name: &str) -> String {
    let plain = |c: char| match c {
        'á' | 'ã' | 'å' => 'a',
        'é' => 'e',
        'í' => 'i',
        'ô' | 'ó' => 'o',
        'ü' => 'u',
        'ç' => 'c',
        c => c,
    };
    name.replace('&', "and").to_lowercase().chars().filter(|c| c.is_alphanumeric()).map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ops_01_country_names_become_iso_codes() {
        for (text, code) in [
            ("EIRE", "IE"),
            ("Channel Islands", "JE"),
            ("USA", "US"),
            ("RSA", "ZA"),
            ("United Kingdom", "GB"),
            ("UK", "GB"),
            ("jp", "JP"),
            ("ＪＰ", "JP"),
            ("日本", "JP"),
            ("アメリカ合衆国", "US"),
            ("cote d'ivoire", "CI"),
            ("Bosnia & Herzegovina", "BA"),
            (" Hong  Kong ", "HK"),
        ] {
            assert_eq!(
                country_named(text).map(|country| country.to_string()).as_deref(),
                Some(code),
                "{text}"
            );
        }
        for country in Country::all() {
            for locale in Locale::ALL {
                assert_eq!(country_named(locale.country(country)), Some(country));
            }
        }
    }

    #[test]
    fn ops_01_what_names_no_country_is_unknown() {
        for text in ["", "European Community", "Unspecified", "EU", "XX", "Atlantis", "-"] {
            assert_eq!(country_named(text), None, "{text}");
        }
    }

    #[test]
    fn ops_01_no_alias_takes_another_countrys_name() {
        for (code, name) in ALIASES {
            assert_eq!(
                country_named(name).map(|country| country.to_string()).as_deref(),
                Some(*code),
                "{name}"
            );
        }
    }
}

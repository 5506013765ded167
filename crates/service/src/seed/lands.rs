//! Countries: their towns with postal codes, streets, phones, and what customers there ask for at checkout.

use super::names::{CHINESE, ENGLISH, FRENCH, GERMAN, JAPANESE, KOREAN, NORTHERN, Names, SOUTHERN};

/// What is made up of a country.
#[derive(Debug)]
pub(super) struct Land {
    pub country: &'static str,
    pub locale: &'static str,
    pub names: &'static Names,
    /// Patterns: `#` is a digit, `@` a letter.
    pub phone: &'static str,
    /// Postal code (a pattern, empty where the country has none), region, town.
    pub towns: &'static [Town],
    pub streets: &'static [&'static str],
    /// `{street}` and `#` in a pattern; the house number's first digit is not 0.
    pub line1: &'static str,
    /// As `line1`; empty where nobody writes one.
    pub line2: &'static str,
    pub requests: &'static [&'static str],
}

/// Postal code, region, town.
pub(super) type Town = (&'static str, &'static str, &'static str);

pub(super) const JP: usize = 0;
pub(super) const KR: usize = 1;
pub(super) const GB: usize = 2;
pub(super) const US: usize = 3;
pub(super) const CA: usize = 4;
pub(super) const AU: usize = 5;
pub(super) const DE: usize = 6;
pub(super) const FR: usize = 7;
pub(super) const TW: usize = 8;
pub(super) const SG: usize = 9;
pub(super) const HK: usize = 10;
pub(super) const NL: usize = 11;
pub(super) const ES: usize = 12;
pub(super) const IT: usize = 13;
pub(super) const SE: usize = 14;
pub(super) const IE: usize = 15;
pub(super) const NZ: usize = 16;
pub(super) const AT: usize = 17;

const IN_ENGLISH: &[&str] = &[
    "Please leave it with a neighbour if I am out.",
    "It is a present: no prices in the parcel, please.",
    "Please pack the poster in a tube, not folded.",
    "Leave in the porch behind the blue bin.",
    "Please ship everything together when the pre-order arrives.",
    "Could you mark the value for customs as paid, with the invoice outside?",
    "Doorbell is broken, please knock or ring my phone.",
    "Needed for the concert on Saturday, please send as early as you can.",
];
const IN_JAPANESE: &[&str] = &[
    "不在の場合は宅配ボックスに入れてください。",
    "プレゼント用です。納品書は同封しないでください。",
    "ポスターは折らずに筒でお願いします。",
    "平日の夜19時以降に配達をお願いします。",
    "ライブに持って行くので、土曜日までに届くと助かります。",
    "置き配（玄関前）でお願いします。",
    "予約商品と一緒にまとめて発送してください。",
    "トレカの角が折れないように厳重な梱包をお願いします。",
];
const IN_KOREAN: &[&str] = &[
    "부재 시 문 앞에 놓아 주세요.",
    "배송 전에 연락 부탁드립니다.",
    "선물이라 가격표를 빼 주세요.",
    "앨범 모서리가 찍히지 않게 꼼꼼히 포장해 주세요.",
    "경비실에 맡겨 주세요.",
];
const IN_GERMAN: &[&str] = &[
    "Bitte beim Nachbarn im Erdgeschoss abgeben.",
    "Es ist ein Geschenk, bitte ohne Rechnung verpacken.",
    "Bitte das Poster nicht falten.",
];
const IN_FRENCH: &[&str] = &[
    "Merci de laisser le colis chez la gardienne.",
    "C’est un cadeau, merci de ne pas joindre la facture.",
    "Digicode 4B12, deuxième étage à gauche.",
];
const IN_CHINESE: &[&str] = &[
    "請交給管理室代收。",
    "請勿折疊海報，謝謝。",
    "平日白天沒有人，請週末配送。",
    "送禮用，請不要附上價格。",
];
const IN_SPANISH: &[&str] = &["Dejar en la portería, por favor.", "Es un regalo, sin factura, por favor."];
const IN_ITALIAN: &[&str] = &["Lasciare in portineria, per favore.", "È un regalo: senza prezzi, grazie."];
const IN_DUTCH: &[&str] =
    &["Graag bij de buren op nummer 12 afgeven.", "Het is een cadeau, graag zonder factuur."];
const IN_SWEDISH: &[&str] = &["Ring på innan leverans, tack.", "Det är en present, lägg inte med kvittot."];

const ENGLISH_STREETS: &[&str] = &[
    "High Street",
    "Station Road",
    "Church Lane",
    "Victoria Road",
    "Park Avenue",
    "Queen Street",
    "Mill Lane",
    "King Street",
    "Maple Avenue",
    "Elm Street",
    "Oak Drive",
    "Cedar Court",
    "Bridge Street",
    "Harbour View",
];
const GERMAN_STREETS: &[&str] =
    &["Hauptstraße", "Bahnhofstraße", "Gartenweg", "Lindenallee", "Schillerstraße", "Mühlgasse", "Rosenweg"];

pub(super) static LANDS: [Land; 18] = [
    Land {
        country: "JP",
        locale: "ja",
        names: &JAPANESE,
        phone: "090-0000-####",
        towns: &[
            ("150-00##", "東京都", "渋谷区"),
            ("160-00##", "東京都", "新宿区"),
            ("154-00##", "東京都", "世田谷区"),
            ("176-00##", "東京都", "練馬区"),
            ("192-00##", "東京都", "八王子市"),
            ("220-00##", "神奈川県", "横浜市西区"),
            ("210-00##", "神奈川県", "川崎市川崎区"),
            ("330-08##", "埼玉県", "さいたま市大宮区"),
            ("260-00##", "千葉県", "千葉市中央区"),
            ("530-00##", "大阪府", "大阪市北区"),
            ("542-00##", "大阪府", "大阪市中央区"),
            ("604-80##", "京都府", "京都市中京区"),
            ("650-00##", "兵庫県", "神戸市中央区"),
            ("460-00##", "愛知県", "名古屋市中区"),
            ("980-08##", "宮城県", "仙台市青葉区"),
            ("060-00##", "北海道", "札幌市中央区"),
            ("810-00##", "福岡県", "福岡市中央区"),
            ("730-00##", "広島県", "広島市中区"),
            ("420-08##", "静岡県", "静岡市葵区"),
            ("950-00##", "新潟県", "新潟市中央区"),
            ("900-00##", "沖縄県", "那覇市"),
            ("760-00##", "香川県", "高松市"),
        ],
        streets: &[
            "本町",
            "中央",
            "栄",
            "桜丘",
            "神明町",
            "緑が丘",
            "旭町",
            "大手町",
            "若葉台",
            "南町",
            "元町",
            "東雲",
        ],
        line1: "{street}#-##-#",
        line2: "ハイツ{street} #0#",
        requests: IN_JAPANESE,
    },
    Land {
        country: "KR",
        locale: "ko",
        names: &KOREAN,
        phone: "010-0000-####",
        towns: &[
            ("061##", "서울특별시", "강남구"),
            ("039##", "서울특별시", "마포구"),
            ("046##", "서울특별시", "성동구"),
            ("052##", "서울특별시", "강동구"),
            ("135##", "경기도", "성남시 분당구"),
            ("164##", "경기도", "수원시 팔달구"),
            ("219##", "인천광역시", "연수구"),
            ("480##", "부산광역시", "해운대구"),
            ("419##", "대구광역시", "중구"),
            ("350##", "대전광역시", "중구"),
            ("614##", "광주광역시", "동구"),
        ],
        streets: &["테헤란로", "중앙로", "월드컵로", "왕십리로", "판교로", "해운대로", "동성로", "대학로"],
        line1: "{street} ###",
        line2: "10#동 1#0#호",
        requests: IN_KOREAN,
    },
    Land {
        country: "GB",
        locale: "en",
        names: &ENGLISH,
        phone: "07700 900###",
        towns: &[
            ("SW1V #@@", "", "London"),
            ("E1# #@@", "", "London"),
            ("N1# #@@", "", "London"),
            ("M1# #@@", "Greater Manchester", "Manchester"),
            ("B1# #@@", "West Midlands", "Birmingham"),
            ("LS# #@@", "West Yorkshire", "Leeds"),
            ("EH# #@@", "", "Edinburgh"),
            ("G1# #@@", "", "Glasgow"),
            ("CF1# #@@", "", "Cardiff"),
            ("BS# #@@", "", "Bristol"),
            ("NE# #@@", "Tyne and Wear", "Newcastle upon Tyne"),
            ("BT# #@@", "", "Belfast"),
        ],
        streets: ENGLISH_STREETS,
        line1: "## {street}",
        line2: "Flat #",
        requests: IN_ENGLISH,
    },
    Land {
        country: "US",
        locale: "en",
        names: &ENGLISH,
        phone: "+1 2##-555-01##",
        towns: &[
            ("100##", "NY", "New York"),
            ("112##", "NY", "Brooklyn"),
            ("606##", "IL", "Chicago"),
            ("900##", "CA", "Los Angeles"),
            ("941##", "CA", "San Francisco"),
            ("981##", "WA", "Seattle"),
            ("787##", "TX", "Austin"),
            ("770##", "TX", "Houston"),
            ("331##", "FL", "Miami"),
            ("021##", "MA", "Boston"),
            ("303##", "GA", "Atlanta"),
            ("802##-####", "CO", "Denver"),
            ("972##", "OR", "Portland"),
            ("968##", "HI", "Honolulu"),
        ],
        streets: ENGLISH_STREETS,
        line1: "#### {street}",
        line2: "Apt ##",
        requests: IN_ENGLISH,
    },
    Land {
        country: "CA",
        locale: "en",
        names: &ENGLISH,
        phone: "+1 4##-555-01##",
        towns: &[
            ("M5V #@#", "ON", "Toronto"),
            ("K1P #@#", "ON", "Ottawa"),
            ("V6B #@#", "BC", "Vancouver"),
            ("T2P #@#", "AB", "Calgary"),
            ("H2X #@#", "QC", "Montréal"),
        ],
        streets: ENGLISH_STREETS,
        line1: "### {street}",
        line2: "Unit ##",
        requests: IN_ENGLISH,
    },
    Land {
        country: "AU",
        locale: "en",
        names: &ENGLISH,
        phone: "0491 570 ###",
        towns: &[
            ("20##", "NSW", "Sydney"),
            ("30##", "VIC", "Melbourne"),
            ("40##", "QLD", "Brisbane"),
            ("60##", "WA", "Perth"),
            ("50##", "SA", "Adelaide"),
        ],
        streets: ENGLISH_STREETS,
        line1: "## {street}",
        line2: "Unit #",
        requests: IN_ENGLISH,
    },
    Land {
        country: "DE",
        locale: "de",
        names: &GERMAN,
        phone: "+49 30 23125###",
        towns: &[
            ("101##", "", "Berlin"),
            ("203##", "", "Hamburg"),
            ("803##", "", "München"),
            ("506##", "", "Köln"),
            ("603##", "", "Frankfurt am Main"),
            ("701##", "", "Stuttgart"),
            ("041##", "", "Leipzig"),
        ],
        streets: GERMAN_STREETS,
        line1: "{street} ##",
        line2: "",
        requests: IN_GERMAN,
    },
    Land {
        country: "FR",
        locale: "fr",
        names: &FRENCH,
        phone: "+33 1 99 00 ## ##",
        towns: &[
            ("750##", "", "Paris"),
            ("690##", "", "Lyon"),
            ("130##", "", "Marseille"),
            ("310##", "", "Toulouse"),
            ("440##", "", "Nantes"),
            ("330##", "", "Bordeaux"),
        ],
        streets: &[
            "rue de la Paix",
            "avenue Victor Hugo",
            "rue des Lilas",
            "place du Marché",
            "rue du Moulin",
            "boulevard Voltaire",
        ],
        line1: "## {street}",
        line2: "Bâtiment @",
        requests: IN_FRENCH,
    },
    Land {
        country: "TW",
        locale: "zh-TW",
        names: &CHINESE,
        phone: "0900-000-###",
        towns: &[
            ("106###", "臺北市", "大安區"),
            ("110###", "臺北市", "信義區"),
            ("220###", "新北市", "板橋區"),
            ("407###", "臺中市", "西屯區"),
            ("802###", "高雄市", "苓雅區"),
            ("700##", "臺南市", "中西區"),
        ],
        streets: &["信義路四段", "忠孝東路三段", "中正路", "民生路", "復興路二段", "文化路一段"],
        line1: "{street}##號",
        line2: "#樓之#",
        requests: IN_CHINESE,
    },
    Land {
        country: "SG",
        locale: "en",
        names: &ENGLISH,
        phone: "+65 6555 ####",
        towns: &[
            ("2388##", "", "Singapore"),
            ("5298##", "", "Singapore"),
            ("3101##", "", "Singapore"),
            ("6004##", "", "Singapore"),
        ],
        streets: &[
            "Orchard Road",
            "Tampines Street",
            "Lorong Toa Payoh",
            "Jurong East Avenue",
            "Bedok North Road",
        ],
        line1: "## {street}",
        line2: "Unit 1#-##",
        requests: IN_ENGLISH,
    },
    Land {
        country: "HK",
        locale: "zh-HK",
        names: &CHINESE,
        phone: "+852 5555 ####",
        towns: &[("", "香港島", "灣仔"), ("", "九龍", "旺角"), ("", "九龍", "尖沙咀"), ("", "新界", "沙田")],
        streets: &["皇后大道東", "彌敦道", "軒尼詩道", "沙田正街"],
        line1: "{street}##號",
        line2: "##樓@室",
        requests: IN_CHINESE,
    },
    Land {
        country: "NL",
        locale: "nl",
        names: &NORTHERN,
        phone: "+31 20 555 ####",
        towns: &[
            ("10## @@", "", "Amsterdam"),
            ("30## @@", "", "Rotterdam"),
            ("35## @@", "", "Utrecht"),
            ("56## @@", "", "Eindhoven"),
        ],
        streets: &["Dorpsstraat", "Kerkstraat", "Molenweg", "Prinsengracht", "Stationsplein"],
        line1: "{street} ##",
        line2: "",
        requests: IN_DUTCH,
    },
    Land {
        country: "ES",
        locale: "es",
        names: &SOUTHERN,
        phone: "+34 910 000 ###",
        towns: &[
            ("280##", "Madrid", "Madrid"),
            ("080##", "Barcelona", "Barcelona"),
            ("460##", "Valencia", "Valencia"),
            ("410##", "Sevilla", "Sevilla"),
        ],
        streets: &["Calle Mayor", "Calle del Sol", "Avenida de la Constitución", "Plaza Nueva"],
        line1: "{street}, ##",
        line2: "#º izquierda",
        requests: IN_SPANISH,
    },
    Land {
        country: "IT",
        locale: "it",
        names: &SOUTHERN,
        phone: "+39 06 5550 ####",
        towns: &[
            ("001##", "RM", "Roma"),
            ("201##", "MI", "Milano"),
            ("101##", "TO", "Torino"),
            ("501##", "FI", "Firenze"),
        ],
        streets: &["Via Roma", "Via Garibaldi", "Corso Italia", "Via Dante"],
        line1: "{street}, ##",
        line2: "Interno #",
        requests: IN_ITALIAN,
    },
    Land {
        country: "SE",
        locale: "sv",
        names: &NORTHERN,
        phone: "+46 8 465 004 ##",
        towns: &[("112 ##", "", "Stockholm"), ("411 ##", "", "Göteborg"), ("211 ##", "", "Malmö")],
        streets: &["Storgatan", "Kungsgatan", "Skolgatan", "Björkvägen"],
        line1: "{street} ##",
        line2: "lgh 1#0#",
        requests: IN_SWEDISH,
    },
    Land {
        country: "IE",
        locale: "en",
        names: &ENGLISH,
        phone: "+353 20 915 ####",
        towns: &[("D0# @@##", "", "Dublin"), ("T12 @@##", "", "Cork"), ("H91 @@##", "", "Galway")],
        streets: ENGLISH_STREETS,
        line1: "## {street}",
        line2: "",
        requests: IN_ENGLISH,
    },
    Land {
        country: "NZ",
        locale: "en",
        names: &ENGLISH,
        phone: "+64 4 555 ####",
        towns: &[("10##", "", "Auckland"), ("60##", "", "Wellington"), ("80##", "", "Christchurch")],
        streets: ENGLISH_STREETS,
        line1: "## {street}",
        line2: "",
        requests: IN_ENGLISH,
    },
    Land {
        country: "AT",
        locale: "de",
        names: &GERMAN,
        phone: "+43 1 555 ####",
        towns: &[("10#0", "", "Wien"), ("80##", "", "Graz"), ("50##", "", "Salzburg")],
        streets: GERMAN_STREETS,
        line1: "{street} ##",
        line2: "Top #",
        requests: IN_GERMAN,
    },
];

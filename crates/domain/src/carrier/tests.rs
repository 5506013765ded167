//! Carriers' numbers: by the public collection, by hand, and by chance.

mod chance;
mod collection;
mod oracle;
mod own;
mod regex;

use serde_json::json;

use super::*;

fn good(code: &str, typed: &str, text: &str, format: Format) {
    assert_eq!(
        judge(code, None, typed),
        Verdict::Good(Number { text: text.into(), format }),
        "{code} {typed}"
    );
}

fn wrong(code: &str, typed: &str, fault: Fault) {
    assert_eq!(judge(code, None, typed), Verdict::Wrong(fault), "{code} {typed}");
}

fn length(given: u16, asked: &[u16]) -> Fault {
    Fault::Length { given, asked: asked.to_vec() }
}

#[test]
fn inv_07_carriers_are_data_and_all_but_one_have_rules() {
    let codes: Vec<_> = CARRIERS.iter().map(|carrier| carrier.code).collect();
    assert_eq!(
        codes,
        [
            "yamato",
            "sagawa",
            "japan_post",
            "ems",
            "dhl_express",
            "fedex",
            "ups",
            "cj_logistics",
            "hanjin",
            "lotte",
            "korea_post",
            "usps",
            "logen",
            "other"
        ]
    );
    for carrier in CARRIERS {
        assert_eq!(rules::rules(carrier.code).is_none(), carrier.code == OTHER);
        assert_eq!(carrier.tracking_url.matches("{number}").count(), usize::from(carrier.code != OTHER));
    }
}

#[test]
fn inv_07_check_digits_are_those_of_the_carriers() {
    // Numbers that the carriers and the Postal Union give as examples.
    assert_eq!(check::mod7("331881002"), 5);
    assert_eq!(check::s10("47312482"), 9);
    assert_eq!(check::ups("999AA1012345678"), 4);
    assert_eq!(check::fedex("98657878885"), 5);
    assert_eq!(check::mod10("940011120255584233266"), 9);
    // GS1's example of an SSCC: 37610425002123456 and 9.
    assert_eq!(check::mod10("37610425002123456"), 9);
}

#[test]
fn inv_01_japanese_numbers_end_with_the_rest_of_a_division_by_seven() {
    // 12345678901 = 7 * 1763668414 + 3.
    for (code, format) in [
        ("yamato", Format::Yamato),
        ("sagawa", Format::Sagawa),
        ("japan_post", Format::JapanPost),
        ("lotte", Format::Lotte),
    ] {
        good(code, "1234-5678-9013", "123456789013", format);
        for other in "012456789".chars() {
            wrong(code, &format!("12345678901{other}"), Fault::CheckDigit { format });
        }
        // 30000000000 = 7 * 4285714285 + 5.
        good(code, "300000000005", "300000000005", format);
        wrong(code, "30000000000A", Fault::Characters { found: 'A' });
    }
    for code in ["yamato", "sagawa", "lotte"] {
        wrong(code, "1234567890123", length(13, &[12]));
        // With a zero before it, it would be 1234567890 = 7 * 176366841 + 3, and ends with a 1.
        wrong(code, "12345678901", length(11, &[12]));
    }
    // Registered mail: 1234567890 = 7 * 176366841 + 3.
    good("japan_post", "123-45-67890-3", "12345678903", Format::JapanPostRegistered);
    wrong("japan_post", "12345678901", Fault::CheckDigit { format: Format::JapanPostRegistered });
    wrong("japan_post", "1234567890123", length(13, &[11, 12]));
    wrong("japan_post", "12345678901234", length(14, &[11, 12]));
}

#[test]
fn inv_01_korean_numbers_have_their_lengths() {
    for (code, lengths, format) in [
        ("cj_logistics", &[10, 12][..], Format::Cj),
        ("hanjin", &[10, 12, 14], Format::Hanjin),
        ("logen", &[11], Format::Logen),
    ] {
        for digits in 1..20_u16 {
            let typed = "9".repeat(usize::from(digits));
            if lengths.contains(&digits) {
                good(code, &typed, &typed, format);
            } else {
                wrong(code, &typed, length(digits, lengths));
            }
        }
    }
    good("korea_post", "12345-6789-0123", "1234567890123", Format::KoreaPost);
    wrong("korea_post", "123456789012", length(12, &[13]));
    // 98765432109 = 7 * 14109347444 + 1.
    good("lotte", "987654321091", "987654321091", Format::Lotte);
}

#[test]
fn inv_01_s10_is_for_every_post() {
    // 4*8 + 7*6 + 3*4 + 1*2 + 2*3 + 4*5 + 8*9 + 2*7 = 200 = 11 * 18 + 2, and 11 - 2 = 9.
    for code in ["ems", "japan_post", "korea_post", "usps"] {
        good(code, "rr 473 124 829 jp", "RR473124829JP", Format::S10);
        wrong(code, "RR473124828JP", Fault::CheckDigit { format: Format::S10 });
        wrong(code, "RR473124829ZZ", Fault::Country { code: "ZZ".into() });
        wrong(code, "RR47312482JP", length(12, &[13]));
    }
    // 1*8 gives 8, and 11 - 8 = 3; 0 gives 11, which is written 5; 1*3 + 1*9 = 12 gives 10, which is written 0.
    for number in ["EN100000003JP", "EN000000005KR", "EN000010100US"] {
        good("ems", number, number, Format::S10);
    }
    wrong("ems", "473124829", Fault::Shape);
}

#[test]
fn inv_01_what_does_not_look_right_is_named() {
    wrong("fedex", "98657878885", length(11, &[12, 15, 18]));
    wrong("fedex", "38657878885", length(11, &[12, 15, 18, 32, 34]));
    wrong("fedex", "9865 7878 885O", Fault::Characters { found: 'O' });
    wrong("ups", "1Z5R8939035756712", length(17, &[18]));
    wrong("ups", "2Z5R89390357567127", Fault::Shape);
    wrong("ups", "986578788855", Fault::Shape);
    wrong("usps", "940011110208080548301", length(21, &[20, 22, 26, 30]));
    wrong("usps", "2334611306206407667222", Fault::Shape);
    wrong("dhl_express", "331881002O", Fault::Characters { found: 'O' });
    wrong("dhl_express", "331881002512", length(12, &[10, 11, 14]));
    wrong("yamato", "1234/5678/9013", Fault::Characters { found: '/' });
    wrong("yamato", "番号なし", Fault::Characters { found: '番' });
    for code in ["yamato", "other", "our_van"] {
        for nothing in ["", " ", "　", "-", "ー", "\u{feff}"] {
            wrong(code, nothing, Fault::Empty);
        }
        assert_eq!(judge(code, None, &" ".repeat(10_000)), Verdict::Wrong(Fault::Empty));
        wrong(code, &"1".repeat(10_000), Fault::TooLong { most: 40 });
    }
}

#[test]
fn inv_01_a_package_barcode_is_as_long_as_its_mailer_lets_it() {
    let number = |serial: &str| format!("{serial}{}", check::mod10(serial));
    // Application, service, mailer, serial number.
    for (serial, fits) in [
        ("94 001 912345678 1234567", true),
        ("94 001 912345678 12345678901", true),
        ("94 001 912345678 123456789012345", true),
        ("94 001 112345 1234567890", true),
        ("94 001 112345 12345678901234", true),
        ("94 001 112345 123456789012345678", false),
        ("92 748 912345678 1234567", true),
        ("92 748 912345678 123456789012345", false),
        ("92 748 112345 1234567890", false),
        ("93 748 112345 1234567890", true),
        ("93 748 912345678 1234567", false),
        ("95 748 112345 1234567890", true),
        ("95 748 912345678 1234567", true),
    ] {
        let number = number(&serial.replace(' ', ""));
        if fits {
            good("usps", &number, &number, Format::UspsImpb);
        } else {
            wrong("usps", &number, Fault::Shape);
        }
        let smart = fits && serial.starts_with("92");
        let verdict = judge("fedex", None, &number);
        assert_eq!(matches!(verdict, Verdict::Good(Number { format: Format::FedExSmartPost, .. })), smart);
    }
    // FedEx's own labels leave 92 out, but not out of the sum.
    good("fedex", "6129 9998 8208 2117 1811", "61299998820821171811", Format::FedExSmartPost);
    good("fedex", "92 6129 9998 8208 2117 1811", "9261299998820821171811", Format::FedExSmartPost);
    wrong("fedex", "61299998820821171812", Fault::CheckDigit { format: Format::FedExSmartPost });
}

#[test]
fn inv_01_a_number_may_be_typed_in_any_way() {
    for typed in [
        " 123456789013\n",
        "1234 5678 9013",
        "１２３４５６７８９０１３",
        "１２３４－５６７８−９０１３",
        "1234–5678—9013",
        "1234‐5678‑9013",
        "1234ー5678ｰ9013",
        "１２３４　５６７８　９０１３",
        "\u{feff}1234\u{200b}56789013",
        "1234\u{a0}5678\t9013",
    ] {
        good("yamato", typed, "123456789013", Format::Yamato);
    }
    good("ups", "１ｚ５ｒ８９３９０３５７５６７１２７", "1Z5R89390357567127", Format::Ups1Z);
}

#[test]
fn inv_03_zeros_that_were_cut_off_are_offered_not_taken() {
    let padded = |text: &str| Verdict::Padded(text.into());
    // 123456789 = 7 * 17636684 + 1.
    assert_eq!(judge("yamato", None, "1234567891"), padded("001234567891"));
    assert_eq!(judge("japan_post", None, "1234567891"), padded("01234567891"));
    assert_eq!(judge("dhl_express", None, "123456784"), judge("dhl_express", None, "12345678 4"));
    // 12345678 = 7 * 1763668 + 2.
    assert_eq!(judge("dhl_express", None, "123456782"), padded("0123456782"));
    assert_eq!(judge("fedex", None, "41441760228964"), padded("041441760228964"));
    assert_eq!(judge("fedex", None, "10123450000000027"), padded("010123450000000027"));
    assert_eq!(judge("usps", None, "3071790000523483741"), padded("03071790000523483741"));
    wrong("yamato", "1234567892", length(10, &[12]));
    // Fewer digits than half: 12345 = 7 * 1763 + 4 is still offered, 1234 = 7 * 176 + 2 not.
    assert_eq!(judge("sagawa", None, "123454"), padded("000000123454"));
    wrong("sagawa", "12342", length(5, &[12]));
    // No check digit tells that these were longer.
    wrong("hanjin", "123456789", length(9, &[10, 12, 14]));
    wrong("logen", "1234567890", length(10, &[11]));
    // What looks whole is mistyped, not cut.
    wrong("fedex", "996578788855", Fault::CheckDigit { format: Format::FedEx12 });
}

#[test]
fn inv_03_a_number_that_a_spreadsheet_has_mangled_is_told_as_lost() {
    good("other", " １２３４ ", "1234", Format::Unchecked);
    wrong("other", &"1".repeat(1000), Fault::TooLong { most: 40 });
    for lost in
        ["1.2E+11", "1,2E+11", "1E+11", "1.23457e+11", "１．２Ｅ＋１１", "1.23E11", " -1.2E+11", "1.2E-05"]
    {
        for code in ["yamato", "ups", "other", "our_van"] {
            wrong(code, lost, Fault::Mangled);
        }
    }
    for kept in ["1E11", "E+11", "1.E+11", "1.2E+", "1.2F+11", "E", "12E4567"] {
        good("other", kept, kept, Format::Unchecked);
    }
    // As a spreadsheet saves 9400 1112 0255 5842 3326 69; the check digit of the second would be right.
    wrong("usps", "9400111202555840000000", Fault::Mangled);
    wrong("usps", "94001112025558400000", Fault::Mangled);
}

#[test]
fn inv_07_the_tracking_page_gets_the_number_encoded() {
    let yamato = CARRIERS.iter().find(|carrier| carrier.code == "yamato").unwrap().tracking_url;
    for (template, number, address) in [
        (
            yamato,
            "123456789013",
            Some("https://toi.kuronekoyamato.co.jp/cgi-bin/tneko?number01=123456789013"),
        ),
        (
            "https://x.example/{number}?n={number}",
            "A /+&#\"<é",
            Some("https://x.example/A%20%2F%2B%26%23%22%3C%C3%A9?n=A%20%2F%2B%26%23%22%3C%C3%A9"),
        ),
        ("https://x.example/", "{number}", Some("https://x.example/")),
        ("", "1", None),
        ("javascript:alert({number})", "1", None),
    ] {
        assert_eq!(tracking_url(template, number).as_deref(), address, "{template}");
    }
}

#[test]
fn inv_01_verdicts_travel_as_json() {
    for (verdict, expected) in [
        (
            judge("yamato", None, "123456789013"),
            json!({"good": {"text": "123456789013", "format": "yamato"}}),
        ),
        (judge("yamato", None, "1234567891"), json!({"padded": "001234567891"})),
        (judge("yamato", None, "12345"), json!({"wrong": {"why": "length", "given": 5, "asked": [12]}})),
        (judge("yamato", None, "123456789012"), json!({"wrong": {"why": "check_digit", "format": "yamato"}})),
        (judge("yamato", None, "é"), json!({"wrong": {"why": "characters", "found": "é"}})),
    ] {
        assert_eq!(serde_json::to_value(&verdict).unwrap(), expected);
        assert_eq!(serde_json::from_value::<Verdict>(expected).unwrap(), verdict);
    }
    assert_eq!(length(11, &[12]).to_string(), "the carrier's numbers have [12] characters, not 11");
    let names: std::collections::BTreeSet<_> = Format::ALL.iter().map(|format| format.name()).collect();
    assert_eq!(names.len(), Format::ALL.len());
}

//! Numbers, texts and masks by chance.

use proptest::prelude::*;

use super::super::written::all_digits;
use super::*;

fn any_code() -> impl Strategy<Value = &'static str> {
    (0..=CARRIERS.len()).prop_map(|index| CARRIERS.get(index).map_or("our_van", |carrier| carrier.code))
}

/// Texts of all kinds, and such as are nearly numbers.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[0-9]{0,45}",
        "(420|9[1-6]|1Z|J[A-Z]{0,4}|GM|[A-Z]{0,2})[0-9]{0,36}[A-Z]{0,2}",
        "[0-9A-Zａ-ｚ０-９ー　 .,E+-]{0,60}",
    ]
}

proptest! {
    #[test]
    fn inv_01_any_text_is_judged_without_panic(code in any_code(), pattern in any::<Option<String>>(), text in any_text()) {
        match judge(code, pattern.as_deref(), &text) {
            Verdict::Good(number) => {
                prop_assert!(number.text.bytes().all(|c| c.is_ascii_graphic() && !c.is_ascii_lowercase()));
                prop_assert!((1..=41).contains(&number.text.len()));
                // What is kept is judged as it was.
                prop_assert_eq!(judge(code, pattern.as_deref(), &number.text), Verdict::Good(number));
            }
            Verdict::Padded(padded) => {
                let taken = judge(code, None, &padded);
                prop_assert!(matches!(&taken, Verdict::Good(number) if number.text == padded), "{:?}", taken);
                prop_assert!(padded.starts_with('0') && all_digits(&padded));
            }
            Verdict::Wrong(fault) => {
                prop_assert!(!fault.to_string().is_empty());
                if let Fault::Length { given, asked } = fault {
                    prop_assert!(!asked.is_empty() && asked.is_sorted() && !asked.contains(&given));
                }
            }
        }
    }

    #[test]
    fn shp_02_a_number_is_found_however_it_is_typed(
        carrier in prop::sample::select(CARRIERS),
        typed in "[0-9A-Za-z０-９ -]{0,40}",
    ) {
        if let Verdict::Good(number) = judge(carrier.code, None, &typed) {
            prop_assert!(searched(&typed).contains(&number.text));
        }
    }

    #[test]
    fn inv_07_any_pattern_is_read_without_panic(text in any::<String>(), url in any::<String>()) {
        let _ = Pattern::parse(&text);
        let _ = tracking_url(&url, &text);
        for check in [check::mod7, check::s10, check::ups, check::fedex, check::mod10] {
            prop_assert!(check(&text) < 10);
        }
    }

    #[test]
    fn inv_07_what_a_mask_writes_fits_it(mask in "[A-Z0-9#@*./-]{1,20}") {
        prop_assume!(mask.bytes().any(|c| !matches!(c, b'.' | b'/' | b'-')));
        let number: String = mask.chars().map(|c| match c { '#' => '7', '@' => 'Q', '*' => '8', c => c }).collect();
        // A number that a spreadsheet would have written so is refused before its pattern is looked at.
        if let Verdict::Good(judged) = judge("our_van", Some(&mask), &number.replace('-', "")) {
            prop_assert_eq!(judged.text, number);
        } else {
            prop_assert!(number.contains('.') && number.contains('E'), "{}", number);
        }
    }

    #[test]
    fn inv_01_every_single_mistake_in_twelve_digits_but_those_by_seven_is_found(serial in "[0-9]{11}", at in 0..11_usize, by in 1..10_u8) {
        let number = format!("{serial}{}", serial.parse::<u64>().unwrap() % 7);
        prop_assert!(matches!(judge("yamato", None, &number), Verdict::Good(_)));
        let mut mistyped = number.into_bytes();
        mistyped[at] = b'0' + (mistyped[at] - b'0' + by) % 10;
        let apart = i16::from(mistyped[at] - b'0') - i16::from(serial.as_bytes()[at] - b'0');
        let mistyped = String::from_utf8(mistyped).unwrap();
        prop_assert_eq!(matches!(judge("yamato", None, &mistyped), Verdict::Good(_)), apart % 7 == 0);
    }
}

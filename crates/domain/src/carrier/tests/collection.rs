//! Against the public collection of tracking numbers.

use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use super::oracle::{Entry, carrier_of, entries};
use super::*;

/// Numbers of each format that are tried.
const SAMPLES: usize = 300;

fn is_good(code: &str, typed: &str) -> bool {
    matches!(judge(code, None, typed), Verdict::Good(_))
}

/// Whether the collection has it for the carrier; or, as [`rules`] says, it is one that the collection lacks.
fn is_known(entries: &[Entry], code: &str, typed: &str) -> bool {
    let listed = entries
        .iter()
        .filter(|entry| carrier_of(&entry.courier) == Some(code))
        .any(|entry| entry.accepts(typed));
    let added = match judge(code, None, typed) {
        Verdict::Good(number) => match number.format {
            Format::FedExSmartPost => true,
            Format::S10 => code == "usps",
            // Longer than the collection's, or with fewer letters.
            Format::DhlPiece => {
                let digits = number.text.bytes().filter(u8::is_ascii_digit).count();
                digits > 10 || number.text.as_bytes()[2].is_ascii_digit()
            }
            _ => false,
        },
        _ => false,
    };
    listed || added
}

#[test]
fn inv_01_the_collections_numbers_are_judged_as_it_says() {
    let Some(entries) = entries() else { return };
    let mut count = 0;
    for entry in &entries {
        let code = carrier_of(&entry.courier).unwrap();
        for valid in &entry.valid {
            assert!(is_good(code, valid), "{} {valid}: {:?}", entry.name, judge(code, None, valid));
            assert!(entry.accepts(&valid.replace(' ', "")), "{} {valid}", entry.name);
        }
        for invalid in &entry.invalid {
            assert!(!is_good(code, invalid), "{} {invalid}", entry.name);
        }
        count += entry.valid.len() + entry.invalid.len();
    }
    assert!(count >= 80, "{count}");
    for entry in entries.iter().filter(|entry| entry.courier == "s10") {
        for code in ["japan_post", "korea_post", "usps"] {
            assert!(entry.valid.iter().all(|valid| is_good(code, valid)));
            assert!(!entry.invalid.iter().any(|invalid| is_good(code, invalid)));
        }
    }
}

#[test]
fn inv_01_numbers_made_by_the_collections_rules_are_judged_alike() {
    let Some(entries) = entries() else { return };
    let mut runner = TestRunner::deterministic();
    for entry in &entries {
        let code = carrier_of(&entry.courier).unwrap();
        let mut accepted = 0;
        for _ in 0..SAMPLES {
            let mut sample = entry.sample(runner.rng());
            if entry.courier == "s10" && runner.rng().next_u32().is_multiple_of(2) {
                sample.replace_range(11.., "JP");
            }
            // Every digit in the place of the check digit: one of them is right.
            let digits = match entry.check_digit(&sample) {
                Some(at) => (0..10)
                    .map(|digit| {
                        let mut number = sample.clone();
                        number.replace_range(at..=at, &digit.to_string());
                        number
                    })
                    .collect(),
                None => vec![sample],
            };
            for number in digits {
                if entry.accepts(&number) {
                    accepted += 1;
                    assert!(
                        is_good(code, &number),
                        "{} {number}: {:?}",
                        entry.name,
                        judge(code, None, &number)
                    );
                    for mistyped in mistakes(&number, runner.rng()) {
                        assert_eq!(
                            is_good(code, &mistyped),
                            is_known(&entries, code, &mistyped),
                            "{} {mistyped}",
                            entry.name
                        );
                    }
                } else {
                    assert_eq!(
                        is_good(code, &number),
                        is_known(&entries, code, &number),
                        "{} {number}",
                        entry.name
                    );
                }
            }
        }
        assert!(accepted >= SAMPLES / 10, "{}: only {accepted} of {SAMPLES}", entry.name);
    }
}

/// A number with one character changed, one taken out, and one put in.
fn mistakes(number: &str, rng: &mut impl Rng) -> [String; 3] {
    let at = rng.next_u32() as usize % number.len();
    let c = char::from(b"00112233445566778899AJZ"[rng.next_u32() as usize % 23]).to_string();
    let (mut changed, mut shorter, mut longer) = (number.to_owned(), number.to_owned(), number.to_owned());
    changed.replace_range(at..=at, &c);
    shorter.remove(at);
    longer.insert_str(at, &c);
    [changed, shorter, longer]
}

//! Numbers of carriers whose rules are not built in.

use super::*;

#[test]
fn inv_07_other_carriers_numbers_are_not_checked() {
    good("other", " ab-12/3 4 ", "AB-12/34", Format::Unchecked);
    good("our_van", "ｘ－１", "X-1", Format::Unchecked);
    assert_eq!(judge("our_van", Some("  "), "1"), judge("our_van", None, "1"));
    good("other", &"9".repeat(40), &"9".repeat(40), Format::Unchecked);
    wrong("other", &"9".repeat(41), Fault::TooLong { most: 40 });
    wrong("other", "12é", Fault::Characters { found: 'é' });
    wrong("other", "12\u{1}", Fault::Characters { found: '\u{1}' });
    // A pattern is for own carriers only.
    assert!(matches!(judge("other", Some("##"), "123"), Verdict::Good(_)));
    assert!(matches!(judge("yamato", Some("##"), "123456789013"), Verdict::Good(_)));
}

#[test]
fn inv_07_own_carriers_numbers_fit_a_mask() {
    let own = |pattern: &str, typed: &str| judge("our_van", Some(pattern), typed);
    let fits = |text: &str| Verdict::Good(Number { text: text.into(), format: Format::Own });
    let pattern = "ab-####-@*, ######、X.@";
    for (typed, text) in [
        ("AB-1234-C5", "AB-1234-C5"),
        ("ab1234cd", "AB-1234-CD"),
        ("ＡＢー１２３４ー Ｃ５", "AB-1234-C5"),
        ("123-456", "123456"),
        ("x.y", "X.Y"),
    ] {
        assert_eq!(own(pattern, typed), fits(text), "{typed}");
    }
    for typed in
        ["AB-123-C5", "AC-1234-C5", "AB-1234-55", "AB-1234-C", "AB-1234-C55", "12345", "1234567", "X,Y"]
    {
        assert_eq!(own(pattern, typed), Verdict::Wrong(Fault::Pattern), "{typed}");
    }
    assert_eq!(own("##é", "12"), Verdict::Wrong(Fault::Pattern), "no pattern at all");
    for (text, fault) in [
        ("", PatternFault::Empty),
        (" , ", PatternFault::Empty),
        ("##é", PatternFault::Characters { found: 'é' }),
        ("##\t##", PatternFault::Characters { found: '\t' }),
        ("## --", PatternFault::Blank),
    ] {
        assert_eq!(Pattern::parse(text), Err(fault), "{text:?}");
    }
    assert_eq!(Pattern::parse(&"#".repeat(41)), Err(PatternFault::TooLong { most: 40 }));
    assert_eq!(Pattern::parse(&"# ".repeat(101)), Err(PatternFault::TooLong { most: 200 }));
    assert_eq!(Pattern::parse(&"é".repeat(100_000)), Err(PatternFault::TooLong { most: 200 }));
    assert!(Pattern::parse(&"# ".repeat(100)).is_ok());
}

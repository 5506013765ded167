//! What people type, on whatever keyboard.

use std::borrow::Cow;

/// Full-width letters, digits and signs as their ASCII twins (a Japanese keyboard types them), without spaces around.
pub fn half_width(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let half = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        // What stands for a minus among full-width digits.
        '\u{2212}' => '-',
        c => c,
    };
    Cow::Owned(text.chars().map(half).collect())
}

/// The form in which emails and names are stored beside themselves, to be found by whoever types them in another case or width.
pub fn key(text: &str) -> String {
    half_width(text).to_lowercase()
}

/// Whether a text has the form of an email address: something before one `@`, a domain after it, and nothing that parts addresses from each
/// other. Whether it exists only a mail can tell.
pub fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let parts = |c: char| c.is_whitespace() || c.is_control() || matches!(c, ',' | ';');
    text.len() <= 254
        && !local.is_empty()
        && !domain.is_empty()
        && !domain.contains('@')
        && !domain.starts_with('.')
        && !domain.ends_with('.')
        && !text.contains(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rel_02_what_a_japanese_keyboard_types_becomes_ascii() {
        for (typed, half) in [
            (" ｔｅｅ－ｎｖ１　", "tee-nv1"),
            ("−１２", "-12"),
            ("ａ　ｂ", "a b"),
            ("カナ", "カナ"),
            ("", ""),
        ] {
            assert_eq!(half_width(typed), half);
        }
    }

    #[test]
    fn sec_01_ops_01_emails_are_checked_for_their_form() {
        for good in
            ["a@b", "owner@shop.example", "o'neil+x@sub.shop.example", "佐藤@例え.jp", "hanako@example.co.jp"]
        {
            assert!(is_email(good), "{good}");
        }
        for bad in ["", "a", "@b", "a@", "a@b@c", "a b@c", "a@.b", "a@b.", "a@b\n", "a@b,c", "a@b;c@d"] {
            assert!(!is_email(bad), "{bad}");
        }
    }
}

//! How numbers are written by people and by spreadsheets.

use crate::typed::half_width;

use super::fault::Fault;

/// The most characters of a number that is not checked.
pub const NUMBER_MAX: usize = 40;
/// The longest text that is looked at, in bytes: the longest number (DHL eCommerce's, 41) in full-width characters with as many blanks.
const TYPED_MAX: usize = 300;
/// A spreadsheet keeps so many digits of a number, and writes zeros for the rest.
const KEPT_DIGITS: usize = 15;

/// `1.2E+11`, `1,2E+11`, `1E+11`, `1.23E11`: how a spreadsheet shows a long number in a narrow cell. Without point and sign (`1E11`) it may
/// be a carrier's number.
fn is_exponential(text: &str) -> bool {
    let Some((amount, exponent)) = text.split_once(['E', 'e']) else { return false };
    let (whole, fraction) = match amount.split_once(['.', ',']) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (amount, None),
    };
    let whole = whole.strip_prefix(['-', '+']).unwrap_or(whole);
    let digits = match exponent.strip_prefix('+') {
        Some(digits) => digits,
        None if fraction.is_some() => exponent.strip_prefix('-').unwrap_or(exponent),
        None => return false,
    };
    all_digits(whole) && fraction.is_none_or(all_digits) && all_digits(digits)
}

/// What is wrong with a text that is not looked at any further.
fn too_long(text: &str) -> Fault {
    if text.trim().is_empty() { Fault::Empty } else { Fault::TooLong { most: NUMBER_MAX as u16 } }
}

/// Whether it is digits, and at least one.
pub(super) fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|c| c.is_ascii_digit())
}

/// Whether it is a number of twenty or more digits that ends with nothing but zeros after the fifteenth, as a spreadsheet saves it. Of the
/// numbers that carriers give fewer than one in a hundred thousand are so; of shorter ones too many.
pub(super) fn lost_its_end(text: &str) -> bool {
    text.len() >= KEPT_DIGITS + 5 && all_digits(text) && text[KEPT_DIGITS..].bytes().all(|c| c == b'0')
}

/// What becomes of hyphens.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Hyphens {
    /// They only group, like blanks.
    Dropped,
    /// They may be part of the number; every kind of them is written `-`.
    Kept,
}

/// What was typed in one way of writing: upper-case ASCII without blanks. With hyphens dropped only letters and digits remain, else
/// everything that is printed.
pub(super) fn plain(typed: &str, hyphens: Hyphens) -> Result<String, Fault> {
    if typed.len() > TYPED_MAX {
        return Err(too_long(typed));
    }
    let text = half_width(typed);
    if is_exponential(&text) {
        return Err(Fault::Mangled);
    }
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_ascii_alphanumeric() => plain.push(c.to_ascii_uppercase()),
            c if is_blank(c) => {}
            c if is_hyphen(c) => {
                if hyphens == Hyphens::Kept {
                    plain.push('-');
                }
            }
            c if hyphens == Hyphens::Kept && c.is_ascii_graphic() => plain.push(c),
            found => return Err(Fault::Characters { found }),
        }
    }
    // Punctuation alone is how people write that there is none.
    if plain.bytes().any(|c| c.is_ascii_alphanumeric()) { Ok(plain) } else { Err(Fault::Empty) }
}

/// The ways in which a number that is searched for may be kept: with its hyphens, and without. None when it can be no number.
pub fn searched(typed: &str) -> Vec<String> {
    let mut ways: Vec<String> = [Hyphens::Kept, Hyphens::Dropped]
        .into_iter()
        .filter_map(|hyphens| plain(typed, hyphens).ok())
        .collect();
    ways.dedup();
    ways
}

/// Blanks of every kind, and what is not seen at all but comes along from web pages and mails.
fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

/// Hyphens, dashes and the minus, and the signs for them on a Japanese keyboard: the long vowel's, full and half width, and the line that
/// is drawn.
fn is_hyphen(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{2010}'
            ..='\u{2015}' | '\u{2212}' | '\u{2500}' | '\u{30fc}' | '\u{fe58}' | '\u{fe63}' | '\u{ff70}'
    )
}

//! Decimal numbers, as people type them and files hold them, to integers. Nothing here goes through a float.

use crate::typed::half_width;

/// Beyond this (in minor units, either sign) an amount is a mistake; 2,000 of them still fit 64 bits a thousand times.
pub const MAX_AMOUNT: i64 = 10_000_000_000_000;

/// Why a text is no decimal number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotDecimal {
    /// Not a number at all.
    Malformed,
    /// Decimals that are not zero beyond those allowed.
    TooManyDecimals,
    /// Beyond [`MAX_AMOUNT`].
    TooLarge,
}

/// A decimal number as an integer of its smallest unit: `12.5` with two decimals is 1250.
///
/// Commas are accepted between thousands only, so that `12,50` is not read as 1250.
pub fn decimal(text: &str, decimals: u32) -> Result<i64, NotDecimal> {
    let text = half_width(text);
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(&text)),
    };
    let (whole, fraction) = match unsigned.split_once('.') {
        Some((_, "")) => return Err(NotDecimal::Malformed),
        Some((whole, fraction)) => (whole, fraction),
        None => (unsigned, ""),
    };
    let is_grouped = whole.split(',').enumerate().all(|(i, part)| {
        let length_fits = if i == 0 { matches!(part.len(), 1..=3) } else { part.len() == 3 };
        length_fits || !whole.contains(',')
    });
    let digits = whole.replace(',', "");
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if digits.is_empty() || !is_grouped || !is_number(&digits) || !is_number(fraction) {
        return Err(NotDecimal::Malformed);
    }
    let kept = fraction.len().min(decimals as usize);
    let (kept, beyond) = fraction.split_at(kept);
    if beyond.bytes().any(|byte| byte != b'0') {
        return Err(NotDecimal::TooManyDecimals);
    }
    let mut value: i64 = 0;
    let zeros = std::iter::repeat_n(b'0', decimals as usize - kept.len());
    for digit in digits.bytes().chain(kept.bytes()).chain(zeros) {
        value = value * 10 + i64::from(digit - b'0');
        if value > MAX_AMOUNT {
            return Err(NotDecimal::TooLarge);
        }
    }
    Ok(if negative { -value } else { value })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ops_01_amounts_are_exact() {
        for (text, decimals, value) in [
            ("7.9", 2, 790),
            ("4.25", 2, 425),
            ("8286.22", 2, 828_622),
            ("-0.01", 2, -1),
            ("1,234,567.8", 2, 123_456_780),
            ("１２，０００", 0, 12_000),
            ("1200.00", 0, 1_200),
            ("+3", 3, 3_000),
            ("0000000000000000000000012.50", 2, 1_250),
        ] {
            assert_eq!(decimal(text, decimals), Ok(value), "{text}");
        }
        for text in [
            "", "-", ".", "1.", ".5", "12,50", "1,23,456", ",123", "1e3", "0x1", "1 2", "£3", "--1", "1.2.3",
            "NaN",
        ] {
            assert_eq!(decimal(text, 2), Err(NotDecimal::Malformed), "{text}");
        }
        assert_eq!(decimal("1.005", 2), Err(NotDecimal::TooManyDecimals));
        assert_eq!(decimal("0.5", 0), Err(NotDecimal::TooManyDecimals));
        assert_eq!(decimal("99999999999999999999", 0), Err(NotDecimal::TooLarge));
    }

    proptest! {
        #[test]
        fn ops_01_no_text_makes_an_amount_panic(text in "\\PC{0,30}", numeric in "[-+0-9.,:/T Z]{0,30}") {
            for text in [&text, &numeric] {
                let _ = decimal(text, 2);
            }
        }
    }
}

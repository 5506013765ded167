//! Money: minor units and a currency.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::UnknownText;
use crate::decimal::{NotDecimal, decimal};

/// ISO 4217's codes of money that people pay with, in order: those in use, and those replaced since 2020, which older orders have.
const CODES: &[u8] = b"\
AEDAFNALLAMDANGAOAARSAUDAWGAZNBAMBBDBDTBGNBHDBIFBMDBNDBOBBRLBSDBTNBWPBYNBZDCADCDFCHFCLPCNYCOPCRCCUCCUPCVECZKDJFDKK\
DOPDZDEGPERNETBEURFJDFKPGBPGELGHSGIPGMDGNFGTQGYDHKDHNLHRKHTGHUFIDRILSINRIQDIRRISKJMDJODJPYKESKGSKHRKMFKPWKRWKWDKYD\
KZTLAKLBPLKRLRDLSLLYDMADMDLMGAMKDMMKMNTMOPMRUMURMVRMWKMXNMYRMZNNADNGNNIONOKNPRNZDOMRPABPENPGKPHPPKRPLNPYGQARRONRSD\
RUBRWFSARSBDSCRSDGSEKSGDSHPSLESLLSOSSRDSSPSTNSVCSYPSZLTHBTJSTMTTNDTOPTRYTTDTWDTZSUAHUGXUSDUYUUZSVEDVESVNDVUVWSTXAF\
XCDXCGXOFXPFYERZARZMWZWGZWL";

/// A currency by its ISO 4217 code; no other three letters can be held.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "sea-orm", derive(sea_orm::DeriveValueType))]
#[cfg_attr(feature = "sea-orm", sea_orm(value_type = "String"))]
pub struct Currency([u8; 3]);

impl Currency {
    /// Japanese yen.
    pub const JPY: Self = Self(*b"JPY");
    /// South Korean won.
    pub const KRW: Self = Self(*b"KRW");
    /// Pound sterling.
    pub const GBP: Self = Self(*b"GBP");
    /// United States dollar.
    pub const USD: Self = Self(*b"USD");
    /// Euro.
    pub const EUR: Self = Self(*b"EUR");

    /// The three letters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }

    /// How many decimals the minor unit stands for (ISO 4217: 0 for yen, 2 for most, 3 for a few dinars).
    pub const fn exponent(self) -> u32 {
        match &self.0 {
            b"BIF" | b"CLP" | b"DJF" | b"GNF" | b"ISK" | b"JPY" | b"KMF" | b"KRW" | b"PYG" | b"RWF"
            | b"UGX" | b"VND" | b"VUV" | b"XAF" | b"XOF" | b"XPF" => 0,
            b"BHD" | b"IQD" | b"JOD" | b"KWD" | b"LYD" | b"OMR" | b"TND" => 3,
            _ => 2,
        }
    }

    const fn sign(self) -> Option<&'static str> {
        match &self.0 {
            b"JPY" => Some("¥"),
            b"KRW" => Some("₩"),
            b"GBP" => Some("£"),
            b"USD" => Some("$"),
            b"EUR" => Some("€"),
            _ => None,
        }
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Currency {
    type Err = UnknownText;
    fn from_str(text: &str) -> Result<Self, UnknownText> {
        let known = |code: &[u8; 3]| CODES.as_chunks().0.binary_search(code).is_ok();
        match text.as_bytes().try_into() {
            Ok(code) if known(&code) => Ok(Self(code)),
            _ => Err(UnknownText { kind: "Currency", text: text.to_owned() }),
        }
    }
}

impl Serialize for Currency {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// An amount in minor units (pence, yen).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Money {
    /// Minor units.
    pub minor: i64,
    /// Of this currency.
    pub currency: Currency,
}

impl Money {
    /// So many minor units of a currency.
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// What was typed as an amount of this currency: `1,234.5` or `1234.50` pounds, no decimals of a yen.
    ///
    /// # Errors
    /// When it is no amount, or none of that currency.
    pub fn typed(text: &str, currency: Currency) -> Result<Self, NotDecimal> {
        Ok(Self { minor: decimal(text, currency.exponent())?, currency })
    }

    /// The amount alone, as programs read it and people type it: `-1234.50`, `16350`.
    pub fn decimal(self) -> String {
        let unit = 10_u64.pow(self.currency.exponent());
        let sign = if self.minor < 0 { "-" } else { "" };
        let (whole, rest) = (self.minor.unsigned_abs() / unit, self.minor.unsigned_abs() % unit);
        match self.currency.exponent() as usize {
            0 => format!("{sign}{whole}"),
            width => format!("{sign}{whole}.{rest:0width$}"),
        }
    }
}

/// `¥16,350`, `£1,234.50`, `−$3.00`, `CHF 12.00`.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.minor < 0 {
            f.write_str("−")?;
        }
        match self.currency.sign() {
            Some(sign) => f.write_str(sign)?,
            None => write!(f, "{} ", self.currency)?,
        }
        let unit = 10_u64.pow(self.currency.exponent());
        let minor = self.minor.unsigned_abs();
        f.write_str(&grouped(minor / unit))?;
        if unit > 1 {
            write!(f, ".{:0width$}", minor % unit, width = self.currency.exponent() as usize)?;
        }
        Ok(())
    }
}

/// A whole number with a comma between thousands, as English and Japanese both write it.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Splits `total` over `weights` in proportion, by largest remainder, so that the shares always sum to `total`.
///
/// Ties go to the earlier share. Without any positive weight the first share gets all; without shares there is nothing to give.
pub fn allocate(total: i64, weights: &[u64]) -> Vec<i64> {
    let sum: u128 = weights.iter().map(|w| u128::from(*w)).sum();
    let mut shares = vec![0_i64; weights.len()];
    if sum == 0 {
        if let Some(first) = shares.first_mut() {
            *first = total;
        }
        return shares;
    }
    let sign = total.signum();
    let amount = u128::from(total.unsigned_abs());
    let mut remainders = Vec::with_capacity(weights.len());
    let mut left = amount;
    for (i, weight) in weights.iter().enumerate() {
        let product = amount * u128::from(*weight);
        let share = product / sum;
        left -= share;
        shares[i] = share as i64 * sign;
        remainders.push((product % sum, i));
    }
    remainders.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    for (_, i) in remainders.into_iter().take(left as usize) {
        shares[i] += sign;
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn money_is_written_by_its_currency() {
        assert_eq!(Money::new(16_350, Currency::JPY).to_string(), "¥16,350");
        assert_eq!(Money::new(123_450, Currency::GBP).to_string(), "£1,234.50");
        assert_eq!(Money::new(-5, Currency::USD).to_string(), "−$0.05");
        assert_eq!(Money::new(1_200, "CHF".parse().unwrap()).to_string(), "CHF 12.00");
    }

    #[test]
    fn ops_01_a_currency_is_one_that_there_is() {
        assert!(CODES.as_chunks::<3>().0.is_sorted());
        for known in [Currency::JPY, Currency::KRW, Currency::GBP, Currency::USD, Currency::EUR] {
            assert_eq!(known.as_str().parse(), Ok(known));
        }
        for text in ["gbp", "ZZZ", "XXX", "YEN", "US", "USDX", "", "ＪＰＹ"] {
            assert!(text.parse::<Currency>().is_err(), "{text}");
        }
    }

    #[test]
    fn ord_05_an_amount_is_typed_in_its_currency() {
        let pounds = |text| Money::typed(text, Currency::GBP).map(|money| money.minor);
        assert_eq!(pounds(" 1,234.5 "), Ok(123_450));
        assert_eq!(pounds("１２"), Ok(1_200));
        assert_eq!(pounds("1.005"), Err(NotDecimal::TooManyDecimals));
        assert_eq!(pounds("£3"), Err(NotDecimal::Malformed));
        assert_eq!(Money::typed("1500", Currency::JPY), Ok(Money::new(1_500, Currency::JPY)));
        assert_eq!(Money::typed("0.5", Currency::JPY), Err(NotDecimal::TooManyDecimals));
        assert_eq!(Money::new(5, Currency::GBP).decimal(), "0.05");
        assert_eq!(Money::new(16_350, Currency::JPY).decimal(), "16350");
    }

    proptest! {
        #[test]
        fn ops_01_ord_05_any_amount_reads_back(minor in -1_000_000_000_i64..1_000_000_000) {
            for currency in [Currency::JPY, Currency::GBP, Currency(*b"KWD")] {
                let money = Money::new(minor, currency);
                prop_assert_eq!(Money::typed(&money.decimal(), currency), Ok(money));
            }
        }

        #[test]
        fn shares_sum_to_the_total(total in -1_000_000_000_i64..1_000_000_000, weights in prop::collection::vec(0_u64..1_000_000, 1..40)) {
            prop_assert_eq!(allocate(total, &weights).iter().sum::<i64>(), total);
        }

        #[test]
        fn no_share_is_off_by_a_unit_or_more(total in 0_i64..1_000_000, weights in prop::collection::vec(1_u64..1_000, 1..20)) {
            let sum: u64 = weights.iter().sum();
            for (share, weight) in allocate(total, &weights).into_iter().zip(&weights) {
                let exact = total as f64 * *weight as f64 / sum as f64;
                prop_assert!((share as f64 - exact).abs() < 1.0);
            }
        }
    }
}

//! Countries.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::UnknownText;

/// The officially assigned ISO 3166-1 alpha-2 codes, in order.
const CODES: &[u8] = b"\
ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCNCOCRCUCVCWCXCYCZ\
DEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHUIDIEILIMINIOIQIRISIT\
JEJMJOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZ\
NANCNENFNGNINLNONPNRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURWSASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZ\
TCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUAUGUMUSUYUZVAVCVEVGVIVNVUWFWSYEYTZAZMZW";

/// A country by its ISO 3166-1 alpha-2 code; no other two letters can be held.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "sea-orm", derive(sea_orm::DeriveValueType))]
#[cfg_attr(feature = "sea-orm", sea_orm(value_type = "String"))]
pub struct Country([u8; 2]);

impl Country {
    /// Japan.
    pub const JP: Self = Self(*b"JP");
    /// South Korea.
    pub const KR: Self = Self(*b"KR");
    /// The United Kingdom.
    pub const GB: Self = Self(*b"GB");
    /// The United States.
    pub const US: Self = Self(*b"US");

    /// Every country, by code.
    pub fn all() -> impl ExactSizeIterator<Item = Self> {
        CODES.as_chunks().0.iter().map(|code| Self(*code))
    }

    /// The two letters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("ZZ")
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Country {
    type Err = UnknownText;
    fn from_str(text: &str) -> Result<Self, UnknownText> {
        let unknown = || UnknownText { kind: "Country", text: text.to_owned() };
        let code: [u8; 2] = text.as_bytes().try_into().map_err(|_| unknown())?;
        CODES.as_chunks().0.binary_search(&code).map(|_| Self(code)).map_err(|_| unknown())
    }
}

impl Serialize for Country {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Country {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ops_01_the_249_codes_are_in_order_and_read_back() {
        let all: Vec<Country> = Country::all().collect();
        assert_eq!(all.len(), 249);
        assert!(all.is_sorted_by(|a, b| a < b), "binary search needs them sorted, without repeats");
        for country in all {
            assert_eq!(country.as_str().parse::<Country>().unwrap(), country);
            let json = serde_json::to_string(&country).unwrap();
            assert_eq!(serde_json::from_str::<Country>(&json).unwrap(), country);
        }
    }

    #[test]
    fn ops_01_what_is_no_country_is_refused() {
        for text in ["", "J", "JPN", "jp", "UK", "EU", "XX", "ZZ", "日"] {
            assert!(text.parse::<Country>().is_err(), "{text:?}");
        }
        assert!(serde_json::from_str::<Country>("\"EU\"").is_err());
    }
}

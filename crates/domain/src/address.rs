//! Whether a shipping address is complete and well formed for its country (REL-10).

use serde::{Deserialize, Serialize};

use crate::country::Country;

text_enum! {
    /// A part of an address.
    pub enum AddressField {
        /// Who receives.
        Recipient = "recipient",
        /// The country.
        Country = "country",
        /// The postal code.
        PostalCode = "postal_code",
        /// State, prefecture or province.
        Region = "region",
        /// Town.
        City = "city",
        /// Street and number.
        Line1 = "line1",
    }
}

/// What is wrong with an address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum AddressProblem {
    /// The country's addresses need it.
    Missing {
        /// What.
        field: AddressField,
    },
    /// It does not look as in its country.
    Malformed {
        /// What.
        field: AddressField,
        /// What it says.
        value: String,
        /// The country.
        country: Country,
    },
}

/// An address as far as it is known.
#[derive(Clone, Copy, Debug, Default)]
pub struct PostalAddress<'a> {
    /// Who receives.
    pub recipient: Option<&'a str>,
    /// The country.
    pub country: Option<Country>,
    /// The postal code.
    pub postal_code: Option<&'a str>,
    /// State, prefecture or province.
    pub region: Option<&'a str>,
    /// Town.
    pub city: Option<&'a str>,
    /// Street and number.
    pub line1: Option<&'a str>,
}

/// What addresses of a country look like.
struct Form {
    country: &'static str,
    /// The postal codes' shapes without spaces and hyphens: `9` a digit, `A` a letter.
    postal: &'static [&'static str],
    region: bool,
    city: bool,
}

const fn form(country: &'static str, postal: &'static [&'static str]) -> Form {
    Form { country, postal, region: false, city: true }
}

/// Countries whose post needs a postal code (source: the Universal Postal Union's addressing rules). Elsewhere it is optional and not checked.
/// Japanese and Korean addresses often carry the town in the street line.
static FORMS: &[Form] = &[
    Form { country: "JP", postal: &["9999999"], region: true, city: false },
    Form { country: "KR", postal: &["99999"], region: false, city: false },
    Form { country: "SG", postal: &["999999"], region: false, city: false },
    Form { country: "US", postal: &["99999", "999999999"], region: true, city: true },
    Form { country: "CA", postal: &["A9A9A9"], region: true, city: true },
    Form { country: "AU", postal: &["9999"], region: true, city: true },
    form("GB", &["A99AA", "A999AA", "AA99AA", "AA999AA", "A9A9AA", "AA9A9AA"]),
    form("AT", &["9999"]),
    form("BE", &["9999"]),
    form("BR", &["99999999"]),
    form("CH", &["9999"]),
    form("CN", &["999999"]),
    form("CZ", &["99999"]),
    form("DE", &["99999"]),
    form("DK", &["9999"]),
    form("ES", &["99999"]),
    form("FI", &["99999"]),
    form("FR", &["99999"]),
    form("GR", &["99999"]),
    form("IN", &["999999"]),
    form("IT", &["99999"]),
    form("MX", &["99999"]),
    form("MY", &["99999"]),
    form("NL", &["9999AA"]),
    form("NO", &["9999"]),
    form("NZ", &["9999"]),
    form("PL", &["99999"]),
    form("PT", &["9999999"]),
    form("SE", &["99999"]),
    form("TH", &["99999"]),
    form("TW", &["999", "99999", "999999"]),
];

/// Whether a postal code looks like one of the country's; `None` if its post needs none. Spaces, hyphens and case do not matter.
pub fn postal_code_fits(country: Country, code: &str) -> Option<bool> {
    let form = FORMS.iter().find(|form| form.country == country.as_str())?;
    let code: Vec<char> = code.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
    Some(form.postal.iter().any(|shape| {
        shape.len() == code.len()
            && shape.bytes().zip(&code).all(|(class, c)| match class {
                b'9' => c.is_ascii_digit(),
                _ => c.is_ascii_alphabetic(),
            })
    }))
}

impl PostalAddress<'_> {
    /// What keeps a parcel from being sent there, in the order of [`AddressField`].
    pub fn problems(&self) -> Vec<AddressProblem> {
        let Some(country) = self.country else {
            return [
                (AddressField::Recipient, self.recipient),
                (AddressField::Country, None),
                (AddressField::Line1, self.line1),
            ]
            .into_iter()
            .filter(|(_, value)| is_blank(*value))
            .map(|(field, _)| AddressProblem::Missing { field })
            .collect();
        };
        let form = FORMS.iter().find(|form| form.country == country.as_str());
        let needed = [
            (AddressField::Recipient, self.recipient, true),
            (AddressField::PostalCode, self.postal_code, form.is_some()),
            (AddressField::Region, self.region, form.is_some_and(|form| form.region)),
            (AddressField::City, self.city, form.is_none_or(|form| form.city)),
            (AddressField::Line1, self.line1, true),
        ];
        let mut problems = Vec::new();
        for (field, value, needed) in needed {
            if is_blank(value) {
                if needed {
                    problems.push(AddressProblem::Missing { field });
                }
            } else if let (AddressField::PostalCode, Some(code)) = (field, value)
                && postal_code_fits(country, code) == Some(false)
            {
                problems.push(AddressProblem::Malformed { field, value: code.to_owned(), country });
            }
        }
        problems
    }
}

fn is_blank(value: Option<&str>) -> bool {
    value.is_none_or(|text| text.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn country(code: &str) -> Country {
        code.parse().unwrap()
    }

    #[test]
    fn rel_10_postal_codes_fit_their_country() {
        for (code, good, bad) in [
            ("JP", "150-0001", "1500-01a"),
            ("JP", "1500001", "150-001"),
            ("KR", "04524", "4524"),
            ("US", "94103", "9410"),
            ("US", "94103-1234", "94103-12"),
            ("GB", "SW1A 1AA", "SW1A 1A"),
            ("GB", "m1 1ae", "11 1AE"),
            ("CA", "K1A 0B1", "K1A 0BB"),
            ("NL", "1012 AB", "1012"),
        ] {
            assert_eq!(postal_code_fits(country(code), good), Some(true), "{code} {good}");
            assert_eq!(postal_code_fits(country(code), bad), Some(false), "{code} {bad}");
        }
        assert_eq!(postal_code_fits(country("HK"), "whatever"), None);
    }

    #[test]
    fn rel_10_every_form_is_of_a_country() {
        for form in FORMS {
            assert!(form.country.parse::<Country>().is_ok(), "{}", form.country);
        }
    }

    #[test]
    fn rel_10_an_address_says_what_it_lacks() {
        let good = PostalAddress {
            recipient: Some("A. Sato"),
            country: Some(Country::JP),
            postal_code: Some("150-0001"),
            region: Some("東京都"),
            city: None,
            line1: Some("渋谷区神宮前1-1"),
        };
        assert_eq!(good.problems(), []);
        let bad = PostalAddress { recipient: Some(" "), postal_code: Some("15"), region: None, ..good };
        assert_eq!(
            bad.problems(),
            [
                AddressProblem::Missing { field: AddressField::Recipient },
                AddressProblem::Malformed {
                    field: AddressField::PostalCode,
                    value: "15".into(),
                    country: Country::JP
                },
                AddressProblem::Missing { field: AddressField::Region },
            ]
        );
        assert_eq!(
            PostalAddress { country: None, ..good }.problems(),
            [AddressProblem::Missing { field: AddressField::Country }]
        );
        assert_eq!(
            PostalAddress { country: Some(country("HK")), postal_code: None, region: None, ..good }
                .problems(),
            [AddressProblem::Missing { field: AddressField::City }]
        );
    }

    proptest! {
        #[test]
        fn rel_10_any_text_is_judged_without_panic(code in any::<String>(), index in 0..FORMS.len()) {
            prop_assert!(postal_code_fits(country(FORMS[index].country), &code).is_some());
        }
    }
}

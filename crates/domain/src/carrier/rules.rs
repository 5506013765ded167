//! The carriers' formats, as tables.
//!
//! Sources: the carriers' own manuals as collected by jkeen/tracking_number_data (MIT), the Universal Postal Union's S10, USPS Publication
//! 199, DHL's page "Tracking ID labels", and for the Japanese and Korean carriers the check digits and lengths that their customers'
//! shipping software is told.

use super::check::{self, closes};
use super::fault::Fault;
use super::format::Format;
use super::written::all_digits;
use crate::country::Country;

/// A format of a carrier's numbers.
pub(super) struct Rule {
    pub format: Format,
    /// A number begins with one of these; with anything, if there is none.
    pub starts: &'static [&'static str],
    /// What its characters are, whatever its length.
    pub class: Class,
    /// How many characters it has, ascending; none if they are many, and the class knows them.
    pub lengths: &'static [u16],
    /// What else it must look like, of those lengths.
    shape: fn(&str) -> bool,
    /// Whether it is right, looking so.
    right: Right,
    /// Whether it may begin with zeros, so that a spreadsheet cuts them off.
    pub zeros: bool,
}

/// What a number's characters are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Digits.
    Digits,
    /// Letters and digits, and a digit at the end.
    Mixed,
    /// One of [`Rule::starts`], then digits.
    DigitsAfter,
    /// Two letters, digits, two letters.
    Postal,
    /// Other letters and digits: the shape knows.
    Other,
}

enum Right {
    /// There is nothing to tell it by.
    Unknown,
    /// The check digit fits.
    Check(fn(&str) -> bool),
    /// S10: the check digit fits, and the country is one.
    S10,
}

/// Digits without a check.
const fn plain(format: Format, lengths: &'static [u16]) -> Rule {
    Rule {
        format,
        starts: &[],
        class: Class::Digits,
        lengths,
        shape: |_| true,
        right: Right::Unknown,
        zeros: false,
    }
}

/// Digits with a check; those that may begin with any digit may begin with zeros.
const fn checked(
    format: Format,
    starts: &'static [&'static str],
    lengths: &'static [u16],
    right: fn(&str) -> bool,
) -> Rule {
    Rule { starts, right: Right::Check(right), zeros: starts.is_empty(), ..plain(format, lengths) }
}

/// A barcode that is told apart by its looks, with GS1's check digit.
const fn barcode(
    format: Format,
    starts: &'static [&'static str],
    lengths: &'static [u16],
    shape: fn(&str) -> bool,
    right: fn(&str) -> bool,
) -> Rule {
    Rule { shape, ..checked(format, starts, lengths, right) }
}

const fn twelve(format: Format) -> Rule {
    checked(format, &[], &[12], |n| closes(n, check::mod7))
}

const S10: Rule = Rule { class: Class::Postal, right: Right::S10, ..plain(Format::S10, &[13]) };

static YAMATO: [Rule; 1] = [twelve(Format::Yamato)];
static SAGAWA: [Rule; 1] = [twelve(Format::Sagawa)];
static JAPAN_POST: [Rule; 3] = [
    twelve(Format::JapanPost),
    checked(Format::JapanPostRegistered, &[], &[11], |n| closes(n, check::mod7)),
    S10,
];
static EMS: [Rule; 1] = [S10];
static CJ: [Rule; 1] = [plain(Format::Cj, &[10, 12])];
static HANJIN: [Rule; 1] = [plain(Format::Hanjin, &[10, 12, 14])];
static LOTTE: [Rule; 1] = [twelve(Format::Lotte)];
static LOGEN: [Rule; 1] = [plain(Format::Logen, &[11])];
static KOREA_POST: [Rule; 2] = [plain(Format::KoreaPost, &[13]), S10];

/// DHL has its waybills (ten digits, seldom eleven) checked, and nothing else.
static DHL: [Rule; 4] = [
    checked(Format::DhlExpress, &[], &[10, 11], |n| closes(n, check::mod7)),
    Rule { class: Class::Other, shape: is_dhl_piece, ..plain(Format::DhlPiece, &[]) },
    Rule { class: Class::Other, shape: is_dhl_ecommerce, ..plain(Format::DhlEcommerce, &[]) },
    plain(Format::DhlEcommerce14, &[14]),
];

static FEDEX: [Rule; 9] = [
    checked(Format::FedEx12, &[], &[12], |n| closes(n, check::fedex)),
    checked(Format::FedExGround15, &[], &[15], |n| closes(n, check::mod10)),
    // The first two digits say what the container is, and are left out of the sum: with 00, a carton, it is that of GS1's SSCC.
    checked(Format::FedExSscc18, &[], &[18], |n| closes(&n[2..], check::mod10)),
    checked(Format::FedExGround96, &["96"], &[22], |n| closes(&n[7..], check::mod10)),
    // The last fourteen digits are a number of twelve with zeros before it.
    checked(Format::FedEx34, &["0", "1", "2", "3", "4", "5", "6", "7", "8"], &[34], |n| {
        closes(&n[20..], check::fedex)
    }),
    checked(Format::FedExGroundGsn, &["96"], &[34], |n| closes(&n[20..], check::fedex)),
    checked(Format::FedExAstra32, &["3"], &[32], |n| closes(&n[16..28], check::fedex)),
    // USPS's barcode with FedEx as the mailer, and what remains of it on FedEx's own labels: without the identifier 92.
    barcode(Format::FedExSmartPost, &["92"], &[22], is_package, |n| closes(n, check::mod10)),
    checked(Format::FedExSmartPost, &["61"], &[20], |n| closes_after("92", n)),
];

static UPS: [Rule; 2] = [
    Rule { class: Class::Mixed, ..checked(Format::Ups1Z, &["1Z"], &[18], |n| closes(&n[2..], check::ups)) },
    Rule {
        class: Class::DigitsAfter,
        ..checked(Format::UpsWaybill, &["A", "H", "J", "K", "T", "V"], &[11], |n| closes(&n[1..], check::ups))
    },
];

/// USPS's barcodes may stand behind 420 and the addressee's ZIP code of five or nine digits; the check digit is that of the barcode alone.
static USPS: [Rule; 8] = [
    checked(Format::Usps20, &[], &[20], |n| closes(n, check::mod10)),
    checked(Format::UspsLegacy, &[], &[20], legacy_closes),
    checked(Format::UspsLegacy, &["91"], &[22], |n| closes(n, check::mod10)),
    barcode(Format::UspsImpb, &["94"], &[22, 26, 30], is_package, |n| closes(n, check::mod10)),
    barcode(Format::UspsImpb, &["92", "93", "95"], &[22, 26], is_package, |n| closes(n, check::mod10)),
    barcode(Format::UspsImpb, &["420"], &[30, 34], is_routed_package, |n| {
        behind_zip(n).any(|n| is_package(n) && closes(n, check::mod10))
    }),
    barcode(Format::UspsLegacy, &["420"], &[28, 30, 32, 34], is_routed_legacy, |n| {
        behind_zip(n).any(|n| is_legacy(n) && legacy_closes(n))
    }),
    S10,
];

/// The formats of a built-in carrier; none for the one that is not checked, and for own carriers.
pub(super) fn rules(code: &str) -> Option<&'static [Rule]> {
    Some(match code {
        "yamato" => &YAMATO,
        "sagawa" => &SAGAWA,
        "japan_post" => &JAPAN_POST,
        "ems" => &EMS,
        "dhl_express" => &DHL,
        "fedex" => &FEDEX,
        "ups" => &UPS,
        "cj_logistics" => &CJ,
        "hanjin" => &HANJIN,
        "lotte" => &LOTTE,
        "logen" => &LOGEN,
        "korea_post" => &KOREA_POST,
        "usps" => &USPS,
        _ => return None,
    })
}

impl Rule {
    /// Whether a number begins like one of these and has such characters, whatever its length.
    pub fn resembles(&self, number: &str) -> bool {
        let start = match self.starts {
            [] => Some(""),
            starts => starts.iter().find(|start| number.starts_with(**start)).copied(),
        };
        let Some(start) = start else { return false };
        let rest = &number[start.len()..];
        match self.class {
            Class::Digits => all_digits(number),
            Class::DigitsAfter => all_digits(rest),
            Class::Mixed => rest.bytes().next_back().is_some_and(|c| c.is_ascii_digit()),
            Class::Postal => {
                let letters = |text: Option<&str>| {
                    text.is_some_and(|text| text.bytes().all(|c| c.is_ascii_uppercase()))
                };
                number.len() > 4
                    && letters(number.get(..2))
                    && letters(number.get(number.len() - 2..))
                    && all_digits(&number[2..number.len() - 2])
            }
            Class::Other => (self.shape)(number),
        }
    }

    /// Whether a number looks as this format does.
    pub fn looks(&self, number: &str) -> bool {
        (self.lengths.is_empty() || self.has_length(number.len()))
            && self.resembles(number)
            && (self.shape)(number)
    }

    /// Whether its numbers may have so many characters.
    pub fn has_length(&self, length: usize) -> bool {
        self.lengths.iter().any(|asked| usize::from(*asked) == length)
    }

    /// What is wrong with a number that looks right.
    pub fn fault(&self, number: &str) -> Option<Fault> {
        let format = self.format;
        match self.right {
            Right::Unknown => None,
            Right::Check(fits) => (!fits(number)).then_some(Fault::CheckDigit { format }),
            Right::S10 => {
                let (item, country) = number.split_at(11);
                if country.parse::<Country>().is_err() {
                    return Some(Fault::Country { code: country.to_owned() });
                }
                (!closes(&item[2..], check::s10)).then_some(Fault::CheckDigit { format })
            }
        }
    }
}

/// The identifier of USPS's older barcodes, 91, is left out where people read them, but not out of the sum.
fn legacy_closes(number: &str) -> bool {
    if number.starts_with("91") { closes(number, check::mod10) } else { closes_after("91", number) }
}

/// Whether the check digit fits when an identifier is put before the number.
fn closes_after(identifier: &str, number: &str) -> bool {
    closes(&format!("{identifier}{number}"), check::mod10)
}

/// DHL Express's piece: J, two or three letters, nine or ten digits (`JJD0099999999`), or as long as its barcode is (`JJD0146...`,
/// `JD0146...`: eighteen digits at most).
fn is_dhl_piece(number: &str) -> bool {
    let letters = number.bytes().take_while(u8::is_ascii_uppercase).count();
    let digits = number.len() - letters;
    number.starts_with('J')
        && all_digits(&number[letters..])
        && match letters {
            2 => number.starts_with("JD") && (16..=18).contains(&digits),
            3 | 4 => (9..=18).contains(&digits),
            _ => false,
        }
}

/// DHL eCommerce: where it was handed in, a digit, and nine to thirty-eight letters and digits.
fn is_dhl_ecommerce(number: &str) -> bool {
    ["GM", "LX", "RX", "UV", "CN", "SG", "TH", "IN", "HK", "MY"].iter().any(|start| number.starts_with(start))
        && number.as_bytes().get(2).is_some_and(u8::is_ascii_digit)
        && (12..=41).contains(&number.len())
}

/// USPS's Intelligent Mail package barcode, without ZIP code (Publication 199): after the application identifier and three digits for the
/// service comes the mailer, nine digits if the first is a 9, else six. 92 is for long mailers, 93 for short ones. The serial number of a
/// short one has ten or fourteen digits, of a long one seven or eleven, or fifteen with 94.
fn is_package(number: &str) -> bool {
    let long = number.as_bytes().get(5) == Some(&b'9');
    let mailer = match number.get(..2) {
        Some("92") => long,
        Some("93") => !long,
        Some("94" | "95") => true,
        _ => false,
    };
    mailer
        && match number.len() {
            22 | 26 => true,
            30 => long && number.starts_with("94"),
            _ => false,
        }
}

/// The same behind a ZIP code: nine digits of it only before the shortest barcode.
fn is_routed_package(number: &str) -> bool {
    behind_zip(number).any(is_package)
}

/// USPS's barcode before that: twenty digits, or twenty-two with the identifier.
fn is_legacy(number: &str) -> bool {
    number.len() == 20 || number.len() == 22 && number.starts_with("91")
}

fn is_routed_legacy(number: &str) -> bool {
    behind_zip(number).any(is_legacy)
}

/// What is left of a routed barcode without 420 and a ZIP code of five digits, or of nine: the digits alone don't tell which.
fn behind_zip(number: &str) -> impl Iterator<Item = &str> {
    [number.get(8..), number.get(12..)].into_iter().flatten()
}

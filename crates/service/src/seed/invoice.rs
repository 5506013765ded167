//! Carriers, and invoice numbers as they give them: with check digits that are right.

use super::chance::Chance;

/// A carrier of the demo.
pub(super) struct Carrier {
    pub code: &'static str,
    pub name: &'static str,
    pub tracking_url: &'static str,
    rule: Rule,
}

/// How its numbers are made.
enum Rule {
    /// Twelve digits, the last is the others modulo 7.
    TwelveMod7,
    /// Ten digits, the last is the others modulo 7.
    TenMod7,
    /// So many digits, no check.
    Length(u32),
    /// The Universal Postal Union's S10: two letters, eight digits, check digit, country.
    S10(&'static str, &'static str),
    Ups,
    FedEx,
    Usps,
}

use Rule::{FedEx, Length, S10, TenMod7, TwelveMod7, Ups, Usps};

/// A carrier's place in [`CARRIERS`].
pub(super) type CarrierIndex = usize;

pub(super) const YAMATO: CarrierIndex = 0;
pub(super) const SAGAWA: CarrierIndex = 1;
pub(super) const JAPAN_POST: CarrierIndex = 2;
pub(super) const EMS: CarrierIndex = 3;
pub(super) const DHL: CarrierIndex = 4;
pub(super) const FEDEX: CarrierIndex = 5;
pub(super) const UPS: CarrierIndex = 6;
pub(super) const CJ: CarrierIndex = 7;

/// `{number}` in an address stands for the invoice number.
pub(super) static CARRIERS: [Carrier; 13] = [
    Carrier {
        code: "yamato",
        name: "Yamato Transport",
        tracking_url: "https://toi.kuronekoyamato.co.jp/cgi-bin/tneko?number01={number}",
        rule: TwelveMod7,
    },
    Carrier {
        code: "sagawa",
        name: "Sagawa Express",
        tracking_url: "https://k2k.sagawa-exp.co.jp/p/web/okurijosearch.do?okurijoNo={number}",
        rule: TwelveMod7,
    },
    Carrier {
        code: "japan_post",
        name: "Japan Post",
        tracking_url: "https://trackings.post.japanpost.jp/services/srv/search/direct?reqCodeNo1={number}",
        rule: TwelveMod7,
    },
    Carrier {
        code: "ems",
        name: "EMS and registered post",
        tracking_url: "https://trackings.post.japanpost.jp/services/srv/search/direct?reqCodeNo1={number}",
        rule: S10("EN", "JP"),
    },
    Carrier {
        code: "dhl_express",
        name: "DHL Express",
        tracking_url: "https://www.dhl.com/global-en/home/tracking.html?tracking-id={number}",
        rule: TenMod7,
    },
    Carrier {
        code: "fedex",
        name: "FedEx",
        tracking_url: "https://www.fedex.com/fedextrack/?trknbr={number}",
        rule: FedEx,
    },
    Carrier {
        code: "ups",
        name: "UPS",
        tracking_url: "https://www.ups.com/track?tracknum={number}",
        rule: Ups,
    },
    Carrier {
        code: "cj_logistics",
        name: "CJ Logistics",
        tracking_url: "https://trace.cjlogistics.com/next/tracking.html?wblNo={number}",
        rule: Length(12),
    },
    Carrier {
        code: "hanjin",
        name: "Hanjin",
        tracking_url: "https://www.hanjin.com/kor/CMS/DeliveryMgr/WaybillResult.do?wblnumText2={number}",
        rule: Length(12),
    },
    Carrier {
        code: "lotte",
        name: "Lotte Global Logistics",
        tracking_url: "https://www.lotteglogis.com/home/reservation/tracking/linkView?InvNo={number}",
        rule: TwelveMod7,
    },
    Carrier {
        code: "korea_post",
        name: "Korea Post",
        tracking_url: "https://service.epost.go.kr/trace.RetrieveDomRigiTraceList.comm?sid1={number}",
        rule: Length(13),
    },
    Carrier {
        code: "usps",
        name: "USPS",
        tracking_url: "https://tools.usps.com/go/TrackConfirmAction?tLabels={number}",
        rule: Usps,
    },
    Carrier { code: "other", name: "Other carrier", tracking_url: "", rule: Length(10) },
];

/// A number as the carrier gives it.
pub(super) fn number(carrier: CarrierIndex, chance: &mut Chance) -> String {
    match CARRIERS[carrier].rule {
        TwelveMod7 => with_check(chance.digits(11), mod7),
        TenMod7 => with_check(chance.digits(9), mod7),
        Length(count) => chance.digits(count),
        S10(service, country) => {
            format!("{service}{}{country}", with_check(chance.digits(8), s10))
        }
        Ups => with_check(format!("1Z{}{}{}", chance.digits(6), "66", chance.digits(7)), ups),
        FedEx => with_check(chance.digits(11), fedex),
        Usps => with_check(format!("9400{}", chance.digits(17)), usps),
    }
}

fn with_check(mut text: String, check: fn(&str) -> u32) -> String {
    let digit = check(&text);
    text.extend(char::from_digit(digit, 10));
    text
}

/// Every character's value: a digit's own, a letter's code less 3, modulo 10.
fn values(text: &str) -> impl DoubleEndedIterator<Item = u32> + ExactSizeIterator {
    text.bytes().map(|c| if c.is_ascii_digit() { u32::from(c - b'0') } else { (u32::from(c) - 3) % 10 })
}

fn weighted(text: &str, weights: &[u32]) -> u32 {
    values(text).zip(weights.iter().cycle()).map(|(value, weight)| value * weight).sum()
}

fn mod7(text: &str) -> u32 {
    values(text).fold(0, |rest, digit| (rest * 10 + digit) % 7)
}

fn s10(text: &str) -> u32 {
    match 11 - weighted(text, &[8, 6, 4, 2, 3, 5, 9, 7]) % 11 {
        10 => 0,
        11 => 5,
        digit => digit,
    }
}

fn ups(text: &str) -> u32 {
    (10 - weighted(&text[2..], &[1, 2]) % 10) % 10
}

fn fedex(text: &str) -> u32 {
    weighted(text, &[3, 1, 7]) % 11 % 10
}

/// Weights 3 and 1 from the right.
fn usps(text: &str) -> u32 {
    let sum: u32 = values(text).rev().zip([3, 1].iter().cycle()).map(|(value, weight)| value * weight).sum();
    (10 - sum % 10) % 10
}

#[cfg(test)]
mod tests {
    use super::super::chance::{Source, Stream};
    use super::*;

    #[test]
    fn ops_01_check_digits_are_those_of_the_carriers() {
        // Numbers that the carriers and the Postal Union give as examples.
        assert_eq!(mod7("331881002"), 5);
        assert_eq!(s10("47312482"), 9);
        assert_eq!(ups("1Z999AA1012345678"), 4);
        assert_eq!(fedex("98657878885"), 5);
        assert_eq!(usps("940011120255584233266"), 9);
    }

    #[test]
    fn ops_01_numbers_have_their_carriers_length() {
        let mut chance = Source::new(1).stream(Stream::Order, 1);
        let lengths: Vec<_> = (0..CARRIERS.len()).map(|carrier| number(carrier, &mut chance).len()).collect();
        assert_eq!(lengths, [12, 12, 12, 13, 10, 12, 18, 12, 12, 12, 13, 22, 10]);
    }
}

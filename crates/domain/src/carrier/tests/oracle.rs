//! The public collection of tracking numbers, read as it is: its regular expressions and its checksum parameters are carried out here by
//! code that knows no carrier, and shares nothing with the rules that are tested.

use std::collections::BTreeMap;
use std::io::Write as _;

use proptest::test_runner::TestRng;
use serde_json::Value;

use super::regex::{Captures, Node};
use crate::country::Country;

/// One format of the collection.
pub struct Entry {
    pub name: String,
    pub courier: String,
    pub valid: Vec<String>,
    pub invalid: Vec<String>,
    pattern: Node,
    validation: Value,
}

/// The carrier of ours that gives a courier's numbers.
pub fn carrier_of(courier: &str) -> Option<&'static str> {
    Some(match courier {
        "dhl" => "dhl_express",
        "fedex" => "fedex",
        "s10" => "ems",
        "ups" => "ups",
        "usps" => "usps",
        _ => return None,
    })
}

/// The formats of our carriers; says so if the collection is not there.
pub fn entries() -> Option<Vec<Entry>> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/tracking_numbers.json");
    let Ok(text) = std::fs::read_to_string(path) else {
        // Past the test harness, which would keep it to itself.
        let _ = writeln!(std::io::stderr(), "SKIPPED: there is no file {path}");
        return None;
    };
    let all: Vec<Value> = serde_json::from_str(&text).unwrap();
    let texts = |value: &Value| -> Vec<String> {
        value.as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect()
    };
    let ours = all.into_iter().filter(|row| carrier_of(row["courier"].as_str().unwrap()).is_some());
    let entries: Vec<Entry> = ours
        .map(|row| Entry {
            name: row["name"].as_str().unwrap().to_owned(),
            courier: row["courier"].as_str().unwrap().to_owned(),
            valid: texts(&row["valid"]),
            invalid: texts(&row["invalid"]),
            pattern: Node::parse(row["regex"].as_str().unwrap()),
            validation: row["validation"].clone(),
        })
        .collect();
    assert!(entries.len() >= 18, "the collection has fewer formats than it had");
    Some(entries)
}

fn digits(text: &str) -> Vec<u64> {
    text.chars().map(|c| c.to_digit(10).map_or_else(|| (u64::from(c) - 3) % 10, u64::from)).collect()
}

fn number(value: &Value, or: u64) -> u64 {
    value.as_u64().unwrap_or(or)
}

/// The check digit by the parameters of the collection.
fn checksum(parameters: &Value, serial: &str) -> u64 {
    let weights: Vec<u64> = parameters["weightings"]
        .as_array()
        .map(|weights| weights.iter().map(|weight| weight.as_u64().unwrap()).collect())
        .unwrap_or_default();
    let product: u64 = digits(serial).iter().zip(&weights).map(|(digit, weight)| digit * weight).sum();
    match parameters["name"].as_str().unwrap() {
        "mod7" => serial.parse::<u64>().unwrap() % number(&parameters["modulo"], 7),
        "mod10" => {
            let mut digits = digits(serial);
            if parameters["reverse"] == true {
                digits.reverse();
            }
            let evens = number(&parameters["evens_multiplier"], 1);
            let odds = number(&parameters["odds_multiplier"], 1);
            let mut sum = 0;
            for (index, digit) in digits.iter().enumerate() {
                sum += digit * if index % 2 == 0 { evens } else { odds };
            }
            if sum % 10 == 0 { 0 } else { 10 - sum % 10 }
        }
        "sum_product_with_weightings_and_modulo" => {
            assert_eq!(weights.len(), serial.len());
            product % number(&parameters["modulo1"], 11) % number(&parameters["modulo2"], 10)
        }
        "s10" => match product % 11 {
            0 => 5,
            1 => 0,
            rest => 11 - rest,
        },
        other => panic!("no checksum {other}"),
    }
}

impl Entry {
    /// Whether a text without blanks is such a number, in any way of reading it.
    pub fn accepts(&self, text: &str) -> bool {
        let text: Vec<char> = text.chars().collect();
        self.pattern.matches(&text, |groups| self.is_right(&text, groups)).is_some()
    }

    fn is_right(&self, text: &[char], groups: &Groups) -> bool {
        let group =
            |name: &str| groups.get(name).map(|(from, to)| text[*from..*to].iter().collect::<String>());
        let exists = self.validation["additional"]["exists"].as_array();
        if exists.is_some_and(|names| names.iter().any(|name| name == "Courier"))
            && group("CountryCode").is_none_or(|code| code.parse::<Country>().is_err())
        {
            return false;
        }
        let parameters = &self.validation["checksum"];
        if parameters.is_null() {
            return true;
        }
        let mut serial = group("SerialNumber").unwrap();
        let prepend = &self.validation["serial_number_format"]["prepend_if"];
        if let Some(condition) = prepend["matches_regex"].as_str() {
            let condition = Node::parse(condition.trim_start_matches('^').trim_end_matches('$'));
            if condition.matches(&serial.chars().collect::<Vec<_>>(), |_| true).is_some() {
                serial.insert_str(0, prepend["content"].as_str().unwrap());
            }
        }
        group("CheckDigit").unwrap().parse() == Ok(checksum(parameters, &serial))
    }

    /// Where the check digit is in a text of this form, if it has one.
    pub fn check_digit(&self, text: &str) -> Option<usize> {
        let text: Vec<char> = text.chars().collect();
        Some(self.pattern.matches(&text, |_| true)?.get("CheckDigit")?.0)
    }

    /// A text of this form, but for its check digit: some don't match, where the expression looks ahead.
    pub fn sample(&self, rng: &mut TestRng) -> String {
        let mut text = String::new();
        self.pattern.sample(rng, &mut text);
        text
    }
}

/// Where the groups of an expression are in a text.
pub type Groups = BTreeMap<String, (usize, usize)>;

impl Node {
    /// The groups of the first match of the whole text that will do.
    fn matches(&self, text: &[char], will_do: impl Fn(&Groups) -> bool) -> Option<Groups> {
        let mut found = None;
        self.run(text, 0, &Captures::default(), &mut |at, groups| {
            let enough = at == text.len() && will_do(groups);
            if enough {
                found = Some(groups.clone());
            }
            enough
        });
        found
    }
}

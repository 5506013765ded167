//! Carriers, and whether what is typed is one of their numbers (INV-01, INV-07).
//!
//! The same code judges in the browser, while the number is typed, and on the server. A number never tells its carrier: several carriers
//! have the same twelve digits. So the carrier is always chosen, and its rules only check.

pub mod check;
mod fault;
mod format;
pub mod own;
mod pattern;
mod rules;
mod written;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::query::path_segment;

pub use fault::Fault;
pub use format::Format;
pub use pattern::{PATTERN_MAX, Pattern, PatternFault};
pub use written::{NUMBER_MAX, searched};

use rules::{Class, Rule};
use written::Hyphens;

/// A carrier that every installation knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Carrier {
    /// What it is stored by.
    pub code: &'static str,
    /// What it calls itself in English.
    pub name: &'static str,
    /// Its own page for a number, which stands for `{number}`; empty if there is none.
    pub tracking_url: &'static str,
}

/// The built-in carriers, in the order they are offered.
pub static CARRIERS: &[Carrier] = &[
    Carrier {
        code: "yamato",
        name: "Yamato Transport",
        tracking_url: "https://toi.kuronekoyamato.co.jp/cgi-bin/tneko?number01={number}",
    },
    Carrier {
        code: "sagawa",
        name: "Sagawa Express",
        tracking_url: "https://k2k.sagawa-exp.co.jp/p/web/okurijosearch.do?okurijoNo={number}",
    },
    Carrier {
        code: "japan_post",
        name: "Japan Post",
        tracking_url: "https://trackings.post.japanpost.jp/services/srv/search/direct?reqCodeNo1={number}",
    },
    Carrier {
        code: "ems",
        name: "EMS and registered post",
        tracking_url: "https://trackings.post.japanpost.jp/services/srv/search/direct?reqCodeNo1={number}",
    },
    Carrier {
        code: "dhl_express",
        name: "DHL Express",
        tracking_url: "https://www.dhl.com/global-en/home/tracking.html?tracking-id={number}",
    },
    Carrier {
        code: "fedex",
        name: "FedEx",
        tracking_url: "https://www.fedex.com/fedextrack/?trknbr={number}",
    },
    Carrier { code: "ups", name: "UPS", tracking_url: "https://www.ups.com/track?tracknum={number}" },
    Carrier {
        code: "cj_logistics",
        name: "CJ Logistics",
        tracking_url: "https://trace.cjlogistics.com/next/tracking.html?wblNo={number}",
    },
    Carrier {
        code: "hanjin",
        name: "Hanjin",
        tracking_url: "https://www.hanjin.com/kor/CMS/DeliveryMgr/WaybillResult.do?wblnumText2={number}",
    },
    Carrier {
        code: "lotte",
        name: "Lotte Global Logistics",
        tracking_url: "https://www.lotteglogis.com/home/reservation/tracking/linkView?InvNo={number}",
    },
    Carrier {
        code: "korea_post",
        name: "Korea Post",
        tracking_url: "https://service.epost.go.kr/trace.RetrieveDomRigiTraceList.comm?sid1={number}",
    },
    Carrier {
        code: "usps",
        name: "USPS",
        tracking_url: "https://tools.usps.com/go/TrackConfirmAction?tLabels={number}",
    },
    Carrier {
        code: "logen",
        name: "Logen",
        tracking_url: "https://www.ilogen.com/web/personal/trace/{number}",
    },
    Carrier { code: OTHER, name: "Other carrier", tracking_url: "" },
];

/// The code of the carrier whose numbers are not checked.
pub const OTHER: &str = "other";

/// A number that is right, as far as the carrier's rules tell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Number {
    /// As it is kept: in upper case, without blanks, and without hyphens unless they are part of it.
    pub text: String,
    /// Which of the carrier's formats it has.
    pub format: Format,
}

/// What is to be said of a number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It is right.
    Good(Number),
    /// It would be right with the zeros at its front that a spreadsheet cut off: this is the number then. Somebody must say so.
    Padded(String),
    /// It is refused.
    Wrong(Fault),
}

/// Judges what was typed as a number of a carrier.
///
/// The pattern is that of an own carrier, one whose code is not built in. Without a pattern any number does. A text that is no [`Pattern`]
/// fits no number: to let everything pass would be to check less than the merchant asked for.
pub fn judge(code: &str, pattern: Option<&str>, typed: &str) -> Verdict {
    let judged = match rules::rules(code) {
        Some(rules) => return by_rules(rules, typed),
        None => by_pattern(pattern.filter(|pattern| code != OTHER && !pattern.trim().is_empty()), typed),
    };
    match judged {
        Ok(number) => Verdict::Good(number),
        Err(fault) => Verdict::Wrong(fault),
    }
}

fn by_pattern(pattern: Option<&str>, typed: &str) -> Result<Number, Fault> {
    let text = written::plain(typed, Hyphens::Kept)?;
    if text.len() > NUMBER_MAX {
        return Err(Fault::TooLong { most: NUMBER_MAX as u16 });
    }
    let Some(pattern) = pattern else { return Ok(Number { text, format: Format::Unchecked }) };
    match Pattern::parse(pattern).ok().and_then(|pattern| pattern.written(&text)) {
        Some(text) => Ok(Number { text, format: Format::Own }),
        None => Err(Fault::Pattern),
    }
}

fn by_rules(rules: &[Rule], typed: &str) -> Verdict {
    let text = match written::plain(typed, Hyphens::Dropped) {
        Ok(text) if written::lost_its_end(&text) => return Verdict::Wrong(Fault::Mangled),
        Ok(text) => text,
        Err(fault) => return Verdict::Wrong(fault),
    };
    let mut first = None;
    for rule in rules.iter().filter(|rule| rule.looks(&text)) {
        match rule.fault(&text) {
            None => return Verdict::Good(Number { text, format: rule.format }),
            Some(fault) => first = first.or(Some(fault)),
        }
    }
    if let Some(fault) = first {
        return Verdict::Wrong(fault);
    }
    match padded(rules, &text) {
        Some(padded) => Verdict::Padded(padded),
        None => Verdict::Wrong(looks_wrong(rules, &text)),
    }
}

/// The number with as few zeros before it as make it right. Nearly every text would become right with enough of them, so at least half of
/// the digits must have been there.
fn padded(rules: &[Rule], text: &str) -> Option<String> {
    if !written::all_digits(text) {
        return None;
    }
    rules
        .iter()
        .filter(|rule| rule.zeros)
        .flat_map(|rule| rule.lengths.iter().map(move |length| (usize::from(*length), rule)))
        .filter(|(length, _)| (length.div_ceil(2)..*length).contains(&text.len()))
        .map(|(length, rule)| (format!("{text:0>length$}"), rule))
        .filter(|(number, rule)| rule.looks(number) && rule.fault(number).is_none())
        .map(|(number, _)| number)
        .min_by_key(String::len)
}

/// What is wrong with a number that looks like none of the carrier's, so that it can be put right.
fn looks_wrong(rules: &[Rule], text: &str) -> Fault {
    // A letter O among digits, say. Where letters may be, or where the text does not begin as a number of digits does, it is its shape.
    let letters = |rule: &Rule| rule.class != Class::Digits;
    let digits_only = !rules.iter().any(letters)
        || text.starts_with(|c: char| c.is_ascii_digit())
            && !rules.iter().any(|rule| rule.class == Class::Mixed);
    if digits_only && let Some(found) = text.chars().find(char::is_ascii_alphabetic) {
        return Fault::Characters { found };
    }
    // Of the right length, but not beginning as numbers of that length do: its length is not what is wrong.
    let digits = written::all_digits(text);
    let alike = |rule: &&Rule| if digits { !letters(rule) } else { rule.resembles(text) };
    if rules.iter().filter(alike).any(|rule| rule.has_length(text.len())) {
        return Fault::Shape;
    }
    let mut asked: Vec<u16> =
        rules.iter().filter(|rule| rule.resembles(text)).flat_map(|rule| rule.lengths).copied().collect();
    asked.sort_unstable();
    asked.dedup();
    // What was typed has at most a few hundred characters.
    let given = u16::try_from(text.len()).unwrap_or(u16::MAX);
    if asked.is_empty() { Fault::Shape } else { Fault::Length { given, asked } }
}

/// The carrier's own page for a number; none if the carrier has none, or what is written there is no address of a web page.
pub fn tracking_url(template: &str, number: &str) -> Option<String> {
    if !template.starts_with("https://") && !template.starts_with("http://") {
        return None;
    }
    Some(template.replace("{number}", &path_segment(number)))
}

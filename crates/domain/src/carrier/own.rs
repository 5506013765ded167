//! What a merchant sets of carriers (INV-07, SET-01): which are used, in what order, and their own.

use serde::{Deserialize, Serialize};

use super::{Pattern, PatternFault, tracking_url};

/// The longest name, in characters.
pub const NAME_MAX: usize = 60;
/// The longest code.
pub const CODE_MAX: usize = 30;
/// The longest address of a tracking page, in characters.
pub const URL_MAX: usize = 500;

text_enum! {
    /// What can be done with a carrier in the list.
    pub enum CarrierStep {
        /// It is used from now on.
        On = "on",
        /// It is not used any more; shipments that bear its numbers keep them.
        Off = "off",
        /// To the front: the first that is offered.
        First = "first",
        /// One place forward.
        Up = "up",
        /// One place back.
        Down = "down",
    }
}

/// An own carrier, as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnCarrier {
    /// What it is stored by: lower-case letters, digits and underscores.
    pub code: String,
    /// What it is called.
    pub name: String,
    /// What its numbers look like, as a [`Pattern`]; empty: any number does.
    pub pattern: String,
    /// Its page for a number, which stands for `{number}`; empty if there is none.
    pub tracking_url: String,
}

/// What is wrong with an own carrier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum OwnCarrierFault {
    /// It has no name.
    #[error("a carrier needs a name")]
    NameMissing,
    /// Its name is longer than [`NAME_MAX`].
    #[error("a name has at most {NAME_MAX} characters")]
    NameLong,
    /// Another carrier has the name.
    #[error("another carrier has this name")]
    NameTaken,
    /// It is no code.
    #[error("a code has lower-case letters, digits and underscores, at most {CODE_MAX}")]
    Code,
    /// Another carrier has the code.
    #[error("another carrier has this code")]
    CodeTaken,
    /// Its pattern is none.
    #[error("{fault}")]
    Pattern {
        /// Why.
        fault: PatternFault,
    },
    /// It is no address of a web page.
    #[error("no address of a web page")]
    Url,
}

impl OwnCarrier {
    /// The same without what surrounds it, and what is wrong with it in itself.
    pub fn checked(&self) -> (Self, Vec<OwnCarrierFault>) {
        let trimmed = |text: &str| text.trim().to_owned();
        let tidy = Self {
            code: trimmed(&self.code).to_lowercase(),
            name: trimmed(&self.name),
            pattern: trimmed(&self.pattern),
            tracking_url: trimmed(&self.tracking_url),
        };
        let mut faults = Vec::new();
        match tidy.name.chars().count() {
            0 => faults.push(OwnCarrierFault::NameMissing),
            1..=NAME_MAX => {}
            _ => faults.push(OwnCarrierFault::NameLong),
        }
        let is_code = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'_';
        if tidy.code.is_empty() || tidy.code.len() > CODE_MAX || !tidy.code.bytes().all(is_code) {
            faults.push(OwnCarrierFault::Code);
        }
        if !tidy.pattern.is_empty()
            && let Err(fault) = Pattern::parse(&tidy.pattern)
        {
            faults.push(OwnCarrierFault::Pattern { fault });
        }
        if !tidy.tracking_url.is_empty() && !is_page(&tidy.tracking_url) {
            faults.push(OwnCarrierFault::Url);
        }
        (tidy, faults)
    }
}

/// Whether it is the address of a web page, the same whatever the number.
fn is_page(url: &str) -> bool {
    let Some(page) = tracking_url(url, "1") else { return false };
    let host =
        page.split_once("://").map_or("", |(_, rest)| rest).split(['/', '?', '#']).next().unwrap_or("");
    url.chars().count() <= URL_MAX
        && !host.is_empty()
        // Whose page it is must not depend on the number.
        && url.find('{').is_none_or(|at| url.find("://").is_some_and(|scheme| at > scheme + 3 + host.len()))
        && !url.chars().any(|c| c.is_whitespace() || c.is_control())
}

/// Carriers' codes in the order after a step, from the order before; none where the step changes no place. `code` must be one of them.
pub fn arranged(codes: &[String], code: &str, step: CarrierStep) -> Option<Vec<String>> {
    let at = codes.iter().position(|known| known == code)?;
    let to = match step {
        CarrierStep::On | CarrierStep::Off => return None,
        CarrierStep::First => 0,
        CarrierStep::Up => at.saturating_sub(1),
        CarrierStep::Down => (at + 1).min(codes.len() - 1),
    };
    let mut after = codes.to_vec();
    let moved = after.remove(at);
    after.insert(to, moved);
    (to != at).then_some(after)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn van() -> OwnCarrier {
        OwnCarrier {
            code: " Our_Van ".to_owned(),
            name: " Our van ".to_owned(),
            pattern: "V-####".to_owned(),
            tracking_url: "https://van.example/track?n={number}".to_owned(),
        }
    }

    fn faults(change: impl FnOnce(&mut OwnCarrier)) -> Vec<OwnCarrierFault> {
        let mut carrier = van();
        change(&mut carrier);
        carrier.checked().1
    }

    #[test]
    fn inv_07_an_own_carrier_is_tidied() {
        let (tidy, faults) = van().checked();
        assert_eq!((tidy.code.as_str(), tidy.name.as_str(), faults), ("our_van", "Our van", Vec::new()));
    }

    #[test]
    fn inv_07_what_is_wrong_with_an_own_carrier_is_told_field_by_field() {
        assert_eq!(faults(|it| it.name = " ".to_owned()), [OwnCarrierFault::NameMissing]);
        assert_eq!(faults(|it| it.name = "名".repeat(61)), [OwnCarrierFault::NameLong]);
        for code in ["", "our van", "a-b", "車", &"a".repeat(31)] {
            assert_eq!(faults(|it| it.code = code.to_owned()), [OwnCarrierFault::Code], "{code}");
        }
        let fault = PatternFault::Blank;
        assert_eq!(faults(|it| it.pattern = "--".to_owned()), [OwnCarrierFault::Pattern { fault }]);
        assert_eq!(faults(|it| it.pattern.clear()), []);
        for url in [
            "van.example/{number}",
            "javascript:alert(1)",
            "https://",
            "https:///{number}",
            "https://{number}.example/",
            "https://van.example{number}/",
            "https://van.example/a b",
        ] {
            assert_eq!(faults(|it| it.tracking_url = url.to_owned()), [OwnCarrierFault::Url], "{url}");
        }
        for url in
            ["", "http://van.example", "https://van.example/{number}", "https://van.example:8080?n={number}"]
        {
            assert_eq!(faults(|it| it.tracking_url = url.to_owned()), [], "{url}");
        }
    }

    proptest! {
        #[test]
        fn inv_07_a_step_moves_one_carrier_and_loses_none(
            count in 1..12_usize,
            at in any::<prop::sample::Index>(),
            step in prop::sample::select(CarrierStep::ALL),
        ) {
            let codes: Vec<String> = (0..count).map(|n| format!("c{n}")).collect();
            let code = at.get(&codes).clone();
            match arranged(&codes, &code, step) {
                None => prop_assert!(
                    matches!(step, CarrierStep::On | CarrierStep::Off)
                        || (step == CarrierStep::Down && codes.last() == Some(&code))
                        || (step != CarrierStep::Down && codes.first() == Some(&code))
                ),
                Some(after) => {
                    let without = |codes: &[String]| codes.iter().filter(|it| **it != code).cloned().collect::<Vec<_>>();
                    prop_assert_eq!(without(&after), without(&codes));
                    prop_assert_eq!(after.len(), codes.len());
                    prop_assert_ne!(after, codes);
                }
            }
        }
    }
}

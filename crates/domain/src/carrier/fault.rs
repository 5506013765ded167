//! What is wrong with a number.

use serde::{Deserialize, Serialize};

use super::format::Format;

/// Why a number is refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Fault {
    /// Nothing was typed.
    #[error("there is no number")]
    Empty,
    /// It is longer than any number.
    #[error("a number has at most {most} characters")]
    TooLong {
        /// The most characters.
        most: u16,
    },
    /// A character that the carrier's numbers don't have.
    #[error("the carrier's numbers have no {found:?}")]
    Characters {
        /// The first of them.
        found: char,
    },
    /// Too short or too long for the carrier's numbers.
    #[error("the carrier's numbers have {asked:?} characters, not {given}")]
    Length {
        /// The characters that it has.
        given: u16,
        /// Those that the carrier's numbers have which begin as it does, ascending.
        asked: Vec<u16>,
    },
    /// The check digit does not fit: one character is probably mistyped.
    #[error("the check digit of {} does not fit", .format.name())]
    CheckDigit {
        /// What it is otherwise.
        format: Format,
    },
    /// An S10 number ends with two letters that are no country's.
    #[error("{code:?} is no country")]
    Country {
        /// The letters.
        code: String,
    },
    /// None of the carrier's formats looks like it.
    #[error("the carrier gives no such numbers")]
    Shape,
    /// It does not fit the pattern of an own carrier.
    #[error("it does not fit the carrier's pattern")]
    Pattern,
    /// A spreadsheet took it for an amount and has lost digits: they can't be brought back.
    #[error("a spreadsheet has lost digits of it")]
    Mangled,
}

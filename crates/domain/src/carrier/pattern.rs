//! The numbers of an own carrier, as its merchant describes them.

use serde::{Deserialize, Serialize};

use super::written::NUMBER_MAX;
use crate::typed::half_width;

/// The longest pattern, in characters.
pub const PATTERN_MAX: usize = 200;

/// Masks for the numbers of an own carrier.
///
/// In a mask `#` stands for a digit, `@` for a letter from A to Z, `*` for either, and any other character for itself; upper and lower case
/// are the same. Hyphens show how a number is written: they may be left out when it is typed, and are kept as the mask has them. Several
/// masks are parted by blanks or commas, and a number fits when it fits one of them: `AB-####-####, ########`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    masks: Vec<String>,
}

/// Why a text is no pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum PatternFault {
    /// There is no mask.
    #[error("a pattern needs at least one mask")]
    Empty,
    /// The pattern is longer than [`PATTERN_MAX`], or a mask than [`NUMBER_MAX`].
    #[error("at most {most} characters")]
    TooLong {
        /// The most characters.
        most: u16,
    },
    /// No number has such a character.
    #[error("no number has a {found:?}")]
    Characters {
        /// The first of them.
        found: char,
    },
    /// A mask that has neither a letter nor a digit nor stands for any.
    #[error("a mask needs a letter, a digit, or a sign for them")]
    Blank,
}

impl Pattern {
    /// The pattern that a text describes.
    pub fn parse(text: &str) -> Result<Self, PatternFault> {
        // No character is shorter than a byte: a longer text need not be counted.
        if text.len() > 4 * PATTERN_MAX || text.chars().count() > PATTERN_MAX {
            return Err(PatternFault::TooLong { most: PATTERN_MAX as u16 });
        }
        let text = half_width(text);
        let mut masks = Vec::new();
        for mask in text.split([' ', ',', '、']).filter(|mask| !mask.is_empty()) {
            if let Some(found) = mask.chars().find(|c| !c.is_ascii_graphic()) {
                return Err(PatternFault::Characters { found });
            }
            if mask.len() > NUMBER_MAX {
                return Err(PatternFault::TooLong { most: NUMBER_MAX as u16 });
            }
            if !mask.bytes().any(|c| c.is_ascii_alphanumeric() || matches!(c, b'#' | b'@' | b'*')) {
                return Err(PatternFault::Blank);
            }
            masks.push(mask.to_ascii_uppercase());
        }
        if masks.is_empty() { Err(PatternFault::Empty) } else { Ok(Self { masks }) }
    }

    /// The number as its mask writes it, if it fits one.
    pub(super) fn written(&self, plain: &str) -> Option<String> {
        self.masks.iter().find_map(|mask| fill(mask, plain))
    }
}

/// A plain number in a mask, with the mask's hyphens; the number's own don't matter.
fn fill(mask: &str, plain: &str) -> Option<String> {
    let mut given = plain.chars().filter(|c| *c != '-');
    let mut number = String::with_capacity(mask.len());
    for class in mask.chars() {
        if class == '-' {
            number.push('-');
            continue;
        }
        let c = given.next()?;
        let fits = match class {
            '#' => c.is_ascii_digit(),
            '@' => c.is_ascii_uppercase(),
            '*' => c.is_ascii_alphanumeric(),
            itself => c == itself,
        };
        if !fits {
            return None;
        }
        number.push(c);
    }
    given.next().is_none().then_some(number)
}

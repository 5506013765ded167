//! What corrections came to, in words, and in the address that a form without scripts was led back to.

#[cfg(feature = "ssr")]
use domain::goods::Corrected;
use domain::goods::RefusedCell;
#[cfg(feature = "ssr")]
use domain::query;
use text::Locale;

use crate::error::AppError;
use crate::ui::Tone;

/// The parameters: what was changed, what was not, how much beyond that was not, and why nothing was.
const CHANGED: &str = "changed";
const REFUSED: &str = "refused";
const BEYOND: &str = "beyond";
const FAILED: &str = "failed";

/// An address is refused by proxies when it is much longer, in bytes before it is encoded: what is refused beyond that is told by its number.
#[cfg(feature = "ssr")]
const LONGEST: usize = 1_500;

/// The address that a form is led back to.
#[cfg(feature = "ssr")]
pub fn address(back: &str, done: &Result<Corrected, AppError>) -> String {
    let json = |cells: &[RefusedCell]| serde_json::to_string(cells).unwrap_or_default();
    let mut told: [(&str, String); 4] = [CHANGED, REFUSED, BEYOND, FAILED].map(|name| (name, String::new()));
    match done {
        Ok(Corrected { changed, refused }) => {
            let mut kept = refused.as_slice();
            while json(kept).len() > LONGEST {
                kept = &kept[..kept.len() - 1];
            }
            told[0].1 = changed.to_string();
            if !refused.is_empty() {
                told[1].1 = json(kept);
                told[2].1 = (refused.len() - kept.len()).to_string();
            }
        }
        Err(error) => told[3].1 = serde_json::to_string(error).unwrap_or_default(),
    }
    query::with_params(back, &told.each_ref().map(|(name, value)| (*name, value.as_str())))
}

/// What such an address says: what was refused, and what to tell of it.
pub fn read(l: Locale, param: impl Fn(&str) -> String) -> (Vec<RefusedCell>, Option<(Tone, String)>) {
    let refused: Vec<RefusedCell> = serde_json::from_str(&param(REFUSED)).unwrap_or_default();
    let told = match (param(CHANGED).parse::<u32>(), serde_json::from_str::<AppError>(&param(FAILED))) {
        (_, Ok(error)) => {
            let why = l.command_failed(&error.words(l));
            Some((Tone::Bad, format!("{why} {}", l.still_in_the_form())))
        }
        (Ok(changed), _) => Some(words(l, changed, refused.len() + param(BEYOND).parse().unwrap_or(0))),
        _ => None,
    };
    (refused, told)
}

/// What was changed, and how much was not.
pub fn words(l: Locale, changed: u32, refused: usize) -> (Tone, String) {
    match (changed, refused) {
        (0, 0) => (Tone::Info, l.nothing_changed().to_owned()),
        (changed, 0) => (Tone::Ok, l.changes_made(changed)),
        (0, refused) => (Tone::Bad, l.changes_refused(refused)),
        (changed, refused) => {
            (Tone::Wait, format!("{} {}", l.changes_made(changed), l.changes_refused(refused)))
        }
    }
}

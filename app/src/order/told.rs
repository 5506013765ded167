//! What a form's command came to, in the address that the form was led back to: a word each, which the page words.

use domain::outcome::Outcome;
#[cfg(feature = "ssr")]
use domain::query;
use text::Locale;

use crate::ui::Tone;

/// The parameter.
pub const TOLD: &str = "told";

/// An outcome's word.
#[cfg(feature = "ssr")]
pub const fn of(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Done { .. } => "done",
        // The order says why.
        Outcome::Failed { .. } => "failed",
        Outcome::AlreadyReleased { .. } => "already",
        Outcome::Refused { .. } => "refused",
        Outcome::Changed => "changed",
        Outcome::Gone => "gone",
        Outcome::Broken { .. } => "broken",
    }
}

/// An address that tells it; what it told before is left out.
#[cfg(feature = "ssr")]
pub fn address(back: &str, told: &str) -> String {
    let (path, old) = back.split_once('?').unwrap_or((back, ""));
    let mut pairs: Vec<(String, String)> =
        query::pairs(old).map(|(name, value)| (name.into_owned(), value.into_owned())).collect();
    pairs.retain(|(name, _)| name != TOLD);
    pairs.push((TOLD.to_owned(), told.to_owned()));
    format!("{path}?{}", query::encode(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()))))
}

/// The words of what the address tells; none where it tells nothing, or what the order itself shows.
pub fn words(l: Locale, told: &str) -> Option<(Tone, Vec<String>)> {
    let (word, reference) = told.split_once(' ').unwrap_or((told, ""));
    let bad = |words: &str| Some((Tone::Bad, vec![words.to_owned()]));
    match word {
        "done" => Some((Tone::Ok, vec![l.done().to_owned()])),
        "already" => Some((Tone::Wait, l.outcome(&Outcome::AlreadyReleased { by: None }))),
        "refused" => bad(l.not_possible()),
        "changed" => Some((Tone::Wait, l.outcome(&Outcome::Changed))),
        "gone" => bad(l.order_gone()),
        "forbidden" => bad(l.not_allowed_here()),
        "reason" => bad(l.reason_missing()),
        "broken" | "unavailable" if reference.is_empty() => bad(l.not_done()),
        "broken" | "unavailable" => {
            Some((Tone::Bad, vec![format!("{} {}", l.not_done(), l.reference(reference))]))
        }
        _ => None,
    }
}

/// The words of an outcome that scripts were given.
pub fn outcome(l: Locale, outcome: &Outcome) -> Option<(Tone, Vec<String>)> {
    match outcome {
        Outcome::Done { .. } => {
            let words = l.outcome(outcome);
            Some((Tone::Ok, if words.is_empty() { vec![l.done().to_owned()] } else { words }))
        }
        // They stand on the order itself.
        Outcome::Failed { .. } => None,
        Outcome::AlreadyReleased { .. } | Outcome::Changed => Some((Tone::Wait, l.outcome(outcome))),
        _ => Some((Tone::Bad, l.outcome(outcome))),
    }
}

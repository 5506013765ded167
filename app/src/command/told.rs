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
pub fn of(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Done { .. } | Outcome::Unchanged | Outcome::PartlyLinked { .. } => "done",
        // The order says why.
        Outcome::Failed { .. } => "failed",
        Outcome::AlreadyReleased { .. } => "already",
        // Plain enums and texts, which JSON can always hold.
        Outcome::Refused { refusal } => {
            return format!("refused {}", serde_json::to_string(refusal).unwrap_or_default());
        }
        Outcome::Changed => "changed",
        Outcome::Gone => "gone",
        Outcome::Broken { .. } => "broken",
    }
    .to_owned()
}

/// An address that tells it; what it told before is left out.
#[cfg(feature = "ssr")]
pub fn address(back: &str, told: &str) -> String {
    query::with_params(back, &[(TOLD, told)])
}

/// The words of what the address tells; none where it tells nothing, or what the order itself shows.
pub fn words(l: Locale, told: &str) -> Option<(Tone, Vec<String>)> {
    let (word, reference) = told.split_once(' ').unwrap_or((told, ""));
    let bad = |words: &str| Some((Tone::Bad, vec![words.to_owned()]));
    match word {
        "done" => outcome(l, &Outcome::Unchanged),
        "already" => outcome(l, &Outcome::AlreadyReleased { by: None }),
        "changed" => outcome(l, &Outcome::Changed),
        "gone" => outcome(l, &Outcome::Gone),
        "refused" => match serde_json::from_str(reference) {
            Ok(refusal) => outcome(l, &Outcome::Refused { refusal }),
            Err(_) => bad(l.not_possible()),
        },
        "amount" => bad(l.amount_malformed()),
        "quantity" => bad(l.quantity_malformed()),
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
        Outcome::Done { .. } | Outcome::Unchanged => {
            let words = l.outcome(outcome);
            Some((Tone::Ok, if words.is_empty() { vec![l.done().to_owned()] } else { words }))
        }
        // They stand on the order itself.
        Outcome::Failed { .. } => None,
        Outcome::AlreadyReleased { .. } | Outcome::Changed | Outcome::PartlyLinked { .. } => {
            Some((Tone::Wait, l.outcome(outcome)))
        }
        _ => Some((Tone::Bad, l.outcome(outcome))),
    }
}

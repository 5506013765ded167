//! The server's side of a command to one order or shipment.

use domain::outcome::Outcome;
use service::command::{self, OrderCommand, Step};

use super::told;
use crate::context::{actor, asks_for_page, lead, local_path};
use crate::error::AppError;

/// Gives a command to an order; where what was typed is refused, the word that tells it.
///
/// # Errors
/// As the command; a form is led back instead.
pub async fn order<C: OrderCommand>(
    number: String,
    version: i32,
    key: &str,
    back: &str,
    command: Result<C, &str>,
) -> Result<Outcome, AppError> {
    let (actor, asking) = (actor(), Asking::by(back));
    let refused = command.as_ref().err().map(|word| (*word).to_owned());
    let done = async {
        let (services, actor) = actor?;
        let key = key.parse().map_err(|_| AppError::BadRequest)?;
        let command = command.map_err(|_| AppError::BadRequest)?;
        Ok(command::order(&services, &actor, &key, &number, Some(version), &command).await?)
    };
    let done = done.await;
    asking.answer(done, refused, &[])
}

/// Moves a shipment. `typed` is what stood in the form's fields: where it is refused, the form finds it in the address it is led back to.
///
/// # Errors
/// As the command; a form is led back instead.
pub async fn shipment(
    number: String,
    version: i32,
    key: &str,
    back: &str,
    step: Step,
    typed: &[(&str, &str)],
) -> Result<Outcome, AppError> {
    let (actor, asking) = (actor(), Asking::by(back));
    let done = async {
        let (services, actor) = actor?;
        let key = key.parse().map_err(|_| AppError::BadRequest)?;
        Ok(command::move_shipment(&services, &actor, &key, &number, Some(version), step).await?)
    };
    let done = done.await;
    asking.answer(done, None, typed)
}

/// Who asks: a form, which is led back, or the page's own scripts, which get the outcome.
struct Asking {
    is_form: bool,
    back: String,
}

impl Asking {
    /// Call it before the first `.await`.
    fn by(back: &str) -> Self {
        Self { is_form: asks_for_page(), back: local_path(Some(back)) }
    }

    fn answer(
        self,
        done: Result<Outcome, AppError>,
        refused: Option<String>,
        typed: &[(&str, &str)],
    ) -> Result<Outcome, AppError> {
        if !self.is_form {
            if let Err(error) = &done {
                crate::context::set_status(error.status());
            }
            return done;
        }
        let told = match &done {
            Ok(outcome) => told::of(outcome),
            Err(AppError::NotSignedIn) => {
                lead(&crate::sign_in::over(&self.back));
                return Ok(Outcome::Gone);
            }
            Err(AppError::Forbidden) => "forbidden".to_owned(),
            Err(AppError::BadRequest) if refused.is_some() => refused.unwrap_or_default(),
            Err(error) => {
                format!("unavailable{}", error.reference().map(|code| format!(" {code}")).unwrap_or_default())
            }
        };
        let is_done = matches!(&done, Ok(outcome) if outcome.is_done());
        // An address is no place for more than a number.
        let kept = |text: &str| if is_done { String::new() } else { text.chars().take(100).collect() };
        let typed: Vec<(&str, String)> = typed.iter().map(|(name, text)| (*name, kept(text))).collect();
        let typed: Vec<(&str, &str)> = typed.iter().map(|(name, text)| (*name, text.as_str())).collect();
        let back = domain::query::with_params(&self.back, &typed);
        lead(&told::address(&back, &told));
        // No browser reads it; whoever leads the form elsewhere takes no error for a change.
        Ok(done.unwrap_or(Outcome::Gone))
    }
}

//! An order's server functions.

use domain::id::NoticeId;
use domain::outcome::Outcome;
use domain::view::{AddressInput, OrderDetail};
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use crate::error::AppError;
use crate::wire::Answer;

/// Everything of the order with this number.
#[server(prefix = "/api", endpoint = "orders/get", input = GetUrl, output = Answer)]
pub async fn get_order(number: String) -> Result<OrderDetail, AppError> {
    let (services, actor) = crate::context::actor()?;
    Ok(service::order_detail(&services, &actor, &number).await?)
}

/// Prepares an order for release (REL-09).
///
/// This and what follows is given by a form or by the page's own scripts: a form is led back to where it came from, with what it came to in the
/// address; scripts get the outcome.
#[server(prefix = "/api", endpoint = "orders/release", output = Answer)]
pub async fn release_order(
    number: String,
    version: i32,
    key: String,
    back: String,
) -> Result<Outcome, AppError> {
    given::order(number, version, &key, &back, Some(service::command::PrepareRelease {})).await
}

/// Confirms an order (MAL-05).
#[server(prefix = "/api", endpoint = "orders/confirm", output = Answer)]
pub async fn confirm_order(
    number: String,
    version: i32,
    key: String,
    back: String,
) -> Result<Outcome, AppError> {
    given::order(number, version, &key, &back, Some(service::command::ConfirmOrder {})).await
}

/// Cancels what of an order is open (REL-12).
#[server(prefix = "/api", endpoint = "orders/cancel", output = Answer)]
pub async fn cancel_order(
    number: String,
    version: i32,
    key: String,
    back: String,
    reason: String,
) -> Result<Outcome, AppError> {
    let cancel = service::command::CancelOrder::because(&reason);
    given::order(number, version, &key, &back, cancel).await
}

/// Takes a canceled order out of Failed to release.
#[server(prefix = "/api", endpoint = "orders/dismiss", output = Answer)]
pub async fn dismiss_order(
    number: String,
    version: i32,
    key: String,
    back: String,
) -> Result<Outcome, AppError> {
    given::order(number, version, &key, &back, Some(service::command::DismissFailure {})).await
}

/// Has a notice that was given up sent once more (NTF-02).
#[server(prefix = "/api", endpoint = "notices/resend", output = Answer)]
pub async fn resend_notice(number: String, id: NoticeId, back: String) -> Result<(), AppError> {
    use crate::context::{actor, answer_form, local_path};

    let actor = actor();
    let back = local_path(Some(&back));
    let done = async {
        let (services, actor) = actor?;
        service::notices::resend(&services, &actor, &number, id).await?;
        Ok(super::told::address(&back, "done"))
    };
    let done = done.await;
    answer_form(done, &super::told::address(&back, "unavailable"))
}

/// Changes where an order ships to (ORD-07). What is refused stands in the address that the form is led back to, with all that was typed.
#[server(prefix = "/api", endpoint = "orders/edit_address", output = Answer)]
pub async fn edit_address(
    number: String,
    version: i32,
    key: String,
    back: String,
    address: AddressInput,
) -> Result<Outcome, AppError> {
    use super::address::{CHANGED, Refused, href, name};
    use crate::context::{actor, asks_for_page, lead};

    // Read before anything is waited for.
    let (is_signed_in, asks_for_page) = (actor().is_ok(), asks_for_page());
    let typed = service::command::EditAddress::cut(address);
    let again = |problems: String, version: Option<i32>| {
        let refused = Refused { problems, version, typed: typed.clone() };
        lead(&href(&number, &back, Some(&refused)));
    };
    match service::command::EditAddress::to(typed.clone()) {
        Err(problems) if is_signed_in && asks_for_page => {
            again(problems.iter().map(name).collect::<Vec<_>>().join(","), Some(version));
            // The page says what is refused.
            Ok(Outcome::Changed)
        }
        command => {
            let done = given::order(number.clone(), version, &key, &back, command.ok()).await;
            if asks_for_page && is_signed_in && matches!(done, Ok(Outcome::Changed)) {
                // What was typed is kept. The page says so; saved once more, it goes over what the other has saved.
                again(CHANGED.to_owned(), None);
            }
            done
        }
    }
}

#[cfg(feature = "ssr")]
mod given {
    use domain::outcome::Outcome;
    use service::command::{self, OrderCommand};

    use super::super::told;
    use crate::context::{actor, asks_for_page, lead, local_path};
    use crate::error::AppError;

    /// Gives a command to an order; none where what was typed is refused.
    pub async fn order<C: OrderCommand>(
        number: String,
        version: i32,
        key: &str,
        back: &str,
        command: Option<C>,
    ) -> Result<Outcome, AppError> {
        let (actor, asks_for_page) = (actor(), asks_for_page());
        let back = local_path(Some(back));
        let is_refused = command.is_none();
        let done = async {
            let (services, actor) = actor?;
            let key = key.parse().map_err(|_| AppError::BadRequest)?;
            let command = command.ok_or(AppError::BadRequest)?;
            Ok(command::order(&services, &actor, &key, &number, Some(version), &command).await?)
        };
        let done: Result<Outcome, AppError> = done.await;
        if asks_for_page {
            let told = match &done {
                Ok(outcome) => told::of(outcome).to_owned(),
                Err(AppError::NotSignedIn) => {
                    lead(&format!(
                        "/sign-in?{}",
                        crate::sign_in::query([("problem", "over"), ("next", back.as_str())])
                    ));
                    return Ok(Outcome::Changed);
                }
                Err(AppError::Forbidden) => "forbidden".to_owned(),
                Err(AppError::BadRequest) if is_refused => "reason".to_owned(),
                Err(error) => format!(
                    "unavailable{}",
                    error.reference().map(|code| format!(" {code}")).unwrap_or_default()
                ),
            };
            lead(&told::address(&back, &told));
            // Nobody reads it.
            return Ok(done.unwrap_or(Outcome::Changed));
        }
        if let Err(error) = &done {
            crate::context::set_status(error.status());
        }
        done
    }
}

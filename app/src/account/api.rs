//! The account's server functions. The forms are plain ones: each answer leads back to the page, which says how it went.

use domain::view::Account;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use crate::error::AppError;
use crate::wire::Answer;

/// Who one is, and where one is signed in.
#[server(prefix = "/api", endpoint = "account/get", input = GetUrl, output = Answer)]
pub async fn get_account() -> Result<Account, AppError> {
    let (services, actor) = crate::context::actor()?;
    let token = token(&crate::context::session()?);
    Ok(service::session::own_account(&services, &actor, token.as_deref()).await?)
}

/// Changes the password; all other sessions end, and this one goes on under a new token.
#[server(prefix = "/api", endpoint = "account/change_password", output = Answer)]
pub async fn change_password(current: String, new: String) -> Result<(), AppError> {
    use crate::context::{actor, session};
    use service::{Error, Invalid};

    let (actor, session) = (actor(), session());
    let mut wait = None;
    let done = async {
        let ((services, actor), session) = (actor?, session?);
        let token = token(&session);
        match service::account::change_password(&services, &actor, token.as_deref(), &current, &new).await {
            Ok(()) => {
                session.cycle_id().await.map_err(Error::from_session)?;
                Ok("/account?done=password".to_owned())
            }
            Err(Error::Invalid(fields)) => Ok(back(match fields[..] {
                [Invalid::PasswordWrong] => "wrong",
                [Invalid::PasswordShort] => "short",
                _ => "long",
            })),
            Err(error) => {
                if let Error::Throttled { seconds } = error {
                    wait = Some(seconds);
                }
                Err(error.into())
            }
        }
    };
    let done = done.await;
    answer(done, wait)
}

/// Ends one of one's other sessions.
#[server(prefix = "/api", endpoint = "account/end_session", output = Answer)]
pub async fn end_session(key: String) -> Result<(), AppError> {
    let actor = crate::context::actor();
    let done = async {
        let (services, actor) = actor?;
        match service::session::end_own_session(&services, &actor, &key).await {
            Ok(()) => Ok("/account?done=session".to_owned()),
            Err(service::Error::NotFound) => Ok(back("gone")),
            Err(error) => Err(error.into()),
        }
    };
    let done = done.await;
    answer(done, None)
}

/// Ends all of one's other sessions.
#[server(prefix = "/api", endpoint = "account/end_other_sessions", output = Answer)]
pub async fn end_other_sessions() -> Result<(), AppError> {
    let (actor, session) = (crate::context::actor(), crate::context::session());
    let done = async {
        let ((services, actor), session) = (actor?, session?);
        let token = token(&session);
        service::session::end_other_sessions(&services, &actor, token.as_deref()).await?;
        Ok("/account?done=sessions".to_owned())
    };
    let done = done.await;
    answer(done, None)
}

/// The secret by which the session is known to the browser.
#[cfg(feature = "ssr")]
fn token(session: &tower_sessions::Session) -> Option<String> {
    session.id().map(|id| id.to_string())
}

#[cfg(feature = "ssr")]
fn back(problem: &str) -> String {
    format!("/account?problem={problem}")
}

#[cfg(feature = "ssr")]
fn answer(done: Result<String, AppError>, wait: Option<u64>) -> Result<(), AppError> {
    let else_to = match (&done, wait) {
        (Err(AppError::NotSignedIn), _) => crate::sign_in::over("/account"),
        (_, Some(seconds)) => format!("{}&wait={seconds}", back("wait")),
        _ => back("unavailable"),
    };
    crate::context::answer_form(done, &else_to)
}

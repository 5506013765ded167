//! Signing in and out. The forms are plain ones: each answer is a redirect, so that they work with scripts off and every page after a change of
//! person is a new one.

use leptos::prelude::*;

use crate::error::AppError;
use crate::wire::Answer;

/// Signs in, and leads on to where the person wanted to go.
#[server(prefix = "/api", endpoint = "session/sign_in", output = Answer)]
pub async fn sign_in(email: String, password: String, next: Option<String>) -> Result<(), AppError> {
    use crate::context::{KnownBrowserCookie, answer_form, client, local_path, services, session};
    use service::Error;

    let (services, session, client) = (services(), session(), client());
    let cookie = use_context::<KnownBrowserCookie>();
    let next = local_path(next.as_deref());
    let back = |problem: &str, wait: &str| {
        let pairs =
            [("problem", problem), ("wait", wait), ("email", email.as_str()), ("next", next.as_str())];
        format!("/sign-in?{}", super::query(pairs))
    };
    let mut else_to = back("unavailable", "");
    let done = async {
        match service::account::sign_in(&services, &client, &email, &password).await {
            Ok(Some(signed_in)) => {
                start(&services, &session?, &client, signed_in.user_id).await?;
                if let Some(cookie) = cookie {
                    cookie.set(&signed_in.known_browser);
                }
                Ok(next.clone())
            }
            Ok(None) => Ok(back("credentials", "")),
            Err(error) => {
                if let Error::Throttled { seconds } = error {
                    else_to = back("wait", &seconds.to_string());
                }
                Err(error.into())
            }
        }
    };
    let done = done.await;
    answer_form(done, &else_to)
}

/// Signs out.
#[server(prefix = "/api", endpoint = "session/sign_out", output = Answer)]
pub async fn sign_out() -> Result<(), AppError> {
    use crate::context::{actor, answer_form, session};

    let (actor, session) = (actor(), session());
    let done = async {
        let (services, actor) = actor?;
        session?.flush().await.map_err(service::Error::from_session)?;
        let kind = domain::audit::AuditKind::SignedOut;
        service::audit::note(&services, Some(actor.user_id), actor.address, kind, &actor.email).await?;
        Ok("/sign-in?signed_out=1".to_owned())
    };
    answer_form(done.await, "/sign-in?problem=unavailable")
}

/// Sets up the owner of a new desk and signs them in.
#[server(prefix = "/api", endpoint = "session/first_run", output = Answer)]
pub async fn first_run(email: String, password: String) -> Result<(), AppError> {
    use crate::context::{answer_form, client, locale, services, session};
    use service::{Error, Invalid};

    let (services, session, client, locale) = (services(), session(), client(), locale());
    let back = |problem: &str, wait: &str| {
        format!(
            "/first-run?{}",
            super::query([("problem", problem), ("wait", wait), ("email", email.as_str())])
        )
    };
    let mut else_to = back("unavailable", "");
    let done = async {
        let problem =
            match service::account::create_first_owner(&services, &email, &password, locale, &client).await {
                Ok(user_id) => {
                    start(&services, &session?, &client, user_id).await?;
                    return Ok("/settings".to_owned());
                }
                Err(Error::Conflict) => return Ok("/sign-in?problem=set_up".to_owned()),
                Err(Error::Invalid(fields)) if fields.contains(&Invalid::Email) => "email",
                Err(Error::Invalid(fields)) if fields.contains(&Invalid::PasswordShort) => "short",
                Err(Error::Invalid(_)) => "long",
                Err(error) => {
                    if let Error::Throttled { seconds } = error {
                        else_to = back("wait", &seconds.to_string());
                    }
                    return Err(error.into());
                }
            };
        Ok(back(problem, ""))
    };
    let done = done.await;
    answer_form(done, &else_to)
}

/// Makes the session that of a person, under a new token: whoever planted the old one does not hold the new one, and nothing of the old one is
/// left.
#[cfg(feature = "ssr")]
async fn start(
    services: &service::Services,
    session: &tower_sessions::Session,
    client: &service::Client,
    user_id: domain::id::UserId,
) -> Result<(), AppError> {
    use crate::context::{SESSION_SEEN, SESSION_USER};
    use service::Error;

    session.cycle_id().await.map_err(Error::from_session)?;
    session.clear().await;
    session.insert(SESSION_USER, user_id).await.map_err(Error::from_session)?;
    let seen = service::session::Seen::first(services.now(), client);
    session.insert(SESSION_SEEN, seen).await.map_err(Error::from_session)?;
    Ok(())
}

//! Signing in and out. The forms are plain ones: each answer is a redirect, so that they work with scripts off and every page after a change of
//! person is a new one.

use leptos::prelude::*;

use crate::error::AppError;
use crate::wire::Answer;

/// Signs in, and leads on to where the person wanted to go.
#[server(prefix = "/api", endpoint = "session/sign_in", output = Answer)]
pub async fn sign_in(email: String, password: String, next: Option<String>) -> Result<(), AppError> {
    use crate::context::{answer_form, local_path, services, session};

    let (services, session) = (services(), session());
    let next = local_path(next.as_deref());
    let back = |problem| {
        let query = super::query([("problem", problem), ("email", email.as_str()), ("next", next.as_str())]);
        format!("/sign-in?{query}")
    };
    let done = async {
        match service::account::authenticate(&services, &email, &password).await? {
            Some(user_id) => {
                start(&session?, user_id).await?;
                service::audit::note(&services, Some(user_id), "signed_in", &email).await?;
                Ok(next.clone())
            }
            None => {
                service::audit::note(&services, None, "sign_in_refused", &email).await?;
                Ok(back("credentials"))
            }
        }
    };
    answer_form(done.await, &back("unavailable"))
}

/// Signs out.
#[server(prefix = "/api", endpoint = "session/sign_out", output = Answer)]
pub async fn sign_out() -> Result<(), AppError> {
    use crate::context::{actor, answer_form, session};

    let (actor, session) = (actor(), session());
    let done = async {
        let (services, actor) = actor?;
        session?.flush().await.map_err(service::Error::from_session)?;
        service::audit::note(&services, Some(actor.user_id), "signed_out", &actor.email).await?;
        Ok("/sign-in?signed_out=1".to_owned())
    };
    answer_form(done.await, "/sign-in")
}

/// Sets up the owner of a new desk and signs them in.
#[server(prefix = "/api", endpoint = "session/first_run", output = Answer)]
pub async fn first_run(email: String, password: String) -> Result<(), AppError> {
    use crate::context::{answer_form, locale, services, session};
    use service::{Error, Invalid};

    let (services, session, locale) = (services(), session(), locale());
    let back =
        |problem| format!("/first-run?{}", super::query([("problem", problem), ("email", email.as_str())]));
    let done = async {
        let problem = match service::account::create_first_owner(&services, &email, &password, locale).await {
            Ok(user_id) => {
                start(&session?, user_id).await?;
                service::audit::note(&services, Some(user_id), "owner_created", &email).await?;
                return Ok("/settings".to_owned());
            }
            Err(Error::Conflict) => return Ok("/sign-in?problem=set_up".to_owned()),
            Err(Error::Invalid(fields)) if fields.contains(&Invalid::Email) => "email",
            Err(Error::Invalid(fields)) if fields.contains(&Invalid::PasswordShort) => "short",
            Err(Error::Invalid(_)) => "long",
            Err(error) => return Err(error.into()),
        };
        Ok(back(problem))
    };
    answer_form(done.await, &back("unavailable"))
}

/// Makes the session that of a person, under a new token: whoever planted the old one does not hold the new one.
#[cfg(feature = "ssr")]
async fn start(session: &tower_sessions::Session, user_id: domain::id::UserId) -> Result<(), AppError> {
    session.cycle_id().await.map_err(service::Error::from_session)?;
    session.insert(crate::context::SESSION_USER, user_id).await.map_err(service::Error::from_session)?;
    Ok(())
}

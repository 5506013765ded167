//! Signing in and out. The forms are plain ones: each answer is a redirect, so that they work with scripts off and every page after a change of
//! person is a new one.

use leptos::prelude::*;

use crate::error::AppError;

/// Signs in, and leads on to where the person wanted to go.
#[server(prefix = "/api", endpoint = "session/sign_in")]
pub async fn sign_in(email: String, password: String, next: Option<String>) -> Result<(), AppError> {
    use crate::context::{SESSION_USER, local_path, services, session};

    let (services, session) = (services(), session()?);
    let next = local_path(next.as_deref());
    match service::account::authenticate(&services, &email, &password).await? {
        Some(user_id) => {
            // A new token: whoever planted the old one does not hold the new one.
            session.cycle_id().await.map_err(service::Error::from_session)?;
            session.insert(SESSION_USER, user_id).await.map_err(service::Error::from_session)?;
            service::audit::note(&services, Some(user_id), "signed_in", &email).await?;
            leptos_axum::redirect(&next);
        }
        None => {
            service::audit::note(&services, None, "sign_in_refused", &email).await?;
            let query =
                crate::sign_in::query([("problem", "credentials"), ("email", &email), ("next", &next)]);
            leptos_axum::redirect(&format!("/sign-in?{query}"));
        }
    }
    Ok(())
}

/// Signs out.
#[server(prefix = "/api", endpoint = "session/sign_out")]
pub async fn sign_out() -> Result<(), AppError> {
    let (services, actor) = crate::context::actor()?;
    let session = crate::context::session()?;
    session.flush().await.map_err(service::Error::from_session)?;
    service::audit::note(&services, Some(actor.user_id), "signed_out", &actor.email).await?;
    leptos_axum::redirect("/sign-in?signed_out=1");
    Ok(())
}

/// Sets up the owner of a new desk and signs them in.
#[server(prefix = "/api", endpoint = "session/first_run")]
pub async fn first_run(email: String, password: String) -> Result<(), AppError> {
    use crate::context::{SESSION_USER, services, session};
    use service::{Error, Invalid};

    let (services, session, locale) = (services(), session()?, crate::context::locale());
    let problem = match service::account::create_first_owner(&services, &email, &password, locale).await {
        Ok(user_id) => {
            session.cycle_id().await.map_err(service::Error::from_session)?;
            session.insert(SESSION_USER, user_id).await.map_err(service::Error::from_session)?;
            service::audit::note(&services, Some(user_id), "owner_created", &email).await?;
            leptos_axum::redirect("/settings");
            return Ok(());
        }
        Err(Error::Conflict) => {
            leptos_axum::redirect("/sign-in?problem=set_up");
            return Ok(());
        }
        Err(Error::Invalid(fields)) if fields.contains(&Invalid::Email) => "email",
        Err(Error::Invalid(fields)) if fields.contains(&Invalid::PasswordShort) => "short",
        Err(Error::Invalid(_)) => "long",
        Err(error) => return Err(error.into()),
    };
    let query = crate::sign_in::query([("problem", problem), ("email", &email)]);
    leptos_axum::redirect(&format!("/first-run?{query}"));
    Ok(())
}

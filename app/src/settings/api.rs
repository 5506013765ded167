//! The settings' server functions.

use domain::view::MerchantSettings;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use crate::error::AppError;
use crate::wire::Answer;

/// The merchant's settings.
#[server(prefix = "/api", endpoint = "merchant/get", input = GetUrl, output = Answer)]
pub async fn get_merchant() -> Result<MerchantSettings, AppError> {
    let (services, actor) = crate::context::actor()?;
    Ok(service::merchant::settings(&services, &actor).await?)
}

/// Saves the merchant's settings and leads back to their page: with what was refused and what was typed in its address, so that nothing typed is
/// lost, with scripts or without.
#[server(prefix = "/api", endpoint = "merchant/save", output = Answer)]
pub async fn save_merchant(
    name: String,
    home_country: String,
    time_zone: String,
    currency: String,
    language: String,
    version: i32,
) -> Result<(), AppError> {
    use crate::context::{actor, answer_form};
    use service::{Error, Invalid};

    let actor = actor();
    let is_signed_in = actor.is_ok();
    let input = MerchantSettings { name, home_country, time_zone, currency, language, version };
    // Nothing typed is lost: it stands in the address that the answer leads to.
    let back = |problems: &str| {
        let typed = super::Typed { problems: problems.to_owned(), settings: input.clone() };
        format!("/settings?{}", typed.to_query())
    };
    let done = async {
        let (services, actor) = actor?;
        match service::merchant::save_settings(&services, &actor, input.clone()).await {
            Ok(()) => Ok("/settings?saved=1".to_owned()),
            Err(Error::Invalid(fields)) => {
                let name = |field| match field {
                    Invalid::NameMissing => "name_missing",
                    Invalid::NameLong => "name_long",
                    Invalid::Country => "country",
                    Invalid::TimeZone => "time_zone",
                    Invalid::Currency => "currency",
                    _ => "language",
                };
                Ok(back(&fields.into_iter().map(name).collect::<Vec<_>>().join(",")))
            }
            Err(Error::Conflict) => Ok(back("conflict")),
            Err(error) => Err(error.into()),
        }
    };
    let done = done.await;
    let else_to = match &done {
        _ if !is_signed_in => crate::sign_in::over(&back("kept")),
        Err(AppError::Forbidden) => back("forbidden"),
        _ => back("unavailable"),
    };
    answer_form(done, &else_to)
}

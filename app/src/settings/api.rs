//! The settings' server functions.

use domain::view::MerchantSettings;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use crate::error::AppError;

/// The merchant's settings.
#[server(prefix = "/api", endpoint = "merchant/get", input = GetUrl)]
pub async fn get_merchant() -> Result<MerchantSettings, AppError> {
    let (services, actor) = crate::context::actor()?;
    Ok(service::merchant::settings(&services, &actor).await?)
}

/// Saves the merchant's settings and leads back to their page: with what was refused and what was typed in its address, so that nothing typed is
/// lost, with scripts or without.
#[server(prefix = "/api", endpoint = "merchant/save")]
pub async fn save_merchant(
    name: String,
    home_country: String,
    time_zone: String,
    currency: String,
    language: String,
    version: i32,
) -> Result<(), AppError> {
    use service::{Error, Invalid};

    let (services, actor) = crate::context::actor()?;
    let input = MerchantSettings { name, home_country, time_zone, currency, language, version };
    let typed = input.clone();
    let problems = match service::merchant::save_settings(&services, &actor, input).await {
        Ok(()) => {
            leptos_axum::redirect("/settings?saved=1");
            return Ok(());
        }
        Err(Error::Invalid(fields)) => fields
            .into_iter()
            .map(|field| match field {
                Invalid::NameMissing => "name_missing",
                Invalid::NameLong => "name_long",
                Invalid::Country => "country",
                Invalid::TimeZone => "time_zone",
                Invalid::Currency => "currency",
                _ => "language",
            })
            .collect::<Vec<_>>()
            .join(","),
        Err(Error::Conflict) => "conflict".to_owned(),
        Err(error) => return Err(error.into()),
    };
    let query = super::Typed { problems, settings: typed }.to_query();
    leptos_axum::redirect(&format!("/settings?{query}"));
    Ok(())
}

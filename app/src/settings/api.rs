//! The settings' server functions.

use domain::view::{CarrierSetting, MerchantSettings};
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
    let else_to = else_to(&done, is_signed_in, back);
    answer_form(done, &else_to)
}

/// All carriers, as they are set.
#[server(prefix = "/api", endpoint = "carriers/get", input = GetUrl, output = Answer)]
pub async fn get_carriers() -> Result<Vec<CarrierSetting>, AppError> {
    let (services, actor) = crate::context::actor()?;
    Ok(service::carriers::carrier_settings(&services, &actor).await?)
}

/// Switches a carrier on or off, or moves it in the list, and leads back to it. `at` is the place at which it was seen, from 0.
#[server(prefix = "/api", endpoint = "carriers/arrange", output = Answer)]
pub async fn arrange_carrier(code: String, step: String, at: usize) -> Result<(), AppError> {
    use crate::context::{actor, answer_form};
    use service::Error;

    let actor = actor();
    let is_signed_in = actor.is_ok();
    let back = |problem: &str| carriers_page(&[("problem", problem)]);
    let done = async {
        let (services, actor) = actor?;
        let Ok(step) = step.parse() else { return Err(AppError::BadRequest) };
        match service::carriers::arrange(&services, &actor, &code, step, at).await {
            Ok(()) => Ok(format!("{}#carrier-{code}", carriers_page(&[]))),
            Err(Error::Conflict) => Ok(back("moved")),
            Err(Error::NotFound) => Ok(back("gone")),
            Err(error) => Err(error.into()),
        }
    };
    let done = done.await;
    let else_to = else_to(&done, is_signed_in, back);
    answer_form(done, &else_to)
}

/// Adds an own carrier, or changes one, and leads back to the page: with what was refused and what was typed in its address.
#[server(prefix = "/api", endpoint = "carriers/save", output = Answer)]
pub async fn save_carrier(
    code: String,
    name: String,
    pattern: String,
    tracking_url: String,
    is_new: bool,
) -> Result<(), AppError> {
    use crate::context::{actor, answer_form};
    use domain::carrier::own::OwnCarrier;
    use service::Error;
    use service::carriers::{NotSaved, save_own};

    let actor = actor();
    let is_signed_in = actor.is_ok();
    let input = OwnCarrier { code, name, pattern, tracking_url };
    let refused = |problem: &str, faults: &str| {
        let short = |text: &str| text.chars().take(domain::carrier::own::URL_MAX).collect::<String>();
        let edit = if is_new { "" } else { &input.code };
        let page = carriers_page(&[
            ("problem", problem),
            ("faults", faults),
            ("edit", edit),
            ("code", &short(&input.code)),
            ("name", &short(&input.name)),
            ("pattern", &short(&input.pattern)),
            ("tracking_url", &short(&input.tracking_url)),
        ]);
        format!("{page}#own")
    };
    let done = async {
        let (services, actor) = actor?;
        match save_own(&services, &actor, &input, is_new).await {
            Ok(()) => Ok(carriers_page(&[("saved", "1")])),
            Err(NotSaved::Refused(faults)) => {
                Ok(refused("refused", &serde_json::to_string(&faults).unwrap_or_default()))
            }
            Err(NotSaved::Other(Error::NotFound)) => Ok(carriers_page(&[("problem", "gone")])),
            Err(NotSaved::Other(error)) => Err(error.into()),
        }
    };
    let done = done.await;
    let else_to = else_to(&done, is_signed_in, |problem| refused(problem, ""));
    answer_form(done, &else_to)
}

#[cfg(feature = "ssr")]
fn carriers_page(pairs: &[(&str, &str)]) -> String {
    domain::query::href("/settings/carriers", &domain::query::encode(pairs.iter().copied()))
}

/// Where a form that was not done leads: to the sign-in, or back to the page, which says why.
#[cfg(feature = "ssr")]
fn else_to(done: &Result<String, AppError>, is_signed_in: bool, back: impl Fn(&str) -> String) -> String {
    match done {
        _ if !is_signed_in => crate::sign_in::over(&back("kept")),
        Err(AppError::Forbidden) => back("forbidden"),
        _ => back("unavailable"),
    }
}

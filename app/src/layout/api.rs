//! What every page of the desk asks for.

use domain::view::Desk;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use crate::error::AppError;
use crate::wire::Answer;

/// The merchant, the person and the queues' counts.
#[server(prefix = "/api", endpoint = "desk/get", input = GetUrl, output = Answer)]
pub async fn get_desk() -> Result<Desk, AppError> {
    let (services, actor) = crate::context::actor()?;
    Ok(service::desk(&services, &actor).await?)
}

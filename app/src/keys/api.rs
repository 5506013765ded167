//! The command palette's server function.

use domain::find::Hit;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use crate::error::AppError;
use crate::wire::Answer;

/// The orders and customers that can be gone to by a text.
#[server(prefix = "/api", endpoint = "desk/find", input = GetUrl, output = Answer)]
pub async fn find(text: String) -> Result<Vec<Hit>, AppError> {
    let (services, actor) = crate::context::actor()?;
    Ok(service::find(&services, &actor, &text).await?)
}

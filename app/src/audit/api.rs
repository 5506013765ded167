//! The audit log's server function.

use domain::view::AuditLog;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use crate::error::AppError;
use crate::wire::Answer;

/// One page of the log that a URL's query string asks for.
#[server(prefix = "/api", endpoint = "audit/list", input = GetUrl, output = Answer)]
pub async fn list_audit(query: String) -> Result<AuditLog, AppError> {
    let (services, actor) = crate::context::actor()?;
    Ok(service::audit::audit_log(&services, &actor, domain::query::AuditQuery::parse(&query)).await?)
}

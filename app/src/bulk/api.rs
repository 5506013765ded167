//! Server functions of commands to many orders or shipments.

use domain::id::JobId;
use domain::query::ShippingList;
use domain::shipment::BulkMove;
use domain::view::{BulkCommand, JobView, ReleasePreview, Selection};
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use crate::error::AppError;
use crate::wire::{Answer, Asked};

/// What a release of these orders would take.
#[server(prefix = "/api", endpoint = "orders/preview_release", input = Asked, output = Answer)]
pub async fn preview_release(selection: Selection) -> Result<ReleasePreview, AppError> {
    let (services, actor) = crate::context::actor()?;
    Ok(service::release_preview(&services, &actor, &selection).await?)
}

/// Gives a command to these orders.
#[server(prefix = "/api", endpoint = "jobs/start", input = Asked, output = Answer)]
pub async fn start_job(selection: Selection, command: BulkCommand, key: String) -> Result<JobId, AppError> {
    let (services, actor) = crate::context::actor()?;
    let key = key.parse().map_err(|_| AppError::BadRequest)?;
    Ok(service::jobs::start_bulk(&services, &actor, &key, &selection, &command).await?)
}

/// Moves these shipments.
#[server(prefix = "/api", endpoint = "jobs/start_moves", input = Asked, output = Answer)]
pub async fn start_moves(
    selection: Selection<ShippingList>,
    asked: BulkMove,
    key: String,
) -> Result<JobId, AppError> {
    let (services, actor) = crate::context::actor()?;
    let key = key.parse().map_err(|_| AppError::BadRequest)?;
    Ok(service::jobs::start_moves(&services, &actor, &key, &selection, asked).await?)
}

/// So many rows of a job are shown.
#[cfg(feature = "ssr")]
const ROWS: u64 = 500;

/// How far a job is.
#[server(prefix = "/api", endpoint = "jobs/get", input = GetUrl, output = Answer)]
pub async fn get_job(id: JobId) -> Result<JobView, AppError> {
    let (services, actor) = crate::context::actor()?;
    Ok(service::jobs::job(&services, &actor, id, ROWS).await?)
}

/// Stops a job.
#[server(prefix = "/api", endpoint = "jobs/stop", output = Answer)]
pub async fn stop_job(id: JobId) -> Result<(), AppError> {
    let (services, actor) = crate::context::actor()?;
    Ok(service::jobs::cancel(&services, &actor, id).await?)
}

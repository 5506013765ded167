//! The Shipping page's server functions.

use domain::id::JobId;
use domain::order::Disposal;
use domain::outcome::Outcome;
use domain::shipment::ShipmentCommand;
use domain::shipment::bulk::KnownCarrier;
use domain::view::{InvoiceFile, ShipmentDetail, Shipments};
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use crate::error::AppError;
use crate::wire::Answer;

/// One page of the list that a URL's query string asks for.
#[server(prefix = "/api", endpoint = "shipments/list", input = GetUrl, output = Answer)]
pub async fn list_shipments(query: String) -> Result<Shipments, AppError> {
    let (services, actor) = crate::context::actor()?;
    Ok(service::shipments(&services, &actor, domain::query::ShippingQuery::parse(&query)).await?)
}

/// Everything of the shipment with this number.
#[server(prefix = "/api", endpoint = "shipments/get", input = GetUrl, output = Answer)]
pub async fn get_shipment(number: String) -> Result<ShipmentDetail, AppError> {
    let (services, actor) = crate::context::actor()?;
    Ok(service::shipment(&services, &actor, &number).await?)
}

/// Registers an invoice on a shipment, or puts another in the place of the one there is (INV-01, INV-05).
///
/// This and what follows is given by a form or by the page's own scripts, as the commands to an order are.
#[server(prefix = "/api", endpoint = "shipments/register_invoice", output = Answer)]
pub async fn register_invoice(
    number: String,
    version: i32,
    key: String,
    back: String,
    carrier: String,
    invoice: String,
    #[server(default)] change: bool,
) -> Result<Outcome, AppError> {
    use service::command::{Invoice, Step};

    let typed = Invoice { carrier: carrier.clone(), number: invoice.clone() };
    let step = if change { Step::Change(typed) } else { Step::Register(typed) };
    let typed = [("carrier", carrier.as_str()), ("invoice", invoice.as_str())];
    crate::command::given::shipment(number, version, &key, &back, step, &typed).await
}

/// Deletes a shipment's invoice, or its reason for having none (INV-05).
#[server(prefix = "/api", endpoint = "shipments/delete_invoice", output = Answer)]
pub async fn delete_invoice(
    number: String,
    version: i32,
    key: String,
    back: String,
) -> Result<Outcome, AppError> {
    crate::command::given::shipment(number, version, &key, &back, service::command::Step::Delete, &[]).await
}

/// Lets a shipment go without a number.
#[server(prefix = "/api", endpoint = "shipments/go_without", output = Answer)]
pub async fn go_without(
    number: String,
    version: i32,
    key: String,
    back: String,
    reason: String,
) -> Result<Outcome, AppError> {
    let step = service::command::Step::GoWithout { reason };
    crate::command::given::shipment(number, version, &key, &back, step, &[]).await
}

/// Moves a shipment by a command that asks for nothing else.
#[server(prefix = "/api", endpoint = "shipments/move", output = Answer)]
pub async fn move_shipment(
    number: String,
    version: i32,
    key: String,
    back: String,
    command: ShipmentCommand,
) -> Result<Outcome, AppError> {
    use service::command::Step;

    let step = match command {
        ShipmentCommand::MarkPacked => Step::MarkPacked,
        ShipmentCommand::HandOver => Step::HandOver,
        ShipmentCommand::MarkDelivered => Step::MarkDelivered,
        ShipmentCommand::MarkPickedUp => Step::MarkPickedUp,
        ShipmentCommand::Redeliver => Step::Redeliver,
        ShipmentCommand::Void => Step::Void,
        _ => return Err(AppError::BadRequest),
    };
    crate::command::given::shipment(number, version, &key, &back, step, &[]).await
}

/// Cancels a shipment that failed (SHP-07).
#[server(prefix = "/api", endpoint = "shipments/cancel_failed", output = Answer)]
pub async fn cancel_failed(
    number: String,
    version: i32,
    key: String,
    back: String,
    disposal: Disposal,
) -> Result<Outcome, AppError> {
    let step = service::command::Step::CancelFailed(disposal);
    crate::command::given::shipment(number, version, &key, &back, step, &[]).await
}

/// The carriers that a row can name.
#[server(prefix = "/api", endpoint = "shipments/carriers", input = GetUrl, output = Answer)]
pub async fn list_carriers() -> Result<Vec<KnownCarrier>, AppError> {
    let (services, actor) = crate::context::actor()?;
    Ok(service::known_carriers(&services, &actor).await?)
}

/// So many rows of a file are shown.
#[cfg(feature = "ssr")]
const ROWS: usize = 300;

/// Invoices that were looked over.
#[server(prefix = "/api", endpoint = "shipments/file", input = GetUrl, output = Answer)]
pub async fn get_invoice_file(id: JobId) -> Result<InvoiceFile, AppError> {
    let (services, actor) = crate::context::actor()?;
    Ok(service::invoice_file(&services, &actor, id, ROWS).await?)
}

/// Registers the good rows of what was looked over, and leads back to it (INV-03, INV-04).
#[server(prefix = "/api", endpoint = "shipments/register_file", output = Answer)]
pub async fn register_invoice_file(id: JobId, key: String) -> Result<(), AppError> {
    use crate::context::{actor, answer_form};

    let actor = actor();
    let page = format!("/import/invoices/{id}");
    let done = async {
        let (services, actor) = actor?;
        let key = key.parse().map_err(|_| AppError::BadRequest)?;
        service::register_invoices(&services, &actor, &key, id).await?;
        Ok(page.clone())
    };
    let done = done.await;
    answer_form(done, &format!("{page}?told=unavailable"))
}

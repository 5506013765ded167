//! An order's server functions.

use domain::view::OrderDetail;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use crate::error::AppError;
use crate::wire::Answer;

/// Everything of the order with this number.
#[server(prefix = "/api", endpoint = "orders/get", input = GetUrl, output = Answer)]
pub async fn get_order(number: String) -> Result<OrderDetail, AppError> {
    let (services, actor) = crate::context::actor()?;
    Ok(service::order_detail(&services, &actor, &number).await?)
}

//! The New orders page's server functions.

use domain::view::NewOrders;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use crate::error::AppError;
use crate::wire::Answer;

/// One page of the list that a URL's query string asks for.
#[server(prefix = "/api", endpoint = "orders/list_new", input = GetUrl, output = Answer)]
pub async fn list_new_orders(query: String) -> Result<NewOrders, AppError> {
    let (services, actor) = crate::context::actor()?;
    Ok(service::new_orders(&services, &actor, domain::query::NewOrdersQuery::parse(&query)).await?)
}

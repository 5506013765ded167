//! The customers' server functions.

use domain::view::{CustomerDetail, Customers};
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use crate::error::AppError;
use crate::wire::Answer;

/// One page of the list that a URL's query string asks for.
#[server(prefix = "/api", endpoint = "customers/list", input = GetUrl, output = Answer)]
pub async fn list_customers(query: String) -> Result<Customers, AppError> {
    let (services, actor) = crate::context::actor()?;
    Ok(service::customers(&services, &actor, domain::query::CustomersQuery::parse(&query)).await?)
}

/// One customer, with the page of their orders that a query string asks for.
#[server(prefix = "/api", endpoint = "customers/get", input = GetUrl, output = Answer)]
pub async fn get_customer(id: String, query: String) -> Result<CustomerDetail, AppError> {
    let (services, actor) = crate::context::actor()?;
    let Ok(id) = id.parse() else {
        crate::context::set_status(AppError::NotFound.status());
        return Err(AppError::NotFound);
    };
    Ok(service::customer(&services, &actor, id, domain::query::CustomersQuery::parse(&query)).await?)
}

//! The products' server functions.

use std::collections::BTreeMap;

use domain::goods::Corrected;
use domain::id::JobId;
use domain::stock::StockCause;
use domain::view::{GoodsFile, ItemDetail, Items};
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use crate::error::AppError;
use crate::wire::Answer;

/// One page of the list that a URL's query string asks for.
#[server(prefix = "/api", endpoint = "items/list", input = GetUrl, output = Answer)]
pub async fn list_items(query: String) -> Result<Items, AppError> {
    let (services, actor) = crate::context::actor()?;
    Ok(service::goods::items(&services, &actor, domain::query::ItemsQuery::parse(&query)).await?)
}

/// One product, by its code (Product ID).
#[server(prefix = "/api", endpoint = "items/get", input = GetUrl, output = Answer)]
pub async fn get_item(code: String) -> Result<ItemDetail, AppError> {
    let (services, actor) = crate::context::actor()?;
    Ok(service::goods::item(&services, &actor, &code).await?)
}

/// So many fields a page of the list may have at most.
#[cfg(feature = "ssr")]
const MOST_CELLS: usize = 5_000;

/// Corrects stock and delivery names; `cells` holds what was typed by the names of [`domain::goods::Field`].
///
/// A form is led back to where it came from, with what it came to in the address; scripts get it.
#[server(prefix = "/api", endpoint = "items/correct", output = Answer)]
pub async fn correct_items(
    #[server(default)] cells: BTreeMap<String, String>,
    cause: StockCause,
    key: String,
    back: String,
) -> Result<Corrected, AppError> {
    use crate::context::{actor, asks_for_page, lead, local_path};

    // Read before anything is waited for.
    let (actor, asks_for_page) = (actor(), asks_for_page());
    let back = local_path(Some(&back));
    let done = async {
        let (services, actor) = actor?;
        let key = key.parse().map_err(|_| AppError::BadRequest)?;
        let typed = cells
            .into_iter()
            .map(|(field, typed)| Ok((field.parse().map_err(|_| AppError::BadRequest)?, typed)))
            .collect::<Result<service::goods::Typed, AppError>>()?;
        if !StockCause::BY_HAND.contains(&cause) || typed.len() > MOST_CELLS {
            return Err(AppError::BadRequest);
        }
        Ok(service::goods::correct(&services, &actor, &key, &typed, cause).await?)
    };
    let done: Result<Corrected, AppError> = done.await;
    if asks_for_page {
        match &done {
            Err(AppError::NotSignedIn) => lead(&crate::sign_in::over(&back)),
            done => lead(&super::told::address(&back, done)),
        }
        return Ok(done.unwrap_or_default());
    }
    if let Err(error) = &done {
        crate::context::set_status(error.status());
    }
    done
}

/// So many rows of a file are shown.
#[cfg(feature = "ssr")]
const ROWS: u64 = 500;

/// A file that was looked over.
#[server(prefix = "/api", endpoint = "items/file", input = GetUrl, output = Answer)]
pub async fn get_goods_file(id: JobId) -> Result<GoodsFile, AppError> {
    let (services, actor) = crate::context::actor()?;
    Ok(service::goods::file::file(&services, &actor, id, ROWS).await?)
}

/// Does what a file says that was looked over, and leads back to it.
#[server(prefix = "/api", endpoint = "items/apply_file", output = Answer)]
pub async fn apply_goods_file(id: JobId, key: String) -> Result<(), AppError> {
    use crate::context::{actor, answer_form};

    let actor = actor();
    let page = format!("/import/items/{id}");
    let done = async {
        let (services, actor) = actor?;
        let key = key.parse().map_err(|_| AppError::BadRequest)?;
        service::goods::apply(&services, &actor, &key, id).await?;
        Ok(page.clone())
    };
    let done = done.await;
    answer_form(done, &format!("{page}?told=unavailable"))
}

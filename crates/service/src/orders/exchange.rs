//! What of an order can be exchanged, and for what.

use std::collections::HashMap;

use domain::action::Action;
use domain::id::{LocationId, ProductId, SkuId};
use domain::order::LineIndex;
use domain::role::Permission;
use domain::view::{ExchangeForm, ExchangeGoods, ExchangeLine};
use store::entity::{order_line, sku};
use store::read::order_detail::OrderRows;
use store::read::{goods, items};

use super::actions;
use super::claims::exchangeable;
use crate::command::IdempotencyKey;
use crate::{Actor, Error, Services, storable};

/// The form of an exchange of the order with this number.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`], or when the database can't be read.
pub async fn exchange_form(services: &Services, actor: &Actor, number: &str) -> Result<ExchangeForm, Error> {
    actor.require(Permission::ViewOrders)?;
    let db = services.store.reader();
    let rows = store::read::order_detail::by_number(db, &storable(number)).await?.ok_or(Error::NotFound)?;
    let products: Vec<ProductId> =
        rows.lines.iter().filter_map(|line| rows.goods.get(&line.sku_id?)).map(|good| good.product).collect();
    let options = items::options(db, products).await?;
    let skus: Vec<SkuId> = options.iter().map(|option| option.id).collect();
    let available = goods::available(db, &skus).await?;
    let lines: Vec<ExchangeLine> = LineIndex::all(&rows.lines)
        .zip(&rows.lines)
        .filter_map(|(index, line)| {
            let free = u32::try_from(exchangeable(line, &rows)).ok().filter(|free| *free > 0)?;
            Some(shown(index, line, free, &rows, &options, &available))
        })
        .collect();
    let units = lines.iter().fold(0_i32, |sum, line| sum.saturating_add_unsigned(line.free));
    let actions = actions::actions(actor.role, &rows.order, units);
    let closed =
        actions.into_iter().find(|view| view.action == Action::Exchange).and_then(|view| view.closed);
    Ok(ExchangeForm {
        number: rows.order.number,
        version: rows.order.version,
        key: IdempotencyKey::fresh().to_string(),
        closed,
        lines,
    })
}

/// A line with the options of its product.
fn shown(
    index: LineIndex,
    line: &order_line::Model,
    free: u32,
    rows: &OrderRows,
    options: &[sku::Model],
    available: &HashMap<(LocationId, SkuId), i64>,
) -> ExchangeLine {
    let good = line.sku_id.and_then(|sku| rows.goods.get(&sku));
    let of_product =
        options.iter().filter(|option| good.is_some_and(|good| good.product == option.product_id));
    let goods = of_product.map(|option| ExchangeGoods {
        sku: option.code.clone(),
        option: option.option_name.clone(),
        available: line
            .location_id
            .and_then(|location| available.get(&(location, option.id)).copied())
            .unwrap_or(0),
    });
    ExchangeLine {
        line: index,
        name: line.name.clone(),
        option: line.option_name.clone(),
        sku: line.sku_code.clone(),
        picture: good.and_then(|good| good.picture.clone()),
        free,
        goods: goods.collect(),
    }
}

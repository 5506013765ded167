//! What a release of many orders would take, before it is confirmed (REL-08).

use std::collections::{BTreeMap, HashMap};

use domain::id::{LocationId, OrderId, SkuId};
use domain::role::Permission;
use domain::view::{OptionNeed, ReleasePreview, Selection};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QuerySelect as _};
use store::entity::order_line;
use store::read;

use crate::{Actor, Error, Services, jobs};

/// So many orders can be stepped through one by one.
const STEPS: usize = 200;

/// What the open units of these orders need of each option, and what of it is available where they ship from.
///
/// # Errors
/// [`Error::Forbidden`], or when the database can't be read.
pub async fn release_preview(
    services: &Services,
    actor: &Actor,
    selection: &Selection,
) -> Result<ReleasePreview, Error> {
    actor.require(Permission::ViewOrders)?;
    let db = services.store.reader();
    let ids = jobs::frozen(services, actor, selection).await?;
    let first: Vec<OrderId> = ids.iter().copied().take(STEPS).collect();
    let numbers = read::numbers::numbers(db, &first).await?;
    type Row = (Option<SkuId>, Option<LocationId>, String, String, Option<String>, i32);
    type Key = (Option<SkuId>, Option<LocationId>, String);
    let mut needs: BTreeMap<Key, (String, Option<String>, i64)> = BTreeMap::new();
    for ids in ids.chunks(1_000) {
        let open = Expr::col(order_line::Column::Ordered)
            .sub(Expr::col(order_line::Column::Canceled))
            .sub(Expr::col(order_line::Column::Assigned));
        let rows: Vec<Row> = order_line::Entity::find()
            .filter(order_line::Column::OrderId.is_in(ids.iter().copied()))
            .filter(open.clone().gt(0))
            .select_only()
            .columns([
                order_line::Column::SkuId,
                order_line::Column::LocationId,
                order_line::Column::SkuCode,
                order_line::Column::Name,
                order_line::Column::OptionName,
            ])
            .column_as(open, "open")
            .into_tuple()
            .all(db)
            .await?;
        for (sku, location, code, name, option, open) in rows {
            needs.entry((sku, location, code)).or_insert((name, option, 0)).2 += i64::from(open);
        }
    }
    let skus: Vec<SkuId> = needs.keys().filter_map(|(sku, ..)| *sku).collect();
    let mut available = HashMap::new();
    for skus in skus.chunks(1_000) {
        available.extend(read::goods::available(db, skus).await?);
    }
    let locations = read::routing::all(db).await?.locations;
    let mut options: Vec<OptionNeed> = needs
        .into_iter()
        .map(|((sku, location, code), (name, option, needed))| OptionNeed {
            sku: code,
            name,
            option,
            location: location
                .and_then(|id| locations.iter().find(|(known, _)| *known == id))
                .map(|row| row.1.clone()),
            needed,
            available: location.zip(sku).and_then(|place| available.get(&place).copied()).unwrap_or(0),
        })
        .collect();
    options.sort_by(|a, b| b.is_short().cmp(&a.is_short()).then_with(|| b.needed.cmp(&a.needed)));
    Ok(ReleasePreview {
        orders: u32::try_from(ids.len()).unwrap_or(u32::MAX),
        numbers: first.iter().filter_map(|id| numbers.get(id).cloned()).collect(),
        options,
    })
}

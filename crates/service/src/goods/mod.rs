//! Products, their options and stock (ITM-01): the list, one product, and corrections where they are shown.

mod apply;
mod book;
mod correct;
pub mod file;
mod picture;
mod sheet;

use std::collections::HashMap;

pub use apply::{Applied, apply};
pub use correct::{Typed, correct};
use domain::country::Country;
use domain::goods::asked;
use domain::id::{LocationId, SkuId};
use domain::money::Money;
use domain::query::{CodeCursor, ItemsQuery, Parsed};
use domain::role::Permission;
use domain::view::{ItemCounts, ItemDetail, ItemOption, ItemRow, ItemStock, Items, MovementView};
pub use picture::{NotSet, picture, remove_picture, set_picture};
pub(crate) use sheet::unguarded;
pub use sheet::{SheetKind, export};
use store::entity::{location, merchant, product, sku, stock, stock_movement};
use store::read::items as read;
use store::read::{numbers::numbers, people::emails};
use text::Locale;

use crate::command::IdempotencyKey;
use crate::paging::{Page, page};
use crate::{Actor, Error, Services, storable};

/// So many changes of a product's stock are shown.
const MOVEMENTS: usize = 100;

/// One page of the products list.
///
/// # Errors
/// [`Error::Forbidden`], or when the database can't be read.
pub async fn items(
    services: &Services,
    actor: &Actor,
    Parsed { query, .. }: Parsed<ItemsQuery>,
) -> Result<Items, Error> {
    actor.require(Permission::ViewOrders)?;
    let db = services.store.reader();
    let (merchant, _) = crate::merchant::at_desk(services, actor.locale).await?;
    let words = words(query.text.as_deref());
    let read_page = async |cursor: Option<CodeCursor>| {
        read::page(db, &words, query.shown, cursor.as_ref(), query.size).await
    };
    let cursor = query.cursor.map(|cursor| CodeCursor { code: storable(&cursor.code), ..cursor });
    let Page { rows, above, older, newer } = page(cursor, read_page, |row| row.code.clone()).await?;
    let options = read::options(db, rows.iter().map(|row| row.id)).await?;
    let stocks = read::stocks(db, rows.iter().map(|row| row.id)).await?;
    let shelves = Shelves { locations: read::locations(db).await?, stocks: by_sku(stocks), all: false };
    let [all, sold_out, unnamed] = read::count(db, &words).await?.try_into().unwrap_or_default();
    Ok(Items {
        rows: views(rows, options, &shelves, &merchant, actor.locale),
        above,
        older,
        newer,
        counts: ItemCounts { all, sold_out, unnamed },
        key: IdempotencyKey::fresh().to_string(),
    })
}

/// What a product has to be found by.
fn words(text: Option<&str>) -> Vec<String> {
    text.map(|text| asked(&storable(text))).unwrap_or_default()
}

/// One product with what changed its stock.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`], or when the database can't be read.
pub async fn item(services: &Services, actor: &Actor, code: &str) -> Result<ItemDetail, Error> {
    actor.require(Permission::ViewOrders)?;
    let db = services.store.reader();
    let (merchant, clock) = crate::merchant::at_desk(services, actor.locale).await?;
    let product = read::by_code(db, &storable(code)).await?.ok_or(Error::NotFound)?;
    let picture_size = match &product.picture {
        Some(_) => read::picture_size(db, product.id).await?,
        None => None,
    };
    let picture_size = picture_size.map(|(width, height)| (width.unsigned_abs(), height.unsigned_abs()));
    let options = read::options(db, [product.id]).await?;
    let skus: Vec<SkuId> = options.iter().map(|row| row.id).collect();
    let stocks = read::stocks(db, [product.id]).await?;
    let shelves = Shelves { locations: read::locations(db).await?, stocks: by_sku(stocks), all: true };
    let (movements, has_more) = read::movements(db, &skus, MOVEMENTS).await?;
    let orders: Vec<_> = movements.iter().filter_map(|row| row.order_id).collect();
    let orders = numbers(db, &orders).await?;
    let people = emails(db, movements.iter().filter_map(|row| row.user_id)).await?;
    let codes: HashMap<SkuId, String> = options.iter().map(|row| (row.id, row.code.clone())).collect();
    let movements = movements
        .into_iter()
        .map(|row: stock_movement::Model| MovementView {
            at: clock.moment(row.at),
            sku: codes.get(&row.sku_id).cloned().unwrap_or_default(),
            location: shelves.name(row.location_id),
            cause: row.cause,
            on_hand: row.on_hand_change,
            allocated: row.allocated_change,
            order: row.order_id.and_then(|id| orders.get(&id).cloned()),
            by: row.user_id.and_then(|id| people.get(&id).cloned()),
        })
        .collect();
    let row =
        views(vec![product], options, &shelves, &merchant, actor.locale).pop().ok_or(Error::NotFound)?;
    Ok(ItemDetail { row, picture_size, movements, has_more, key: IdempotencyKey::fresh().to_string() })
}

/// What lies where.
struct Shelves {
    locations: Vec<location::Model>,
    stocks: HashMap<SkuId, HashMap<LocationId, stock::Model>>,
    /// Whether locations are shown where an option never was.
    all: bool,
}

impl Shelves {
    fn name(&self, id: LocationId) -> String {
        self.locations.iter().find(|row| row.id == id).map(|row| row.name.clone()).unwrap_or_default()
    }

    /// An option's stock where it is known; where none is, the default location, so that it can be said.
    fn of(&self, sku: SkuId) -> Vec<ItemStock> {
        let known = self.stocks.get(&sku);
        self.locations
            .iter()
            .map(|row| (row, known.and_then(|known| known.get(&row.id))))
            .filter(|(row, stock)| self.all || stock.is_some() || (known.is_none() && row.is_default))
            .map(|(row, stock)| ItemStock {
                sku,
                location: row.id,
                location_name: row.name.clone(),
                stock: stock.map(stock::Model::units),
            })
            .collect()
    }
}

fn by_sku(rows: Vec<stock::Model>) -> HashMap<SkuId, HashMap<LocationId, stock::Model>> {
    let mut stocks: HashMap<_, HashMap<_, _>> = HashMap::new();
    for row in rows {
        stocks.entry(row.sku_id).or_default().insert(row.location_id, row);
    }
    stocks
}

fn views(
    products: Vec<product::Model>,
    options: Vec<sku::Model>,
    shelves: &Shelves,
    merchant: &merchant::Model,
    l: Locale,
) -> Vec<ItemRow> {
    let mut of: HashMap<_, Vec<ItemOption>> = HashMap::new();
    for row in options {
        let origin = row.origin.as_deref().and_then(|code| code.parse::<Country>().ok());
        of.entry(row.product_id).or_default().push(ItemOption {
            id: row.id,
            name: row.option_name,
            barcode: row.barcode,
            weight_g: row.weight_g,
            hs_code: row.hs_code,
            origin: origin.map(|country| l.country(country).to_owned()),
            price: row.price.map(|minor| Money::new(minor, merchant.currency)),
            stocks: shelves.of(row.id),
            code: row.code,
        });
    }
    products
        .into_iter()
        .map(|row| ItemRow {
            options: of.remove(&row.id).unwrap_or_default(),
            id: row.id,
            code: row.code,
            name: row.name,
            delivery_name: row.delivery_name,
            picture: row.picture,
        })
        .collect()
}

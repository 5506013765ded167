//! Goods as a file that a spreadsheet opens and [`super::file`] reads again.

use domain::goods::file::GoodsColumn;
use domain::money::{Currency, Money};
use domain::query::{CodeCursor, Direction, ItemsQuery, PageSize};
use domain::role::Permission;
use encoding_rs::SHIFT_JIS;
use store::entity::{product, sku};
use store::read::items as read;
use text::Locale;

use super::{Shelves, by_sku, words};
use crate::turn::in_turn;
use crate::workbook::{Cell, Sheet, WRITING, workbook};
use crate::{Actor, Error, Invalid, Services};

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetKind {
    /// An Excel workbook.
    Xlsx,
    /// Comma-separated, UTF-8 with a byte order mark, by which Excel knows it.
    Csv,
    /// Comma-separated, as Japanese programs write it.
    CsvCp932,
}

impl SheetKind {
    /// The kind that an address names.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "xlsx" => Some(Self::Xlsx),
            "csv" => Some(Self::Csv),
            "csv-cp932" => Some(Self::CsvCp932),
            _ => None,
        }
    }

    /// The ending of its name.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv | Self::CsvCp932 => "csv",
        }
    }

    /// Its media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv => "text/csv; charset=utf-8",
            Self::CsvCp932 => "text/csv; charset=Shift_JIS",
        }
    }
}

/// All products that a list shows, a row for each option at each location, as a file.
///
/// # Errors
/// [`Error::Forbidden`]; [`Error::Invalid`] where a name has letters that CP932 lacks; or when the database can't be read.
pub async fn export(
    services: &Services,
    actor: &Actor,
    query: &ItemsQuery,
    kind: SheetKind,
) -> Result<Vec<u8>, Error> {
    actor.require(Permission::ViewOrders)?;
    let l = actor.locale;
    let rows = rows(services, l, query).await?;
    let heading: Vec<&str> = GoodsColumn::ALL.iter().map(|column| l.goods_column(*column)).collect();
    if kind == SheetKind::Xlsx {
        return workbook(vec![Sheet { name: None, heading, rows }]).await;
    }
    let written = in_turn(&WRITING, move || {
        let text = csv(&heading, &rows)?;
        Ok::<_, csv::Error>(match kind {
            SheetKind::CsvCp932 => match SHIFT_JIS.encode(&text) {
                (bytes, _, false) => Some(bytes.into_owned()),
                // Read again, what stands for them would be taken for their names.
                (_, _, true) => None,
            },
            _ => Some([b"\xEF\xBB\xBF".as_slice(), text.as_bytes()].concat()),
        })
    });
    let written =
        written.await?.map_err(|error| Error::Internal(format!("a file can't be written: {error}")))?;
    written.ok_or(Error::Invalid(vec![Invalid::NotInCp932]))
}

/// Read in pages: what is written is all that is kept in memory.
async fn rows(services: &Services, l: Locale, query: &ItemsQuery) -> Result<Vec<Vec<Cell>>, Error> {
    let db = services.store.reader();
    let (merchant, _) = crate::merchant::at_desk(services, l).await?;
    let words = words(query.text.as_deref());
    let size = PageSize::ALL[3];
    let locations = read::locations(db).await?;
    let mut cursor: Option<CodeCursor> = None;
    let mut written = Vec::new();
    loop {
        let (products, more) = read::page(db, &words, query.shown, cursor.as_ref(), size).await?;
        let options = read::options(db, products.iter().map(|row| row.id)).await?;
        let stocks = by_sku(read::stocks(db, products.iter().map(|row| row.id)).await?);
        let shelves = Shelves { locations: locations.clone(), stocks, all: false };
        for product in &products {
            for sku in options.iter().filter(|sku| sku.product_id == product.id) {
                for shelf in shelves.of(sku.id) {
                    let stock = shelf.stock;
                    let code = locations.iter().find(|row| row.id == shelf.location);
                    let code = code.map(|row| row.code.as_str()).unwrap_or_default();
                    written.push(row(product, sku, code, stock.as_ref(), merchant.currency));
                }
            }
        }
        cursor = products.last().filter(|_| more).map(|row| CodeCursor {
            direction: Direction::After,
            code: row.code.clone(),
            above: 0,
        });
        if cursor.is_none() {
            return Ok(written);
        }
    }
}

fn row(
    product: &product::Model,
    sku: &sku::Model,
    location: &str,
    stock: Option<&domain::stock::Stock>,
    currency: Currency,
) -> Vec<Cell> {
    let text = |text: Option<&String>| Cell::Text(text.cloned().unwrap_or_default());
    let number = |number: Option<i32>| number.map_or_else(|| Cell::Text(String::new()), Cell::Number);
    GoodsColumn::ALL
        .iter()
        .map(|column| match column {
            GoodsColumn::Product => Cell::Text(product.code.clone()),
            GoodsColumn::Name => Cell::Text(product.name.clone()),
            GoodsColumn::DeliveryName => text(product.delivery_name.as_ref()),
            GoodsColumn::Sku => Cell::Text(sku.code.clone()),
            GoodsColumn::Option => text(sku.option_name.as_ref()),
            GoodsColumn::Barcode => text(sku.barcode.as_ref()),
            GoodsColumn::Weight => number(sku.weight_g),
            GoodsColumn::HsCode => text(sku.hs_code.as_ref()),
            GoodsColumn::Origin => text(sku.origin.as_ref()),
            GoodsColumn::Price => {
                Cell::Text(sku.price.map(|minor| Money::new(minor, currency).decimal()).unwrap_or_default())
            }
            GoodsColumn::Location => Cell::Text(location.to_owned()),
            GoodsColumn::OnHand => number(stock.map(|stock| stock.on_hand)),
            GoodsColumn::Allocated => number(stock.map(|stock| stock.allocated)),
            GoodsColumn::Available => number(stock.map(|stock| stock.available())),
        })
        .collect()
}

/// What stands before a text that a spreadsheet would take for a formula. It is taken off when the file is read.
const GUARD: char = '\'';

fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// A text that no spreadsheet reckons with: names come from orders, which strangers send.
fn guarded(text: &str) -> String {
    if is_formula(text) { format!("{GUARD}{text}") } else { text.to_owned() }
}

/// A text as it was before it was [guarded].
pub(crate) fn unguarded(text: &str) -> &str {
    text.strip_prefix(GUARD).filter(|text| is_formula(text)).unwrap_or(text)
}

fn csv(heading: &[&str], rows: &[Vec<Cell>]) -> Result<String, csv::Error> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(heading)?;
    for row in rows {
        writer.write_record(row.iter().map(|cell| match cell {
            Cell::Text(text) => guarded(text),
            Cell::Number(number) => number.to_string(),
        }))?;
    }
    let bytes = writer.into_inner().map_err(|error| error.into_error())?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

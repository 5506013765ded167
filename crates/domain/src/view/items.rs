//! Products and their stock (ITM-01).

use serde::{Deserialize, Serialize};

use crate::count::Count;
use crate::goods::file::Verdict;
use crate::goods::{Field, mark_of};
use crate::id::{JobId, LocationId, ProductId, SkuId};
use crate::kind::{JobRowState, JobState};
use crate::money::Money;
use crate::query::CodeCursor;
use crate::stock::{Stock, StockCause};

use super::Moment;

/// One page of the products list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Items {
    /// The products, by their codes.
    pub rows: Vec<ItemRow>,
    /// How many products stand above them.
    pub above: u32,
    /// Where the next page starts, when there is one.
    pub older: Option<CodeCursor>,
    /// Where the previous page ends, when there is one.
    pub newer: Option<CodeCursor>,
    /// How many there are, of what was searched for.
    pub counts: ItemCounts,
    /// A key for the corrections of this page.
    pub key: String,
}

/// How many products each of the list's tabs has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemCounts {
    /// All.
    pub all: Count,
    /// With an option of which nothing is available.
    pub sold_out: Count,
    /// Without a delivery name.
    pub unnamed: Count,
}

/// A product.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemRow {
    /// Which.
    pub id: ProductId,
    /// Product ID.
    pub code: String,
    /// What it is called in the shop.
    pub name: String,
    /// What it is called on papers of parcels.
    pub delivery_name: Option<String>,
    /// Its picture's digest.
    pub picture: Option<String>,
    /// Its options, by their codes.
    pub options: Vec<ItemOption>,
}

impl ItemRow {
    /// The form's field for its delivery name.
    pub fn field(&self) -> Field {
        let was = mark_of(self.delivery_name.as_deref().unwrap_or_default());
        Field::DeliveryName { product: self.id, was }
    }
}

/// An option of a product.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemOption {
    /// Which.
    pub id: SkuId,
    /// SKU.
    pub code: String,
    /// Colour, size; none where there is one option alone.
    pub name: Option<String>,
    /// EAN, UPC or JAN.
    pub barcode: Option<String>,
    /// Grams.
    pub weight_g: Option<i32>,
    /// The customs tariff's number of it.
    pub hs_code: Option<String>,
    /// The country it is made in.
    pub origin: Option<String>,
    /// What it costs.
    pub price: Option<Money>,
    /// What of it lies where; at least one.
    pub stocks: Vec<ItemStock>,
}

/// An option's stock at a location.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemStock {
    /// Of which option.
    pub sku: SkuId,
    /// Where.
    pub location: LocationId,
    /// Its name.
    pub location_name: String,
    /// None while nobody has said how many there are.
    pub stock: Option<Stock>,
}

impl ItemStock {
    /// The form's field for what lies on the shelf.
    pub fn field(&self) -> Field {
        let was = self.stock.map(|stock| stock.on_hand);
        Field::OnHand { sku: self.sku, location: self.location, was }
    }
}

/// One product with how its stock came about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemDetail {
    /// The product, with its stock at every location.
    pub row: ItemRow,
    /// Width and height of its large picture, in pixels.
    pub picture_size: Option<(u32, u32)>,
    /// What changed its stock, newest first.
    pub movements: Vec<MovementView>,
    /// Whether there were more before.
    pub has_more: bool,
    /// A key for the corrections of this page.
    pub key: String,
}

/// A change of stock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovementView {
    /// When.
    pub at: Moment,
    /// Of which SKU.
    pub sku: String,
    /// Where.
    pub location: String,
    /// Why.
    pub cause: StockCause,
    /// By how many units the shelf changed.
    pub on_hand: i32,
    /// By how many what shipments wait for did.
    pub allocated: i32,
    /// The order it was for.
    pub order: Option<String>,
    /// Who; none for what happened by itself.
    pub by: Option<String>,
}

/// A file of goods that was looked over, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoodsFile {
    /// Which.
    pub id: JobId,
    /// The file's name.
    pub name: String,
    /// A draft as long as it was not asked for.
    pub state: JobState,
    /// So many rows change something.
    pub changing: u32,
    /// So many change nothing.
    pub unchanged: u32,
    /// So many are refused.
    pub refused: u32,
    /// The rows that are refused, then those that change something, as many as are shown.
    pub rows: Vec<GoodsFileRow>,
    /// A key for doing what it says.
    pub key: String,
}

/// A row of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoodsFileRow {
    /// Its line in the file, or row in the sheet.
    pub line: u32,
    /// The SKU that it names.
    pub sku: String,
    /// The location that it names, or that it stands for.
    pub location: String,
    /// What becomes of it, or became.
    pub verdict: Verdict,
    /// Whether it waits, is done or is refused.
    pub state: JobRowState,
}

//! Goods in memory, as the rows of a file change them one after the other. The same for looking a file over and for doing what it says.

use std::collections::{BTreeMap, HashMap};

use domain::country::Country;
use domain::decimal::decimal;
use domain::goods::file::{CellChange, GoodsColumn, Problem, Verdict};
use domain::goods::{DELIVERY_NAME_MAX, correct, on_hand};
use domain::id::{LocationId, ProductId, SkuId};
use domain::money::{Currency, Money};
use domain::stock::{Stock, StockCause};
use domain::time::Timestamp;
use domain::typed::{half_width, key};
use serde::{Deserialize, Serialize};
use store::entity::{location, product, sku};

use crate::import::table::has_lost_digits;

/// The longest text of a cell but the delivery name, in characters: a code is part of an index.
const TEXT_MAX: usize = 200;
/// A heavier thing is no parcel; in grams.
const HEAVIEST: i64 = 10_000_000;

/// A row of a file: what its cells say. An empty cell says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FileRow {
    /// Its line in the file.
    pub line: u32,
    /// The cells that say something.
    pub cells: BTreeMap<GoodsColumn, String>,
    /// What lay on the shelf when the file was looked over; none where nobody had said so.
    pub was: Option<i32>,
    /// What each cell that changes something was then; none while the file is looked over.
    pub seen: Option<BTreeMap<GoodsColumn, String>>,
}

impl FileRow {
    pub fn cell(&self, column: GoodsColumn) -> Option<&str> {
        self.cells.get(&column).map(String::as_str)
    }

    fn needs(&self, column: GoodsColumn) -> Result<&str, Problem> {
        self.cell(column).ok_or(Problem::Missing { column })
    }
}

/// An option's place: the location and the SKU's code, for a new one has no id yet.
type Shelf = (LocationId, String);

/// The goods that a file names.
#[derive(Clone, Debug)]
pub(super) struct Book {
    now: Timestamp,
    currency: Currency,
    locations: Vec<location::Model>,
    /// By code. A version above the stored one is what is to be written.
    pub products: HashMap<String, product::Model>,
    /// By code.
    pub skus: HashMap<String, sku::Model>,
    /// The product of each SKU, by code.
    pub product_of: HashMap<String, String>,
    /// What lies where.
    pub stocks: BTreeMap<Shelf, Stock>,
    /// What the rows have said of one thing, and where first.
    said: HashMap<(GoodsColumn, String), (u32, String)>,
}

impl Book {
    pub fn new(
        now: Timestamp,
        currency: Currency,
        locations: Vec<location::Model>,
        products: Vec<product::Model>,
        skus: Vec<sku::Model>,
        stocks: BTreeMap<(LocationId, SkuId), Stock>,
    ) -> Self {
        let codes: HashMap<SkuId, String> = skus.iter().map(|row| (row.id, row.code.clone())).collect();
        let products_by_id: HashMap<ProductId, &str> =
            products.iter().map(|row| (row.id, row.code.as_str())).collect();
        let product_of = skus
            .iter()
            .filter_map(|row| Some((row.code.clone(), (*products_by_id.get(&row.product_id)?).to_owned())))
            .collect();
        Self {
            now,
            currency,
            locations,
            product_of,
            products: products.into_iter().map(|row| (row.code.clone(), row)).collect(),
            skus: skus.into_iter().map(|row| (row.code.clone(), row)).collect(),
            stocks: stocks
                .into_iter()
                .filter_map(|((location, sku), stock)| Some(((location, codes.get(&sku)?.clone()), stock)))
                .collect(),
            said: HashMap::new(),
        }
    }

    /// The location that a row is about: the one it names by code or name, else the default one.
    pub fn location(&self, row: &FileRow) -> Result<&location::Model, Problem> {
        let column = GoodsColumn::Location;
        let Some(named) = row.cell(column) else {
            return self.locations.iter().find(|row| row.is_default).ok_or(Problem::Missing { column });
        };
        let is_it = |row: &&location::Model| [&row.code, &row.name].iter().any(|own| key(own) == key(named));
        self.locations.iter().find(is_it).ok_or_else(|| not_understood(column, named))
    }

    /// What lies on the shelf that a row is about; none where nobody has said so.
    pub fn on_hand(&self, row: &FileRow) -> Option<i32> {
        let shelf = (self.location(row).ok()?.id, row.cell(GoodsColumn::Sku)?.to_owned());
        self.stocks.get(&shelf).map(|stock| stock.on_hand)
    }

    /// What the cells that a row would change are now; none where it can't be done as things are now.
    pub fn seen(&self, row: &FileRow) -> Option<BTreeMap<GoodsColumn, String>> {
        let plan = self.plan(row).ok()?;
        Some(plan.changes.into_iter().map(|change| (change.column, change.from)).collect())
    }

    /// Does what a row says, or nothing of it.
    pub fn take(&mut self, row: &FileRow) -> Verdict {
        let plan = match self.plan(row) {
            Ok(plan) => plan,
            Err(why) => return Verdict::Refused { why },
        };
        for (column, thing, text) in plan.said {
            self.said.entry((column, thing)).or_insert((row.line, text));
        }
        if let Some((shelf, stock)) = plan.stock {
            self.stocks.insert(shelf, stock);
        }
        self.product_of.insert(plan.sku.code.clone(), plan.product.code.clone());
        self.products.insert(plan.product.code.clone(), plan.product);
        self.skus.insert(plan.sku.code.clone(), plan.sku);
        match plan.new {
            Some(with_product) => Verdict::New { with_product },
            None if plan.changes.is_empty() => Verdict::Unchanged,
            None => Verdict::Changed { changes: plan.changes },
        }
    }

    /// What a row says is to be.
    fn plan(&self, row: &FileRow) -> Result<Plan, Problem> {
        use GoodsColumn::{DeliveryName, Name, OnHand, Product, Sku};
        let sku_code = row.needs(Sku)?.to_owned();
        let said = Said::of(row, self.currency)?;
        let shelf = (self.location(row)?.id, sku_code.clone());
        let is_new = !self.skus.contains_key(&sku_code);
        let product_code = match (self.product_of.get(&sku_code), row.cell(Product)) {
            (Some(own), Some(named)) if own != named => {
                return Err(Problem::OtherProduct { product: own.clone() });
            }
            (Some(own), _) => own.clone(),
            (None, _) => row.needs(Product)?.to_owned(),
        };
        let with_product = !self.products.contains_key(&product_code);
        if with_product {
            row.needs(Name)?;
        }
        // What several rows say of one thing must be one thing; and what lies on a shelf is said once.
        let shelf_name = format!("{} {sku_code}", shelf.0);
        let things = [
            (Name, product_code.clone(), row.cell(Name).map(str::to_owned)),
            (DeliveryName, product_code.clone(), row.cell(DeliveryName).map(str::to_owned)),
            (OnHand, shelf_name, row.cell(OnHand).map(|_| row.line.to_string())),
        ];
        for (column, thing, text) in &things {
            if let (Some(text), Some((line, first))) = (text, self.said.get(&(*column, thing.clone())))
                && text != first
            {
                return Err(Problem::Repeated { line: *line, column: *column });
            }
        }
        let mut changes = Changes::default();
        let product = self.product(&product_code, row, &mut changes);
        let units = said.on_hand;
        let sku = self.sku(&sku_code, product.id, said, &mut changes);
        let before = self.stocks.get(&shelf).copied();
        let stock = match units {
            Some(units) => {
                let after = correct(before, row.was, units, StockCause::File);
                let after = after.map_err(|why| Problem::Stock { why })?;
                let shown = |units: i32| units.to_string();
                changes.set(OnHand, &mut before.map(|stock| stock.on_hand), Some(after.on_hand), shown);
                Some(after)
            }
            None => None,
        };
        // Nobody has looked over what somebody else has changed since.
        if let Some(seen) = &row.seen
            && let Some(other) =
                changes.0.iter().find(|change| seen.get(&change.column) != Some(&change.from))
        {
            return Err(Problem::Changed { column: other.column, now: other.from.clone() });
        }

        Ok(Plan {
            product,
            sku,
            stock: stock.map(|stock| (shelf, stock)),
            said: things
                .into_iter()
                .filter_map(|(column, thing, text)| Some((column, thing, text?)))
                .collect(),
            changes: changes.0,
            new: is_new.then_some(with_product),
        })
    }

    /// A product as a row says it is to be.
    fn product(&self, code: &str, row: &FileRow, changes: &mut Changes) -> product::Model {
        let new = || product::Model {
            id: ProductId(0),
            code: code.to_owned(),
            name: String::new(),
            delivery_name: None,
            picture: None,
            changed_at: self.now,
            version: 0,
        };
        let mut product = self.products.get(code).cloned().unwrap_or_else(new);
        let known = changes.0.len();
        let said = |column| row.cell(column).map(str::to_owned);
        let mut name = Some(std::mem::take(&mut product.name));
        changes.set(GoodsColumn::Name, &mut name, said(GoodsColumn::Name), |name| name);
        product.name = name.unwrap_or_default();
        let delivery_name = said(GoodsColumn::DeliveryName);
        changes.set(GoodsColumn::DeliveryName, &mut product.delivery_name, delivery_name, |name| name);
        if changes.0.len() > known {
            product.version += 1;
            product.changed_at = self.now;
        }
        product
    }

    /// An option as a row says it is to be.
    fn sku(&self, code: &str, product_id: ProductId, said: Said, changes: &mut Changes) -> sku::Model {
        let new = || sku::Model {
            id: SkuId(0),
            product_id,
            code: code.to_owned(),
            option_name: None,
            barcode: None,
            weight_g: None,
            hs_code: None,
            origin: None,
            price: None,
            changed_at: self.now,
            version: 0,
        };
        let known_sku = self.skus.get(code).cloned();
        let is_new = known_sku.is_none();
        let mut sku = known_sku.unwrap_or_else(new);
        let known = changes.0.len();
        changes.set(GoodsColumn::Option, &mut sku.option_name, said.option_name, |text| text);
        changes.set(GoodsColumn::Barcode, &mut sku.barcode, said.barcode, |text| text);
        changes.set(GoodsColumn::Weight, &mut sku.weight_g, said.weight_g, |grams| grams.to_string());
        changes.set(GoodsColumn::HsCode, &mut sku.hs_code, said.hs_code, |text| text);
        changes.set(GoodsColumn::Origin, &mut sku.origin, said.origin, |text| text);
        let currency = self.currency;
        changes.set(GoodsColumn::Price, &mut sku.price, said.price, |minor| {
            Money::new(minor, currency).to_string()
        });
        if is_new || changes.0.len() > known {
            sku.version += 1;
            sku.changed_at = self.now;
        }
        sku
    }
}

/// What a row says is to be.
struct Plan {
    product: product::Model,
    sku: sku::Model,
    stock: Option<(Shelf, Stock)>,
    /// What it says of things that other rows may speak of, too.
    said: Vec<(GoodsColumn, String, String)>,
    changes: Vec<CellChange>,
    /// Where it makes the option: whether it makes the product, too.
    new: Option<bool>,
}

/// What a row changes, as it is told.
#[derive(Default)]
struct Changes(Vec<CellChange>);

impl Changes {
    /// Gives something the value that was said, if one was, and remembers it where it is another.
    fn set<T: Clone + PartialEq>(
        &mut self,
        column: GoodsColumn,
        own: &mut Option<T>,
        said: Option<T>,
        shown: impl Fn(T) -> String,
    ) {
        let Some(said) = said else { return };
        if own.as_ref() != Some(&said) {
            let from = own.replace(said.clone()).map(&shown).unwrap_or_default();
            self.0.push(CellChange { column, from, to: shown(said) });
        }
    }
}

/// What a row says of its option, understood.
struct Said {
    option_name: Option<String>,
    barcode: Option<String>,
    /// Grams.
    weight_g: Option<i32>,
    hs_code: Option<String>,
    /// ISO 3166.
    origin: Option<String>,
    /// Minor units.
    price: Option<i64>,
    on_hand: Option<i32>,
}

impl Said {
    fn of(row: &FileRow, currency: Currency) -> Result<Self, Problem> {
        for (column, text) in &row.cells {
            let most = if *column == GoodsColumn::DeliveryName { DELIVERY_NAME_MAX } else { TEXT_MAX };
            if text.chars().count() > most {
                return Err(Problem::TooLong { column: *column });
            }
            let tells_apart =
                matches!(column, GoodsColumn::Product | GoodsColumn::Sku | GoodsColumn::Barcode);
            if tells_apart && has_lost_digits(text) {
                return Err(not_understood(*column, text));
            }
        }
        /// A cell, if it is there, read.
        fn read<T>(
            row: &FileRow,
            column: GoodsColumn,
            read: impl Fn(&str) -> Option<T>,
        ) -> Result<Option<T>, Problem> {
            let Some(text) = row.cell(column) else { return Ok(None) };
            read(text).map(Some).ok_or_else(|| not_understood(column, text))
        }
        let own = |text: &str| Some(half_width(text).into_owned());
        let grams = |text: &str| {
            let grams = decimal(text, 0).ok().filter(|grams| (0..=HEAVIEST).contains(grams))?;
            i32::try_from(grams).ok()
        };
        let country = |text: &str| {
            let code = half_width(text).to_uppercase();
            code.parse::<Country>().ok().map(|country| country.as_str().to_owned())
        };
        let price = |text: &str| decimal(text, currency.exponent()).ok().filter(|minor| *minor >= 0);
        Ok(Self {
            option_name: row.cell(GoodsColumn::Option).map(str::to_owned),
            barcode: read(row, GoodsColumn::Barcode, own)?,
            weight_g: read(row, GoodsColumn::Weight, grams)?,
            hs_code: read(row, GoodsColumn::HsCode, own)?,
            origin: read(row, GoodsColumn::Origin, country)?,
            price: read(row, GoodsColumn::Price, price)?,
            on_hand: read(row, GoodsColumn::OnHand, |text| on_hand(text).ok())?,
        })
    }
}

fn not_understood(column: GoodsColumn, value: &str) -> Problem {
    Problem::NotUnderstood { column, value: value.chars().take(80).collect() }
}

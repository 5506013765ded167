//! Goods: products, their options (SKUs), and corrections of what is known of them (ITM-01).

pub mod file;
pub mod picture;

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::decimal::decimal;
use crate::id::{LocationId, ProductId, SkuId};
use crate::stock::{Stock, StockCause, StockError};
use crate::typed::key;

/// The most units of a SKU at a location: beyond it somebody has mistyped.
pub const MOST_ON_HAND: i32 = 10_000_000;
/// The longest delivery name, in characters.
pub const DELIVERY_NAME_MAX: usize = 200;

/// Something of the goods that can be corrected where it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Cell {
    /// What lies on the shelf of a SKU at a location.
    OnHand(SkuId, LocationId),
    /// A product's delivery name.
    DeliveryName(ProductId),
}

/// `stock-12-3`, `name-7`: as an id in the page.
impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OnHand(sku, location) => write!(f, "stock-{sku}-{location}"),
            Self::DeliveryName(product) => write!(f, "name-{product}"),
        }
    }
}

/// A field of the form that corrects goods: its cell, and what it held when it was shown, so that what somebody else has changed since is not
/// changed again unseen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Field {
    /// What lies on the shelf; `was` is none where nobody had said so yet.
    OnHand {
        /// Of which SKU.
        sku: SkuId,
        /// Where.
        location: LocationId,
        /// The units that were shown.
        was: Option<i32>,
    },
    /// A delivery name.
    DeliveryName {
        /// Of which product.
        product: ProductId,
        /// The [mark](mark_of) of the name that was shown.
        was: u64,
    },
}

impl Field {
    /// What it is a field of.
    pub const fn cell(self) -> Cell {
        match self {
            Self::OnHand { sku, location, .. } => Cell::OnHand(sku, location),
            Self::DeliveryName { product, .. } => Cell::DeliveryName(product),
        }
    }
}

/// No field of that name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no field of goods: {0:?}")]
pub struct NoField(String);

/// Stands for a text in a field's name: another text has another mark (FNV-1a, 64 bits).
pub fn mark_of(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |mark, byte| (mark ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// `stock.12.3.40`, `stock.12.3.` where nothing was known, `name.7.14695981039346656037`.
impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OnHand { sku, location, was: Some(was) } => write!(f, "stock.{sku}.{location}.{was}"),
            Self::OnHand { sku, location, was: None } => write!(f, "stock.{sku}.{location}."),
            Self::DeliveryName { product, was } => write!(f, "name.{product}.{was}"),
        }
    }
}

impl FromStr for Field {
    type Err = NoField;

    fn from_str(text: &str) -> Result<Self, NoField> {
        let read = || match text.split('.').collect::<Vec<_>>().as_slice() {
            ["stock", sku, location, was] => Some(Self::OnHand {
                sku: sku.parse().ok()?,
                location: location.parse().ok()?,
                was: if was.is_empty() { None } else { Some(was.parse().ok()?) },
            }),
            ["name", product, was] => {
                Some(Self::DeliveryName { product: product.parse().ok()?, was: was.parse().ok()? })
            }
            _ => None,
        };
        read().ok_or_else(|| NoField(text.to_owned()))
    }
}

/// Why a correction of goods is refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum CannotCorrect {
    /// No whole number from 0 to [`MOST_ON_HAND`].
    NotANumber,
    /// Longer than [`DELIVERY_NAME_MAX`] characters.
    TooLong,
    /// Somebody changed it since it was shown.
    Changed {
        /// What it is now.
        now: String,
    },
    /// Shipments wait for more than that.
    BelowAllocated {
        /// So many.
        allocated: i32,
    },
    /// Goods that came in don't make it fewer.
    NotMore,
    /// Goods that are lost don't make it more.
    NotLess,
    /// It is not there any more.
    Gone,
}

/// A correction that was refused: what was typed is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedCell {
    /// Where.
    pub cell: Cell,
    /// What was typed.
    pub typed: String,
    /// Why.
    pub why: CannotCorrect,
}

/// What corrections came to: each is made or refused by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corrected {
    /// So many were made.
    pub changed: u32,
    /// These were not.
    pub refused: Vec<RefusedCell>,
}

/// Units as they are typed, on any keyboard, also with commas between thousands.
///
/// # Errors
/// [`CannotCorrect::NotANumber`].
pub fn on_hand(typed: &str) -> Result<i32, CannotCorrect> {
    let units = decimal(typed, 0).ok().and_then(|units| i32::try_from(units).ok());
    units.filter(|units| (0..=MOST_ON_HAND).contains(units)).ok_or(CannotCorrect::NotANumber)
}

/// The stock after somebody said how many units lie on the shelf, where `was` was shown.
///
/// # Errors
/// Why it can't be so.
pub fn correct(
    stock: Option<Stock>,
    was: Option<i32>,
    on_hand: i32,
    cause: StockCause,
) -> Result<Stock, CannotCorrect> {
    let now = stock.map(|stock| stock.on_hand);
    if now != was {
        return Err(CannotCorrect::Changed { now: now.unwrap_or_default().to_string() });
    }
    let before = stock.unwrap_or_default();
    match cause {
        StockCause::Restock if on_hand < before.on_hand => return Err(CannotCorrect::NotMore),
        StockCause::WriteOff if on_hand > before.on_hand => return Err(CannotCorrect::NotLess),
        _ => {}
    }
    before.adjust(on_hand).map_err(|error| match error {
        StockError::BelowAllocated { allocated, .. } => CannotCorrect::BelowAllocated { allocated },
        _ => CannotCorrect::NotANumber,
    })
}

/// What goods are found by: each of these texts as a whole, each of its words as it stands between blanks, and each of their parts.
pub fn terms<'a>(texts: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for text in texts {
        let text = key(&text.chars().take(200).collect::<String>());
        found.extend(text.split_whitespace().map(|word| bare(word).to_owned()));
        found.extend(text.split(|c: char| !c.is_alphanumeric()).map(str::to_owned));
        found.insert(text);
    }
    found.remove("");
    found
}

/// What somebody who looks for goods has typed: the beginning of one of their [terms] each.
pub fn asked(typed: &str) -> Vec<String> {
    let typed = key(typed);
    // Signs alone are looked for as they are: nothing may be found by them, and everything may not.
    typed
        .split_whitespace()
        .map(|word| if bare(word).is_empty() { word } else { bare(word) }.to_owned())
        .collect()
}

/// A word without what stands around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const AT: (SkuId, LocationId) = (SkuId(12), LocationId(3));

    #[test]
    fn itm_01_a_field_names_its_cell_and_what_was_shown() {
        for (text, field) in [
            ("stock.12.3.40", Field::OnHand { sku: AT.0, location: AT.1, was: Some(40) }),
            ("stock.12.3.", Field::OnHand { sku: AT.0, location: AT.1, was: None }),
            ("name.7.2", Field::DeliveryName { product: ProductId(7), was: 2 }),
        ] {
            assert_eq!((text.parse(), field.to_string()), (Ok(field), text.to_owned()));
        }
        for text in
            ["", "stock", "stock.1.2", "stock.1.2.x", "stock.1.2.3.4", "name.1", "name.x.1", "price.1.1"]
        {
            assert!(text.parse::<Field>().is_err(), "{text}");
        }
        assert_eq!(Cell::OnHand(AT.0, AT.1).to_string(), "stock-12-3");
    }

    #[test]
    fn itm_01_units_are_typed_on_any_keyboard() {
        for (typed, units) in
            [("0", 0), (" 12 ", 12), ("１２", 12), ("1,200", 1_200), ("4.0", 4), ("10000000", MOST_ON_HAND)]
        {
            assert_eq!(on_hand(typed), Ok(units), "{typed}");
        }
        for typed in ["", "-1", "1.5", "1,5", "12,50", "twelve", "10000001", "99999999999999999999", ","] {
            assert_eq!(on_hand(typed), Err(CannotCorrect::NotANumber), "{typed}");
        }
    }

    #[test]
    fn itm_01_a_correction_is_of_what_was_shown_and_leaves_what_is_allocated() {
        let stock = Some(Stock { on_hand: 10, allocated: 4 });
        let to = |was, on_hand, cause| correct(stock, was, on_hand, cause);
        assert_eq!(to(Some(10), 4, StockCause::Count), Ok(Stock { on_hand: 4, allocated: 4 }));
        assert_eq!(to(Some(10), 3, StockCause::Count), Err(CannotCorrect::BelowAllocated { allocated: 4 }));
        assert_eq!(to(Some(9), 12, StockCause::Count), Err(CannotCorrect::Changed { now: "10".to_owned() }));
        assert_eq!(to(None, 12, StockCause::Count), Err(CannotCorrect::Changed { now: "10".to_owned() }));
        assert_eq!(to(Some(10), 9, StockCause::Restock), Err(CannotCorrect::NotMore));
        assert_eq!(to(Some(10), 11, StockCause::WriteOff), Err(CannotCorrect::NotLess));
        assert_eq!(correct(None, None, 5, StockCause::Restock), Ok(Stock { on_hand: 5, allocated: 0 }));
    }

    #[test]
    fn itm_01_goods_are_found_by_each_of_their_words() {
        let found = terms(["ＴＥＥ-NV", "Tour Tee (Navy)", "ツアーTシャツ", ""]);
        let found: Vec<&str> = found.iter().map(String::as_str).collect();
        assert_eq!(found, ["navy", "nv", "tee", "tee-nv", "tour", "tour tee (navy)", "ツアーtシャツ"]);
        for (typed, words) in
            [("T-Shirt (Navy)", vec!["t-shirt", "navy"]), (" ＴＥＥ－ ", vec!["tee"]), ("%", vec!["%"])]
        {
            assert_eq!(asked(typed), words);
        }
        assert!(terms(["Tour T-Shirt"]).contains("t-shirt"));
    }

    proptest! {
        #[test]
        fn itm_01_no_correction_breaks_stock(
            on_hand in 0_i32..50, allocated in 0_i32..50, was in prop::option::of(0_i32..50), to in -5_i32..60,
            cause in prop::sample::select(StockCause::ALL),
        ) {
            let stock = Stock { on_hand: on_hand.max(allocated), allocated };
            if let Ok(after) = correct(Some(stock), was, to, cause) {
                prop_assert_eq!((after.on_hand, after.allocated, was), (to, allocated, Some(stock.on_hand)));
                prop_assert!(after.available() >= 0);
            }
        }
    }
}

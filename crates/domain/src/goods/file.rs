//! Goods as a file tells of them: its columns, and what becomes of each row.

use serde::{Deserialize, Serialize};

use super::CannotCorrect;

/// The most rows of a file.
pub const MOST_ROWS: usize = 5_000;
/// The most bytes of a file.
pub const MOST_BYTES: usize = 5 << 20;

text_enum! {
    /// A column of a file of goods, in the order in which files are written.
    pub enum GoodsColumn {
        /// Product ID.
        Product = "product_id",
        /// What the product is called.
        Name = "name",
        /// Its delivery name.
        DeliveryName = "delivery_name",
        /// The option's code.
        Sku = "sku",
        /// What the option is called.
        Option = "option",
        /// EAN, UPC or JAN.
        Barcode = "barcode",
        /// Grams.
        Weight = "weight_g",
        /// The customs tariff's number.
        HsCode = "hs_code",
        /// ISO 3166 code of the country it is made in.
        Origin = "origin",
        /// What it costs, in the merchant's currency.
        Price = "price",
        /// The location's code.
        Location = "location",
        /// Units on the shelf there.
        OnHand = "on_hand",
        /// Of these, what shipments wait for; written, not read.
        Allocated = "allocated",
        /// What is left; written, not read.
        Available = "available",
    }
}

impl GoodsColumn {
    /// Whether a file is asked what the column says: what follows from others is written alone.
    pub const fn is_read(self) -> bool {
        !matches!(self, Self::Allocated | Self::Available)
    }
}

/// What becomes of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Verdict {
    /// All of it is so already.
    Unchanged,
    /// The option is made.
    New {
        /// And so is its product.
        with_product: bool,
    },
    /// Something becomes another.
    Changed {
        /// What.
        changes: Vec<CellChange>,
    },
    /// Nothing of the row is done.
    Refused {
        /// Why.
        why: Problem,
    },
}

/// A cell that changes something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellChange {
    /// Of which column.
    pub column: GoodsColumn,
    /// What it was; empty where nothing was known.
    pub from: String,
    /// What it becomes.
    pub to: String,
}

/// Why a row is refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Problem {
    /// A cell that is needed is empty.
    Missing {
        /// Which.
        column: GoodsColumn,
    },
    /// The same option at the same location stood further up, or the product by another name.
    Repeated {
        /// Where.
        line: u32,
        /// What is said a second time.
        column: GoodsColumn,
    },
    /// A cell that can't be understood.
    NotUnderstood {
        /// Which.
        column: GoodsColumn,
        /// What it says.
        value: String,
    },
    /// Longer than is kept.
    TooLong {
        /// Which.
        column: GoodsColumn,
    },
    /// The option is another product's.
    OtherProduct {
        /// The product's code.
        product: String,
    },
    /// Somebody changed it since the file was looked over.
    Changed {
        /// What.
        column: GoodsColumn,
        /// What it is now; empty where nothing is known.
        now: String,
    },
    /// The stock can't be so.
    Stock {
        /// Why.
        why: CannotCorrect,
    },
}

//! An exchange, as it is asked for.

use serde::{Deserialize, Serialize};

use super::Closed;
use crate::claim::ClaimCommand;
use crate::order::LineIndex;

/// What of an order can be exchanged, and for what (RET-02).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExchangeForm {
    /// Order No.
    pub number: String,
    /// The order's version, which the command says it has looked at.
    pub version: i32,
    /// Names the request, so that it is done once.
    pub key: String,
    /// Why nothing can be exchanged.
    pub closed: Option<Closed>,
    /// The lines with units that can.
    pub lines: Vec<ExchangeLine>,
}

/// A line with units that can be exchanged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExchangeLine {
    /// Which.
    pub line: LineIndex,
    /// Name.
    pub name: String,
    /// Option.
    pub option: Option<String>,
    /// SKU.
    pub sku: String,
    /// The product's picture, by its digest.
    pub picture: Option<String>,
    /// So many units: delivered, not returned, and named by no open claim.
    pub free: u32,
    /// The options of its product, which are suggested.
    pub goods: Vec<ExchangeGoods>,
}

/// Goods that can be sent instead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExchangeGoods {
    /// SKU.
    pub sku: String,
    /// Option.
    pub option: Option<String>,
    /// What is available where the line ships from.
    pub available: i64,
}

/// A line of an exchange, as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExchangeInput {
    /// Which line.
    pub line: String,
    /// How many units; nothing for none.
    pub quantity: String,
    /// The code of what is sent instead.
    pub sku: String,
}

/// How a claim is to be settled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettleInput {
    /// Claim No.
    pub claim: String,
    /// How.
    pub command: ClaimCommand,
    /// When it is completed: the goods go on the shelf.
    #[serde(default)]
    pub restock: bool,
    /// When it is denied: the answer to the customer.
    #[serde(default)]
    pub answer: String,
}

//! Many invoices at once, from a file (INV-03) or pasted from a spreadsheet (INV-04): what each row says, and what becomes of it.
//!
//! [`judge_rows`] says what the rows themselves tell, [`judge_found`] completes it with what the database knows.

mod carrier_file;
mod paste;

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use serde::{Deserialize, Serialize};

pub use carrier_file::carrier_file;
pub use paste::{PasteProblem, as_pasted, copied, pasted};

use super::{CannotMove, Numbering, ShipmentCommand, ShipmentFacts, decide_shipment};
use crate::carrier::{Fault, Verdict, judge};
use crate::kind::TermKind;
use crate::query::normalise;
use crate::typed::key;

/// The most rows that are registered at once.
pub const MOST_ROWS: usize = 1_000;
/// The most bytes of a file, or of what is pasted.
pub const MOST_BYTES: usize = 5 << 20;

text_enum! {
    /// A column of a file of invoices, in the order in which cells are pasted.
    pub enum InvoiceColumn {
        /// Shipment No.
        Shipment = "shipment_no",
        /// The carrier's code or name.
        Carrier = "carrier",
        /// Its number for the parcel.
        Number = "invoice_no",
    }
}

/// A row as it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoiceRow {
    /// Its line in the file or in the pasted text, or its row in the sheet, from 1.
    pub line: u32,
    /// Shipment No.
    pub shipment: String,
    /// The carrier's code or name.
    pub carrier: String,
    /// Invoice No.
    pub number: String,
}

impl InvoiceRow {
    /// The cell of a column.
    pub fn cell(&self, column: InvoiceColumn) -> &str {
        match column {
            InvoiceColumn::Shipment => &self.shipment,
            InvoiceColumn::Carrier => &self.carrier,
            InvoiceColumn::Number => &self.number,
        }
    }

    /// The same, to be written to.
    pub fn cell_mut(&mut self, column: InvoiceColumn) -> &mut String {
        match column {
            InvoiceColumn::Shipment => &mut self.shipment,
            InvoiceColumn::Carrier => &mut self.carrier,
            InvoiceColumn::Number => &mut self.number,
        }
    }
}

/// A carrier that a row can name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownCarrier {
    /// What it is stored by.
    pub code: String,
    /// What it is called in the reader's language.
    pub name: String,
    /// What else it is called: its names in other languages.
    pub also: Vec<String>,
    /// Whether it is used.
    pub enabled: bool,
    /// What the numbers of an own carrier look like.
    pub pattern: Option<String>,
}

/// What becomes of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum RowVerdict {
    /// It is registered.
    Good {
        /// The carrier's code.
        carrier: String,
        /// The number as it is kept.
        number: String,
    },
    /// It is registered already.
    Unchanged,
    /// Nothing of the row is done.
    Refused {
        /// Why.
        why: RowProblem,
    },
}

/// Why a row is refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum RowProblem {
    /// It names no shipment.
    #[error("there is no shipment number")]
    NoShipment,
    /// It names no carrier.
    #[error("there is no carrier")]
    NoCarrier,
    /// There is no such carrier.
    #[error("there is no carrier {name:?}")]
    UnknownCarrier {
        /// What was written.
        name: String,
    },
    /// The carrier is not used any more.
    #[error("carrier {name} is switched off")]
    CarrierOff {
        /// Its name.
        name: String,
    },
    /// It is no number of the carrier's.
    #[error("{fault}")]
    Number {
        /// What is wrong with it.
        fault: Fault,
    },
    /// With zeros before it, it is: a spreadsheet probably cut them off, but somebody has to say so.
    #[error("is {number} meant?")]
    Padded {
        /// The number with its zeros.
        number: String,
    },
    /// The same shipment stood further up.
    #[error("the shipment stands on line {line} already")]
    ShipmentTwice {
        /// Where it stood first.
        line: u32,
    },
    /// The same number of the same carrier stood further up.
    #[error("the number stands on line {line} already")]
    NumberTwice {
        /// Where it stood first.
        line: u32,
    },
    /// There is no shipment of that number.
    #[error("there is no such shipment")]
    UnknownShipment,
    /// Another invoice is registered already. It is modified on the shipment's own page, by somebody who sees what it was.
    #[error("{number} is registered already")]
    HasInvoice {
        /// The number that is registered.
        number: String,
    },
    /// The shipment takes no invoice now.
    #[error("{why}")]
    CannotMove {
        /// Why.
        why: CannotMove,
    },
    /// A shipment of another order bears the number.
    #[error("shipment {shipment} bears it already")]
    Taken {
        /// Shipment No.
        shipment: String,
    },
}

impl RowProblem {
    /// The cell that it is about.
    pub const fn column(&self) -> InvoiceColumn {
        match self {
            Self::NoShipment
            | Self::ShipmentTwice { .. }
            | Self::UnknownShipment
            | Self::HasInvoice { .. }
            | Self::CannotMove { .. } => InvoiceColumn::Shipment,
            Self::NoCarrier | Self::UnknownCarrier { .. } | Self::CarrierOff { .. } => InvoiceColumn::Carrier,
            Self::Number { .. } | Self::Padded { .. } | Self::NumberTwice { .. } | Self::Taken { .. } => {
                InvoiceColumn::Number
            }
        }
    }
}

const fn refused(why: RowProblem) -> RowVerdict {
    RowVerdict::Refused { why }
}

/// Judges rows by what they say themselves, in their order.
///
/// A shipment or a number that stood further up is refused also when the row further up is: which of the two is meant, nobody can tell.
pub fn judge_rows(rows: &[InvoiceRow], carriers: &[KnownCarrier]) -> Vec<RowVerdict> {
    let carriers = Carriers::of(carriers);
    let mut shipments: HashMap<String, u32> = HashMap::with_capacity(rows.len());
    let mut numbers: HashMap<(&str, String), u32> = HashMap::with_capacity(rows.len());
    let verdict = |row: &InvoiceRow| {
        let shipment = normalise(TermKind::OrderNo, &row.shipment);
        if shipment.is_empty() {
            return refused(RowProblem::NoShipment);
        }
        let stood = first(shipments.entry(shipment), row.line);
        let (carrier, number) = match carriers.judge(row) {
            Ok(judged) => judged,
            Err(why) => return refused(why),
        };
        let number_stood = first(numbers.entry((&carrier.code, number.clone())), row.line);
        match (stood, number_stood) {
            (Some(line), _) => refused(RowProblem::ShipmentTwice { line }),
            (None, Some(line)) => refused(RowProblem::NumberTwice { line }),
            (None, None) => RowVerdict::Good { carrier: carrier.code.clone(), number },
        }
    };
    rows.iter().map(verdict).collect()
}

/// Where it stood first, if that was further up.
fn first<K>(entry: Entry<'_, K, u32>, line: u32) -> Option<u32> {
    match entry {
        Entry::Occupied(first) => Some(*first.get()),
        Entry::Vacant(new) => {
            new.insert(line);
            None
        }
    }
}

/// Carriers by the [key] of their codes and names.
struct Carriers<'a>(HashMap<String, &'a KnownCarrier>);

impl<'a> Carriers<'a> {
    fn of(carriers: &'a [KnownCarrier]) -> Self {
        let mut by_key = HashMap::with_capacity(2 * carriers.len());
        let (on, off): (Vec<_>, Vec<_>) = carriers.iter().partition(|carrier| carrier.enabled);
        let codes = carriers.iter().map(|carrier| (&carrier.code, carrier));
        // A code is one carrier's alone. Of several with one name, one that is used is meant.
        let of = |carrier: &'a KnownCarrier| {
            std::iter::once(&carrier.name).chain(&carrier.also).map(move |name| (name, carrier))
        };
        let names = on.into_iter().chain(off).flat_map(of);
        for (text, carrier) in codes.chain(names) {
            by_key.entry(key(text)).or_insert(carrier);
        }
        Self(by_key)
    }

    /// A row's carrier, and its number as it is kept.
    fn judge(&self, row: &InvoiceRow) -> Result<(&'a KnownCarrier, String), RowProblem> {
        let name = row.carrier.trim();
        if name.is_empty() {
            return Err(RowProblem::NoCarrier);
        }
        let carrier =
            *self.0.get(&key(name)).ok_or_else(|| RowProblem::UnknownCarrier { name: name.to_owned() })?;
        if !carrier.enabled {
            return Err(RowProblem::CarrierOff { name: carrier.name.clone() });
        }
        match judge(&carrier.code, carrier.pattern.as_deref(), &row.number) {
            Verdict::Good(number) => Ok((carrier, number.text)),
            Verdict::Padded(number) => Err(RowProblem::Padded { number }),
            Verdict::Wrong(fault) => Err(RowProblem::Number { fault }),
        }
    }
}

/// What the database knows of the shipment that a row names.
#[derive(Clone, Copy, Debug)]
pub struct FoundShipment<'a> {
    /// What its machine looks at.
    pub facts: ShipmentFacts,
    /// The code of its invoice's carrier.
    pub carrier: Option<&'a str>,
    /// Its invoice number.
    pub invoice: Option<&'a str>,
}

/// What a row asks of its shipment: an invoice that the carrier rejected is replaced.
pub fn asked(numbering: Numbering) -> ShipmentCommand {
    match numbering {
        Numbering::Rejected => ShipmentCommand::ChangeInvoice,
        Numbering::Missing | Numbering::Invoice | Numbering::Reason => ShipmentCommand::RegisterInvoice,
    }
}

/// Completes a verdict of [`judge_rows`] by what the database knows. `borne_by_other` is the shipment of another order that bears the
/// number of the verdict, if there is one.
pub fn judge_found(
    verdict: RowVerdict,
    found: Option<&FoundShipment<'_>>,
    borne_by_other: Option<&str>,
) -> RowVerdict {
    let RowVerdict::Good { carrier, number } = &verdict else { return verdict };
    let Some(found) = found else { return refused(RowProblem::UnknownShipment) };
    let registered = found.invoice.filter(|_| found.facts.numbering != Numbering::Rejected);
    match registered {
        Some(registered) if registered == number && found.carrier == Some(carrier) => {
            return RowVerdict::Unchanged;
        }
        Some(registered) => return refused(RowProblem::HasInvoice { number: registered.to_owned() }),
        None => {}
    }
    if let Err(why) = decide_shipment(&found.facts, asked(found.facts.numbering)) {
        return refused(RowProblem::CannotMove { why });
    }
    match borne_by_other {
        Some(shipment) => refused(RowProblem::Taken { shipment: shipment.to_owned() }),
        None => verdict,
    }
}

#[cfg(test)]
mod tests;

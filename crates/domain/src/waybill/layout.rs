//! What a carrier's file looks like.

use super::fit::Measure;

/// A file's columns and how its program counts.
pub(super) struct Layout {
    /// How lengths are counted.
    pub measure: Measure,
    /// Whether the program refuses a parcel without the recipient's phone.
    pub needs_phone: bool,
    /// So much of the first line of an address may follow the prefecture and the town.
    pub after_town: Option<usize>,
    /// Its columns.
    pub columns: &'static [Column],
}

/// A column.
pub(super) struct Column {
    /// What it is called.
    pub heading: &'static str,
    /// Where what stands in it comes from.
    pub source: Source,
    /// The most that stands in it.
    pub most: usize,
}

/// Where what stands in a column comes from. What several columns have in common goes over them, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// It stays empty: the program knows it, or the parcel has none.
    Nothing,
    /// Always the same.
    Always(&'static str),
    /// One for a parcel that is paid, another for one whose price is collected.
    Payment { paid: &'static str, collect: &'static str },
    /// Shipment No.
    Reference,
    /// The day on which it is handed over, in this form.
    ShipOn(&'static str),
    /// Of who receives it.
    To(Of),
    /// Of who sends it.
    From(Of),
    /// What is in it.
    Goods,
    /// What is collected.
    Collect,
    /// The tax in it.
    CollectTax,
}

/// What of a party.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    /// The name alone.
    Name,
    /// The company alone.
    Company,
    /// The company, and the name below it.
    Names,
    /// The address.
    Address,
    /// As `000-0000`.
    PostalCode,
    /// Digits and hyphens.
    Phone,
}

pub(super) const fn column(heading: &'static str, source: Source, most: usize) -> Column {
    Column { heading, source, most }
}

pub(super) const fn empty(heading: &'static str) -> Column {
    Column { heading, source: Source::Nothing, most: 0 }
}

pub(super) const fn always(heading: &'static str, text: &'static str) -> Column {
    Column { heading, source: Source::Always(text), most: text.len() }
}

//! Documents that go with parcels (UX-07): packing slips, labels, and the list by which goods are picked.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::query::{encode, pairs, param};
use crate::view::{AddressView, ShipmentLine};

/// So many shipments are printed at once.
pub const MOST: usize = 200;

/// The shipments that something is asked of: those that are named, or else those that a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    /// Shipment numbers, as they were written.
    pub named: Vec<String>,
    /// The list's query.
    pub list: String,
}

impl Chosen {
    /// Reads `shipment=..&shipment=..`, or `list=..` with a list's query in it.
    pub fn parse(query: &str) -> Self {
        let named = pairs(query).filter(|(name, _)| name == "shipment");
        Self {
            named: named.map(|(_, value)| value.into_owned()).collect(),
            list: param(query, "list").unwrap_or_default(),
        }
    }

    /// The query that is read as these.
    pub fn to_query(&self) -> String {
        match self.named.is_empty() {
            true => encode([("list", self.list.as_str())]),
            false => encode(self.named.iter().map(|number| ("shipment", number.as_str()))),
        }
    }
}

text_enum! {
    /// A kind of document.
    pub enum DocumentKind {
        /// What is in the parcel, for whoever opens it.
        PackingSlip = "packing-slip",
        /// What is to be taken from which shelf, for whoever packs.
        PickList = "pick-list",
        /// What sticks on the parcel.
        Label = "label",
    }
}

/// A shipment, as it is printed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    /// Shipment No.
    pub number: String,
    /// Order No.
    pub order: String,
    /// The day on which the order was placed, with its year.
    pub placed: String,
    /// Of a test order.
    pub is_test: bool,
    /// Nobody has packed it yet, and somebody should.
    pub to_pick: bool,
    /// Where it ships from, and the rest of that address.
    pub from: Vec<String>,
    /// The name of the place that it ships from.
    pub location: String,
    /// Where it goes.
    pub to: Option<AddressView>,
    /// The carrier's name.
    pub carrier: Option<String>,
    /// Invoice No.
    pub invoice: Option<String>,
    /// Written at checkout.
    pub request: Option<String>,
    /// What is in it.
    pub lines: Vec<ShipmentLine>,
    /// The invoice number, else the shipment's, as Code 128; none where it has characters that that lacks.
    pub bars: Option<Picture>,
    /// The shipment's number as a QR code.
    pub squares: Option<Picture>,
}

impl Sheet {
    /// How many units are in it.
    pub fn units(&self) -> u32 {
        self.lines.iter().map(|line| line.quantity).sum()
    }
}

/// Black on white: the path of an SVG, one unit a module, with the quiet zone that its standard asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// The path's data.
    pub path: String,
    /// In modules.
    pub width: u32,
    /// In modules.
    pub height: u32,
}

/// What is printed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Documents {
    /// The merchant's name.
    pub merchant: String,
    /// The shipments, in the order they were asked for.
    pub sheets: Vec<Sheet>,
    /// So many that were asked for are not there any more, or canceled.
    pub missing: u32,
}

/// What is to be taken of one SKU.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pick<'a> {
    /// The SKU's code.
    pub sku: &'a str,
    /// Its name, and its option's.
    pub name: &'a str,
    /// Its option.
    pub option: Option<&'a str>,
    /// How many units.
    pub quantity: u32,
    /// For which shipments, with how many units each.
    pub shipments: Vec<(&'a str, u32)>,
}

/// What is to be taken where: by location, then by SKU, in their order. What is packed, gone, or of a test order is left where it is.
pub fn pick_list(sheets: &[Sheet]) -> Vec<(&str, Vec<Pick<'_>>)> {
    let mut places: BTreeMap<&str, BTreeMap<&str, Pick<'_>>> = BTreeMap::new();
    for sheet in sheets.iter().filter(|sheet| sheet.to_pick) {
        let picks = places.entry(&sheet.location).or_default();
        for line in &sheet.lines {
            let pick = picks.entry(&line.sku).or_insert_with(|| Pick {
                sku: &line.sku,
                name: &line.name,
                option: line.option.as_deref(),
                quantity: 0,
                shipments: Vec::new(),
            });
            pick.quantity += line.quantity;
            match pick.shipments.last_mut() {
                Some((number, units)) if *number == sheet.number => *units += line.quantity,
                _ => pick.shipments.push((&sheet.number, line.quantity)),
            }
        }
    }
    places.into_iter().map(|(place, picks)| (place, picks.into_values().collect())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sheet(number: String, location: String, lines: Vec<(String, u32)>, to_pick: bool) -> Sheet {
        let line = |(sku, quantity): (String, u32)| ShipmentLine {
            name: format!("The {sku}"),
            option: None,
            product_code: "P".to_owned(),
            sku,
            quantity,
        };
        Sheet {
            number,
            order: "W-1".to_owned(),
            placed: String::new(),
            is_test: false,
            to_pick,
            from: Vec::new(),
            location,
            to: None,
            carrier: None,
            invoice: None,
            request: None,
            lines: lines.into_iter().map(line).collect(),
            bars: None,
            squares: None,
        }
    }

    proptest! {
        #[test]
        fn ux_07_every_unit_is_picked_once_at_its_location(
            sheets in prop::collection::vec(
                ("[AB]", prop::collection::vec(("[a-c]", 1..5_u32), 0..5), any::<bool>()), 0..8),
        ) {
            let sheets: Vec<Sheet> = sheets
                .into_iter()
                .zip(1..)
                .map(|((place, lines, to_pick), n)| sheet(format!("S-{n}"), place, lines, to_pick))
                .collect();
            let list = pick_list(&sheets);
            for (place, picks) in &list {
                prop_assert!(picks.is_sorted_by(|a, b| a.sku < b.sku));
                for pick in picks {
                    let there = sheets.iter().filter(|sheet| sheet.to_pick && sheet.location == *place);
                    let wanted: u32 = there
                        .flat_map(|sheet| &sheet.lines)
                        .filter(|line| line.sku == pick.sku)
                        .map(|line| line.quantity)
                        .sum();
                    prop_assert_eq!(pick.quantity, wanted);
                    prop_assert_eq!(pick.shipments.iter().map(|(_, units)| units).sum::<u32>(), wanted);
                }
            }
            let all: u32 = list.iter().flat_map(|(_, picks)| picks).map(|pick| pick.quantity).sum();
            let wanted = sheets.iter().filter(|sheet| sheet.to_pick).map(Sheet::units).sum::<u32>();
            prop_assert_eq!(all, wanted);
        }
    }
}

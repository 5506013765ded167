//! Waybills that a carrier's own program makes of a file (INV-09): which shipments go into one, and what its cells say.
//!
//! Each carrier's columns are plain data: [`yamato`], [`sagawa`] and [`japan_post`] say in words where they are from. [`fill`] makes a
//! parcel's row of them. Nothing is garbled or cut without being told: what can't be written as it is leaves its shipment out, with the reason.

mod fill;
mod fit;
mod japan_post;
mod layout;
mod sagawa;
mod yamato;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use fill::{Filled, fill};

use crate::kind::Destination;
use crate::shipment::bulk::asked;
use crate::shipment::{
    CannotMove, Numbering, ShipmentCommand, ShipmentFacts, ShipmentStatus, ShipmentTab, decide_shipment,
};

text_enum! {
    /// A carrier's program that reads a file of parcels and prints their waybills.
    pub enum WaybillFormat {
        /// Yamato's B2 Cloud.
        YamatoB2 = "yamato-b2",
        /// Sagawa's e-Hiden III.
        SagawaEHiden = "sagawa-e-hiden",
        /// Japan Post's YuPri R (Yu-Pack Print R).
        JapanPostYupri = "japan-post-yupri",
    }
}

impl WaybillFormat {
    const fn layout(self) -> &'static layout::Layout {
        match self {
            Self::YamatoB2 => &yamato::LAYOUT,
            Self::SagawaEHiden => &sagawa::LAYOUT,
            Self::JapanPostYupri => &japan_post::LAYOUT,
        }
    }

    /// The names of the file's columns, which are its first row.
    pub fn heading(self) -> Vec<&'static str> {
        self.layout().columns.iter().map(|column| column.heading).collect()
    }
}

text_enum! {
    /// A part of what stands on a waybill.
    pub enum WaybillPart {
        /// Shipment No.
        Reference = "reference",
        /// Who receives.
        Recipient = "recipient",
        /// Their company.
        Company = "company",
        /// Where they are.
        Address = "address",
        /// Their postal code.
        PostalCode = "postal_code",
        /// Their phone.
        Phone = "phone",
        /// What is in it.
        Goods = "goods",
        /// What the carrier collects.
        Amount = "amount",
    }
}

/// Why a shipment is left out of a carrier's file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum LeftOut {
    /// It is of a test order, and no carrier is to hear of those.
    Test,
    /// It goes abroad: other papers, of another program.
    International,
    /// It has its number.
    HasInvoice {
        /// The number.
        number: String,
    },
    /// It is to go without one.
    WithoutNumber,
    /// It takes no invoice now.
    CannotMove {
        /// Why.
        reason: CannotMove,
    },
    /// What is to be paid on delivery would be collected with each of several parcels.
    InParts,
    /// It is paid on delivery in a way that the file does not know.
    PaidOtherwise,
    /// The carrier needs to know it.
    Missing {
        /// What.
        part: WaybillPart,
    },
    /// It is none as Japan has them.
    Malformed {
        /// What.
        part: WaybillPart,
        /// As it was written.
        value: String,
    },
    /// More is to be collected than the carrier takes.
    TooMuch {
        /// The most, in yen.
        most: i64,
    },
    /// It does not fit the carrier's fields, on however many lines.
    TooLong {
        /// What.
        part: WaybillPart,
    },
    /// The file's encoding, CP932, lacks a character of it.
    Unwritable {
        /// What.
        part: WaybillPart,
        /// The first such character.
        sign: char,
    },
}

/// Whether a shipment waits for a waybill: it is still here, goes within Japan with a carrier, and would take a number now. `invoice` is the
/// number that it bears.
///
/// # Errors
/// Why not. That the merchant's home is Japan is for the caller to see to: no other has these carriers.
pub fn waits(facts: &ShipmentFacts, is_test: bool, invoice: Option<&str>) -> Result<(), LeftOut> {
    let here = facts.status.tab() == Some(ShipmentTab::PreparingToRelease);
    let cannot = |reason| Err(LeftOut::CannotMove { reason });
    match (facts.numbering, invoice) {
        _ if is_test => Err(LeftOut::Test),
        _ if facts.destination == Destination::International => Err(LeftOut::International),
        _ if !here => cannot(not_from(facts.status)),
        (Numbering::Invoice, number) => {
            Err(LeftOut::HasInvoice { number: number.unwrap_or_default().to_owned() })
        }
        (Numbering::Reason, _) => Err(LeftOut::WithoutNumber),
        _ if facts.pickup => cannot(CannotMove::Pickup),
        (numbering, _) => match decide_shipment(facts, asked(numbering)) {
            Ok(_) => Ok(()),
            Err(reason) => cannot(reason),
        },
    }
}

const fn not_from(from: ShipmentStatus) -> CannotMove {
    CannotMove::NotFrom { from, command: ShipmentCommand::RegisterInvoice }
}

/// Somebody at an address, as far as they are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Party {
    /// Their name.
    pub name: String,
    /// Their company.
    pub company: String,
    /// Their phone.
    pub phone: String,
    /// Seven digits, with or without a hyphen.
    pub postal_code: String,
    /// The prefecture.
    pub region: String,
    /// The town.
    pub city: String,
    /// Street and number; often the town, too.
    pub line1: String,
    /// Building and room.
    pub line2: String,
}

/// A kind of goods in a parcel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Good {
    /// What carriers are to call it.
    pub name: String,
    /// How many.
    pub units: u32,
}

/// A parcel that waits for its waybill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parcel {
    /// Shipment No.: it comes back with the number (SHP-05).
    pub reference: String,
    /// Who receives it.
    pub to: Party,
    /// Who sends it.
    pub from: Party,
    /// What is in it.
    pub goods: Vec<Good>,
    /// What is to be collected on delivery, and the tax in it that is known, in yen.
    pub collect: Option<(i64, i64)>,
    /// The day on which it is handed over.
    pub ship_on: NaiveDate,
}

/// A shipment that a waybill is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaybillRow {
    /// Shipment No.
    pub number: String,
    /// Order No.
    pub order: String,
    /// Who receives it, and where, in a few words.
    pub to: String,
    /// Why it is left out, by all that is wrong with it; empty: it goes in.
    pub left_out: Vec<LeftOut>,
    /// What is collected on delivery, in yen.
    pub collect: Option<i64>,
    /// Whether the file says who sends it.
    pub has_sender: bool,
}

impl WaybillRow {
    /// Whether it is in the file.
    pub const fn goes_in(&self) -> bool {
        self.left_out.is_empty()
    }
}

/// The shipments that waybills are asked for, in the order in which they were asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waybills {
    /// Each shipment that is there.
    pub rows: Vec<WaybillRow>,
    /// So many are not there, or were more than are taken at once.
    pub missing: u32,
}

#[cfg(test)]
mod tests;

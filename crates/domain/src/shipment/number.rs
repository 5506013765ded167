//! Registering what stands for a carrier's number.

use serde::{Deserialize, Serialize};

use crate::carrier::Fault;

/// Why a number, or the reason for having none, is not registered as it was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum CannotNumber {
    /// No carrier was chosen, or there is none of this code.
    #[error("there is no carrier {code:?}")]
    UnknownCarrier {
        /// What was named.
        code: String,
    },
    /// The carrier is not used any more.
    #[error("carrier {carrier} is switched off")]
    CarrierOff {
        /// Its name.
        carrier: String,
    },
    /// It is no number of the carrier's.
    #[error("{carrier}: {fault}")]
    Wrong {
        /// The carrier's name.
        carrier: String,
        /// What is wrong with it.
        fault: Fault,
    },
    /// With zeros before it, it is: somebody has to say so.
    #[error("is {number} meant?")]
    Padded {
        /// The number with its zeros.
        number: String,
    },
    /// A shipment of another order bears it. Shipments of one order may travel in one parcel.
    #[error("shipment {shipment} bears it already")]
    Taken {
        /// Shipment No.
        shipment: String,
    },
    /// No reason was given.
    #[error("there is no reason")]
    NoReason,
}

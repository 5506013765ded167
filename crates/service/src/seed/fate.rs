//! What became of an order by now: the shares of each outcome by age.

use super::chance::by_weight;

/// What became of an order that is not in the queue of New orders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// Payment or grace time are awaited.
    Waiting,
    /// A claim, or the mall, holds it before anything was shipped.
    HeldBefore,
    /// Released; no invoice yet.
    Prepared,
    /// Released and packed; no invoice yet.
    Packed,
    /// Its carrier rejected the invoice.
    Rejected,
    /// Invoice registered.
    Invoiced,
    /// Handed over.
    Released,
    InTransit,
    OutForDelivery,
    DeliveryFailed,
    Delivered,
    /// Collected in the shop (own stores at home).
    PickedUp,
    /// Brought by the shop's own van, without a number (own stores at home).
    Local,
    /// Released, void, released again, delivered.
    Voided,
    /// Canceled before it was released.
    Canceled,
    /// A unit canceled, the rest delivered.
    PartlyCanceled,
    /// Everything sent back and refunded.
    Returned,
    /// A part of it sent back and refunded.
    PartlyReturned,
    /// Delivered; a part of the money sent back for a flaw.
    Refunded,
    /// A part exchanged.
    Exchanged,
    /// Delivery failed, it came back, and was canceled.
    CameBack,
    /// Delivered; a claim was denied or taken back.
    ClaimRefused,
    /// Delivered; a return or exchange is asked for.
    HeldAfter,
}

use Fate::*;

/// Up to an age in hours: outcomes and their weights.
type Shares = &'static [(Fate, u32)];

const BY_AGE: [(f64, Shares); 5] = [
    (
        24.0,
        &[
            (Waiting, 44),
            (Prepared, 14),
            (Packed, 6),
            (Invoiced, 14),
            (Released, 9),
            (Canceled, 9),
            (HeldBefore, 4),
        ],
    ),
    (
        96.0,
        &[
            (Waiting, 13),
            (Prepared, 9),
            (Packed, 4),
            (Rejected, 1),
            (Invoiced, 13),
            (Released, 13),
            (InTransit, 19),
            (OutForDelivery, 9),
            (Delivered, 9),
            (PickedUp, 2),
            (Canceled, 6),
            (HeldBefore, 6),
        ],
    ),
    (
        240.0,
        &[
            (Waiting, 3),
            (Prepared, 2),
            (Rejected, 1),
            (Invoiced, 2),
            (InTransit, 12),
            (OutForDelivery, 4),
            (DeliveryFailed, 3),
            (Delivered, 58),
            (PickedUp, 2),
            (Local, 1),
            (Canceled, 6),
            (PartlyCanceled, 2),
            (HeldBefore, 2),
            (HeldAfter, 2),
            (Voided, 1),
        ],
    ),
    (
        720.0,
        &[
            (InTransit, 4),
            (DeliveryFailed, 1),
            (Delivered, 73),
            (PickedUp, 2),
            (Local, 1),
            (Canceled, 6),
            (PartlyCanceled, 2),
            (Returned, 2),
            (PartlyReturned, 2),
            (Refunded, 1),
            (Exchanged, 1),
            (HeldAfter, 3),
            (ClaimRefused, 1),
            (Voided, 1),
        ],
    ),
    (
        f64::MAX,
        &[
            (Delivered, 782),
            (PickedUp, 20),
            (Local, 10),
            (Voided, 15),
            (Canceled, 68),
            (PartlyCanceled, 20),
            (Returned, 20),
            (PartlyReturned, 20),
            (Refunded, 14),
            (Exchanged, 10),
            (CameBack, 10),
            (ClaimRefused, 10),
            (HeldAfter, 1),
        ],
    ),
];

/// The outcome of an order of this age; `number` runs evenly through all 32 bits.
pub(super) fn fate(hours: f64, number: u32) -> Fate {
    let shares = BY_AGE.iter().find(|(until, _)| hours < *until).map_or(BY_AGE[4].1, |(_, shares)| shares);
    shares[by_weight(number, shares.iter().map(|(_, weight)| *weight))].0
}

/// Why a release failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Defect {
    PostalCode,
    Stock,
    DeliveryName,
    AddressMissing,
    Canceled,
    ItemLink,
    NotConfirmed,
    Provider,
}

/// Defects in the order in which failed releases have them.
const DEFECTS: [Defect; 12] = [
    Defect::PostalCode,
    Defect::Stock,
    Defect::DeliveryName,
    Defect::PostalCode,
    Defect::Canceled,
    Defect::ItemLink,
    Defect::AddressMissing,
    Defect::Stock,
    Defect::DeliveryName,
    Defect::NotConfirmed,
    Defect::PostalCode,
    Defect::Provider,
];

/// The defect of the `ordinal`-th failed release, and whether the order goes abroad.
pub(super) fn defect(ordinal: u64) -> (Defect, bool) {
    let round = DEFECTS.len() as u64;
    // Shifted by one each round, so that each defect meets both.
    (DEFECTS[(ordinal % round) as usize], (ordinal + ordinal / round) % 2 == 1)
}

impl Defect {
    /// Whether only a mall's order can have it.
    pub(super) const fn is_of_malls(self) -> bool {
        matches!(self, Self::ItemLink | Self::NotConfirmed)
    }
}

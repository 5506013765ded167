//! The fulfilment status, derived from the units and never set by hand.

use crate::units::Units;

text_enum! {
    /// How far an order's goods got (ORD-06).
    pub enum FulfilmentStatus {
        /// Placed.
        Unfulfilled = "unfulfilled",
        /// All packed. The word is the seed's own; it is never printed on a shipment.
        Dispatched = "dispatched",
        /// Some handed over.
        PartiallyFulfilled = "partially_fulfilled",
        /// All handed over.
        Fulfilled = "fulfilled",
        /// All delivered.
        Delivered = "delivered",
        /// All delivered, all by self-pickup.
        PickedUp = "picked_up",
        /// Some sent back.
        PartiallyReturned = "partially_returned",
        /// All sent back.
        Returned = "returned",
        /// All canceled.
        Canceled = "canceled",
    }
}

/// The fulfilment status of an order with these sums; first match wins. `all_by_pickup`: every shipment that was delivered is a
/// self-pickup.
pub const fn derive_fulfilment(units: Units, all_by_pickup: bool) -> FulfilmentStatus {
    let n = units.wanted();
    if n == 0 {
        FulfilmentStatus::Canceled
    } else if units.returned == n {
        FulfilmentStatus::Returned
    } else if units.returned > 0 {
        FulfilmentStatus::PartiallyReturned
    } else if units.delivered == n {
        if all_by_pickup { FulfilmentStatus::PickedUp } else { FulfilmentStatus::Delivered }
    } else if units.handed_over == n {
        FulfilmentStatus::Fulfilled
    } else if units.handed_over > 0 {
        FulfilmentStatus::PartiallyFulfilled
    } else if units.packed == n {
        FulfilmentStatus::Dispatched
    } else {
        FulfilmentStatus::Unfulfilled
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ord_06_fulfilment_status_follows_the_units() {
        use FulfilmentStatus::*;
        let units = |canceled, assigned, packed, handed_over, delivered, returned| Units {
            ordered: 3,
            canceled,
            assigned,
            packed,
            handed_over,
            delivered,
            returned,
        };
        let cases = [
            (units(0, 0, 0, 0, 0, 0), Unfulfilled),
            (units(0, 3, 2, 0, 0, 0), Unfulfilled),
            (units(0, 3, 3, 0, 0, 0), Dispatched),
            (units(1, 2, 2, 0, 0, 0), Dispatched),
            (units(0, 3, 3, 1, 0, 0), PartiallyFulfilled),
            (units(0, 3, 3, 3, 0, 0), Fulfilled),
            (units(0, 3, 3, 3, 2, 0), Fulfilled),
            (units(0, 3, 3, 3, 3, 0), Delivered),
            (units(0, 3, 3, 3, 3, 1), PartiallyReturned),
            (units(0, 1, 1, 1, 1, 1), PartiallyReturned),
            (units(1, 2, 2, 2, 2, 2), Returned),
            (units(3, 0, 0, 0, 0, 0), Canceled),
        ];
        for (units, status) in cases {
            assert_eq!(derive_fulfilment(units, false), status, "{units:?}");
        }
        assert_eq!(derive_fulfilment(units(0, 3, 3, 3, 3, 0), true), PickedUp);
        assert_eq!(derive_fulfilment(units(0, 3, 3, 3, 2, 0), true), Fulfilled);
    }
}

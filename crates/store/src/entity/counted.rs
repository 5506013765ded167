//! What became of units, as columns of a line and, summed, of its order.

use domain::units::Units;

use super::{order, order_line};

macro_rules! counted {
    ($entity:ident) => {
        impl $entity::Model {
            /// What became of its units.
            pub const fn units(&self) -> Units {
                Units {
                    ordered: self.ordered,
                    canceled: self.canceled,
                    assigned: self.assigned,
                    packed: self.packed,
                    handed_over: self.handed_over,
                    delivered: self.delivered,
                    returned: self.returned,
                }
            }

            /// Writes what became of its units.
            pub const fn count(&mut self, units: Units) {
                self.ordered = units.ordered;
                self.canceled = units.canceled;
                self.assigned = units.assigned;
                self.packed = units.packed;
                self.handed_over = units.handed_over;
                self.delivered = units.delivered;
                self.returned = units.returned;
            }
        }
    };
}

counted!(order);
counted!(order_line);

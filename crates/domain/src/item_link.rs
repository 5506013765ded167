//! Item linking: which listing of a mall is which own SKU, and what a line becomes by it (MAL-13).

use serde::{Deserialize, Serialize};

use crate::id::{LocationId, OptionId, PolicyId};
use crate::kind::ItemLink;
use crate::query::Routing;
use crate::units::Units;

/// Why a line is not linked. Nothing changed then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum CannotLink {
    /// No SKU bears the code.
    #[error("there is no SKU {code}")]
    UnknownSku {
        /// What was typed.
        code: String,
    },
    /// Units of it are in shipments: what is in a parcel does not become something else.
    #[error("units of the line are in shipments")]
    InShipment,
    /// No rule says which SKU these listings are.
    #[error("no rule links {}", items.join(", "))]
    NoRule {
        /// The listings' names.
        items: Vec<String>,
    },
}

/// Whether a line is still to be linked.
///
/// # Errors
/// When it is, and can't be.
pub const fn to_link(link: ItemLink, units: Units) -> Result<bool, CannotLink> {
    match link {
        ItemLink::NotNeeded | ItemLink::Ok => Ok(false),
        ItemLink::Fail if units.assigned > 0 => Err(CannotLink::InShipment),
        ItemLink::Fail => Ok(true),
    }
}

/// A merchant's ways to ship, each list in the merchant's order.
#[derive(Clone, Debug, Default)]
pub struct Ways {
    /// Where a line ships from that says nothing of it.
    pub location: Option<LocationId>,
    /// Policies with their location.
    pub policies: Vec<(PolicyId, LocationId)>,
    /// Options with their policy.
    pub options: Vec<(OptionId, PolicyId)>,
}

impl Ways {
    /// A route with what it lacks, since a release needs it: the default location, its first policy, the policy's first option. What is set stays.
    pub fn complete(&self, route: Routing) -> Routing {
        let Some(location) = route.location.or(self.location) else { return route };
        // A policy belongs to its location and an option to its policy: below something new nothing old is kept.
        let policy = route
            .policy
            .filter(|_| route.location.is_some())
            .or_else(|| self.policies.iter().find(|(_, of)| *of == location).map(|(policy, _)| *policy));
        let option = route
            .option
            .filter(|_| route.policy == policy)
            .or_else(|| self.options.iter().find(|(_, of)| Some(*of) == policy).map(|(option, _)| *option));
        Routing { location: Some(location), policy, option }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mal_13_what_failed_and_is_in_no_shipment_is_linked() {
        let open = Units::ordered(2);
        let released = Units { assigned: 1, ..open };
        assert_eq!(to_link(ItemLink::Fail, open), Ok(true));
        assert_eq!(to_link(ItemLink::Fail, released), Err(CannotLink::InShipment));
        for link in [ItemLink::Ok, ItemLink::NotNeeded] {
            assert_eq!(to_link(link, open), Ok(false));
            assert_eq!(to_link(link, released), Ok(false));
        }
    }

    #[test]
    fn mal_13_a_linked_line_gets_what_its_route_lacks_and_keeps_the_rest() {
        let ways = Ways {
            location: Some(LocationId(2)),
            policies: vec![
                (PolicyId(3), LocationId(2)),
                (PolicyId(1), LocationId(1)),
                (PolicyId(2), LocationId(1)),
            ],
            options: vec![(OptionId(9), PolicyId(2)), (OptionId(4), PolicyId(3)), (OptionId(1), PolicyId(1))],
        };
        let route = |location: Option<i64>, policy: Option<i64>, option: Option<i64>| Routing {
            location: location.map(LocationId),
            policy: policy.map(PolicyId),
            option: option.map(OptionId),
        };
        for (given, completed) in [
            (route(None, None, None), route(Some(2), Some(3), Some(4))),
            (route(Some(1), None, None), route(Some(1), Some(1), Some(1))),
            (route(Some(1), Some(2), None), route(Some(1), Some(2), Some(9))),
            (route(Some(1), Some(2), Some(7)), route(Some(1), Some(2), Some(7))),
            (route(None, Some(2), Some(9)), route(Some(2), Some(3), Some(4))),
            (route(Some(5), None, None), route(Some(5), None, None)),
        ] {
            assert_eq!(ways.complete(given), completed, "{given:?}");
        }
        assert_eq!(Ways::default().complete(Routing::default()), Routing::default());
    }
}

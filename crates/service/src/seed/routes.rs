//! Where and how the demo merchant ships from.

use domain::id::{LocationId, OptionId, PolicyId};
use domain::kind::Destination;

use super::invoice::{CARRIERS, CJ, CarrierIndex, DHL, EMS, FEDEX, JAPAN_POST, SAGAWA, UPS, YAMATO};

/// A shipping location.
pub(super) struct Location {
    pub code: &'static str,
    pub name: &'static str,
    pub country: &'static str,
    /// Postal code, region, town, street.
    pub address: [&'static str; 4],
    pub phone: &'static str,
}

/// Row ids are places from 1.
pub(super) static LOCATIONS: [Location; 3] = [
    Location {
        code: "TYO",
        name: "Tokyo",
        country: "JP",
        address: ["136-0082", "東京都", "江東区", "新木場1-8-3"],
        phone: "03-0000-0101",
    },
    Location {
        code: "OSA",
        name: "Osaka",
        country: "JP",
        address: ["559-0034", "大阪府", "大阪市住之江区", "南港北2-1-10"],
        phone: "06-0000-0102",
    },
    Location {
        code: "ICN",
        name: "Incheon",
        country: "KR",
        address: ["22382", "인천광역시", "중구", "자유무역로 107"],
        phone: "032-000-0103",
    },
];

/// A delivery policy: which goods ship together, from one location.
pub(super) struct Policy {
    pub location: usize,
    pub code: &'static str,
    pub name: &'static str,
    /// Fewest first: the usual one comes first.
    pub options: &'static [Service],
}

/// A shipping option of a policy: what the customer chooses.
pub(super) struct Service {
    pub code: &'static str,
    pub name: &'static str,
    /// Days to anywhere at home, and abroad.
    pub days: (u32, u32),
    /// Yen at home, and abroad.
    pub fee: (i64, i64),
    pub carriers: Carriers,
}

/// Who carries it, at home and abroad.
pub(super) struct Carriers {
    home: CarrierIndex,
    abroad: CarrierIndex,
}

const fn service(
    code: &'static str,
    name: &'static str,
    days: (u32, u32),
    fee: (i64, i64),
    home: CarrierIndex,
    abroad: CarrierIndex,
) -> Service {
    Service { code, name, days, fee, carriers: Carriers { home, abroad } }
}

impl Service {
    pub(super) fn carrier(&self, destination: Destination) -> CarrierIndex {
        match destination {
            Destination::Domestic => self.carriers.home,
            Destination::International => self.carriers.abroad,
        }
    }

    /// The carrier's code where it is the same at home and abroad.
    pub(super) fn only_carrier(&self) -> Option<&'static str> {
        (self.carriers.home == self.carriers.abroad).then(|| CARRIERS[self.carriers.home].code)
    }
}

/// Row ids are places from 1; the options' too, counted through all policies.
pub(super) static POLICIES: [Policy; 7] = [
    Policy {
        location: 0,
        code: "TYO-GOODS",
        name: "Small goods",
        options: &[
            service("TYO-GOODS-STD", "Standard", (2, 7), (600, 1800), YAMATO, EMS),
            service("TYO-GOODS-EXP", "Express", (1, 3), (1100, 3600), YAMATO, DHL),
            service("TYO-GOODS-ECO", "Economy", (4, 14), (250, 900), JAPAN_POST, EMS),
        ],
    },
    Policy {
        location: 0,
        code: "TYO-FRAGILE",
        name: "Fragile and framed",
        options: &[
            service("TYO-FRAGILE-STD", "Standard", (2, 7), (900, 2600), YAMATO, FEDEX),
            service("TYO-FRAGILE-EXP", "Express", (1, 3), (1500, 4800), YAMATO, DHL),
        ],
    },
    Policy {
        location: 0,
        code: "TYO-PREORDER",
        name: "Pre-orders",
        options: &[
            service("TYO-PREORDER-STD", "Standard", (3, 8), (600, 1800), SAGAWA, EMS),
            service("TYO-PREORDER-EXP", "Express", (1, 3), (1100, 3600), YAMATO, UPS),
        ],
    },
    Policy {
        location: 1,
        code: "OSA-APPAREL",
        name: "Apparel",
        options: &[
            service("OSA-APPAREL-STD", "Standard", (2, 7), (700, 2200), SAGAWA, EMS),
            service("OSA-APPAREL-EXP", "Express", (1, 3), (1200, 3900), SAGAWA, DHL),
            service("OSA-APPAREL-ECO", "Economy", (4, 14), (350, 1200), JAPAN_POST, EMS),
        ],
    },
    Policy {
        location: 1,
        code: "OSA-OVERSIZE",
        name: "Posters and oversize",
        options: &[
            service("OSA-OVERSIZE-STD", "Standard", (3, 9), (1000, 3200), SAGAWA, FEDEX),
            service("OSA-OVERSIZE-EXP", "Express", (2, 4), (1800, 5600), SAGAWA, DHL),
        ],
    },
    Policy {
        location: 2,
        code: "ICN-MEDIA",
        name: "Albums and media",
        options: &[
            service("ICN-MEDIA-STD", "Standard", (4, 8), (800, 2000), CJ, CJ),
            service("ICN-MEDIA-EXP", "Express", (2, 4), (1600, 3800), DHL, DHL),
            service("ICN-MEDIA-ECO", "Economy", (6, 14), (400, 1000), CJ, UPS),
        ],
    },
    Policy {
        location: 2,
        code: "ICN-EVENT",
        name: "Event goods",
        options: &[
            service("ICN-EVENT-STD", "Standard", (4, 8), (800, 2000), CJ, FEDEX),
            service("ICN-EVENT-EXP", "Express", (2, 4), (1600, 3800), DHL, DHL),
        ],
    },
];

/// Where a line ships from, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Route {
    pub policy: usize,
    /// A place among the policy's options.
    pub option: usize,
}

impl Route {
    /// Every route there is.
    pub(super) const COUNT: usize = 17;

    /// The `number`-th route, counted through all policies.
    pub(super) fn nth(number: usize) -> Self {
        let mut left = number % Self::COUNT;
        for (policy, row) in POLICIES.iter().enumerate() {
            if left < row.options.len() {
                return Self { policy, option: left };
            }
            left -= row.options.len();
        }
        Self { policy: 0, option: 0 }
    }

    pub(super) fn service(self) -> &'static Service {
        &POLICIES[self.policy].options[self.option]
    }

    pub(super) fn location(self) -> LocationId {
        LocationId(POLICIES[self.policy].location as i64 + 1)
    }

    pub(super) fn policy(self) -> PolicyId {
        PolicyId(self.policy as i64 + 1)
    }

    pub(super) fn option(self) -> OptionId {
        let before: usize = POLICIES[..self.policy].iter().map(|policy| policy.options.len()).sum();
        OptionId((before + self.option) as i64 + 1)
    }

    /// The route with this option's row id.
    pub(super) fn of(option: OptionId) -> Self {
        Self::nth(usize::try_from(option.0 - 1).unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ops_01_routes_and_option_ids_count_the_same() {
        assert_eq!(POLICIES.iter().map(|policy| policy.options.len()).sum::<usize>(), Route::COUNT);
        for number in 0..Route::COUNT {
            let route = Route::nth(number);
            assert_eq!(route.option().0, number as i64 + 1);
            assert_eq!(Route::of(route.option()), route);
        }
    }

    #[test]
    fn ops_01_every_location_has_policies_and_every_policy_options() {
        for location in 0..LOCATIONS.len() {
            assert!(POLICIES.iter().filter(|policy| policy.location == location).count() >= 2);
        }
        assert!(POLICIES.iter().all(|policy| policy.options.len() >= 2));
    }
}

//! Release: the queue of orders to ship, and what a release checks before it turns open units into shipments (REL-10).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::address::{AddressField, AddressProblem, PostalAddress};
use crate::country::Country;
use crate::id::{LocationId, OptionId, PolicyId, SkuId};
use crate::kind::{Destination, ItemLink};
use crate::order::LineIndex;
use crate::stage::Stage;

text_enum! {
    /// Where an order stands in the queue of New (To Ship) orders.
    pub enum ReleaseState {
        /// Not in the queue.
        None = "none",
        /// In the queue, not tried yet.
        NotReleased = "not_released",
        /// A release was refused; its reasons are stored.
        Failed = "failed",
    }
}

/// The list that an order or a shipment stands in, as it is stored: of New orders 1 to 4, of Shipping those of
/// [`ShipmentTab::lane`](crate::shipment::ShipmentTab::lane).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "sea-orm", derive(sea_orm::DeriveValueType))]
#[serde(transparent)]
pub struct Lane(pub i16);

impl Lane {
    /// In none.
    pub const NONE: Self = Self(0);
    /// Domestic, not yet released.
    pub const DOMESTIC_NOT_RELEASED: Self = Self(1);
    /// Domestic, failed to release.
    pub const DOMESTIC_FAILED: Self = Self(2);
    /// International, not yet released.
    pub const INTERNATIONAL_NOT_RELEASED: Self = Self(3);
    /// International, failed to release.
    pub const INTERNATIONAL_FAILED: Self = Self(4);

    /// Those of New orders.
    pub const NEW_ORDERS: [Self; 4] = [
        Self::DOMESTIC_NOT_RELEASED,
        Self::DOMESTIC_FAILED,
        Self::INTERNATIONAL_NOT_RELEASED,
        Self::INTERNATIONAL_FAILED,
    ];

    /// The lane of a destination and a state.
    pub const fn of(destination: Destination, state: ReleaseState) -> Self {
        match (destination, state) {
            (_, ReleaseState::None) => Self::NONE,
            (Destination::Domestic, ReleaseState::NotReleased) => Self::DOMESTIC_NOT_RELEASED,
            (Destination::Domestic, ReleaseState::Failed) => Self::DOMESTIC_FAILED,
            (Destination::International, ReleaseState::NotReleased) => Self::INTERNATIONAL_NOT_RELEASED,
            (Destination::International, ReleaseState::Failed) => Self::INTERNATIONAL_FAILED,
        }
    }
}

/// Why a release was refused. Stored as JSON and worded when it is read.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum ReleaseFailure {
    /// The order is canceled.
    Canceled,
    /// A claim or the mall holds the order.
    OnHold,
    /// Payment, approval or grace time are still awaited.
    StillWaiting,
    /// A mall's order must be confirmed first.
    NotConfirmed,
    /// Nothing is open: somebody released it, or it is closed.
    AlreadyReleased,
    /// A part of the shipping address is missing.
    AddressMissing {
        /// Which.
        field: AddressField,
    },
    /// A part of the shipping address does not fit its country.
    AddressMalformed {
        /// Which.
        field: AddressField,
        /// What it says.
        value: String,
        /// For which country.
        country: Country,
    },
    /// A product has no delivery name.
    NoDeliveryName {
        /// The SKU's code.
        sku: String,
        /// The product's code (Product ID).
        product: String,
    },
    /// A line has no shipping location or delivery policy.
    NoDeliveryPolicy {
        /// The SKU's code.
        sku: String,
    },
    /// Less is available than the order needs.
    StockShort {
        /// The SKU's code.
        sku: String,
        /// The location's code.
        location: String,
        /// What the order needs of it.
        needed: i32,
        /// What is available.
        available: i32,
    },
    /// A line is not linked to an own SKU.
    ItemLinkFailed {
        /// The listing's name at the mall.
        item: String,
        /// The mall's own SKU, if it has one.
        mall_sku: Option<String>,
    },
    /// The carrier or the warehouse refused the hand-off; the shipment is void and the stock free again.
    ProviderRefused {
        /// Who.
        provider: String,
        /// What they said.
        message: String,
    },
}

/// Where an order stands in the queue: orders of stage New or Processing with open units are in it, Failed while reasons of the last
/// try are stored. An order that a release found canceled stays under Failed until its reasons are dismissed.
pub fn derive_release(stage: Stage, open: i32, failures: &[ReleaseFailure]) -> ReleaseState {
    let in_queue = in_queue(stage, open);
    if (in_queue && !failures.is_empty()) || failures.contains(&ReleaseFailure::Canceled) {
        ReleaseState::Failed
    } else if in_queue {
        ReleaseState::NotReleased
    } else {
        ReleaseState::None
    }
}

const fn in_queue(stage: Stage, open: i32) -> bool {
    matches!(stage, Stage::New | Stage::Processing) && open > 0
}

/// Whether an order stands under Failed without being in the queue: then nothing is left but to dismiss it.
pub const fn can_be_dismissed(release: ReleaseState, stage: Stage, open: i32) -> bool {
    matches!(release, ReleaseState::Failed) && !in_queue(stage, open)
}

/// What a release needs to know of one line.
#[derive(Clone, Copy, Debug)]
pub struct ReleaseLine<'a> {
    /// Which line.
    pub line: LineIndex,
    /// Its open units; a line without any is not looked at.
    pub open: i32,
    /// The own SKU.
    pub sku: Option<SkuId>,
    /// Its code, or what the order called it.
    pub sku_code: &'a str,
    /// The product's code (Product ID).
    pub product_code: &'a str,
    /// What the line calls the goods.
    pub name: &'a str,
    /// The product's delivery name.
    pub delivery_name: Option<&'a str>,
    /// Whether a mall's listing is linked.
    pub item_link: ItemLink,
    /// The mall's SKU.
    pub mall_sku: Option<&'a str>,
    /// Where it ships from: the location and its code.
    pub location: Option<(LocationId, &'a str)>,
    /// The delivery policy.
    pub policy: Option<PolicyId>,
    /// The shipping option.
    pub option: Option<OptionId>,
}

/// What a release looks at.
#[derive(Clone, Copy, Debug)]
pub struct ReleaseInput<'a> {
    /// The order's stage.
    pub stage: Stage,
    /// The order is a mall's.
    pub is_mall: bool,
    /// A test order: no stock is asked for.
    pub is_test: bool,
    /// Where it ships to.
    pub address: PostalAddress<'a>,
    /// Its lines.
    pub lines: &'a [ReleaseLine<'a>],
    /// What is available of each SKU at each location; what is not named is not there.
    pub available: &'a BTreeMap<(LocationId, SkuId), i32>,
}

/// All reasons against a release (REL-10), none if it may go ahead. Whether carrier and warehouse take it shows only afterwards.
///
/// An order that cannot be released at all says only that.
pub fn check_release(input: &ReleaseInput<'_>) -> Vec<ReleaseFailure> {
    match input.stage {
        Stage::Canceled => return vec![ReleaseFailure::Canceled],
        Stage::OnHold => return vec![ReleaseFailure::OnHold],
        Stage::Waiting => return vec![ReleaseFailure::StillWaiting],
        Stage::New if input.is_mall => return vec![ReleaseFailure::NotConfirmed],
        Stage::New | Stage::Processing | Stage::Completed | Stage::Closed => {}
    }
    if input.lines.iter().all(|line| line.open <= 0) {
        return vec![ReleaseFailure::AlreadyReleased];
    }
    check_parcels(input)
}

/// All that keeps the open units of these lines from being sent, whatever the order's stage is.
pub fn check_parcels(input: &ReleaseInput<'_>) -> Vec<ReleaseFailure> {
    let lines = || input.lines.iter().filter(|line| line.open > 0);
    let mut failures: Vec<_> = input.address.problems().into_iter().map(ReleaseFailure::from).collect();
    for line in lines() {
        if line.item_link == ItemLink::Fail || (line.sku.is_none() && !input.is_test) {
            failures.push(ReleaseFailure::ItemLinkFailed {
                item: line.name.to_owned(),
                mall_sku: line.mall_sku.map(str::to_owned),
            });
            // Whose goods they are, what those are called and where they lie follows from the link.
            continue;
        }
        if line.delivery_name.is_none_or(|name| name.trim().is_empty()) {
            failures.push(ReleaseFailure::NoDeliveryName {
                sku: line.sku_code.to_owned(),
                product: line.product_code.to_owned(),
            });
        }
        if line.location.is_none() || line.policy.is_none() {
            failures.push(ReleaseFailure::NoDeliveryPolicy { sku: line.sku_code.to_owned() });
        }
    }
    if !input.is_test {
        failures.extend(stock_short(input));
    }
    failures
}

/// Two lines of one SKU need their sum.
fn stock_short(input: &ReleaseInput<'_>) -> Vec<ReleaseFailure> {
    let mut needed: BTreeMap<(LocationId, SkuId), (i32, &str, &str)> = BTreeMap::new();
    for line in input.lines.iter().filter(|line| line.open > 0) {
        if let (Some((location, location_code)), Some(sku)) = (line.location, line.sku) {
            let entry = needed.entry((location, sku)).or_insert((0, line.sku_code, location_code));
            entry.0 = entry.0.saturating_add(line.open);
        }
    }
    needed
        .into_iter()
        .filter_map(|(key, (needed, sku, location))| {
            let available = input.available.get(&key).copied().unwrap_or(0);
            (available < needed).then(|| ReleaseFailure::StockShort {
                sku: sku.to_owned(),
                location: location.to_owned(),
                needed,
                available,
            })
        })
        .collect()
}

impl From<AddressProblem> for ReleaseFailure {
    fn from(problem: AddressProblem) -> Self {
        match problem {
            AddressProblem::Missing { field } => ReleaseFailure::AddressMissing { field },
            AddressProblem::Malformed { field, value, country } => {
                ReleaseFailure::AddressMalformed { field, value, country }
            }
        }
    }
}

#[cfg(test)]
#[path = "release_tests.rs"]
mod tests;

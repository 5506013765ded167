//! The New (To Ship) Orders list.

use serde::{Deserialize, Serialize};

use super::{Member, Moment};
use crate::TextEnum;
use crate::count::Count;
use crate::kind::{Destination, TermKind};
use crate::money::Money;
use crate::query::{Cursor, QueueStatus, Routing};
use crate::release::{ReleaseFailure, ReleaseState};

/// Counts of a list of the desk, one for each of its tabs and each destination, under the list's search (but not its tabs).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TabCounts<Tab>(Vec<(Tab, Destination, Count)>);

impl<Tab> Default for TabCounts<Tab> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<Tab: TextEnum> TabCounts<Tab> {
    /// What `count` says of each tab and destination.
    pub fn by(count: impl Fn(Tab, Destination) -> Count) -> Self {
        let places = Tab::VARIANTS.iter().flat_map(|tab| Destination::ALL.iter().map(|to| (*tab, *to)));
        Self(places.map(|(tab, destination)| (tab, destination, count(tab, destination))).collect())
    }

    /// The count of a tab of statuses.
    pub fn of(&self, tab: Tab, destination: Destination) -> Count {
        self.0
            .iter()
            .find(|(of, to, _)| (*of, *to) == (tab, destination))
            .map_or_else(Count::default, |found| found.2)
    }

    /// The count of Domestic or International.
    pub fn of_destination(&self, destination: Destination) -> Count {
        self.0.iter().filter(|(_, to, _)| *to == destination).map(|found| found.2).sum()
    }

    /// Every tab and destination with its count, in the order they are shown.
    pub fn each(&self) -> impl Iterator<Item = (Tab, Destination, Count)> {
        self.0.iter().copied()
    }
}

/// One page of the New orders list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NewOrders {
    /// The rows, newest first.
    pub rows: Vec<NewOrderRow>,
    /// The tabs' and filters' counts.
    pub counts: TabCounts<QueueStatus>,
    /// How many rows stand above this page.
    pub above: u32,
    /// How many orders the list holds.
    pub total: Count,
    /// Where the next page starts, when there is one.
    pub older: Option<Cursor>,
    /// Where the previous page ends, when there is one.
    pub newer: Option<Cursor>,
    /// What an unbound search was recognised as.
    pub recognised: Option<TermKind>,
    /// What Optional + offers, narrowed by what is chosen.
    pub choices: RoutingChoices,
    /// Whether there is no order at all: an empty desk is greeted otherwise than an empty search.
    pub desk_is_empty: bool,
}

/// Something to choose in a list: its id and name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// What the URL says.
    pub id: i64,
    /// What the person reads.
    pub name: String,
}

/// The choices of Optional + (REL-04).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoutingChoices {
    /// What is chosen, as far as it fits together.
    pub chosen: Routing,
    /// All shipping locations.
    pub locations: Vec<Choice>,
    /// The delivery policies, of the chosen location if one is chosen.
    pub policies: Vec<Choice>,
    /// The shipping options, of the chosen policy, or of the chosen location's policies.
    pub options: Vec<Choice>,
}

/// A row of the New orders list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NewOrderRow {
    /// Order No.
    pub number: String,
    /// When it was placed.
    pub placed: Moment,
    /// Days it has waited, once that is longer than the merchant allows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late_days: Option<u32>,
    /// Not yet released or failed.
    pub state: ReleaseState,
    /// Why it failed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub failures: Vec<ReleaseFailure>,
    /// A test order.
    pub is_test: bool,
    /// The ordering member.
    pub member: Member,
    /// What the customer asked for at checkout.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shipping_request: Option<String>,
    /// The first line's name and option.
    pub first_item: Option<String>,
    /// How many more lines there are.
    pub more_lines: u32,
    /// Units ordered and not canceled.
    pub quantity: u32,
    /// The order's total.
    pub total: Money,
    /// Town and postal code, or the country.
    pub ship_to: String,
    /// The first line's shipping option.
    pub option: Option<String>,
}

//! Lists: one typed query each, which is the list's URL (UX-02).
//!
//! `parse` reads the pairs of a query string and never fails: what can't be understood is left out and named in
//! `problems`, so that a mistyped link still shows a list and says what it ignored. `to_query` writes the shortest string that
//! parses to the same query.

mod audit;
mod customers;
mod desk;
mod items;
mod new_orders;
mod page;
mod range;
mod routing;
mod search;
mod shipping;

pub use audit::AuditQuery;
pub use customers::CustomersQuery;
pub use desk::{DeskList, DeskQuery};
pub use items::{ItemsQuery, ItemsShown, item_href};
pub use new_orders::{NewOrdersList, NewOrdersQuery, OfCustomer, QueueStatus};
pub use page::{CodeCursor, Cursor, Direction, PageSize, Place};
use range::Dates;
pub use range::{ANY_TIME, Created, DAYS, Quick};
pub use routing::Routing;
pub use search::{Search, SearchField, ShipmentField, normalise, pair};
pub use shipping::{OfKind, ShippingList, ShippingQuery, shipment_href};

use serde::{Deserialize, Serialize};

use crate::id::CustomerId;

/// A query parameter that was left out because it could not be understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueryProblem {
    /// The parameter's name.
    pub name: String,
    /// What it held.
    pub value: String,
}

/// A query with what was left out while reading it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed<Q> {
    /// What was understood.
    pub query: Q,
    /// What was not.
    pub problems: Vec<QueryProblem>,
}

/// Reads the pairs of a query string one by one, collecting problems.
#[derive(Debug)]
pub struct Reader {
    problems: Vec<QueryProblem>,
}

impl Reader {
    fn new() -> Self {
        Self { problems: Vec::new() }
    }

    /// The value read as `T`; an empty one is none, an unreadable one is none and a problem.
    fn read<T: std::str::FromStr>(&mut self, name: &str, value: &str) -> Option<T> {
        let value = value.trim();
        if value.is_empty() {
            return None;
        }
        self.understood(name, value, value.parse().ok())
    }

    /// What a list's page is: how many rows, and where it starts; any other parameter says nothing.
    fn page<P: Place>(&mut self, size: &mut PageSize, place: &mut Option<P>, name: &str, value: &str) {
        match name {
            "rows" => *size = self.read(name, value).unwrap_or_default(),
            "after" => *place = self.cursor(Direction::After, name, value),
            "before" => *place = self.cursor(Direction::Before, name, value),
            _ => {}
        }
    }

    /// Where the page starts, told by the parameter's name which way.
    fn cursor<P: Place>(&mut self, direction: Direction, name: &str, value: &str) -> Option<P> {
        let value = value.trim();
        if value.is_empty() {
            return None;
        }
        self.understood(name, value, P::parse(direction, value))
    }

    fn understood<T>(&mut self, name: &str, value: &str, read: Option<T>) -> Option<T> {
        if read.is_none() {
            self.problems
                .push(QueryProblem { name: name.to_owned(), value: value.chars().take(80).collect() });
        }
        read
    }
}

/// The pairs of a query string, decoded.
pub fn pairs(query: &str) -> impl Iterator<Item = (std::borrow::Cow<'_, str>, std::borrow::Cow<'_, str>)> {
    form_urlencoded::parse(query.trim_start_matches('?').as_bytes())
}

/// A text that was typed: without spaces around it, none when nothing is left; at most 200 characters.
fn typed(value: &str) -> Option<String> {
    let value: String = value.trim().chars().take(200).collect();
    let value = value.trim_end();
    (!value.is_empty()).then(|| value.to_owned())
}

/// Writes pairs as a query string, without the ones that say the default.
#[derive(Default)]
pub struct Writer(Option<form_urlencoded::Serializer<'static, String>>);

impl Writer {
    fn put(&mut self, name: &str, value: impl AsRef<str>) {
        self.0
            .get_or_insert_with(|| form_urlencoded::Serializer::new(String::new()))
            .append_pair(name, value.as_ref());
    }

    /// What [`Reader::page`] reads.
    fn page(&mut self, size: PageSize, place: Option<&impl Place>) {
        if size != PageSize::default() {
            self.put("rows", size.to_string());
        }
        if let Some(place) = place {
            self.put(place.direction().name(), place.value());
        }
    }

    fn finish(self) -> String {
        self.0.map(|mut writer| writer.finish()).unwrap_or_default()
    }
}

/// A path with a query, where there is one.
pub fn href(path: &str, query: &str) -> String {
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// The address of a customer's page.
pub fn customer_href(id: CustomerId) -> String {
    format!("/customers/{id}")
}

/// The address of an order's own page.
pub fn order_href(number: &str) -> String {
    format!("/orders/{}", path_segment(number))
}

/// A text as one segment of a path.
pub(crate) fn path_segment(text: &str) -> String {
    // A query string's space is `+`, which a path would keep.
    form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20")
}

/// The first value of a name in a query string, decoded.
pub fn param(query: &str, name: &str) -> Option<String> {
    pairs(query).find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

/// An address with these parameters, whatever it said of them before; those that are empty are left out.
pub fn with_params(address: &str, params: &[(&str, &str)]) -> String {
    let (path, old) = address.split_once('?').unwrap_or((address, ""));
    let kept: Vec<_> = pairs(old).filter(|(name, _)| params.iter().all(|(new, _)| name != new)).collect();
    let kept = kept.iter().map(|(name, value)| (name.as_ref(), value.as_ref()));
    href(path, &encode(kept.chain(params.iter().copied())))
}

/// A query string of these pairs, without those that are empty.
pub fn encode<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut writer = Writer::default();
    for (name, value) in pairs.into_iter().filter(|(_, value)| !value.is_empty()) {
        writer.put(name, value);
    }
    writer.finish()
}

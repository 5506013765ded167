//! What the lists of the desk have in common: tabs, a search, a date, Optional + and pages.

use std::fmt::Debug;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{
    Created, Cursor, Dates, PageSize, Parsed, Reader, Routing, Search, Writer, pairs, path_segment, typed,
};
use crate::TextEnum;
use crate::id::JobId;
use crate::kind::Destination;

/// What one list of the desk has of its own.
pub trait DeskList: Copy + Debug + PartialEq + Eq + Send + Sync + 'static {
    /// Its path.
    const PATH: &'static str;
    /// The parameter of its tab of statuses.
    const TAB: &'static str;
    /// The tab that it opens with.
    const FIRST: Self::Tab;
    /// Its tabs of statuses.
    type Tab: TextEnum + Eq;
    /// The fields that its search can be bound to.
    type Field: TextEnum + Eq;
    /// The filters that no other list has.
    type Own: Clone + Debug + Default + PartialEq + Eq + Send + Sync + Serialize + DeserializeOwned + 'static;

    /// Takes over a parameter, if it is one of its own.
    fn read(own: &mut Self::Own, reader: &mut Reader, name: &str, value: &str);

    /// Writes what [`Self::read`] reads.
    fn write(own: &Self::Own, writer: &mut Writer);

    /// How many of its own filters are set.
    fn set(own: &Self::Own) -> u32;
}

/// Everything that a list of the desk shows by, except what is open over it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct DeskQuery<L: DeskList> {
    /// The tab at the top right.
    pub destination: Destination,
    /// The tab of statuses.
    pub tab: L::Tab,
    /// What is searched for, and in which field.
    pub search: Option<Search<L::Field>>,
    /// The list's own filters.
    pub own: L::Own,
    /// When the order was placed; none: any time.
    pub created: Option<Created>,
    /// Optional +.
    pub routing: Routing,
    /// Rows a page.
    pub size: PageSize,
    /// Where the page starts; none: at the newest order.
    pub cursor: Option<Cursor>,
}

impl<L: DeskList> Default for DeskQuery<L> {
    fn default() -> Self {
        Self {
            destination: Destination::Domestic,
            tab: L::FIRST,
            search: None,
            own: L::Own::default(),
            created: None,
            routing: Routing::default(),
            size: PageSize::default(),
            cursor: None,
        }
    }
}

impl<L: DeskList> DeskQuery<L> {
    /// Reads a URL's query string.
    pub fn parse(query: &str) -> Parsed<Self> {
        let mut reader = Reader::new();
        let mut out = Self::default();
        let (mut field, mut text) = (None, None);
        let mut dates = Dates::default();
        for (name, value) in pairs(query) {
            match name.as_ref() {
                "to" => out.destination = reader.read(&name, &value).unwrap_or(out.destination),
                "in" => field = reader.read::<L::Field>(&name, &value),
                "q" => text = typed(&value),
                name if name == L::TAB => out.tab = reader.read(name, &value).unwrap_or(out.tab),
                _ => {
                    L::read(&mut out.own, &mut reader, &name, &value);
                    dates.read(&mut reader, &name, &value);
                    out.routing.read(&mut reader, &name, &value);
                    reader.page(&mut out.size, &mut out.cursor, &name, &value);
                }
            }
        }
        out.search = text.map(|text| Search { field, text });
        out.created = dates.created(&mut reader);
        Parsed { query: out, problems: reader.problems }
    }

    /// Reads what the filter form sends, from where the list was filtered as `self`: the form has a quick range and two days at once, and
    /// the one that was changed counts.
    pub fn submitted(&self, form: &str) -> Self {
        let next = Self::parse(form).query;
        Self { created: Dates::changed(self.created, next.created, form), ..next }
    }

    /// The query string that reads as this; defaults are left out.
    pub fn to_query(&self) -> String {
        let mut writer = Writer::default();
        let default = Self::default();
        if self.destination != default.destination {
            writer.put("to", self.destination.as_str());
        }
        if self.tab != default.tab {
            writer.put(L::TAB, self.tab.to_string());
        }
        if let Some(search) = &self.search {
            if let Some(field) = search.field {
                writer.put("in", field.to_string());
            }
            writer.put("q", &search.text);
        }
        L::write(&self.own, &mut writer);
        writer.created(self.created);
        writer.routing(self.routing);
        writer.page(self.size, self.cursor.as_ref());
        writer.finish()
    }

    /// The pairs of [`Self::to_query`], for a form that keeps them.
    pub fn pairs(&self) -> Vec<(String, String)> {
        pairs(&self.to_query()).map(|(name, value)| (name.into_owned(), value.into_owned())).collect()
    }

    /// The page's address: its path, and the query where there is one.
    pub fn href(&self) -> String {
        super::href(L::PATH, &self.to_query())
    }

    /// The address of what is open over this list: an order (REL-05), a shipment (SHP-06).
    pub fn detail_href(&self, number: &str) -> String {
        super::href(&format!("{}/{}", L::PATH, path_segment(number)), &self.to_query())
    }

    /// The address of the pop-up over this list that gives a command to what is ticked.
    pub fn bulk_href(&self, command: &str) -> String {
        super::href(&format!("{}/bulk/{command}", L::PATH), &self.to_query())
    }

    /// The address of a job over this list.
    pub fn job_href(&self, job: JobId) -> String {
        super::href(&format!("{}/jobs/{job}", L::PATH), &self.to_query())
    }

    /// The same list from its first page, changed.
    #[must_use]
    pub fn with(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut query = Self { cursor: None, ..self.clone() };
        change(&mut query);
        query
    }

    /// The same list at another page.
    #[must_use]
    pub fn at(&self, cursor: Cursor) -> Self {
        Self { cursor: Some(cursor), ..self.clone() }
    }

    /// The same tabs and page size without any filter.
    #[must_use]
    pub fn cleared(&self) -> Self {
        Self { destination: self.destination, tab: self.tab, size: self.size, ..Self::default() }
    }

    /// How many filters are set beside the search and Optional +.
    pub fn set(&self) -> u32 {
        L::set(&self.own) + u32::from(self.created.is_some())
    }

    /// Whether anything beyond the tabs narrows the list.
    pub fn is_narrowed(&self) -> bool {
        self.search.is_some() || self.set() > 0 || !self.routing.is_empty()
    }
}

#[cfg(test)]
pub(super) mod testing {
    use chrono::NaiveDate;
    use proptest::prelude::*;

    use super::*;
    use crate::id::{LocationId, OptionId, PolicyId};
    use crate::query::{Direction, Quick};
    use crate::time::Timestamp;

    /// A text without blanks around it.
    pub fn text() -> impl Strategy<Value = Option<String>> {
        prop::option::of("[^\\s]{1,20}( [^\\s]{1,5})?")
    }

    fn day() -> impl Strategy<Value = Option<NaiveDate>> {
        prop::option::of(
            (1970_i32..2100, 1_u32..366).prop_map(|(year, day)| NaiveDate::from_yo_opt(year, day).unwrap()),
        )
    }

    fn created() -> impl Strategy<Value = Option<Created>> {
        prop_oneof![
            Just(None),
            prop::sample::select(Quick::ALL).prop_map(|quick| Some(Created::Quick(quick))),
            (day(), day()).prop_map(|(from, to)| {
                (from.is_some() || to.is_some()).then_some(Created::Days { from, to })
            }),
        ]
    }

    /// Any query of a list, with filters of its own.
    pub fn any_query<L: DeskList>(own: impl Strategy<Value = L::Own>) -> impl Strategy<Value = DeskQuery<L>> {
        (
            (prop::sample::select(Destination::ALL), prop::sample::select(L::Tab::VARIANTS)),
            (prop::option::of(prop::sample::select(L::Field::VARIANTS)), text(), own),
            created(),
            (any::<Option<i64>>(), any::<Option<i64>>(), any::<Option<i64>>()),
            prop::sample::select(&PageSize::ALL[..]),
            prop::option::of((any::<bool>(), any::<i64>(), any::<i64>(), any::<u32>())),
        )
            .prop_map(
                |((destination, tab), (field, text, own), created, (l, p, o), size, cursor)| DeskQuery {
                    destination,
                    tab,
                    search: text.map(|text| Search { field, text }),
                    own,
                    created,
                    routing: Routing {
                        location: l.map(LocationId),
                        policy: p.map(PolicyId),
                        option: o.map(OptionId),
                    },
                    size,
                    cursor: cursor.map(|(after, at, id, above)| Cursor {
                        direction: if after { Direction::After } else { Direction::Before },
                        at: Timestamp(at),
                        id,
                        above,
                    }),
                },
            )
    }
}

//! The New (To Ship) Orders page.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    Created, Cursor, Direction, PageSize, Parsed, QueryProblem, Quick, Reader, Search, SearchField, Writer,
    encode, pairs, path_segment, typed,
};
use crate::id::{JobId, LocationId, OptionId, PolicyId};
use crate::kind::Destination;

text_enum! {
    /// The page's status filter: where an order in the queue stands.
    pub enum QueueStatus {
        /// Not yet released.
        NotReleased = "not_released",
        /// Failed to release.
        Failed = "failed",
    }
}

/// How the goods travel (REL-04, "Optional +"): a location narrows the policies, a policy narrows the options.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Routing {
    /// Shipping location.
    pub location: Option<LocationId>,
    /// Delivery policy.
    pub policy: Option<PolicyId>,
    /// Shipping option.
    pub option: Option<OptionId>,
}

impl Routing {
    /// Whether nothing is chosen.
    pub const fn is_empty(&self) -> bool {
        self.location.is_none() && self.policy.is_none() && self.option.is_none()
    }
}

/// Everything the New orders list shows by, except the open order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewOrdersQuery {
    /// The tab.
    pub destination: Destination,
    /// The status filter.
    pub status: QueueStatus,
    /// Order No., Product ID or SKU.
    pub search: Option<Search>,
    /// The customer's email: only that customer's orders (REL-03).
    pub email: Option<String>,
    /// Order creation date; none: any time.
    pub created: Option<Created>,
    /// Optional +.
    pub routing: Routing,
    /// Rows a page.
    pub size: PageSize,
    /// Where the page starts; none: at the newest.
    pub cursor: Option<Cursor>,
}

/// What the form's choice of ranges says while two days are filtered by.
pub const DAYS: &str = "days";
/// What "Any time" says then: nothing at all would leave the days that the form still holds.
pub const ANY_TIME: &str = "any";

impl Default for NewOrdersQuery {
    fn default() -> Self {
        Self {
            destination: Destination::Domestic,
            status: QueueStatus::NotReleased,
            search: None,
            email: None,
            created: None,
            routing: Routing::default(),
            size: PageSize::default(),
            cursor: None,
        }
    }
}

impl NewOrdersQuery {
    /// Reads a URL's query string.
    pub fn parse(query: &str) -> Parsed<Self> {
        let mut reader = Reader::new();
        let mut out = Self::default();
        let (mut field, mut text) = (None, None);
        let (mut quick, mut from, mut to, mut any_time) = (None, None, None, false);
        for (name, value) in pairs(query) {
            match name.as_ref() {
                "to" => out.destination = reader.read(&name, &value).unwrap_or(out.destination),
                "status" => out.status = reader.read(&name, &value).unwrap_or(out.status),
                "in" => field = reader.read::<SearchField>(&name, &value),
                "q" => text = typed(&value),
                "email" => out.email = typed(&value),
                // What the form says while two days are filtered by.
                "range" if value == DAYS => {}
                "range" if value == ANY_TIME => any_time = true,
                "range" => quick = reader.read::<Quick>(&name, &value),
                "from" => from = reader.read(&name, &value),
                "until" => to = reader.read(&name, &value),
                "location" => out.routing.location = reader.read(&name, &value),
                "policy" => out.routing.policy = reader.read(&name, &value),
                "option" => out.routing.option = reader.read(&name, &value),
                "rows" => out.size = reader.read(&name, &value).unwrap_or_default(),
                "after" => out.cursor = reader.cursor(Direction::After, &name, &value),
                "before" => out.cursor = reader.cursor(Direction::Before, &name, &value),
                _ => {}
            }
        }
        out.search = text.map(|text| Search { field, text });
        // A form without scripts can send both: the quick range counts, and the page says which days it left out.
        if quick.is_some() {
            for (name, day) in [("from", from), ("until", to)] {
                let problem = |day: NaiveDate| QueryProblem { name: name.to_owned(), value: day.to_string() };
                reader.problems.extend(day.map(problem));
            }
        }
        out.created = match quick {
            Some(quick) => Some(Created::Quick(quick)),
            None if !any_time && (from.is_some() || to.is_some()) => Some(Created::Days { from, to }),
            None => None,
        };
        Parsed { query: out, problems: reader.problems }
    }

    /// Reads what the filter form sends, from where the list was filtered as `self`: the form has a quick range and two days at once, and
    /// the one that was changed counts.
    pub fn submitted(&self, form: &str) -> Self {
        let mut next = Self::parse(form).query;
        let dates: Vec<_> = pairs(form).filter(|(name, _)| name != "range").collect();
        let dates = encode(dates.iter().map(|(name, value)| (name.as_ref(), value.as_ref())));
        let dates = Self::parse(&dates).query.created;
        let keeps_days = pairs(form).any(|(name, value)| name == "range" && value == DAYS);
        let had_days = matches!(self.created, Some(Created::Days { .. }));
        if had_days && !keeps_days {
            next.created = next.created.filter(|created| matches!(created, Created::Quick(_)));
        } else if dates.is_some() {
            next.created = dates;
        }
        next
    }

    /// The query string that reads as this; defaults are left out.
    pub fn to_query(&self) -> String {
        let mut writer = Writer::default();
        let default = Self::default();
        if self.destination != default.destination {
            writer.put("to", self.destination.as_str());
        }
        if self.status != default.status {
            writer.put("status", self.status.as_str());
        }
        if let Some(search) = &self.search {
            if let Some(field) = search.field {
                writer.put("in", field.as_str());
            }
            writer.put("q", &search.text);
        }
        if let Some(email) = &self.email {
            writer.put("email", email);
        }
        match self.created {
            Some(Created::Quick(quick)) => writer.put("range", quick.as_str()),
            Some(Created::Days { from, to }) => {
                if let Some(from) = from {
                    writer.put("from", from.to_string());
                }
                if let Some(to) = to {
                    writer.put("until", to.to_string());
                }
            }
            None => {}
        }
        if let Some(id) = self.routing.location {
            writer.put("location", id.to_string());
        }
        if let Some(id) = self.routing.policy {
            writer.put("policy", id.to_string());
        }
        if let Some(id) = self.routing.option {
            writer.put("option", id.to_string());
        }
        if self.size != default.size {
            writer.put("rows", self.size.to_string());
        }
        if let Some(cursor) = self.cursor {
            writer.put(cursor.name(), cursor.value());
        }
        writer.finish()
    }

    /// The pairs of [`Self::to_query`], for a form that keeps them.
    pub fn pairs(&self) -> Vec<(String, String)> {
        pairs(&self.to_query()).map(|(name, value)| (name.into_owned(), value.into_owned())).collect()
    }

    /// The page's address: its path, and the query where there is one.
    pub fn href(&self) -> String {
        super::href("/orders/new", &self.to_query())
    }

    /// The address of an order's detail over this list (REL-05).
    pub fn detail_href(&self, number: &str) -> String {
        super::href(&format!("/orders/new/{}", path_segment(number)), &self.to_query())
    }

    /// The address of the pop-up over this list that gives a command to what is ticked: `release`, `confirm` or `cancel`.
    pub fn bulk_href(&self, command: &str) -> String {
        super::href(&format!("/orders/new/bulk/{command}"), &self.to_query())
    }

    /// The address of a job over this list.
    pub fn job_href(&self, job: JobId) -> String {
        super::href(&format!("/orders/new/jobs/{job}"), &self.to_query())
    }

    /// The same list from its first page, changed.
    pub fn with(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut query = Self { cursor: None, ..self.clone() };
        change(&mut query);
        query
    }

    /// The same list at another page.
    pub fn at(&self, cursor: Cursor) -> Self {
        Self { cursor: Some(cursor), ..self.clone() }
    }

    /// Whether anything beyond the tab and the status narrows the list.
    pub fn is_narrowed(&self) -> bool {
        self.search.is_some() || self.email.is_some() || self.created.is_some() || !self.routing.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Timestamp;
    use proptest::prelude::*;

    fn text() -> impl Strategy<Value = Option<String>> {
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
            (day(), day()).prop_map(|(from, to)| (from.is_some() || to.is_some()).then_some(Created::Days { from, to })),
        ]
    }

    fn any_query() -> impl Strategy<Value = NewOrdersQuery> {
        (
            (prop::sample::select(Destination::ALL), prop::sample::select(QueueStatus::ALL)),
            (prop::option::of(prop::sample::select(SearchField::ALL)), text(), text()),
            created(),
            (any::<Option<i64>>(), any::<Option<i64>>(), any::<Option<i64>>()),
            prop::sample::select(&PageSize::ALL[..]),
            prop::option::of((any::<bool>(), any::<i64>(), any::<i64>(), any::<u32>())),
        )
            .prop_map(
                |((destination, status), (field, text, email), created, (l, p, o), size, cursor)| {
                    NewOrdersQuery {
                        destination,
                        status,
                        search: text.map(|text| Search { field, text }),
                        email,
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
                    }
                },
            )
    }

    proptest! {
        #[test]
        fn ux_02_the_url_keeps_the_whole_query(query in any_query()) {
            let parsed = NewOrdersQuery::parse(&query.to_query());
            prop_assert_eq!(parsed.query, query);
            prop_assert!(parsed.problems.is_empty());
        }

        #[test]
        fn ux_02_no_query_string_is_too_strange_to_read(text in "\\PC{0,200}") {
            let _ = NewOrdersQuery::parse(&text);
        }
    }

    #[test]
    fn what_is_not_understood_is_named_and_left_out() {
        let parsed = NewOrdersQuery::parse("to=mars&rows=7&from=2026-13-01&q=ABC&in=");
        let names: Vec<_> = parsed.problems.iter().map(|problem| problem.name.as_str()).collect();
        assert_eq!(names, ["to", "rows", "from"]);
        assert_eq!(parsed.query.search, Some(Search { field: None, text: "ABC".to_owned() }));
        assert_eq!(parsed.query.size, PageSize::default());
    }

    #[test]
    fn rel_02_of_a_quick_range_and_two_days_the_one_that_was_changed_counts() {
        let day = |d| NaiveDate::from_ymd_opt(2026, 11, d).unwrap();
        let any = NewOrdersQuery::default();
        let week = any.with(|query| query.created = Some(Created::Quick(Quick::Week)));
        let days =
            any.with(|query| query.created = Some(Created::Days { from: Some(day(1)), to: Some(day(2)) }));
        let created = |before: &NewOrdersQuery, form| before.submitted(form).created;
        assert_eq!(created(&any, "range=7d&from=&until="), week.created);
        assert_eq!(created(&any, "range=&from=2026-11-01&until=2026-11-02"), days.created);
        assert_eq!(created(&week, "range=7d&from=2026-11-01&until=2026-11-02"), days.created);
        assert_eq!(created(&days, "range=days&from=2026-11-01&until=2026-11-02"), days.created);
        assert_eq!(created(&days, "range=days&from=&until="), None);
        assert_eq!(created(&days, "range=&from=2026-11-01&until=2026-11-02"), None);
        assert_eq!(created(&days, "range=any&from=2026-11-01&until=2026-11-02"), None);
        assert_eq!(created(&days, "range=7d&from=2026-11-01&until=2026-11-02"), week.created);
    }

    #[test]
    fn rel_02_any_time_replaces_the_days_that_a_form_still_holds() {
        let parsed = NewOrdersQuery::parse("range=any&from=2026-11-01&until=2026-11-02");
        assert_eq!((parsed.query, parsed.problems), (NewOrdersQuery::default(), Vec::new()));
    }

    #[test]
    fn rel_05_an_order_number_is_safe_in_the_address() {
        assert_eq!(NewOrdersQuery::default().detail_href("A/1 ?"), "/orders/new/A%2F1%20%3F");
    }

    #[test]
    fn rel_02_a_week_is_today_and_six_days_before() {
        let day = |d| NaiveDate::from_ymd_opt(2026, 11, d).unwrap();
        assert_eq!(Created::Quick(Quick::Week).days(day(22)), (Some(day(16)), Some(day(22))));
        assert_eq!(Created::Quick(Quick::Today).days(day(22)), (Some(day(22)), Some(day(22))));
    }
}

//! The New (To Ship) Orders page.

use serde::{Deserialize, Serialize};

use super::{DeskList, DeskQuery, Reader, SearchField, Writer, typed};
use crate::release::ReleaseState;

text_enum! {
    /// The page's status filter: where an order in the queue stands.
    pub enum QueueStatus {
        /// Not yet released.
        NotReleased = "not_released",
        /// Failed to release.
        Failed = "failed",
    }
}

impl QueueStatus {
    /// What it says of a release.
    pub const fn state(self) -> ReleaseState {
        match self {
            Self::NotReleased => ReleaseState::NotReleased,
            Self::Failed => ReleaseState::Failed,
        }
    }
}

/// New orders, as a list of the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewOrdersList;

/// The customer's email: only that customer's orders (REL-03).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfCustomer {
    /// As it was typed.
    pub email: Option<String>,
}

/// Everything the New orders list shows by, except the open order.
pub type NewOrdersQuery = DeskQuery<NewOrdersList>;

impl DeskList for NewOrdersList {
    const PATH: &'static str = "/orders/new";
    const TAB: &'static str = "status";
    const FIRST: QueueStatus = QueueStatus::NotReleased;
    type Tab = QueueStatus;
    type Field = SearchField;
    type Own = OfCustomer;

    fn read(own: &mut OfCustomer, _: &mut Reader, name: &str, value: &str) {
        if name == "email" {
            own.email = typed(value);
        }
    }

    fn write(own: &OfCustomer, writer: &mut Writer) {
        if let Some(email) = &own.email {
            writer.put("email", email);
        }
    }

    fn set(own: &OfCustomer) -> u32 {
        u32::from(own.email.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::desk::testing;
    use crate::query::{Created, PageSize, Quick, Search};
    use chrono::NaiveDate;
    use proptest::prelude::*;

    fn any_query() -> impl Strategy<Value = NewOrdersQuery> {
        testing::any_query(testing::text().prop_map(|email| OfCustomer { email }))
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

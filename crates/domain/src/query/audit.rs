//! The audit log.

use serde::{Deserialize, Serialize};

use super::{Created, Cursor, PageSize, Parsed, Reader, Writer, pairs};
use crate::audit::AuditKind;
use crate::id::UserId;

/// Everything the audit log shows by (SEC-01).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditQuery {
    /// Whose entries; none: everybody's, and those of nobody known.
    pub person: Option<UserId>,
    /// What was done.
    pub kind: Option<AuditKind>,
    /// On which days; none: any.
    pub days: Option<Created>,
    /// Rows a page.
    pub size: PageSize,
    /// Where the page starts; none: at the newest.
    pub cursor: Option<Cursor>,
}

impl AuditQuery {
    /// Reads a URL's query string.
    pub fn parse(query: &str) -> Parsed<Self> {
        let mut reader = Reader::new();
        let mut out = Self::default();
        let (mut from, mut to) = (None, None);
        for (name, value) in pairs(query) {
            match name.as_ref() {
                "person" => out.person = reader.read(&name, &value),
                "action" => out.kind = reader.read(&name, &value),
                "from" => from = reader.read(&name, &value),
                "until" => to = reader.read(&name, &value),
                _ => {
                    reader.page(&mut out.size, &mut out.cursor, &name, &value);
                }
            }
        }
        out.days = (from.is_some() || to.is_some()).then_some(Created::Days { from, to });
        Parsed { query: out, problems: reader.problems }
    }

    /// The first and the last day as the form's fields hold them; empty for none.
    pub fn day_fields(&self) -> (String, String) {
        let field = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        match self.days {
            Some(Created::Days { from, to }) => (field(from), field(to)),
            _ => (String::new(), String::new()),
        }
    }

    /// The filters, as the names and values of the form's fields.
    pub fn filters(&self) -> Vec<(&'static str, String)> {
        let (from, until) = self.day_fields();
        [
            ("person", self.person.map(|person| person.to_string()).unwrap_or_default()),
            ("action", self.kind.map(|kind| kind.to_string()).unwrap_or_default()),
            ("from", from),
            ("until", until),
        ]
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .collect()
    }

    /// The query string that reads as this; defaults are left out.
    pub fn to_query(&self) -> String {
        let mut writer = Writer::default();
        for (name, value) in self.filters() {
            writer.put(name, value);
        }
        writer.page(self.size, self.cursor.as_ref());
        writer.finish()
    }

    /// The log's address.
    pub fn href(&self) -> String {
        super::href("/audit", &self.to_query())
    }

    /// The same log at another page.
    pub fn at(&self, cursor: Cursor) -> Self {
        Self { cursor: Some(cursor), ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::Direction;
    use crate::time::Timestamp;
    use proptest::prelude::*;

    fn day() -> impl Strategy<Value = Option<chrono::NaiveDate>> {
        prop::option::of(
            (1_i32..3_000_000).prop_map(|days| chrono::NaiveDate::from_num_days_from_ce_opt(days).unwrap()),
        )
    }

    proptest! {
        #[test]
        fn ux_02_the_url_keeps_the_whole_query(
            person in prop::option::of(any::<i64>().prop_map(UserId)),
            kind in prop::option::of(prop::sample::select(AuditKind::ALL)),
            (from, to) in (day(), day()),
            size in prop::sample::select(&PageSize::ALL[..]),
            cursor in prop::option::of((any::<i64>(), any::<i64>(), any::<u32>())),
        ) {
            let cursor = cursor.map(|(at, id, above)| Cursor { direction: Direction::After, at: Timestamp(at), id, above });
            let days = (from.is_some() || to.is_some()).then_some(Created::Days { from, to });
            let query = AuditQuery { person, kind, days, size, cursor };
            prop_assert_eq!(AuditQuery::parse(&query.to_query()).query, query);
        }
    }

    #[test]
    fn sec_01_what_the_log_is_asked_and_not_understood_is_named() {
        let Parsed { query, problems } =
            AuditQuery::parse("person=x&action=dance&from=2026-02-30&until=&rows=7");
        assert_eq!(query, AuditQuery::default());
        let names: Vec<_> = problems.iter().map(|problem| problem.name.as_str()).collect();
        assert_eq!(names, ["person", "action", "from", "rows"]);
    }
}

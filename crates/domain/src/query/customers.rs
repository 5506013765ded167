//! The customers list.

use serde::{Deserialize, Serialize};

use super::{Cursor, PageSize, Parsed, Reader, Writer, pairs, typed};

/// Everything the customers list shows by (CUS-01).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomersQuery {
    /// The beginning of an email, a name or the channel's own customer number.
    pub text: Option<String>,
    /// Rows a page.
    pub size: PageSize,
    /// Where the page starts; none: at whoever ordered last.
    pub cursor: Option<Cursor>,
}

impl CustomersQuery {
    /// Reads a URL's query string.
    pub fn parse(query: &str) -> Parsed<Self> {
        let mut reader = Reader::new();
        let mut out = Self::default();
        for (name, value) in pairs(query) {
            match name.as_ref() {
                "q" => out.text = typed(&value),
                _ => {
                    reader.page(&mut out.size, &mut out.cursor, &name, &value);
                }
            }
        }
        Parsed { query: out, problems: reader.problems }
    }

    /// The query string that reads as this; defaults are left out.
    pub fn to_query(&self) -> String {
        let mut writer = Writer::default();
        if let Some(text) = &self.text {
            writer.put("q", text);
        }
        writer.page(self.size, self.cursor.as_ref());
        writer.finish()
    }

    /// The list's address under a path (the customers page, or a customer's orders).
    pub fn href(&self, path: &str) -> String {
        super::href(path, &self.to_query())
    }

    /// The same list at another page.
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

    proptest! {
        #[test]
        fn ux_02_the_url_keeps_the_whole_query(
            text in prop::option::of("[^\\s]{1,20}"),
            size in prop::sample::select(&PageSize::ALL[..]),
            cursor in prop::option::of((any::<i64>(), any::<i64>(), any::<u32>())),
        ) {
            let cursor = cursor.map(|(at, id, above)| Cursor { direction: Direction::Before, at: Timestamp(at), id, above });
            let query = CustomersQuery { text, size, cursor };
            prop_assert_eq!(CustomersQuery::parse(&query.to_query()).query, query);
        }
    }
}

//! The products list.

use serde::{Deserialize, Serialize};

use super::{CodeCursor, PageSize, Parsed, Reader, Writer, pairs, path_segment, typed};

text_enum! {
    /// Which products are listed.
    pub enum ItemsShown {
        /// All.
        All = "all",
        /// Those with an option of which nothing is available at a location.
        SoldOut = "sold_out",
        /// Those that no release goes through with: they lack a delivery name.
        Unnamed = "unnamed",
    }
}

/// Everything the products list shows by (ITM-01).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemsQuery {
    /// The beginnings of words of a name, a code or a barcode.
    pub text: Option<String>,
    /// Which.
    pub shown: ItemsShown,
    /// Products a page.
    pub size: PageSize,
    /// Where the page starts; none: at the first code.
    pub cursor: Option<CodeCursor>,
}

impl Default for ItemsQuery {
    fn default() -> Self {
        Self { text: None, shown: ItemsShown::All, size: PageSize::default(), cursor: None }
    }
}

impl ItemsQuery {
    /// Where the list stands.
    pub const PATH: &str = "/items";

    /// The list of what a text finds.
    pub fn of(text: &str) -> Self {
        Self { text: typed(text), ..Self::default() }
    }

    /// Reads a URL's query string.
    pub fn parse(query: &str) -> Parsed<Self> {
        let mut reader = Reader::new();
        let mut out = Self::default();
        for (name, value) in pairs(query) {
            match name.as_ref() {
                "q" => out.text = typed(&value),
                "show" => out.shown = reader.read(&name, &value).unwrap_or(ItemsShown::All),
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
        if self.shown != ItemsShown::All {
            writer.put("show", self.shown.as_str());
        }
        writer.page(self.size, self.cursor.as_ref());
        writer.finish()
    }

    /// The pairs of the query string, for a form that leads to the same list.
    pub fn pairs(&self) -> Vec<(String, String)> {
        pairs(&self.to_query()).map(|(name, value)| (name.into_owned(), value.into_owned())).collect()
    }

    /// The list's address.
    pub fn href(&self) -> String {
        super::href(Self::PATH, &self.to_query())
    }

    /// The same list from its start, with one thing changed.
    pub fn with(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut query = Self { cursor: None, ..self.clone() };
        change(&mut query);
        query
    }

    /// The same list at another page.
    pub fn at(&self, cursor: CodeCursor) -> Self {
        Self { cursor: Some(cursor), ..self.clone() }
    }
}

/// The address of a product's own page.
pub fn item_href(code: &str) -> String {
    format!("/items/{}", path_segment(code))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::Direction;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn ux_02_itm_01_the_url_keeps_the_whole_query(
            text in prop::option::of("[^\\s]{1,20}"),
            shown in prop::sample::select(ItemsShown::ALL),
            size in prop::sample::select(&PageSize::ALL[..]),
            cursor in prop::option::of(("[^\\s]{1,20}", any::<u32>())),
        ) {
            let cursor = cursor.map(|(code, above)| CodeCursor { direction: Direction::Before, code, above });
            let query = ItemsQuery { text, shown, size, cursor };
            prop_assert_eq!(ItemsQuery::parse(&query.to_query()).query, query);
        }
    }
}

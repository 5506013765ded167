//! What is typed into a search field.

use serde::{Deserialize, Serialize};

use crate::kind::TermKind;
use crate::typed::{half_width, key};

text_enum! {
    /// The fields of the New orders page that a search can be bound to (REL-02).
    pub enum SearchField {
        /// Order No.
        OrderNo = "order_no",
        /// Product ID.
        ProductId = "product_id",
        /// SKU.
        Sku = "sku",
    }
}

impl SearchField {
    /// The kind of term that this field looks up.
    pub const fn term(self) -> TermKind {
        match self {
            SearchField::OrderNo => TermKind::OrderNo,
            SearchField::ProductId => TermKind::ProductId,
            SearchField::Sku => TermKind::Sku,
        }
    }
}

/// A search: the text, and the field where one was chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Search {
    /// The chosen field; none: recognised by what is found.
    pub field: Option<SearchField>,
    /// What was typed.
    pub text: String,
}

/// The form in which a term of this kind is stored and looked up.
///
/// Full-width letters, digits and signs become half-width (a Japanese keyboard types them), spaces around go, codes are upper case,
/// emails lower case. Ids of rows stay as they are.
pub fn normalise(kind: TermKind, text: &str) -> String {
    match kind {
        TermKind::Email => key(text),
        TermKind::OrderNo | TermKind::ProductId | TermKind::Sku => half_width(text).to_uppercase(),
        TermKind::Customer | TermKind::Location | TermKind::Policy | TermKind::Option => {
            half_width(text).into_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rel_02_what_is_typed_on_a_japanese_keyboard_is_found() {
        assert_eq!(normalise(TermKind::Sku, " ｔｅｅ－ｎｖ１ "), "TEE-NV1");
        assert_eq!(normalise(TermKind::Email, "Sato.Hana@Mail.Example"), "sato.hana@mail.example");
    }
}

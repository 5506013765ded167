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

text_enum! {
    /// The fields of the Shipping page that a search can be bound to (SHP-02).
    pub enum ShipmentField {
        /// Shipment No.
        ShipmentNo = "shipment_no",
        /// Order No.
        OrderNo = "order_no",
        /// Invoice No.
        InvoiceNo = "invoice_no",
        /// Product ID.
        ProductId = "product_id",
    }
}

/// A search: the text, and the field where one was chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Search<Field = SearchField> {
    /// The chosen field; none: recognised by what is found.
    pub field: Option<Field>,
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
        TermKind::Pair => text.to_owned(),
    }
}

/// Which of the list's filters looks a kind of term up; two of one filter are never asked for together.
fn filter(kind: TermKind) -> Option<u8> {
    match kind {
        TermKind::Email => Some(0),
        TermKind::Sku | TermKind::ProductId => Some(1),
        TermKind::Location | TermKind::Policy | TermKind::Option => Some(2),
        TermKind::OrderNo | TermKind::Customer | TermKind::Pair => None,
    }
}

/// The value of the [`TermKind::Pair`] that stands for two terms of different filters; none where the list asks for no such pair.
///
/// Orders in the queue have a term for every pair, so that two filters together are one range of one index, as each of them alone:
/// looking one up for each row of the other takes six times as long a row.
pub fn pair(one: (TermKind, &str), other: (TermKind, &str)) -> Option<String> {
    let (a, b) = (filter(one.0)?, filter(other.0)?);
    let ((kind, value), (also, and)) = match a.cmp(&b) {
        std::cmp::Ordering::Less => (one, other),
        std::cmp::Ordering::Greater => (other, one),
        std::cmp::Ordering::Equal => return None,
    };
    // A separator that nobody types.
    Some(format!("{kind}\u{1f}{value}\u{1f}{also}\u{1f}{and}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rel_04_a_pair_is_the_same_from_either_side_and_only_of_two_filters() {
        let (sku, location) = ((TermKind::Sku, "TEE-NV1"), (TermKind::Location, "3"));
        assert!(pair(sku, location).is_some());
        assert_eq!(pair(sku, location), pair(location, sku));
        assert_ne!(pair(sku, location), pair(sku, (TermKind::Policy, "3")));
        assert_eq!(pair(sku, (TermKind::ProductId, "TEE")), None);
        assert_eq!(pair(sku, (TermKind::OrderNo, "1")), None);
    }

    #[test]
    fn rel_02_what_is_typed_on_a_japanese_keyboard_is_found() {
        assert_eq!(normalise(TermKind::Sku, " ｔｅｅ－ｎｖ１ "), "TEE-NV1");
        assert_eq!(normalise(TermKind::Email, "Sato.Hana@Mail.Example"), "sato.hana@mail.example");
    }
}

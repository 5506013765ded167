//! The Shipping page.

use serde::{Deserialize, Serialize};

use super::{DeskList, DeskQuery, Reader, ShipmentField, Writer, path_segment};
use crate::shipment::{ShipmentKind, ShipmentTab};

/// Shipping, as a list of the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShippingList;

/// General / Claim (SHP-03).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfKind {
    /// None: both.
    pub kind: Option<ShipmentKind>,
}

/// Everything the Shipping list shows by, except the open shipment.
pub type ShippingQuery = DeskQuery<ShippingList>;

impl DeskList for ShippingList {
    const PATH: &'static str = "/shipping";
    const TAB: &'static str = "tab";
    const FIRST: ShipmentTab = ShipmentTab::PreparingToRelease;
    type Tab = ShipmentTab;
    type Field = ShipmentField;
    type Own = OfKind;

    fn read(own: &mut OfKind, reader: &mut Reader, name: &str, value: &str) {
        if name == "kind" {
            own.kind = reader.read(name, value);
        }
    }

    fn write(own: &OfKind, writer: &mut Writer) {
        if let Some(kind) = own.kind {
            writer.put("kind", kind.as_str());
        }
    }

    fn set(own: &OfKind) -> u32 {
        u32::from(own.kind.is_some())
    }
}

/// The address of a shipment over the first page of the list that it may stand in.
pub fn shipment_href(number: &str) -> String {
    format!("/shipping/{}", path_segment(number))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::desk::testing;
    use proptest::prelude::*;

    fn any_query() -> impl Strategy<Value = ShippingQuery> {
        let kind = prop::option::of(prop::sample::select(ShipmentKind::ALL));
        testing::any_query(kind.prop_map(|kind| OfKind { kind }))
    }

    proptest! {
        #[test]
        fn shp_02_the_url_keeps_the_whole_query(query in any_query()) {
            let parsed = ShippingQuery::parse(&query.to_query());
            prop_assert_eq!(parsed.query, query);
            prop_assert!(parsed.problems.is_empty());
        }

        #[test]
        fn shp_02_no_query_string_is_too_strange_to_read(text in "\\PC{0,200}") {
            let _ = ShippingQuery::parse(&text);
        }
    }
}

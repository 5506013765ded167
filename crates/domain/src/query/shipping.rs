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
    use crate::id::{LocationId, OptionId, PolicyId};
    use crate::kind::Destination;
    use crate::query::{Created, Cursor, Direction, PageSize, Quick, Routing, Search};
    use crate::time::Timestamp;
    use proptest::prelude::*;

    fn any_query() -> impl Strategy<Value = ShippingQuery> {
        (
            (prop::sample::select(Destination::ALL), prop::sample::select(ShipmentTab::ALL)),
            prop::option::of(prop::sample::select(ShipmentKind::ALL)),
            (
                prop::option::of(prop::sample::select(ShipmentField::ALL)),
                prop::option::of("[^\\s]{1,20}( [^\\s]{1,5})?"),
            ),
            prop::option::of(prop::sample::select(Quick::ALL)),
            (any::<Option<i64>>(), any::<Option<i64>>(), any::<Option<i64>>()),
            prop::sample::select(&PageSize::ALL[..]),
            prop::option::of((any::<bool>(), any::<i64>(), any::<i64>(), any::<u32>())),
        )
            .prop_map(|((destination, tab), kind, (field, text), quick, (l, p, o), size, cursor)| {
                ShippingQuery {
                    destination,
                    tab,
                    own: OfKind { kind },
                    search: text.map(|text| Search { field, text }),
                    created: quick.map(Created::Quick),
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
            })
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

//! Shipments.

use sea_orm_migration::prelude::TableCreateStatement;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, boolean, integer, json_binary, string, string_null,
};

use crate::migration::table::{TableIndex, at, at_null, id, index, keyed, table, unique};

pub(super) fn tables() -> Vec<TableCreateStatement> {
    vec![
        table(
            "shipment",
            vec![
                id(),
                string("number"),
                big_integer("order_id"),
                big_integer_null("claim_id"),
                string("kind"),
                string("status"),
                string("destination"),
                boolean("is_test"),
                string("made_by"),
                big_integer_null("location_id"),
                big_integer_null("policy_id"),
                big_integer_null("option_id"),
                string_null("carrier_code"),
                string_null("invoice_number"),
                string_null("no_number_reason"),
                at_null("invoice_registered_at"),
                string_null("invoice_rejected"),
                boolean("pickup"),
                boolean("packed"),
                string_null("expected_on"),
                at("order_placed_at"),
                at("created_at"),
                at_null("handed_over_at"),
                at_null("delivered_at"),
                at_null("next_poll_at"),
                at("changed_at"),
                integer("version"),
            ],
            &[
                ("order_id", "order"),
                ("claim_id", "claim"),
                ("location_id", "location"),
                ("policy_id", "delivery_policy"),
                ("option_id", "shipping_option"),
                ("carrier_code", "carrier"),
            ],
        ),
        keyed(
            table(
                "shipment_line",
                vec![big_integer("shipment_id"), big_integer("order_line_id"), integer("quantity")],
                &[("shipment_id", "shipment"), ("order_line_id", "order_line")],
            ),
            &["shipment_id", "order_line_id"],
        ),
        table(
            "shipment_invoice",
            vec![
                id(),
                big_integer("shipment_id"),
                string("action"),
                string_null("carrier_before"),
                string_null("number_before"),
                string_null("carrier_after"),
                string_null("number_after"),
                string_null("reason"),
                big_integer_null("user_id"),
                at("at"),
            ],
            &[("shipment_id", "shipment"), ("user_id", "user")],
        ),
        table(
            "tracking_event",
            vec![
                id(),
                big_integer_null("shipment_id"),
                string_null("carrier_code"),
                string_null("number"),
                string("provider"),
                string("provider_event_id"),
                string("status"),
                string_null("place"),
                string_null("message"),
                json_binary("raw"),
                at("occurred_at"),
                at("received_at"),
            ],
            &[("shipment_id", "shipment")],
        ),
    ]
}

pub(super) fn indexes() -> Vec<TableIndex> {
    vec![
        unique("shipment", &["number"]),
        index("shipment", &["order_id"]),
        index("shipment", &["status", "order_placed_at", "id"]),
        index("shipment", &["carrier_code", "invoice_number"]),
        index("shipment", &["next_poll_at"]),
        index("shipment_line", &["order_line_id"]),
        index("shipment_invoice", &["shipment_id"]),
        unique("tracking_event", &["provider", "provider_event_id"]),
        index("tracking_event", &["shipment_id", "occurred_at"]),
    ]
}

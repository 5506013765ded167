//! What is said and asked about an order.

use sea_orm_migration::prelude::TableCreateStatement;
use sea_orm_migration::schema::{big_integer, big_integer_null, integer, json_binary, string, string_null};

use crate::migration::table::{TableIndex, at, at_null, id, index, keyed, table, unique};

pub(super) fn tables() -> Vec<TableCreateStatement> {
    vec![
        table(
            "claim",
            vec![
                id(),
                string("number"),
                big_integer("order_id"),
                string("kind"),
                string("status"),
                string("reason"),
                string_null("responsible"),
                string_null("memo"),
                string_null("answer"),
                at("requested_at"),
                at_null("decided_at"),
                at("changed_at"),
                integer("version"),
            ],
            &[("order_id", "order")],
        ),
        keyed(
            table(
                "claim_line",
                vec![
                    big_integer("claim_id"),
                    big_integer("order_line_id"),
                    integer("quantity"),
                    big_integer_null("replacement_sku_id"),
                ],
                &[("claim_id", "claim"), ("order_line_id", "order_line"), ("replacement_sku_id", "sku")],
            ),
            &["claim_id", "order_line_id"],
        ),
        table(
            "note",
            vec![
                id(),
                big_integer("order_id"),
                big_integer("user_id"),
                string("body"),
                at("created_at"),
                at_null("edited_at"),
            ],
            &[("order_id", "order"), ("user_id", "user")],
        ),
        table(
            "event",
            vec![
                id(),
                big_integer_null("order_id"),
                big_integer_null("shipment_id"),
                string("kind"),
                string("actor"),
                big_integer_null("user_id"),
                json_binary("payload"),
                at("at"),
            ],
            &[],
        ),
    ]
}

pub(super) fn indexes() -> Vec<TableIndex> {
    vec![
        unique("claim", &["number"]),
        index("claim", &["order_id"]),
        index("note", &["order_id"]),
        index("event", &["order_id", "at", "id"]),
    ]
}

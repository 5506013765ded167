//! Who orders.

use sea_orm_migration::prelude::TableCreateStatement;
use sea_orm_migration::schema::{big_integer, big_integer_null, integer, string_null};

use crate::migration::table::{
    TableIndex, address, at, at_null, country_null, currency, id, index, keyed, table, unique,
};

pub(super) fn tables() -> Vec<TableCreateStatement> {
    vec![
        table(
            "customer",
            vec![
                id(),
                big_integer_null("channel_id"),
                string_null("external_ref"),
                string_null("email"),
                string_null("email_key"),
                string_null("name"),
                string_null("name_key"),
                string_null("phone"),
                country_null("country"),
                string_null("locale"),
                integer("order_count"),
                at_null("last_order_at"),
                at("created_at"),
                at("changed_at"),
                at_null("erased_at"),
                integer("version"),
            ],
            &[("channel_id", "channel")],
        ),
        table(
            "customer_address",
            [vec![id(), big_integer("customer_id")], address()].concat(),
            &[("customer_id", "customer")],
        ),
        keyed(
            table(
                "customer_total",
                vec![big_integer("customer_id"), currency(), integer("order_count"), big_integer("amount")],
                &[("customer_id", "customer")],
            ),
            &["customer_id", "currency"],
        ),
    ]
}

/// What customers are searched by from its beginning.
pub(super) const PREFIX_KEYS: [&str; 3] = ["email_key", "name_key", "external_ref"];

pub(super) fn indexes() -> Vec<TableIndex> {
    vec![
        unique("customer", &["email_key"]),
        unique("customer", &["channel_id", "external_ref"]),
        index("customer", &["name_key"]),
        index("customer", &["external_ref"]),
        index("customer", &["last_order_at", "id"]),
        index("customer_address", &["customer_id"]),
    ]
}

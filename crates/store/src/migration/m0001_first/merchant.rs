//! Who the merchant is, who works there, where orders come from.

use sea_orm_migration::prelude::TableCreateStatement;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, boolean, integer, json_binary, string, string_null,
};

use crate::migration::table::{TableIndex, at, at_null, country, currency, id, index, table, unique};

pub(super) fn tables() -> Vec<TableCreateStatement> {
    vec![
        table(
            "merchant",
            vec![
                big_integer("id").primary_key().take(),
                string("name"),
                country("home_country"),
                string("time_zone"),
                currency(),
                string("locale"),
                integer("late_after_hours"),
                at("created_at"),
                at("changed_at"),
                integer("version"),
            ],
            &[],
        ),
        table(
            "user",
            vec![
                id(),
                string("email"),
                string("password_hash"),
                string("role"),
                string_null("locale"),
                at("created_at"),
                at_null("disabled_at"),
                at_null("last_seen_at"),
            ],
            &[],
        ),
        table(
            "session",
            vec![
                string("id").primary_key().take(),
                big_integer_null("user_id"),
                json_binary("data"),
                at("created_at"),
                at("expires_at"),
            ],
            &[("user_id", "user")],
        ),
        table(
            "audit",
            vec![
                id(),
                big_integer_null("user_id"),
                string("kind"),
                string("subject"),
                string_null("address"),
                json_binary("payload"),
                at("at"),
            ],
            &[],
        ),
        table(
            "channel",
            vec![
                id(),
                string("code"),
                string("name"),
                string("kind"),
                currency(),
                integer("grace_minutes"),
                boolean("auto_confirm"),
                boolean("enabled"),
                at("created_at"),
            ],
            &[],
        ),
    ]
}

pub(super) fn indexes() -> Vec<TableIndex> {
    vec![
        index("session", &["expires_at"]),
        index("session", &["user_id"]),
        unique("user", &["email"]),
        index("audit", &["at"]),
        unique("channel", &["code"]),
    ]
}

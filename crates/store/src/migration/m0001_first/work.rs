//! Work that happens later.

use sea_orm_migration::prelude::TableCreateStatement;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, integer, json_binary, json_binary_null, string, string_null,
};

use crate::migration::table::{TableIndex, at, at_null, id, index, keyed, table, unique};

pub(super) fn tables() -> Vec<TableCreateStatement> {
    vec![
        table(
            "notice",
            vec![
                id(),
                string("dedupe_key"),
                big_integer_null("order_id"),
                big_integer_null("event_id"),
                string("medium"),
                string("recipient"),
                string("template"),
                string("locale"),
                json_binary("payload"),
                string("state"),
                integer("attempts"),
                at("next_attempt_at"),
                string_null("last_error"),
                at("created_at"),
                at_null("sent_at"),
            ],
            &[],
        ),
        table(
            "job",
            vec![
                id(),
                string("kind"),
                string("state"),
                json_binary("input"),
                integer("total"),
                integer("done"),
                integer("failed"),
                string_null("lease_owner"),
                at_null("lease_until"),
                big_integer("fence"),
                big_integer_null("user_id"),
                at("created_at"),
                at_null("finished_at"),
            ],
            &[("user_id", "user")],
        ),
        keyed(
            table(
                "job_row",
                vec![
                    big_integer("job_id"),
                    integer("position"),
                    big_integer_null("target_id"),
                    json_binary_null("input"),
                    string("state"),
                    json_binary("result"),
                ],
                &[],
            ),
            &["job_id", "position"],
        ),
        keyed(
            table(
                "idempotency",
                vec![
                    string("actor"),
                    string("command"),
                    string("key"),
                    string("input_hash"),
                    json_binary("result"),
                    at("at"),
                ],
                &[],
            ),
            &["actor", "command", "key"],
        ),
    ]
}

pub(super) fn indexes() -> Vec<TableIndex> {
    vec![
        unique("notice", &["dedupe_key"]),
        index("notice", &["state", "next_attempt_at"]),
        index("notice", &["order_id"]),
        index("job", &["state", "lease_until"]),
        index("idempotency", &["at"]),
    ]
}

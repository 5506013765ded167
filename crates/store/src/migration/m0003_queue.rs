//! The kept counts of New orders' lanes, and the terms of orders in the queue that are found by two filters together.

use sea_orm_migration::prelude::{
    ConnectionTrait as _, DbErr, MigrationName, MigrationTrait, SchemaManager, TableCreateStatement,
    async_trait,
};
use sea_orm_migration::schema::{big_integer, small_integer};

use super::table::{id, table};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0003_queue"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Development versions had some of it without this migration.
        for undo in UNDO {
            manager.get_connection().execute_unprepared(undo).await?;
        }
        manager.create_table(lane_delta()).await?;
        for fill in [COUNTS, EMAILS, PAIRS] {
            manager.get_connection().execute_unprepared(fill).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for undo in UNDO {
            manager.get_connection().execute_unprepared(undo).await?;
        }
        Ok(())
    }
}

const UNDO: [&str; 3] = [
    "DROP TABLE IF EXISTS lane_delta",
    "DELETE FROM order_term WHERE kind = 'pair'",
    "DELETE FROM order_term WHERE kind = 'email' AND order_id IN (SELECT id FROM \"order\" WHERE email IS NULL)",
];

pub(super) fn lane_delta() -> TableCreateStatement {
    table("lane_delta", vec![id(), small_integer("lane"), big_integer("orders")], &[])
}

const COUNTS: &str = r#"
    INSERT INTO lane_delta (lane, orders)
    SELECT lane, count(*) FROM "order" WHERE lane > 0 AND is_test = FALSE GROUP BY lane"#;

/// Orders that came without an email are found by their customer's.
const EMAILS: &str = r#"
    INSERT INTO order_term (order_id, kind, value, lane, placed_at, is_test)
    SELECT o.id, 'email', c.email_key, o.lane, o.placed_at, o.is_test
    FROM "order" o JOIN customer c ON c.id = o.customer_id
    WHERE o.email IS NULL AND c.email_key IS NOT NULL"#;

/// As `domain::query::pair` words them, between its separators (U+001F).
const PAIRS: &str = "
    INSERT INTO order_term (order_id, kind, value, lane, placed_at, is_test)
    SELECT a.order_id, 'pair', a.kind || '\u{1f}' || a.value || '\u{1f}' || b.kind || '\u{1f}' || b.value, a.lane, a.placed_at, a.is_test
    FROM order_term a JOIN order_term b ON b.order_id = a.order_id
    WHERE a.lane > 0 AND (
        (a.kind = 'email' AND b.kind IN ('sku', 'product_id', 'location', 'policy', 'option'))
        OR (a.kind IN ('sku', 'product_id') AND b.kind IN ('location', 'policy', 'option')))";

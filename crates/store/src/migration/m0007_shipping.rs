//! The lists of the Shipping page: the lane that each shipment stands in, their counts, and what shipments are found by; and the carriers.

use std::fmt::Write as _;

use domain::carrier::CARRIERS;
use domain::kind::{Destination, TermKind};
use domain::query::normalise;
use domain::shipment::{ShipmentKind, ShipmentStatus};
use sea_orm_migration::prelude::{
    DbErr, MigrationName, MigrationTrait, SchemaManager, Table, TableCreateStatement, async_trait,
};
use sea_orm_migration::schema::{big_integer, boolean, small_integer, string};
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend, Statement};

use super::IN_QUEUE;
use super::table::{TableIndex, at, at_null, index, table};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0007_shipping"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let lane = small_integer("lane").default(0).to_owned();
        manager.alter_table(Table::alter().table("shipment").add_column(lane).to_owned()).await?;
        let latest = at_null("latest_event_at");
        manager.alter_table(Table::alter().table("shipment").add_column(latest).to_owned()).await?;
        super::create(manager, vec![shipment_term()], Vec::new()).await?;
        fill(manager.get_connection()).await?;
        carriers(manager.get_connection()).await?;
        for index in indexes() {
            manager.create_index(index.create()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        connection.execute_unprepared("DELETE FROM lane_delta WHERE lane > 10").await?;
        for index in indexes() {
            manager.drop_index(index.drop()).await?;
        }
        manager.drop_table(Table::drop().table("shipment_term").to_owned()).await?;
        for column in ["latest_event_at", "lane"] {
            manager.alter_table(Table::alter().table("shipment").drop_column(column).to_owned()).await?;
        }
        Ok(())
    }
}

// No primary key: see `order_term`.
pub(super) fn shipment_term() -> TableCreateStatement {
    table(
        "shipment_term",
        vec![
            big_integer("shipment_id"),
            string("kind"),
            string("value"),
            small_integer("lane"),
            at("placed_at"),
            boolean("is_test"),
        ],
        &[],
    )
}

pub(super) fn indexes() -> Vec<TableIndex> {
    vec![
        TableIndex {
            condition: Some(IN_QUEUE),
            ..index("shipment", &["lane", "order_placed_at", "id", "is_test"])
        },
        index("shipment_term", &["kind", "value", "lane", "placed_at", "shipment_id", "is_test"]),
        index("shipment_term", &["shipment_id"]),
        index("shipment", &["invoice_number"]),
    ]
}

/// The lanes and terms of the shipments that are there already.
async fn fill(connection: &impl ConnectionTrait) -> Result<(), DbErr> {
    connection.execute_unprepared(&format!("UPDATE shipment SET lane = {}", lane_case())).await?;
    for insert in [ROUTES, PRODUCTS] {
        connection.execute_unprepared(insert).await?;
    }
    // What no database's `upper` makes the same of.
    let backend = connection.get_database_backend();
    let codes = "SELECT DISTINCT value FROM shipment_term WHERE kind = 'product_id'";
    for row in connection.query_all_raw(Statement::from_string(backend, codes)).await? {
        let code: String = row.try_get_by(0)?;
        let value = normalise(TermKind::ProductId, &code);
        if value != code {
            let sql = match backend {
                DbBackend::Postgres => {
                    "UPDATE shipment_term SET value = $1 WHERE kind = 'product_id' AND value = $2"
                }
                _ => "UPDATE shipment_term SET value = ? WHERE kind = 'product_id' AND value = ?",
            };
            let values = [value.into(), code.into()];
            connection.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
        }
    }
    for insert in [PAIRS, COUNTS] {
        connection.execute_unprepared(insert).await?;
    }
    Ok(())
}

/// The carriers that every installation knows, behind those that are there.
async fn carriers(connection: &impl ConnectionTrait) -> Result<(), DbErr> {
    let backend = connection.get_database_backend();
    let sql = match backend {
        DbBackend::Postgres => {
            "INSERT INTO carrier (code, name, enabled, position, tracking_url, is_own)
             SELECT $1, $2, TRUE, coalesce(max(position), 0) + 1, $3, FALSE FROM carrier
             HAVING NOT EXISTS (SELECT 1 FROM carrier WHERE code = $1)"
        }
        _ => {
            "INSERT INTO carrier (code, name, enabled, position, tracking_url, is_own)
             SELECT ?1, ?2, TRUE, coalesce(max(position), 0) + 1, ?3, FALSE FROM carrier
             HAVING NOT EXISTS (SELECT 1 FROM carrier WHERE code = ?1)"
        }
    };
    for carrier in CARRIERS {
        let url = (!carrier.tracking_url.is_empty()).then_some(carrier.tracking_url);
        let values = [carrier.code.into(), carrier.name.into(), url.into()];
        connection.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
    }
    Ok(())
}

/// The lane by status, destination and kind.
fn lane_case() -> String {
    let mut case = "CASE".to_owned();
    for status in ShipmentStatus::ALL {
        for destination in Destination::ALL {
            for kind in ShipmentKind::ALL {
                let lane = status.lane(*destination, *kind).0;
                // Writing to a String cannot fail.
                let _ = write!(
                    case,
                    " WHEN status = '{status}' AND destination = '{destination}' AND kind = '{kind}' THEN {lane}"
                );
            }
        }
    }
    case + " ELSE 0 END"
}

const ROUTES: &str = "
    INSERT INTO shipment_term (shipment_id, kind, value, lane, placed_at, is_test)
    SELECT id, 'location', CAST(location_id AS TEXT), lane, order_placed_at, is_test FROM shipment WHERE location_id IS NOT NULL
    UNION ALL
    SELECT id, 'policy', CAST(policy_id AS TEXT), lane, order_placed_at, is_test FROM shipment WHERE policy_id IS NOT NULL
    UNION ALL
    SELECT id, 'option', CAST(option_id AS TEXT), lane, order_placed_at, is_test FROM shipment WHERE option_id IS NOT NULL";

const PRODUCTS: &str = "
    INSERT INTO shipment_term (shipment_id, kind, value, lane, placed_at, is_test)
    SELECT DISTINCT s.id, 'product_id', upper(trim(l.product_code)), s.lane, s.order_placed_at, s.is_test
    FROM shipment s JOIN shipment_line of_it ON of_it.shipment_id = s.id JOIN order_line l ON l.id = of_it.order_line_id
    WHERE trim(l.product_code) <> ''";

/// As `domain::query::pair` words them, between its separators (U+001F).
const PAIRS: &str = "
    INSERT INTO shipment_term (shipment_id, kind, value, lane, placed_at, is_test)
    SELECT a.shipment_id, 'pair', a.kind || '\u{1f}' || a.value || '\u{1f}' || b.kind || '\u{1f}' || b.value, a.lane, a.placed_at, a.is_test
    FROM (SELECT * FROM shipment_term WHERE kind = 'product_id') a
    JOIN (SELECT * FROM shipment_term WHERE kind IN ('location', 'policy', 'option')) b ON b.shipment_id = a.shipment_id";

const COUNTS: &str = "
    INSERT INTO lane_delta (lane, orders)
    SELECT lane, count(*) FROM shipment WHERE lane > 0 AND is_test = FALSE GROUP BY lane";

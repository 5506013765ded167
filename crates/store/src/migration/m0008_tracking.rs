//! What is told of a number before a shipment bears it; and the index that parcels which are due are read from.

use sea_orm_migration::prelude::{
    DbErr, MigrationName, MigrationTrait, SchemaManager, Table, TableCreateStatement, async_trait,
};
use sea_orm_migration::schema::{json_binary, string};

use super::table::{TableIndex, at, index, keyed, table};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0008_tracking"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::create(manager, vec![early_report()], vec![BY_AGE, DUE]).await?;
        manager.drop_index(BEFORE.drop()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_index(BEFORE.create()).await?;
        manager.drop_index(DUE.drop()).await?;
        manager.drop_table(Table::drop().table("early_report").to_owned()).await
    }
}

const BY_AGE: TableIndex = index("early_report", &["received_at"]);

/// Of all shipments those that move still, a few in a hundred: one range of it is what is due, the parcels of test orders apart.
pub(super) const DUE: TableIndex = TableIndex {
    condition: Some("next_poll_at IS NOT NULL"),
    ..index("shipment", &["is_test", "next_poll_at"])
};

/// What was there for it.
pub(super) const BEFORE: TableIndex = index("shipment", &["next_poll_at"]);

pub(super) fn early_report() -> TableCreateStatement {
    let columns = vec![string("number"), string("slug"), json_binary("report"), at("received_at")];
    keyed(table("early_report", columns, &[]), &["number", "slug"])
}

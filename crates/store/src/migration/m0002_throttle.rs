//! The throttling of sign-ins, and indexes for each way the audit log is filtered.

use sea_orm_migration::prelude::{
    DbErr, MigrationName, MigrationTrait, SchemaManager, Table, TableCreateStatement, async_trait,
};
use sea_orm_migration::schema::string;

use super::table::{TableIndex, at, index, table};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0002_throttle"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::create(manager, vec![throttle()], indexes()).await?;
        manager.drop_index(index("audit", &["at"]).drop()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_index(index("audit", &["at"]).create()).await?;
        for index in indexes() {
            manager.drop_index(index.drop()).await?;
        }
        manager.drop_table(Table::drop().table("throttle").to_owned()).await
    }
}

pub(super) fn throttle() -> TableCreateStatement {
    table("throttle", vec![string("key").primary_key().take(), at("until")], &[])
}

fn indexes() -> Vec<TableIndex> {
    vec![
        index("throttle", &["until"]),
        index("audit", &["at", "id"]),
        index("audit", &["user_id", "at", "id"]),
        index("audit", &["kind", "at", "id"]),
        index("audit", &["user_id", "kind", "at", "id"]),
    ]
}

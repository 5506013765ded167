//! The first schema: all that `docs/data-model.md` names.

mod customer;
mod desk;
mod goods;
mod merchant;
mod order;
mod shipment;
mod work;

use sea_orm_migration::prelude::{
    DbErr, MigrationName, MigrationTrait, SchemaManager, Table, TableCreateStatement, async_trait,
};
use sea_orm_migration::sea_orm::{ConnectionTrait as _, DbBackend};

use super::table::TableIndex;

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0001_first"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    // On SQLite a migration runs in a transaction only if it says so.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::create(manager, tables(), indexes()).await?;
        if manager.get_database_backend() == DbBackend::Postgres {
            // Prefixes are ranges of bytes, which a language's collation does not keep together.
            for column in customer::PREFIX_KEYS {
                let sql = format!(
                    r#"CREATE INDEX "ix_customer_{column}_c" ON "customer" ("{column}" COLLATE "C", "id")"#
                );
                manager.get_connection().execute_unprepared(&sql).await?;
            }
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in tables().iter().rev() {
            if let Some(name) = table.get_table_name() {
                manager.drop_table(Table::drop().table(name.clone()).to_owned()).await?;
            }
        }
        Ok(())
    }
}

/// A table stands after those it names.
pub(super) fn tables() -> Vec<TableCreateStatement> {
    [
        merchant::tables(),
        customer::tables(),
        goods::tables(),
        order::tables(),
        desk::tables(),
        shipment::tables(),
        work::tables(),
    ]
    .concat()
}

pub(super) fn indexes() -> Vec<TableIndex> {
    [
        merchant::indexes(),
        customer::indexes(),
        goods::indexes(),
        order::indexes(),
        desk::indexes(),
        shipment::indexes(),
        work::indexes(),
    ]
    .concat()
}

//! Pictures of products. The column for an address of one somewhere else was never written: it becomes the digest of the product's own.

use sea_orm_migration::prelude::{
    DbErr, MigrationName, MigrationTrait, SchemaManager, Table, TableCreateStatement, async_trait,
};
use sea_orm_migration::schema::{big_integer, blob, integer, string};

use super::table::{TableIndex, at, index, table};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0006_pictures"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::create(manager, vec![product_picture()], vec![BY_DIGEST]).await?;
        manager
            .alter_table(Table::alter().table("product").rename_column("picture_url", "picture").to_owned())
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("product_picture").to_owned()).await?;
        manager
            .alter_table(Table::alter().table("product").rename_column("picture", "picture_url").to_owned())
            .await
    }
}

/// Not unique: two products may show the same.
const BY_DIGEST: TableIndex = index("product_picture", &["digest"]);

pub(super) fn product_picture() -> TableCreateStatement {
    // The small one is read most, and stands before the large one: SQLite finds a column by going through those before it.
    let columns = vec![
        big_integer("product_id").primary_key().take(),
        string("digest"),
        integer("width"),
        integer("height"),
        at("changed_at"),
        blob("small"),
        blob("large"),
    ];
    table("product_picture", columns, &[("product_id", "product")])
}

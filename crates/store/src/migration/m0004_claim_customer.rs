//! Whose claim it is, so that a customer's claims are not looked for among all their orders.

use sea_orm_migration::prelude::{
    ConnectionTrait as _, DbErr, MigrationName, MigrationTrait, SchemaManager, Table, async_trait,
};
use sea_orm_migration::schema::big_integer_null;

use super::table::{TableIndex, index};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0004_claim_customer"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = Table::alter().table("claim").add_column(big_integer_null("customer_id")).to_owned();
        manager.alter_table(column).await?;
        manager.get_connection().execute_unprepared(FILL).await?;
        manager.create_index(BY_CUSTOMER.create()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        connection.execute(&BY_CUSTOMER.drop()).await?;
        manager.alter_table(Table::alter().table("claim").drop_column("customer_id").to_owned()).await
    }
}

/// Newest first.
pub(super) const BY_CUSTOMER: TableIndex = index("claim", &["customer_id", "requested_at", "id"]);

const FILL: &str =
    r#"UPDATE claim SET customer_id = (SELECT customer_id FROM "order" WHERE "order".id = claim.order_id)"#;

//! The words that products are found by, and what the products list narrows by.

use std::collections::BTreeMap;

use sea_orm_migration::prelude::{
    DbErr, MigrationName, MigrationTrait, SchemaManager, Table, TableCreateStatement, async_trait,
};
use sea_orm_migration::schema::{big_integer, string};
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend, Statement};

use super::table::{TableIndex, index, keyed, table};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0005_goods"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::create(manager, vec![product_term()], indexes()).await?;
        let connection = manager.get_connection();
        // Prefixes are ranges of bytes: see the first migration.
        let value = match manager.get_database_backend() {
            DbBackend::Postgres => r#""value" COLLATE "C""#,
            _ => r#""value""#,
        };
        let by_value = format!(r#"CREATE INDEX "{BY_VALUE}" ON "product_term" ({value}, "product_id")"#);
        connection.execute_unprepared(&by_value).await?;
        fill(connection).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for index in indexes() {
            manager.drop_index(index.drop()).await?;
        }
        manager.drop_table(Table::drop().table("product_term").to_owned()).await
    }
}

const BY_VALUE: &str = "ix_product_term_value_product_id";

pub(super) fn product_term() -> TableCreateStatement {
    let columns = vec![big_integer("product_id"), string("value")];
    keyed(table("product_term", columns, &[]), &["product_id", "value"])
}

fn indexes() -> Vec<TableIndex> {
    vec![
        TableIndex { condition: Some("on_hand <= allocated"), ..index("stock", &["sku_id"]) },
        TableIndex { condition: Some("delivery_name IS NULL"), ..index("product", &["code"]) },
    ]
}

/// The words of the products that are there already.
async fn fill(connection: &impl ConnectionTrait) -> Result<(), DbErr> {
    let backend = connection.get_database_backend();
    // A name of blanks is none, to a release as to the list.
    connection
        .execute_unprepared("UPDATE product SET delivery_name = NULL WHERE trim(delivery_name) = ''")
        .await?;
    let mut texts: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    for sql in [
        "SELECT id, code, name, delivery_name FROM product",
        "SELECT product_id, code, option_name, barcode FROM sku",
    ] {
        for row in connection.query_all_raw(Statement::from_string(backend, sql)).await? {
            let texts = texts.entry(row.try_get_by(0)?).or_default();
            for column in 1..=3 {
                texts.extend(row.try_get_by::<Option<String>, _>(column)?);
            }
        }
    }
    for (product, texts) in texts {
        for value in domain::goods::terms(texts.iter().map(String::as_str)) {
            let sql = match backend {
                DbBackend::Postgres => "INSERT INTO product_term (product_id, value) VALUES ($1, $2)",
                _ => "INSERT INTO product_term (product_id, value) VALUES (?, ?)",
            };
            let values = [product.into(), value.into()];
            connection.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
        }
    }
    Ok(())
}

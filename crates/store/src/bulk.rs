//! Many rows at once: imports and seeds. Ids are given by the loader; call [`reset_sequences`] once at the end.

use std::fmt::Write as _;

use sea_orm::{ConnectionTrait, DbBackend, DbErr, FromQueryResult, Statement, Value};

use crate::{Store, StoreError};

/// Rows of one statement, at most: beyond this a longer statement saves nothing.
const MOST_ROWS: usize = 1024;

/// Inserts rows into a table, in the order of `columns`; gives their number.
///
/// The values of one column are of one [`Value`] variant in all calls, NULLs too (`Value::BigInt(None)`): PostgreSQL keeps
/// the statement with the types it first saw.
///
/// # Errors
/// [`StoreError::Other`] when a row has not as many values as there are columns, before anything of this call is written; else as any
/// statement. Run it in a transaction: rows of the same call before the one that failed are written.
pub async fn bulk_insert<C: ConnectionTrait>(
    connection: &C,
    table: &str,
    columns: &[&str],
    rows: Vec<Vec<Value>>,
) -> Result<u64, StoreError> {
    if let Some(row) = rows.iter().position(|row| row.len() != columns.len() || row.is_empty()) {
        return Err(StoreError::Other(DbErr::Type(format!(
            "row {row} for {table} does not have {} values",
            columns.len()
        ))));
    }
    let backend = connection.get_database_backend();
    let count = rows.len();
    let mut rows = rows.into_iter();
    let mut left = count;
    while left > 0 {
        let size = statement_rows(backend, columns.len(), left);
        let sql = insert_sql(backend, table, columns, size);
        while left >= size {
            let values: Vec<Value> = rows.by_ref().take(size).flatten().collect();
            connection.execute_raw(Statement::from_sql_and_values(backend, sql.as_str(), values)).await?;
            left -= size;
        }
    }
    Ok(count as u64)
}

/// How many of the rows that are left go into one statement. Powers of two: a table's statements have few lengths, so all of them
/// stay prepared.
pub(crate) fn statement_rows(backend: DbBackend, columns: usize, left: usize) -> usize {
    let most_values = match backend {
        DbBackend::Sqlite => 32_766,
        _ => 65_535,
    };
    floor_power_of_two((most_values / columns.max(1)).min(MOST_ROWS).min(left))
}

/// The largest power of two that is no larger; 1 for 0.
fn floor_power_of_two(number: usize) -> usize {
    1 << number.max(1).ilog2()
}

pub(crate) fn insert_sql(backend: DbBackend, table: &str, columns: &[&str], rows: usize) -> String {
    let mut sql = format!("INSERT INTO \"{table}\" (\"{}\") VALUES ", columns.join("\", \""));
    let mut number = 0;
    for row in 0..rows {
        sql.push_str(if row == 0 { "(" } else { ", (" });
        for column in 0..columns.len() {
            if column > 0 {
                sql.push(',');
            }
            match backend {
                DbBackend::Postgres => {
                    number += 1;
                    // Writing to a String cannot fail.
                    let _ = write!(sql, "${number}");
                }
                _ => sql.push('?'),
            }
        }
        sql.push(')');
    }
    sql
}

#[derive(FromQueryResult)]
struct IdentityColumn {
    table_name: String,
    column_name: String,
}

/// Lets the ids that the database gives begin after the largest there is. PostgreSQL needs it after rows came with ids of
/// their own; SQLite sees to it itself.
///
/// # Errors
/// [`StoreError`] as any statement.
pub async fn reset_sequences(store: &Store) -> Result<(), StoreError> {
    if store.backend() != DbBackend::Postgres {
        return Ok(());
    }
    let identities = IdentityColumn::find_by_statement(Statement::from_string(
        DbBackend::Postgres,
        "SELECT table_name::text, column_name::text FROM information_schema.columns \
         WHERE table_schema = current_schema() AND is_identity = 'YES'",
    ))
    .all(store.writer())
    .await?;
    for IdentityColumn { table_name, column_name } in identities {
        let sql = format!(
            "SELECT setval(pg_get_serial_sequence('\"{table_name}\"', '{column_name}'), \
             (SELECT coalesce(max(\"{column_name}\"), 0) + 1 FROM \"{table_name}\"), false)"
        );
        store.writer().execute_unprepared(&sql).await?;
    }
    Ok(())
}

//! The words that migrations describe tables with.

use sea_orm_migration::prelude::{
    ColumnDef, ConditionalStatement as _, Expr, ForeignKey, ForeignKeyCreateStatement, Index,
    IndexCreateStatement, IndexDropStatement, Table, TableCreateStatement,
};
use sea_orm_migration::schema::{big_integer, big_integer_null, string_len, string_len_null};

/// An index as data, so that a bulk load can drop it and build exactly the same again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TableIndex {
    /// The table.
    pub table: &'static str,
    /// Its columns, in order.
    pub columns: &'static [&'static str],
    /// Whether no two rows may have the same values (a NULL equals nothing).
    pub unique: bool,
    /// SQL condition of the rows it holds; `None` is all.
    pub condition: Option<&'static str>,
}

impl TableIndex {
    /// `ix_order_placed_at_id`; unique ones begin with `ux`.
    pub fn name(&self) -> String {
        let kind = if self.unique { "ux" } else { "ix" };
        let mut name = format!("{kind}_{}_{}", self.table, self.columns.join("_"));
        // A partial index stands beside the whole one.
        if self.condition.is_some() {
            name.push_str("_part");
        }
        name
    }

    /// The statement that builds it, if it is missing.
    pub fn create(&self) -> IndexCreateStatement {
        let mut index = Index::create();
        index.name(self.name()).table(self.table).if_not_exists();
        for column in self.columns {
            index.col(*column);
        }
        if self.unique {
            index.unique();
        }
        if let Some(condition) = self.condition {
            index.and_where(Expr::cust(condition));
        }
        index
    }

    /// The statement that drops it, if it is there.
    pub fn drop(&self) -> IndexDropStatement {
        Index::drop().name(self.name()).if_exists().to_owned()
    }
}

pub(super) const fn index(table: &'static str, columns: &'static [&'static str]) -> TableIndex {
    TableIndex { table, columns, unique: false, condition: None }
}

pub(super) const fn unique(table: &'static str, columns: &'static [&'static str]) -> TableIndex {
    TableIndex { table, columns, unique: true, condition: None }
}

/// A table of these columns; `keys` says which of them are foreign keys, as `(column, table)`.
///
/// A foreign key points at the table's `id`, or at `carrier.code`.
pub(super) fn table(
    name: &'static str,
    columns: Vec<ColumnDef>,
    keys: &[(&'static str, &'static str)],
) -> TableCreateStatement {
    let mut table = Table::create();
    table.table(name);
    for mut column in columns {
        table.col(&mut column);
    }
    for (column, target) in keys {
        table.foreign_key(&mut reference(name, column, target));
    }
    table
}

fn reference(table: &'static str, column: &'static str, target: &'static str) -> ForeignKeyCreateStatement {
    let key = if target == "carrier" { "code" } else { "id" };
    ForeignKey::create().name(format!("fk_{table}_{column}")).from(table, column).to(target, key).to_owned()
}

/// A primary key of several columns.
pub(super) fn keyed(mut table: TableCreateStatement, columns: &[&'static str]) -> TableCreateStatement {
    let mut key = Index::create();
    for column in columns {
        key.col(*column);
    }
    table.primary_key(&mut key);
    table
}

/// An id given by the database. On SQLite `AUTOINCREMENT`, so that no id is given twice: timelines outlive what they tell of.
pub(super) fn id() -> ColumnDef {
    big_integer("id").auto_increment().primary_key().take()
}

/// A moment: microseconds since 1970-01-01 UTC.
pub(super) fn at(name: &'static str) -> ColumnDef {
    big_integer(name)
}

pub(super) fn at_null(name: &'static str) -> ColumnDef {
    big_integer_null(name)
}

/// An ISO 3166 code. Not PostgreSQL's `char`: it is padded, and its indexes are passed over when compared with `text`.
pub(super) fn country(name: &'static str) -> ColumnDef {
    string_len(name, 2)
}

pub(super) fn country_null(name: &'static str) -> ColumnDef {
    string_len_null(name, 2)
}

/// An ISO 4217 code.
pub(super) fn currency() -> ColumnDef {
    string_len("currency", 3)
}

/// The nine columns of an address.
pub(super) fn address() -> Vec<ColumnDef> {
    use sea_orm_migration::schema::string_null as text;
    vec![
        text("recipient"),
        text("company"),
        text("phone"),
        country_null("country"),
        text("postal_code"),
        text("region"),
        text("city"),
        text("line1"),
        text("line2"),
    ]
}

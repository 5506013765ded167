//! Shipping locations, their delivery policies, and the policies' shipping options.

use domain::id::{LocationId, OptionId, PolicyId};
use domain::item_link::Ways;
use sea_orm::sea_query::{Expr, Query, TableRef, UnionType};
use sea_orm::{ConnectionTrait, EntityName as _, FromQueryResult};

use crate::entity::{delivery_policy, location, shipping_option};
use crate::error::StoreError;

/// All of a merchant's ways to ship: a few dozen rows at most.
#[derive(Clone, Debug, Default)]
pub struct AllRouting {
    /// Locations, in the merchant's order.
    pub locations: Vec<(LocationId, String)>,
    /// Policies with their location.
    pub policies: Vec<(PolicyId, LocationId, String)>,
    /// Options with their policy.
    pub options: Vec<(OptionId, PolicyId, String)>,
    /// The location that things ship from when nobody says otherwise.
    pub default_location: Option<LocationId>,
}

impl AllRouting {
    /// The same without names, to complete routes by.
    pub fn ways(&self) -> Ways {
        Ways {
            location: self.default_location,
            policies: self.policies.iter().map(|(policy, location, _)| (*policy, *location)).collect(),
            options: self.options.iter().map(|(option, policy, _)| (*option, *policy)).collect(),
        }
    }
}

/// Reads them, in one statement.
///
/// # Errors
/// When the database can't be read.
pub async fn all(db: &impl ConnectionTrait) -> Result<AllRouting, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        level: i32,
        id: i64,
        parent: i64,
        name: String,
        position: i32,
        is_default: bool,
    }
    let of = |level: i32, table: TableRef, parent: Expr, is_default: Expr| {
        Query::select()
            .expr_as(Expr::value(level), "level")
            .column("id")
            .expr_as(parent, "parent")
            .columns(["name", "position"])
            .expr_as(is_default, "is_default")
            .from(table)
            .take()
    };
    let mut query = of(0, location::Entity.table_ref(), Expr::value(0_i64), Expr::col("is_default"));
    query
        .union(
            UnionType::All,
            of(1, delivery_policy::Entity.table_ref(), Expr::col("location_id"), Expr::value(false)),
        )
        .union(
            UnionType::All,
            of(2, shipping_option::Entity.table_ref(), Expr::col("policy_id"), Expr::value(false)),
        );
    let mut rows = Row::find_by_statement(db.get_database_backend().build(&query)).all(db).await?;
    rows.sort_unstable_by_key(|row| (row.level, row.position, row.id));
    let mut all = AllRouting::default();
    for Row { level, id, parent, name, is_default, .. } in rows {
        match level {
            0 => {
                if is_default {
                    all.default_location = Some(LocationId(id));
                }
                all.locations.push((LocationId(id), name));
            }
            1 => all.policies.push((PolicyId(id), LocationId(parent), name)),
            _ => all.options.push((OptionId(id), PolicyId(parent), name)),
        }
    }
    Ok(all)
}

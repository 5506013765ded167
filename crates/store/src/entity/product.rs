//! A product.

use domain::id::ProductId;
use domain::time::Timestamp;
use sea_orm::entity::prelude::*;

/// A product.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "product")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: ProductId,
    /// The Product ID, unique.
    pub code: String,
    pub name: String,
    pub delivery_name: Option<String>,
    /// The digest of its row in `product_picture`.
    pub picture: Option<String>,
    pub changed_at: Timestamp,
    pub version: i32,
}

/// No foreign keys.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

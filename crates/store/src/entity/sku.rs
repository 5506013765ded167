//! A product's option with its own stock.

use domain::id::{ProductId, SkuId};
use domain::time::Timestamp;
use sea_orm::entity::prelude::*;

/// A product's option with its own stock.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sku")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: SkuId,
    pub product_id: ProductId,
    /// Unique.
    pub code: String,
    pub option_name: Option<String>,
    pub barcode: Option<String>,
    /// Grams.
    pub weight_g: Option<i32>,
    pub hs_code: Option<String>,
    #[sea_orm(column_type = "String(StringLen::N(2))")]
    pub origin: Option<String>,
    /// Minor units.
    pub price: Option<i64>,
    pub changed_at: Timestamp,
    pub version: i32,
}

/// The rows this one names by a foreign key.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// To `product`.
    #[sea_orm(
        belongs_to = "super::product::Entity",
        from = "Column::ProductId",
        to = "super::product::Column::Id"
    )]
    Product,
}

impl ActiveModelBehavior for ActiveModel {}

//! A product's picture, as JPEGs made by Waybill itself.

use domain::id::ProductId;
use domain::time::Timestamp;
use sea_orm::entity::prelude::*;

/// A product's picture, as JPEGs made by Waybill itself.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "product_picture")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub product_id: ProductId,
    /// SHA-256 of both JPEGs, in hex; products may share it.
    pub digest: String,
    #[sea_orm(column_type = "Blob")]
    pub small: Vec<u8>,
    #[sea_orm(column_type = "Blob")]
    pub large: Vec<u8>,
    /// Of the large one, in pixels.
    pub width: i32,
    pub height: i32,
    pub changed_at: Timestamp,
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

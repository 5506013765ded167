//! A word that a product can be found by. Rebuilt at will: no foreign keys.

use domain::id::ProductId;
use sea_orm::entity::prelude::*;

/// A word that a product can be found by. Rebuilt at will: no foreign keys.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "product_term")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub product_id: ProductId,
    /// As [`domain::goods::terms`] gives them.
    #[sea_orm(primary_key, auto_increment = false)]
    pub value: String,
}

/// No foreign keys.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

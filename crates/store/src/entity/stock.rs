//! What of a SKU lies at a location; 0 <= allocated <= on hand.

use domain::id::{LocationId, SkuId};
use domain::stock::Stock;
use sea_orm::entity::prelude::*;

/// What of a SKU lies at a location; 0 <= allocated <= on hand.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "stock")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub location_id: LocationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub sku_id: SkuId,
    pub on_hand: i32,
    pub allocated: i32,
}

/// The rows this one names by a foreign key.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// To `location`.
    #[sea_orm(
        belongs_to = "super::location::Entity",
        from = "Column::LocationId",
        to = "super::location::Column::Id"
    )]
    Location,
    /// To `sku`.
    #[sea_orm(belongs_to = "super::sku::Entity", from = "Column::SkuId", to = "super::sku::Column::Id")]
    Sku,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Its units, as the domain reckons with them.
    pub const fn units(&self) -> Stock {
        Stock { on_hand: self.on_hand, allocated: self.allocated }
    }
}

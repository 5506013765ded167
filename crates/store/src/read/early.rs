//! What was told of numbers that no shipment bears yet.

use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _};

use crate::entity::early_report;
use crate::error::StoreError;

/// What was told of these numbers, written without hyphens; a few hundred at most.
///
/// # Errors
/// When the database can't be read.
pub async fn of_numbers(
    db: &impl ConnectionTrait,
    numbers: &[String],
) -> Result<Vec<early_report::Model>, StoreError> {
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    Ok(early_report::Entity::find()
        .filter(early_report::Column::Number.is_in(numbers))
        .order_by_asc(early_report::Column::Number)
        .order_by_asc(early_report::Column::Slug)
        .all(db)
        .await?)
}

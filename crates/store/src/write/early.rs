//! What was told of numbers that no shipment bears yet.

use domain::time::Timestamp;
use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, Condition, DatabaseTransaction, EntityTrait as _,
    IntoActiveModel as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};

use super::changed::upsert;
use crate::StoreError;
use crate::entity::early_report;

/// Keeps a report, in the place of the one before.
///
/// # Errors
/// [`StoreError`] as any statement.
pub async fn save_early_report(tx: &DatabaseTransaction, row: early_report::Model) -> Result<(), StoreError> {
    use early_report::Column::{Number, ReceivedAt, Report, Slug};
    upsert(tx, vec![row.into_active_model().reset_all()], &[Number, Slug], &[Report, ReceivedAt]).await
}

/// Drops the reports of these numbers and carriers, of which there are few.
///
/// # Errors
/// [`StoreError`] as any statement.
pub async fn drop_early_reports(
    tx: &DatabaseTransaction,
    keys: &[(String, String)],
) -> Result<(), StoreError> {
    use early_report::Column::{Number, Slug};
    if keys.is_empty() {
        return Ok(());
    }
    let one = |any: Condition, (number, slug): &(String, String)| {
        any.add(Number.eq(number.as_str()).and(Slug.eq(slug.as_str())))
    };
    let any = keys.iter().fold(Condition::any(), one);
    early_report::Entity::delete_many().filter(any).exec(tx).await?;
    Ok(())
}

/// Drops the reports from before a moment, and all but so many of the latest.
///
/// # Errors
/// [`StoreError`] as any statement.
pub async fn forget_early_reports(
    tx: &DatabaseTransaction,
    before: Timestamp,
    most: u64,
) -> Result<(), StoreError> {
    use early_report::Column::ReceivedAt;
    early_report::Entity::delete_many().filter(ReceivedAt.lt(before)).exec(tx).await?;
    let too_many: Option<Timestamp> = early_report::Entity::find()
        .order_by_desc(ReceivedAt)
        .offset(most)
        .limit(1)
        .select_only()
        .column(ReceivedAt)
        .into_tuple()
        .one(tx)
        .await?;
    if let Some(latest) = too_many {
        early_report::Entity::delete_many().filter(ReceivedAt.lte(latest)).exec(tx).await?;
    }
    Ok(())
}

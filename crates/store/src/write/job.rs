//! The rows of jobs.

use sea_orm::{ActiveModelTrait as _, DatabaseTransaction, IntoActiveModel as _};

use super::changed::upsert;
use crate::StoreError;
use crate::entity::job_row;

/// Writes rows of jobs, or what came of those that are there.
///
/// # Errors
/// [`StoreError`] as any statement.
pub async fn save_job_rows(
    tx: &DatabaseTransaction,
    rows: impl IntoIterator<Item = job_row::Model>,
) -> Result<(), StoreError> {
    use job_row::Column::{JobId, Position, Result, State};
    let rows = rows.into_iter().map(|row| row.into_active_model().reset_all());
    upsert(tx, rows.collect(), &[JobId, Position], &[State, Result]).await
}

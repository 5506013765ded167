//! The rules that link malls' listings to SKUs.

use std::collections::HashMap;

use domain::id::{ChannelId, SkuId};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::entity::item_rule;
use crate::error::StoreError;

/// What a channel's listings are linked to, by the channel's own SKU; a listing without a rule is left out.
///
/// # Errors
/// [`StoreError`] as any statement.
pub async fn of_channel(
    db: &impl ConnectionTrait,
    channel: ChannelId,
    mall_skus: impl IntoIterator<Item = &str> + Send,
) -> Result<HashMap<String, SkuId>, StoreError> {
    Ok(item_rule::Entity::find()
        .filter(item_rule::Column::ChannelId.eq(channel))
        .filter(item_rule::Column::MallSku.is_in(mall_skus))
        .select_only()
        .column(item_rule::Column::MallSku)
        .column(item_rule::Column::SkuId)
        .into_tuple()
        .all(db)
        .await?
        .into_iter()
        .collect())
}

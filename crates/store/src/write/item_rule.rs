//! The rules that link malls' listings to SKUs.

use domain::id::{ChannelId, SkuId};
use domain::time::Timestamp;
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::DatabaseTransaction;

use super::changed::upsert;
use crate::StoreError;
use crate::entity::item_rule;

/// From now on a channel's listing is this SKU.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkRule {
    /// The channel.
    pub channel_id: ChannelId,
    /// The channel's own SKU.
    pub mall_sku: String,
    /// Ours.
    pub sku_id: SkuId,
}

/// Writes rules; a listing that had one gets the new one.
///
/// # Errors
/// [`StoreError`] as any statement.
pub async fn save_item_rules(
    tx: &DatabaseTransaction,
    rules: Vec<LinkRule>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let rows = rules.into_iter().map(|rule| item_rule::ActiveModel {
        id: NotSet,
        channel_id: Set(rule.channel_id),
        mall_sku: Set(rule.mall_sku),
        sku_id: Set(rule.sku_id),
        created_at: Set(now),
    });
    use item_rule::Column::{ChannelId as Channel, MallSku, SkuId as Sku};
    upsert(tx, rows.collect(), &[Channel, MallSku], &[Sku]).await
}

//! The outbox: what customers are to be told, written with the change that it tells of and sent afterwards (NTF-02).

use std::collections::HashMap;

use domain::id::{CustomerId, NoticeId, OrderId};
use domain::kind::{Notice, NoticeMedium, NoticeState};
use domain::time::Timestamp;
use sea_orm::ActiveValue::NotSet;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, DatabaseTransaction, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _, QuerySelect as _,
};
use store::entity::{customer, merchant, notice};

use crate::Error;

/// A notice to be queued.
#[derive(Clone, Debug)]
pub(crate) struct NewNotice {
    /// Of this order.
    pub order_id: OrderId,
    /// Its customer, whose language is taken.
    pub customer_id: Option<CustomerId>,
    /// How it is sent.
    pub medium: NoticeMedium,
    /// To whom.
    pub recipient: String,
    /// What it tells.
    pub notice: Notice,
    /// What of, so that one thing is told once.
    pub about: String,
    /// What its text names.
    pub payload: serde_json::Value,
    /// When.
    pub at: Timestamp,
}

/// Queues notices, each once.
pub(crate) async fn queue(tx: &DatabaseTransaction, notices: Vec<NewNotice>) -> Result<(), Error> {
    if notices.is_empty() {
        return Ok(());
    }
    let locales: HashMap<CustomerId, Option<String>> = customer::Entity::find()
        .filter(customer::Column::Id.is_in(notices.iter().filter_map(|new| new.customer_id)))
        .select_only()
        .columns([customer::Column::Id, customer::Column::Locale])
        .into_tuple()
        .all(tx)
        .await?
        .into_iter()
        .collect();
    let own: Option<String> = merchant::Entity::find_by_id(merchant::ONLY)
        .select_only()
        .column(merchant::Column::Locale)
        .into_tuple()
        .one(tx)
        .await?;
    let own = own.unwrap_or_else(|| text::Locale::En.as_str().to_owned());
    let rows = notices.into_iter().map(|new| {
        let spoken = new.customer_id.and_then(|id| locales.get(&id).cloned().flatten());
        let row = notice::Model {
            id: NoticeId(0),
            dedupe_key: format!("{}:{}:{}", new.notice.as_str(), new.medium.as_str(), new.about),
            order_id: Some(new.order_id),
            event_id: None,
            medium: new.medium,
            recipient: new.recipient,
            template: new.notice.as_str().to_owned(),
            locale: spoken.unwrap_or_else(|| own.clone()),
            payload: new.payload,
            state: NoticeState::Queued,
            attempts: 0,
            next_attempt_at: new.at,
            last_error: None,
            created_at: new.at,
            sent_at: None,
        };
        notice::ActiveModel { id: NotSet, ..row.into_active_model().reset_all() }
    });
    let once = OnConflict::column(notice::Column::DedupeKey).do_nothing().to_owned();
    notice::Entity::insert_many(rows).on_conflict(once).exec_without_returning(tx).await?;
    Ok(())
}

//! The outbox: what customers are to be told, written with the change that it tells of and sent afterwards (NTF-02).

use std::collections::HashMap;

use domain::id::{CustomerId, NoticeId, OrderId};
use domain::kind::{ActorKind, Notice, NoticeMedium, NoticeState};
use domain::notice::NoticeFacts;
use domain::role::Permission;
use domain::time::Timestamp;
use domain::timeline::TimelineEvent;
use domain::view::Change;
use sea_orm::ActiveValue::NotSet;
use sea_orm::sea_query::{Expr, ExprTrait as _, LockBehavior, LockType, OnConflict};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, DatabaseTransaction, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _,
};
use store::entity::{customer, event, merchant, notice};
use store::{read, write_tx};
use text::{Locale, Mail};

use crate::merchant::Home;
use crate::{Actor, Error, Services, live};

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
    pub facts: NoticeFacts,
    /// When.
    pub at: Timestamp,
}

/// Queues notices, each once, in the customer's language, or else the merchant's.
pub(crate) async fn queue(
    tx: &DatabaseTransaction,
    home: &Home,
    notices: Vec<NewNotice>,
) -> Result<(), Error> {
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
            locale: spoken.unwrap_or_else(|| home.locale.clone()),
            // Plain texts, which JSON can always hold.
            payload: serde_json::to_value(new.facts).unwrap_or_default(),
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

/// So often a notice is tried.
const TRIES: i32 = 10;
/// How long a worker may take to send what it has taken, in seconds; whoever comes later sends it again.
const LEASE: i64 = 120;

/// A notice to be sent now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// Which: the same each time it is tried.
    pub id: NoticeId,
    /// To whom.
    pub to: String,
    /// What to say.
    pub mail: Mail,
    order_id: Option<OrderId>,
    notice: Notice,
    attempts: i32,
}

/// Why a notice was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotSent {
    /// Later it may be: the server is away, or asks to come again.
    Later(String),
    /// It never will be: there is no such address, or the mail is refused.
    Never(String),
}

/// Takes the notice that is due longest, so that no other server sends it, too. What a server took and did not send before it was lost is due
/// again after a while.
///
/// # Errors
/// When the database can't be written to.
pub async fn take_due(services: &Services) -> Result<Option<Due>, Error> {
    let now = services.now();
    let due = || {
        notice::Entity::find()
            .filter(notice::Column::State.is_in([NoticeState::Queued, NoticeState::Sending]))
            .filter(notice::Column::NextAttemptAt.lte(now))
            .order_by_asc(notice::Column::NextAttemptAt)
            .limit(1)
    };
    // Most times there is nothing.
    if due().one(services.store.reader()).await?.is_none() {
        return Ok(None);
    }
    write_tx(&services.store, async |tx| {
        let found = due().lock_with_behavior(LockType::Update, LockBehavior::SkipLocked).one(tx).await?;
        let Some(row) = found else { return Ok(None) };
        notice::Entity::update_many()
            .col_expr(notice::Column::State, Expr::value(NoticeState::Sending))
            .col_expr(notice::Column::NextAttemptAt, Expr::value(now.plus_seconds(LEASE)))
            .col_expr(notice::Column::Attempts, Expr::col(notice::Column::Attempts).add(1))
            .filter(notice::Column::Id.eq(row.id))
            .exec(tx)
            .await?;
        let shop: Option<String> = merchant::Entity::find_by_id(merchant::ONLY)
            .select_only()
            .column(merchant::Column::Name)
            .into_tuple()
            .one(tx)
            .await?;
        Ok(worded(row, &shop.unwrap_or_default()))
    })
    .await
}

/// None for a notice that a newer version has queued.
fn worded(row: notice::Model, shop: &str) -> Option<Due> {
    let kind: Notice = row.template.parse().ok()?;
    let facts: NoticeFacts = serde_json::from_value(row.payload).ok()?;
    let locale: Locale = row.locale.parse().unwrap_or(Locale::En);
    Some(Due {
        id: row.id,
        to: row.recipient,
        mail: locale.mail(kind, shop, &facts),
        order_id: row.order_id,
        notice: kind,
        attempts: row.attempts + 1,
    })
}

/// Writes down what came of a notice, on its order's timeline too where that is the last word.
///
/// # Errors
/// When the database can't be written to: it is sent again then.
pub async fn settle(services: &Services, due: &Due, sent: Result<(), NotSent>) -> Result<(), Error> {
    let now = services.now();
    let (state, again, error) = match sent {
        Ok(()) => (NoticeState::Sent, now, None),
        Err(NotSent::Later(error)) if due.attempts < TRIES => {
            (NoticeState::Queued, now.plus_seconds(backoff(due.attempts)), Some(error))
        }
        Err(NotSent::Later(error) | NotSent::Never(error)) => (NoticeState::Dead, now, Some(error)),
    };
    let error = error.map(|error| crate::storable(&error).chars().take(300).collect::<String>());
    let told = match (state, &error) {
        (NoticeState::Sent, _) => Some(TimelineEvent::NoticeSent { notice: due.notice, to: due.to.clone() }),
        (NoticeState::Dead, Some(error)) => Some(TimelineEvent::NoticeGivenUp {
            notice: due.notice,
            to: due.to.clone(),
            error: error.clone(),
        }),
        _ => None,
    };
    let change = write_tx(&services.store, async |tx| {
        // Whoever has taken it since counts one try more: this one has no say then.
        let settled = notice::Entity::update_many()
            .col_expr(notice::Column::State, Expr::value(state))
            .col_expr(notice::Column::NextAttemptAt, Expr::value(again))
            .col_expr(notice::Column::LastError, Expr::value(error.clone()))
            .col_expr(notice::Column::SentAt, Expr::value((state == NoticeState::Sent).then_some(now)))
            .filter(notice::Column::Id.eq(due.id))
            .filter(notice::Column::State.eq(NoticeState::Sending))
            .filter(notice::Column::Attempts.eq(due.attempts))
            .exec(tx)
            .await?;
        // Another server was faster, or it is of no order.
        let (Some(order_id), 1..) = (due.order_id, settled.rows_affected) else {
            return Ok(Change::default());
        };
        if let Some(told) = &told {
            let told =
                event::Model { order_id: Some(order_id), ..event::Model::new(told, ActorKind::System, now) };
            event::Entity::insert(event::ActiveModel { id: NotSet, ..told.into_active_model().reset_all() })
                .exec_without_returning(tx)
                .await?;
        }
        let number = read::numbers::number(tx, order_id).await?;
        let change = Change::of_orders(number.into_iter().collect());
        live::changing(tx, &change).await?;
        Ok::<_, Error>(change)
    })
    .await?;
    live::changed(services, change);
    Ok(())
}

/// After the first try 5 seconds, then three times as long each time, at most 6 hours; a fifth of it at random, so that they do not all
/// come back at once.
fn backoff(attempts: i32) -> i64 {
    let steps = attempts.clamp(1, 12).unsigned_abs() - 1;
    let seconds = (5 * 3_i64.pow(steps)).clamp(5, 6 * 3600);
    seconds + rand::random_range(0..=seconds / 5)
}

/// Has a notice that was given up sent once more.
///
/// # Errors
/// [`Error::Forbidden`]; [`Error::NotFound`] when there is none of this order that was given up; or when the database can't be written to.
pub async fn resend(services: &Services, actor: &Actor, number: &str, id: NoticeId) -> Result<(), Error> {
    actor.require(Permission::Fulfil)?;
    let now = services.now();
    write_tx(&services.store, async |tx| {
        let order_id = read::numbers::id(tx, &crate::storable(number)).await?.ok_or(Error::NotFound)?;
        let queued = notice::Entity::update_many()
            .col_expr(notice::Column::State, Expr::value(NoticeState::Queued))
            .col_expr(notice::Column::NextAttemptAt, Expr::value(now))
            .col_expr(notice::Column::Attempts, Expr::value(0))
            .filter(notice::Column::Id.eq(id))
            .filter(notice::Column::OrderId.eq(order_id))
            .filter(notice::Column::State.eq(NoticeState::Dead))
            .exec(tx)
            .await?;
        if queued.rows_affected == 0 { Err(Error::NotFound) } else { Ok(()) }
    })
    .await
}

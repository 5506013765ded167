//! Customers: the list, the search, and one customer's page.

use std::collections::HashMap;

use domain::fulfilment::FulfilmentStatus;
use domain::id::{ChannelId, CustomerId, OrderId};
use domain::money::Currency;
use domain::payment::PaymentStatus;
use domain::query::{Cursor, PageSize};
use domain::stage::Stage;
use domain::time::Timestamp;
use domain::typed::{half_width, key};
use sea_orm::sea_query::{Expr, ExprTrait, SimpleExpr};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, QueryFilter,
    QueryOrder, QuerySelect,
};

use super::keyset::keyset;
use super::order_detail::with_units;
use super::{after_all_of, cut};
use crate::entity::{channel, claim, customer, customer_address, customer_total, order};
use crate::error::StoreError;

/// How many rows a search gives at most: a prefix's hits are ordered by what matched, not by time.
pub const SEARCH_LIMIT: usize = 200;

/// Customers with their lifetime totals.
pub type WithTotals = Vec<(customer::Model, Vec<customer_total::Model>)>;

/// One page, whoever ordered last first, and whether there are more in the page's direction. Customers without an order are not listed.
///
/// # Errors
/// When the database can't be read.
pub async fn page(
    db: &impl ConnectionTrait,
    cursor: Option<Cursor>,
    size: PageSize,
) -> Result<(WithTotals, bool), StoreError> {
    let select = customer::Entity::find().filter(customer::Column::LastOrderAt.is_not_null());
    let key = (customer::Column::LastOrderAt, customer::Column::Id);
    let (rows, more) = keyset(select, key, cursor, size).fetch(db).await?;
    Ok((with_totals(db, rows).await?, more))
}

/// Customers whose email, name or channel's number begins with the text, and whether there were more than [`SEARCH_LIMIT`].
///
/// # Errors
/// When the database can't be read.
pub async fn search(db: &impl ConnectionTrait, text: &str) -> Result<(WithTotals, bool), StoreError> {
    let (rows, is_cut) = cut(beginning_with(db, text, SEARCH_LIMIT as u64 + 1).await?, SEARCH_LIMIT);
    Ok((with_totals(db, rows).await?, is_cut))
}

/// Customers whose email, name or channel's number begins with the text, each once, at most `limit` by each of the three.
///
/// # Errors
/// When the database can't be read.
pub async fn beginning_with(
    db: &impl ConnectionTrait,
    text: &str,
    limit: u64,
) -> Result<Vec<customer::Model>, StoreError> {
    let (text, key) = (half_width(text), key(text));
    let mut rows: Vec<customer::Model> = Vec::new();
    for column in [customer::Column::EmailKey, customer::Column::NameKey, customer::Column::ExternalRef] {
        let key = if matches!(column, customer::Column::ExternalRef) { text.as_ref() } else { key.as_str() };
        let found = customer::Entity::find()
            .filter(starts_with(db, column, key))
            .order_by_asc(by_bytes(db, column))
            .order_by_asc(customer::Column::Id)
            .limit(limit)
            .all(db)
            .await?;
        for row in found {
            if !rows.iter().any(|known| known.id == row.id) {
                rows.push(row);
            }
        }
    }
    Ok(rows)
}

/// `column` begins with `prefix`, as a range that an index serves.
fn starts_with(db: &impl ConnectionTrait, column: customer::Column, prefix: &str) -> Condition {
    Condition::all().add(by_bytes(db, column).gte(prefix)).add(by_bytes(db, column).lt(after_all_of(prefix)))
}

/// The column compared byte by byte, as SQLite does by itself.
fn by_bytes(db: &impl ConnectionTrait, column: customer::Column) -> SimpleExpr {
    let column = Expr::col((customer::Entity, column));
    match db.get_database_backend() {
        DbBackend::Postgres => Expr::cust_with_expr("$1 COLLATE \"C\"", column),
        _ => column,
    }
}

/// So many addresses and claims of a customer are shown at most: whoever buys for others has thousands.
const SHOWN: usize = 100;

/// All of one customer.
#[derive(Clone, Debug)]
pub struct CustomerRows {
    /// The customer.
    pub customer: customer::Model,
    /// Lifetime totals, one a currency.
    pub totals: Vec<customer_total::Model>,
    /// All channels' names: theirs, and those of their orders.
    pub channels: HashMap<ChannelId, String>,
    /// Their address book, the newest of it last.
    pub addresses: Vec<customer_address::Model>,
    /// Whether there are older addresses.
    pub has_more_addresses: bool,
    /// Their claims, newest first, with the order's number and the units in each.
    pub claims: Vec<(String, claim::Model, i64)>,
    /// Whether there are older claims.
    pub has_more_claims: bool,
}

/// An order in its customer's list.
#[derive(Clone, Debug, FromQueryResult)]
pub struct CustomerOrder {
    /// Row id, for the cursor.
    pub id: OrderId,
    /// Order No.
    pub number: String,
    /// When it was placed.
    pub placed_at: Timestamp,
    /// Where.
    pub channel_id: ChannelId,
    /// Its stage.
    pub stage: Stage,
    /// What is paid.
    pub payment_status: PaymentStatus,
    /// What is shipped.
    pub fulfilment_status: FulfilmentStatus,
    /// Currency.
    pub currency: Currency,
    /// Total, minor units.
    pub total: i64,
    /// A test order.
    pub is_test: bool,
}

/// A page of a customer's orders, newest first, and whether there are more in the page's direction.
///
/// # Errors
/// When the database can't be read.
pub async fn orders_of(
    db: &impl ConnectionTrait,
    id: CustomerId,
    cursor: Option<Cursor>,
    size: PageSize,
) -> Result<(Vec<CustomerOrder>, bool), StoreError> {
    use order::Column;
    let select = order::Entity::find().filter(Column::CustomerId.eq(id)).select_only().columns([
        Column::Id,
        Column::Number,
        Column::PlacedAt,
        Column::ChannelId,
        Column::Stage,
        Column::PaymentStatus,
        Column::FulfilmentStatus,
        Column::Currency,
        Column::Total,
        Column::IsTest,
    ]);
    keyset(select, (order::Column::PlacedAt, order::Column::Id), cursor, size).fetch(db).await
}

/// Reads a customer; none when there is no such customer.
///
/// # Errors
/// When the database can't be read.
pub async fn by_id(db: &impl ConnectionTrait, id: CustomerId) -> Result<Option<CustomerRows>, StoreError> {
    let Some(customer) = customer::Entity::find_by_id(id).one(db).await? else { return Ok(None) };
    let channels = channel::Entity::find().all(db).await?.into_iter().map(|row| (row.id, row.name)).collect();
    let totals = totals(db, vec![id]).await?.remove(&id).unwrap_or_default();
    let addresses = customer_address::Entity::find()
        .filter(customer_address::Column::CustomerId.eq(id))
        .order_by_desc(customer_address::Column::Id)
        .limit(SHOWN as u64 + 1)
        .all(db)
        .await?;
    let (mut addresses, has_more_addresses) = cut(addresses, SHOWN);
    addresses.reverse();
    let claims = claim::Entity::find()
        .filter(claim::Column::CustomerId.eq(id))
        .order_by_desc(claim::Column::RequestedAt)
        .order_by_desc(claim::Column::Id)
        .limit(SHOWN as u64 + 1)
        .all(db)
        .await?;
    let (claims, has_more_claims) = cut(claims, SHOWN);
    let numbers: HashMap<OrderId, String> = order::Entity::find()
        .filter(order::Column::Id.is_in(claims.iter().map(|row| row.order_id)))
        .select_only()
        .column(order::Column::Id)
        .column(order::Column::Number)
        .into_tuple::<(OrderId, String)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let claims = with_units(db, claims)
        .await?
        .into_iter()
        .map(|(row, units)| (numbers.get(&row.order_id).cloned().unwrap_or_default(), row, units))
        .collect();
    Ok(Some(CustomerRows {
        customer,
        totals,
        channels,
        addresses,
        has_more_addresses,
        claims,
        has_more_claims,
    }))
}

async fn with_totals(
    db: &impl ConnectionTrait,
    rows: Vec<customer::Model>,
) -> Result<WithTotals, StoreError> {
    let mut totals = totals(db, rows.iter().map(|row| row.id).collect()).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let totals = totals.remove(&row.id).unwrap_or_default();
            (row, totals)
        })
        .collect())
}

async fn totals(
    db: &impl ConnectionTrait,
    ids: Vec<CustomerId>,
) -> Result<HashMap<CustomerId, Vec<customer_total::Model>>, StoreError> {
    let mut totals: HashMap<_, Vec<_>> = HashMap::new();
    for row in customer_total::Entity::find()
        .filter(customer_total::Column::CustomerId.is_in(ids))
        .order_by_asc(customer_total::Column::Currency)
        .all(db)
        .await?
    {
        totals.entry(row.customer_id).or_default().push(row);
    }
    Ok(totals)
}

//! The New (To Ship) Orders list: each page is one range of one index, whatever the table holds.

use domain::count::Count;
use domain::id::{CustomerId, OrderId};
use domain::query::{Cursor, PageSize};
use domain::release::Lane;
use domain::time::Timestamp;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, IntoColumnRef, Order, Query, SimpleExpr};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::cut;
use super::listed::{Keys, Narrowing, ORDERS, Term};
use crate::entity::{customer, order, order_address, order_line, release_failure, shipping_option};
use crate::error::StoreError;

/// A row as it is read.
#[derive(Clone, Debug, FromQueryResult)]
pub struct NewOrder {
    /// Row id, for the cursor.
    pub id: i64,
    /// Order No.
    pub number: String,
    /// When it was placed.
    pub placed_at: Timestamp,
    /// A test order.
    pub is_test: bool,
    /// The ordering member.
    pub customer_id: Option<CustomerId>,
    /// The email that came with the order, else the one that the customer is known by.
    pub email: Option<String>,
    /// Their name, else the channel's own number for them.
    pub member_name: Option<String>,
    /// Written at checkout.
    pub shipping_request: Option<String>,
    /// Currency.
    pub currency: domain::money::Currency,
    /// Total, minor units.
    pub total: i64,
    /// Number of lines.
    pub line_count: i32,
    /// Units ordered and not canceled.
    pub quantity: i32,
    /// Country.
    pub country: Option<String>,
    /// The country as received, when it is none we know.
    pub country_given: Option<String>,
    /// The first line's name.
    pub item_name: Option<String>,
    /// The first line's option.
    pub item_option: Option<String>,
    /// Town, else region.
    pub place: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// The first line's shipping option.
    pub option_name: Option<String>,
    /// Why the release failed: JSON of `Vec<ReleaseFailure>`.
    pub reasons: Option<sea_orm::JsonValue>,
}

/// The rows of one page, newest first, and whether there are more in the page's direction.
///
/// # Errors
/// When the database can't be read.
pub async fn page(
    db: &impl ConnectionTrait,
    lane: Lane,
    narrowing: &Narrowing,
    cursor: Option<Cursor>,
    size: PageSize,
) -> Result<(Vec<NewOrder>, bool), StoreError> {
    let Keys { select: keys, sort, is_reversed } = ORDERS.page(&[lane], narrowing, cursor, size);
    let page = Alias::new("page");
    let mut query = Query::select();
    query
        .from_subquery(keys, page.clone())
        .inner_join(
            order::Entity,
            Expr::col((order::Entity, order::Column::Id)).equals((page.clone(), Alias::new("id"))),
        )
        .left_join(
            customer::Entity,
            Expr::col((customer::Entity, customer::Column::Id))
                .equals((order::Entity, order::Column::CustomerId)),
        )
        .left_join(
            order_line::Entity,
            Expr::col((order_line::Entity, order_line::Column::OrderId))
                .equals((order::Entity, order::Column::Id))
                .and(Expr::col((order_line::Entity, order_line::Column::Position)).eq(1)),
        )
        .left_join(
            order_address::Entity,
            Expr::col((order_address::Entity, order_address::Column::OrderId))
                .equals((order::Entity, order::Column::Id))
                .and(
                    Expr::col((order_address::Entity, order_address::Column::Role))
                        .eq(domain::kind::AddressRole::ShipTo),
                ),
        )
        .left_join(
            shipping_option::Entity,
            Expr::col((shipping_option::Entity, shipping_option::Column::Id))
                .equals((order_line::Entity, order_line::Column::OptionId)),
        )
        .left_join(
            release_failure::Entity,
            Expr::col((release_failure::Entity, release_failure::Column::OrderId))
                .equals((order::Entity, order::Column::Id)),
        )
        .columns([
            (order::Entity, order::Column::Id),
            (order::Entity, order::Column::Number),
            (order::Entity, order::Column::PlacedAt),
            (order::Entity, order::Column::IsTest),
            (order::Entity, order::Column::CustomerId),
            (order::Entity, order::Column::ShippingRequest),
            (order::Entity, order::Column::Currency),
            (order::Entity, order::Column::Total),
            (order::Entity, order::Column::LineCount),
            (order::Entity, order::Column::Country),
            (order::Entity, order::Column::CountryGiven),
        ])
        .expr_as(
            either((order::Entity, order::Column::Email), (customer::Entity, customer::Column::Email)),
            Alias::new("email"),
        )
        .expr_as(
            either(
                (order::Entity, order::Column::BuyerName),
                (customer::Entity, customer::Column::ExternalRef),
            ),
            Alias::new("member_name"),
        )
        .expr_as(
            Expr::col((order::Entity, order::Column::Ordered))
                .sub(Expr::col((order::Entity, order::Column::Canceled))),
            Alias::new("quantity"),
        )
        .expr_as(Expr::col((order_line::Entity, order_line::Column::Name)), Alias::new("item_name"))
        .expr_as(Expr::col((order_line::Entity, order_line::Column::OptionName)), Alias::new("item_option"))
        .expr_as(
            either(
                (order_address::Entity, order_address::Column::City),
                (order_address::Entity, order_address::Column::Region),
            ),
            Alias::new("place"),
        )
        .column((order_address::Entity, order_address::Column::PostalCode))
        .expr_as(
            Expr::col((shipping_option::Entity, shipping_option::Column::Name)),
            Alias::new("option_name"),
        )
        .column((release_failure::Entity, release_failure::Column::Reasons))
        .order_by((page.clone(), Alias::new("placed_at")), sort.clone())
        .order_by((page, Alias::new("id")), sort);

    let rows = NewOrder::find_by_statement(db.get_database_backend().build(&query)).all(db).await?;
    let (mut rows, more) = cut(rows, usize::from(size.rows()));
    if is_reversed {
        rows.reverse();
    }
    Ok((rows, more))
}

/// The ids of the whole list, newest first, test orders too; at most `limit`.
///
/// # Errors
/// When the database can't be read.
pub async fn ids(
    db: &impl ConnectionTrait,
    lane: Lane,
    narrowing: &Narrowing,
    limit: u64,
) -> Result<Vec<OrderId>, StoreError> {
    let keys = ORDERS.keys(&[lane], narrowing, None, &Order::Desc, limit);
    let rows = db.query_all_raw(db.get_database_backend().build(&keys)).await?;
    Ok(rows.iter().map(|row| row.try_get("", "id")).collect::<Result<_, _>>()?)
}

/// The first of two columns that holds something.
pub(super) fn either(one: impl IntoColumnRef, other: impl IntoColumnRef) -> SimpleExpr {
    Func::coalesce([Expr::col(one), Expr::col(other)]).into()
}

/// How many orders stand in each lane under a narrowing, without test orders; [`Count::limited`] ones.
///
/// # Errors
/// When the database can't be read.
pub async fn count(
    db: &impl ConnectionTrait,
    narrowing: &Narrowing,
) -> Result<Vec<(Lane, Count)>, StoreError> {
    ORDERS.count(db, &Lane::NEW_ORDERS, narrowing).await
}

/// Which of these terms any order has; the order of the answer is that of the question.
///
/// # Errors
/// When the database can't be read.
pub async fn known(db: &impl ConnectionTrait, terms: &[Term]) -> Result<Vec<Term>, StoreError> {
    ORDERS.known(db, terms).await
}

/// Whether any order exists.
///
/// # Errors
/// When the database can't be read.
pub async fn any(db: &impl ConnectionTrait) -> Result<bool, StoreError> {
    use sea_orm::{EntityTrait, QuerySelect};
    let first = order::Entity::find()
        .select_only()
        .column(order::Column::Id)
        .limit(1)
        .into_tuple::<i64>()
        .one(db)
        .await?;
    Ok(first.is_some())
}

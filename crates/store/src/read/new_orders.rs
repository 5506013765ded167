//! The New (To Ship) Orders list: each page is one range of one index, whatever the table holds.

use domain::count::Count;
use domain::id::{CustomerId, OrderId};
use domain::kind::TermKind;
use domain::query::{Cursor, Direction, PageSize};
use domain::release::Lane;
use domain::time::Timestamp;
use sea_orm::sea_query::{
    Alias, Expr, ExprTrait, Func, IntoColumnRef, Order, Query, SelectStatement, SimpleExpr,
};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::cut;
use crate::entity::{
    customer, order, order_address, order_line, order_term, release_failure, shipping_option,
};
use crate::error::StoreError;
use crate::migration::IN_QUEUE;

/// A thing to find orders by, in the form it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Which kind.
    pub kind: TermKind,
    /// The normalised value.
    pub value: String,
}

/// What narrows the list inside a lane.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Narrowing {
    /// Every one must match. The first should be the rarest: the list walks its range and looks the others up.
    pub terms: Vec<Term>,
    /// Placed at or after.
    pub from: Option<Timestamp>,
    /// Placed before.
    pub until: Option<Timestamp>,
}

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
    let newest_first = !matches!(cursor, Some(Cursor { direction: Direction::Before, .. }));
    let sort = if newest_first { Order::Desc } else { Order::Asc };
    let mut keys = lane_range(narrowing, lane);
    let (placed_at, id) = key_columns(narrowing);
    if let Some(cursor) = cursor {
        // A row value is one range of the index; spelt out with OR it would not be.
        let key = Expr::tuple([Expr::col(placed_at.clone()), Expr::col(id.clone())]);
        let bound = Expr::tuple([Expr::value(cursor.at), Expr::value(cursor.id)]);
        keys.and_where(if newest_first { key.lt(bound) } else { key.gt(bound) });
    }
    let page = Alias::new("page");
    keys.expr_as(Expr::col(placed_at.clone()), Alias::new("placed_at"))
        .expr_as(Expr::col(id.clone()), Alias::new("id"))
        .order_by(placed_at, sort.clone())
        .order_by(id, sort.clone())
        .limit(u64::from(size.rows()) + 1);

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
    if !newest_first {
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
    let mut keys = lane_range(narrowing, lane);
    let (placed_at, id) = key_columns(narrowing);
    keys.expr_as(Expr::col(id.clone()), Alias::new("id"))
        .order_by(placed_at, Order::Desc)
        .order_by(id, Order::Desc)
        .limit(limit);
    let rows = db.query_all_raw(db.get_database_backend().build(&keys)).await?;
    Ok(rows.iter().map(|row| row.try_get("", "id")).collect::<Result<_, _>>()?)
}

/// The first of two columns that holds something.
fn either(one: impl IntoColumnRef, other: impl IntoColumnRef) -> SimpleExpr {
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
    let is_test = match narrowing.terms.first() {
        Some(_) => (order_term::Entity, order_term::Column::IsTest).into_column_ref(),
        None => (order::Entity, order::Column::IsTest).into_column_ref(),
    };
    let of = |lane| {
        let mut found = lane_range(narrowing, lane);
        found.and_where(Expr::col(is_test.clone()).eq(false)).expr(Expr::value(1)).limit(Count::LIMIT + 1);
        Query::select().expr(Func::count(Expr::cust("*"))).from_subquery(found, Alias::new("found")).take()
    };
    let mut query = Query::select();
    for (lane, name) in LANES {
        query.expr_as(SimpleExpr::from(of(lane)), Alias::new(name));
    }
    let row = db.query_one_raw(db.get_database_backend().build(&query)).await?;
    let mut counts = Vec::with_capacity(LANES.len());
    for (lane, name) in LANES {
        let counted = row.as_ref().map_or(Ok(0), |row| row.try_get::<i64>("", name))?;
        counts.push((lane, Count::limited(counted.unsigned_abs())));
    }
    Ok(counts)
}

/// The lanes, with a name for the column of each.
const LANES: [(Lane, &str); 4] = [
    (Lane::DOMESTIC_NOT_RELEASED, "domestic_not_released"),
    (Lane::DOMESTIC_FAILED, "domestic_failed"),
    (Lane::INTERNATIONAL_NOT_RELEASED, "international_not_released"),
    (Lane::INTERNATIONAL_FAILED, "international_failed"),
];

/// Which of these terms any order has; the order of the answer is that of the question.
///
/// # Errors
/// When the database can't be read.
pub async fn known(db: &impl ConnectionTrait, terms: &[Term]) -> Result<Vec<Term>, StoreError> {
    let mut known = Vec::new();
    let Some((first, rest)) = terms.split_first() else { return Ok(known) };
    let probe = |term: &Term| {
        Query::select()
            .expr_as(Expr::value(term.kind), Alias::new("kind"))
            .and_where(Expr::exists(
                Query::select()
                    .expr(Expr::value(1))
                    .from(order_term::Entity)
                    .and_where(Expr::col(order_term::Column::Kind).eq(term.kind))
                    .and_where(Expr::col(order_term::Column::Value).eq(term.value.clone()))
                    .limit(1)
                    .take(),
            ))
            .take()
    };
    let mut query = probe(first);
    for term in rest {
        query.union(sea_orm::sea_query::UnionType::All, probe(term));
    }
    let rows = db.query_all_raw(db.get_database_backend().build(&query)).await?;
    let mut kinds = Vec::with_capacity(rows.len());
    for row in rows {
        kinds.push(row.try_get::<TermKind>("", "kind")?);
    }
    known.extend(terms.iter().filter(|term| kinds.contains(&term.kind)).cloned());
    Ok(known)
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

/// The table and conditions of a lane under a narrowing, without columns or order.
fn lane_range(narrowing: &Narrowing, lane: Lane) -> SelectStatement {
    let mut query = Query::select();
    let lane_column = match narrowing.terms.split_first() {
        None => {
            query.from(order::Entity);
            (order::Entity, order::Column::Lane).into_column_ref()
        }
        Some((first, rest)) => {
            query
                .from(order_term::Entity)
                .and_where(Expr::col((order_term::Entity, order_term::Column::Kind)).eq(first.kind))
                .and_where(
                    Expr::col((order_term::Entity, order_term::Column::Value)).eq(first.value.clone()),
                );
            for (i, term) in rest.iter().enumerate() {
                query.and_where(has_term(term, Alias::new(format!("also_{i}"))));
            }
            (order_term::Entity, order_term::Column::Lane).into_column_ref()
        }
    };
    query.and_where(Expr::col(lane_column).eq(lane));
    // Also beside `lane = 1`: SQLite does not conclude from it that the partial index holds the row.
    query.and_where(Expr::cust(IN_QUEUE));
    let (placed_at, _) = key_columns(narrowing);
    if let Some(from) = narrowing.from {
        query.and_where(Expr::col(placed_at.clone()).gte(from));
    }
    if let Some(until) = narrowing.until {
        query.and_where(Expr::col(placed_at).lt(until));
    }
    query
}

/// Looks another term of the same order up by the whole key of the term index.
fn has_term(term: &Term, also: Alias) -> SimpleExpr {
    use order_term::Column;
    let same = |column: Column| Expr::col((also.clone(), column)).equals((order_term::Entity, column));
    Expr::exists(
        Query::select()
            .expr(Expr::value(1))
            .from_as(order_term::Entity, also.clone())
            .and_where(Expr::col((also.clone(), Column::Kind)).eq(term.kind))
            .and_where(Expr::col((also.clone(), Column::Value)).eq(term.value.clone()))
            .and_where(same(Column::Lane))
            .and_where(same(Column::PlacedAt))
            .and_where(same(Column::OrderId))
            .take(),
    )
}

/// The columns that a list under this narrowing is ordered by.
fn key_columns(narrowing: &Narrowing) -> (sea_orm::sea_query::ColumnRef, sea_orm::sea_query::ColumnRef) {
    match narrowing.terms.first() {
        Some(_) => (
            (order_term::Entity, order_term::Column::PlacedAt).into_column_ref(),
            (order_term::Entity, order_term::Column::OrderId).into_column_ref(),
        ),
        None => (
            (order::Entity, order::Column::PlacedAt).into_column_ref(),
            (order::Entity, order::Column::Id).into_column_ref(),
        ),
    }
}

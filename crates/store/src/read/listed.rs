//! What the lists of orders and of shipments share: a page is one range of an index for each lane it shows, whatever the table holds.

use domain::count::Count;
use domain::kind::TermKind;
use domain::query::{Cursor, Direction, PageSize};
use domain::release::Lane;
use domain::time::Timestamp;
use sea_orm::sea_query::{
    Alias, ColumnRef, Expr, ExprTrait, Func, IntoColumnRef, Order, Query, SelectStatement, SimpleExpr,
    UnionType,
};
use sea_orm::{ConnectionTrait, QueryResult};

use crate::error::StoreError;
use crate::migration::IN_QUEUE;

/// A thing to find rows by, in the form it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Which kind.
    pub kind: TermKind,
    /// The normalised value.
    pub value: String,
}

/// What narrows a list inside a lane.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Narrowing {
    /// Every one must match. The first should be the rarest: the list walks its range and looks the others up.
    pub terms: Vec<Term>,
    /// Nothing but these rows, which are few: those that bear a number.
    pub only: Option<Vec<i64>>,
    /// Placed at or after.
    pub from: Option<Timestamp>,
    /// Placed before.
    pub until: Option<Timestamp>,
}

/// A table that is listed by lanes, newest first, and the table of what its rows are found by.
#[derive(Clone, Copy, Debug)]
pub(super) struct Listed {
    /// The table.
    rows: &'static str,
    /// Its column of the time that it is listed by.
    at: &'static str,
    /// The table of terms.
    terms: &'static str,
    /// Its column of the row's id.
    of: &'static str,
}

/// Orders in the queue.
pub(super) const ORDERS: Listed =
    Listed { rows: "order", at: "placed_at", terms: "order_term", of: "order_id" };

/// Shipments, by their orders' time.
pub(super) const SHIPMENTS: Listed =
    Listed { rows: "shipment", at: "order_placed_at", terms: "shipment_term", of: "shipment_id" };

/// A page's keys: columns `placed_at` and `id`.
pub(super) struct Keys {
    /// One more than the page has, in its direction.
    pub select: SelectStatement,
    /// The direction.
    pub sort: Order,
    /// The rows come from the page's end to its start.
    pub is_reversed: bool,
}

impl Listed {
    /// The keys of the page that a cursor asks for, of the rows in any of these lanes.
    pub(super) fn page(
        &self,
        lanes: &[Lane],
        narrowing: &Narrowing,
        cursor: Option<Cursor>,
        size: PageSize,
    ) -> Keys {
        let is_reversed = matches!(cursor, Some(Cursor { direction: Direction::Before, .. }));
        let sort = if is_reversed { Order::Asc } else { Order::Desc };
        let limit = u64::from(size.rows()) + 1;
        Keys { select: self.keys(lanes, narrowing, cursor, &sort, limit), sort, is_reversed }
    }

    /// The keys of the rows of some lanes from a cursor on, at most `limit`.
    pub(super) fn keys(
        &self,
        lanes: &[Lane],
        narrowing: &Narrowing,
        cursor: Option<Cursor>,
        sort: &Order,
        limit: u64,
    ) -> SelectStatement {
        let of = |lane| self.lane_keys(lane, narrowing, cursor, sort, limit);
        match lanes {
            [lane] => of(*lane),
            // Each lane's page is read off its own range; together they hold the page of all.
            lanes => {
                let mut all = Query::select();
                for (i, lane) in lanes.iter().enumerate() {
                    let part = Alias::new(format!("lane_{i}"));
                    let mut one = Query::select();
                    one.columns([Alias::new("placed_at"), Alias::new("id")]).from_subquery(of(*lane), part);
                    if i == 0 {
                        all = one;
                    } else {
                        all.union(UnionType::All, one);
                    }
                }
                all.order_by(Alias::new("placed_at"), sort.clone())
                    .order_by(Alias::new("id"), sort.clone())
                    .limit(limit)
                    .take()
            }
        }
    }

    fn lane_keys(
        &self,
        lane: Lane,
        narrowing: &Narrowing,
        cursor: Option<Cursor>,
        sort: &Order,
        limit: u64,
    ) -> SelectStatement {
        let mut keys = self.lane_range(narrowing, lane);
        let (placed_at, id) = self.key_columns(narrowing);
        if let Some(cursor) = cursor {
            // A row value is one range of the index; spelt out with OR it would not be.
            let key = Expr::tuple([Expr::col(placed_at.clone()), Expr::col(id.clone())]);
            let bound = Expr::tuple([Expr::value(cursor.at), Expr::value(cursor.id)]);
            let is_reversed = cursor.direction == Direction::Before;
            keys.and_where(if is_reversed { key.gt(bound) } else { key.lt(bound) });
        }
        keys.expr_as(Expr::col(placed_at.clone()), Alias::new("placed_at"))
            .expr_as(Expr::col(id.clone()), Alias::new("id"))
            .order_by(placed_at, sort.clone())
            .order_by(id, sort.clone())
            .limit(limit)
            .take()
    }

    /// How many rows stand in each of these lanes under a narrowing, without those of test orders; [`Count::limited`] ones.
    ///
    /// # Errors
    /// When the database can't be read.
    pub(super) async fn count(
        &self,
        db: &impl ConnectionTrait,
        lanes: &[Lane],
        narrowing: &Narrowing,
    ) -> Result<Vec<(Lane, Count)>, StoreError> {
        let is_test = (Alias::new(self.base(narrowing)), Alias::new("is_test"));
        let of = |lane| {
            let mut found = self.lane_range(narrowing, lane);
            found
                .and_where(Expr::col(is_test.clone()).eq(false))
                .expr(Expr::value(1))
                .limit(Count::LIMIT + 1);
            Query::select()
                .expr(Func::count(Expr::cust("*")))
                .from_subquery(found, Alias::new("found"))
                .take()
        };
        let name = |lane: &Lane| format!("lane_{}", lane.0);
        let mut query = Query::select();
        for lane in lanes {
            query.expr_as(SimpleExpr::from(of(*lane)), Alias::new(name(lane)));
        }
        let row = db.query_one_raw(db.get_database_backend().build(&query)).await?;
        let counted = |row: &QueryResult, lane| row.try_get::<i64>("", &name(lane));
        let mut counts = Vec::with_capacity(lanes.len());
        for lane in lanes {
            let counted = row.as_ref().map_or(Ok(0), |row| counted(row, lane))?;
            counts.push((*lane, Count::limited(counted.unsigned_abs())));
        }
        Ok(counts)
    }

    /// Which of these terms any row has; the order of the answer is that of the question.
    ///
    /// # Errors
    /// When the database can't be read.
    pub(super) async fn known(
        &self,
        db: &impl ConnectionTrait,
        terms: &[Term],
    ) -> Result<Vec<Term>, StoreError> {
        let Some((first, rest)) = terms.split_first() else { return Ok(Vec::new()) };
        let probe = |term: &Term| {
            Query::select()
                .expr_as(Expr::value(term.kind), Alias::new("kind"))
                .and_where(Expr::exists(
                    Query::select()
                        .expr(Expr::value(1))
                        .from(Alias::new(self.terms))
                        .and_where(Expr::col(Alias::new("kind")).eq(term.kind))
                        .and_where(Expr::col(Alias::new("value")).eq(term.value.clone()))
                        .limit(1)
                        .take(),
                ))
                .take()
        };
        let mut query = probe(first);
        for term in rest {
            query.union(UnionType::All, probe(term));
        }
        let rows = db.query_all_raw(db.get_database_backend().build(&query)).await?;
        let mut kinds = Vec::with_capacity(rows.len());
        for row in rows {
            kinds.push(row.try_get::<TermKind>("", "kind")?);
        }
        Ok(terms.iter().filter(|term| kinds.contains(&term.kind)).cloned().collect())
    }

    /// The table whose index is walked: that of the terms, where there is one to walk by.
    fn base(&self, narrowing: &Narrowing) -> &'static str {
        if narrowing.terms.is_empty() || narrowing.only.is_some() { self.rows } else { self.terms }
    }

    /// The table and conditions of a lane under a narrowing, without columns or order.
    fn lane_range(&self, narrowing: &Narrowing, lane: Lane) -> SelectStatement {
        let base = self.base(narrowing);
        let column = |name: &'static str| Expr::col((Alias::new(base), Alias::new(name)));
        let mut query = Query::select();
        query.from(Alias::new(base));
        let looked_up = match narrowing.terms.split_first() {
            Some((first, rest)) if base == self.terms => {
                query
                    .and_where(column("kind").eq(first.kind))
                    .and_where(column("value").eq(first.value.clone()));
                rest
            }
            _ => narrowing.terms.as_slice(),
        };
        for (i, term) in looked_up.iter().enumerate() {
            query.and_where(self.has_term(term, &format!("also_{i}"), narrowing));
        }
        match &narrowing.only {
            // A sum is in no index: the few rows are read by their ids, and not looked for in all of the lane.
            Some(only) => {
                query
                    .and_where(column("id").is_in(only.iter().copied()))
                    .and_where(column("lane").add(0).eq(lane));
            }
            None => {
                query.and_where(column("lane").eq(lane));
                // Also beside `lane = 1`: SQLite does not conclude from it that the partial index holds the row.
                query.and_where(Expr::cust(IN_QUEUE));
            }
        }
        let (placed_at, _) = self.key_columns(narrowing);
        if let Some(from) = narrowing.from {
            query.and_where(Expr::col(placed_at.clone()).gte(from));
        }
        if let Some(until) = narrowing.until {
            query.and_where(Expr::col(placed_at).lt(until));
        }
        query
    }

    /// Looks another term of the same row up by the whole key of the term index.
    fn has_term(&self, term: &Term, also: &str, narrowing: &Narrowing) -> SimpleExpr {
        let base = Alias::new(self.base(narrowing));
        let (placed_at, id) = self.key_columns(narrowing);
        let column = |name: &'static str| Expr::col((Alias::new(also), Alias::new(name)));
        Expr::exists(
            Query::select()
                .expr(Expr::value(1))
                .from_as(Alias::new(self.terms), Alias::new(also))
                .and_where(column("kind").eq(term.kind))
                .and_where(column("value").eq(term.value.clone()))
                .and_where(column("lane").equals((base, Alias::new("lane"))))
                .and_where(column("placed_at").eq(Expr::col(placed_at)))
                .and_where(column(self.of).eq(Expr::col(id)))
                .take(),
        )
    }

    /// The columns that a list under this narrowing is ordered by.
    fn key_columns(&self, narrowing: &Narrowing) -> (ColumnRef, ColumnRef) {
        let base = self.base(narrowing);
        let (at, id) = if base == self.terms { ("placed_at", self.of) } else { (self.at, "id") };
        let column = |name: &'static str| (Alias::new(base), Alias::new(name)).into_column_ref();
        (column(at), column(id))
    }
}

//! Pages of a table that is listed newest first, each a range of an index.

use domain::query::{Cursor, Direction, PageSize};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ConnectionTrait, EntityTrait, FromQueryResult, Order, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, Select,
};

use super::cut;
use crate::error::StoreError;

/// A page of a table that is listed newest first.
pub(super) struct Page<E: EntityTrait> {
    select: Select<E>,
    size: usize,
    is_reversed: bool,
}

/// The page of `select` that a cursor asks for, in the order of `(at, id)`.
pub(super) fn keyset<E: EntityTrait>(
    select: Select<E>,
    (at, id): (E::Column, E::Column),
    cursor: Option<Cursor>,
    size: PageSize,
) -> Page<E> {
    let is_reversed = matches!(cursor, Some(Cursor { direction: Direction::Before, .. }));
    let sort = if is_reversed { Order::Asc } else { Order::Desc };
    let mut select = select;
    if let Some(cursor) = cursor {
        let column = |column: E::Column| Expr::col((E::default(), column));
        let key = Expr::tuple([column(at), column(id)]);
        let bound = Expr::tuple([Expr::value(cursor.at), Expr::value(cursor.id)]);
        select = select.filter(if is_reversed { key.gt(bound) } else { key.lt(bound) });
    }
    let size = usize::from(size.rows());
    let select = select.order_by(at, sort.clone()).order_by(id, sort).limit(size as u64 + 1);
    Page { select, size, is_reversed }
}

impl<E: EntityTrait> Page<E> {
    /// The rows, newest first, and whether there are more in the page's direction.
    pub(super) async fn fetch<M: FromQueryResult>(
        self,
        db: &impl ConnectionTrait,
    ) -> Result<(Vec<M>, bool), StoreError> {
        let (mut rows, more) = cut(self.select.into_model::<M>().all(db).await?, self.size);
        if self.is_reversed {
            rows.reverse();
        }
        Ok((rows, more))
    }
}

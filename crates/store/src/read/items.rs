//! Products: the list, what narrows it, and one product's stock and how it came about.

use domain::count::Count;
use domain::goods::picture::PictureSize;
use domain::id::{ProductId, SkuId};
use domain::query::{CodeCursor, Direction, ItemsShown, PageSize};
use sea_orm::sea_query::{
    Alias, Expr, ExprTrait as _, Func, Order, Query, SelectStatement, SimpleExpr, UnionType,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, IdenStatic as _,
    Iterable as _, QueryFilter, QueryOrder, QuerySelect, QueryTrait as _, Select,
};

use super::{after_all_of, cut};
use crate::entity::{location, product, product_picture, product_term, sku, stock, stock_movement};
use crate::error::StoreError;

/// SQLite unites 500 selections at most.
const UNITED: usize = 200;

/// A page of products by their codes, and whether there are more in the page's direction. `words` are the beginnings of words
/// ([`domain::goods::terms`]) that each of them has.
///
/// # Errors
/// When the database can't be read.
pub async fn page(
    db: &impl ConnectionTrait,
    words: &[String],
    shown: ItemsShown,
    cursor: Option<&CodeCursor>,
    size: PageSize,
) -> Result<(Vec<product::Model>, bool), StoreError> {
    let mut select = found(db.get_database_backend(), words, shown);
    let is_reversed = cursor.is_some_and(|cursor| cursor.direction == Direction::Before);
    if let Some(CodeCursor { code, .. }) = cursor {
        let column = product::Column::Code;
        select = select.filter(if is_reversed { column.lt(code) } else { column.gt(code) });
    }
    let size = usize::from(size.rows());
    let order = if is_reversed { Order::Desc } else { Order::Asc };
    let rows = select.order_by(product::Column::Code, order).limit(size as u64 + 1).all(db).await?;
    let (mut rows, more) = cut(rows, size);
    if is_reversed {
        rows.reverse();
    }
    Ok((rows, more))
}

/// How many products there are of each kind, in the order of [`ItemsShown::ALL`].
///
/// # Errors
/// When the database can't be read.
pub async fn count(db: &impl ConnectionTrait, words: &[String]) -> Result<Vec<Count>, StoreError> {
    let backend = db.get_database_backend();
    let of = |shown| {
        let limited: SelectStatement = found(backend, words, shown)
            .select_only()
            .expr_as(Expr::value(1), "one")
            .limit(Count::LIMIT + 1)
            .into_query();
        Query::select().expr(Func::count(Expr::cust("*"))).from_subquery(limited, Alias::new("found")).take()
    };
    let mut query = Query::select();
    for shown in ItemsShown::ALL {
        query.expr_as(SimpleExpr::from(of(*shown)), Alias::new(shown.as_str()));
    }
    let row = db.query_one_raw(backend.build(&query)).await?;
    ItemsShown::ALL
        .iter()
        .map(|shown| {
            let counted = row.as_ref().map_or(Ok(0), |row| row.try_get::<i64>("", shown.as_str()))?;
            Ok(Count::limited(counted.unsigned_abs()))
        })
        .collect()
}

/// The products of a search and a tab.
fn found(backend: DbBackend, words: &[String], shown: ItemsShown) -> Select<product::Entity> {
    let mut select = product::Entity::find();
    for word in words {
        let value = Expr::col((product_term::Entity, product_term::Column::Value));
        // Prefixes are ranges of bytes.
        let value = match backend {
            DbBackend::Postgres => Expr::cust_with_expr("$1 COLLATE \"C\"", value),
            _ => value,
        };
        let range = Condition::all().add(value.clone().gte(word)).add(value.lt(after_all_of(word)));
        let products = product_term::Entity::find()
            .select_only()
            .column(product_term::Column::ProductId)
            .filter(range)
            .into_query();
        select = select.filter(product::Column::Id.in_subquery(products));
    }
    match shown {
        ItemsShown::All => select,
        ItemsShown::SoldOut => {
            let nothing = Expr::col((stock::Entity, stock::Column::OnHand))
                .lte(Expr::col((stock::Entity, stock::Column::Allocated)));
            let skus =
                stock::Entity::find().select_only().column(stock::Column::SkuId).filter(nothing).into_query();
            let products = sku::Entity::find()
                .select_only()
                .column(sku::Column::ProductId)
                .filter(sku::Column::Id.in_subquery(skus))
                .into_query();
            select.filter(product::Column::Id.in_subquery(products))
        }
        ItemsShown::Unnamed => select.filter(product::Column::DeliveryName.is_null()),
    }
}

/// The product with this code (Product ID).
///
/// # Errors
/// When the database can't be read.
pub async fn by_code(db: &impl ConnectionTrait, code: &str) -> Result<Option<product::Model>, StoreError> {
    Ok(product::Entity::find().filter(product::Column::Code.eq(code)).one(db).await?)
}

/// Width and height of a product's large picture, in pixels.
///
/// # Errors
/// When the database can't be read.
pub async fn picture_size(
    db: &impl ConnectionTrait,
    product: ProductId,
) -> Result<Option<(i32, i32)>, StoreError> {
    use product_picture::Column::{Height, Width};
    let select = product_picture::Entity::find_by_id(product).select_only().columns([Width, Height]);
    Ok(select.into_tuple().one(db).await?)
}

/// The picture of this digest, as a JPEG; several products may show the same.
///
/// # Errors
/// When the database can't be read.
pub async fn picture(
    db: &impl ConnectionTrait,
    digest: &str,
    size: PictureSize,
) -> Result<Option<Vec<u8>>, StoreError> {
    let column = match size {
        PictureSize::Small => product_picture::Column::Small,
        PictureSize::Large => product_picture::Column::Large,
    };
    Ok(product_picture::Entity::find()
        .filter(product_picture::Column::Digest.eq(digest))
        .select_only()
        .column(column)
        .limit(1)
        .into_tuple()
        .one(db)
        .await?)
}

/// The options of these products, by their codes.
///
/// # Errors
/// When the database can't be read.
pub async fn options(
    db: &impl ConnectionTrait,
    products: impl IntoIterator<Item = ProductId>,
) -> Result<Vec<sku::Model>, StoreError> {
    Ok(sku::Entity::find()
        .filter(sku::Column::ProductId.is_in(products))
        .order_by_asc(sku::Column::ProductId)
        .order_by_asc(sku::Column::Code)
        .all(db)
        .await?)
}

/// The stock of these products' options.
///
/// # Errors
/// When the database can't be read.
pub async fn stocks(
    db: &impl ConnectionTrait,
    products: impl IntoIterator<Item = ProductId>,
) -> Result<Vec<stock::Model>, StoreError> {
    let skus = sku::Entity::find()
        .select_only()
        .column(sku::Column::Id)
        .filter(sku::Column::ProductId.is_in(products))
        .into_query();
    Ok(stock::Entity::find().filter(stock::Column::SkuId.in_subquery(skus)).all(db).await?)
}

/// All locations, in their order.
///
/// # Errors
/// When the database can't be read.
pub async fn locations(db: &impl ConnectionTrait) -> Result<Vec<location::Model>, StoreError> {
    Ok(location::Entity::find()
        .order_by_asc(location::Column::Position)
        .order_by_asc(location::Column::Id)
        .all(db)
        .await?)
}

/// What changed the stock of these SKUs last, newest first, and whether there was more before.
///
/// # Errors
/// When the database can't be read.
pub async fn movements(
    db: &impl ConnectionTrait,
    skus: &[SkuId],
    most: usize,
) -> Result<(Vec<stock_movement::Model>, bool), StoreError> {
    let backend = db.get_database_backend();
    let mut rows = Vec::new();
    for skus in skus.chunks(UNITED) {
        // The newest of each SKU, read off the end of its range.
        let mut each = skus.iter().map(|sku| {
            let newest = stock_movement::Entity::find()
                .filter(stock_movement::Column::SkuId.eq(*sku))
                .order_by_desc(stock_movement::Column::At)
                .limit(most as u64 + 1)
                .into_query();
            let columns = stock_movement::Column::iter().map(|column| Expr::col(Alias::new(column.as_str())));
            Query::select().exprs(columns).from_subquery(newest, Alias::new("found")).take()
        });
        let Some(mut all) = each.next() else { break };
        for one in each {
            all.union(UnionType::All, one);
        }
        for row in db.query_all_raw(backend.build(&all)).await? {
            rows.push(stock_movement::Model::from_query_result(&row, "")?);
        }
        rows.sort_by_key(|row| std::cmp::Reverse((row.at, row.id)));
        rows.truncate(most + 1);
    }
    Ok(cut(rows, most))
}

//! What is timed: addresses of pages, made from what the database holds.

use anyhow::Context as _;
use domain::id::{CustomerId, LocationId, OptionId, OrderId, PolicyId};
use domain::kind::{Destination, TermKind};
use domain::query::{
    Created, Cursor, CustomersQuery, Direction, ItemsQuery, ItemsShown, NewOrdersQuery, PageSize,
    QueueStatus, Quick, Search, SearchField, item_href,
};
use domain::release::{Lane, ReleaseState};
use domain::time::Timestamp;
use sea_orm::{
    ColumnTrait as _, DatabaseConnection, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _,
};
use service::Services;
use store::entity::{customer, customer_total, order, order_line, order_term, product};

/// One thing to time.
#[derive(Clone, Debug)]
pub struct Case {
    /// What it is, in words.
    pub name: String,
    /// The page's address.
    pub path: String,
    /// What the page reads.
    pub read: Read,
}

/// What a page reads.
#[derive(Clone, Debug)]
pub enum Read {
    /// A page of New orders.
    NewOrders(String),
    /// An order's detail.
    Order(String),
    /// A page of customers.
    Customers(String),
    /// A customer.
    Customer(CustomerId),
    /// A page of products.
    Items(String),
    /// The product with this code.
    Item(String),
    /// A page of shipments.
    Shipments(String),
    /// A shipment's detail.
    Shipment(String),
}

/// How many orders the database holds.
pub async fn orders(services: &Services) -> anyhow::Result<i64> {
    let db = services.store.reader();
    let count = order::Entity::find().select_only().column_as(order::Column::Id.count(), "n");
    Ok(count.into_tuple().one(db).await?.unwrap_or(0))
}

/// Every tab, status, filter, pair of filters, search field, page size, the first page and a deep one; the detail; the customers.
pub async fn all(services: &Services) -> anyhow::Result<Vec<Case>> {
    let db = services.store.reader();
    let found = Found::look(db).await?;
    let mut cases = Vec::new();
    let mut list = |name: String, query: NewOrdersQuery| {
        cases.push(Case {
            name: format!("new orders: {name}"),
            path: query.href(),
            read: Read::NewOrders(query.to_query()),
        });
    };
    let base = NewOrdersQuery::default();
    for destination in [Destination::Domestic, Destination::International] {
        for (status, state) in [
            (QueueStatus::NotReleased, ReleaseState::NotReleased),
            (QueueStatus::Failed, ReleaseState::Failed),
        ] {
            let query = base.with(|query| (query.destination, query.tab) = (destination, status));
            let name = format!("{}, {}", destination.as_str(), status.as_str());
            if let Some(cursor) = deep(db, Lane::of(destination, state)).await? {
                list(format!("{name}, deep page"), query.at(cursor));
            }
            list(name, query);
        }
    }
    for size in PageSize::ALL {
        list(format!("{size} rows"), base.with(|query| query.size = size));
    }

    let search = |field, text: &str| Some(Search { field, text: text.to_owned() });
    list(
        "order number".to_owned(),
        base.with(|query| query.search = search(Some(SearchField::OrderNo), &found.number)),
    );
    list(
        "order number, recognised".to_owned(),
        base.with(|query| query.search = search(None, &found.number)),
    );
    list(
        "rare SKU".to_owned(),
        base.with(|query| query.search = search(Some(SearchField::Sku), &found.rare_sku)),
    );
    list("nothing found".to_owned(), base.with(|query| query.search = search(None, "no such thing")));
    list("a customer's email".to_owned(), base.with(|query| query.own.email = Some(found.email.clone())));
    for quick in Quick::ALL {
        list(
            format!("placed within {}", quick.as_str()),
            base.with(|query| query.created = Some(Created::Quick(*quick))),
        );
    }

    // Each filter with the value that most orders have, alone and with each other.
    type Filter<'a> = (&'a str, Box<dyn Fn(&mut NewOrdersQuery) + 'a>);
    let filters: Vec<Filter<'_>> = vec![
        ("placed within 30 days", Box::new(|query| query.created = Some(Created::Quick(Quick::Month)))),
        ("popular SKU", Box::new(|query| query.search = search(Some(SearchField::Sku), &found.popular_sku))),
        (
            "popular product",
            Box::new(|query| query.search = search(Some(SearchField::ProductId), &found.popular_product)),
        ),
        (
            "the customer with most orders",
            Box::new(|query| query.own.email = Some(found.popular_email.clone())),
        ),
        ("location", Box::new(|query| query.routing.location = Some(found.location))),
        ("policy", Box::new(|query| query.routing.policy = Some(found.policy))),
        ("option", Box::new(|query| query.routing.option = Some(found.option))),
    ];
    for (i, (name, filter)) in filters.iter().enumerate() {
        let one = base.with(|query| filter(query));
        for (other, also) in filters.iter().skip(i + 1) {
            let both = one.with(|query| also(query));
            // Two of the search's fields at once there are not.
            if both != base.with(|query| also(query)) {
                list(format!("{name}, {other}"), both);
            }
        }
        list((*name).to_owned(), one);
    }

    let mut case = |name: &str, path: String, read| cases.push(Case { name: name.to_owned(), path, read });
    case("order", domain::query::order_href(&found.number), Read::Order(found.number.clone()));
    case("order over the list", base.detail_href(&found.number), Read::Order(found.number.clone()));
    let customers = CustomersQuery::default();
    case("customers", customers.href("/customers"), Read::Customers(customers.to_query()));
    let deep = CustomersQuery { cursor: Some(found.deep_customer), ..customers.clone() };
    case("customers, deep page", deep.href("/customers"), Read::Customers(deep.to_query()));
    let by_email = CustomersQuery { text: Some(found.email.clone()), ..customers };
    case("customers by email", by_email.href("/customers"), Read::Customers(by_email.to_query()));
    let popular = found.popular_customer;
    case("the customer with most orders", domain::query::customer_href(popular), Read::Customer(popular));
    let items = ItemsQuery::default();
    let mut of_items =
        |name: &str, query: ItemsQuery| case(name, query.href(), Read::Items(query.to_query()));
    of_items("products", items.clone());
    of_items("products by a word", ItemsQuery::of("mug"));
    of_items("products of which nothing is available", items.with(|query| query.shown = ItemsShown::SoldOut));
    let code =
        product::Entity::find().order_by_asc(product::Column::Code).one(db).await?.context("no product")?;
    case("product", item_href(&code.code), Read::Item(code.code));
    cases.extend(crate::shipping::cases(db).await?);
    Ok(cases)
}

/// A place far down a lane: nine tenths of it lie above.
async fn deep(db: &DatabaseConnection, lane: Lane) -> anyhow::Result<Option<Cursor>> {
    let of_lane = || order::Entity::find().filter(order::Column::Lane.eq(lane));
    let count: i64 = of_lane()
        .select_only()
        .column_as(order::Column::Id.count(), "n")
        .into_tuple()
        .one(db)
        .await?
        .unwrap_or(0);
    let above = count.unsigned_abs() * 9 / 10;
    let found: Option<(Timestamp, OrderId)> = of_lane()
        .order_by_desc(order::Column::PlacedAt)
        .order_by_desc(order::Column::Id)
        .offset(above)
        .select_only()
        .columns([order::Column::PlacedAt, order::Column::Id])
        .into_tuple()
        .one(db)
        .await?;
    let cursor = |(at, OrderId(id))| Cursor {
        direction: Direction::After,
        at,
        id,
        above: u32::try_from(above).unwrap_or(u32::MAX),
    };
    Ok(found.map(cursor))
}

/// Values that the database holds.
struct Found {
    number: String,
    popular_sku: String,
    popular_product: String,
    rare_sku: String,
    email: String,
    popular_email: String,
    popular_customer: CustomerId,
    deep_customer: Cursor,
    location: LocationId,
    policy: PolicyId,
    option: OptionId,
}

impl Found {
    async fn look(db: &DatabaseConnection) -> anyhow::Result<Self> {
        let popular = async |kind| {
            let terms = by_frequency(db, kind).await?;
            terms.into_iter().next().with_context(|| format!("no open order has a {kind:?}"))
        };
        let id = async |kind| anyhow::Ok(popular(kind).await?.parse::<i64>()?);
        let open = order::Entity::find()
            .filter(order::Column::Lane.eq(Lane::DOMESTIC_NOT_RELEASED))
            .filter(order::Column::Email.is_not_null())
            .order_by_desc(order::Column::PlacedAt)
            .offset(7)
            .one(db)
            .await?
            .context("no order waits: fill the database by `waybill seed`")?;
        let (popular_customer, _): (CustomerId, i32) = customer_total::Entity::find()
            .order_by_desc(customer_total::Column::OrderCount)
            .select_only()
            .columns([customer_total::Column::CustomerId, customer_total::Column::OrderCount])
            .into_tuple()
            .one(db)
            .await?
            .context("there is no customer")?;
        let customer =
            customer::Entity::find_by_id(popular_customer).one(db).await?.context("the customer")?;
        let customers = customer::Entity::find().filter(customer::Column::LastOrderAt.is_not_null());
        let deep = customers
            .order_by_asc(customer::Column::LastOrderAt)
            .offset(500)
            .one(db)
            .await?
            .context("fewer than 500 customers")?;
        let line = order_line::Entity::find()
            .filter(order_line::Column::OrderId.eq(open.id))
            .one(db)
            .await?
            .context("an order without a line")?;
        Ok(Self {
            popular_sku: popular(TermKind::Sku).await?,
            popular_product: popular(TermKind::ProductId).await?,
            rare_sku: by_frequency(db, TermKind::Sku).await?.pop().unwrap_or(line.name),
            location: LocationId(id(TermKind::Location).await?),
            policy: PolicyId(id(TermKind::Policy).await?),
            option: OptionId(id(TermKind::Option).await?),
            number: open.number,
            email: open.email.unwrap_or_default(),
            popular_email: customer.email.context("the customer with most orders has no email")?,
            popular_customer,
            deep_customer: Cursor {
                direction: Direction::After,
                at: deep.last_order_at.unwrap_or(deep.created_at),
                id: deep.id.0,
                above: 0,
            },
        })
    }
}

/// The values of a kind that orders in the queue have, the one that most have first.
async fn by_frequency(db: &DatabaseConnection, kind: TermKind) -> anyhow::Result<Vec<String>> {
    let values: Vec<(String, i64)> = order_term::Entity::find()
        .filter(order_term::Column::Kind.eq(kind))
        .filter(order_term::Column::Lane.gt(Lane::NONE))
        .select_only()
        .column(order_term::Column::Value)
        .column_as(order_term::Column::OrderId.count(), "n")
        .group_by(order_term::Column::Value)
        .order_by_desc(order_term::Column::OrderId.count())
        .order_by_asc(order_term::Column::Value)
        .into_tuple()
        .all(db)
        .await?;
    Ok(values.into_iter().map(|(value, _)| value).collect())
}

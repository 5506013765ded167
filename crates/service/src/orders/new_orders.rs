//! The New (To Ship) Orders list (REL-01 to REL-04).

use domain::count::Count;
use domain::id::OrderId;
use domain::kind::TermKind;
use domain::money::Money;
use domain::query::{NewOrdersQuery, Parsed, QueueStatus, Routing, Search, SearchField, normalise};
use domain::release::{Lane, ReleaseFailure, ReleaseState};
use domain::role::Permission;
use domain::view::{Member, NewOrderRow, NewOrders, TabCounts, with_option};
use store::read::listed::{Narrowing, Term};
use store::read::new_orders::{self as read, NewOrder};
use store::read::routing::AllRouting;

use super::address::place;
use super::routing::{choices, fitting, of_lanes, paired, term};
use crate::clock::Clock;
use crate::paging::{Page, page};
use crate::{Actor, Error, Services, merchant, storable};

/// One page of the list.
///
/// # Errors
/// [`Error::Forbidden`], or when the database can't be read.
pub async fn new_orders(
    services: &Services,
    actor: &Actor,
    Parsed { query, .. }: Parsed<NewOrdersQuery>,
) -> Result<NewOrders, Error> {
    actor.require(Permission::ViewOrders)?;
    let db = services.store.reader();
    let (merchant, clock) = merchant::at_desk(services, actor.locale).await?;
    let Asked { query, routing, chosen, recognised, narrowing } = asked(services, &clock, query).await?;
    let state = query.tab.state();
    let lane = Lane::of(query.destination, state);

    // Where nothing narrows the list, the lanes' counts are kept.
    let counted = if narrowing == Narrowing::default() {
        let kept = store::read::desk::lanes(db).await?;
        kept.into_iter().map(|(lane, orders)| (lane, Count::exact(orders))).collect()
    } else {
        read::count(db, &narrowing).await?
    };
    let counts = TabCounts::by(|status: QueueStatus, destination| {
        of_lanes(&counted, &[Lane::of(destination, status.state())])
    });
    let read_page = |cursor| read::page(db, lane, &narrowing, cursor, query.size);
    let Page { rows, above, older, newer } =
        page(query.cursor, read_page, |row| (row.placed_at, row.id)).await?;
    let total = counts.of(query.tab, query.destination);
    let desk_is_empty = total.is_zero() && !query.is_narrowed() && !read::any(db).await?;

    let rows = rows
        .into_iter()
        .map(|row| view(row, state, &clock, merchant.late_after_hours, actor.locale))
        .collect();
    let choices = choices(&routing, chosen);
    Ok(NewOrders { rows, counts, above, total, older, newer, recognised, choices, desk_is_empty })
}

/// The ids of every order that the list shows on all its pages, newest first; at most `limit`.
///
/// # Errors
/// When the database can't be read.
pub(crate) async fn ids(
    services: &Services,
    actor: &Actor,
    query: NewOrdersQuery,
    limit: u64,
) -> Result<Vec<OrderId>, Error> {
    let (_, clock) = merchant::at_desk(services, actor.locale).await?;
    let asked = asked(services, &clock, query).await?;
    let lane = Lane::of(asked.query.destination, asked.query.tab.state());
    Ok(read::ids(services.store.reader(), lane, &asked.narrowing, limit).await?)
}

/// What a query comes to.
struct Asked {
    query: NewOrdersQuery,
    routing: AllRouting,
    /// Of its routing what fits together.
    chosen: Routing,
    /// What its search was recognised as.
    recognised: Option<TermKind>,
    narrowing: Narrowing,
}

async fn asked(services: &Services, clock: &Clock, mut query: NewOrdersQuery) -> Result<Asked, Error> {
    for text in query.search.iter_mut().map(|search| &mut search.text).chain(&mut query.own.email) {
        *text = storable(text);
    }
    let routing = store::read::routing::all(services.store.reader()).await?;
    let (search, recognised) = match &query.search {
        None => (None, None),
        Some(search) => recognise(services, search).await?,
    };
    let (from, until) = query.created.map_or((None, None), |created| clock.bounds(created));
    let chosen = fitting(&routing, query.routing);
    let narrowing = Narrowing { terms: terms(&query, chosen, search), only: None, from, until };
    Ok(Asked { query, routing, chosen, recognised, narrowing })
}

/// What a search looks up, and, where no field was chosen, what it was recognised as: of the fields that hold the text, the first in the order
/// Order No., SKU, Product ID. A text that no order has is looked up as an order number, and finds nothing.
async fn recognise(services: &Services, search: &Search) -> Result<(Option<Term>, Option<TermKind>), Error> {
    let term = |kind| Term { kind, value: normalise(kind, &search.text) };
    if let Some(field) = search.field {
        return Ok((Some(term(field.term())), None));
    }
    let candidates =
        [SearchField::OrderNo, SearchField::Sku, SearchField::ProductId].map(|field| term(field.term()));
    let mut known = read::known(services.store.reader(), &candidates).await?.into_iter();
    Ok(match known.next() {
        Some(term) => {
            let kind = term.kind;
            (Some(term), Some(kind))
        }
        None => (candidates.into_iter().next(), None),
    })
}

/// Everything that must match, the rarest first: an order's number, else two things together where they have a term of their own.
fn terms(query: &NewOrdersQuery, routing: Routing, search: Option<Term>) -> Vec<Term> {
    let email = query
        .own
        .email
        .as_ref()
        .map(|email| Term { kind: TermKind::Email, value: normalise(TermKind::Email, email) });
    let (order_no, goods) = match search {
        Some(term) if term.kind == TermKind::OrderNo => (Some(term), None),
        other => (None, other),
    };
    paired([order_no, email, goods, term(routing)].into_iter().flatten().collect())
}

fn view(
    row: NewOrder,
    state: ReleaseState,
    clock: &Clock,
    late_after_hours: i32,
    locale: text::Locale,
) -> NewOrderRow {
    let late = clock.now() > row.placed_at.plus_seconds(i64::from(late_after_hours) * 3600);
    let failures: Vec<ReleaseFailure> = row
        .reasons
        .filter(|_| state == ReleaseState::Failed)
        .and_then(|reasons| serde_json::from_value(reasons).ok())
        .unwrap_or_default();
    let ship_to = place(
        locale,
        [row.place.as_deref(), row.postal_code.as_deref(), row.country_given.as_deref()],
        row.country.as_deref(),
    );
    NewOrderRow {
        number: row.number,
        placed: clock.moment(row.placed_at),
        late_days: late.then(|| clock.days_since(row.placed_at)),
        state,
        failures,
        is_test: row.is_test,
        member: Member { id: row.customer_id, email: row.email, name: row.member_name },
        shipping_request: row.shipping_request,
        first_item: row.item_name.map(|name| with_option(&name, row.item_option.as_deref())),
        more_lines: row.line_count.unsigned_abs().saturating_sub(1),
        quantity: row.quantity.unsigned_abs(),
        total: Money::new(row.total, row.currency),
        ship_to,
        option: row.option_name,
    }
}

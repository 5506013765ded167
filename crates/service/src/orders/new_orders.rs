//! The New (To Ship) Orders list (REL-01 to REL-04).

use domain::count::Count;
use domain::id::OrderId;
use domain::kind::TermKind;
use domain::money::Money;
use domain::query::{NewOrdersQuery, Parsed, QueueStatus, Routing, Search, SearchField, normalise, pair};
use domain::release::{Lane, ReleaseFailure, ReleaseState};
use domain::role::Permission;
use domain::view::{Choice, LaneCounts, Member, NewOrderRow, NewOrders, RoutingChoices};
use store::read::new_orders::{self as read, Narrowing, NewOrder, Term};
use store::read::routing::AllRouting;

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
    let (destination, status) = (query.destination, query.status);
    let (lane, state) = lane(&query);

    // Where nothing narrows the list, the lanes' counts are kept.
    let counts = if narrowing == Narrowing::default() {
        let kept = store::read::desk::lanes(db).await?;
        lane_counts(kept.into_iter().map(|(lane, orders)| (lane, Count::exact(orders))).collect())
    } else {
        lane_counts(read::count(db, &narrowing).await?)
    };
    let read_page = |cursor| read::page(db, lane, &narrowing, cursor, query.size);
    let Page { rows, above, older, newer } =
        page(query.cursor, read_page, |row| (row.placed_at, row.id)).await?;
    let total = counts.of(destination, status);
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
    Ok(read::ids(services.store.reader(), lane(&asked.query).0, &asked.narrowing, limit).await?)
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
    for text in query.search.iter_mut().map(|search| &mut search.text).chain(&mut query.email) {
        *text = storable(text);
    }
    let routing = store::read::routing::all(services.store.reader()).await?;
    let (search, recognised) = match &query.search {
        None => (None, None),
        Some(search) => recognise(services, search).await?,
    };
    let (from, until) = query.created.map_or((None, None), |created| clock.bounds(created));
    let chosen = fitting(&routing, query.routing);
    let narrowing = Narrowing { terms: terms(&query, chosen, search), from, until };
    Ok(Asked { query, routing, chosen, recognised, narrowing })
}

/// The lane of a query's tab and status.
fn lane(query: &NewOrdersQuery) -> (Lane, ReleaseState) {
    let state = match query.status {
        QueueStatus::NotReleased => ReleaseState::NotReleased,
        QueueStatus::Failed => ReleaseState::Failed,
    };
    (Lane::of(query.destination, state), state)
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
        .email
        .as_ref()
        .map(|email| Term { kind: TermKind::Email, value: normalise(TermKind::Email, email) });
    let (order_no, goods) = match search {
        Some(term) if term.kind == TermKind::OrderNo => (Some(term), None),
        other => (None, other),
    };
    // A line's option is one of its policy, and the policy one of its location: the narrowest says the others too.
    let routing = None
        .or(routing.option.map(|id| (TermKind::Option, id.0)))
        .or(routing.policy.map(|id| (TermKind::Policy, id.0)))
        .or(routing.location.map(|id| (TermKind::Location, id.0)))
        .map(|(kind, id)| Term { kind, value: id.to_string() });
    let mut terms: Vec<Term> = [order_no, email, goods, routing].into_iter().flatten().collect();
    if let [one, other, ..] = terms.as_slice()
        && let Some(value) = pair((one.kind, &one.value), (other.kind, &other.value))
    {
        terms.splice(..2, [Term { kind: TermKind::Pair, value }]);
    }
    terms
}

fn lane_counts(counted: Vec<(Lane, Count)>) -> LaneCounts {
    let of = |lane| counted.iter().filter(|(counted, _)| *counted == lane).map(|(_, orders)| *orders).sum();
    LaneCounts {
        domestic_not_released: of(Lane::DOMESTIC_NOT_RELEASED),
        domestic_failed: of(Lane::DOMESTIC_FAILED),
        international_not_released: of(Lane::INTERNATIONAL_NOT_RELEASED),
        international_failed: of(Lane::INTERNATIONAL_FAILED),
    }
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
    let country =
        row.country.as_deref().and_then(|code| code.parse().ok()).map(|country| locale.country(country));
    // The words that came for a country we don't know, as nothing else tells of it.
    let place: Vec<&str> = [row.place.as_deref(), row.postal_code.as_deref(), row.country_given.as_deref()]
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    let ship_to = if place.is_empty() { country.unwrap_or_default().to_owned() } else { place.join(" ") };
    NewOrderRow {
        number: row.number,
        placed: clock.moment(row.placed_at),
        late_days: late.then(|| clock.days_since(row.placed_at)),
        state,
        failures,
        is_test: row.is_test,
        member: Member { id: row.customer_id, email: row.email, name: row.member_name },
        shipping_request: row.shipping_request,
        first_item: row.item_name.map(|name| match row.item_option {
            Some(option) => format!("{name} / {option}"),
            None => name,
        }),
        more_lines: row.line_count.unsigned_abs().saturating_sub(1),
        quantity: row.quantity.unsigned_abs(),
        total: Money::new(row.total, row.currency),
        ship_to,
        option: row.option_name,
    }
}

/// The choice as far as it fits together: a policy of another location is let go with that location's choice, and so is an option of
/// another policy.
fn fitting(all: &AllRouting, chosen: Routing) -> Routing {
    let policy = chosen.policy.filter(|chosen_policy| {
        all.policies.iter().any(|(id, location, _)| id == chosen_policy && fits(chosen.location, *location))
    });
    let option = chosen.option.filter(|chosen_option| {
        all.options.iter().any(|(id, of, _)| {
            id == chosen_option
                && fits(policy, *of)
                && all.policies.iter().any(|(id, location, _)| id == of && fits(chosen.location, *location))
        })
    });
    Routing { location: chosen.location, policy, option }
}

/// What Optional + offers: a chosen location narrows the policies, a chosen policy (else the location) the options.
fn choices(all: &AllRouting, chosen: Routing) -> RoutingChoices {
    let policies: Vec<_> =
        all.policies.iter().filter(|(_, location, _)| fits(chosen.location, *location)).collect();
    let options = all
        .options
        .iter()
        .filter(|(_, of, _)| fits(chosen.policy, *of) && policies.iter().any(|(id, ..)| id == of));
    RoutingChoices {
        chosen,
        locations: all.locations.iter().map(|(id, name)| Choice { id: id.0, name: name.clone() }).collect(),
        options: options.map(|(id, _, name)| Choice { id: id.0, name: name.clone() }).collect(),
        policies: policies.into_iter().map(|(id, _, name)| Choice { id: id.0, name: name.clone() }).collect(),
    }
}

/// Whether something is what was chosen, or nothing was.
fn fits<Id: PartialEq>(chosen: Option<Id>, this: Id) -> bool {
    chosen.is_none_or(|chosen| chosen == this)
}

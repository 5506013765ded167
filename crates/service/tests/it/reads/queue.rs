//! A queue of orders in every lane, and what of it a query should show, said a second time and plainly.

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use domain::count::Count;
use domain::id::{LocationId, OptionId, PolicyId};
use domain::kind::{Destination, TermKind};
use domain::query::{Created, NewOrdersQuery, QueueStatus, Quick, SearchField};
use domain::release::ReleaseFailure;
use domain::time::Timestamp;
use domain::view::TabCounts;
use store::aggregate::OrderParts;

use crate::shop::{NOW, ROUTES, Route, a_line, an_order, at, failed, routed};

/// Where the orders stand, as they were made and not as they were derived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    NotReleased,
    Failed,
    Elsewhere,
}

/// An order and its place.
pub struct Queued {
    pub parts: OrderParts,
    place: Place,
}

/// Japan's clocks never change.
fn tokyo() -> FixedOffset {
    FixedOffset::east_opt(9 * 3600).unwrap()
}

fn day_in_tokyo(moment: Timestamp) -> NaiveDate {
    moment.utc().with_timezone(&tokyo()).date_naive()
}

const COUNTRIES: [Option<&str>; 5] = [Some("JP"), Some("JP"), Some("JP"), Some("US"), None];
// TEE-NV is a SKU of TEE; CAP is a product and a SKU; W-1003 is an order's number and a SKU.
const GOODS: [(&str, &str); 5] =
    [("TEE", "TEE-NV"), ("TEE", "TEE-WH"), ("CAP", "CAP"), ("MUG", "W-1003"), ("POSTER", "POSTER-A1")];

/// 260 orders: every place, seven at a time placed in the same microsecond, ids in another order than times.
pub fn queue() -> Vec<Queued> {
    (0..260).map(queued).collect()
}

fn queued(i: i64) -> Queued {
    let mut parts = an_order(1000 + i, placed(i * 101 % 260 / 7));
    let order = &mut parts.order;
    order.country = COUNTRIES[usize::try_from(i % 5).unwrap()].map(str::to_owned);
    order.is_test = i % 23 == 0;
    order.email = match i % 4 {
        0 => None,
        1 => Some("Hana.Sato@Mail.Example".to_owned()),
        2 => Some("bob@mail.example".to_owned()),
        _ => Some(format!("c{}@mail.example", i % 9)),
    };
    parts.lines = (0..=i % 3)
        .map(|k| {
            let (product, sku) = GOODS[usize::try_from((i + k) % 5).unwrap()];
            let mut line = a_line(1000 + i, i32::try_from(k + 1).unwrap(), product, sku);
            if i % 10 != 0 {
                routed(&mut line, ROUTES[usize::try_from((i + 3 * k) % 4).unwrap()]);
            }
            line
        })
        .collect();
    let place = if i % 13 == 0 {
        for line in &mut parts.lines {
            line.canceled = line.ordered;
        }
        Place::Elsewhere
    } else if i % 17 == 0 {
        parts.order.payment_method = domain::kind::PaymentMethod::BankTransfer;
        Place::Elsewhere
    } else if i % 6 == 5 {
        failed(&mut parts, &[ReleaseFailure::NoDeliveryPolicy { sku: "TEE-NV".to_owned() }]);
        Place::Failed
    } else {
        Place::NotReleased
    };
    Queued { parts, place }
}

/// A hundred days in 37 steps; midnights in Tokyo and the microsecond before them are among them.
fn placed(group: i64) -> Timestamp {
    let moment: DateTime<Utc> = NOW.parse().unwrap();
    let midnight: DateTime<Utc> = "2026-11-21T15:00:00Z".parse().unwrap();
    let days = chrono::TimeDelta::days(group * 11 / 4);
    match group % 3 {
        0 => (moment - days).into(),
        1 => (midnight - days).into(),
        _ => Timestamp(Timestamp::from(midnight - days).0 - 1),
    }
}

/// Everything that narrows a list, in the words of the test: what is searched is the text as an order has it.
#[derive(Clone, Debug)]
pub struct Asked {
    pub destination: Destination,
    pub status: QueueStatus,
    pub search: Option<(Option<SearchField>, &'static str)>,
    pub email: Option<&'static str>,
    pub created: Option<Created>,
    pub routing: (Option<i64>, Option<i64>, Option<i64>),
}

/// What the list should say.
#[derive(Debug, PartialEq, Eq)]
pub struct Expected {
    pub numbers: Vec<String>,
    pub counts: TabCounts<QueueStatus>,
    pub recognised: Option<TermKind>,
}

/// Goes through all orders, one by one.
pub fn expect(orders: &[Queued], asked: &Asked) -> Expected {
    let recognised = match asked.search {
        Some((None, text)) => [TermKind::OrderNo, TermKind::Sku, TermKind::ProductId]
            .into_iter()
            .find(|kind| orders.iter().any(|queued| bears(&queued.parts, *kind, text))),
        _ => None,
    };
    let kind = match asked.search {
        Some((Some(field), _)) => field.term(),
        _ => recognised.unwrap_or(TermKind::OrderNo),
    };
    let mut matching: Vec<&Queued> = orders
        .iter()
        .filter(|queued| asked.search.is_none_or(|(_, text)| bears(&queued.parts, kind, text)))
        .filter(|queued| matches(&queued.parts, asked))
        .collect();
    matching.sort_by_key(|queued| std::cmp::Reverse((queued.parts.order.placed_at, queued.parts.order.id)));

    let in_lane = |destination, status| {
        matching
            .iter()
            .filter(move |queued| is_in(queued, destination, status))
            .map(|queued| &queued.parts.order)
    };
    let count =
        |destination, status| in_lane(destination, status).filter(|order| !order.is_test).count() as u64;
    let count = |destination, status| Count::exact(count(destination, status));
    Expected {
        numbers: in_lane(asked.destination, asked.status).map(|order| order.number.clone()).collect(),
        counts: TabCounts::by(|status, destination| count(destination, status)),
        recognised,
    }
}

fn is_in(queued: &Queued, destination: Destination, status: QueueStatus) -> bool {
    let is_at_home = queued.parts.order.country.as_deref() == Some("JP");
    let place = match status {
        QueueStatus::NotReleased => Place::NotReleased,
        QueueStatus::Failed => Place::Failed,
    };
    queued.place == place && is_at_home == (destination == Destination::Domestic)
}

fn bears(parts: &OrderParts, kind: TermKind, text: &str) -> bool {
    match kind {
        TermKind::OrderNo => parts.order.number == text || parts.order.channel_number == text,
        TermKind::Sku => parts.lines.iter().any(|line| line.sku_code == text),
        TermKind::ProductId => parts.lines.iter().any(|line| line.product_code == text),
        other => panic!("{other} is no field to search"),
    }
}

fn matches(parts: &OrderParts, asked: &Asked) -> bool {
    let (location, policy, option) = fitting(asked.routing);
    let has = |wanted: Option<i64>, of: fn(&store::entity::order_line::Model) -> Option<i64>| {
        wanted.is_none() || parts.lines.iter().any(|line| of(line) == wanted)
    };
    let day = day_in_tokyo(parts.order.placed_at);
    let today = day_in_tokyo(at(NOW));
    let is_created = match asked.created {
        None => true,
        Some(Created::Quick(quick)) => {
            let days = match quick {
                Quick::Today => 0,
                Quick::Week => 6,
                Quick::Month => 29,
                Quick::Quarter => 89,
            };
            day <= today && (today - day).num_days() <= days
        }
        Some(Created::Days { from, to }) => {
            from.is_none_or(|from| day >= from) && to.is_none_or(|to| day <= to)
        }
    };
    is_created
        && asked.email.is_none_or(|email| parts.order.email.as_deref() == Some(email))
        && has(location, |line| line.location_id.map(|LocationId(id)| id))
        && has(policy, |line| line.policy_id.map(|PolicyId(id)| id))
        && has(option, |line| line.option_id.map(|OptionId(id)| id))
}

/// What of a choice stands: a policy of another location, or an option of another policy, is let go.
fn fitting(
    (location, policy, option): (Option<i64>, Option<i64>, Option<i64>),
) -> (Option<i64>, Option<i64>, Option<i64>) {
    let is = |chosen: Option<i64>, id| chosen.is_none_or(|chosen| chosen == id);
    let policy =
        policy.filter(|chosen| ROUTES.iter().any(|Route(of, id, _)| id == chosen && is(location, *of)));
    let is_reached = |chosen: &i64| {
        ROUTES.iter().any(|Route(place, of, id)| id == chosen && is(policy, *of) && is(location, *place))
    };
    (location, policy, option.filter(is_reached))
}

/// The numbers of the rows of a lane without any narrowing.
pub fn lane(orders: &[Queued], query: &NewOrdersQuery) -> Vec<String> {
    let asked = Asked {
        destination: query.destination,
        status: query.tab,
        search: None,
        email: None,
        created: None,
        routing: (None, None, None),
    };
    expect(orders, &asked).numbers
}

//! The screen: tabs, filters, the list, and an order's detail over it.

use domain::kind::Destination;
use domain::money::grouped;
use domain::query::{NewOrdersQuery, PageSize, QueueStatus};
use domain::view::{LaneCounts, NewOrders};
use leptos::prelude::*;
use leptos::suspense::Unsuspend;
use leptos_meta::Title;
use leptos_router::NavigateOptions;
use leptos_router::components::Outlet;
use leptos_router::hooks::use_navigate;

use super::filters::Filters;
use super::list_new_orders;
use super::rows::Rows;
use super::selection::{SelectedOrders, Ticked};
use crate::context::use_locale;
use crate::error::{AppError, Failure, LeftOut, loaded, loaded_or};
use crate::keys::{self, Results};
use crate::layout::{Changes, page_title};
use crate::list::{ListPager, last_read, use_query};
use crate::order::{OrderActions, OrderStatus, OrderView, Told, WhatWasTold, get_order, use_number};
use crate::ui::{Dialog, EmptyState, IconName, PageHead, Segment, Segmented, Skeleton, Tab, Tabs, Tone};

/// The list's query, shared with the dialog over it.
#[derive(Clone, Copy)]
pub struct ListQuery(pub Memo<NewOrdersQuery>);

/// New (To Ship) Orders: what is still to be released, by destination and status.
#[component]
pub fn NewOrdersPage() -> impl IntoView {
    let l = use_locale();
    let (query, problems) = use_query(NewOrdersQuery::parse);
    provide_context(ListQuery(query));
    let changes = expect_context::<Changes>();
    let list = Resource::new_blocking(
        move || (query.get().to_query(), changes.count()),
        |(query, _)| list_new_orders(query),
    );
    Results::provide();
    let selection = Ticked::new(query);
    provide_context(selection);
    let waiting = move || {
        view! {
            <PageHead title=l.new_orders() />
            <Skeleton label=l.loading() />
        }
    };
    view! {
        <Title text=page_title(l.new_orders()) />
        <Transition fallback=waiting>
            {Unsuspend::new(move || view! { <Head query counts=last_read(list, |list| list.counts) /> })}
            <section class="card" aria-label=l.new_orders()>
                {Unsuspend::new(move || {
                    view! {
                        <StatusTabs query counts=last_read(list, |list| list.counts) />
                        <Filters query choices=last_read(list, |list| list.choices.clone()) />
                        <LeftOut problems />
                    }
                })}
                {move || Suspend::new(async move {
                    loaded(list.await, move |list| view! { <List list query=query.get_untracked() /> })
                })}
            </section>
            <SelectedOrders selection query total=last_read(list, |list| list.total) />
        </Transition>
        <Outlet />
    }
}

#[component]
fn Head(query: Memo<NewOrdersQuery>, counts: Signal<LaneCounts>) -> impl IntoView {
    let l = use_locale();
    let items = Signal::derive(move || {
        let query = query.get();
        Destination::ALL
            .iter()
            .map(|&destination| Segment {
                label: l.destination_name(destination).to_owned(),
                count: Some(counts.get().of_destination(destination).to_string()),
                href: query.with(|query| query.destination = destination).href(),
                current: query.destination == destination,
                ..Segment::default()
            })
            .collect::<Vec<_>>()
    });
    view! {
        <PageHead title=l.new_orders()>
            <Segmented label=l.destination() items />
        </PageHead>
    }
}

#[component]
fn StatusTabs(query: Memo<NewOrdersQuery>, counts: Signal<LaneCounts>) -> impl IntoView {
    let l = use_locale();
    let items = Signal::derive(move || {
        let query = query.get();
        QueueStatus::ALL
            .iter()
            .map(|&status| {
                let count = counts.get().of(query.destination, status);
                Tab {
                    label: l.queue_status(status).to_owned(),
                    count: Some(count.to_string()),
                    tone: if status == QueueStatus::Failed && !count.is_zero() {
                        Tone::Bad
                    } else {
                        Tone::Neutral
                    },
                    href: query.with(|query| query.status = status).href(),
                    current: query.status == status,
                }
            })
            .collect::<Vec<_>>()
    });
    view! { <Tabs label=l.status() items /> }
}

/// The rows and their pager, or what to do when there are none.
#[component]
fn List(list: NewOrders, query: NewOrdersQuery) -> impl IntoView {
    let l = use_locale();
    let recognised = list.recognised.zip(query.search.as_ref()).map(|(kind, search)| {
        view! { <p class="list-note">{l.found_by(l.term_kind(kind), &search.text)}</p> }
    });
    if list.rows.is_empty() {
        return view! {
            {recognised}
            <Nothing list query />
        }
        .into_any();
    }
    let from = u64::from(list.above) + 1;
    let to = u64::from(list.above) + list.rows.len() as u64;
    // Test orders are listed but not counted, and rows may have come since the page's link was made.
    let total = list.total.at_least(to);
    let (from, to) = (grouped(from), grouped(to));
    Results::came(l.rows_shown_aloud(&l.orders_counted(total), &from, &to));
    let summary = l.rows_shown(&from, &to, &total.to_string());
    let href = |cursor| query.at(cursor).href();
    let keep = query.with(|query| query.size = PageSize::default()).pairs();
    view! {
        {recognised}
        <Rows rows=list.rows query=query.clone() />
        <ListPager
            summary
            path="/orders/new"
            keep
            size=query.size
            newer=list.newer.map(href)
            older=list.older.map(href)
        />
    }
    .into_any()
}

/// No rows: an empty desk, an empty queue, or a search that found nothing here. What it found in other tabs is offered.
#[component]
fn Nothing(list: NewOrders, query: NewOrdersQuery) -> impl IntoView {
    let l = use_locale();
    let (title, body) = if list.desk_is_empty {
        (l.desk_empty(), l.desk_empty_hint())
    } else if query.is_narrowed() {
        (l.nothing_found(), l.nothing_found_hint())
    } else if query.status == QueueStatus::Failed {
        (l.failed_empty(), l.failed_empty_hint())
    } else {
        (l.queue_empty(), l.queue_empty_hint())
    };
    Results::came(title.to_owned());
    let mut elsewhere = Vec::new();
    for &destination in Destination::ALL {
        for &status in QueueStatus::ALL {
            let count = list.counts.of(destination, status);
            if !count.is_zero() && (destination, status) != (query.destination, query.status) {
                let tab = format!("{} · {}", l.destination_name(destination), l.queue_status(status));
                let to = query.with(|query| (query.destination, query.status) = (destination, status)).href();
                elsewhere.push(
                    view! { <a class="btn" href=to>{l.also_in_other_tab(&count.to_string(), &tab)}</a> },
                );
            }
        }
    }
    let clear = query.is_narrowed().then(|| {
        let to =
            NewOrdersQuery { destination: query.destination, status: query.status, ..Default::default() }
                .href();
        view! { <a class="btn quiet" href=to>{l.clear()}</a> }
    });
    view! {
        <EmptyState title body icon=IconName::Box>
            {elsewhere}
            {clear}
        </EmptyState>
    }
}

/// An order's detail over the list: its address is the list's, with the order's number in the path (REL-05).
#[component]
pub fn OrderDialog() -> impl IntoView {
    let l = use_locale();
    let ListQuery(query) = expect_context::<ListQuery>();
    let (number, title) = use_number();
    let changes = expect_context::<Changes>();
    let order =
        Resource::new_blocking(move || (number.get(), changes.count()), |(number, _)| get_order(number));
    Told::provide();
    // What was told was of the order before.
    let told = expect_context::<Told>();
    Effect::new(move |before: Option<String>| {
        let number = number.get();
        if before.is_some_and(|before| before != number) {
            told.clear();
        }
        number
    });
    let close_href = Signal::derive(move || query.get().href());
    let navigate = use_navigate();
    let on_close = Callback::new(move |()| {
        let options = NavigateOptions { replace: true, scroll: false, ..Default::default() };
        navigate(&query.get_untracked().href(), options);
    });
    keep_place(number);
    view! {
        <Title text=title />
        <Dialog
            id="order"
            title=Signal::derive(move || l.order_title(&number.get()))
            close_href
            close_label=l.close()
            on_close
            badges=move || {
                view! {
                    <Transition>
                        {move || Suspend::new(async move { order.await.ok().map(|order| view! { <OrderStatus order /> }) })}
                    </Transition>
                }
            }
            actions=move || {
                view! {
                    <Transition>
                        {move || Suspend::new(async move { order.await.ok().map(|order| view! { <OrderActions order /> }) })}
                    </Transition>
                }
            }
        >
            <WhatWasTold />
            <Transition fallback=move || view! { <Skeleton label=l.loading() /> }>
                {move || Suspend::new(async move {
                    let failure = |error| view! { <OrderFailure error number=number.get_untracked() /> };
                    loaded_or(order.await, |order| view! { <OrderView order /> }, failure)
                })}
            </Transition>
        </Dialog>
    }
}

/// The next order keeps the focus at the head of the dialog; whoever closes it is at the order's row again, also when that is
/// not the row they came from.
fn keep_place(number: Memo<String>) {
    Effect::new(move |before: Option<String>| {
        let number = number.get();
        if before.is_some_and(|before| before != number)
            && let Some(heading) = document().get_element_by_id("order-title")
        {
            keys::focus_element(&heading);
        }
        let path = NewOrdersQuery::default().detail_href(&number);
        // The dialog is still there when this is told, and its row can't take the focus yet.
        on_cleanup(move || request_animation_frame(move || _ = keys::focus_row(&path)));
        number
    });
}

/// Why an order can't be shown.
#[component]
pub fn OrderFailure(error: AppError, number: String) -> impl IntoView {
    let l = use_locale();
    let hint = format!("{} {}", l.no_such_order(&number), l.order_not_found_hint());
    view! { <Failure error not_found=(l.order_not_found().to_owned(), hint) /> }
}

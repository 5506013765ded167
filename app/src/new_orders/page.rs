//! The screen: tabs, filters, the list, and an order's detail over it.

use domain::action::Action;
use domain::query::{NewOrdersList, NewOrdersQuery, QueueStatus, SearchField};
use domain::view::{NewOrders, RoutingChoices, TabCounts};
use leptos::prelude::*;
use leptos::suspense::Unsuspend;
use leptos_meta::Title;
use leptos_router::components::Outlet;
use text::Locale;

use super::list_new_orders;
use super::rows::Rows;
use crate::context::use_locale;
use crate::error::{AppError, Failure, LeftOut, loaded};
use crate::keys::Results;
use crate::layout::{Changes, page_title};
use crate::list::{
    Destinations, DetailDialog, Filters, Found, ListQuery, Standing, StatusTabs, Ticked, TickedBar, Worded,
    last_read, use_query,
};
use crate::order::{OrderActions, OrderStatus, OrderView, get_order};
use crate::ui::{FilterField, Icon, IconName, PageHead, Skeleton, TextInput};

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
    let ticked = Ticked::new(query);
    provide_context(ticked);
    let waiting = move || {
        view! {
            <PageHead title=l.new_orders() />
            <Skeleton label=l.loading() />
        }
    };
    view! {
        <Title text=page_title(l.new_orders()) />
        <Transition fallback=waiting>
            {Unsuspend::new(move || view! { <Head query counts=last_read(list, |list| list.counts.clone()) /> })}
            <section class="card" aria-label=l.new_orders()>
                {Unsuspend::new(move || {
                    view! {
                        <StatusTabs query counts=last_read(list, |list| list.counts.clone()) />
                        <OrderFilters query choices=last_read(list, |list| list.choices.clone()) />
                        <LeftOut problems />
                    }
                })}
                {move || Suspend::new(async move {
                    loaded(list.await, move |list| view! { <List list query=query.get_untracked() /> })
                })}
            </section>
            <SelectedOrders ticked query />
        </Transition>
        <Outlet />
    }
}

/// What can be done with the ticked orders.
#[component]
fn SelectedOrders(ticked: Ticked<NewOrdersList>, query: Memo<NewOrdersQuery>) -> impl IntoView {
    let l = use_locale();
    view! {
        <TickedBar ticked>
            <a class="btn primary" id="bulk-release" href=move || query.get().bulk_href("release") data-noscroll="">
                <Icon name=IconName::Box />
                {l.release_preparing()}
            </a>
            <a class="btn" id="bulk-confirm" href=move || query.get().bulk_href("confirm") data-noscroll="">
                {l.action(Action::Confirm)}
            </a>
            <a class="btn" id="bulk-link" href=move || query.get().bulk_href("link") data-noscroll="">
                {l.link_items()}
            </a>
            <a class="btn" id="bulk-cancel" href=move || query.get().bulk_href("cancel") data-noscroll="">
                {l.action(Action::Cancel)}
            </a>
        </TickedBar>
    }
}

#[component]
fn Head(query: Memo<NewOrdersQuery>, counts: Signal<TabCounts<QueueStatus>>) -> impl IntoView {
    let l = use_locale();
    view! {
        <PageHead title=l.new_orders()>
            <Destinations query counts count=|counts, _, destination| counts.of_destination(destination) />
        </PageHead>
    }
}

/// Search, customer email, order creation date, Optional + (REL-02 to REL-04).
#[component]
fn OrderFilters(query: Memo<NewOrdersQuery>, choices: Signal<RoutingChoices>) -> impl IntoView {
    let l = use_locale();
    let email = Signal::derive(move || query.with(|query| query.own.email.clone().unwrap_or_default()));
    view! {
        <Filters query choices hint=l.search_hint() dates=(l.created(), l.order_creation_date())>
            <FilterField label=l.customer_email()>
                <TextInput name="email" value=email autocomplete="off" />
            </FilterField>
        </Filters>
    }
}

/// The rows and their pager, or what to do when there are none.
#[component]
fn List(list: NewOrders, query: NewOrdersQuery) -> impl IntoView {
    let l = use_locale();
    let none = if list.desk_is_empty {
        (l.desk_empty(), l.desk_empty_hint())
    } else if query.is_narrowed() {
        (l.nothing_found(), l.nothing_found_hint())
    } else if query.tab == QueueStatus::Failed {
        (l.failed_empty(), l.failed_empty_hint())
    } else {
        (l.queue_empty(), l.queue_empty_hint())
    };
    let standing = Standing {
        counts: list.counts,
        recognised: list.recognised.map(|kind| l.term_kind(kind)),
        shown: list.rows.len(),
        above: list.above,
        total: list.total,
        newer: list.newer,
        older: list.older,
    };
    let shown = query.clone();
    view! {
        <Found query standing none icon=IconName::Box counted=Locale::orders_counted>
            <Rows rows=list.rows query=shown total=list.total />
        </Found>
    }
}

impl Worded for NewOrdersList {
    const BAD: QueueStatus = QueueStatus::Failed;
    const BOX: &'static str = "order";

    fn tab(l: Locale, tab: QueueStatus) -> &'static str {
        l.queue_status(tab)
    }

    fn field(l: Locale, field: SearchField) -> &'static str {
        l.search_field(field)
    }

    fn selected(l: Locale, n: usize) -> String {
        l.orders_selected(n)
    }

    fn select_page(l: Locale) -> &'static str {
        l.select_page()
    }

    fn copy_numbers(l: Locale) -> &'static str {
        l.copy_numbers()
    }
}

/// An order's detail over the list (REL-05).
#[component]
pub fn OrderDialog() -> impl IntoView {
    let ListQuery(query) = expect_context::<ListQuery<NewOrdersList>>();
    view! {
        <DetailDialog
            id="order"
            title=|l, number| l.order_title(number)
            read=get_order
            list=Signal::derive(move || query.get().href())
            row=|number| NewOrdersQuery::default().detail_href(number)
            badges=|order| view! { <OrderStatus order /> }.into_any()
            actions=|order| view! { <OrderActions order /> }.into_any()
            body=|order| view! { <OrderView order /> }.into_any()
            failure=|error, number| view! { <OrderFailure error number /> }.into_any()
        />
    }
}

/// Why an order can't be shown.
#[component]
pub fn OrderFailure(error: AppError, number: String) -> impl IntoView {
    let l = use_locale();
    let hint = format!("{} {}", l.no_such_order(&number), l.order_not_found_hint());
    view! { <Failure error not_found=(l.order_not_found().to_owned(), hint) /> }
}

//! The screen: tabs, filters, the list, and a shipment's detail over it.

use domain::documents::DocumentKind;
use domain::query::{ShipmentField, ShippingList, ShippingQuery};
use domain::shipment::{ShipmentKind, ShipmentTab};
use domain::view::{RoutingChoices, Shipments, TabCounts};
use leptos::prelude::*;
use leptos::suspense::Unsuspend;
use leptos_meta::Title;
use leptos_router::components::Outlet;
use text::Locale;

use super::moves::SelectedShipments;
use super::rows::Rows;
use super::{issue_list_href, list_shipments};
use crate::context::use_locale;
use crate::error::{LeftOut, loaded};
use crate::keys::Results;
use crate::layout::{Changes, page_title};
use crate::list::{
    Destinations, Filters, Found, ListQuery, Standing, StatusTabs, Ticked, Worded, last_read, use_query,
};
use crate::print::print_list_href;
use crate::ui::{ButtonKind, Choice, FilterField, Icon, IconName, PageHead, Popover, Select, Skeleton};

/// Shipping: shipments by destination and status.
#[component]
pub fn ShippingPage() -> impl IntoView {
    let l = use_locale();
    let (query, problems) = use_query(ShippingQuery::parse);
    provide_context(ListQuery(query));
    let changes = expect_context::<Changes>();
    let list = Resource::new_blocking(
        move || (query.get().to_query(), changes.count()),
        |(query, _)| list_shipments(query),
    );
    Results::provide();
    let ticked = Ticked::new(query);
    provide_context(ticked);
    let waiting = move || {
        view! {
            <PageHead title=l.shipping_page() />
            <Skeleton label=l.loading() />
        }
    };
    view! {
        <Title text=page_title(l.shipping_page()) />
        <Transition fallback=waiting>
            {Unsuspend::new(move || view! { <Head query counts=last_read(list, |list| list.counts.clone()) /> })}
            <section class="card" aria-label=l.shipping_page()>
                {Unsuspend::new(move || {
                    view! {
                        <StatusTabs query counts=last_read(list, |list| list.counts.clone()) />
                        <ShippingFilters query choices=last_read(list, |list| list.choices.clone()) />
                        <LeftOut problems />
                    }
                })}
                {move || Suspend::new(async move {
                    loaded(list.await, move |list| view! { <List list query=query.get_untracked() /> })
                })}
            </section>
            <SelectedShipments ticked query />
        </Transition>
        <Outlet />
    }
}

#[component]
fn Head(query: Memo<ShippingQuery>, counts: Signal<TabCounts<ShipmentTab>>) -> impl IntoView {
    let l = use_locale();
    let way = move |kind| {
        let href = move || print_list_href(kind, &query.get());
        view! { <a class="btn quiet" href=href>{l.documents(kind)}</a> }
    };
    view! {
        <PageHead title=l.shipping_page()>
            <a class="btn" href="/import/invoices">
                <Icon name=IconName::Upload />
                {l.import_invoices()}
            </a>
            <Popover id="print" label=l.print() kind=ButtonKind::Default>
                <p class="muted">{l.print_page_hint()}</p>
                <div class="export-ways">{DocumentKind::ALL.iter().map(|kind| way(*kind)).collect_view()}</div>
            </Popover>
            <a class="btn" href=move || issue_list_href(&query.get())>{l.issue_waybills()}</a>
            <Destinations query counts count=|counts, tab, destination| counts.of(tab, destination) />
        </PageHead>
    }
}

/// Search, General / Claim, order date, Optional + (SHP-02 to SHP-04).
#[component]
fn ShippingFilters(query: Memo<ShippingQuery>, choices: Signal<RoutingChoices>) -> impl IntoView {
    let l = use_locale();
    let kinds: Vec<_> = std::iter::once(Choice::new("", l.any_kind()))
        .chain(ShipmentKind::ALL.iter().map(|kind| Choice::new(kind.as_str(), l.shipment_kind(*kind))))
        .collect();
    let kind = Signal::derive(move || {
        query.with(|query| query.own.kind.map(|kind| kind.to_string()).unwrap_or_default())
    });
    view! {
        <Filters query choices hint=l.shipment_search_hint() dates=(l.order_date(), l.order_date())>
            <FilterField label=l.general_or_claim()>
                <Select name="kind" choices=kinds value=kind submits=true />
            </FilterField>
        </Filters>
    }
}

/// The rows and their pager, or what to do when there are none.
#[component]
fn List(list: Shipments, query: ShippingQuery) -> impl IntoView {
    let l = use_locale();
    let canceled = (!list.canceled.is_empty()).then(|| {
        let links = list
            .canceled
            .iter()
            .map(|number| {
                let to = query.detail_href(number);
                view! { " " <a href=to data-noscroll="">{number.clone()}</a> }
            })
            .collect_view();
        view! { <p class="list-note">{l.canceled_shipments()} {links}</p> }.into_any()
    });
    let none = if query.is_narrowed() {
        (l.no_shipment_matches(), l.nothing_found_hint())
    } else {
        (l.shipping_empty(), l.shipping_empty_hint())
    };
    let standing = Standing {
        counts: list.counts,
        recognised: list.recognised.map(|field| l.shipment_field(field)),
        shown: list.rows.len(),
        above: list.above,
        total: list.total,
        newer: list.newer,
        older: list.older,
    };
    let shown = query.clone();
    view! {
        <Found query standing note=canceled none icon=IconName::Truck counted=Locale::shipments_counted>
            <Rows rows=list.rows query=shown total=list.total />
        </Found>
    }
}

impl Worded for ShippingList {
    const BAD: ShipmentTab = ShipmentTab::Failed;
    const BOX: &'static str = "shipment";

    fn tab(l: Locale, tab: ShipmentTab) -> &'static str {
        l.shipment_tab(tab)
    }

    fn field(l: Locale, field: ShipmentField) -> &'static str {
        l.shipment_field(field)
    }

    fn selected(l: Locale, n: usize) -> String {
        l.shipments_selected(n)
    }

    fn select_page(l: Locale) -> &'static str {
        l.select_shipments_page()
    }

    fn copy_numbers(l: Locale) -> &'static str {
        l.copy_shipment_numbers()
    }
}

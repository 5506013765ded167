//! Commands to many shipments: what can be done with the ticked ones, the pop-up that asks, and the one that shows how far it is.

use domain::documents::{DocumentKind, MOST};
use domain::query::{PageSize, ShippingList, ShippingQuery};
use domain::shipment::{BulkMove, ShipmentTab};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use super::{issue_href, issue_list_href};
use crate::bulk::{JobOver, Start, start_moves};
use crate::context::use_locale;
use crate::error::{AppError, Failure};
use crate::layout::page_title;
use crate::list::{ListQuery, Ticked, TickedBar, use_close};
use crate::print::{print_href, print_list_href};
use crate::ui::{Alert, Button, ButtonKind, Dialog, EmptyState, IconName, Popover, Tone};

/// What can be done with the ticked shipments.
#[component]
pub fn SelectedShipments(ticked: Ticked<ShippingList>, query: Memo<ShippingQuery>) -> impl IntoView {
    let l = use_locale();
    let tab = Memo::new(move |_| query.with(|query| query.tab));
    let command = move |asked: BulkMove, is_first: bool| {
        view! {
            <a
                class=if is_first { "btn primary" } else { "btn" }
                id=format!("bulk-{asked}")
                href=move || query.get().bulk_href(asked.as_str())
                data-noscroll=""
            >
                {l.shipment_command(asked.command())}
            </a>
        }
    };
    let commands = move || {
        let moves = tab.get().moves().iter().enumerate();
        moves.map(|(at, asked)| command(*asked, at == 0)).collect_view()
    };
    let issues = move || tab.get() == ShipmentTab::PreparingToRelease;
    let issue = move || {
        if ticked.all_results() {
            issue_list_href(&query.get().with(|query| query.size = PageSize::LARGEST))
        } else {
            issue_href(ticked.numbers().iter().take(MOST).cloned().collect())
        }
    };
    view! {
        <TickedBar ticked>
            {commands}
            <Show when=issues>
                <a class="btn" id="issue-waybills" href=issue>
                    {l.issue_waybills()}
                </a>
            </Show>
            <Print ticked query />
        </TickedBar>
    }
}

/// The documents of the ticked shipments; of all results the first page of the largest size is printed, which holds as many as are printed at once.
#[component]
fn Print(ticked: Ticked<ShippingList>, query: Memo<ShippingQuery>) -> impl IntoView {
    let l = use_locale();
    let address = move |kind| {
        if ticked.all_results() {
            print_list_href(kind, &query.get().with(|query| query.size = PageSize::LARGEST))
        } else {
            print_href(kind, ticked.numbers().iter().take(MOST).map(String::as_str))
        }
    };
    let way = move |kind: DocumentKind| {
        view! { <a class="btn quiet" href=move || address(kind)>{l.documents(kind)}</a> }
    };
    view! {
        <Popover id="print-selected" label=l.print() kind=ButtonKind::Default>
            <p class="muted">{l.print_selected_hint()}</p>
            <Show when=move || ticked.count().is_more_than(MOST as u64)>
                <p>{l.print_at_most(MOST)}</p>
            </Show>
            <div class="export-ways">{DocumentKind::ALL.iter().map(|kind| way(*kind)).collect_view()}</div>
        </Popover>
    }
}

/// `/shipping/bulk/:command`, over the list.
#[component]
pub fn MoveDialog() -> impl IntoView {
    let l = use_locale();
    let ListQuery(query) = expect_context::<ListQuery<ShippingList>>();
    let ticked = expect_context::<Ticked<ShippingList>>();
    let params = use_params_map();
    let asked = Memo::new(move |_| params.read().get("command")?.parse::<BulkMove>().ok());
    let title = Signal::derive(move || {
        let command = asked.get().map(|asked| l.shipment_command(asked.command()));
        command.unwrap_or(l.page_not_found()).to_owned()
    });
    // Read once: what is ticked does not change behind the pop-up.
    let selection = StoredValue::new(ticked.selection());
    let count = l.shipments_counted(untrack(|| ticked.count()));
    let start = Start::over(query, ticked);
    let body = move || match (asked.get(), selection.with_value(Option::is_some)) {
        (None, _) => view! { <Failure error=AppError::NotFound /> }.into_any(),
        (_, false) => view! {
            <EmptyState title=l.no_shipment_ticked() body=l.no_shipment_ticked_hint() icon=IconName::Truck>
                <a class="btn" href=move || query.get().href()>{l.back_to_list()}</a>
            </EmptyState>
        }
        .into_any(),
        (Some(asked), true) => view! {
            <div class="dialog-pad">
                <div role="alert" id="bulk-problem">
                    {move || start.problem.get().map(|title| view! { <Alert tone=Tone::Bad title /> })}
                </div>
                <p class="bulk-count"><b>{count.clone()}</b></p>
                <p>{l.many_moved(asked)}</p>
                <p class="muted">{l.each_by_itself()}</p>
            </div>
        }
        .into_any(),
    };
    let actions = move || {
        move || {
            let (asked, selection) = (asked.get()?, selection.get_value()?);
            let press = move |_| start.run(|key| start_moves(selection.clone(), asked, key));
            Some(view! {
                <Button
                    kind=ButtonKind::Primary
                    attr:id="bulk-start"
                    attr:aria-disabled=move || start.started.get().then_some("true")
                    on:click=press
                >
                    {l.shipment_command(asked.command())}
                </Button>
            })
        }
    };
    view! {
        <Title text=move || page_title(&title.get()) />
        <Dialog
            id="bulk"
            title
            close_href=Signal::derive(move || query.get().href())
            close_label=l.close()
            on_close=use_close(query)
            actions
        >
            {body}
        </Dialog>
    }
}

/// `/shipping/jobs/:id`, over the list.
#[component]
pub fn ShipmentsJobDialog() -> impl IntoView {
    let ListQuery(query) = expect_context::<ListQuery<ShippingList>>();
    view! { <JobOver query shipment=|query, number| query.detail_href(number) /> }
}

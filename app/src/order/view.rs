//! What is known of an order: Ordered Product, Payment Info, Shipping, Claim; beside them the member, the addresses, the timeline and the notes.

use domain::count::Count;
use domain::fulfilment::FulfilmentStatus;
use domain::kind::{AddressRole, ItemLink, LedgerKind};
use domain::payment::PaymentStatus;
use domain::release::{ReleaseFailure, ReleaseState};
use domain::shipment::ShipmentStatus;
use domain::stage::Stage;
use domain::view::{AddressView, LineView, MoneyView, OrderDetail, ShipmentView};
use leptos::prelude::*;
use text::Locale;

use super::address;
use crate::context::use_locale;
use crate::layout::use_here;
use crate::new_orders::member;
use crate::ui::{
    Alert, Badge, Columns, Description, DescriptionList, Pill, ProductLine, Table, Timeline, TimelineEntry,
    Tone,
};

/// Its statuses: what it waits for first.
#[component]
pub fn OrderStatus(order: OrderDetail) -> impl IntoView {
    let l = use_locale();
    let first = match order.release_state {
        ReleaseState::None => {
            view! { <Pill tone=stage_tone(order.stage) label=l.stage(order.stage) /> }.into_any()
        }
        ReleaseState::NotReleased => {
            view! { <Pill tone=Tone::Info label=l.release_state(order.release_state) /> }.into_any()
        }
        ReleaseState::Failed => {
            view! { <Pill tone=Tone::Bad label=l.release_state(order.release_state) /> }.into_any()
        }
    };
    view! {
        {first}
        <Pill tone=payment_tone(order.payment) label=l.payment_status(order.payment) />
        <Pill tone=fulfilment_tone(order.fulfilment) label=l.fulfilment_status(order.fulfilment) />
        {order.is_test.then(|| view! { <Badge tone=Tone::Info value=l.test_order() /> })}
    }
}

/// All of it.
#[component]
pub fn OrderView(order: OrderDetail) -> impl IntoView {
    let l = use_locale();
    let here = use_here();
    let failure = (order.release_state == ReleaseState::Failed).then(|| {
        let when = order.failed_at.as_ref().map(|at| at.text.clone()).unwrap_or_default();
        let reasons = order
            .failures
            .iter()
            .map(|failure| {
                let mend = mend(l, failure, &order.number, &here.get_untracked());
                view! { <li>{l.failure(failure)} " " {mend}</li> }
            })
            .collect_view();
        view! {
            <section class="section">
                <Alert tone=Tone::Bad title=l.failed_at(&when)>
                    <ul class="reasons">{reasons}</ul>
                </Alert>
            </section>
        }
    });
    let side = {
        let order = order.clone();
        move || view! { <Side order /> }
    };
    let lines = order.lines.into_iter().map(|line| product(l, line)).collect_view();
    let shipments = if order.shipments.is_empty() {
        view! { <p class="muted">{l.no_shipment()}</p> }.into_any()
    } else {
        view! { <Shipments shipments=order.shipments /> }.into_any()
    };
    let planned = (!order.planned.is_empty() && order.release_state != ReleaseState::None).then(|| {
        let planned = order
            .planned
            .into_iter()
            .map(|planned| view! { <li>{planned.routing} " " {l.units(&planned.quantity.to_string())}</li> })
            .collect_view();
        view! {
            <p class="muted">{l.release_plan()}</p>
            <ul class="plan muted">{planned}</ul>
        }
    });
    let claims = order
        .claims
        .into_iter()
        .map(|claim| {
            view! {
                <li class="claim">
                    <Pill tone=if claim.status.is_open() { Tone::Wait } else { Tone::Neutral } label=l.claim_status(claim.status) />
                    <span>
                        <b>{l.claim_kind(claim.kind)}</b>
                        " " {claim.number} " " {l.units(&claim.quantity.to_string())}
                        <span class="muted">" · " {claim.reason} " · " {claim.requested.text}</span>
                    </span>
                </li>
            }
        })
        .collect::<Vec<_>>();
    view! {
        <Columns side>
            {failure}
            <section class="section">
                <h3 class="section-title">{l.ordered_product()}</h3>
                {if lines.is_empty() {
                    view! { <p class="muted">{l.no_lines()}</p> }.into_any()
                } else {
                    view! { <ul class="product-lines">{lines}</ul> }.into_any()
                }}
            </section>
            <section class="section">
                <h3 class="section-title">{l.payment_info()}</h3>
                <Payment money=order.money />
            </section>
            <section class="section">
                <h3 class="section-title">{l.shipping()}</h3>
                {shipments}
                {planned}
            </section>
            <section class="section">
                <h3 class="section-title">{l.claim()}</h3>
                {if claims.is_empty() {
                    view! { <p class="muted">{l.no_claim()}</p> }.into_any()
                } else {
                    view! { <ul class="claims">{claims}</ul> }.into_any()
                }}
            </section>
        </Columns>
    }
}

/// The way to where a reason against a release is mended.
fn mend(l: Locale, failure: &ReleaseFailure, number: &str, back: &str) -> Option<impl IntoView + use<>> {
    let (to, words) = match failure {
        ReleaseFailure::AddressMissing { .. } | ReleaseFailure::AddressMalformed { .. } => {
            (address::href(number, back, None), l.edit_address())
        }
        _ => return None,
    };
    Some(view! { <a href=to>{words}</a> })
}

/// One product of it, with what keeps it from being released.
fn product(l: Locale, line: LineView) -> impl IntoView {
    let delivery_name = match &line.delivery_name {
        Some(name) => l.delivery_name(name),
        None => l.no_delivery_name().to_owned(),
    };
    let product_id = format!("{} {}", l.product_id(), line.product_code);
    let stock = line.available.map(|available| l.stock_available(available));
    let details: Vec<String> = [Some(line.sku), line.option, Some(product_id), Some(delivery_name), stock]
        .into_iter()
        .flatten()
        .collect();
    let canceled = (line.canceled > 0)
        .then(|| view! { <Badge tone=Tone::Neutral value=l.units_canceled(line.canceled) /> });
    let open = (line.open > 0 && line.open < line.ordered)
        .then(|| view! { <Badge tone=Tone::Info value=l.units_open(line.open) /> });
    let link = (line.item_link == ItemLink::Fail)
        .then(|| view! { <Badge tone=Tone::Bad value=l.item_link_failed() /> });
    view! {
        <ProductLine
            name=line.name
            details=details.join(" · ")
            quantity=l.units(&line.ordered.to_string())
            amount=line.total.to_string()
            picture=None
        >
            {canceled}
            {open}
            {link}
        </ProductLine>
    }
}

#[component]
fn Payment(money: MoneyView) -> impl IntoView {
    let l = use_locale();
    let charges = money
        .charges
        .into_iter()
        .map(|(name, amount)| view! { <Description term=name>{amount.to_string()}</Description> })
        .collect_view();
    let entries = money
        .entries
        .into_iter()
        .map(|entry| {
            let tone = if entry.kind == LedgerKind::Payment { Tone::Ok } else { Tone::Neutral };
            let by = match &entry.reference {
                Some(reference) => format!("{} · {reference}", l.payment_method(entry.method)),
                None => l.payment_method(entry.method).to_owned(),
            };
            view! {
                <TimelineEntry tone when=entry.at.text datetime=entry.at.iso by>
                    {l.ledger_kind(entry.kind)} " " <b>{entry.amount.to_string()}</b>
                </TimelineEntry>
            }
        })
        .collect::<Vec<_>>();
    let left = domain::money::Money::new(
        money.due.minor - money.paid.minor + money.refunded.minor,
        money.due.currency,
    );
    view! {
        <DescriptionList amounts=true>
            <Description term=l.items_total()>{money.items.to_string()}</Description>
            {(money.discount.minor != 0)
                .then(|| view! { <Description term=l.discount()>{money.discount.to_string()}</Description> })}
            <Description term=l.shipping_fee()>{money.shipping.to_string()}</Description>
            {charges}
            {(money.tax.minor != 0).then(|| view! { <Description term=l.tax()>{money.tax.to_string()}</Description> })}
            <Description term=l.total() total=true>{money.total.to_string()}</Description>
            {(money.due != money.total).then(|| view! { <Description term=l.due()>{money.due.to_string()}</Description> })}
            <Description term=format!("{} · {}", l.paid(), l.payment_method(money.method))>{money.paid.to_string()}</Description>
            {(money.refunded.minor != 0)
                .then(|| view! { <Description term=l.refunded()>{money.refunded.to_string()}</Description> })}
            {(left.minor > 0 && money.refunded.minor == 0)
                .then(|| view! { <Description term=l.balance() total=true>{left.to_string()}</Description> })}
        </DescriptionList>
        {(!entries.is_empty())
            .then(|| {
                view! {
                    <h4 class="section-title movements">{l.movements()}</h4>
                    <Timeline>{entries}</Timeline>
                }
            })}
    }
}

#[component]
fn Shipments(shipments: Vec<ShipmentView>) -> impl IntoView {
    let l = use_locale();
    let rows = shipments
        .into_iter()
        .map(|shipment| {
            let invoice = match (shipment.carrier, shipment.invoice) {
                (Some(carrier), Some(invoice)) => format!("{carrier} {invoice}"),
                (carrier, invoice) => carrier.or(invoice).unwrap_or_default(),
            };
            view! {
                <tr>
                    <td data-card="title">{shipment.number}</td>
                    <td data-card="end">
                        <Pill tone=shipment_tone(shipment.status) label=l.shipment_status(shipment.status) />
                    </td>
                    <td data-card="sub">{invoice}</td>
                    <td class="muted" data-card="sub2">{shipment.routing}</td>
                    <td class="num" data-card="sub-end">{l.units(&shipment.quantity.to_string())}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Table caption=l.shipping()>
            <thead>
                <tr>
                    <th scope="col">{l.shipment_no()}</th>
                    <th scope="col">{l.status()}</th>
                    <th scope="col">{l.invoice_no()}</th>
                    <th scope="col">{l.shipping_location()}</th>
                    <th scope="col" class="num">{l.column_quantity()}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </Table>
    }
}

#[component]
fn Side(order: OrderDetail) -> impl IntoView {
    let l = use_locale();
    let orders = (order.member.id.is_some() && order.member_orders > 0)
        .then(|| view! { <p class="muted">{l.orders_counted(Count::exact(order.member_orders.into()))}</p> });
    let name = order.member.name.clone().filter(|_| order.member.email.is_some());
    let here = use_here();
    let edit =
        order.address_closed.is_none().then(|| address::href(&order.number, &here.get_untracked(), None));
    let addresses = if order.addresses.is_empty() {
        view! {
            <section class="section">
                <h3 class="section-title">{l.ship_to()}</h3>
                <p class="muted">{l.no_address()}</p>
                {edit.map(|to| view! { <p><a href=to>{l.edit_address()}</a></p> })}
            </section>
        }
        .into_any()
    } else {
        order
            .addresses
            .into_iter()
            .map(|address| {
                let edit = edit.clone().filter(|_| address.role == AddressRole::ShipTo);
                view! { <Address address edit /> }
            })
            .collect_view()
            .into_any()
    };
    let about = [
        (l.channel(), Some(order.channel)),
        (l.placed(), Some(order.placed.text)),
        (l.destination(), Some(l.destination_name(order.destination).to_owned())),
        (l.stage_label(), Some(l.stage(order.stage).to_owned())),
        (l.mall_status(), order.mall_status),
        (l.channel_number(), order.channel_number),
        (l.original_order(), order.original_number),
    ]
    .into_iter()
    .filter_map(|(term, value)| value.map(|value| view! { <Description term>{value}</Description> }))
    .collect_view();
    let timeline = order
        .timeline
        .into_iter()
        .map(|entry| {
            let tone = if entry.is_bad { Tone::Bad } else { Tone::Neutral };
            view! { <TimelineEntry tone when=entry.at.text datetime=entry.at.iso by=entry.by>{entry.text}</TimelineEntry> }
        })
        .collect::<Vec<_>>();
    let number = order.number.clone();
    let notices = order
        .notices
        .into_iter()
        .map(|notice| {
            let what = notice.notice.map_or("", |notice| l.notice(notice));
            let state = match (notice.is_dead, notice.attempts) {
                (true, _) => l.notice_given_up().to_owned(),
                (false, 0) => l.notice_waits().to_owned(),
                (false, attempts) => l.notice_tried(attempts),
            };
            let resend = notice
                .is_dead
                .then(|| {
                    view! {
                        <form method="post" action="/api/notices/resend">
                            <input type="hidden" name="number" value=number.clone() />
                            <input type="hidden" name="id" value=notice.id.0 />
                            <input type="hidden" name="back" value=move || here.get() prop:value=move || here.get() />
                            <button class="btn">{l.resend()}</button>
                        </form>
                    }
                });
            view! {
                <li>
                    <Pill tone=if notice.is_dead { Tone::Bad } else { Tone::Wait } label=state />
                    <p>{what} " · " {notice.to}</p>
                    {notice.error.map(|error| view! { <p class="muted preserve">{error}</p> })}
                    {resend}
                </li>
            }
        })
        .collect::<Vec<_>>();
    let notes = order
        .notes
        .into_iter()
        .map(|note| view! { <TimelineEntry when=note.at.text datetime=note.at.iso by=note.author>{note.body}</TimelineEntry> })
        .collect::<Vec<_>>();
    view! {
        <section class="section">
            <h3 class="section-title">{l.ordering_member()}</h3>
            <p class="member" inner_html=member(l, &order.member).into_string()></p>
            {name.map(|name| view! { <p>{name}</p> })}
            {orders}
        </section>
        {addresses}
        <section class="section">
            <h3 class="section-title">{l.shipping_request()}</h3>
            {match order.shipping_request {
                Some(request) => view! { <p class="preserve">{request}</p> }.into_any(),
                None => view! { <p class="muted">{l.none()}</p> }.into_any(),
            }}
        </section>
        <section class="section">
            <h3 class="section-title">{l.about()}</h3>
            <DescriptionList>{about}</DescriptionList>
        </section>
        <section class="section">
            <h3 class="section-title">{l.timeline()}</h3>
            <Timeline>{timeline}</Timeline>
        </section>
        {(!notices.is_empty())
            .then(|| {
                view! {
                    <section class="section" id="notices">
                        <h3 class="section-title">{l.notices()}</h3>
                        <ul class="notices">{notices}</ul>
                    </section>
                }
            })}
        {(!notes.is_empty())
            .then(|| {
                view! {
                    <section class="section">
                        <h3 class="section-title">{l.notes()}</h3>
                        <Timeline>{notes}</Timeline>
                    </section>
                }
            })}
    }
}

#[component]
fn Address(address: AddressView, edit: Option<String>) -> impl IntoView {
    let l = use_locale();
    let title = match address.role {
        AddressRole::ShipTo => l.ship_to(),
        AddressRole::BillTo => l.bill_to(),
    };
    view! {
        <section class="section">
            <h3 class="section-title">{title}</h3>
            <address>
                {address.lines.into_iter().map(|line| view! { <span class="address-line">{line}</span> }).collect_view()}
                {address.phone.map(|phone| view! { <span class="address-line muted">{phone}</span> })}
            </address>
            {edit.map(|to| view! { <p><a href=to>{l.edit_address()}</a></p> })}
        </section>
    }
}

/// The tone of a stage.
pub fn stage_tone(stage: Stage) -> Tone {
    match stage {
        Stage::Waiting | Stage::OnHold => Tone::Wait,
        Stage::New | Stage::Processing => Tone::Info,
        Stage::Completed => Tone::Ok,
        Stage::Canceled | Stage::Closed => Tone::Neutral,
    }
}

/// The tone of a payment status.
pub fn payment_tone(status: PaymentStatus) -> Tone {
    match status {
        PaymentStatus::Unpaid | PaymentStatus::InProgress | PaymentStatus::PartiallyPaid => Tone::Wait,
        PaymentStatus::Paid => Tone::Ok,
        PaymentStatus::PartiallyRefunded | PaymentStatus::Refunded => Tone::Neutral,
    }
}

/// The tone of a fulfilment status.
pub fn fulfilment_tone(status: FulfilmentStatus) -> Tone {
    match status {
        FulfilmentStatus::Unfulfilled
        | FulfilmentStatus::PartiallyReturned
        | FulfilmentStatus::Returned
        | FulfilmentStatus::Canceled => Tone::Neutral,
        FulfilmentStatus::Dispatched | FulfilmentStatus::PartiallyFulfilled | FulfilmentStatus::Fulfilled => {
            Tone::Info
        }
        FulfilmentStatus::Delivered | FulfilmentStatus::PickedUp => Tone::Ok,
    }
}

fn shipment_tone(status: ShipmentStatus) -> Tone {
    match status {
        ShipmentStatus::PreparingToRelease | ShipmentStatus::PreparingToShip => Tone::Wait,
        ShipmentStatus::Released | ShipmentStatus::InTransit | ShipmentStatus::OutForDelivery => Tone::Info,
        ShipmentStatus::Delivered | ShipmentStatus::PickedUp => Tone::Ok,
        ShipmentStatus::Failed => Tone::Bad,
        ShipmentStatus::Canceled => Tone::Neutral,
    }
}

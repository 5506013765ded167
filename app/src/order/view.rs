//! What is known of an order: Ordered Product, Payment Info, Shipping, Claim.

use domain::action::Action;
use domain::fulfilment::FulfilmentStatus;
use domain::goods::picture::{PictureSize, picture_href};
use domain::kind::{ItemLink, LedgerKind};
use domain::order::LineIndex;
use domain::payment::PaymentStatus;
use domain::query::{ItemsQuery, shipment_href};
use domain::release::{ReleaseFailure, ReleaseState};
use domain::shipment::{ShipmentKind, ShipmentStatus};
use domain::stage::Stage;
use domain::view::{LineView, MoneyView, OrderDetail, ShipmentView};
use leptos::prelude::*;
use text::Locale;

use super::claim::Claims;
use super::link::LinkForm;
use super::side::Side;
use super::{address, link};
use crate::command::Given;
use crate::context::use_locale;
use crate::layout::use_here;
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
    let given = Given::to(&order);
    let failure = (order.release_state == ReleaseState::Failed).then(|| {
        let when = order.failed_at.as_ref().map(|at| at.text.clone()).unwrap_or_default();
        let reasons = order
            .failures
            .iter()
            .map(|failure| {
                let mend = mend(l, failure, &order.number, &here.get_untracked());
                let link = link::way(l, failure, &order.lines);
                view! { <li>{l.failure(failure)} " " {mend} {link}</li> }
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
    let indices = LineIndex::all(&order.lines);
    let lines = order
        .lines
        .into_iter()
        .zip(indices)
        .map(|(line, index)| {
            let link =
                line.can_link.then(|| view! { <LinkForm given=given.clone() line=index /> }.into_any());
            product(l, line, link)
        })
        .collect_view();
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
    let exchange = order.actions.iter().find(|action| action.action == Action::Exchange).cloned();
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
                <Claims claims=order.claims given exchange />
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
        ReleaseFailure::StockShort { sku, .. } => (ItemsQuery::of(sku).href(), l.mend_stock()),
        ReleaseFailure::NoDeliveryName { product, .. } => {
            (ItemsQuery::of(product).href(), l.mend_delivery_name())
        }
        _ => return None,
    };
    Some(view! { <a href=to>{words}</a> })
}

/// One product of it, with what keeps it from being released.
fn product(l: Locale, line: LineView, link_form: Option<AnyView>) -> impl IntoView {
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
    let exchange =
        line.instead_of.map(|sku| view! { <Badge tone=Tone::Neutral value=l.in_exchange_for(&sku) /> });
    let link = (line.item_link == ItemLink::Fail)
        .then(|| view! { <Badge tone=Tone::Bad value=l.item_link_failed() /> });
    view! {
        <ProductLine
            name=line.name
            details=details.join(" · ")
            quantity=l.units(&line.ordered.to_string())
            amount=line.total.to_string()
            picture=line.picture.map(|digest| picture_href(&digest, PictureSize::Small))
        >
            {exchange}
            {canceled}
            {open}
            {link}
            {link_form}
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
            let to = shipment_href(&shipment.number);
            let invoice = match (shipment.carrier, shipment.invoice) {
                (Some(carrier), Some(invoice)) => format!("{carrier} {invoice}"),
                (carrier, invoice) => carrier.or(invoice).unwrap_or_default(),
            };
            view! {
                <tr>
                    <td data-card="title">
                        <span class="cell-line">
                            <a href=to>{shipment.number}</a>
                            {(shipment.kind == ShipmentKind::Exchange)
                                .then(|| view! { <Badge tone=Tone::Neutral value=l.exchange_short() /> })}
                        </span>
                    </td>
                    <td data-card="end">
                        <Pill tone=shipment_tone(shipment.status) label=l.shipment_status(shipment.status) />
                    </td>
                    <td data-card="sub2"><span class="wraps">{invoice}</span></td>
                    <td class="muted" data-card="more">{shipment.routing}</td>
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

pub fn shipment_tone(status: ShipmentStatus) -> Tone {
    match status {
        ShipmentStatus::PreparingToRelease | ShipmentStatus::PreparingToShip => Tone::Wait,
        ShipmentStatus::Released | ShipmentStatus::InTransit | ShipmentStatus::OutForDelivery => Tone::Info,
        ShipmentStatus::Delivered | ShipmentStatus::PickedUp => Tone::Ok,
        ShipmentStatus::Failed => Tone::Bad,
        ShipmentStatus::Canceled => Tone::Neutral,
    }
}

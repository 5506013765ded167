//! A shipment's detail over the list: its address is the list's, with the shipment's number in the path (SHP-06).

use domain::documents::DocumentKind;
use domain::query::{ShippingList, order_href, shipment_href};
use domain::shipment::{ShipmentKind, ShipmentStatus};
use domain::view::{ShipmentDetail, with_option};
use leptos::prelude::*;

use super::get_shipment;
use super::invoice::InvoiceSection;
use super::steps::Steps;
use crate::context::use_locale;
use crate::error::{AppError, Failure};
use crate::list::{DetailDialog, ListQuery};
use crate::order::shipment_tone;
use crate::print::print_href;
use crate::ui::{Badge, Columns, Description, DescriptionList, Pill, Timeline, TimelineEntry, Tone};

/// `/shipping/NUMBER`.
#[component]
pub fn ShipmentDialog() -> impl IntoView {
    let ListQuery(query) = expect_context::<ListQuery<ShippingList>>();
    view! {
        <DetailDialog
            id="shipment"
            title=|l, number| l.shipment_title(number)
            read=get_shipment
            list=Signal::derive(move || query.get().href())
            row=shipment_href
            badges=|shipment| view! { <Status shipment /> }.into_any()
            actions=|shipment| view! { <Steps shipment=shipment.clone() /> <Documents shipment /> }.into_any()
            body=|shipment| view! { <ShipmentView shipment /> }.into_any()
            failure=|error, number| view! { <ShipmentFailure error number /> }.into_any()
        />
    }
}

#[component]
fn ShipmentFailure(error: AppError, number: String) -> impl IntoView {
    let l = use_locale();
    let not_found = (l.shipment_not_found().to_owned(), l.no_such_shipment(&number));
    view! { <Failure error not_found /> }
}

/// What goes with the parcel.
#[component]
fn Documents(shipment: ShipmentDetail) -> impl IntoView {
    let l = use_locale();
    if shipment.status == ShipmentStatus::Canceled {
        return ().into_any();
    }
    let way = |kind, words: &str| {
        view! { <a class="btn quiet" href=print_href(kind, [shipment.number.as_str()])>{words.to_owned()}</a> }
    };
    view! {
        <div class="order-actions">
            {way(DocumentKind::PackingSlip, l.packing_slip())} {way(DocumentKind::Label, l.shipping_label())}
        </div>
    }
    .into_any()
}

#[component]
fn Status(shipment: ShipmentDetail) -> impl IntoView {
    let l = use_locale();
    let packed = shipment.packed && shipment.status == ShipmentStatus::PreparingToRelease;
    view! {
        <Pill tone=shipment_tone(shipment.status) label=l.shipment_status(shipment.status) />
        {packed.then(|| view! { <Badge tone=Tone::Neutral value=l.packed_badge() /> })}
        {shipment.rejected.is_some().then(|| view! { <Badge tone=Tone::Bad value=l.invoice_rejected() /> })}
        {(shipment.kind == ShipmentKind::Exchange)
            .then(|| view! { <Badge tone=Tone::Neutral value=l.shipment_kind(shipment.kind) /> })}
        {shipment.pickup.then(|| view! { <Badge tone=Tone::Neutral value=l.self_pickup() /> })}
        {shipment.is_test.then(|| view! { <Badge tone=Tone::Info value=l.test_order() /> })}
    }
}

#[component]
fn ShipmentView(shipment: ShipmentDetail) -> impl IntoView {
    let l = use_locale();
    let side = {
        let shipment = shipment.clone();
        move || view! { <Side shipment /> }
    };
    let lines = shipment
        .lines
        .iter()
        .map(|line| {
            view! {
                <tr>
                    <td>
                        {with_option(&line.name, line.option.as_deref())}
                        <div class="muted">{format!("{} · {}", line.sku, line.product_code)}</div>
                    </td>
                    <td class="num">{line.quantity}</td>
                </tr>
            }
        })
        .collect_view();
    // What the carrier tells itself stands in its own words; the rest by the moments that are kept.
    let events = shipment.events.clone();
    let told = events.iter().map(|event| event.status).collect::<Vec<_>>();
    let events = events.into_iter().map(|event| {
        view! {
            <TimelineEntry
                tone=event.status.map_or(Tone::Neutral, shipment_tone)
                when=event.at.text
                datetime=event.at.iso
            >
                {event.status.map(|status| l.shipment_status(status))}
                <span class="event-said">{event.said}</span>
            </TimelineEntry>
        }
        .into_any()
    });
    let course =
        shipment.course.clone().into_iter().filter(|(status, _)| !told.contains(&Some(*status))).map(
            |(status, at)| {
                view! {
                    <TimelineEntry tone=shipment_tone(status) when=at.text datetime=at.iso>
                        {l.shipment_status(status)}
                    </TimelineEntry>
                }
                .into_any()
            },
        );
    let course = events.chain(course).collect::<Vec<_>>();
    view! {
        <Columns side>
            <InvoiceSection shipment=shipment.clone() />
            <section class="section">
                <h3 class="section-title">{l.in_shipment()}</h3>
                <table class="needs">
                    <thead>
                        <tr>
                            <th scope="col">{l.column_products()}</th>
                            <th scope="col" class="num">{l.column_quantity()}</th>
                        </tr>
                    </thead>
                    <tbody>{lines}</tbody>
                </table>
            </section>
            <section class="section">
                <h3 class="section-title">{l.tracking()}</h3>
                <Timeline>{course}</Timeline>
            </section>
        </Columns>
    }
}

#[component]
fn Side(shipment: ShipmentDetail) -> impl IntoView {
    let l = use_locale();
    let order = order_href(&shipment.order);
    let routing: Vec<String> = shipment.policy.into_iter().chain(shipment.option).collect();
    let address = match shipment.address {
        Some(address) => view! {
            <address>
                {address.lines.into_iter().map(|line| view! { <span class="address-line">{line}</span> }).collect_view()}
                {address.phone.map(|phone| view! { <span class="address-line muted">{phone}</span> })}
            </address>
        }
        .into_any(),
        None => view! { <p class="muted">{l.no_address()}</p> }.into_any(),
    };
    view! {
        <section class="section">
            <h3 class="section-title">{l.shipping_address()}</h3>
            {address}
        </section>
        <section class="section">
            <h3 class="section-title">{l.shipping_request()}</h3>
            {match shipment.shipping_request {
                Some(request) => view! { <p class="preserve">{request}</p> }.into_any(),
                None => view! { <p class="muted">{l.none()}</p> }.into_any(),
            }}
        </section>
        <section class="section">
            <h3 class="section-title">{l.shipping()}</h3>
            <DescriptionList>
                <Description term=l.order_no()>
                    <a href=order>{shipment.order}</a>
                </Description>
                <Description term=l.warehouse()>{shipment.location.unwrap_or_else(|| l.no_routing().to_owned())}</Description>
                <Description term=l.policy_and_option()>{routing.join(" · ")}</Description>
                <Description term=l.general_or_claim()>{l.shipment_kind(shipment.kind)}</Description>
                {shipment.expected_on.map(|day| view! { <Description term=l.expected()>{day}</Description> })}
            </DescriptionList>
        </section>
    }
}

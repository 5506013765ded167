//! What stands beside an order: the member, the addresses, the timeline, notices that were not sent, and the notes.

use domain::count::Count;
use domain::kind::AddressRole;
use domain::view::{AddressView, OrderDetail};
use leptos::prelude::*;

use super::address;
use crate::context::use_locale;
use crate::layout::use_here;
use crate::new_orders::member;
use crate::ui::{Description, DescriptionList, Pill, Timeline, TimelineEntry, Tone};

/// All of it.
#[component]
pub fn Side(order: OrderDetail) -> impl IntoView {
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

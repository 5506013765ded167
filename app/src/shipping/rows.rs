//! The table.

use domain::count::Count;
use domain::query::{ShippingList, ShippingQuery, order_href};
use domain::shipment::ShipmentKind;
use domain::view::ShipmentRow;
use leptos::prelude::*;
use maud::{Markup, html};
use text::Locale;

use crate::context::use_locale;
use crate::list::{TickPage, Ticked, Worded as _};
use crate::order::shipment_tone;
use crate::ui::{Icon, IconName, Table, Tone, badge, checkbox_cell, hint, pill};

/// The rows of a page, those of the newest orders first.
#[component]
pub fn Rows(rows: Vec<ShipmentRow>, query: ShippingQuery, total: Count) -> impl IntoView {
    let l = use_locale();
    let ticked = expect_context::<Ticked<ShippingList>>();
    let numbers: Vec<String> = rows.iter().map(|row| row.number.clone()).collect();
    let shown = html! { @for shipment in &rows { (row(l, shipment, &query)) } };
    ticked.rows_came(total);
    view! {
        <Table caption=l.shipping_page()>
            <thead>
                <tr>
                    <th class="check-cell"><TickPage ticked numbers /></th>
                    <th scope="col" aria-sort="descending">
                        {l.column_ordered()}
                        <Icon name=IconName::ArrowDown />
                    </th>
                    <th scope="col">{l.shipment_no()}</th>
                    <th scope="col" class="from-md">{l.order_no()}</th>
                    <th scope="col">{l.status()}</th>
                    <th scope="col">{l.column_invoice()}</th>
                    <th scope="col" class="fluid fluid-wide from-lg">{l.ship_to()}</th>
                    <th scope="col" class="fluid from-xl">{l.column_products()}</th>
                    <th scope="col" class="num">{l.column_quantity()}</th>
                </tr>
            </thead>
            <tbody inner_html=shown.into_string() on:change=move |event| ticked.ticked(&event)></tbody>
        </Table>
    }
}

fn row(l: Locale, row: &ShipmentRow, query: &ShippingQuery) -> Markup {
    html! {
        // What others change is told by the order's number.
        tr data-order=(row.order) {
            (checkbox_cell(&l.select_shipment(&row.number), ShippingList::BOX, &row.number))
            td.muted data-card="sub" { time datetime=(row.ordered.iso) { (row.ordered.text) } }
            td data-card="title" {
                span.cell-line {
                    a.row-link.shipment-link href=(query.detail_href(&row.number)) data-noscroll="" { (row.number) }
                    @if let Some(request) = &row.shipping_request {
                        (hint(&format!("request-{}", row.number), &l.request_of_shipment(&row.number), IconName::Speech, request))
                    }
                    @if row.is_test { (badge(Tone::Info, l.test_order())) }
                    @if row.kind == ShipmentKind::Exchange { (badge(Tone::Neutral, l.exchange_short())) }
                }
            }
            td.from-md.of-order data-card="more" { a href=(order_href(&row.order)) { (row.order) } }
            td data-card="end" {
                (pill(shipment_tone(row.status), l.shipment_status(row.status)))
                @if row.is_rejected { span.cell-note { (l.invoice_rejected()) } }
            }
            td data-card="sub2" {
                @match (&row.invoice, &row.no_number) {
                    (Some(invoice), _) => span.wraps {
                        span.muted { (row.carrier.as_deref().unwrap_or_default()) } " " span.number { (invoice) }
                    },
                    (None, Some(reason)) => span.muted title=(reason) { (l.without_number()) },
                    (None, None) => span.muted { (l.no_invoice_yet()) },
                }
            }
            td.fluid.fluid-wide.from-lg {
                span.cell-line {
                    span.truncate {
                        @if let Some(recipient) = &row.recipient { (recipient) " " }
                        span.muted { (row.ship_to) }
                    }
                }
            }
            td.fluid.from-xl {
                @if let Some(item) = &row.first_item {
                    span.cell-line {
                        span.truncate { (item) }
                        @if row.more_lines > 0 { span.muted { (l.more_lines(row.more_lines)) } }
                    }
                }
            }
            td.num data-card="sub-end" { (row.quantity) }
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::shipment::ShipmentStatus;
    use domain::view::Moment;

    use super::*;

    #[test]
    fn sec_01_a_shipments_row_escapes_whatever_came_with_the_order() {
        let hostile = || r#""><script>alert('&')</script>"#.to_owned();
        let shipment = ShipmentRow {
            number: hostile(),
            order: hostile(),
            ordered: Moment { iso: hostile(), text: hostile() },
            kind: ShipmentKind::Exchange,
            status: ShipmentStatus::PreparingToRelease,
            is_test: true,
            is_rejected: true,
            carrier: Some(hostile()),
            invoice: Some(hostile()),
            no_number: None,
            shipping_request: Some(hostile()),
            recipient: Some(hostile()),
            ship_to: hostile(),
            first_item: Some(hostile()),
            more_lines: 1,
            quantity: 2,
        };
        let html = row(Locale::En, &shipment, &ShippingQuery::default()).into_string();
        assert!(!html.contains("<script"), "{html}");
        assert_eq!(
            html.matches("&quot;&gt;&lt;script&gt;alert('&amp;')&lt;/script&gt;").count(),
            16,
            "{html}"
        );
    }
}

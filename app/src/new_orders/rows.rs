//! The table.

use domain::count::Count;
use domain::query::{NewOrdersList, NewOrdersQuery, customer_href};
use domain::release::ReleaseState;
use domain::view::{Member, NewOrderRow};
use leptos::prelude::*;
use maud::{Markup, html};
use text::Locale;

use crate::context::use_locale;
use crate::list::{TickPage, Ticked, Worded as _};
use crate::ui::{Icon, IconName, Table, Tone, badge, checkbox_cell, hint, icon, pill};

/// The rows of a page, newest first.
#[component]
pub fn Rows(rows: Vec<NewOrderRow>, query: NewOrdersQuery, total: Count) -> impl IntoView {
    let l = use_locale();
    let ticked = expect_context::<Ticked<NewOrdersList>>();
    let numbers: Vec<String> = rows.iter().map(|row| row.number.clone()).collect();
    let shown = html! { @for order in &rows { (row(l, order, &query)) } };
    ticked.rows_came(total);
    view! {
        <Table caption=l.new_orders()>
            <thead>
                <tr>
                    <th class="check-cell"><TickPage ticked numbers /></th>
                    <th scope="col" aria-sort="descending">
                        {l.column_ordered()}
                        <Icon name=IconName::ArrowDown />
                    </th>
                    <th scope="col">{l.order_no()}</th>
                    <th scope="col">{l.status()}</th>
                    <th scope="col" class="fluid fluid-wide">{l.ordering_member()}</th>
                    <th scope="col" class="fluid from-md">{l.column_products()}</th>
                    <th scope="col" class="num">{l.column_quantity()}</th>
                    <th scope="col" class="money">{l.total()}</th>
                    <th scope="col" class="fluid from-xl">{l.ship_to()}</th>
                    <th scope="col" class="from-xl">{l.column_option()}</th>
                </tr>
            </thead>
            <tbody inner_html=shown.into_string() on:change=move |event| ticked.ticked(&event)></tbody>
        </Table>
    }
}

fn row(l: Locale, row: &NewOrderRow, query: &NewOrdersQuery) -> Markup {
    let placed = html! { time datetime=(row.placed.iso) { (row.placed.text) } };
    html! {
        tr {
            (checkbox_cell(&l.select_order(&row.number), NewOrdersList::BOX, &row.number))
            td.muted data-card="sub" {
                @if let Some(days) = row.late_days {
                    span.late title=(l.late_hint(days)) { (placed) (icon(IconName::Warning)) (l.late(days)) }
                } @else {
                    (placed)
                }
            }
            td data-card="title" {
                a.row-link href=(query.detail_href(&row.number)) data-noscroll="" { (row.number) }
                @if row.is_test { (badge(Tone::Info, l.test_order())) }
            }
            td data-card="end" { (status(l, row)) }
            td.fluid.fluid-wide data-card="sub2" {
                span.cell-line {
                    (member(l, &row.member))
                    @if let Some(request) = &row.shipping_request {
                        @let id = format!("request-{}", row.number);
                        (hint(&id, &l.shipping_request_of(&row.number), IconName::Speech, request))
                    }
                }
            }
            td.fluid.from-md {
                @if let Some(item) = &row.first_item {
                    span.cell-line {
                        span.truncate { (item) }
                        @if row.more_lines > 0 { span.muted { (l.more_lines(row.more_lines)) } }
                    }
                }
            }
            td.num { (row.quantity) }
            td.money data-card="sub-end" { (row.total.to_string()) }
            td.fluid.muted.from-xl { span.truncate { (row.ship_to) } }
            td.muted.from-xl { (row.option.as_deref().unwrap_or_default()) }
        }
    }
}

fn status(l: Locale, row: &NewOrderRow) -> Markup {
    if row.state != ReleaseState::Failed {
        return pill(Tone::Info, l.release_state(row.state));
    }
    let mut reasons: Vec<_> = row.failures.iter().map(|failure| l.failure_short(failure)).collect();
    reasons.dedup();
    html! {
        (pill(Tone::Bad, l.failed_short()))
        span.cell-note { (reasons.join(", ")) }
    }
}

/// The ordering member: their email, else their name, leading to their page where they have one (REL-06).
pub fn member(l: Locale, member: &Member) -> Markup {
    let shown = member.email.as_deref().or(member.name.as_deref());
    html! {
        @match (member.id, shown) {
            (Some(id), Some(shown)) => a.truncate href=(customer_href(id)) { (shown) },
            (Some(id), None) => a.truncate href=(customer_href(id)) { "#" (id.to_string()) },
            (None, Some(shown)) => span.truncate { (shown) },
            (None, None) => span.muted { (l.guest()) },
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::money::{Currency, Money};
    use domain::view::Moment;

    use super::*;

    #[test]
    fn sec_01_a_row_escapes_whatever_came_with_the_order() {
        let hostile = r#""><script>alert('&')</script>"#;
        let order = NewOrderRow {
            number: hostile.to_owned(),
            placed: Moment { iso: hostile.to_owned(), text: hostile.to_owned() },
            late_days: Some(3),
            state: ReleaseState::NotReleased,
            failures: Vec::new(),
            is_test: true,
            member: Member { id: None, email: Some(hostile.to_owned()), name: None },
            shipping_request: Some(hostile.to_owned()),
            first_item: Some(hostile.to_owned()),
            more_lines: 1,
            quantity: 2,
            total: Money::new(100, Currency::JPY),
            ship_to: hostile.to_owned(),
            option: Some(hostile.to_owned()),
        };
        let html = row(Locale::En, &order, &NewOrdersQuery::default()).into_string();
        assert!(!html.contains("<script"), "{html}");
        let escaped = "&quot;&gt;&lt;script&gt;alert('&amp;')&lt;/script&gt;";
        assert_eq!(html.matches(escaped).count(), 13, "{html}");
    }
}

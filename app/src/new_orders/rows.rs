//! The table.

use domain::query::NewOrdersQuery;
use domain::release::ReleaseState;
use domain::view::{Member, NewOrderRow};
use leptos::prelude::*;

use super::selection::Selection;
use crate::context::use_locale;
use crate::ui::{Badge, Checkbox, CheckboxCell, Hint, Icon, IconName, Pill, Table, Tone};

/// The rows of a page, newest first.
#[component]
pub fn Rows(rows: Vec<NewOrderRow>, query: NewOrdersQuery) -> impl IntoView {
    let l = use_locale();
    let selection = expect_context::<Selection>();
    let numbers: Vec<String> = rows.iter().map(|row| row.number.clone()).collect();
    view! {
        <Table caption=l.new_orders()>
            <thead>
                <tr>
                    <th class="check-cell">
                        <Checkbox
                            label=l.select_page()
                            checked=Signal::derive({
                                let numbers = numbers.clone();
                                move || selection.has_all(&numbers)
                            })
                            on_change=Callback::new(move |is_on| selection.set(&numbers, is_on))
                        />
                    </th>
                    <th scope="col" aria-sort="descending">
                        {l.column_ordered()}
                        <Icon name=IconName::ArrowDown />
                    </th>
                    <th scope="col">{l.order_no()}</th>
                    <th scope="col">{l.column_status()}</th>
                    <th scope="col" class="fluid fluid-wide">{l.column_member()}</th>
                    <th scope="col" class="fluid from-md">{l.column_products()}</th>
                    <th scope="col" class="num">{l.column_quantity()}</th>
                    <th scope="col" class="money">{l.column_total()}</th>
                    <th scope="col" class="fluid from-xl">{l.column_ship_to()}</th>
                    <th scope="col" class="from-xl">{l.column_option()}</th>
                </tr>
            </thead>
            <tbody>{rows.into_iter().map(|row| view! { <Row row query=query.clone() selection /> }).collect_view()}</tbody>
        </Table>
    }
}

#[component]
fn Row(row: NewOrderRow, query: NewOrdersQuery, selection: Selection) -> impl IntoView {
    let l = use_locale();
    let placed = view! { <time datetime=row.placed.iso>{row.placed.text}</time> };
    let placed = match row.late_days {
        Some(days) => view! {
            <span class="late" title=l.late_hint(days)>
                {placed}
                <Icon name=IconName::Warning />
                {l.late(days)}
            </span>
        }
        .into_any(),
        None => placed.into_any(),
    };
    let status = match row.state {
        ReleaseState::Failed => {
            let mut reasons: Vec<_> = row.failures.iter().map(|failure| l.failure_short(failure)).collect();
            reasons.dedup();
            view! {
                <Pill tone=Tone::Bad label=l.failed_short() />
                <span class="cell-note">{reasons.join(", ")}</span>
            }
            .into_any()
        }
        state => view! { <Pill tone=Tone::Info label=l.release_state(state) /> }.into_any(),
    };
    let request = row.shipping_request.map(|request| {
        let id = format!("request-{}", row.number);
        view! {
            <Hint id label=l.shipping_request_of(&row.number) icon=IconName::Speech words=request />
        }
    });
    let products = row.first_item.map(|item| {
        let more = (row.more_lines > 0).then(|| l.more_lines(row.more_lines));
        view! {
            <span class="cell-line">
                <span class="truncate">{item}</span>
                {more.map(|more| view! { <span class="muted">{more}</span> })}
            </span>
        }
    });
    let is_selected = {
        let number = row.number.clone();
        Signal::derive(move || selection.has(&number))
    };
    let select = {
        let number = row.number.clone();
        Callback::new(move |is_on| selection.set(std::slice::from_ref(&number), is_on))
    };
    view! {
        <tr>
            <CheckboxCell
                label=l.select_order(&row.number)
                name="order"
                value=row.number.clone()
                checked=is_selected
                on_change=select
            />
            <td class="muted" data-card="sub">{placed}</td>
            <td data-card="title">
                <a class="row-link" href=query.detail_href(&row.number) data-noscroll="">{row.number.clone()}</a>
                {row.is_test.then(|| view! { <Badge tone=Tone::Info value=l.test_order() /> })}
            </td>
            <td data-card="end">{status}</td>
            <td class="fluid fluid-wide" data-card="sub2">
                <span class="cell-line">
                    <MemberLink member=row.member />
                    {request}
                </span>
            </td>
            <td class="fluid from-md">{products}</td>
            <td class="num">{row.quantity}</td>
            <td class="money" data-card="sub-end">{row.total.to_string()}</td>
            <td class="fluid muted from-xl">
                <span class="truncate">{row.ship_to}</span>
            </td>
            <td class="muted from-xl">{row.option}</td>
        </tr>
    }
}

/// The ordering member: their email, else their name, leading to their page where they have one (REL-06).
#[component]
pub fn MemberLink(member: Member) -> impl IntoView {
    let l = use_locale();
    let shown = member.email.or(member.name);
    match member.id {
        Some(id) => {
            let shown = shown.unwrap_or_else(|| format!("#{id}"));
            view! { <a class="truncate" href=format!("/customers/{id}")>{shown}</a> }.into_any()
        }
        None => match shown {
            Some(shown) => view! { <span class="truncate">{shown}</span> }.into_any(),
            None => view! { <span class="muted">{l.guest()}</span> }.into_any(),
        },
    }
}

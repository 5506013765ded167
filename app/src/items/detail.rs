//! One product.

use domain::query::{NewOrdersQuery, Search, SearchField, order_href};
use domain::role::Permission;
use domain::view::{ItemDetail, ItemOption, MovementView};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use maud::{Markup, html};
use text::Locale;

use super::edits::Edits;
use super::form::{CorrectionForm, WhatWasCorrected};
use super::get_item;
use super::grid::Grid;
use super::picture::Picture;
use crate::context::use_locale;
use crate::error::{Failure, loaded_or};
use crate::layout::{DeskResource, page_title};
use crate::ui::{PageHead, Skeleton, Table};

/// `/items/CODE`: its options, its stock everywhere, and how that came about.
#[component]
pub fn ItemPage() -> impl IntoView {
    let l = use_locale();
    let params = use_params_map();
    let code = Memo::new(move |_| params.read().get("code").unwrap_or_default());
    let edits = Edits::provide();
    let item = Resource::new_blocking(move || (code.get(), edits.reads()), |(code, _)| get_item(code));
    let desk = expect_context::<DeskResource>();
    view! {
        <Title text=page_title(l.item()) />
        <Transition fallback=move || view! { <Skeleton label=l.loading() /> }>
            {move || Suspend::new(async move {
                let may_correct = desk.await.is_ok_and(|desk| desk.role.can(Permission::Fulfil));
                loaded_or(item.await, move |item| view! { <Item item may_correct /> }, |error| {
                    let not_found = (l.item_not_found().to_owned(), l.page_not_found_hint().to_owned());
                    view! { <Failure error not_found /> }
                })
            })}
        </Transition>
    }
}

#[component]
fn Item(item: ItemDetail, may_correct: bool) -> impl IntoView {
    let l = use_locale();
    let row = item.row;
    let search = Search { field: Some(SearchField::ProductId), text: row.code.clone() };
    let orders = NewOrdersQuery { search: Some(search), ..NewOrdersQuery::default() }.href();
    let options = html! { @for option in &row.options { (about(l, option)) } };
    let movements = html! { @for movement in &item.movements { (moved(l, movement)) } };
    let more = item.has_more.then(|| view! { <p class="muted">{l.newest_shown(item.movements.len())}</p> });
    let (title, code, pictured) = (row.name.clone(), row.code.clone(), row.clone());
    view! {
        <PageHead title>
            <span class="muted">{code}</span>
            <a class="btn" href=orders>{l.new_orders_of_item()}</a>
        </PageHead>
        <WhatWasCorrected />
        <section class="card card-pad">
            <h2 class="section-title">{l.item_stock()}</h2>
            <CorrectionForm key=item.key may_correct>
                <Grid rows=vec![row] may_correct />
            </CorrectionForm>
        </section>
        <Picture row=pictured size=item.picture_size may_correct />
        <section class="card card-pad">
            <h2 class="section-title">{l.about_options()}</h2>
            <Table caption=l.about_options()>
                <thead>
                    <tr>
                        <th scope="col">"SKU"</th>
                        <th scope="col">{l.item_option()}</th>
                        <th scope="col" class="from-md">{l.barcode()}</th>
                        <th scope="col" class="num from-md">{l.weight()}</th>
                        <th scope="col" class="from-lg">{l.hs_code()}</th>
                        <th scope="col" class="from-lg">{l.origin()}</th>
                        <th scope="col" class="money">{l.price()}</th>
                    </tr>
                </thead>
                <tbody inner_html=options.into_string()></tbody>
            </Table>
        </section>
        <section class="card card-pad">
            <h2 class="section-title">{l.stock_movements()}</h2>
            {if item.movements.is_empty() {
                view! { <p class="muted">{l.no_movements()}</p> }.into_any()
            } else {
                view! {
                    <Table caption=l.stock_movements()>
                        <thead>
                            <tr>
                                <th scope="col" aria-sort="descending">{l.column_when()}</th>
                                <th scope="col">"SKU"</th>
                                <th scope="col" class="from-md">{l.column_location()}</th>
                                <th scope="col">{l.column_cause()}</th>
                                <th scope="col" class="from-lg">{l.column_by()}</th>
                                <th scope="col" class="num from-md">{l.column_reserved()}</th>
                                <th scope="col" class="num">{l.column_change()}</th>
                            </tr>
                        </thead>
                        <tbody inner_html=movements.into_string()></tbody>
                    </Table>
                }
                    .into_any()
            }}
            {more}
        </section>
    }
}

fn about(l: Locale, option: &ItemOption) -> Markup {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    html! {
        tr {
            td data-card="title" { b { (option.code) } }
            td data-card="sub" { (text(&option.name)) }
            td.from-md.muted data-card="sub2" { (text(&option.barcode)) }
            td.num.from-md { (option.weight_g.map(|grams| l.grams(grams)).unwrap_or_default()) }
            td.from-lg { (text(&option.hs_code)) }
            td.from-lg { (text(&option.origin)) }
            td.money data-card="end" {
                @if let Some(price) = option.price { span { (price.to_string()) } }
            }
        }
    }
}

fn moved(l: Locale, movement: &MovementView) -> Markup {
    let signed = |units: i32| match units {
        0 => String::new(),
        units if units > 0 => format!("+{units}"),
        units => format!("−{}", units.unsigned_abs()),
    };
    html! {
        tr {
            td.muted data-card="sub" { time datetime=(movement.at.iso) { (movement.at.text) } }
            td data-card="title" { (movement.sku) }
            td.muted.from-md { (movement.location) }
            td data-card="sub2" {
                (l.stock_cause(movement.cause))
                @if let Some(order) = &movement.order { " " a href=(order_href(order)) { (order) } }
            }
            td.muted.from-lg { (movement.by.as_deref().unwrap_or(l.by_itself())) }
            td.num.muted.from-md data-card="sub-end" { (signed(movement.allocated)) }
            td.num data-card="end" { span { (signed(movement.on_hand)) } }
        }
    }
}

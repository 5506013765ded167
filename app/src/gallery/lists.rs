//! What lists are made of.

use leptos::prelude::*;
use maud::html;
use text::Locale;

use super::Example;
use crate::ui::*;

pub fn table(l: Locale) -> Vec<Example> {
    let row =
        move |index: usize, number: &'static str, member: &'static str, name: &'static str, failed: bool| {
            html! {
                tr {
                    (checkbox_cell(number, "order", number))
                    td data-card="title" {
                        a.row-link href="/kit/table" { (number) }
                        @if index == 2 { (badge(Tone::Info, l.test_order())) }
                    }
                    td data-card="end" {
                        @if failed {
                            (pill(Tone::Bad, l.failed_short()))
                            span.cell-note { (l.kit_short()) }
                        } @else {
                            (pill(Tone::Info, l.kit_releasing()))
                        }
                    }
                    td.fluid.fluid-wide data-card="sub" {
                        span.cell-line {
                            span.truncate { (member) }
                            @if index == 0 {
                                (hint("request-0", l.shipping_request(), IconName::Speech, l.kit_request()))
                            }
                        }
                    }
                    td.fluid.from-md { span.truncate { (name) } }
                    td.num { "4" }
                    td.money data-card="sub-end" { "¥16,350" }
                }
            }
        };
    let rows = html! {
        (row(0, "26-1122-0K7QF", "sato.hana@mail.example", l.kit_product(), true))
        (row(1, "402187-20261120-7734715584", "shop-buyer-8812 (Marketplace)", l.kit_long_name(), false))
        (row(2, "26-1121-0K7KD", "小林 明日香", l.kit_product(), false))
    };
    let usual = view! {
        <Table caption=l.kit_usual()>
            <thead>
                <tr>
                    <th scope="col" class="check-cell"><Checkbox label=l.kit_select_all() /></th>
                    <SortHeader label=l.order_no() href="/kit/table".to_owned() direction=Some(SortDirection::Descending) />
                    <th scope="col">{l.status()}</th>
                    <th scope="col" class="fluid fluid-wide">{l.ordering_member()}</th>
                    <th scope="col" class="fluid from-md">{l.column_products()}</th>
                    <th scope="col" class="num">{l.column_quantity()}</th>
                    <SortHeader label=l.total() class="money" href="/kit/table".to_owned() direction=None />
                </tr>
            </thead>
            <tbody inner_html=rows.into_string()></tbody>
        </Table>
    };
    vec![Example::new(l.kit_usual(), usual)]
}

pub fn pager(l: Locale) -> Vec<Example> {
    let sizes = ["25", "50", "100", "200"].map(|size| Choice::new(size, size)).to_vec();
    let usual = view! {
        <Pager
            summary=l.rows_shown("51", "100", "987")
            label=l.pages()
            action="/kit/pager"
            keep=Vec::new()
            size_label=l.rows()
            size_name="rows"
            sizes
            size="50".to_owned()
            apply_label=l.apply()
            previous_label=l.previous()
            previous=Way::Closed(l.first_page().to_owned())
            next_label=l.next()
            next=Way::To("/kit/pager".to_owned())
        />
    };
    vec![Example::new(l.kit_usual(), usual)]
}

pub fn empty_state(l: Locale) -> Vec<Example> {
    let usual = view! {
        <EmptyState title=l.nothing_found() body=l.nothing_found_hint() icon=IconName::Search>
            <a class="btn" href="/kit/empty_state">{l.clear()}</a>
        </EmptyState>
    };
    let long = view! { <EmptyState title=l.kit_long_name() body=l.kit_long_name() /> };
    vec![Example::new(l.kit_usual(), usual), Example::new(l.kit_long(), long)]
}

pub fn skeleton(l: Locale) -> Vec<Example> {
    vec![Example::new(l.kit_usual(), view! { <Skeleton label=l.loading() rows=4 /> })]
}

pub fn description_list(l: Locale) -> Vec<Example> {
    let usual = view! {
        <DescriptionList>
            <Description term=l.email()>"sato.hana@mail.example"</Description>
            <Description term=l.phone()>"090-0000-0000"</Description>
            <Description term=l.column_name()>{l.kit_long_name()}</Description>
        </DescriptionList>
    };
    let amounts = view! {
        <DescriptionList amounts=true>
            <Description term=l.items_total()>"¥16,200"</Description>
            <Description term=l.shipping_fee()>"¥650"</Description>
            <Description term=l.kit_long_name()>"−¥500"</Description>
            <Description term=l.total() total=true>"¥16,350"</Description>
        </DescriptionList>
    };
    vec![Example::new(l.kit_usual(), usual), Example::new(l.total(), amounts)]
}

pub fn product_line(l: Locale) -> Vec<Example> {
    let usual = view! {
        <ul class="product-lines">
            <ProductLine name=l.kit_product() details=l.kit_product_details() quantity=l.units("4") amount="¥14,000" />
            <ProductLine
                name=l.kit_long_name()
                details=l.kit_product_details()
                quantity=l.units("120")
                amount="¥1,234,567"
                picture=Some("/icon.svg".to_owned())
            >
                <Badge tone=Tone::Bad value=l.item_link_failed() />
            </ProductLine>
        </ul>
    };
    vec![Example::new(l.kit_usual(), usual)]
}

pub fn timeline(l: Locale) -> Vec<Example> {
    let entry = |tone: Tone, words: &'static str| {
        view! {
            <TimelineEntry tone when="2026-11-22 09:41" datetime="2026-11-22T00:41:00Z" by="owner@shop.example">
                {words}
            </TimelineEntry>
        }
    };
    let usual = view! {
        <Timeline>
            {entry(Tone::Bad, l.kit_push_failed())}
            {entry(Tone::Ok, l.kit_paid_by_card())}
            {entry(Tone::Wait, l.kit_releasing())}
            {entry(Tone::Neutral, l.kit_long_name())}
        </Timeline>
    };
    vec![Example::new(l.kit_usual(), usual)]
}

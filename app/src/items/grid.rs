//! Products with their options and stock, as rows of fields.

use domain::goods::picture::{PictureSize, picture_href};
use domain::goods::{Cell, DELIVERY_NAME_MAX};
use domain::query::item_href;
use domain::stock::Stock;
use domain::view::{ItemOption, ItemRow, ItemStock};
use leptos::prelude::*;
use maud::{Markup, html};
use text::Locale;

use super::edits::Edits;
use crate::context::use_locale;
use crate::ui::{Table, thumb};

/// The rows: one for each option at each location.
#[component]
pub fn Grid(
    /// The products.
    rows: Vec<ItemRow>,
    /// Whether whoever looks may correct them.
    may_correct: bool,
) -> impl IntoView {
    let l = use_locale();
    let edits = expect_context::<Edits>();
    // Where none has one, the names stand alone; else they stand below each other.
    let has_pictures = rows.iter().any(|row| row.picture.is_some());
    let look = Look { l, edits, may_correct, has_pictures };
    let shown = html! { @for row in &rows { (look.product(row)) } };
    edits.rows_came();
    view! {
        <Table caption=l.items()>
            <thead>
                <tr>
                    <th scope="col" class="fluid fluid-wide">{l.item()}</th>
                    <th scope="col" class="fluid">{l.column_delivery_name()}</th>
                    <th scope="col" class="fluid">{l.item_option()}</th>
                    <th scope="col" class="from-md">{l.column_location()}</th>
                    <th scope="col" class="num">{l.column_on_hand()}</th>
                    <th scope="col" class="num from-md">{l.column_allocated()}</th>
                    <th scope="col" class="num">{l.column_available()}</th>
                </tr>
            </thead>
            <tbody class="grid" inner_html=shown.into_string()></tbody>
        </Table>
    }
}

fn small(digest: &str) -> String {
    picture_href(digest, PictureSize::Small)
}

#[derive(Clone, Copy)]
struct Look {
    l: Locale,
    edits: Edits,
    may_correct: bool,
    has_pictures: bool,
}

impl Look {
    fn product(self, row: &ItemRow) -> Markup {
        let places =
            row.options.iter().flat_map(|option| option.stocks.iter().map(move |stock| (option, stock)));
        html! {
            @for (at, (option, stock)) in places.enumerate() {
                (self.row(row, option, stock, at == 0))
            }
            @if row.options.is_empty() {
                tr.is-first {
                    (self.name(row, true))
                    td.fluid data-card="more" { (self.delivery_name(row)) }
                    td colspan="5" {}
                }
            }
        }
    }

    fn row(self, row: &ItemRow, option: &ItemOption, stock: &ItemStock, is_first: bool) -> Markup {
        let units = stock.stock.unwrap_or_default();
        let is_out = stock.stock.is_some() && units.available() == 0;
        html! {
            tr.is-first[is_first] {
                (self.name(row, is_first))
                td.fluid data-card=[is_first.then_some("more")] {
                    @if is_first { (self.delivery_name(row)) }
                }
                td.fluid data-card="sub" {
                    span.cell-line {
                        @if let Some(name) = &option.name { span.truncate { (name) } }
                        span.muted.truncate { (option.code) }
                    }
                }
                td.from-md.muted data-card="sub2" { (stock.location_name) }
                td.num data-card="end" { (self.on_hand(option, stock)) }
                td.num.muted.from-md { (units.allocated) }
                td.num.is-out[is_out] data-card="sub-end" {
                    span.off-card { (units.available()) }
                    span.on-card { (self.l.column_available()) " " (units.available()) }
                }
            }
        }
    }

    fn name(self, row: &ItemRow, is_first: bool) -> Markup {
        html! {
            td.fluid.fluid-wide data-card=[is_first.then_some("title")] {
                @if is_first {
                    span.cell-line {
                        @if self.has_pictures {
                            span.thumb.thumb-row { (thumb(row.picture.as_deref().map(small).as_deref())) }
                        }
                        a.row-link.truncate href=(item_href(&row.code)) { (row.name) }
                        span.muted.code { (row.code) }
                    }
                }
            }
        }
    }

    fn delivery_name(self, row: &ItemRow) -> Markup {
        let was = row.delivery_name.as_deref().unwrap_or_default();
        if !self.may_correct {
            return html! { span.truncate { @if was.is_empty() { (self.l.no_delivery_name()) } @else { (was) } } };
        }
        let field = row.field();
        self.field(&field.to_string(), field.cell(), was, &self.l.delivery_name_of(&row.name), false)
    }

    fn on_hand(self, option: &ItemOption, stock: &ItemStock) -> Markup {
        let was = stock.stock.map(|Stock { on_hand, .. }| on_hand.to_string()).unwrap_or_default();
        if !self.may_correct {
            return html! { @if was.is_empty() { (self.l.never_counted()) } @else { (was) } };
        }
        let field = stock.field();
        let label = self.l.on_hand_of(&option.code, &stock.location_name);
        self.field(&field.to_string(), field.cell(), &was, &label, true)
    }

    fn field(self, name: &str, cell: Cell, was: &str, label: &str, is_number: bool) -> Markup {
        let refused = self.edits.refused(cell);
        let typed = refused.as_ref().map_or(was, |refused| refused.typed.as_str());
        let why = refused.as_ref().map(|refused| self.l.cannot_correct(&refused.why));
        let why_id = format!("{cell}-why");
        html! {
            span.cell-field {
                @if is_number { span.on-card { (self.l.column_on_hand()) } }
                input.input.cell-input.is-number[is_number] id=(cell) name={ "cells[" (name) "]" } value=(typed)
                    maxlength=(if is_number { 12 } else { DELIVERY_NAME_MAX })
                    inputmode=[is_number.then_some("numeric")] aria-label=(label) data-cell=(cell) data-was=(was)
                    placeholder=(if is_number { "–" } else { self.l.no_delivery_name() })
                    aria-invalid=[why.is_some().then_some("true")]
                    aria-describedby=[why.is_some().then_some(&why_id)];
                @if let Some(why) = &why { span.cell-why id=(why_id) { (why) } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::goods::{CannotCorrect, RefusedCell};
    use domain::id::{LocationId, ProductId, SkuId};

    use super::*;

    #[test]
    fn sec_01_itm_01_a_row_escapes_whatever_a_file_brought() {
        let owner = Owner::new();
        owner.set();
        let hostile = r#""><script>alert('&')</script>"#;
        let stock = ItemStock {
            sku: SkuId(2),
            location: LocationId(3),
            location_name: hostile.to_owned(),
            stock: Some(Stock { on_hand: 5, allocated: 5 }),
        };
        let option = ItemOption {
            id: SkuId(2),
            code: hostile.to_owned(),
            name: Some(hostile.to_owned()),
            barcode: None,
            weight_g: None,
            hs_code: None,
            origin: None,
            price: None,
            stocks: vec![stock],
        };
        let row = ItemRow {
            id: ProductId(1),
            code: hostile.to_owned(),
            name: hostile.to_owned(),
            delivery_name: Some(hostile.to_owned()),
            picture: Some(hostile.to_owned()),
            options: vec![option],
        };
        let refused = RefusedCell {
            cell: Cell::OnHand(SkuId(2), LocationId(3)),
            typed: hostile.to_owned(),
            why: CannotCorrect::Changed { now: hostile.to_owned() },
        };
        let edits = Edits::with(RwSignal::default(), vec![refused]);
        let look = Look { l: Locale::En, edits, may_correct: true, has_pictures: true };
        let html = look.product(&row).into_string();
        assert!(!html.contains("<script"), "{html}");
        assert!(html.contains(r#"name="cells[stock.2.3.5]""#), "{html}");
        assert!(html.contains(r#"aria-describedby="stock-2-3-why""#), "{html}");
    }
}

//! Documents to print (UX-07): packing slips, labels and the pick list, each on its own size of paper. They need no scripts but for the button.

#[cfg(feature = "ssr")]
use domain::documents::Chosen;
use domain::documents::{DocumentKind, Documents, Picture, Sheet, pick_list};
use domain::query::ShippingQuery;
use domain::view::with_option;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use leptos_meta::Title;
use leptos_router::hooks::{use_location, use_params_map};
use maud::{Markup, PreEscaped, html};
use text::Locale;

use crate::context::use_locale;
use crate::error::{AppError, Failure, loaded};
use crate::layout::page_title;
use crate::ui::{Alert, EmptyState, PageHead, Skeleton, Tone};
use crate::wire::Answer;

/// The address of documents of these shipments.
pub fn print_href<'a>(kind: DocumentKind, shipments: impl IntoIterator<Item = &'a str>) -> String {
    let named = shipments.into_iter().map(|number| ("shipment", number));
    domain::query::href(&format!("/print/{kind}"), &domain::query::encode(named))
}

/// The address of documents of all shipments that a list shows.
pub fn print_list_href(kind: DocumentKind, list: &ShippingQuery) -> String {
    domain::query::href(
        &format!("/print/{kind}"),
        &domain::query::encode([("list", list.to_query().as_str())]),
    )
}

/// What is to be printed: `query` names shipments, or a list.
#[server(prefix = "/api", endpoint = "shipments/documents", input = GetUrl, output = Answer)]
pub async fn get_documents(query: String) -> Result<Documents, AppError> {
    let (services, actor) = crate::context::actor()?;
    Ok(service::documents(&services, &actor, Chosen::parse(&query)).await?)
}

/// `/print/KIND`.
#[component]
pub fn PrintPage() -> impl IntoView {
    let l = use_locale();
    let params = use_params_map();
    let kind =
        Memo::new(move |_| params.read().get("kind").and_then(|kind| kind.parse::<DocumentKind>().ok()));
    let search = use_location().search;
    let documents = Resource::new_blocking(move || search.get(), get_documents);
    view! {
        {move || match kind.get() {
            None => {
                #[cfg(feature = "ssr")]
                crate::context::set_status(http::StatusCode::NOT_FOUND);
                view! {
                    <Title text=page_title(l.page_not_found()) />
                    <Failure error=AppError::NotFound />
                }
                .into_any()
            }
            Some(kind) => {
                view! {
                    <Title text=page_title(l.documents(kind)) />
                    <PageHead title=l.documents(kind)>
                        <button type="button" class="btn primary print-button" on:click=|_| print()>{l.print()}</button>
                    </PageHead>
                    <Transition fallback=move || view! { <Skeleton label=l.loading() /> }>
                        {move || Suspend::new(async move {
                            loaded(documents.await, move |documents| view! { <Shown kind documents /> })
                        })}
                    </Transition>
                }
                    .into_any()
            }
        }}
    }
}

fn print() {
    let _ = window().print();
}

#[component]
fn Shown(kind: DocumentKind, documents: Documents) -> impl IntoView {
    let l = use_locale();
    let missing = (documents.missing > 0)
        .then(|| view! { <Alert tone=Tone::Wait title=l.documents_missing(documents.missing) /> });
    if documents.sheets.is_empty() {
        return view! {
            {missing}
            <EmptyState title=l.nothing_to_print() body=l.nothing_to_print_hint() />
        }
        .into_any();
    }
    let pages = match kind {
        DocumentKind::PackingSlip => {
            html! { @for sheet in &documents.sheets { (packing_slip(l, &documents.merchant, sheet)) } }
        }
        DocumentKind::Label => html! { @for sheet in &documents.sheets { (label(l, sheet)) } },
        DocumentKind::PickList => picks(l, &documents.sheets),
    };
    // Those that are packed or gone are on no pick list.
    let packed = documents.sheets.iter().filter(|sheet| !sheet.to_pick).count();
    let packed = (kind == DocumentKind::PickList && packed > 0)
        .then(|| view! { <Alert tone=Tone::Info title=l.not_to_pick(packed) /> });
    view! {
        {missing}
        {packed}
        <div class="sheets" inner_html=pages.into_string()></div>
    }
    .into_any()
}

fn svg(picture: &Picture, class: &str, label: &str) -> Markup {
    let Picture { path, width, height } = picture;
    // One module of a bar code is as high as the code.
    let stretch = if *height == 1 { "none" } else { "xMidYMid" };
    html! {
        svg class=(class) viewBox=(format!("0 0 {width} {height}")) preserveAspectRatio=(stretch) role="img" aria-label=(label)
            shape-rendering="crispEdges" { path d=(path) {} }
    }
}

fn lines(lines: &[String]) -> Markup {
    html! { @for line in lines { span.address-line { (line) } } }
}

fn packing_slip(l: Locale, merchant: &str, sheet: &Sheet) -> Markup {
    html! {
        article.sheet.slip {
            header.slip-head {
                div {
                    p.sheet-from { (merchant) }
                    h2 { (l.packing_slip()) " " span.number { (sheet.number) } }
                }
                @if let Some(squares) = &sheet.squares { (svg(squares, "squares", &sheet.number)) }
            }
            div.slip-facts {
                address { @if let Some(to) = &sheet.to { (lines(&to.lines)) } }
                dl {
                    dt { (l.shipment_no()) } dd.number { (sheet.number) }
                    dt { (l.order_no()) } dd.number { (sheet.order) }
                    dt { (l.placed()) } dd { (sheet.placed) }
                    @if let Some(invoice) = &sheet.invoice {
                        dt { (l.invoice_no()) } dd { (sheet.carrier.as_deref().unwrap_or_default()) " " span.number { (invoice) } }
                    }
                    @if sheet.is_test { dt { (l.test_order()) } dd { "✓" } }
                }
            }
            table {
                thead { tr {
                    th { (l.column_sku()) }
                    th { (l.column_products()) }
                    th.num { (l.column_quantity()) }
                } }
                tbody { @for line in &sheet.lines { tr {
                    td.number { (line.sku) }
                    td { (with_option(&line.name, line.option.as_deref())) }
                    td.num { (line.quantity) }
                } } }
                tfoot { tr { td.num colspan="2" { (l.units_total()) } td.num { b { (sheet.units()) } } } }
            }
            @if let Some(request) = &sheet.request { p.slip-request.preserve { b { (l.shipping_request()) } " " (request) } }
        }
    }
}

fn label(l: Locale, sheet: &Sheet) -> Markup {
    let shown = sheet.invoice.as_deref().unwrap_or(&sheet.number);
    html! {
        article.sheet.label {
            h2.visually-hidden { (l.label_of(&sheet.number)) }
            div.label-from { (lines(&sheet.from)) }
            div class=(format!("label-to {}", room(sheet))) {
                @match &sheet.to {
                    Some(to) => {
                        (lines(&to.lines))
                        @if let Some(phone) = &to.phone { span.address-line { (phone) } }
                    }
                    None => (l.no_address()),
                }
            }
            div.label-foot {
                div {
                    b { (sheet.carrier.as_deref().unwrap_or_default()) }
                    span.number { (sheet.number) }
                    @if sheet.is_test { b { (l.test_order()) } }
                }
                @if let Some(squares) = &sheet.squares { (svg(squares, "squares", &sheet.number)) }
            }
            div.label-bars {
                @if let Some(bars) = &sheet.bars { (svg(bars, "bars", shown)) }
                span.number { (shown) }
            }
        }
    }
}

/// How large the address may be written: of more than its place on the label holds nothing may be cut off.
fn room(sheet: &Sheet) -> &'static str {
    let Some(to) = &sheet.to else { return "" };
    // A line of the largest letters holds twenty of full width, or some forty of half.
    let width = |line: &String| line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
    let lines: usize = to.lines.iter().chain(&to.phone).map(|line| width(line).div_ceil(40).max(1)).sum();
    match lines {
        0..=8 => "",
        9..=12 => "long",
        _ => "longest",
    }
}

fn picks(l: Locale, sheets: &[Sheet]) -> Markup {
    html! {
        @for (place, picks) in pick_list(sheets) {
            article.sheet.picks {
                header.slip-head { h2 { (l.pick_list()) " · " (if place.is_empty() { l.no_location() } else { place }) } }
                table {
                    thead { tr {
                        th { (l.column_sku()) }
                        th { (l.column_products()) }
                        th.num { (l.column_quantity()) }
                        th { (l.shipment_no()) }
                        th { span.visually-hidden { (l.picked()) } }
                    } }
                    tbody { @for pick in picks { tr {
                        td.number { (pick.sku) }
                        td { (with_option(pick.name, pick.option)) }
                        td.num { b { (pick.quantity) } }
                        td.pick-shipments {
                            @for (at, (number, units)) in pick.shipments.iter().enumerate() {
                                @if at > 0 { ", " }
                                span.number { (number) }
                                @if pick.shipments.len() > 1 { (PreEscaped("&nbsp;×")) (units) }
                            }
                        }
                        td { span.tick {} }
                    } } }
                }
            }
        }
    }
}

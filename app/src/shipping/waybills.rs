//! Waybills that a carrier's own program makes of our file (INV-09): which shipments go in, and which don't and why, before it is downloaded.

use domain::documents::Chosen;
use domain::money::{Currency, Money};
use domain::query::{ShippingQuery, encode, href, param};
use domain::waybill::{WaybillFormat, WaybillRow, Waybills};
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use leptos_meta::Title;
use leptos_router::hooks::use_location;
use maud::{Markup, html};
use text::Locale;

use crate::context::use_locale;
use crate::error::{AppError, loaded};
use crate::layout::page_title;
use crate::ui::{Alert, Badge, EmptyState, Icon, IconName, PageHead, Skeleton, Tab, Table, Tabs, Tone, pill};
use crate::wire::Answer;

/// The address of the page for these shipments.
pub fn issue_href(shipments: Vec<String>) -> String {
    let chosen = Chosen { named: shipments, ..Chosen::default() };
    href("/issue/waybills", &chosen.to_query())
}

/// The address of the page for the shipments of a page of the list.
pub fn issue_list_href(list: &ShippingQuery) -> String {
    let chosen = Chosen { list: list.to_query(), ..Chosen::default() };
    href("/issue/waybills", &chosen.to_query())
}

/// The format that a query asks for; else the first.
fn format_of(query: &str) -> WaybillFormat {
    param(query, "format").and_then(|format| format.parse().ok()).unwrap_or(WaybillFormat::YamatoB2)
}

/// Which of the shipments that `query` names, or of the list it names, go into the file of its format.
#[server(prefix = "/api", endpoint = "shipments/waybills", input = GetUrl, output = Answer)]
pub async fn get_waybills(query: String) -> Result<Waybills, AppError> {
    let (services, actor) = crate::context::actor()?;
    Ok(service::waybills(&services, &actor, format_of(&query), Chosen::parse(&query)).await?)
}

/// `/issue/waybills`.
#[component]
pub fn WaybillsPage() -> impl IntoView {
    let l = use_locale();
    let search = use_location().search;
    let waybills = Resource::new_blocking(move || search.get(), get_waybills);
    let formats = Signal::derive(move || {
        let search = search.get();
        let (now, chosen) = (format_of(&search), Chosen::parse(&search).to_query());
        let tab = |format: &WaybillFormat| Tab {
            label: l.waybill_format(*format).to_owned(),
            href: href("/issue/waybills", &format!("{}&{chosen}", encode([("format", format.as_str())]))),
            current: *format == now,
            ..Tab::default()
        };
        WaybillFormat::ALL.iter().map(tab).collect::<Vec<_>>()
    });
    view! {
        <Title text=page_title(l.issue_waybills()) />
        <PageHead title=l.issue_waybills()>
            <a class="btn" href=ShippingQuery::default().href()>{l.to_shipping()}</a>
        </PageHead>
        <section class="card" aria-label=l.issue_waybills()>
            <Tabs label=l.carriers_program() items=formats />
            <Transition fallback=move || view! { <Skeleton label=l.loading() /> }>
                {move || Suspend::new(async move {
                    let search = search.get_untracked();
                    loaded(waybills.await, move |waybills| view! { <Shown waybills search /> })
                })}
            </Transition>
        </section>
        <section class="card card-body" aria-labelledby="numbers-back">
            <h2 class="section-title" id="numbers-back">{l.numbers_back()}</h2>
            <p class="muted">{l.numbers_back_hint()}</p>
            <p>
                <a class="btn" href="/import/invoices">
                    <Icon name=IconName::Upload />
                    {l.import_invoices()}
                </a>
            </p>
        </section>
    }
}

#[component]
fn Shown(waybills: Waybills, search: String) -> impl IntoView {
    let l = use_locale();
    let Waybills { mut rows, missing } = waybills;
    let missing =
        (missing > 0).then(|| view! { <Alert tone=Tone::Wait title=l.waybills_missing(missing) /> });
    if rows.is_empty() {
        return view! {
            {missing}
            <EmptyState title=l.nothing_to_issue() body=l.nothing_to_issue_hint() icon=IconName::Truck />
        }
        .into_any();
    }
    let count = |is: fn(&WaybillRow) -> bool| {
        u32::try_from(rows.iter().filter(|row| is(row)).count()).unwrap_or(u32::MAX)
    };
    let (inside, outside) = (count(WaybillRow::goes_in), count(|row| !row.goes_in()));
    let has_strangers = rows.iter().any(|row| row.goes_in() && !row.has_sender);
    // Those that need somebody first; the rest as they were chosen.
    rows.sort_by_key(WaybillRow::goes_in);
    let tone = if outside > 0 { Tone::Wait } else { Tone::Neutral };
    let file = href(&format!("/export/waybills/{}", format_of(&search)), &Chosen::parse(&search).to_query());
    let way = if inside > 0 {
        // rel=external: no page of the router's. Not `download`: the browser would hide why there is no file.
        view! {
            <a class="btn primary" id="download-waybills" href=file rel="external">
                <Icon name=IconName::Download />
                {l.download_waybills()}
            </a>
        }
        .into_any()
    } else {
        view! { <span class="muted">{l.no_waybill_goes_in()}</span> }.into_any()
    };
    let table = html! { @for one in &rows { (row(l, one)) } };
    view! {
        {missing}
        {has_strangers.then(|| view! { <Alert tone=Tone::Info title=l.senders_left_out_hint() /> })}
        <div class="file-head">
            <span class="file-counts">
                <Badge tone=Tone::Ok value=l.waybills_found(inside) />
                <Badge tone value=l.waybills_left_out(outside) />
            </span>
            {way}
        </div>
        <p class="list-note muted">{l.waybills_hint()}</p>
        <Table caption=l.issue_waybills()>
            <thead>
                <tr>
                    <th scope="col">{l.shipment_no()}</th>
                    <th scope="col" class="from-md">{l.order_no()}</th>
                    <th scope="col">{l.column_to()}</th>
                    <th scope="col">{l.column_goes_in()}</th>
                    <th scope="col">{l.column_reason()}</th>
                </tr>
            </thead>
            <tbody class="verdicts" inner_html=table.into_string()></tbody>
        </Table>
    }
    .into_any()
}

fn row(l: Locale, row: &WaybillRow) -> Markup {
    let (tone, state) = match row.goes_in() {
        true => (Tone::Ok, l.goes_in()),
        false => (Tone::Wait, l.left_out()),
    };
    let why = row.left_out.iter().map(|why| l.waybill_left_out(why));
    let collects = row.collect.map(|yen| l.waybill_collects(&Money::new(yen, Currency::JPY).to_string()));
    let sender = (row.goes_in() && !row.has_sender).then(|| l.sender_left_out().to_owned());
    let said: Vec<String> = why.chain(collects).chain(sender).collect();
    html! {
        tr {
            td data-card="title" { a href=(ShippingQuery::default().detail_href(&row.number)) { b { (row.number) } } }
            td.muted.from-md { (row.order) }
            td data-card="sub" { (row.to) }
            td data-card="end" { (pill(tone, state)) }
            td.verdict data-card="more" { (said.join(" ")) }
        }
    }
}

//! Invoices by the thousand: from a file or pasted, looked over first (INV-03, INV-04).

use domain::import::ImportError;
use domain::kind::{JobRowState, JobState};
use domain::money::grouped;
use domain::query::ShippingQuery;
use domain::role::Permission;
use domain::shipment::bulk::{KnownCarrier, MOST_BYTES, MOST_ROWS, PasteProblem};
use domain::view::{InvoiceFile, InvoiceFileRow};
use leptos::prelude::*;
use leptos_meta::Title;
use maud::{Markup, html};
use text::Locale;

use super::paste::{Grid, PasteForm, PasteGrid};
use super::{get_invoice_file, list_carriers};
use crate::bulk::{follow_job, use_job_id};
use crate::context::use_locale;
use crate::error::loaded;
use crate::file::{LookedOver, NotDone};
use crate::form::{sentence, use_param};
use crate::layout::{DeskResource, page_title};
use crate::ui::{
    Alert, Badge, ButtonKind, Field, FileDrop, GuardedButton, PageHead, Progress, Skeleton, Table, Tone, pill,
};

/// Where a file, or what is pasted, is sent to.
pub const LOOK_INVOICES_OVER: &str = "/import/invoices/look-over";

/// `/import/invoices`: asks for a file, or for cells.
#[component]
pub fn ImportInvoicesPage() -> impl IntoView {
    let l = use_locale();
    let desk = expect_context::<DeskResource>();
    let carriers = Resource::new_blocking(|| (), |()| list_carriers());
    view! {
        <Title text=page_title(l.import_invoices()) />
        <PageHead title=l.import_invoices()>
            <a class="btn" href=ShippingQuery::default().href()>{l.to_shipping()}</a>
        </PageHead>
        <Transition fallback=move || view! { <Skeleton label=l.loading() /> }>
            {move || Suspend::new(async move {
                let may = desk.await.is_ok_and(|desk| desk.role.can(Permission::Fulfil));
                loaded(carriers.await, move |carriers| view! { <Ask may carriers /> })
            })}
        </Transition>
    }
}

/// What is wrong with what was sent, as the address says it.
fn problem(l: Locale) -> Option<String> {
    let param = use_param();
    let (problem, reference) = (param("problem"), param("reference"));
    Some(match problem.as_str() {
        "" => return None,
        "missing" => l.invoices_missing().to_owned(),
        "forbidden" => l.not_allowed_here().to_owned(),
        "unavailable" if reference.is_empty() => l.not_done().to_owned(),
        "unavailable" => format!("{} {}", l.not_done(), l.reference(&reference)),
        json => match (serde_json::from_str::<ImportError>(json), serde_json::from_str::<PasteProblem>(json))
        {
            (Ok(error), _) => sentence(&l.import_error(&error)),
            (_, Ok(error)) => l.paste_problem(&error),
            _ => l.not_done().to_owned(),
        },
    })
}

#[component]
fn Ask(may: bool, carriers: Vec<KnownCarrier>) -> impl IntoView {
    let l = use_locale();
    let is_paste = use_param()("by") == "paste";
    let problem = problem(l);
    let (of_file, of_paste) = if is_paste { (None, problem) } else { (problem, None) };
    let reason = (!may).then(|| l.not_allowed_here().to_owned());
    let names: Vec<_> =
        carriers.iter().filter(|carrier| carrier.enabled).map(|carrier| carrier.name.clone()).collect();
    let grid = Grid::of(carriers);
    view! {
        <div class="import-ways">
            <form method="post" action=LOOK_INVOICES_OVER enctype="multipart/form-data" class="card card-body import-form">
                <h2 class="section-title">{l.by_file()}</h2>
                <Field id="file" label=l.goods_file() hint=l.invoice_file_hint(MOST_BYTES >> 20, MOST_ROWS) error=of_file>
                    <FileDrop name="file" prompt=l.goods_file_prompt() accept=".xlsx,.xls,.csv,.txt" />
                </Field>
                <p class="muted">{l.invoice_file_columns()}</p>
                <p class="muted">{l.result_files_hint()}</p>
                <div class="form-actions">
                    <GuardedButton id="look-over" kind=ButtonKind::Primary submit=true reason=reason.clone()>
                        {l.look_over()}
                    </GuardedButton>
                    <a class="btn" href="/export/invoices/sample.xlsx" rel="external">{l.sample_file()}</a>
                </div>
            </form>
            <PasteForm grid reason error=of_paste />
        </div>
        <PasteGrid grid may_send=may />
        <p class="muted import-carriers">{l.carriers_known(&names.join(", "))}</p>
    }
}

/// `/import/invoices/:id`: what would be registered, or is; its address shows it again, whenever one comes back.
#[component]
pub fn InvoiceFilePage() -> impl IntoView {
    let l = use_locale();
    let id = use_job_id();
    let asked = RwSignal::new(0_u32);
    let file = Resource::new_blocking(move || (id.get(), asked.get()), |(id, _)| get_invoice_file(id));
    follow_job(id, asked, move || {
        // Nothing happens to a draft by itself.
        let ended = |state| match state {
            JobState::Draft => None,
            state => Some(!matches!(state, JobState::Waiting | JobState::Running)),
        };
        file.get().and_then(|file| ended(file.ok()?.state))
    });
    view! { <LookedOver title=l.import_invoices() file show=|file| view! { <Looked file /> }.into_any() /> }
}

#[component]
fn Looked(file: InvoiceFile) -> impl IntoView {
    let l = use_locale();
    let number = |count: u32| grouped(count.into());
    let is_draft = file.state == JobState::Draft;
    let is_running = matches!(file.state, JobState::Waiting | JobState::Running);
    let (tone, title) = match (is_draft, is_running) {
        (true, _) => (Tone::Info, l.nothing_registered_yet().to_owned()),
        (_, true) => (Tone::Wait, l.registering().to_owned()),
        _ if file.stopped > 0 || file.state == JobState::Failed => {
            (Tone::Bad, l.registering_stopped().to_owned())
        }
        _ if file.done == 0 => (Tone::Wait, l.registered_rows(&number(file.done))),
        _ => (Tone::Ok, l.registered_rows(&number(file.done))),
    };
    let page = format!("/import/invoices/{}", file.id);
    let nothing = (is_draft && file.waiting == 0).then(|| l.nothing_to_register().to_owned());
    let refused_tone = if file.refused > 0 { Tone::Bad } else { Tone::Neutral };
    let progress = is_running.then(|| {
        let total = file.waiting + file.done + file.refused;
        let worked = file.done + file.refused;
        view! {
            <Progress
                id="job-progress"
                label=l.registering()
                done=Signal::stored(Some((worked, total)))
                words=Signal::stored(l.job_progress(&number(worked), &number(total)))
            />
        }
    });
    let rows = html! { @for one in &file.rows { (row(l, one)) } };
    let shown = u32::try_from(file.rows.len()).unwrap_or(u32::MAX);
    let all = file.waiting + file.done + file.refused + file.unchanged + file.stopped;
    let more =
        (all > shown).then(|| view! { <p class="list-note muted">{l.more_rows(&number(all - shown))}</p> });
    let name = if file.name.is_empty() { l.by_paste().to_owned() } else { file.name };
    let result = format!("/export/invoices/{}/result.xlsx", file.id);
    view! {
        <PageHead title=l.import_invoices() />
        <NotDone />
        <Alert tone title attr:role="status" attr:id="file-told">
            <p>{name}</p>
        </Alert>
        <section class="card" aria-label=l.column_verdict()>
            <form method="post" action="/api/shipments/register_file" class="file-head">
                <input type="hidden" name="id" value=file.id.0 />
                <input type="hidden" name="key" value=file.key />
                <span class="file-counts">
                    {is_draft.then(|| view! { <Badge tone=Tone::Ok value=l.rows_good(&number(file.waiting)) /> })}
                    {(!is_draft).then(|| view! { <Badge tone=Tone::Ok value=l.rows_registered(&number(file.done)) /> })}
                    {(file.stopped > 0).then(|| view! { <Badge tone=Tone::Bad value=l.rows_stopped(&number(file.stopped)) /> })}
                    <Badge tone=Tone::Neutral value=l.rows_unchanged(file.unchanged) />
                    <Badge tone=refused_tone value=l.rows_refused(file.refused) />
                </span>
                {is_draft
                    .then(|| {
                        view! {
                            <GuardedButton id="register" kind=ButtonKind::Primary submit=true reason=nothing>
                                {l.register_good_rows()}
                            </GuardedButton>
                        }
                    })}
                // Without scripts it shows no more by itself.
                {is_running.then(|| view! { <a class="btn" href=page rel="external">{l.reload()}</a> })}
                <a class="btn" href=result rel="external">{l.result_file()}</a>
                {(!is_draft).then(|| view! { <a class="btn" href=ShippingQuery::default().href()>{l.to_shipping()}</a> })}
                <a class="btn quiet" href="/import/invoices">{l.more_invoices()}</a>
            </form>
            {progress}
            <Table caption=l.column_verdict()>
                <thead>
                    <tr>
                        <th scope="col" class="num">{l.column_line()}</th>
                        <th scope="col">{l.shipment_no()}</th>
                        <th scope="col" class="from-md">{l.carrier()}</th>
                        <th scope="col">{l.invoice_no()}</th>
                        <th scope="col">{l.status()}</th>
                        <th scope="col">{l.column_verdict()}</th>
                    </tr>
                </thead>
                <tbody class="verdicts" inner_html=rows.into_string()></tbody>
            </Table>
            {more}
        </section>
    }
}

fn row(l: Locale, row: &InvoiceFileRow) -> Markup {
    let tone = match row.state {
        JobRowState::Failed => Tone::Bad,
        JobRowState::Done => Tone::Ok,
        JobRowState::Waiting => Tone::Info,
        JobRowState::Skipped => Tone::Neutral,
    };
    html! {
        tr {
            td.num.muted data-card="sub" {
                span.off-card { (row.row.line) }
                span.on-card { (l.column_line()) " " (row.row.line) }
            }
            td data-card="title" { b { (row.row.shipment) } }
            td.muted.from-md { (row.row.carrier) }
            td.number data-card="sub2" { (row.row.number) }
            td data-card="end" { (pill(tone, l.invoice_row_state(row))) }
            td.verdict data-card="more" { (l.invoice_row(row)) }
        }
    }
}

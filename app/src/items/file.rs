//! Products and stock from a file: it is looked over first.

use domain::goods::file::{GoodsColumn, MOST_BYTES, Verdict};
use domain::import::ImportError;
use domain::kind::{JobRowState, JobState};
use domain::role::Permission;
use domain::view::{GoodsFile, GoodsFileRow};
use leptos::prelude::*;
use leptos_meta::Title;
use maud::{Markup, html};
use text::Locale;

use super::get_goods_file;
use crate::bulk::use_job_id;
use crate::context::use_locale;
use crate::error::loaded;
use crate::file::{LookedOver, NotDone};
use crate::form::{sentence, use_param};
use crate::layout::{DeskResource, page_title};
use crate::ui::{
    Alert, Badge, ButtonKind, Field, FileDrop, GuardedButton, PageHead, Skeleton, Table, Tone, pill,
};

/// `/import/items`: asks for a file.
#[component]
pub fn ImportGoodsPage() -> impl IntoView {
    let l = use_locale();
    let desk = expect_context::<DeskResource>();
    view! {
        <Title text=page_title(l.import_goods_title()) />
        <PageHead title=l.import_goods_title() />
        <Transition fallback=move || view! { <Skeleton label=l.loading() /> }>
            {move || Suspend::new(async move {
                loaded(desk.await, move |desk| {
                    view! { <Ask may_import=desk.role.can(Permission::Import) /> }
                })
            })}
        </Transition>
    }
}

#[component]
fn Ask(may_import: bool) -> impl IntoView {
    let l = use_locale();
    let param = use_param();
    let problem = match (param("problem").as_str(), param("reference").as_str()) {
        ("", _) => None,
        ("missing", _) => Some(l.file_missing().to_owned()),
        ("forbidden", _) => Some(l.import_not_allowed().to_owned()),
        ("unavailable", "") => Some(l.not_done().to_owned()),
        ("unavailable", reference) => Some(format!("{} {}", l.not_done(), l.reference(reference))),
        (problem, _) => match serde_json::from_str::<ImportError>(problem) {
            Ok(error) => Some(sentence(&l.import_error(&error))),
            Err(_) => Some(l.not_done().to_owned()),
        },
    };
    let columns = GoodsColumn::ALL
        .iter()
        .filter(|column| column.is_read())
        .map(|column| view! { <li>{l.goods_column(*column)}</li> })
        .collect_view();
    view! {
        <form
            method="post"
            action="/import/items/look-over"
            enctype="multipart/form-data"
            class="card card-body import-form"
        >
            <Field
                id="file"
                label=l.goods_file()
                hint=format!("{} {}", l.goods_file_hint(MOST_BYTES >> 20), l.goods_file_rows())
                error=problem
            >
                <FileDrop name="file" prompt=l.goods_file_prompt() accept=".xlsx,.csv,.txt" />
            </Field>
            <p class="muted">{l.goods_file_hint_columns()}</p>
            <ul class="column-names">{columns}</ul>
            <div class="form-actions">
                <GuardedButton
                    id="look-over"
                    kind=ButtonKind::Primary
                    submit=true
                    reason=(!may_import).then(|| l.import_not_allowed().to_owned())
                >
                    {l.look_over()}
                </GuardedButton>
                <a class="btn" href="/export/items?as=xlsx" rel="external">{l.export_first()}</a>
            </div>
        </form>
    }
}

/// `/import/items/:id`: what a file would change, or has changed.
#[component]
pub fn GoodsFilePage() -> impl IntoView {
    let l = use_locale();
    let id = use_job_id();
    let file = Resource::new_blocking(move || id.get(), get_goods_file);
    view! { <LookedOver title=l.import_goods_title() file show=|file| view! { <Looked file /> }.into_any() /> }
}

#[component]
fn Looked(file: GoodsFile) -> impl IntoView {
    let l = use_locale();
    let is_draft = file.state == JobState::Draft;
    let (tone, title) = if is_draft {
        (Tone::Info, l.looked_over().to_owned())
    } else {
        (Tone::Ok, l.rows_imported(file.changing))
    };
    let nothing = (is_draft && file.changing == 0).then(|| l.nothing_to_import().to_owned());
    let refused_tone = if file.refused > 0 { Tone::Bad } else { Tone::Neutral };
    let state = file.state;
    let rows = html! { @for one in &file.rows { (row(l, one, state)) } };
    let shown = file.rows.len() as u64;
    let all = u64::from(file.changing) + u64::from(file.refused);
    let more = (all > shown).then(
        || view! { <p class="list-note muted">{l.more_rows(&domain::money::grouped(all - shown))}</p> },
    );
    let has_rows = shown > 0;
    view! {
        <PageHead title=l.import_goods_title() />
        <NotDone />
        <Alert tone title attr:role="status" attr:id="file-told">
            <p>{file.name}</p>
        </Alert>
        <section class="card" aria-label=l.column_verdict()>
            <form method="post" action="/api/items/apply_file" class="file-head">
                <input type="hidden" name="id" value=file.id.0 />
                <input type="hidden" name="key" value=file.key />
                <span class="file-counts">
                    <Badge tone=Tone::Ok value=l.rows_changing(file.changing) />
                    <Badge tone=Tone::Neutral value=l.rows_unchanged(file.unchanged) />
                    <Badge
                        tone=refused_tone
                        value=l.rows_refused(file.refused)
                    />
                </span>
                {is_draft
                    .then(|| {
                        view! {
                            <GuardedButton id="do-import" kind=ButtonKind::Primary submit=true reason=nothing>
                                {l.do_import()}
                            </GuardedButton>
                        }
                    })}
                {(!is_draft).then(|| view! { <a class="btn primary" href="/items">{l.to_products()}</a> })}
                <a class="btn" href="/import/items">{l.another_file()}</a>
            </form>
            {has_rows
                .then(|| {
                    view! {
                        <Table caption=l.column_verdict()>
                            <thead>
                                <tr>
                                    <th scope="col" class="num">{l.column_line()}</th>
                                    <th scope="col">"SKU"</th>
                                    <th scope="col" class="from-md">{l.column_location()}</th>
                                    <th scope="col">{l.status()}</th>
                                    <th scope="col">{l.column_verdict()}</th>
                                </tr>
                            </thead>
                            <tbody class="verdicts" inner_html=rows.into_string()></tbody>
                        </Table>
                    }
                })}
            {more}
        </section>
    }
}

fn row(l: Locale, row: &GoodsFileRow, file: JobState) -> Markup {
    let (tone, state) = match (row.state, &row.verdict) {
        (JobRowState::Failed, _) => (Tone::Bad, l.row_refused()),
        (JobRowState::Done, _) => (Tone::Ok, l.done()),
        (_, Verdict::New { .. }) => (Tone::Info, l.row_new()),
        _ => (Tone::Wait, l.row_changes()),
    };
    html! {
        tr {
            td.num.muted data-card="sub" {
                span.off-card { (row.line) }
                span.on-card { (l.column_line()) " " (row.line) }
            }
            td data-card="title" { b { (row.sku) } }
            td.muted.from-md data-card="sub2" { (row.location) }
            td data-card="end" { (pill(tone, state)) }
            td.verdict data-card="more" { (l.goods_verdict(&row.verdict, file)) }
        }
    }
}

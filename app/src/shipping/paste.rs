//! Invoices pasted from a spreadsheet, as a grid of cells that are judged and mended before they are sent (INV-04). Without scripts they are looked
//! over once they are sent.

use domain::money::grouped;
use domain::shipment::bulk::{
    InvoiceColumn, InvoiceRow, KnownCarrier, MOST_ROWS, PasteProblem, RowVerdict, as_pasted, copied,
    judge_rows, pasted,
};
use leptos::ev::Event;
use leptos::html::Textarea;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use text::Locale;
use web_sys::{ClipboardEvent, Element};

use super::LOOK_INVOICES_OVER;
use crate::context::use_locale;
use crate::ui::{Badge, ButtonKind, GuardedButton, Pill, Table, Tone};

/// So many rows are shown, those that need somebody first.
const SHOWN: usize = 50;

/// The form of what is pasted, for the button below the grid.
const FORM: &str = "paste-form";

/// What is pasted, and what is to be said of it.
#[derive(Clone, Copy)]
pub struct Grid {
    rows: RwSignal<Vec<InvoiceRow>>,
    verdicts: RwSignal<Vec<RowVerdict>>,
    /// The rows that are shown. They stay where they are while they are mended.
    shown: RwSignal<Vec<usize>>,
    problem: RwSignal<Option<PasteProblem>>,
    text: NodeRef<Textarea>,
    carriers: StoredValue<Vec<KnownCarrier>>,
}

impl Grid {
    /// An empty one, of rows that name these carriers.
    pub fn of(carriers: Vec<KnownCarrier>) -> Self {
        Self {
            rows: RwSignal::default(),
            verdicts: RwSignal::default(),
            shown: RwSignal::default(),
            problem: RwSignal::default(),
            text: NodeRef::new(),
            carriers: StoredValue::new(carriers),
        }
    }

    /// Something was pasted or typed.
    fn read(self, text: &str) {
        let (rows, problem) = match pasted(text, Locale::invoice_column_named) {
            Ok(rows) => (rows, None),
            Err(PasteProblem::Empty) => (Vec::new(), None),
            Err(problem) => (Vec::new(), Some(problem)),
        };
        self.problem.set(problem);
        self.judge(rows);
        let (mut good, mut shown) = (Vec::new(), Vec::new());
        self.verdicts.with(|verdicts| {
            for (at, verdict) in verdicts.iter().enumerate() {
                if is_good(verdict) { good.push(at) } else { shown.push(at) }
            }
        });
        shown.append(&mut good);
        shown.truncate(SHOWN);
        self.shown.set(shown);
    }

    fn judge(self, rows: Vec<InvoiceRow>) {
        self.verdicts.set(self.carriers.with_value(|carriers| judge_rows(&rows, carriers)));
        self.rows.set(rows);
    }

    /// Cells are written, one below and beside the other as they were copied, from this row and column on: into the rows as they are shown, and
    /// then into new ones. Nothing is written where a line has more cells than there are columns.
    fn write(self, l: Locale, at: usize, column: InvoiceColumn, cells: Vec<Vec<String>>) {
        let columns =
            &InvoiceColumn::ALL[InvoiceColumn::ALL.iter().position(|known| *known == column).unwrap_or(0)..];
        let mut rows = self.rows.get_untracked();
        if let Some(wide) = cells.iter().position(|cells| cells.len() > columns.len()) {
            let line = u32::try_from(wide + 1).unwrap_or(u32::MAX);
            self.problem.set(Some(PasteProblem::TooManyColumns { line }));
            return;
        }
        let mut shown = self.shown.get_untracked();
        let first = shown.iter().position(|shown| *shown == at).unwrap_or_default();
        for (place, cells) in (first..).zip(cells) {
            if place == shown.len() {
                if rows.len() == MOST_ROWS {
                    self.problem.set(Some(PasteProblem::TooManyRows { limit: MOST_ROWS }));
                    return;
                }
                shown.push(rows.len());
                rows.push(InvoiceRow {
                    line: rows.last().map_or(1, |row| row.line + 1),
                    ..InvoiceRow::default()
                });
            }
            let Some(row) = shown.get(place).and_then(|at| rows.get_mut(*at)) else { continue };
            for (column, cell) in columns.iter().zip(cells) {
                cell.trim().clone_into(row.cell_mut(*column));
            }
        }
        if let Some(text) = self.text.get_untracked() {
            text.set_value(&as_pasted(&rows, |column| l.invoice_column(column)));
        }
        self.problem.set(None);
        self.judge(rows);
        self.shown.set(shown);
    }
}

const fn is_good(verdict: &RowVerdict) -> bool {
    matches!(verdict, RowVerdict::Good { .. })
}

/// Where cells are pasted.
#[component]
pub fn PasteForm(
    /// What is pasted.
    grid: Grid,
    /// Why they can't be sent.
    reason: Option<String>,
    /// What was wrong with what was sent.
    error: Option<String>,
) -> impl IntoView {
    let l = use_locale();
    let counted = move || {
        let problem = grid.problem.get().map(|problem| {
            view! { <p class="field-error">{l.paste_problem(&problem)}</p> }
        });
        let (all, good) = grid
            .verdicts
            .with(|verdicts| (verdicts.len(), verdicts.iter().filter(|verdict| is_good(verdict)).count()));
        let bad = u32::try_from(all - good).unwrap_or(u32::MAX);
        let counts = (all > 0).then(|| {
            view! {
                <p class="file-counts">
                    <Badge tone=Tone::Ok value=l.rows_good(&grouped(good as u64)) />
                    {(bad > 0).then(|| view! { <Badge tone=Tone::Bad value=l.rows_refused(bad) /> })}
                </p>
            }
        });
        view! {
            {problem}
            {counts}
        }
    };
    // What was pasted before the scripts came, or was here when one left, is judged, too.
    Effect::new(move |_| {
        if let Some(text) = grid.text.get().map(|text| text.value()).filter(|text| !text.is_empty()) {
            grid.read(&text);
        }
    });
    let described_by = if error.is_some() { "pasted-error pasted-hint" } else { "pasted-hint" };
    let invalid = error.is_some().then_some("true");
    view! {
        <form
            id=FORM
            method="post"
            action=LOOK_INVOICES_OVER
            enctype="multipart/form-data"
            class="card card-body import-form"
        >
            <h2 class="section-title">{l.by_paste()}</h2>
            <div class="field">
                <label class="field-label" for="pasted">{l.paste_label()}</label>
                <textarea
                    class="input paste number"
                    id="pasted"
                    name="text"
                    rows="10"
                    spellcheck="false"
                    autocomplete="off"
                    aria-describedby=described_by
                    aria-invalid=invalid
                    node_ref=grid.text
                    on:input=move |event| grid.read(&event_target_value(&event))
                ></textarea>
                <p class="field-hint" id="pasted-hint">{l.paste_hint()}</p>
                {error.map(|error| view! { <p class="field-error" id="pasted-error">{error}</p> })}
            </div>
            <div role="status">{counted}</div>
            <div class="form-actions">
                <GuardedButton id="look-over-pasted" kind=ButtonKind::Primary submit=true reason>
                    {l.look_over_pasted()}
                </GuardedButton>
            </div>
        </form>
    }
}

/// The cells, each to be mended where it stands.
#[component]
pub fn PasteGrid(
    /// What is pasted.
    grid: Grid,
    /// Whether whoever looks may send them.
    may_send: bool,
) -> impl IntoView {
    let l = use_locale();
    let is_empty = Memo::new(move |_| grid.shown.with(Vec::is_empty));
    let more = move || {
        let more = grid.rows.with(Vec::len).saturating_sub(grid.shown.with(Vec::len));
        (more > 0).then(|| view! { <p class="list-note muted">{l.more_rows(&grouped(more as u64))}</p> })
    };
    view! {
        <Show when=move || !is_empty.get()>
            <section class="card paste-grid" aria-label=l.pasted_rows()>
                <Table caption=l.pasted_rows()>
                    <thead>
                        <tr>
                            <th scope="col" class="num">{l.column_line()}</th>
                            <th scope="col">{l.shipment_no()}</th>
                            <th scope="col">{l.carrier()}</th>
                            <th scope="col">{l.invoice_no()}</th>
                            <th scope="col">{l.column_verdict()}</th>
                        </tr>
                    </thead>
                    <tbody
                        on:change=move |event| changed(l, grid, &event)
                        on:paste=move |event| spread(l, grid, &event)
                    >
                        <For each=move || grid.shown.get() key=|at| *at let(at)>
                            <Row grid at />
                        </For>
                    </tbody>
                </Table>
                {more}
                <div class="form-actions card-body" hidden=!may_send>
                    <button type="submit" form=FORM class="btn primary">
                        {l.look_over_pasted()}
                    </button>
                </div>
            </section>
        </Show>
    }
}

#[component]
fn Row(grid: Grid, at: usize) -> impl IntoView {
    let l = use_locale();
    let line = Memo::new(move |_| grid.rows.with(|rows| rows.get(at).map_or(0, |row| row.line)));
    let verdict = Memo::new(move |_| grid.verdicts.with(|verdicts| verdicts.get(at).cloned()));
    let is_about = move |column| {
        verdict.with(|verdict| matches!(verdict, Some(RowVerdict::Refused { why }) if why.column() == column))
    };
    let why = format!("row-{at}-why");
    let cell = |column: InvoiceColumn, place: &'static str| {
        let text = move || {
            grid.rows.with(|rows| rows.get(at).map(|row| row.cell(column).to_owned()).unwrap_or_default())
        };
        view! {
            <td data-card=place>
                <input
                    class="input cell-input"
                    aria-label=move || format!("{} {}", l.row_of(line.get()), l.invoice_column(column))
                    aria-describedby=why.clone()
                    aria-invalid=move || is_about(column).then_some("true")
                    autocomplete="off"
                    spellcheck="false"
                    data-row=at
                    data-column=column.as_str()
                    prop:value=text
                />
            </td>
        }
    };
    let said = move || {
        verdict.get().map(|verdict| match verdict {
            RowVerdict::Good { .. } => view! { <Pill tone=Tone::Ok label=l.row_good() /> }.into_any(),
            refused => view! { <span class="field-error">{l.row_verdict(&refused)}</span> }.into_any(),
        })
    };
    view! {
        <tr>
            <td class="num muted" data-card="end"><span>{move || line.get()}</span></td>
            {cell(InvoiceColumn::Shipment, "title")}
            {cell(InvoiceColumn::Carrier, "sub")}
            {cell(InvoiceColumn::Number, "sub2")}
            <td class="verdict" data-card="more" id=why.clone()>{said}</td>
        </tr>
    }
}

/// Which cell something happened in.
fn cell_of(event: &Event) -> Option<(usize, InvoiceColumn)> {
    let input: Element = event.target()?.dyn_into().ok()?;
    let row = input.get_attribute("data-row")?.parse().ok().filter(|row| *row < MOST_ROWS)?;
    Some((row, input.get_attribute("data-column")?.parse().ok()?))
}

/// A cell was mended.
fn changed(l: Locale, grid: Grid, event: &Event) {
    if let Some((row, column)) = cell_of(event) {
        grid.write(l, row, column, vec![vec![event_target_value(event)]]);
    }
}

/// Several cells pasted into one are written from there on, as in a spreadsheet.
fn spread(l: Locale, grid: Grid, event: &ClipboardEvent) {
    let Some((row, column)) = cell_of(event) else { return };
    let Some(data) = event.clipboard_data() else { return };
    let Ok(cells) = data.get_data("text/plain") else { return };
    let cells = copied(&cells);
    if cells.iter().map(Vec::len).sum::<usize>() > 1 {
        event.prevent_default();
        grid.write(l, row, column, cells);
    }
}

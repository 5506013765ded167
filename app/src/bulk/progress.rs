//! How far a job is, and what came of each order or shipment; its address shows it again, whenever one comes back.

use std::time::Duration;

use domain::id::JobId;
use domain::kind::JobRowState;
use domain::query::{DeskList, DeskQuery, NewOrdersList, order_href, shipment_href};
use domain::view::JobView;
use leptos::leptos_dom::helpers::set_interval_with_handle;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use super::steps::RowOutcome;
use super::{get_job, stop_job};
use crate::context::use_locale;
use crate::error::loaded_or;
use crate::keys;
use crate::layout::{Changes, page_title};
use crate::list::{ListQuery, use_close};
use crate::ui::{Button, Dialog, Progress, Skeleton};

/// A job that runs is asked after so often, where it is not told how far it is: without a stream, or before there is one.
const EVERY: Duration = Duration::from_secs(5);

/// The job that the page's address names.
pub fn use_job_id() -> Memo<JobId> {
    let params = use_params_map();
    Memo::new(move |_| JobId(params.read().get("id").and_then(|id| id.parse().ok()).unwrap_or_default()))
}

/// `/orders/new/jobs/:id`, over the list.
#[component]
pub fn JobDialog() -> impl IntoView {
    let ListQuery(query) = expect_context::<ListQuery<NewOrdersList>>();
    view! { <JobOver query shipment=|_, number| shipment_href(number) /> }
}

/// The job that the page's address names, over a list.
#[component]
pub fn JobOver<L: DeskList>(
    /// The list.
    query: Memo<DeskQuery<L>>,
    /// Where a shipment's row leads.
    shipment: fn(&DeskQuery<L>, &str) -> String,
) -> impl IntoView {
    let l = use_locale();
    let id = use_job_id();
    let asked = RwSignal::new(0_u32);
    let job = Resource::new_blocking(move || (id.get(), asked.get()), |(id, _)| get_job(id));
    follow_job(id, asked, move || job.get().and_then(|job| Some(job.ok()?.has_ended())));
    let again = move || {
        asked.try_update(|asked| *asked = asked.wrapping_add(1));
    };
    let close = use_close(query);
    let on_close = Callback::new(move |()| {
        // What led here stood in the bar of the ticked rows, and is gone with them.
        keys::stay();
        close.run(());
    });
    let shipment =
        Callback::new(move |number: String| query.with_untracked(|query| shipment(query, &number)));
    let stop = Callback::new(move |()| {
        spawn_local(async move {
            // What it came to is asked after anyway.
            let _ = stop_job(id.get_untracked()).await;
            again();
        });
    });
    view! {
        <Title text=page_title(l.progress()) />
        <Dialog
            id="job"
            title=Signal::stored(l.progress().to_owned())
            close_href=Signal::derive(move || query.get().href())
            close_label=l.close()
            on_close
        >
            <div class="dialog-pad">
                <Transition fallback=move || view! { <Skeleton label=l.loading() /> }>
                    {move || Suspend::new(async move {
                        let failure = |error| {
                            view! {
                                <crate::error::Failure
                                    error
                                    not_found=(l.no_such_job().to_owned(), String::new())
                                />
                            }
                        };
                        loaded_or(job.await, move |job| view! { <Job job on_stop=stop shipment /> }, failure)
                    })}
                </Transition>
            </div>
        </Dialog>
    }
}

/// Counts `asked` up whenever a job may be further than what is shown of it; `has_ended` says whether that is the end, once it is known.
pub fn follow_job(
    id: Memo<JobId>,
    asked: RwSignal<u32>,
    has_ended: impl Fn() -> Option<bool> + Send + Sync + 'static,
) {
    let read = RwSignal::new(Known::Nothing);
    Effect::new(move |_| {
        if let Some(ended) = has_ended() {
            read.set(if ended { Known::Ended } else { Known::Running });
        }
    });
    // Asked again and again it mostly says the same.
    let known = Memo::new(move |_| read.get());
    let changes = expect_context::<Changes>();
    Effect::new(move |_| match known.get() {
        // What it did shows in the list behind it.
        Known::Ended => changes.happened(),
        Known::Nothing | Known::Running => {}
    });
    let again = move || {
        asked.try_update(|asked| *asked = asked.wrapping_add(1));
    };
    Effect::new(move |before: Option<()>| {
        let is_told = changes.has_gone_further(id.get());
        if before.is_some() && is_told {
            again();
        }
    });
    Effect::new(move |_| {
        if known.get() != Known::Running {
            return;
        }
        if let Ok(interval) = set_interval_with_handle(again, EVERY) {
            on_cleanup(move || interval.clear());
        }
    });
}

/// What is known of a job.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Known {
    /// It was not read yet.
    Nothing,
    Running,
    Ended,
}

#[component]
fn Job(job: JobView, on_stop: Callback<()>, shipment: Callback<String, String>) -> impl IntoView {
    let l = use_locale();
    let number = |count: u32| domain::money::grouped(count.into());
    let (worked, total, failed) = (number(job.worked()), number(job.total), number(job.failed));
    let words = match job.failed {
        0 => l.job_progress(&worked, &total),
        _ => l.job_progress_failed(&worked, &total, &failed),
    };
    let running = !job.has_ended();
    let done = Some((job.worked(), job.total));
    let more = job.total.saturating_sub(u32::try_from(job.rows.len()).unwrap_or(u32::MAX));
    let rows = job
        .rows
        .into_iter()
        .map(|row| {
            let outcome = row.outcome.filter(|_| row.state != JobRowState::Skipped);
            let href =
                if row.is_shipment { shipment.run(row.number.clone()) } else { order_href(&row.number) };
            view! { <RowOutcome number=row.number href outcome is_over=row.is_shipment /> }
        })
        .collect_view();
    view! {
        <Progress
            id="job-progress"
            label=format!("{}: {}", l.job_kind(&job.kind), l.job_state(job.state))
            done=Signal::stored(done)
            words=Signal::stored(words)
        />
        {running
            .then(|| {
                view! {
                    <p class="step-buttons">
                        <Button attr:id="job-stop" on:click=move |_| on_stop.run(())>{l.job_stop()}</Button>
                    </p>
                }
            })}
        <ul class="job-rows">{rows}</ul>
        {(more > 0).then(|| view! { <p class="muted">{l.more_rows(&number(more))}</p> })}
    }
}

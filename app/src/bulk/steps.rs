//! One by one: each order with what it needs, to be prepared or passed over.

use domain::outcome::Outcome;
use domain::query::order_href;
use domain::view::OrderDetail;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::context::use_locale;
use crate::error::{AppError, loaded_or};
use crate::layout::Changes;
use crate::order::{get_order, release_order};
use crate::ui::{Alert, Button, ButtonKind, Pill, Skeleton, Tone};

/// The orders with these numbers, one after the other.
#[component]
pub fn Steps(numbers: Vec<String>) -> impl IntoView {
    let l = use_locale();
    let total = numbers.len();
    let numbers = StoredValue::new(numbers);
    let at = RwSignal::new(0_usize);
    let results = RwSignal::new(Vec::<(String, Option<Outcome>)>::new());
    let current = Memo::new(move |_| numbers.with_value(|numbers| numbers.get(at.get()).cloned()));
    let changes = expect_context::<Changes>();
    let order = Resource::new(
        move || current.get(),
        |number| async move {
            match number {
                Some(number) => get_order(number).await.map(Some),
                None => Ok(None),
            }
        },
    );
    let next = move |number: String, outcome: Option<Outcome>| {
        if outcome.is_some() {
            changes.happened();
        }
        results.update(|results| results.push((number, outcome)));
        at.update(|at| *at += 1);
    };
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<String>);
    // What is in sight: an order, or the number of one that can't be read. The buttons ask for it when they are pressed: they may be older than it.
    let in_sight = StoredValue::new(None::<Result<OrderDetail, String>>);
    let skip = move |_| {
        if let Some(order) = in_sight.get_value().filter(|_| !busy.get_untracked()) {
            in_sight.set_value(None);
            next(order.map_or_else(|number| number, |order| order.number), None);
        }
    };
    let prepare = move |_| {
        let Some(Ok(order)) = in_sight.get_value().filter(|_| !busy.get_untracked()) else { return };
        busy.set(true);
        problem.set(None);
        let OrderDetail { number, version, key, .. } = order;
        spawn_local(async move {
            match release_order(number.clone(), version, key, String::new()).await {
                Ok(outcome) => {
                    // Until the next one has been read, nothing is in sight.
                    in_sight.set_value(None);
                    next(number, Some(outcome));
                }
                Err(error) => problem.set(Some(l.command_failed(&error.words(l)))),
            }
            busy.set(false);
        });
    };
    let skip_button = move || {
        view! {
            <Button attr:id="step-skip" on:click=skip>
                {l.skip()}
            </Button>
        }
    };
    let step = move |order: OrderDetail| {
        in_sight.set_value(Some(Ok(order.clone())));
        let lines = order
            .lines
            .iter()
            .filter(|line| line.open > 0)
            .map(|line| {
                let short = line.available_here.is_some_and(|available| available < i64::from(line.open));
                view! {
                    <li class:is-short=short>
                        {line.name.clone()}
                        <span class="muted">{format!(" {} ", line.sku)}</span>
                        {l.units(&line.open.to_string())}
                        {line
                            .available_here
                            .map(|available| view! { <span class="muted">" · " {l.stock_available(available)}</span> })}
                    </li>
                }
            })
            .collect_view();
        view! {
            <h3 class="section-title" id="step-order">{l.order_title(&order.number)}</h3>
            <ul class="plan">{lines}</ul>
            <p class="step-buttons">
                <Button
                    kind=ButtonKind::Primary
                    attr:id="step-prepare"
                    attr:aria-disabled=move || busy.get().then_some("true")
                    on:click=prepare
                >
                    {l.prepare_for_release()}
                </Button>
                {skip_button()}
            </p>
        }
    };
    let unread = move |error: AppError| {
        in_sight.set_value(current.get_untracked().map(Err));
        view! {
            <div role="alert">
                <Alert tone=Tone::Bad title=error.words(l) />
            </div>
            <p class="step-buttons">{skip_button()}</p>
        }
    };
    view! {
        <p role="status" id="step-count">
            {move || match current.get() {
                Some(_) => l.step_of(&(at.get() + 1).to_string(), &total.to_string()),
                None => l.steps_done().to_owned(),
            }}
        </p>
        <div role="alert">
            {move || problem.get().map(|title| view! { <Alert tone=Tone::Bad title /> })}
        </div>
        <Transition fallback=move || view! { <Skeleton label=l.loading() /> }>
            {move || Suspend::new(async move {
                loaded_or(order.await, move |order| order.map(step), unread)
            })}
        </Transition>
        <ul class="job-rows">
            {move || {
                results
                    .get()
                    .into_iter()
                    .rev()
                    .map(|(number, outcome)| {
                        let href = order_href(&number);
                        view! { <RowOutcome number href outcome /> }
                    })
                    .collect_view()
            }}
        </ul>
    }
}

/// What became of one order or shipment; none where it was passed over.
#[component]
pub fn RowOutcome(
    number: String,
    href: String,
    outcome: Option<Outcome>,
    /// The link leads to what stands over the list that is there.
    #[prop(optional)]
    is_over: bool,
) -> impl IntoView {
    let l = use_locale();
    let (tone, label) = match &outcome {
        None => (Tone::Neutral, l.skipped()),
        Some(Outcome::Unchanged) => (Tone::Neutral, l.unchanged_short()),
        Some(outcome) if outcome.is_done() => (Tone::Ok, l.done_short()),
        Some(Outcome::AlreadyReleased { .. }) => (Tone::Wait, l.already_short()),
        Some(Outcome::PartlyLinked { .. }) => (Tone::Wait, l.partly_short()),
        Some(_) => (Tone::Bad, l.failed_short()),
    };
    let words = outcome.map(|outcome| l.outcome(&outcome).join(" ")).unwrap_or_default();
    view! {
        <li class="job-row">
            <a href=href data-noscroll=is_over.then_some("")>{number}</a>
            <Pill tone label />
            <span class="job-row-words">{words}</span>
        </li>
    }
}

//! The order's buttons, each either possible or saying why not (ORD-03, REL-09).

use std::future::Future;

use domain::action::Action;
use domain::outcome::{Outcome, is_reason};
use domain::view::{Closed, OrderDetail};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{cancel_order, confirm_order, dismiss_order, release_order, told};
use crate::context::use_locale;
use crate::error::AppError;
use crate::form::use_param;
use crate::layout::{Changes, use_here};
use crate::ui::{Alert, ButtonKind, Confirm, Field, GuardedButton, IconName, TextInput, Tone};

/// What the last command came to, as the order's screen tells it.
#[derive(Clone, Copy)]
pub struct Told(RwSignal<Option<(Tone, Vec<String>)>>);

impl Told {
    /// What the address tells at first; for the screen of one order.
    pub fn provide() {
        let l = use_locale();
        let first = told::words(l, &use_param()(told::TOLD));
        provide_context(Self(RwSignal::new(first)));
    }

    fn set(self, words: Option<(Tone, Vec<String>)>) {
        self.0.set(words);
    }

    /// Nothing more.
    pub fn clear(self) {
        self.0.set(None);
    }
}

/// Tells it.
#[component]
pub fn WhatWasTold() -> impl IntoView {
    let Told(told) = expect_context::<Told>();
    // There from the start, so that screen readers hear what comes into it.
    view! {
        <div class="told" role="status" id="told">
            {move || {
                told.get()
                    .map(|(tone, words)| {
                        let mut words = words.into_iter();
                        let title = words.next().unwrap_or_default();
                        let rest: Vec<_> = words.map(|words| view! { <p>{words}</p> }).collect();
                        view! { <Alert tone title>{rest}</Alert> }
                    })
            }}
        </div>
    }
}

/// The buttons.
#[component]
pub fn OrderActions(order: OrderDetail) -> impl IntoView {
    let buttons = order
        .actions
        .iter()
        .map(|action| match (&action.closed, action.action) {
            (Some(why), _) => closed(action.action, why).into_any(),
            (None, Action::PrepareRelease) => view! { <Release order=order.clone() /> }.into_any(),
            (None, Action::Confirm) => view! { <ConfirmOrder order=order.clone() /> }.into_any(),
            (None, _) => view! { <Cancel order=order.clone() /> }.into_any(),
        })
        .collect_view();
    let dismiss = order.can_be_dismissed.then(|| view! { <Dismiss order=order.clone() /> });
    view! {
        <div class="order-actions">
            {dismiss}
            {buttons}
        </div>
    }
}

fn closed(action: Action, why: &Closed) -> impl IntoView + use<> {
    let l = use_locale();
    let kind = if action == Action::PrepareRelease { ButtonKind::Primary } else { ButtonKind::Default };
    view! {
        <GuardedButton id=format!("order-{}", action.as_str()) kind reason=Some(l.closed(why))>
            {l.action(action)}
        </GuardedButton>
    }
}

/// What every command's form says.
#[component]
fn Hidden(number: String, version: i32, key: String) -> impl IntoView {
    let here = use_here();
    view! {
        <input type="hidden" name="number" value=number />
        <input type="hidden" name="version" value=version />
        <input type="hidden" name="key" value=key />
        <input type="hidden" name="back" value=move || here.get() prop:value=move || here.get() />
    }
}

/// Gives a command without leaving the page, tells what it came to, and has everything on it read anew.
fn give<F>(command: impl Fn() -> F + Send + Sync + 'static) -> Callback<()>
where
    F: Future<Output = Result<Outcome, AppError>> + 'static,
{
    let l = use_locale();
    let told = expect_context::<Told>();
    let changes = expect_context::<Changes>();
    Callback::new(move |()| {
        let done = command();
        spawn_local(async move {
            told.set(match done.await {
                Ok(outcome) => told::outcome(l, &outcome),
                Err(error) => Some((Tone::Bad, vec![l.command_failed(&error.words(l))])),
            });
            changes.happened();
        });
    })
}

#[component]
fn Release(order: OrderDetail) -> impl IntoView {
    let l = use_locale();
    let (number, version, key) = (order.number.clone(), order.version, order.key.clone());
    let on_confirm = {
        let (number, key) = (number.clone(), key.clone());
        give(move || release_order(number.clone(), version, key.clone(), String::new()))
    };
    let needs = order
        .lines
        .iter()
        .filter(|line| line.open > 0)
        .map(|line| {
            let available = line.available_here;
            let short = available.is_some_and(|available| available < i64::from(line.open));
            let name = match &line.option {
                Some(option) => format!("{} / {option}", line.name),
                None => line.name.clone(),
            };
            view! {
                <tr class:is-short=short>
                    <td>{name} <span class="muted">{format!(" {}", line.sku)}</span></td>
                    <td class="num">{line.open}</td>
                    <td class="num">
                        {available.map_or_else(|| "–".to_owned(), |available| available.to_string())}
                        {short.then(|| view! { <span class="short-note">{l.short_of_stock()}</span> })}
                    </td>
                </tr>
            }
        })
        .collect_view();
    let planned = order
        .planned
        .iter()
        .map(|planned| {
            view! { <li>{planned.routing.clone()} " " {l.units(&planned.quantity.to_string())}</li> }
        })
        .collect_view();
    view! {
        <form method="post" action="/api/orders/release">
            <Hidden number version key />
            <Confirm
                id="release-question"
                label=l.action(Action::PrepareRelease)
                kind=ButtonKind::Primary
                icon=IconName::Box
                title=l.release_question()
                confirm_label=l.prepare_for_release()
                cancel_label=l.not_now()
                on_confirm
            >
                <table class="needs">
                    <thead>
                        <tr>
                            <th scope="col">{l.option()}</th>
                            <th scope="col" class="num">{l.needed()}</th>
                            <th scope="col" class="num">{l.available()}</th>
                        </tr>
                    </thead>
                    <tbody>{needs}</tbody>
                </table>
                <p class="muted">{l.release_plan()}</p>
                <ul class="plan muted">{planned}</ul>
                <p>{l.release_hint()}</p>
            </Confirm>
        </form>
    }
}

#[component]
fn ConfirmOrder(order: OrderDetail) -> impl IntoView {
    let l = use_locale();
    let (number, version, key) = (order.number, order.version, order.key);
    let on_confirm = {
        let (number, key) = (number.clone(), key.clone());
        give(move || confirm_order(number.clone(), version, key.clone(), String::new()))
    };
    view! {
        <form method="post" action="/api/orders/confirm">
            <Hidden number version key />
            <Confirm
                id="confirm-question"
                label=l.action(Action::Confirm)
                title=l.confirm_question()
                confirm_label=l.action(Action::Confirm)
                cancel_label=l.not_now()
                on_confirm
            >
                <p>{l.confirm_hint()}</p>
            </Confirm>
        </form>
    }
}

#[component]
fn Dismiss(order: OrderDetail) -> impl IntoView {
    let l = use_locale();
    let (number, version, key) = (order.number, order.version, order.key);
    let press = {
        let (number, key) = (number.clone(), key.clone());
        give(move || dismiss_order(number.clone(), version, key.clone(), String::new()))
    };
    view! {
        <form
            method="post"
            action="/api/orders/dismiss"
            on:submit=move |event| {
                event.prevent_default();
                press.run(());
            }
        >
            <Hidden number version key />
            <button class="btn">{l.dismiss_failure()}</button>
        </form>
    }
}

#[component]
fn Cancel(order: OrderDetail) -> impl IntoView {
    let l = use_locale();
    let (number, version, key) = (order.number, order.version, order.key);
    let form = NodeRef::<html::Form>::new();
    // What the form holds when it is confirmed.
    let reason = move || {
        let data = form.get_untracked().and_then(|form| web_sys::FormData::new_with_form(&form).ok());
        data.and_then(|data| data.get("reason").as_string()).unwrap_or_default()
    };
    let cancel = {
        let (number, key) = (number.clone(), key.clone());
        give(move || cancel_order(number.clone(), version, key.clone(), String::new(), reason()))
    };
    let told = expect_context::<Told>();
    let on_confirm = Callback::new(move |()| {
        if is_reason(&reason()) {
            cancel.run(());
        } else {
            told.set(Some((Tone::Bad, vec![l.reason_missing().to_owned()])));
        }
    });
    view! {
        <form
            method="post"
            action="/api/orders/cancel"
            node_ref=form
            on:keydown=|event| {
                // It can't be undone: the button alone does it.
                if event.key() == "Enter" && event_target::<web_sys::Element>(&event).tag_name() == "INPUT" {
                    event.prevent_default();
                }
            }
        >
            <Hidden number version key />
            <Confirm
                id="cancel-question"
                label=l.action(Action::Cancel)
                title=l.cancel_question()
                confirm_label=l.cancel_order()
                cancel_label=l.keep_order()
                danger=true
                on_confirm
            >
                <p>{l.cancel_hint()}</p>
                <Field id="cancel-reason" label=l.cancel_reason() hint=l.cancel_reason_hint()>
                    <TextInput name="reason" value="" />
                </Field>
            </Confirm>
        </form>
    }
}

//! The order's buttons, each either possible or saying why not (ORD-03, REL-09).

use domain::action::Action;
use domain::outcome::is_reason;
use domain::view::{Closed, OrderDetail, with_option};
use leptos::html;
use leptos::prelude::*;

use super::pay::MarkPaid;
use super::{cancel_order, confirm_order, dismiss_order, release_order};
use crate::command::{Given, Hidden, Told, give};
use crate::context::use_locale;
use crate::form::value;
use crate::ui::{ButtonKind, Confirm, Field, GuardedButton, IconName, TextInput, Tone};

/// The buttons.
#[component]
pub fn OrderActions(order: OrderDetail) -> impl IntoView {
    // An exchange is asked for where the claims stand.
    let buttons = order
        .actions
        .iter()
        .filter(|action| action.action != Action::Exchange)
        .map(|action| match (&action.closed, action.action) {
            (Some(why), _) => closed(action.action, why).into_any(),
            (None, Action::PrepareRelease) => view! { <Release order=order.clone() /> }.into_any(),
            (None, Action::Confirm) => view! { <ConfirmOrder order=order.clone() /> }.into_any(),
            (None, Action::MarkPaid) => view! { <MarkPaid order=order.clone() /> }.into_any(),
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

#[component]
fn Release(order: OrderDetail) -> impl IntoView {
    let l = use_locale();
    let given = Given::to(&order);
    let on_confirm =
        give(&given, |Given { number, version, key }| release_order(number, version, key, String::new()));
    let needs = order
        .lines
        .iter()
        .filter(|line| line.open > 0)
        .map(|line| {
            let available = line.available_here;
            let short = available.is_some_and(|available| available < i64::from(line.open));
            view! {
                <tr class:is-short=short>
                    <td>{with_option(&line.name, line.option.as_deref())} <span class="muted">{format!(" {}", line.sku)}</span></td>
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
            <Hidden given />
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
    let given = Given::to(&order);
    let on_confirm =
        give(&given, |Given { number, version, key }| confirm_order(number, version, key, String::new()));
    view! {
        <form method="post" action="/api/orders/confirm">
            <Hidden given />
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
    let given = Given::to(&order);
    let press =
        give(&given, |Given { number, version, key }| dismiss_order(number, version, key, String::new()));
    view! {
        <form
            method="post"
            action="/api/orders/dismiss"
            on:submit=move |event| {
                event.prevent_default();
                press.run(());
            }
        >
            <Hidden given />
            <button class="btn">{l.dismiss_failure()}</button>
        </form>
    }
}

#[component]
fn Cancel(order: OrderDetail) -> impl IntoView {
    let l = use_locale();
    let given = Given::to(&order);
    let form = NodeRef::<html::Form>::new();
    // What the form holds when it is confirmed.
    let reason = move || value(form, "reason");
    let cancel = give(&given, move |Given { number, version, key }| {
        cancel_order(number, version, key, String::new(), reason())
    });
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
            <Hidden given />
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

//! Claim: what the customer asked for, and the settling of exchanges (RET-02).

use domain::action::Action;
use domain::claim::ClaimCommand;
use domain::outcome::is_reason;
use domain::query::shipment_href;
use domain::view::{ActionView, OrderClaim, SettleInput, with_option};
use leptos::html;
use leptos::prelude::*;

use super::{exchange, settle_claim, shipment_tone};
use crate::command::{Given, Hidden, Told, give};
use crate::context::use_locale;
use crate::form::value;
use crate::layout::use_here;
use crate::ui::{Confirm, Field, GuardedButton, GuardedLink, Pill, TextInput, Tone, Way};

/// All claims of an order, and the way to an exchange.
#[component]
pub fn Claims(
    /// They, newest first.
    claims: Vec<OrderClaim>,
    /// Their order.
    given: Given,
    /// Whether something of it can be exchanged.
    exchange: Option<ActionView>,
) -> impl IntoView {
    let l = use_locale();
    let here = use_here();
    let exchange = exchange.map(|action| {
        let number = given.number.clone();
        let way = Signal::derive(move || match &action.closed {
            Some(why) => Way::Closed(l.closed(why)),
            None => Way::To(exchange::href(&number, &here.get(), None)),
        });
        view! {
            <div class="claim-ways">
                <GuardedLink id="order-exchange" way>
                    {l.action(Action::Exchange)}
                </GuardedLink>
            </div>
        }
    });
    let list = if claims.is_empty() {
        view! { <p class="muted">{l.no_claim()}</p> }.into_any()
    } else {
        let claims =
            claims.into_iter().map(|claim| view! { <Claim claim given=given.clone() /> }).collect::<Vec<_>>();
        view! { <ul class="claims">{claims}</ul> }.into_any()
    };
    view! {
        {list}
        {exchange}
    }
}

#[component]
fn Claim(claim: OrderClaim, given: Given) -> impl IntoView {
    let l = use_locale();
    let OrderClaim { claim, lines, shipments, answer, ways } = claim;
    let lines = lines
        .into_iter()
        .map(|line| {
            let instead = line.instead.map(|sku| format!(" {}", l.exchanged_for(&sku)));
            let goods = with_option(&line.name, line.option.as_deref());
            view! { <li>{goods} " " {l.units(&line.quantity.to_string())} {instead}</li> }
        })
        .collect::<Vec<_>>();
    let shipments = shipments
        .into_iter()
        .map(|(number, status)| {
            let to = shipment_href(&number);
            view! {
                <li>
                    <a href=to>{number}</a>
                    " "
                    <Pill tone=shipment_tone(status) label=l.shipment_status(status) />
                </li>
            }
        })
        .collect::<Vec<_>>();
    let number = claim.number.clone();
    // Each has a place of its own: what is read anew is made in the same place, and a question must not become another one.
    let ways = [ClaimCommand::Complete, ClaimCommand::Deny, ClaimCommand::Withdraw]
        .into_iter()
        .map(|command| {
            let (_, closed) = ways.iter().find(|(known, _)| *known == command)?;
            let id = format!("{command}-{number}");
            Some(match closed {
                Some(why) => {
                    let reason = Some(l.closed(why));
                    view! { <GuardedButton id reason>{l.claim_command(command)}</GuardedButton> }.into_any()
                }
                None => view! { <Settle id claim=number.clone() given=given.clone() command /> }.into_any(),
            })
        })
        .collect_view();
    view! {
        <li class="claim">
            <Pill tone=if claim.status.is_open() { Tone::Wait } else { Tone::Neutral } label=l.claim_status(claim.status) />
            <span>
                <b>{l.claim_kind(claim.kind)}</b>
                " " {claim.number} " " {l.units(&claim.quantity.to_string())}
                <span class="muted">" · " {claim.reason} " · " {claim.requested.text}</span>
            </span>
            <div class="claim-more">
                <ul class="plan muted">{lines}</ul>
                {(!shipments.is_empty()).then(|| view! { <ul class="claim-shipments">{shipments}</ul> })}
                {answer.map(|answer| view! { <p class="muted">{l.answered(&answer)}</p> })}
                <div class="order-actions">{ways}</div>
            </div>
        </li>
    }
}

/// The button that asks whether a claim is to be settled so.
#[component]
fn Settle(id: String, claim: String, given: Given, command: ClaimCommand) -> impl IntoView {
    let l = use_locale();
    let form = NodeRef::<html::Form>::new();
    let number = claim.clone();
    let settle = give(&given, move |Given { number: order, version, key }| {
        let settle = SettleInput {
            claim: number.clone(),
            command,
            restock: value(form, "settle[restock]") == "true",
            answer: value(form, "settle[answer]"),
        };
        settle_claim(order, version, key, String::new(), settle)
    });
    let told = expect_context::<Told>();
    let on_confirm = Callback::new(move |()| {
        if command != ClaimCommand::Deny || is_reason(&value(form, "settle[answer]")) {
            settle.run(());
        } else {
            told.set(Some((Tone::Bad, vec![l.reason_missing().to_owned()])));
        }
    });
    let (title, hint) = match command {
        ClaimCommand::Complete => (l.complete_exchange_question(), l.complete_exchange_hint()),
        ClaimCommand::Deny => (l.deny_claim_question(), l.drop_exchange_hint()),
        ClaimCommand::Withdraw | ClaimCommand::Approve => {
            (l.withdraw_claim_question(), l.drop_exchange_hint())
        }
    };
    let choice = |value: &'static str, label: &'static str| {
        view! {
            <label class="radio">
                <input type="radio" name="settle[restock]" value=value checked=value == "true" />
                {label}
            </label>
        }
    };
    let asked = match command {
        ClaimCommand::Complete => Some(
            view! {
                <fieldset class="radios">
                    <legend>{l.what_of_goods()}</legend>
                    {choice("true", l.restock())}
                    {choice("false", l.write_off())}
                </fieldset>
            }
            .into_any(),
        ),
        ClaimCommand::Deny => Some(
            view! {
                <Field id=format!("answer-{claim}") label=l.claim_answer() hint=l.claim_answer_hint()>
                    <TextInput name="settle[answer]" value="" autocomplete="off" attr:maxlength="200" />
                </Field>
            }
            .into_any(),
        ),
        ClaimCommand::Withdraw | ClaimCommand::Approve => None,
    };
    view! {
        <form
            method="post"
            action="/api/orders/settle_claim"
            node_ref=form
            on:keydown=|event| {
                // It can't be undone: the button alone does it.
                if event.key() == "Enter" && event_target::<web_sys::Element>(&event).tag_name() == "INPUT" {
                    event.prevent_default();
                }
            }
        >
            <Hidden given />
            <input type="hidden" name="settle[claim]" value=claim />
            <input type="hidden" name="settle[command]" value=command.as_str() />
            <Confirm
                id=format!("{id}-question")
                label=l.claim_command(command)
                title
                confirm_label=l.claim_command(command)
                cancel_label=l.not_now()
                danger=command != ClaimCommand::Complete
                on_confirm
            >
                <p>{hint}</p>
                {asked}
            </Confirm>
        </form>
    }
}

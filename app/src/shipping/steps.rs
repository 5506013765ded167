//! What can be done with a shipment beside its invoice (SHP-07).

use domain::order::Disposal;
use domain::shipment::{CannotMove, ShipmentCommand};
use domain::view::ShipmentDetail;
use leptos::html;
use leptos::prelude::*;

use super::{cancel_failed, move_shipment};
use crate::command::{Given, Hidden, give};
use crate::context::use_locale;
use crate::form::value;
use crate::ui::{ButtonKind, Confirm, GuardedButton};

/// The buttons: those of what is possible, and of what only a hold forbids.
#[component]
pub fn Steps(shipment: ShipmentDetail) -> impl IntoView {
    use ShipmentCommand as C;

    let l = use_locale();
    let asked = [
        C::MarkPacked,
        C::HandOver,
        C::MarkDelivered,
        C::MarkPickedUp,
        C::Redeliver,
        C::CancelFailed,
        C::Void,
    ];
    // Each has a place of its own: what is read anew is made in the same place, and a question must not become another one.
    let buttons = asked
        .into_iter()
        .map(|command| {
            let (_, closed) = shipment.commands.iter().find(|(known, _)| *known == command)?;
            match (closed, command) {
                (None, C::CancelFailed) => Some(view! { <CancelFailed shipment=shipment.clone() /> }.into_any()),
                (None, _) => Some(view! { <Step shipment=shipment.clone() command /> }.into_any()),
                (Some(why @ CannotMove::OnHold), _) => Some(
                    view! {
                        <GuardedButton id=format!("shipment-{command}") kind=ButtonKind::Default reason=Some(l.cannot_move(why))>
                            {l.shipment_command(command)}
                        </GuardedButton>
                    }
                    .into_any(),
                ),
                _ => None,
            }
        })
        .collect_view();
    view! { <div class="order-actions">{buttons}</div> }
}

#[component]
fn Step(shipment: ShipmentDetail, command: ShipmentCommand) -> impl IntoView {
    let l = use_locale();
    let given = Given::to_shipment(&shipment);
    let on_confirm = give(&given, move |Given { number, version, key }| {
        move_shipment(number, version, key, String::new(), command)
    });
    let (title, hint) = match command {
        ShipmentCommand::Void => (l.void_question(), l.void_hint()),
        ShipmentCommand::HandOver => (l.hand_over_question(), l.hand_over_hint()),
        ShipmentCommand::Redeliver => (l.redeliver_question(), l.redeliver_hint()),
        ShipmentCommand::MarkDelivered | ShipmentCommand::MarkPickedUp => {
            (l.delivered_question(), l.delivered_hint())
        }
        // Nothing follows from it that would have to be asked.
        _ => {
            return view! {
                <form
                    method="post"
                    action="/api/shipments/move"
                    on:submit=move |event| {
                        event.prevent_default();
                        on_confirm.run(());
                    }
                >
                    <Hidden given />
                    <input type="hidden" name="command" value=command.as_str() />
                    <button class="btn">{l.shipment_command(command)}</button>
                </form>
            }
            .into_any();
        }
    };
    view! {
        <form method="post" action="/api/shipments/move">
            <Hidden given />
            <input type="hidden" name="command" value=command.as_str() />
            <Confirm
                id=format!("{command}-question")
                label=l.shipment_command(command)
                title
                confirm_label=l.shipment_command(command)
                cancel_label=l.not_now()
                danger=command == ShipmentCommand::Void
                on_confirm
            >
                <p>{hint}</p>
            </Confirm>
        </form>
    }
    .into_any()
}

/// Asks what becomes of the units and the goods of a shipment that failed.
#[component]
fn CancelFailed(shipment: ShipmentDetail) -> impl IntoView {
    let l = use_locale();
    let given = Given::to_shipment(&shipment);
    let is_mall = shipment.is_mall;
    let form = NodeRef::<html::Form>::new();
    let on_confirm = give(&given, move |Given { number, version, key }| {
        let is = |name: &str| value(form, name) == "true";
        let disposal =
            Disposal { cancel_units: is("disposal[cancel_units]"), write_off: is("disposal[write_off]") };
        cancel_failed(number, version, key, String::new(), disposal)
    });
    let choice = |name: &'static str, value: &'static str, label: &'static str| {
        view! {
            <label class="radio">
                <input type="radio" name=name value=value checked=value == "false" />
                {label}
            </label>
        }
    };
    view! {
        <form method="post" action="/api/shipments/cancel_failed" node_ref=form>
            <Hidden given />
            <Confirm
                id="cancel-failed-question"
                label=l.shipment_command(ShipmentCommand::CancelFailed)
                title=l.cancel_failed_question()
                confirm_label=l.shipment_command(ShipmentCommand::CancelFailed)
                cancel_label=l.not_now()
                danger=true
                on_confirm
            >
                <fieldset class="radios">
                    <legend>{l.what_of_units()}</legend>
                    {choice("disposal[cancel_units]", "false", l.reship())}
                    // A mall's are canceled on its own pages.
                    {(!is_mall).then(|| choice("disposal[cancel_units]", "true", l.cancel_units()))}
                </fieldset>
                <fieldset class="radios">
                    <legend>{l.what_of_goods()}</legend>
                    {choice("disposal[write_off]", "false", l.restock())}
                    {choice("disposal[write_off]", "true", l.write_off())}
                </fieldset>
            </Confirm>
        </form>
    }
}

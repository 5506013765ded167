//! A shipment's invoice: registering, changing and deleting it, its history (INV-01, INV-05, INV-06).

use domain::shipment::{CannotMove, ShipmentCommand, ShipmentCommand as C};
use domain::view::{InvoiceView, ShipmentDetail};
use leptos::html;
use leptos::prelude::*;

use super::fields::{Fields, InvoiceFields};
use super::{delete_invoice, go_without, register_invoice};
use crate::command::{Given, Hidden, give};
use crate::context::use_locale;
use crate::copy::CopyButton;
use crate::form::value;
use crate::keys::focus_element;
use crate::ui::{
    Alert, ButtonKind, Confirm, Field, Icon, IconName, TextInput, Timeline, TimelineEntry, Tone,
};

/// All about it.
#[component]
pub fn InvoiceSection(shipment: ShipmentDetail) -> impl IntoView {
    let l = use_locale();
    let rejected = shipment.rejected.clone().map(|reason| {
        view! { <Alert tone=Tone::Bad title=l.invoice_rejected()><p>{reason}</p></Alert> }
    });
    let shown = shipment.invoice.clone().map(|invoice| view! { <Registered invoice /> });
    let reason =
        shipment.no_number.clone().map(|reason| view! { <p><b>{l.without_number()}</b> " · " {reason}</p> });
    let changes = shipment.can(ShipmentCommand::ChangeInvoice) && shipment.rejected.is_none();
    let change = changes.then(|| view! { <Change shipment=shipment.clone() /> });
    let delete =
        shipment.can(ShipmentCommand::DeleteInvoice).then(|| view! { <Delete shipment=shipment.clone() /> });
    let has_actions = change.is_some() || delete.is_some();
    let actions = has_actions.then(|| view! { <div class="invoice-actions">{change} {delete}</div> });
    // In the place of a rejected number another is registered, as a first one is.
    let register = (shipment.can(ShipmentCommand::RegisterInvoice)
        || shipment.rejected.is_some() && shipment.can(ShipmentCommand::ChangeInvoice))
    .then(|| view! { <Register shipment=shipment.clone() /> });
    // What only a hold forbids is not passed over in silence.
    let is_held = [C::RegisterInvoice, C::ChangeInvoice]
        .iter()
        .any(|command| shipment.commands.contains(&(*command, Some(CannotMove::OnHold))));
    let held = is_held.then(|| view! { <Alert tone=Tone::Wait title=l.cannot_move(&CannotMove::OnHold) /> });
    let closed = (shown.is_none() && register.is_none() && reason.is_none())
        .then(|| view! { <p class="muted">{l.no_invoice_yet()}</p> });
    let without =
        shipment.can(ShipmentCommand::GiveReason).then(|| view! { <GoWithout shipment=shipment.clone() /> });
    let history = (!shipment.history.is_empty()).then(|| view! { <History shipment=shipment.clone() /> });
    view! {
        <section class="section" id="invoice">
            <h3 class="section-title">{l.invoice()}</h3>
            {held}
            {rejected}
            {shown}
            {reason}
            {closed}
            {actions}
            {register}
            {without}
            {history}
        </section>
    }
}

#[component]
fn Registered(invoice: InvoiceView) -> impl IntoView {
    let l = use_locale();
    let link = invoice.url.map(|url| {
        view! {
            <a class="btn quiet" href=url target="_blank" rel="noopener noreferrer external">
                <Icon name=IconName::External />
                {l.view_at_carrier()}
            </a>
        }
    });
    let since = invoice.registered.map(|at| {
        view! { <time class="muted" datetime=at.iso>{at.text}</time> }
    });
    view! {
        <div class="invoice-number">
            <span class="muted">{invoice.carrier}</span>
            <b class="number">{invoice.number.clone()}</b>
            {since}
            <CopyButton text=invoice.number label=l.copy() class="quiet" />
            {link}
        </div>
    }
}

/// What stands in a form: it is given what sends it, and what says whether what was typed will do.
type Inside = Box<dyn FnOnce(Callback<()>, Callback<(), bool>) -> AnyView>;

/// The form that sends them: to register a first number, or another in the place of what there is.
#[component]
fn InvoiceForm(
    shipment: ShipmentDetail,
    fields: Fields,
    /// Another in the place of what there is.
    change: bool,
    /// What stands in it.
    children: Inside,
) -> impl IntoView {
    let l = use_locale();
    let given = Given::to_shipment(&shipment);
    let has_number = shipment.invoice.is_some();
    let form = fields.form;
    let send = give(&given, move |Given { number, version, key }| {
        let (carrier, invoice) = (value(form, "carrier"), value(form, "invoice"));
        register_invoice(number, version, key, String::new(), carrier, invoice, change)
    });
    let (typed, chosen, checked, made) = (fields.clone(), fields.clone(), fields.clone(), fields);
    Effect::new(move |_| {
        if form.get().is_some() {
            made.begin(has_number);
        }
    });
    let check = Callback::new(move |()| checked.check(l));
    view! {
        <form
            method="post"
            action="/api/shipments/register_invoice"
            class="invoice-form"
            node_ref=form
            on:input=move |_| typed.read()
            on:change=move |_| chosen.read()
            on:submit=move |event| {
                event.prevent_default();
                if check.run(()) {
                    send.run(());
                }
            }
        >
            <Hidden given />
            <input type="hidden" name="change" value=change.to_string() />
            {children(send, check)}
        </form>
    }
}

#[component]
fn Register(shipment: ShipmentDetail) -> impl IntoView {
    let l = use_locale();
    let fields = Fields::new("invoice-number", &shipment, String::new());
    let change = shipment.rejected.is_some();
    let shown = fields.clone();
    let children = Box::new(move |_, _| {
        view! {
            <InvoiceFields fields=shown />
            <div class="invoice-send">
                <button class="btn primary">{l.register_invoice()}</button>
                <span class="muted">{l.address_locked_hint()}</span>
            </div>
        }
        .into_any()
    });
    view! { <InvoiceForm shipment fields change children /> }
}

#[component]
fn Change(shipment: ShipmentDetail) -> impl IntoView {
    let l = use_locale();
    let number = shipment.invoice.as_ref().map(|invoice| invoice.number.clone()).unwrap_or_default();
    let fields = Fields::new("changed-number", &shipment, number);
    let shown = fields.clone();
    let children = Box::new(move |on_confirm, check| {
        view! {
            <Confirm
                id="change-question"
                label=l.modify_invoice()
                icon=IconName::Pencil
                title=l.modify_invoice()
                confirm_label=l.save_invoice()
                cancel_label=l.not_now()
                check
                on_confirm
            >
                <p>{l.modify_invoice_hint()}</p>
                <InvoiceFields fields=shown />
            </Confirm>
        }
        .into_any()
    });
    view! { <InvoiceForm shipment fields change=true children /> }
}

#[component]
fn Delete(shipment: ShipmentDetail) -> impl IntoView {
    let l = use_locale();
    let given = Given::to_shipment(&shipment);
    let on_confirm =
        give(&given, |Given { number, version, key }| delete_invoice(number, version, key, String::new()));
    view! {
        <form method="post" action="/api/shipments/delete_invoice">
            <Hidden given />
            <Confirm
                id="delete-question"
                label=l.delete_invoice()
                kind=ButtonKind::Default
                icon=IconName::Trash
                title=l.delete_invoice_question()
                confirm_label=l.delete_invoice()
                cancel_label=l.not_now()
                danger=true
                on_confirm
            >
                <p>{l.delete_invoice_hint()}</p>
            </Confirm>
        </form>
    }
}

#[component]
fn GoWithout(shipment: ShipmentDetail) -> impl IntoView {
    let l = use_locale();
    let given = Given::to_shipment(&shipment);
    let form = NodeRef::<html::Form>::new();
    let problem = RwSignal::new(None::<String>);
    let on_confirm = give(&given, move |Given { number, version, key }| {
        go_without(number, version, key, String::new(), value(form, "reason"))
    });
    let check = Callback::new(move |()| {
        let is_good = domain::outcome::is_reason(&value(form, "reason"));
        problem.set((!is_good).then(|| l.reason_missing().to_owned()));
        if let (false, Some(field)) = (is_good, document().get_element_by_id("no-number-reason")) {
            focus_element(&field);
        }
        is_good
    });
    view! {
        <form method="post" action="/api/shipments/go_without" node_ref=form>
            <Hidden given />
            <Confirm
                id="go-without-question"
                label=l.go_without()
                title=l.go_without_question()
                confirm_label=l.go_without()
                cancel_label=l.not_now()
                check
                on_confirm
            >
                <p>{l.go_without_hint()}</p>
                <Field id="no-number-reason" label=l.cancel_reason() error=problem>
                    <TextInput name="reason" value="" autocomplete="off" required=true />
                </Field>
            </Confirm>
        </form>
    }
}

#[component]
fn History(shipment: ShipmentDetail) -> impl IntoView {
    let l = use_locale();
    let entries = shipment
        .history
        .into_iter()
        .map(|entry| {
            let what = match (entry.before, entry.after) {
                (Some(before), Some(after)) => l.history_change(&before, &after),
                (before, after) => after.or(before).unwrap_or_default(),
            };
            let reason = entry.reason.map(|reason| format!(" · {reason}"));
            view! {
                <TimelineEntry when=entry.at.text datetime=entry.at.iso by=entry.by>
                    {l.invoice_action(entry.action)} " " <b class="number">{what}</b> {reason}
                </TimelineEntry>
            }
        })
        .collect::<Vec<_>>();
    view! {
        <details class="invoice-history">
            <summary>
                <Icon name=IconName::Clock />
                {l.invoice_history()}
            </summary>
            <Timeline>{entries}</Timeline>
        </details>
    }
}
